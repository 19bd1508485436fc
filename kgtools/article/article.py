"""The article as an immutable value: what a passage can name, on which line it stands, what it cites.

How the text file is read (see `units` for sentences, cells and panels):
- A line is a block. One that does not end with sentence-final punctuation continues in the next text block;
  page breaks and figures in between do not end it. An open caption is continued before an open paragraph.
- The body goes from the abstract to `Funding:`, the reference list from `References` on.

All texts are `plain` (see `normal`); nothing here knows the graph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .normal import plain
from .pieces import TABLE, Pieces, Region, Unit, caption, row, sentences

REFERENCES_COLUMN = "Refs"
LIST = "References"

_HEADING = re.compile(r"(\d(?:\.\d)*)\. [A-Z][^.]{2,90}$")
_CAPTION = re.compile(r"(Figure \d+)\. ")
_REFERENCE = re.compile(r"(\d+)\. ")
_FINAL = re.compile(r"[.:?!][\"”)]*$")
_CITATION = re.compile(r"\[(\d+(?:\s?[-,]\s?\d+)*)\]")
_FIGURE = re.compile(r"Figures? (\d+)([a-z](?:[,-][a-z])*)?(?![a-z])")
_STUDY = re.compile(r"\bet al\.|\bgroup\b")


@dataclass(frozen=True)
class Reference:
    """One entry of the reference list."""

    number: int
    text: str
    line: int


@dataclass(frozen=True)
class Article:
    """The whole article. `regions` holds all that can be named, in the article's order."""

    regions: Mapping[tuple[str, str], Region]
    columns: tuple[str, ...]
    references: Mapping[int, Reference]

    def region(self, section: str, spot: str = "") -> Region | None:
        """The paragraph, cell, panel or caption of this name, if there is one."""
        return self.regions.get((section, spot))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of body, table and captions once, by line; the reference list is none of them."""
        regions = (region for region in self.regions.values() if region.section != LIST)
        found = dict.fromkeys(unit for region in regions for unit in region.units)
        return tuple(sorted(found, key=lambda unit: unit.line))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The names of all sections, the table and the figures, in the article's order."""
        return tuple(dict.fromkeys(unit.section for unit in self.units))

    def paragraphs(self, section: str) -> tuple[Region, ...]:
        """The paragraphs of a section, in order."""
        return tuple(
            region for (name, spot), region in self.regions.items() if name == section and spot.isdigit()
        )

    def cell(self, row: int, column: str) -> Unit:
        """The table's cell in this row (from 1) and column (its header as printed)."""
        return self.regions[TABLE, f"{row}/{column}"].units[0]

    def citations(self, text: str) -> frozenset[int]:
        """The references that a text cites: `[3]`, `[1,4]`, `[83-85]`; `[2022]` is a year."""
        parts = (part for group in _CITATION.findall(text) for part in group.split(","))
        numbers = {number for part in parts for number in _span(part)}
        return frozenset(numbers & self.references.keys())

    def governing(self, unit: Unit) -> frozenset[int]:
        """The references whose finding the unit may report.

        They are what it cites and what the figure panels that it names cite; for a sentence that brings in no
        study of its own also what the nearest citing sentence and the nearest study before it cite; for a
        cell the row's own references.
        """
        if unit not in self._governing:
            self._governing[unit] = self._governed_by(unit)
        return self._governing[unit]

    @cached_property
    def _governing(self) -> dict[Unit, frozenset[int]]:
        return {}

    def _governed_by(self, unit: Unit) -> frozenset[int]:
        if unit.section == LIST:
            return frozenset({int(unit.spot)})
        if unit.section == TABLE and "/" in unit.spot:
            number = int(unit.spot.split("/")[0])
            return self.citations(self.cell(number, REFERENCES_COLUMN).text)
        return self.citations(unit.text) | self._of_panels(unit) | self._before(unit)

    def _of_panels(self, unit: Unit) -> frozenset[int]:
        named = (
            self.region(f"Figure {number}", spot)
            for number, spots in _FIGURE.findall(unit.text)
            for spot in _letters(spots)
        )
        return frozenset(
            number
            for region in named
            if region
            for one in region.units
            for number in self.citations(one.text)
        )

    def _before(self, unit: Unit) -> frozenset[int]:
        if _STUDY.search(unit.text) and self.citations(unit.text):
            return frozenset()  # the sentence brings in a study of its own
        region = self.region(unit.section, unit.spot)
        units = region.units if region else (unit,)
        earlier = units[: units.index(unit)]
        citing = [one.text for one in reversed(earlier) if self.citations(one.text)]
        studies = [text for text in citing if _STUDY.search(text)]
        return self.citations(" ".join(citing[:1] + studies[:1]))


