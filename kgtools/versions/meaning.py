"""What a file says, apart from how it is written: facts of each named thing that do not depend on order or layout.

A nameless part (a class expression, a list) is told by its content; the order of what is joined by and, or, one of or
disjoint does not count. What an editor adds for its own sake is no fact: that an individual is a named individual,
that every class is below owl:Thing. Two classes that exclude each other may be written in two ways and mean one.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE
from ..reasoning import wording

OWL, RDF, RDFS = PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"]
UNORDERED = {OWL + name for name in ("intersectionOf", "unionOf", "oneOf", "members", "disjointUnionOf")}
KINDS_OF_PARTS = {OWL + name for name in ("Class", "Restriction", "DataRange")} | {RDFS + "Datatype", RDF + "List"}
TRIVIAL = {(RDF_TYPE, OWL + "NamedIndividual"), (RDFS + "subClassOf", OWL + "Thing"),
           (RDFS + "subPropertyOf", OWL + "topObjectProperty"), (RDFS + "subPropertyOf", OWL + "topDataProperty")}
DISJOINT = "nothing is two of"


class Meaning:
    def __init__(self, triples: Iterable[ox.Triple]):
        self.triples = list(triples)

    @cached_property
    def parts(self) -> dict:
        """What is said of each nameless thing."""
        found: dict = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            if isinstance(triple.subject, ox.BlankNode):
                found[triple.subject][triple.predicate.value].append(triple.object)
        return found

    @cached_property
    def facts(self) -> dict[str, dict[str, dict[str, object]]]:
        """Of each named thing, by predicate: what tells a value apart, with the value as a term of a text."""
        found: dict = defaultdict(lambda: defaultdict(dict))
        for triple in self.triples:
            said = (triple.predicate.value, getattr(triple.object, "value", None))
            is_axiom = said[0] == OWL + "disjointWith"
            if isinstance(triple.subject, ox.NamedNode) and said not in TRIVIAL and not is_axiom:
                found[triple.subject.value][said[0]][self.value_key(said[0], triple.object)] = self.shown(triple.object)
        return found

    @cached_property
    def axioms(self) -> dict[str, str]:
        """Statements without a subject of their own, in words, by what tells them apart; disjointness among them."""
        nested = {triple.object for triple in self.triples if isinstance(triple.object, ox.BlankNode)}
        found = {}
        for part in self.parts.keys() - nested:
            members = self.parts[part].get(OWL + "members")
            if members and ox.NamedNode(OWL + "AllDisjointClasses") in self.parts[part][RDF_TYPE]:
                found |= self.disjoint(self.items(members[0]))
            else:
                found[self.key(part)] = wording.axiom(tuple(self.behind(part)))
        for triple in self.triples:
            if triple.predicate.value == OWL + "disjointWith":
                found |= self.disjoint([triple.subject, triple.object])
        return found

    def disjoint(self, classes: list) -> dict[str, str]:
        classes = sorted(classes, key=self.key)
        names = [self.shown(one) for one in classes]
        return {f"{DISJOINT} {list(map(self.key, classes))}": f"{DISJOINT} " + ", ".join(wording.phrase(name, ()) for name in names)}

    def value_key(self, predicate: str, value, above: tuple = ()) -> str:
        if predicate in UNORDERED:
            return str(sorted(self.key(item, above) for item in self.items(value)))
        return self.key(value, above)

    def key(self, term, above: tuple = ()) -> str:
        """What tells a term apart: itself, or for a nameless part all that is said of it."""
        if not isinstance(term, ox.BlankNode):
            return str(term)
        if term in above:
            return "a circle"
        above, facts = (*above, term), self.parts[term]
        if RDF + "first" in facts:
            return str([self.key(item, above) for item in self.items(term)])
        return str(sorted((predicate, self.value_key(predicate, value, above)) for predicate, values in facts.items() for value in values
                          if not (predicate == RDF_TYPE and getattr(value, "value", "") in KINDS_OF_PARTS)))

    def items(self, head) -> list:
        found, seen = [], set()
        while (facts := self.parts.get(head)) and head not in seen:
            seen.add(head)
            found += facts.get(RDF + "first", [])[:1]
            head = next(iter(facts.get(RDF + "rest", ())), None)
        return found

    def shown(self, term):
        """The term; a nameless part as a text in words."""
        return ox.Literal(wording.phrase(term, tuple(self.behind(term)))) if isinstance(term, ox.BlankNode) else term

    def behind(self, term, above: tuple = ()) -> Iterable[ox.Triple]:
        for predicate, values in (self.parts.get(term) or {}).items() if term not in above else ():
            for value in values:
                yield ox.Triple(term, ox.NamedNode(predicate), value)
                yield from self.behind(value, (*above, term))
