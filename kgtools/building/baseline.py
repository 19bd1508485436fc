"""The last good build as a place to start from: what has changed in the sources since, and what followed before.

The dataset holds every triple of the files that it was built from, each file in a graph of its own, and all that
followed: so what is unchanged need not be derived or validated again. It serves only while rules, checks, shapes and code
are the same; a build of the project itself also serves for the project together with files from outside.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from ..names import INFERRED_GRAPH, PREFIXES, source_graph
from ..places import Places
from ..querying.library import Query
from ..querying.store import Store
from ..reasoning.rederive import Known
from ..turtle import lexical, reader
from ..turtle.reader import Record, Source
from ..turtle.sources import Sources
from . import publication

DEFINITION = ox.NamedNode(PREFIXES["skos"] + "definition")
REPLACED = ox.NamedNode(PREFIXES["dcterms"] + "isReplacedBy")
INFERRED = ox.NamedNode(INFERRED_GRAPH)


@dataclass(frozen=True)
class Change:
    """The asserted triples that have gone and come since, each in the graph of its file, and whether terms are among them.

    A deprecation counts as a change of terms.
    """

    gone: list[ox.Quad]
    come: list[ox.Quad]
    of_ontology: bool

    @property
    def graphs(self) -> set[str]:
        return {quad.graph_name.value for quad in (*self.gone, *self.come)}

    @property
    def triples(self) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """Gone and come; a record that only moved to another file is neither."""
        gone, come = ({quad.triple for quad in quads} for quads in (self.gone, self.come))
        return list(gone - come), list(come - gone)


class Unchanged(Source):
    """A file as the last build read it; its lines are looked at only when a problem has to be shown in them."""

    known = True

    def __init__(self, path: str, triples: list[ox.Triple], data: bytes):
        self.path, self.triples, self.problems, self.data = path, triples, [], data

    @cached_property
    def split(self) -> Source:
        return reader.split(self.path, lexical.decoded(self.path, self.data)[0])

    @property
    def records(self) -> list[Record]:
        return self.split.records

    @property
    def directives(self) -> list[tuple[int, str]]:
        return self.split.directives


class Baseline:
    def __init__(self, places: Places, about: dict):
        self.places, self.about = places, about

    @property
    def classified(self) -> bool:
        return self.about["classified"]

    @cached_property
    def graphs(self) -> dict[str, list[ox.Triple]]:
        """The triples of each graph; those of sources are letter by letter what the files say."""
        found = defaultdict(list)
        for quad in ox.parse(path=self.places.dataset, format=ox.RdfFormat.N_QUADS, lenient=True):
            found[quad.graph_name.value].append(quad.triple)
        return found

    @property
    def inferred(self) -> list[ox.Triple]:
        return self.graphs[INFERRED_GRAPH]

    @cached_property
    def store(self) -> Store:
        """The dataset in an engine of its own, which may be changed."""
        loaded = ox.Store()
        loaded.load(path=self.places.dataset, format=ox.RdfFormat.N_QUADS, lenient=True)
        return Store(loaded)

    def source(self, path: str, digest: str, data: bytes) -> Source | None:
        """The file, if it is the one that the build read; shapes are no part of the dataset."""
        about = self.about["files"].get(path)
        if about is None or about["sha256"] != digest or about["part"] == "shapes":
            return None
        return Unchanged(path, self.graphs.get(source_graph(path), []), data)

    def shapes(self, read: Sources) -> bool:
        """Whether the shapes are the same: all records would have to be looked at again by others."""
        now = {source.path: source.digest for source in read.shapes}
        return now == {path: about["sha256"] for path, about in self.about["files"].items() if about["part"] == "shapes"}

    def change(self, read: Sources) -> Change:
        now = {source_graph(source.path): source for source in read.published}
        before = {source_graph(path): about["part"] for path, about in self.about["files"].items() if about["part"] != "shapes"}
        gone, come, of_ontology = [], [], False
        for name in sorted(now.keys() | before.keys()):
            old, new = self.graphs.get(name, []), now[name].triples if name in now else []
            if old != new:
                graph = ox.NamedNode(name)
                gone += [ox.Quad(*triple, graph) for triple in set(old).difference(new)]
                come += [ox.Quad(*triple, graph) for triple in set(new).difference(old)]
                of_ontology |= before.get(name) == "ontology" or name in now and now[name] in read.ontology
        return Change(gone, come, of_ontology or self.replaces(gone, come))

    def replaces(self, gone: list[ox.Quad], come: list[ox.Quad]) -> bool:
        """A deprecated thing hands its names on to another, beyond what a small change can reach."""
        changed = {quad.subject for quad in (*gone, *come)}
        replaced = {quad.subject for quad in come if quad.predicate == REPLACED}
        return bool(changed & (replaced | {t.subject for triples in self.graphs.values() for t in triples if t.predicate == REPLACED}))

    def after(self, change: Change, rules: list[Query]) -> list[ox.Triple]:
        """What follows after a change of the graph, as a whole derivation would give it."""
        gone, come = change.triples
        if not gone and not come:
            return self.inferred
        ontology = {source_graph(path) for path, about in self.about["files"].items() if about["part"] == "ontology"}
        parts = {True: [], False: []}
        for name, triples in self.graphs.items():
            if name != INFERRED_GRAPH:
                parts[name in ontology].append(triples)
        known = Known(chain(*parts[True]), chain(*parts[False]), self.inferred, rules)
        return sorted(known.after(gone, come), key=str)

    def changed_store(self, change: Change, inferred: Iterable[ox.Triple]) -> Store:
        old, new = set(self.inferred), set(inferred)
        for quad in (*change.gone, *(ox.Quad(*triple, INFERRED) for triple in old - new)):
            self.store.ox.remove(quad)
        self.store.ox.extend([*change.come, *(ox.Quad(*triple, INFERRED) for triple in new - old)])
        return self.store


def find(places: Places) -> Baseline | None:
    """The last build of these files, or with files from outside that of the project alone, if nothing but sources has changed."""
    key = basis(places)
    for built in (places, replace(places, extra=())):
        about = publication.manifest(built)
        if about and about.get("basis") == key:
            return Baseline(built, about)
    return None


def basis(places: Places) -> str:
    """One hash of what must be the same for a build to serve: code and queries (shapes are compared file by file)."""
    digest = hashlib.sha256(publication.code().digest())
    for path in sorted(places.queries.rglob("*.rq")):
        digest.update(path.relative_to(places.queries).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def touches_concepts(change: Change, read: Sources) -> bool:
    """Whether HermiT would be asked something else: it is told of terms, and of concepts, which have a definition."""
    changed = {quad.subject for quad in (*change.gone, *change.come)}
    defined = {triple.subject for source in read.graph for triple in source.triples if triple.predicate == DEFINITION}
    had = {quad.subject for quad in change.gone if quad.predicate == DEFINITION}
    return change.of_ontology or bool(changed & (defined | had))
