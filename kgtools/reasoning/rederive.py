"""What follows after a small change, from what followed before: for trying out many changes of one graph.

What a change can touch is found first: the changed records, and those of which something depends on them (along the
properties that definitions and chains speak of, either way round). Everything inferred about these is thrown away and
derived again from what is said of them, their neighbours and the ontology, by the same rules. A change of a claim throws
away all relations that follow from claims. What that gives up: a change of the ontology is not small. A test compares
with whole derivations.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from ..names import KG, PREFIXES, RDF_TYPE, SI
from ..querying.library import Query
from . import rules

OWL, RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
TYPE = ox.NamedNode(RDF_TYPE)
CLAIMED = {SI + name for name in ("subject", "predicate", "object", "denied")}
Index = dict[str, list[ox.Triple]]


class Known:
    """A graph with all that follows from it."""

    def __init__(self, ontology: Iterable[ox.Triple], graph: Iterable[ox.Triple], inferred: Iterable[ox.Triple],
                 rules_: list[Query]):
        self.ontology, self.graph, self.inferred, self.rules = list(ontology), list(graph), set(inferred), rules_

    def after(self, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> set[ox.Triple]:
        """What is inferred when these asserted triples of the graph are gone and those have come."""
        gone, come = set(removed), list(added)
        now = Change(self, gone, come)
        core = now.touched({t.subject.value for t in (*gone, *come) if isinstance(t.subject, ox.NamedNode)})
        own = [t for name in core for t in (*now.about(name), *now.towards(name))]
        asserted, known = now.context(core, own)
        claims = any(t.predicate.value in CLAIMED for t in (*gone, *own))
        if claims:
            asserted += [t for t in (*self.graph, *come) if t.predicate.value in CLAIMED and t not in gone]

        def again(t: ox.Triple) -> bool:
            ends = t.subject.value in core or isinstance(t.object, ox.NamedNode) and t.object.value in core
            return ends or claims and t.predicate.value in self.relations_from_claims

        follows = saturated([*self.ontology, *own, *asserted], [*self.known_terms, *known], self.rules)
        return {t for t in self.inferred if not again(t)} | {t for t in follows if again(t) and rules.worth_publishing(t)}

    def prepare(self) -> tuple:
        """Work out what every change needs, once."""
        return self.by_subject, self.by_object, self.types, self.dependence, self.relations_from_claims

    @cached_property
    def known_terms(self) -> list[ox.Triple]:
        """What follows from the ontology alone, nameless parts included."""
        given = (t for t in self.inferred if t.predicate.value == RDFS + "subClassOf")
        return saturated(self.ontology, given, self.rules)

    @cached_property
    def by_subject(self) -> Index:
        return indexed(self.graph, 0)

    @cached_property
    def by_object(self) -> Index:
        return indexed(self.graph, 2)

    @cached_property
    def types(self) -> Index:
        return indexed((t for t in self.inferred if t.predicate == TYPE), 0)

    @cached_property
    def names_of_terms(self) -> set[str]:
        """Not those of records that the ontology only speaks of, as the alignment does: what is known of them counts."""
        return {name for t in self.ontology if not (name := t.subject.value).startswith(KG)}

    @cached_property
    def axioms(self) -> dict[str, list[ox.Triple]]:
        """The triples of the ontology, and what follows from it, by predicate."""
        found = defaultdict(list)
        for t in (*self.ontology, *self.known_terms):
            found[t.predicate.value].append(t)
        return found

    @cached_property
    def items(self) -> dict:
        """What stands in each list of the ontology."""
        found = defaultdict(set)
        for t in self.axioms[RDFS + "member"]:
            found[t.subject].add(t.object.value)
        return found

    @cached_property
    def inverses(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for t in self.axioms[OWL + "inverseOf"]:
            found[t.subject.value].add(t.object.value)
            found[t.object.value].add(t.subject.value)
        for t in self.axioms[RDF_TYPE]:
            if t.object.value == OWL + "SymmetricProperty":
                found[t.subject.value].add(t.subject.value)
        return found

    @cached_property
    def dependence(self) -> tuple[set[str], set[str]]:
        """The properties along which a thing depends on its value, and those along which a value depends on the thing."""
        chains = (self.items[t.object] for t in self.axioms[OWL + "propertyChainAxiom"])
        transitive = {t.subject.value for t in self.axioms[RDF_TYPE] if t.object.value == OWL + "TransitiveProperty"}
        universal = {t.subject for t in self.axioms[OWL + "allValuesFrom"]}
        named = {t.object.value for t in self.axioms[OWL + "onProperty"]}.union(transitive, *chains)
        onto = {t.object.value for t in self.axioms[OWL + "onProperty"] if t.subject in universal}
        while True:
            more, more_onto = self.and_below(named), self.and_below(onto)
            more |= {back for name in more_onto for back in self.inverses[name]}
            more_onto |= {back for name in more for back in self.inverses[name]}
            if more == named and more_onto == onto:
                return named, onto
            named, onto = more, more_onto

    def and_below(self, names: set[str]) -> set[str]:
        return names | {t.subject.value for t in self.axioms[RDFS + "subPropertyOf"] if t.object.value in names}

    @cached_property
    def relations_from_claims(self) -> set[str]:
        """The direct relations, and what follows from them: above, backwards, along chains."""
        found = {t.object.value for t in self.graph if t.predicate.value == SI + "predicate"}
        while True:
            new = {t.object.value for t in self.axioms[RDFS + "subPropertyOf"] if t.subject.value in found}
            new |= {back for name in found for back in self.inverses[name]}
            new |= {t.subject.value for t in self.axioms[OWL + "propertyChainAxiom"] if self.items[t.object] & found}
            if new <= found:
                return found
            found |= new


class Change:
    """What is said of a record once the change is made."""

    def __init__(self, known: Known, gone: set[ox.Triple], come: list[ox.Triple]):
        self.known, self.gone = known, gone
        self.new_by_subject, self.new_by_object = indexed(come, 0), indexed(come, 2)

    def about(self, name: str) -> list[ox.Triple]:
        return [t for t in self.known.by_subject.get(name, ()) if t not in self.gone] + self.new_by_subject.get(name, [])

    def towards(self, name: str) -> list[ox.Triple]:
        return [t for t in self.known.by_object.get(name, ()) if t not in self.gone] + self.new_by_object.get(name, [])

    def touched(self, found: set[str]) -> set[str]:
        """These records and all that depend on them, by what was said before or is said now."""
        on_value, on_thing = self.known.dependence
        waiting = list(found)
        while waiting:
            name = waiting.pop()
            before_and_now = (*self.known.by_object.get(name, ()), *self.new_by_object.get(name, ()))
            dependent = {t.subject for t in before_and_now if t.predicate.value in on_value}
            before_and_now = (*self.known.by_subject.get(name, ()), *self.new_by_subject.get(name, ()))
            dependent |= {t.object for t in before_and_now if t.predicate.value in on_thing}
            new = {term.value for term in dependent if self.is_record(term)} - found
            found |= new
            waiting += new
        return found

    def context(self, core: set[str], own: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """What is asserted of the neighbours, and what is known of their classes and of those beyond them."""
        around = {term.value for t in own for term in (t.subject, t.object) if self.is_record(term)} - core
        said = [t for name in around for t in self.about(name)]
        beyond = {t.object.value for t in said if self.is_record(t.object)} - core - around
        said += [t for name in beyond for t in self.about(name) if t.predicate == TYPE]
        return said, [t for name in (*around, *beyond) for t in self.known.types.get(name, ())]

    def is_record(self, term) -> bool:
        return isinstance(term, ox.NamedNode) and term.value not in self.known.names_of_terms


def saturated(asserted: Iterable[ox.Triple], known: Iterable[ox.Triple], rules_: list[Query]) -> list[ox.Triple]:
    """What follows from the asserted triples, what is known already among it."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in asserted)
    before = set(store)
    store.extend(ox.Quad(*triple) for triple in known)
    rules.to_fixpoint(store, rules_)
    return [quad.triple for quad in store if quad not in before]


def indexed(triples: Iterable[ox.Triple], position: int) -> Index:
    found: Index = defaultdict(list)
    for triple in triples:
        if isinstance(triple[position], ox.NamedNode):
            found[triple[position].value].append(triple)
    return found
