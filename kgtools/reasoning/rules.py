"""What follows from the sources: every rule of queries/rules/, run until nothing new comes out.

A rule is a SPARQL CONSTRUCT over all asserted triples as one graph. The rules know OWL, not batteries: a new
defined class needs no new rule. What that gives up: they find less than a full reasoner about classes (HermiT
does that, see reason.py), and all that the ontology's constructs here say about individuals. Domains and ranges are
no rules but checks (queries/checks/property-domain.rq and its kin): a valid graph gets nothing new from them.
"""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE, expand
from ..problems import Stop
from ..querying.library import Query

CONSTRUCT = re.compile(r"^CONSTRUCT\b", re.MULTILINE | re.IGNORECASE)
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
SUBPROPERTY = ox.NamedNode(PREFIXES["rdfs"] + "subPropertyOf")
EVERYTHING = {ox.NamedNode(PREFIXES["owl"] + name) for name in ("Thing", "topObjectProperty", "topDataProperty")}
MOST_ROUNDS = 100

# What is cut out before looking for patterns: comments, the heads of queries, groupings.
NOT_A_PATTERN = re.compile(r"^\s*#.*$|^PREFIX.*$|\bSELECT\b[^{]*?(?=WHERE|\{)|\bGROUP BY\b[^}]*", re.MULTILINE)
TERM = r"""(?:[?$]\w+|[\w-]*:[\w-]*|<[^<>\s]*>|"[^"]*"|\]|\))"""
VARIABLE_AS_PREDICATE = re.compile(rf"(?:(?<![\w?$]){TERM}|;)\s+[?$]\w+\s+(?:{TERM}|\(|\[|\d|true|false)")
A = re.compile(r"(?<![\w?$:-])a(?![\w:-])")
NAME = re.compile(r"(?<![\w?$])[\w-]+:[\w-]+|<https?:[^<>\s]*>")


class Following:
    """What follows from some triples, and from what a reasoner gives beside them, early or late."""

    def __init__(self, asserted: Iterable[ox.Triple], rules: list[Query]):
        self.rules, self.store, self.sizes = rules, ox.Store(), {}
        self.store.bulk_extend(ox.Quad(*triple) for triple in asserted)
        self.before = set(self.store)

    def run(self, given: Iterable[ox.Triple] = ()) -> None:
        self.store.extend(ox.Quad(*triple) for triple in given)
        self.sizes = to_fixpoint(self.store, self.rules, self.sizes)

    @property
    def inferred(self) -> list[ox.Triple]:
        """The triples worth publishing, in a fixed order."""
        found = (quad.triple for quad in self.store if quad not in self.before)
        return sorted(filter(worth_publishing, found), key=str)


def materialise(asserted: Iterable[ox.Triple], rules: list[Query], given: Iterable[ox.Triple] = ()) -> list[ox.Triple]:
    """The triples worth publishing that follow from `asserted` and what a reasoner has `given`."""
    following = Following(asserted, rules)
    following.run(given)
    return following.inferred


def to_fixpoint(store: ox.Store, rules: list[Query], sizes: Mapping[str | None, int] | None = None) -> dict[str | None, int]:
    """Run the rules in rounds; a rule rests while nothing that it reads has changed in the round before.

    What comes back are the numbers of triples by predicate at the end, to go on from when more triples have come.
    """
    steps = [(rule, as_update(rule), predicates_read(rule)) for rule in rules]
    watched = set().union(*(reads for _, _, reads in steps if reads))
    for _ in range(MOST_ROUNDS):
        earlier, sizes = sizes or {}, sizes_of(store, watched)
        changed = {predicate for predicate, size in sizes.items() if earlier.get(predicate) != size}
        if not changed:
            return sizes
        for rule, update, reads in steps:
            if reads is None or reads & changed:
                run(store, rule, update)
    raise Stop(f"the rules still find something new after {MOST_ROUNDS} rounds", "look for a rule that makes new values in queries/rules/")


def sizes_of(store: ox.Store, predicates: Iterable[str]) -> dict[str | None, int]:
    """How many triples there are with each predicate, and, under None, at all."""
    asked = {predicate: store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{predicate}> ?o }}") for predicate in predicates}
    return {None: len(store)} | {predicate: int(next(rows)["n"].value) for predicate, rows in asked.items()}


def predicates_read(rule: Query) -> set[str] | None:
    """Every name in the rule's WHERE, its predicates among them; None if it reads a predicate that is a variable."""
    text = NOT_A_PATTERN.sub(" ", rule.text)
    pattern = text[text.find("WHERE"):]
    if VARIABLE_AS_PREDICATE.search(pattern):
        return None
    return {expand(name) for name in NAME.findall(pattern)} | ({RDF_TYPE} if A.search(pattern) else set())


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
    """Nameless classes and lists help reasoning and say nothing to a reader; nor does `A is an A`, or what holds of everything."""
    if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
        return False
    trivial = triple.predicate in (SUBCLASS, SUBPROPERTY) and triple.subject == triple.object
    return not trivial and triple.object not in EVERYTHING and triple.predicate not in EVERYTHING
