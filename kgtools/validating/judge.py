"""Whether records fit the shapes, decided in milliseconds: a first look, after which most need no second.

pyshacl takes a third of a second to start, too long behind every saved file. This judge knows the part of SHACL that
looks at a record, its values and their classes, and answers yes only where pyshacl would; what it does not know, and
every no, goes to pyshacl, whose words are the only ones shown. A test holds both against each other on every case.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE, XSD
from ..turtle.lexical import PATTERNS

SHACL, RDF = PREFIXES["sh"], PREFIXES["rdf"]
TEXTS = (XSD + "string", RDF + "langString")
NOT_JUDGED = {"message", "severity", "name", "description", "path", "targetClass"}
BOUNDS = {"minInclusive": Decimal.__ge__, "maxInclusive": Decimal.__le__, "minExclusive": Decimal.__gt__, "maxExclusive": Decimal.__lt__}


class Unsure(Exception):
    """A constraint or a value that this judge does not know."""


class Judge:
    def __init__(self, shapes: Iterable[ox.Triple], data: Iterable[ox.Triple]):
        self.shapes, self.data = by_subject(shapes), by_subject(data)

    def fits(self, subjects: Iterable) -> bool:
        """Whether all these records fit all shapes of their classes, for certain."""
        targets = [(shape, target) for shape, facts in self.shapes.items() for target in facts.get(SHACL + "targetClass", ())]
        try:
            return all(self.node_fits(subject, shape) for subject in subjects for shape, target in targets if target in self.classes(subject))
        except (Unsure, re.error):
            return False

    def classes(self, term) -> list:
        return self.data.get(term, {}).get(RDF_TYPE, [])

    def node_fits(self, node, shape) -> bool:
        """A shape of a node itself, or one of the values behind a path."""
        facts = self.shapes.get(shape, {})
        path = facts.get(SHACL + "path")
        if path and not isinstance(path[0], ox.NamedNode):
            raise Unsure
        values = list(dict.fromkeys(self.data.get(node, {}).get(path[0].value, ()))) if path else [node]
        return all(self.fits_constraint(name.removeprefix(SHACL), wanted, values)
                   for name, all_wanted in facts.items() if name != RDF_TYPE for wanted in all_wanted)

    def fits_constraint(self, name: str, wanted, values: list) -> bool:
        if name in NOT_JUDGED:
            return True
        if name == "minCount":
            return len(values) >= int(wanted.value)
        if name == "maxCount":
            return len(values) <= int(wanted.value)
        return all(self.value_fits(name, wanted, value) for value in values)

    def value_fits(self, name: str, wanted, value) -> bool:
        if name == "property":
            return self.node_fits(value, wanted)
        if name in ("or", "and", "xone"):
            fitting = [self.node_fits(value, shape) for shape in self.items(wanted)]
            return any(fitting) if name == "or" else all(fitting) if name == "and" else sum(fitting) == 1
        if name == "not":
            return not self.node_fits(value, wanted)
        if name == "class":
            return wanted in self.classes(value)
        if name == "in":
            return value in self.items(wanted)
        if name == "datatype":
            return isinstance(value, ox.Literal) and value.datatype == known_datatype(wanted)
        if name == "languageIn":
            return isinstance(value, ox.Literal) and (value.language or "").lower() in [item.value.lower() for item in self.items(wanted)]
        if isinstance(value, ox.Literal):
            return literal_fits(name, wanted, value)
        raise Unsure

    def items(self, head) -> list:
        found = []
        while facts := self.shapes.get(head):
            found += facts[RDF + "first"]
            head = facts[RDF + "rest"][0]
        return found


def by_subject(triples: Iterable[ox.Triple]) -> dict:
    found: dict = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        found[triple.subject][triple.predicate.value].append(triple.object)
    return found


def literal_fits(name: str, wanted: ox.Literal, value: ox.Literal) -> bool:
    if name == "minLength":
        return len(value.value) >= int(wanted.value)
    if name == "maxLength":
        return len(value.value) <= int(wanted.value)
    if name == "pattern":
        return re.search(wanted.value, value.value) is not None
    if name in BOUNDS:
        return BOUNDS[name](number(value), number(wanted))
    raise Unsure


def known_datatype(datatype: ox.NamedNode) -> ox.NamedNode:
    """A datatype whose texts are checked as the files are read: of others the judge cannot say whether a text is well formed."""
    if datatype.value in PATTERNS or datatype.value in TEXTS:
        return datatype
    raise Unsure


def number(literal: ox.Literal) -> Decimal:
    try:
        return Decimal(literal.value)
    except InvalidOperation as error:
        raise Unsure from error
