"""What of the article no record covers: numbers with a physical meaning, and sentences that cite a study.

A number is covered by a record with a passage in its sentence, cell or panel, when the record's printed
string has the number and it is the record's value, or when it is the record's cycle. A citing sentence is
covered by a claim, measurement, comparison or mention that points to a passage in it; a table row by any
cell's.

What is left out on purpose stands in the exclusion file, tab-separated: section, spot (the paragraph,
row/column or panel), exact words, reason. The words must stand there once. They excuse the numbers that
they hold and, when they hold a citation, the sentence; an exclusion that excuses nothing is a problem.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..article.article import REFERENCES_COLUMN, Article
from ..article.normal import squash
from ..article.passages import LONGEST
from ..article.pieces import TABLE, Unit
from ..article.printed import CYCLES, Number, numbers, printed, quantities
from ..problems import Problem
from ..turtle.records import Graph

HEADER = ("section", "spot", "exact", "reason")
COVERING = {"Claim", "Measurement", "Comparison", "Mention"}


@dataclass(frozen=True)
class Item:
    """One thing of the article that a record must cover: a number, or the citation of a sentence."""

    unit: Unit
    number: Number | None  # None for the sentence's citation

    @property
    def line(self) -> int:
        return self.unit.line_at(self.number.start) if self.number else self.unit.line

    def __str__(self) -> str:
        text = self.unit.text
        start = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
        return f"line {self.line}: uncovered {self._what()} in {self.unit.place}: {start}"

    def _what(self) -> str:
        if self.number is None:
            return "citing sentence"
        return f'number "{self.number.printed}" ({self.number.unit or "no unit"})'


@dataclass(frozen=True)
class Exclusion:
    """Words of the article that need no record, and why."""

    path: str
    line: int
    section: str
    spot: str
    words: str
    reason: str

    def problem(self, message: str, fix: str) -> Problem:
        return Problem(self.path, self.line, "exclusion", message, fix)


@dataclass(frozen=True)
class Coverage:
    """All items by what became of them, in the article's order."""

    covered: tuple[Item, ...] = ()
    excluded: tuple[Item, ...] = ()
    uncovered: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def cover(
    article: Article,
    graph: Graph,
    stated: Mapping[str, list[Unit]],
    exclusions: Iterable[Exclusion],
    units: Iterable[Unit],
) -> Coverage:
    """What of these units is covered; `stated` has the units of each record's passages."""
    by_unit = _by_unit(stated)
    spans, problems = _spans(article, exclusions)
    groups: dict[str, list[Item]] = {"covered": [], "excluded": [], "uncovered": []}
    used: set[Exclusion] = set()
    for item in (item for unit in units for item in items(article, unit)):
        excuses = {one for one, *span in spans if _excuses(article, item, *span)}
        covered = _covers(article, graph, item, by_unit)
        groups["covered" if covered else "excluded" if excuses else "uncovered"].append(item)
        used |= set() if covered else excuses
    problems += [
        one.problem(f'"{one.words}" excuses nothing that is uncovered', "remove the line")
        for one, *_ in spans
        if one not in used
    ]
    return Coverage(*(tuple(group) for group in groups.values()), tuple(problems))


def _by_unit(stated: Mapping[str, list[Unit]]) -> dict[Unit, list[str]]:
    found: dict[Unit, list[str]] = {}
    for record, units in stated.items():
        for unit in units:
            found.setdefault(unit, []).append(record)
    return found


def items(article: Article, unit: Unit) -> Iterator[Item]:
    """What of a unit must be covered. A cell that is nothing but a number counts without a unit."""
    found = quantities(unit.text)
    if not found and unit.section == TABLE:
        found = tuple(one for one in numbers(unit.text) if squash(one.printed) == unit.squashed)
    yield from (Item(unit, number) for number in found)
    if article.citations(unit.text):
        yield Item(unit, None)


def _covers(article: Article, graph: Graph, item: Item, by_unit: Mapping[Unit, list[str]]) -> bool:
    if item.number is None:
        records = (record for unit in _row_of(article, item.unit) for record in by_unit.get(unit, ()))
        return any(graph.kinds(record) & COVERING for record in records)
    return any(_has_number(graph, record, item.number) for record in by_unit.get(item.unit, ()))


def _row_of(article: Article, unit: Unit) -> list[Unit]:
    if unit.section != TABLE or not unit.spot.endswith(f"/{REFERENCES_COLUMN}"):
        return [unit]
    row = int(unit.spot.split("/")[0])
    return [article.cell(row, column) for column in article.columns]


def _has_number(graph: Graph, record: str, number: Number) -> bool:
    if number.unit == CYCLES and any(
        number.means(int(cycle)) for cycle in graph.all(record, "si:cycle") if cycle.isdigit()
    ):
        return True
    values, unit = graph.values(record).values(), graph.one(record, "si:unit")
    same = [one for text in graph.all(record, "si:asPrinted") for one in printed(text) if one.same(number)]
    return any(not values or any(one.means(value, unit) for value in values) for one in same)


def _spans(
    article: Article, exclusions: Iterable[Exclusion]
) -> tuple[list[tuple[Exclusion, Unit, int, int]], list[Problem]]:
    """Where the words of each exclusion stand, and which do not stand once where they say."""
    spans, problems = [], []
    for one in exclusions:
        region = article.region(one.section, one.spot)
        found = region.find(one.words) if region else []
        match = (
            re.search(r"\s*".join(map(re.escape, squash(one.words))), found[0].text)
            if len(found) == 1
            else None
        )
        if match:
            spans.append((one, found[0], match.start(), match.end()))
        else:
            problems.append(
                one.problem(
                    f'"{one.words}" stands {len(found)} times in {one.section} {one.spot}',
                    "give words that stand there once, within one sentence",
                )
            )
    return spans, problems


def _excuses(article: Article, item: Item, unit: Unit, start: int, end: int) -> bool:
    if unit != item.unit:
        return False
    if item.number is None:
        return bool(article.citations(item.unit.text[start:end]))
    return start <= item.number.start and item.number.start + len(item.number.printed) <= end


def read_exclusions(path: Path) -> tuple[list[Exclusion], list[Problem]]:
    """The exclusions of a file (none if it is not there) and its malformed lines."""
    if not path.is_file():
        return [], []
    name, found, problems = f"{path.parent.name}/{path.name}", [], []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not line.strip() or line.startswith("#") or cells == HEADER:
            continue
        if len(cells) == len(HEADER) and cells[0] and all(cells[2:]) and len(cells[2]) <= LONGEST:
            found.append(Exclusion(name, number, *cells))
        else:
            message = f"the line is not section, spot, exact words (up to {LONGEST} characters), reason"
            problems.append(Problem(name, number, "exclusion", message, "give the four, separated by tabs"))
    return found, problems
