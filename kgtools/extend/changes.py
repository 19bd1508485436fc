"""What an addition changes, for whoever added it: where the reasoner puts the concept, what follows, which questions find it.

Questions are asked with the new concept where a parameter takes things of its class, and as they are where none does,
for a few seconds at most: it is a hint where to look next, not a proof that no other question finds it.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..building import build, publication
from ..names import KG, PREFIXES, RDF_TYPE, SI, expand, shorten
from ..places import Places
from ..querying import library
from ..querying import store as stores
from ..querying.library import Query
from ..querying.store import Store
from ..turtle import records
from ..turtle.records import Graph
from .adding import Outcome
from .draft import Made
from .homes import EVIDENCE

SECONDS = 2.0
SUBCLASS, OWL = PREFIXES["rdfs"] + "subClassOf", PREFIXES["owl"]
LINKS = ("contributesTo", "inhibits", "counteracts", "exacerbates")


@dataclass(frozen=True)
class Found:
    """A named question that finds the record: how to ask it, and in how many rows it is found."""

    command: str
    rows: int


@dataclass
class Changed:
    """One record that was added, and what came of it, in labels."""

    name: str
    label: str
    place: str
    kinds: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    questions: list[Found] = field(default_factory=list)


def of(outcome: Outcome) -> list[Changed]:
    """Each record that was drafted, in the order of the files, with what the reasoner says of it."""
    reader = Reader(outcome)
    return [reader.changed(made) for made in outcome.drafts.made]


class Reader:
    def __init__(self, outcome: Outcome):
        self.outcome = outcome
        read = outcome.verdict.sources
        self.facts = records.of(read.published)
        self.shapes = records.of(read.shapes)
        self.came: dict[str, list[ox.Triple]] = {}
        for triple in sorted(outcome.verdict.came, key=str):
            for end in (triple.subject, triple.object):
                if isinstance(end, ox.NamedNode):
                    self.came.setdefault(end.value, []).append(triple)

    def label(self, name: str) -> str:
        return self.facts.one(name, "skos:prefLabel") or self.facts.one(name, "rdfs:label") or shorten(name)

    def changed(self, made: Made) -> Changed:
        came = self.came.get(made.name, [])
        kinds = [t.object.value for t in came if t.subject.value == made.name and t.predicate.value in (RDF_TYPE, SUBCLASS)]
        members = [t.subject.value for t in came if t.object.value == made.name and t.predicate.value in (RDF_TYPE, SUBCLASS)]
        asserted = set(self.facts.all(made.name, "rdf:type", "rdfs:subClassOf"))
        return Changed(
            shorten(made.name),
            self.label(made.name),
            self.outcome.drafts.line(made),
            sorted(
                self.label(one) for one in lowest(self.facts, {one for one in kinds if one.startswith(SI)} - asserted, asserted)
            ),
            sorted(self.label(one) for one in members if one.startswith((KG, SI)) and one != made.name),
            [self.said(t) for t in came if t.predicate.value.removeprefix(SI) in LINKS],
            self.applying(made, kinds),
        )

    def said(self, triple: ox.Triple) -> str:
        return f"{self.label(triple.subject.value)} {self.label(triple.predicate.value)} {self.label(triple.object.value)}"

    def applying(self, made: Made, kinds: list[str]) -> list[str]:
        """The shapes that check the record."""
        classes = above(self.facts, {*self.facts.all(made.name, "rdf:type"), *kinds})
        return sorted(
            shorten(shape)
            for shape in self.shapes.having("sh:targetClass")
            if self.shapes.one(shape, "sh:targetClass") in classes
        )


def above(facts: Graph, classes: Iterable[str]) -> set[str]:
    found, waiting = set(), list(classes)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += facts.all(one, "rdfs:subClassOf")
    return found


def lowest(facts: Graph, classes: set[str], asserted: set[str]) -> set[str]:
    """The classes that say most: without those that lie above another of them, or above what was asserted."""
    covered = above(facts, [up for one in (*classes, *asserted) for up in facts.all(one, "rdfs:subClassOf")])
    return classes - covered


def graph_after(places: Places) -> Store:
    """The graph with the addition in it: an addition publishes what was judged, unless it was judged without HermiT."""
    if not publication.is_current(places):
        build.build(places)
    return stores.load(places)


def ask(places: Places, store: Store, changed: list[Changed], seconds: float = SECONDS) -> None:
    """Note with each concept the questions that find it; the concepts share the time."""
    until = time.monotonic() + seconds
    questions = library.read(places, "questions").queries
    for one in changed:
        name = expand(one.name)
        kinds = {
            row[0].value for row in store.rows("SELECT ?kind ?thing WHERE { ?thing a ?kind }", {"thing": ox.NamedNode(name)})
        }
        if kinds & EVIDENCE or OWL + "Class" in kinds:
            continue
        for question in sorted(questions, key=lambda question: parameter_for(question, kinds) is None):
            if time.monotonic() > until:
                return
            if found := finds(store, question, name, one.label, kinds):
                one.questions.append(found)


def parameter_for(question: Query, kinds: set[str]) -> str | None:
    """The parameter that takes things of one of these classes."""
    return next((name for name, one in question.parameters.items() if one.type != "class" and one.values_from and expand(one.values_from) in kinds), None)


def finds(store: Store, question: Query, name: str, label: str, kinds: set[str]) -> Found | None:
    parameter = parameter_for(question, kinds)
    if parameter is None and any(one.default is not None for one in question.parameters.values()):
        return None
    thing = ox.NamedNode(name)
    try:
        answer = store.ask(question.text, {parameter: thing} if parameter else {})
    except (SyntaxError, RuntimeError):
        return None
    rows = [
        row
        for row in answer.rows
        if parameter or any(cell == thing or (isinstance(cell, ox.Literal) and cell.value == label) for cell in row)
    ]
    command = f"kgtools query {question.name}" + (f' --{parameter} "{label}"' if parameter else "")
    return Found(command, len(rows)) if rows else None
