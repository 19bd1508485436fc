"""A view as a networkx graph: nodes and edges with all that a person filters by, and how they look.

Nodes are named like `kg:li6ps5cl`, edges are keyed by their kind, such as `si:leadsTo`, so that two relations between
the same pair stay two edges. What is not known is left out, never None.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import pyoxigraph as ox

from ..names import local_name
from ..querying import lookup
from ..querying.library import Library, unknown
from ..querying.store import Store
from ..querying.terms import Terms, name, several
from . import looks
from .support import Support, known
from .views import FOLDER, View, rows

# What the formats and Gephi itself use; a column of one of these names gets an underscore.
TAKEN = {"id", "label", "kind", "type", "source", "target", "weight", "size", "color", "x", "y", "z", "r", "g", "b",
         "shape", "thickness", "timeset", "interval"}


@dataclass(frozen=True)
class Selection:
    """What of a view is wanted; `literals` is attributes or nodes."""

    around: str | None = None
    depth: int = 1
    inferred: bool = False
    kinds: tuple[str, ...] = ()
    literals: str = "attributes"


def to_networkx(view: str, around: str | None = None, depth: int = 1, inferred: bool = False,
                kinds: Iterable[str] = (), literals: str = "attributes", positions: bool = False) -> nx.MultiDiGraph:
    """A view of the published graph; `positions` adds x and y, which takes a moment for large views."""
    from .. import places
    from ..building import build, publication
    from ..querying import library, store
    from . import layout, views

    where = places.find()
    if not publication.is_current(where):
        build.build(where)
    queries = library.read(where, FOLDER)
    wanted = Selection(around, depth, inferred, tuple(kinds), literals)
    graph = network(store.load(where), queries, views.find(queries, view), wanted)
    if positions:
        layout.place(graph)
    return graph


def network(store: Store, library: Library, view: View, wanted: Selection = Selection()) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(name=view.name, title=view.title)
    terms, support = Terms(store), Support(store, library)
    add_nodes(graph, store, view, terms)
    classes = classes_of(graph, store, library)
    for node, found in classes.items():
        graph.nodes[node]["classes"] = several(map(terms.label, found))
    add_edges(graph, store, view, terms, support, wanted.inferred)
    graph = of_kinds(graph, wanted.kinds, classes, terms) if wanted.kinds else graph
    graph = around(graph, store, view, wanted) if wanted.around else graph
    for node, data in graph.nodes(data=True):
        data.update(support.of_thing(data["iri"]))
    add_literals(graph, store, library, terms, wanted.literals == "nodes")
    dress(graph)
    return graph


def add_nodes(graph: nx.MultiDiGraph, store: Store, view: View, terms: Terms) -> None:
    """One node for each ?node: its first ?kind and ?label count, of any other column all values."""
    columns = defaultdict(lambda: defaultdict(set))
    for row in rows(store, view.nodes, "nodes"):
        node, label, kind = row.pop("node"), row.pop("label"), row.pop("kind")
        if not isinstance(node, ox.NamedNode):
            continue
        if name(node) not in graph:
            add_node(graph, name(node), label.value if label else terms.label(node), kind and name(kind),
                     terms.value(kind), iri=node.value)
        collect(columns[name(node)], row, terms)
    for node, values in columns.items():
        graph.nodes[node].update(merged(values))


def add_node(graph: nx.MultiDiGraph, node: str, label: str, kind: str | None, class_: str | None, **more) -> None:
    graph.add_node(node, label=looks.short(label), full_label=label, **known({"kind": kind, "class": class_, **more}))


def collect(columns: dict[str, set], row: dict, terms: Terms) -> None:
    for column, term in row.items():
        if term is not None:
            columns[title(column)].add(terms.value(term))


def merged(columns: dict[str, set]) -> dict:
    return {column: several(values) for column, values in columns.items()}


def title(column: str) -> str:
    return f"{column}_" if column.lower() in TAKEN else column


def classes_of(graph: nx.MultiDiGraph, store: Store, library: Library) -> dict[str, list[ox.NamedNode]]:
    """Every class that a node is in, or that stands above a class."""
    classes = defaultdict(list)
    for row in rows(store, library.find(f"{FOLDER}/classes-of-things")):
        if name(row["thing"]) in graph:
            classes[name(row["thing"])].append(row["class"])
    return classes


def add_edges(graph: nx.MultiDiGraph, store: Store, view: View, terms: Terms, support: Support, inferred: bool) -> None:
    """One edge for each ?source ?kind ?target, weighted by the claims that its rows name in ?record."""
    records, columns, stated = defaultdict(set), defaultdict(lambda: defaultdict(set)), set()
    for row in rows(store, view.edges, "edges"):
        edge = row.pop("source"), row.pop("kind"), row.pop("target")
        record, follows = row.pop("record", None), row.pop("inferred", None)
        is_inferred = follows is not None and follows.value == "true"
        if None in edge or name(edge[0]) not in graph or name(edge[2]) not in graph or (is_inferred and not inferred):
            continue
        stated.update([] if is_inferred else [edge])
        records[edge].update([record.value] if record else [])
        collect(columns[edge], row, terms)
    for (source, kind, target), found in records.items():
        add_edge(graph, name(source), name(kind), name(target), terms.value(kind), weight=max(1, len(found)),
                 inferred=(source, kind, target) not in stated, **support.of_records(found),
                 **merged(columns[source, kind, target]))


def add_edge(graph: nx.MultiDiGraph, source: str, kind: str, target: str, label: str, **more) -> None:
    graph.add_edge(source, target, key=kind, id=f"{source} {kind} {target}", label=label, kind=kind,
                   effect=looks.effect(kind), **more)


def of_kinds(graph: nx.MultiDiGraph, kinds: Iterable[str], classes: dict[str, list[ox.NamedNode]], terms: Terms) -> nx.MultiDiGraph:
    """Only the nodes of some classes, given by label or name."""
    members, labels = defaultdict(set), {terms.label(class_) for found in classes.values() for class_ in found}
    for node, data in graph.nodes(data=True):
        for class_ in classes.get(node, ()):
            for called in (terms.label(class_), name(class_), local_name(class_.value)):
                members[lookup.normal(called)].add(node)
        members[lookup.normal(data.get("class", ""))].add(node)
    if missing := [kind for kind in kinds if lookup.normal(kind) not in members]:
        raise unknown("kind", missing[0], sorted(labels), "a kind is a class that nodes of the view belong to")
    return graph.subgraph(set().union(*(members[lookup.normal(kind)] for kind in kinds))).copy()


def around(graph: nx.MultiDiGraph, store: Store, view: View, wanted: Selection) -> nx.MultiDiGraph:
    """The node of this id, label or synonym, and what is within some steps of it, whichever way the edges point."""
    called = lookup.called(store, None)
    names = {data["iri"]: called.get(data["iri"], [data["full_label"]]) for _, data in graph.nodes(data=True)}
    centre = lookup.pick(names, wanted.around, f"node in the view {view.name} called")
    return nx.ego_graph(graph, name(centre), radius=wanted.depth, undirected=True)


def add_literals(graph: nx.MultiDiGraph, store: Store, library: Library, terms: Terms, as_nodes: bool) -> None:
    """What is written about each node: as attributes, or as nodes that things with the same text or number share."""
    columns = defaultdict(lambda: defaultdict(set))
    for row in rows(store, library.find(f"{FOLDER}/literals-of-things")):
        node, property_, value = name(row["thing"]), row["property"], row["value"]
        if node not in graph:
            continue
        if as_nodes:
            add_node(graph, str(value), value.value, "literal", "literal")
            add_edge(graph, node, name(property_), str(value), terms.label(property_), weight=1, inferred=False)
        else:
            columns[node][title(local_name(property_.value))].add(terms.value(value))
    for node, values in columns.items():
        graph.nodes[node].update({column: value for column, value in merged(values).items()
                                  if column not in graph.nodes[node]})


def dress(graph: nx.MultiDiGraph) -> None:
    colors = looks.node_colors(data.get("kind", "") for _, data in graph.nodes(data=True))
    for _, data in graph.nodes(data=True):
        evidence = data.get("claims", 0) + data.get("results", 0)
        data.update(color=colors[data.get("kind", "")], size=looks.size(evidence or data.get("members", 0)))
    for *_, data in graph.edges(data=True):
        data["color"] = looks.EDGE_COLORS[data["effect"]]
