"""What differs between two versions of the sources, in meaning and not in lines: asserted and inferred apart.

    found = difference.between(old, new)           # two Sides
    [str(item) for item in found.asserted]         # "claim added: hard carbon stabilization mitigates cracking (...)"

A record is what is said of its name, wherever it stands and in whatever order. Both sides are reasoned about by the rules
of today, without HermiT, so that what differs is the sources and not the tools. What that gives up: a record that was given
another name counts as one removed and one added.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE, SI, shorten
from ..turtle.records import Graph
from ..turtle.sources import Sources
from . import sentences
from .meaning import Meaning

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
ORDER = ("module", "class", "property", "value", "axiom", "shape", "concept", "claim", "measurement", "comparison", "condition", "cell",
         "publication", "passage", "mention", "discrepancy", "record", "name")
INVERSE = PREFIXES["owl"] + "inverseOf"
# What only repeats a name or a figure in another form says nothing new to a reader.
REPEATED = {PREFIXES["rdfs"] + "label", SI + "citation", SI + "valueSI", SI + "minValueSI", SI + "maxValueSI"}


@dataclass(frozen=True)
class Property:
    """The values of one property that have gone and come, as one reads them."""

    name: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One thing that differs, in a sentence, with its place in the newer version that has it."""

    change: str
    kind: str
    name: str
    sentence: str
    place: str = ""
    properties: tuple[Property, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.change}: {self.sentence}"


@dataclass(frozen=True)
class Difference:
    asserted: list[Item]
    came: list[str] | None
    went: list[str] | None

    @property
    def is_none(self) -> bool:
        return not (self.asserted or self.came or self.went)


class Side:
    """One version: its files, what they mean, and what follows from them (None where that is not known)."""

    def __init__(self, name: str, read: Sources, inferred: Iterable[ox.Triple] | None = None, context: Iterable[ox.Triple] = ()):
        self.name, self.read, self.context = name, read, list(context)
        self.inferred = None if inferred is None else set(inferred)

    @cached_property
    def meaning(self) -> Meaning:
        return Meaning(triple for source in self.read.files for triple in source.triples)

    @cached_property
    def facts(self) -> dict:
        """What is said of each name; in a single file not of names that it only declares again, as the project does elsewhere."""
        known = {triple.subject.value for triple in self.context if triple.predicate.value == RDF_TYPE}
        return {iri: facts for iri, facts in self.meaning.facts.items() if iri not in known or not only_declared(facts)}

    def graph(self, texts: dict[str, ox.Literal]) -> Graph:
        """The facts for sentences; a nameless part by one text on both sides, whatever its order."""
        triples = [ox.Triple(ox.NamedNode(iri), ox.NamedNode(predicate), texts.setdefault(key, value) if isinstance(value, ox.Literal) else value)
                   for iri, facts in self.meaning.facts.items() for predicate, values in facts.items() for key, value in values.items()]
        known = self.meaning.facts.keys()
        return Graph([*triples, *(t for t in self.context if isinstance(t.subject, ox.NamedNode) and t.subject.value not in known)], {})

    def place(self, iri: str) -> str:
        record = self.read.records.get(iri)
        return f"{record.path}:{record.line}" if record else ""


def between(old: Side, new: Side) -> Difference:
    texts: dict[str, ox.Literal] = {}
    before, after = old.graph(texts), new.graph(texts)
    items = [*record_items(old, new, before, after), *axiom_items(old, new)]
    came, went = inferred_sentences(old, new, before, after)
    return Difference(sorted(items, key=lambda item: (ORDER.index(item.kind), item.change, *path_and_line(item.place), item.name)), came, went)


def only_declared(facts: dict) -> bool:
    return facts.keys() == {RDF_TYPE} and all(value.value.startswith(PREFIXES["owl"]) for value in facts[RDF_TYPE].values())