def read(path: Path | str) -> Article:
    """The article in this text file."""
    return parse(Path(path).read_text("utf-8-sig"))


def parse(text: str) -> Article:
    """The article in this text."""
    regions: dict[tuple[str, str], Region] = {}
    references: dict[int, Reference] = {}
    columns: tuple[str, ...] = ()
    rows = 0
    for kind, name, pieces in _blocks(text.splitlines()):
        if kind == "paragraph":
            spot = str(1 + sum(section == name for section, _ in regions))
            regions[name, spot] = Region(name, spot, sentences(name, spot, pieces))
        elif kind == "figure":
            regions |= caption(name, pieces)
        elif kind == "table":
            regions[TABLE, ""] = Region(TABLE, "", sentences(TABLE, "", pieces))
        elif kind == "row" and not columns:
            columns = tuple(plain(cell) for cell in pieces[0][1].split("\t"))
        elif kind == "row":
            rows += 1
            regions |= row(rows, columns, pieces[0])
        else:
            references[int(name)] = Reference(int(name), plain(pieces[0][1]), pieces[0][0])
            regions[LIST, name] = Region(LIST, name, (entry(name, pieces[0]),))
    return Article(regions, columns, references)


def entry(number: str, piece: tuple[int, str]) -> Unit:
    """One entry of the reference list as a unit: a passage names it by its number, in place of a paragraph."""
    line, raw = piece
    return Unit(LIST, number, plain(raw), ((0, line),))


def _blocks(lines: Iterable[str]) -> Iterator[tuple[str, str, Pieces]]:
    """(kind, name, pieces) of every block that can be named, in order; broken ones put together."""
    section, open_blocks, done = "", {}, []
    for number, raw in enumerate(lines, 1):
        line = raw.strip("\ufeff \n")
        kind, name, body = _classify(line, section)
        if kind == "section":
            section = name
            continue
        if kind == "text":
            kind = "figure" if "figure" in open_blocks else "paragraph" if section else ""
            name = section
        if not kind or not body:
            continue
        block = open_blocks.pop(kind, None)
        if block is None:
            block = (kind, name, [])
            done.append(block)
        block[2].append((number, body))
        if kind in ("figure", "paragraph") and not _FINAL.search(body):
            open_blocks[kind] = block
    yield from done


def _classify(line: str, section: str) -> tuple[str, str, str]:
    """(kind, name, body) of one line; kind `section` opens or closes (name "") a section."""
    if line.startswith("Abstract: "):
        return "paragraph", "Abstract", line.removeprefix("Abstract: ")
    if line == LIST or line.startswith("Funding:"):
        return "section", "", ""
    if not section and (found := _REFERENCE.match(line)) and not _HEADING.match(line):
        return "reference", found[1], line[found.end() :]
    if found := _HEADING.match(line):
        return "section", found[1], ""
    if found := _CAPTION.match(line):
        return "figure", found[1], line[found.end() :]
    if line.startswith(f"{TABLE}. "):
        return "table", TABLE, line.removeprefix(f"{TABLE}. ")
    return ("row", TABLE, line) if "\t" in line else ("text", "", line)


def _span(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def _letters(spots: str) -> list[str]:
    """`a,b` and `a-c` as letters; nothing named is the whole caption."""
    ends = [part.partition("-") for part in spots.split(",")]
    return (
        [chr(code) for first, _, last in ends for code in range(ord(first), ord(last or first) + 1)]
        if spots
        else [""]
    )
