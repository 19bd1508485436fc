"""Slips that a curator could make, planted one at a time in the text of a source file.

A kind of fault finds its places by a pattern on a line of the records it concerns, and makes the line wrong in one
way. What it plants is as bad as the real slip and no worse: the file stays what an editor would leave behind.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from ..turtle import reader

CLASS = re.compile(r"\sa\s+si:(\w+)")
NAME = re.compile(r"(?:kg|si|unit):[\w-]+")
CONDITIONS = "StackPressure Temperature CurrentDensity SpecificCurrent CRate VoltageWindow CutoffVoltage QualitativeCondition"
RESULTS = "Measurement Comparison"


@dataclass(frozen=True)
class Line:
    """A line of a record: where it is, what it says, and which record of which class it belongs to."""

    path: str
    number: int  # from 0
    text: str
    record: str
    kind: str
    start: int
    end: int  # the record's lines are start .. end - 1


@dataclass(frozen=True)
class Edit:
    path: str
    start: int
    end: int
    lines: tuple[str, ...]

    def apply(self, text: str) -> str:
        lines = text.split("\n")
        lines[self.start : self.end] = self.lines
        return "\n".join(lines)


class Texts:
    """All source files by path, and their lines by record."""

    def __init__(self, texts: Mapping[str, str]):
        self.texts = dict(texts)

    @cached_property
    def lines(self) -> list[Line]:
        return [line for path, text in sorted(self.texts.items()) for line in lines_of(path, text)]

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """The names of all records by their first class."""
        found: dict[str, dict[str, None]] = {}
        for line in self.lines:
            found.setdefault(line.kind, {})[line.record] = None
        return {kind: list(names) for kind, names in found.items()}

    @cached_property
    def reference_numbers(self) -> dict[str, int]:
        found = ((line.record, re.search(r"si:referenceNumber (\d+)", line.text)) for line in self.lines)
        return {record: int(number[1]) for record, number in found if number}

    @cached_property
    def credited(self) -> set[str]:
        """The records that name a study which they come from."""
        return {line.record for line in self.lines if line.text.startswith("    si:reportedIn ")}

    @cached_property
    def wider(self) -> dict[str, str]:
        """The metric above each narrower one: to name that instead says less, and nothing wrong."""
        return {line.record: NAME.findall(line.text)[1] for line in self.lines if line.text.startswith("    si:narrowerThan ")}

    def used(self, predicate: str) -> list[str]:
        """Every name that stands behind a predicate."""
        behind = (NAME.findall(line.text)[1:] for line in self.lines if line.text.startswith(f"    {predicate} "))
        return sorted({name for names in behind for name in names})

    def quoted(self, predicate: str, kind: str = "") -> set[str]:
        """Every text that stands behind a predicate, of one class or of all."""
        of_kind = (line.text for line in self.lines if kind in ("", line.kind))
        return {found[1] for text in of_kind if (found := re.match(rf'    {predicate} "([^"]*)"', text))}

    def raw(self, path: str) -> list[str]:
        return self.texts[path].split("\n")


def lines_of(path: str, text: str) -> Iterator[Line]:
    for record in reader.split(path, text).records:
        start, end = record.line - 1, record.last_line
        kind = CLASS.search(record.lines[0])
        for number, line in enumerate(record.lines[: end - start], start=start):
            yield Line(path, number, line, record.name, kind[1] if kind else "", start, end)


@dataclass(frozen=True)
class Kind:
    name: str
    what: str
    pattern: re.Pattern
    of: frozenset[str]
    change: Callable[[Random, Line, Texts], Edit | None]

    def places(self, texts: Texts) -> list[Line]:
        return [line for line in texts.lines if (not self.of or line.kind in self.of) and self.pattern.search(line.text)]


def into(kinds: list[Kind]) -> Callable:
    """For a module of slips: how it registers a function that changes one line of certain records.

    A function that gives None has found no slip to make there.
    """

    def slip(name: str, what: str, pattern: str, of: str = ""):
        def register(function):
            kinds.append(Kind(name, what, re.compile(pattern), frozenset(of.split()), function))
            return function

        return register

    return slip


def replaced(line: Line, text: str | None) -> Edit | None:
    return None if text is None or text == line.text else Edit(line.path, line.number, line.number + 1, (text,))


def dropped(line: Line, texts: Texts) -> Edit | None:
    """Without the line; the dot of a last line goes to the one before."""
    if line.text.endswith(" ;"):
        return Edit(line.path, line.number, line.number + 1, ())
    before = texts.raw(line.path)[line.number - 1]
    if line.text.endswith(" .") and before.endswith(" ;") and line.number - 1 > line.start:
        return Edit(line.path, line.number - 1, line.number + 1, (before[:-1] + ".",))
    return None


def other(chance: Random, candidates: Iterable[str], *but: str) -> str | None:
    rest = sorted(set(candidates) - set(but))
    return chance.choice(rest) if rest else None


def with_other_name(chance: Random, line: Line, candidates: Iterable[str]) -> Edit | None:
    """One of the line's names put in place of another of the candidates."""
    given = NAME.findall(line.text)[1:]
    named = [name for name in given if name in set(candidates)] or given
    if not named or (new := other(chance, candidates, *given)) is None:
        return None
    old = chance.choice(named)
    return replaced(line, re.sub(rf"{re.escape(old)}(?![\w-])", new, line.text, count=1))


def exchanged(line: Line, texts: Texts, one: str, two: str) -> Edit:
    """The record with two predicates in each other's place."""
    turned = [
        text.replace(f"    {one} ", "    ? ").replace(f"    {two} ", f"    {one} ").replace("    ? ", f"    {two} ")
        for text in texts.raw(line.path)[line.start : line.end]
    ]
    return Edit(line.path, line.start, line.end, tuple(turned))


def digits_swapped(chance: Random, text: str) -> str | None:
    """Two neighbouring digits in the other order."""
    pairs = [found.start() for found in re.finditer(r"(?=(\d)(\d))", text) if found[1] != found[2]]
    if not pairs:
        return None
    at = chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def digit_changed(chance: Random, text: str) -> str:
    at = chance.choice([found.start() for found in re.finditer(r"\d", text)])
    return text[:at] + chance.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


def misspelt(chance: Random, word: str) -> str:
    """A letter left out, doubled, or changed places with the next; spaces stay, since a typeset page has none to rely on."""
    at = chance.choice([at for at in range(1, len(word) - 1) if word[at : at + 2].isalnum()])
    slips = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
    return chance.choice([slip for slip in slips if slip != word])


def in_quotes(line: Line, change: Callable[[str], str | None]) -> Edit | None:
    """The line with its first text changed."""
    found = re.search(r'"((?:[^"\\]|\\.)*)"', line.text)
    new = change(found[1]) if found else None
    return replaced(line, line.text[: found.start(1)] + new + line.text[found.end(1) :]) if new is not None else None