def path_and_line(place: str) -> tuple[str, int]:
    path, _, line = place.rpartition(":")
    return path, int(line or 0)


def record_items(old: Side, new: Side, before: Graph, after: Graph) -> Iterable[Item]:
    was, now = old.facts, new.facts
    for iri in was.keys() | now.keys():
        if iri not in was:
            yield Item(ADDED, sentences.kind(after, iri), shorten(iri), sentences.sentence(after, iri), new.place(iri))
        elif iri not in now:
            yield Item(REMOVED, sentences.kind(before, iri), shorten(iri), sentences.sentence(before, iri), old.place(iri))
        elif changed := tuple(changed_properties(was[iri], now[iri])):
            yield Item(CHANGED, sentences.kind(after, iri), shorten(iri), sentences.change(before, after, iri), new.place(iri), changed)


def changed_properties(was: dict, now: dict) -> Iterable[Property]:
    for predicate in dict.fromkeys([*was, *now]):
        old, new = was.get(predicate, {}), now.get(predicate, {})
        if old.keys() != new.keys():
            yield Property(shorten(predicate), *(tuple(shown(side[key]) for key in side if key not in other) for side, other in ((old, new), (new, old))))


def shown(term) -> str:
    return shorten(term.value) if isinstance(term, ox.NamedNode) else term.value


def axiom_items(old: Side, new: Side) -> Iterable[Item]:
    was, now = old.meaning.axioms, new.meaning.axioms
    yield from (Item(ADDED, "axiom", "", now[key]) for key in now.keys() - was.keys())
    yield from (Item(REMOVED, "axiom", "", was[key]) for key in was.keys() - now.keys())


def inferred_sentences(old: Side, new: Side, before: Graph, after: Graph) -> tuple[list[str] | None, list[str] | None]:
    if old.inferred is None or new.inferred is None:
        return None, None
    backwards = {value for side in (before, after) for iri in (*old.meaning.facts, *new.meaning.facts) for value in side.all(iri, INVERSE)}
    return (told(new.inferred - old.inferred, after, backwards), told(old.inferred - new.inferred, before, backwards))


def told(triples: Iterable[ox.Triple], graph: Graph, backwards: set[str]) -> list[str]:
    """The inferred triples as sentences: classes of a thing in one, relations one by one, and none of them backwards."""
    classes, found = defaultdict(list), []
    for triple in triples:
        if triple.predicate.value == RDF_TYPE:
            classes[triple.subject.value].append(triple.object.value)
        elif triple.predicate.value not in REPEATED | backwards and isinstance(triple.object, ox.NamedNode):
            found.append(" ".join(sentences.name_of(graph, term.value) for term in triple))
    found += [f"{sentences.name_of(graph, iri)} is {article(sorted(sentences.label(graph, one) for one in kinds))}" for iri, kinds in classes.items()]
    return sorted(found)


def article(labels: list[str]) -> str:
    """`a coated anode, a core-shell anode`."""
    return ", ".join(f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}" for label in labels)


def as_data(found: Difference, old: str, new: str, note: str = "") -> dict:
    """The same for the next program."""
    items = [{"change": item.change, "kind": item.kind, "id": item.name, "sentence": item.sentence, "place": item.place,
              "properties": [{"property": one.name, "gone": list(one.gone), "come": list(one.come)} for one in item.properties]}
             for item in found.asserted]
    return {"from": old, "to": new, "asserted": items, "inferred": None if found.came is None else {"came": found.came, "went": found.went},
            "note": note}


def counted(items: Iterable[Item]) -> str:
    """`2 claims added, 1 measurement changed`."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for item in items:
        counts[item.kind, item.change] += 1
    return ", ".join(f"{number} {kind if number == 1 else plural(kind)} {change}" for (kind, change), number in counts.items())


def plural(kind: str) -> str:
    if kind.endswith("y"):
        return kind[:-1] + "ies"
    return kind + ("es" if kind.endswith("s") else "s")

