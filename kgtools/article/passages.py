"""Where in the article a passage is: the region that it names, and the unit in which its exact words stand.

The words are at most 60 characters and stand once in the region, compared as `normal.squash` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..problems import Problem
from ..turtle.records import Graph
from .article import Article
from .pieces import TABLE, Region, Unit

LONGEST = 60


@dataclass(frozen=True)
class Place:
    """What a passage names, the unit that holds its words (None where no unit does), and what is wrong."""

    section: str
    spot: str
    unit: Unit | None
    problems: tuple[Problem, ...]


def find(article: Article, graph: Graph, passage: str) -> Place:
    """The place of a passage."""
    section, spot = graph.one(passage, "si:section") or "", _spot(graph, passage)
    region, words = article.region(section, spot), graph.one(passage, "oa:exact") or ""
    if region is None:
        message = f"the article has no {section or 'such section'}{_named(section, spot)}"
        return Place(
            section, spot, None, (_wrong(graph, passage, "place", message, _instead(article, section)),)
        )
    found = region.find(words)
    unit = found[0] if found else None
    return Place(section, spot, unit, tuple(_faults(graph, passage, words, region, len(found))))


def _spot(graph: Graph, passage: str) -> str:
    row, column = graph.one(passage, "si:tableRow"), graph.one(passage, "si:tableColumn")
    if row or column:
        return f"{row}/{column}"
    return graph.one(passage, "si:paragraph") or graph.one(passage, "si:panel") or ""


def _faults(graph: Graph, passage: str, words: str, region: Region, times: int) -> Iterator[Problem]:
    if len(words) > LONGEST:
        message = f"the exact words have {len(words)} characters"
        yield _wrong(
            graph, passage, "length", message, f"take {LONGEST} at most, enough to find the sentence"
        )
    where = f"{region.units[0].place} (article line {region.units[0].line})"
    if times == 0:
        fix = "copy the words as printed, or name the right place"
        yield _wrong(graph, passage, "words", f'"{words}" does not stand in {where}', fix)
    elif times > 1:
        fix = "take more words, so that they stand there once"
        yield _wrong(graph, passage, "words", f'"{words}" stands {times} times in {where}', fix)


def _wrong(graph: Graph, passage: str, rule: str, message: str, fix: str) -> Problem:
    line = "si:section" if rule == "place" else "oa:exact"
    return graph.problem(passage, f"passage-{rule}", message, fix, line)


def _named(section: str, spot: str) -> str:
    if "/" in spot:
        return f" row {spot.replace('/', ', column ', 1)}"
    kind = "panel" if section.startswith("Figure") else "paragraph"
    return f" {kind} {spot}" if spot else " without a paragraph"


def _instead(article: Article, section: str) -> str:
    spots = [spot for name, spot in article.regions if name == section and spot]
    if not spots:
        return f"name one of: {', '.join(article.sections)}"
    if section == TABLE:
        return f"name a row from 1 and a column of: {', '.join(article.columns)}"
    return f"name one of its {', '.join(spots)}"
