// node read.cjs FILE: the graph that Gephi Lite would make of a .gexf or .graphml file, as JSON.
const fs = require("fs");
const Graph = require("graphology");
const parsers = { gexf: require("graphology-gexf"), graphml: require("graphology-graphml") };

const file = process.argv[2];
const text = fs.readFileSync(file, "utf-8");
const graph = parsers[file.split(".").pop()].parse(Graph, text, { allowUndeclaredAttributes: false });

console.log(JSON.stringify({
  attributes: graph.getAttributes(),
  nodes: Object.fromEntries(graph.mapNodes((node, attributes) => [node, attributes])),
  edges: graph.mapEdges((edge, attributes, source, target) => ({ id: edge, source, target, ...attributes })),
}));
