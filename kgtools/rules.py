"""What follows from the sources: every rule of queries/rules/, run until nothing new comes out.

A rule is a SPARQL CONSTRUCT over all asserted triples as one graph. The rules know OWL, not batteries: a new
defined class needs no new rule. What that gives up: they find less than a full reasoner about classes (HermiT
does that, see reason.py), and all that the ontology's constructs here say about individuals.
"""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from .library import Query
from .names import PREFIXES
from .problems import Stop

CONSTRUCT = re.compile(r"^CONSTRUCT\b", re.MULTILINE | re.IGNORECASE)
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
SUBPROPERTY = ox.NamedNode(PREFIXES["rdfs"] + "subPropertyOf")
THING = ox.NamedNode(PREFIXES["owl"] + "Thing")
MOST_ROUNDS = 100


def materialise(asserted: Iterable[ox.Triple], rules: list[Query], given: Iterable[ox.Triple] = ()) -> list[ox.Triple]:
    """The triples worth publishing that follow from `asserted` and what a reasoner has `given`, in a fixed order."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in asserted)
    before = set(store)
    store.extend(ox.Quad(*triple) for triple in given)
    to_fixpoint(store, [(rule, as_update(rule)) for rule in rules])
    inferred = (quad.triple for quad in store if quad not in before)
    return sorted(filter(worth_publishing, inferred), key=str)


def to_fixpoint(store: ox.Store, updates: list[tuple[Query, str]]) -> None:
    for _ in range(MOST_ROUNDS):
        size = len(store)
        for rule, update in updates:
            run(store, rule, update)
        if len(store) == size:
            return
    raise Stop(f"the rules still find something new after {MOST_ROUNDS} rounds", "look for a rule that makes new values in queries/rules/")


def run(store: ox.Store, rule: Query, update: str) -> None:
    try:
        store.update(update)
    except SyntaxError as error:
        raise Stop(f"{rule.path}: {error}", "correct the rule") from error


def as_update(rule: Query) -> str:
    """The same rule as an update, so that its triples never leave the engine."""
    update, found = CONSTRUCT.subn("INSERT", rule.text, count=1)
    if not found:
        raise Stop(f"{rule.path}: a rule is a CONSTRUCT query", "begin it with CONSTRUCT at the start of a line")
    return update


def worth_publishing(triple: ox.Triple) -> bool:
    """Nameless classes and lists help reasoning and say nothing to a reader; nor does `A is an A`."""
    if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
        return False
    trivial = triple.predicate in (SUBCLASS, SUBPROPERTY) and triple.subject == triple.object
    return not trivial and triple.object != THING
