"""A table as rows of texts, each with its place, whatever file it came from.

The first row that is no remark names the columns. A row whose first cell begins with `#` is a remark, and so is a column
whose name does: both are skipped. The row below the names may hold ROBOT template strings. What is wrong is a problem
with its cell, what was put right is a note; a table that has problems is still read to its end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from . import damage
from .damage import Fault
from .entry import EntryProblem

REMARK = "#"
MOST_COLUMNS, MOST_ROWS = 200, 20_000
ROBOT = re.compile(r"(?:ID|LABEL|TYPE|CLASS_TYPE|>?A[TLI]? .+|I .+|[SEDT]?[CI] .*%.*)(?: SPLIT=.+)?")


class Place(NamedTuple):
    """A cell: `evidence!F12` in a workbook; file, line and name of the column in a text."""

    file: str
    sheet: str
    row: int
    column: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}" if self.sheet else f"{self.file}:{self.row}, column {self.column}"

    @property
    def whole_row(self) -> str:
        return f"{self.sheet}!{self.row}" if self.sheet else f"{self.file}:{self.row}"

    def problem(self, fault: Fault) -> EntryProblem:
        return EntryProblem(str(self), *fault)


@dataclass(frozen=True)
class Row:
    """The filled cells of one row by the name of their column; a cell that is damaged is in `damaged` instead."""

    number: int
    cells: dict[str, str]
    damaged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    name: str
    columns: dict[str, Place]
    rows: list[Row]
    robot: dict[str, str]  # ROBOT's template string of each column, if the table has them

    def place(self, row: Row, column: str) -> Place:
        return self.columns[column]._replace(row=row.number)


@dataclass
class Reading:
    """What a file gave: tables, problems, and notes on what was put right, with their cells."""

    tables: list[Table] = field(default_factory=list)
    problems: list[EntryProblem] = field(default_factory=list)
    mended: dict[str, list[Place]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)  # sheets and files as places name them

    @property
    def notes(self) -> list[str]:
        return [*self.remarks, *(f"{what} in {listed(places)}" for what, places in self.mended.items())]


Line = tuple[int, list[str | Fault]]  # the number of a row, and what its cells hold


class Grid:
    """The rows of one sheet or text, before columns have names; a sheet as places name it, none for a text."""

    def __init__(self, reading: Reading, file: str, sheet: str, name: str):
        self.reading, self.file, self.sheet, self.name = reading, file, sheet, name
        self.names: list[str] = []
        reading.order.append(sheet or file)

    def place(self, row: int, column: int) -> Place:
        known = self.names[column] if column < len(self.names) else ""
        return Place(self.file, self.sheet, row, letters(column) if self.sheet else known or str(column + 1))

    def report(self, row: int, column: int, *fault: str) -> None:
        self.reading.problems.append(self.place(row, column).problem(Fault(*fault)))

    def read(self, lines: Iterable[Line]) -> None:
        filled = (line for line in self.within_limits(lines) if any(line[1]) and not is_remark(line[1][0]))
        heading = next(filled, None)
        if heading is None:
            return
        self.name_columns(heading)
        rows, robot = [], {}
        for number, cells in filled:
            if not rows and not robot and is_robot(cells):
                robot = {name: str(text).strip() for name, text in zip(self.names, cells) if name and text}
            elif row := self.row(number, cells):
                rows.append(row)
        columns = {name: self.place(heading[0], at) for at, name in enumerate(self.names) if name and not name.startswith(REMARK)}
        self.reading.tables.append(Table(self.name, columns, rows, robot))

    def within_limits(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The rows without empty cells at their ends, as long as there are not too many."""
        count = 0
        for number, cells in lines:
            cells = without_blank_end(cells)
            count += bool(cells)
            if len(cells) > MOST_COLUMNS:
                return self.report(number, MOST_COLUMNS, "too-large", f"the row has {len(cells):,} columns",
                                   "delete what lies behind the table")
            if count > MOST_ROWS:
                return self.report(number, 0, "too-large", f"the table has more than {MOST_ROWS:,} rows", "import it in parts")
            yield number, cells

    def name_columns(self, heading: Line) -> None:
        number, cells = heading
        for at, text in enumerate(cells):
            clean = "" if isinstance(text, Fault) else damage.mended(text)[0]
            if isinstance(text, Fault):
                self.report(number, at, *text)
            elif clean and not clean.startswith(REMARK) and normal(clean) in map(normal, self.names):
                self.report(number, at, "doubled-column", f"the column {clean!r} is there twice",
                            "delete or rename one of the two")
                clean = f"{REMARK} {clean}"
            self.names.append(clean)

    def row(self, number: int, cells: list[str | Fault]) -> Row | None:
        kept, damaged = {}, set()
        for at, text in enumerate(cells):
            name = self.names[at] if at < len(self.names) else ""
            if name.startswith(REMARK) or not text:
                continue
            if not name:
                self.nameless(number, at)
            elif (clean := self.cleaned(number, at, text)) is None:
                damaged.add(name)
            elif clean:
                kept[name] = clean
        return Row(number, kept, frozenset(damaged)) if kept or damaged else None

    def nameless(self, number: int, at: int) -> None:
        if at < len(self.names):
            self.report(number, at, "nameless-column", "the cell is filled and its column has no name",
                        "name the column, or empty the cell")
        elif not self.sheet:
            self.report(number, at, "ragged-row", f"the row has {at + 1} cells and the header {len(self.names)}",
                        "put a text that holds the separator in quotation marks, or delete what is too much")
        else:
            self.report(number, at, "nameless-column", "the cell lies to the right of the table",
                        "name its column, or empty the cell")

    def cleaned(self, number: int, at: int, text: str | Fault) -> str | None:
        """The text without what is certainly no part of it; None where the cell is damaged, which is reported."""
        clean, notes = (text, ()) if isinstance(text, Fault) else damage.mended(text)
        fault = text if isinstance(text, Fault) else damage.in_any_text(clean)
        if fault:
            self.report(number, at, *fault)
            return None
        for note in notes:
            self.reading.mended.setdefault(note, []).append(self.place(number, at))
        return clean


def is_remark(cell: str | Fault) -> bool:
    return isinstance(cell, str) and cell.lstrip().startswith(REMARK) and not damage.ERRORS.fullmatch(cell.strip())


def is_robot(cells: list[str | Fault]) -> bool:
    """Whether the cells are ROBOT's template strings: each of them has the form of one."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    return len(texts) > 1 and all(map(ROBOT.fullmatch, texts))


def without_blank_end(cells: list[str | Fault]) -> list[str | Fault]:
    while cells and (not cells[-1] or (isinstance(cells[-1], str) and not cells[-1].strip())):
        cells = cells[:-1]
    return cells


def normal(name: str) -> str:
    """Case, spaces, hyphens and underscores do not tell the names of columns apart."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def letters(column: int) -> str:
    """0 as A, 25 as Z, 26 as AA."""
    high, low = divmod(column, 26)
    return (letters(high - 1) if high else "") + chr(ord("A") + low)


def listed(places: list[Place], most: int = 3) -> str:
    rest = len(places) - most
    return ", ".join(map(str, places[:most])) + (f" and {rest} more cell{'s' * (rest != 1)}" if rest > 0 else "")
