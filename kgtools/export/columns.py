"""Which attributes nodes and edges have, in which order, and of which type: the same for every format."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# What a format has its own place for, and what only the drawing uses.
DRAWN = {
    "node": {"label", "kind", "x", "y", "size", "color"},
    "edge": {"id", "label", "kind", "weight", "color"},
}
FIRST = ("full_label", "class", "classes", "level", "effect", "claims", "results", "publications", "best_evidence",
         "first_year", "last_year", "sections", "inferred", "hedged", "statements")
NOT_IN_XML = {code: "\ufffd" for code in (*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in (9, 10, 13)}


@dataclass(frozen=True)
class Column:
    """`type` is long, double, boolean or string, which GEXF and GraphML both know."""

    name: str
    type: str

    def text(self, value) -> str:
        if self.type == "boolean":
            return "true" if value else "false"
        return clean(str(float(value) if self.type == "double" else value))


def columns(items: Iterable[Mapping], part: str) -> list[Column]:
    """The attributes of all nodes or edges (`part` is node or edge); an attribute without a value has no column."""
    types: dict[str, set[str]] = {}
    for item in items:
        for name, value in item.items():
            if name not in DRAWN[part]:
                types.setdefault(name, set()).add(type_of(value))
    return [Column(name, common(types[name])) for name in sorted(types, key=order)]


def order(name: str) -> tuple:
    return (FIRST.index(name), "") if name in FIRST else (len(FIRST), name)


def type_of(value) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if -2**63 <= value < 2**63 else "string"
    return "double" if isinstance(value, float) and math.isfinite(value) else "string"


def common(types: set[str]) -> str:
    """Numbers of both kinds are doubles; whatever else is mixed is text."""
    return types.pop() if len(types) == 1 else "double" if types == {"long", "double"} else "string"


def cells(item: Mapping, found: Iterable[Column]) -> Iterator[tuple[Column, str]]:
    return ((column, column.text(item[column.name])) for column in found if column.name in item)


def clean(text: str) -> str:
    """Without the characters that no XML file can hold."""
    return text.translate(NOT_IN_XML)


def number(value: float) -> str:
    """1.0 as `1`: the same number in as few characters as it takes."""
    return f"{value:.10g}"


def nodes(graph) -> list[tuple[str, dict]]:
    return sorted(graph.nodes(data=True), key=lambda item: item[0])


def edges(graph) -> list[tuple[str, str, dict]]:
    return sorted(graph.edges(data=True), key=lambda item: (item[0], item[1], item[2]["id"]))
