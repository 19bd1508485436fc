"""The dataset as it is served: what the build published, the query library, and descriptions of both."""

from pathlib import Path

import pyoxigraph as ox

from ...querying import library, store
from ...querying.store import Store
from .. import describe
from ..settings import Elsewhere
from .worker import Worker


class Remembering(Store):
    """A store that never changes, so that the names of things are looked up once for all query processes."""

    def __init__(self, of: ox.Store):
        super().__init__(of)
        self.kept: dict = {}

    def rows(self, text, bindings=None):
        key = (text, tuple((bindings or {}).items()))
        if key not in self.kept:
            self.kept[key] = list(super().rows(text, bindings))
        return self.kept[key]


def load(order: dict) -> tuple[Worker, dict]:
    """A worker to be forked, and what the server has to know of the dataset."""
    places = Elsewhere(Path(order["root"]), folder=Path(order["build"]), file=order["file"])
    dataset = store.load(places)
    read = library.read(places)
    dataset.ox.bulk_extend(describe.quads(dataset, order["public_url"]))
    graphs = frozenset(graph.value for graph in dataset.ox.named_graphs() if isinstance(graph, ox.NamedNode))
    kept = Remembering(dataset.ox)
    warm_up(kept, read)
    return Worker(kept, read, graphs, order["answer"]), {"graphs": sorted(graphs), "triples": len(dataset.ox)}


def warm_up(kept: Remembering, read: library.Library) -> None:
    """All that is imported or looked up at the first question, before there is one: a query process can open no file."""
    from ...querying import lookup

    for parameter in {one for query in read.queries for one in query.parameters.values() if one.type in library.NAMED}:
        lookup.values(kept, parameter)
    worker = Worker(kept, read, frozenset(), 1 << 20)
    for text in ("SELECT * { ?s ?p ?o } LIMIT 1", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", "SELECT nonsense"):
        for solutions, graph in zip(("json", "xml", "csv", "tsv"), ("turtle", "rdfxml", "jsonld", "ntriples")):
            worker.answer({"text": text, "solutions": solutions, "graph": graph, "gzip": True})
