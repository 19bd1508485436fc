"""Terms of the store as a reader of a picture or a table wants them: names, labels, numbers."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from ..names import XSD, local_name, shorten
from .store import Store

INTEGERS = {XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger", "gYear")}
NUMBERS = {XSD + name for name in ("decimal", "double", "float")}


class Terms:
    def __init__(self, store: Store):
        found = store.rows("SELECT ?thing ?label WHERE { ?thing rdfs:label ?label }")
        self.labels: dict[str, str] = {}
        for thing, label in sorted((thing.value, label.value) for thing, label in found):
            self.labels.setdefault(thing, label)

    def label(self, term: ox.NamedNode) -> str:
        """The label, or where there is none the local name: `subClassOf` as three words."""
        return self.labels.get(term.value) or words(local_name(term.value)) or term.value

    def value(self, term) -> str | int | float | bool | None:
        if isinstance(term, ox.NamedNode):
            return self.label(term)
        return plain(term) if isinstance(term, ox.Literal) else None


def plain(literal: ox.Literal) -> str | int | float | bool:
    kind = literal.datatype.value
    if kind in INTEGERS:
        return int(literal.value)
    if kind in NUMBERS:
        return float(literal.value)
    return literal.value == "true" if kind == XSD + "boolean" else literal.value


def words(name: str) -> str:
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: " " + found[0].lower(), name)


def name(term) -> str:
    """`kg:li6ps5cl` for an IRI; a text stays a text."""
    return shorten(term.value) if isinstance(term, ox.NamedNode) else term.value


def several(values: Iterable) -> str | int | float | bool | None:
    """One value as it is, several as one text: Gephi Lite takes words between bars for keywords."""
    distinct = set(values)
    if len(distinct) < 2:
        return next(iter(distinct), None)
    return "|".join(sorted(str(value).lower() if isinstance(value, bool) else str(value) for value in distinct))
