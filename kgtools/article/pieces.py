"""The pieces of the article that a passage can stand for, and how a block of text falls into them.

A **unit** is what one passage stands for: a sentence, a table cell, a figure's panel. A **region** is
what a passage can name: a paragraph, a cell, a panel, a whole caption. Both know their section and, in
it, their *spot*: the paragraph's number, `row/column`, the panel's letter, or nothing for a whole
caption.

- "et al.", "vs.", "e.g." and initials end no sentence; a citation behind the stop belongs to the sentence.
- Panels are the letters `(a)`, `(b)` ... in order, so a nested `(b,f,j)` or a second `(a)` is just text.
- Panels that share a caption sentence ("images of (f) one anode and (g) another") share its words and
  its citation: each is the whole sentence. What follows without a letter belongs to the panels before it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from .normal import occurrences, plain, squash

TABLE = "Table 1"

_STOP = re.compile(r"[.?!][\"')]*(?= )")
_ABBREVIATION = re.compile(r"(?:\b(?:al|e\.g|i\.e|vs|Figs?|Refs?|ca|No)|(?:[,;] |\[)[A-Z])\.$")

Pieces = list[tuple[int, str]]  # (line of the file, raw text) of one block, in order


@dataclass(frozen=True)
class Unit:
    """A sentence, a table cell or a figure's panel: what one passage stands for."""

    section: str
    spot: str
    text: str
    lines: tuple[tuple[int, int], ...]  # (offset in text, line of the file), ascending

    @property
    def line(self) -> int:
        """The line of the article's file on which it begins."""
        return self.lines[0][1]

    def line_at(self, offset: int) -> int:
        """The line of the article's file that holds this character."""
        return max(entry for entry in self.lines if entry[0] <= offset)[1]

    @cached_property
    def squashed(self) -> str:
        """The text as it is compared."""
        return squash(self.text)

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        kind = (
            ""
            if not self.spot
            else f" paragraph {self.spot}"
            if self.section[0] not in "TF"
            else f" {self.spot}"
        )
        return f"{self.section}{kind}"


@dataclass(frozen=True)
class Region:
    """What a passage can name: a paragraph, a cell, a panel or a whole caption, as its units in order."""

    section: str
    spot: str
    units: tuple[Unit, ...]

    def find(self, words: str) -> list[Unit]:
        """The unit of each occurrence of the words, compared as `squash` says."""
        whole = "".join(unit.squashed for unit in self.units)
        return [self._unit_at(position) for position in occurrences(squash(words), whole)]

    def _unit_at(self, position: int) -> Unit:
        for unit in self.units:
            if position < len(unit.squashed):
                return unit
            position -= len(unit.squashed)
        raise IndexError(position)


def _join(pieces: Pieces) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The pieces as one plain text, and at which offset each line of the file begins."""
    text, lines = "", []
    for line, raw in pieces:
        text += " " if text else ""
        lines.append((len(text), line))
        text += plain(raw)
    return text, tuple(lines)


def sentences(section: str, spot: str, pieces: Pieces) -> tuple[Unit, ...]:
    """The sentences of a block, in order."""
    text, lines = _join(pieces)
    starts = [0, *(stop.end() + 1 for stop in _STOP.finditer(text) if _ends(text, stop.end()))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return tuple(
        Unit(section, spot, text[a:b], _within(lines, a, b)) for a, b in zip(starts, ends, strict=True)
    )


def _ends(text: str, end: int) -> bool:
    """Whether a sentence ends at this stop."""
    before, after = text[:end].rstrip("\"')"), text[end + 1 :]
    return (
        not _ABBREVIATION.search(before)
        and not after.startswith("[")
        and not (before.endswith(" etc.") and after[:1].islower())
    )


def _within(lines: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The line starts that concern text[start:end], counted from its own beginning."""
    first = max(entry for entry in lines if entry[0] <= start)
    return ((0, first[1]), *((offset - start, line) for offset, line in lines if start < offset < end))


def caption(name: str, pieces: Pieces) -> dict[tuple[str, str], Region]:
    """The regions of a figure: the whole caption, and one for each panel."""
    groups: list[tuple[str, list[Unit]]] = []
    letters = ""
    for sentence in sentences(name, "", pieces):
        new = _new_letters(sentence.text, len(letters))
        letters += new
        if new or not groups:
            groups.append((new, []))
        groups[-1][1].append(sentence)
    units = [_merge(name, ",".join(new), parts) for new, parts in groups]
    panels = {
        (name, letter): Region(name, letter, (unit,))
        for unit in units
        for letter in unit.spot.split(",")
        if letter
    }
    return {(name, ""): Region(name, "", tuple(units))} | panels


def _new_letters(text: str, known: int) -> str:
    """The panel letters that begin in this caption sentence, when so many are known already."""
    found, position = "", 0
    while (position := text.find(f"({chr(ord('a') + known + len(found))})", position)) >= 0:
        found += chr(ord("a") + known + len(found))
    return found


def _merge(section: str, spot: str, parts: list[Unit]) -> Unit:
    text, lines = "", []
    for part in parts:
        text += " " if text else ""
        lines += [(offset + len(text), line) for offset, line in part.lines]
        text += part.text
    return Unit(section, spot, text, tuple(lines))


def row(number: int, columns: tuple[str, ...], piece: tuple[int, str]) -> dict[tuple[str, str], Region]:
    """The cells of one row of the table."""
    line, raw = piece
    units = (
        Unit(TABLE, f"{number}/{column}", plain(cell), ((0, line),))
        for column, cell in zip(columns, raw.split("\t"), strict=True)
    )
    return {(TABLE, unit.spot): Region(TABLE, unit.spot, (unit,)) for unit in units}
