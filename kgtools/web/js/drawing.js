// A YASR plugin that draws the triples of a CONSTRUCT or DESCRIBE as a graph, with sigma. A click on a node opens its page.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { element } from "./questions.js";

const MOST = 2000; // edges; more than this is no picture
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const GREY = "#999999";

export class Drawing {
  static of(names, looks) {
    return class extends Drawing {
      constructor(yasr) {
        super();
        Object.assign(this, { yasr, names, looks });
      }
    };
  }

  priority = 5;
  label = "Drawing";
  getIcon() {
    return element("span", { className: "drawing_icon", "aria-hidden": "true" }, "⌬");
  }

  canHandleResults() {
    const columns = this.yasr.results?.getVariables() ?? [];
    return columns.join() === "subject,predicate,object" && this.edges().length > 0;
  }

  // Triples between things; literals have no place in a drawing.
  edges() {
    return (this.yasr.results.getBindings() ?? []).filter((triple) => triple.object.type !== "literal" && triple.object.type !== "typed-literal");
  }

  draw() {
    const edges = this.edges();
    const place = element("div", { className: "drawing" });
    const note = edges.length > MOST ? `the first ${MOST} of ${edges.length} links` : `${edges.length} links`;
    this.yasr.resultsEl.append(place, element("p", { className: "drawing_note" }, `${note}; drag to move, scroll to zoom, click a thing for its page`));
    this.graph = this.layout(edges.slice(0, MOST));
    try {
      this.sigma = new Sigma(this.graph, place, this.settings());
    } catch (error) {
      place.replaceChildren(element("p", {}, `This browser cannot draw here (${error.message}); the table has the same triples.`));
      return;
    }
    this.sigma.on("clickNode", ({ node }) => {
      const page = this.names.page(node);
      if (page) window.open(page, "_blank", "noopener");
    });
    place.dataset.nodes = this.graph.order;
    place.dataset.links = this.graph.size;
  }

  layout(edges) {
    const graph = new Graph({ multi: true, type: "directed" });
    const called = this.labels();
    for (const { subject, predicate, object } of edges) {
      for (const end of [subject, object]) this.node(graph, end.value, called);
      graph.addEdge(subject.value, object.value, { label: this.names.label(predicate.value), color: this.edgeColor(predicate.value), size: 1.2, type: "arrow" });
    }
    graph.forEachNode((node, _) => graph.setNodeAttribute(node, "size", 3 + 1.4 * Math.sqrt(graph.degree(node))));
    const settings = { ...forceAtlas2.inferSettings(graph), linLogMode: true, scalingRatio: 1, gravity: 0.6, strongGravityMode: false };
    forceAtlas2.assign(graph, { iterations: graph.order < 300 ? 600 : 150, settings });
    return graph;
  }

  // What the answer itself calls things goes before what we know.
  labels() {
    const found = new Map();
    for (const { subject, predicate, object } of this.yasr.results.getBindings() ?? []) {
      if (predicate.value.endsWith("#label") || predicate.value.endsWith("#prefLabel")) found.set(subject.value, object.value);
    }
    return found;
  }

  node(graph, iri, called) {
    if (graph.hasNode(iri)) return;
    const angle = graph.order * 2.4, far = Math.sqrt(graph.order + 1); // a spiral to start from, the same every time
    graph.addNode(iri, { label: called.get(iri) ?? this.names.label(iri), color: this.nodeColor(iri), x: far * Math.cos(angle), y: far * Math.sin(angle), size: 5 });
  }

  nodeColor(iri) {
    const kinds = this.names.term(iri)?.kinds ?? [];
    return Object.entries(this.looks.nodes).find(([kind]) => kinds.includes(kind))?.[1] ?? GREY;
  }

  edgeColor(iri) {
    return iri === RDF_TYPE ? this.looks.edges.other : this.looks.edges[this.looks.effects[this.names.short(iri)] ?? "other"];
  }

  settings() {
    return { renderEdgeLabels: this.graph.size <= 80, labelSize: 12, edgeLabelSize: 10, labelFont: "system-ui, sans-serif", edgeLabelFont: "system-ui, sans-serif",
             labelDensity: 1.2, labelGridCellSize: 90, labelRenderedSizeThreshold: this.graph.order < 60 ? 0 : 5, defaultEdgeType: "arrow" };
  }

  destroy() {
    this.sigma?.kill();
    this.sigma = undefined;
  }
}
