"""Where in the article a thing is named that has no passage of its own: an anode, a material, a cell.

A thing is named where a passage mentions it, where a record with a passage refers to it, and where a cell
that it is part of is named.
"""

from collections.abc import Mapping

from ..turtle.records import Graph
from .passages import Place
from .pieces import Unit


def units_of_things(
    graph: Graph, places: Mapping[str, Place], stated: Mapping[str, list[Unit]]
) -> dict[str, list[Unit]]:
    """The units that name each thing which credits a study but has no passage."""
    named: dict[str, dict[Unit, None]] = {}
    for passage, place in places.items():
        _add(named, graph.all(passage, "si:mentions"), [place.unit] if place.unit else [])
    for record, units in stated.items():
        _add(named, graph.objects(record), units)
    for cell in graph.having("si:hasAnode"):
        _add(named, graph.objects(cell), list(named.get(cell, ())))
    without_passage = named.keys() - stated
    return {thing: list(named[thing]) for thing in graph.having("si:reportedIn") if thing in without_passage}


def _add(named: dict[str, dict[Unit, None]], things: list[str], units: list[Unit]) -> None:
    for thing in things:
        named.setdefault(thing, {}).update(dict.fromkeys(units))
