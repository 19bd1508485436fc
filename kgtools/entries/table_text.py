"""CSV and TSV, line by line, so that an open quotation mark swallows nothing: a row is a line.

What that gives up: a cell with a line break in it, which no record here has a use for.
"""

import csv
import re
from collections.abc import Iterator

from ..problems import Stop
from .tables import Grid, Line, Reading, is_remark

LINE_END = re.compile(r"\r\n|\n|\r")
MARKS = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xef\xbb\xbf": "utf-8-sig",
         b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SAVE = "save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read(reading: Reading, file: str, name: str, data: bytes) -> None:
    """One text as one table; `name` is what the table is called."""
    text, encoding = decoded(file, data)
    if encoding not in ("utf-8", "utf-8-sig"):
        reading.remarks.append(f"{file} is read as {encoding.upper()}")
    lines = LINE_END.split(text)
    usual = "\t" if file.lower().endswith(".tsv") else ","
    separator, start = separator_of(lines, usual)
    if separator != usual:
        reading.remarks.append(f"the columns of {file} are separated by {SEPARATORS[separator]} and read so")
    grid = Grid(reading, file, "", name)
    grid.read(split(grid, lines[start:], start + 1, separator))


def decoded(file: str, data: bytes) -> tuple[str, str]:
    """The text and its encoding, which a mark at its beginning tells; without one it is UTF-8."""
    encoding = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        meant = data[error.start : error.start + 1].decode("cp1252", "replace")
        byte = f"byte 0x{data[error.start]:02X} is not {encoding.upper()} ({meant} in Windows-1252)"
        raise Stop(f"{file}:{line}: {byte}", SAVE) from error
    if "\0" in text:
        raise Stop(f"{file} is no table in text form, or UTF-16 without its mark", SAVE)
    return text, encoding


def separator_of(lines: list[str], usual: str) -> tuple[str, int]:
    """What separates the columns, and the line to begin with: a first line `sep=;` says it, else the header does."""
    told = re.fullmatch(r'"?sep=(.)"?', lines[0].strip(" "))
    if told and told[1] in SEPARATORS:
        return told[1], 1
    header = next((line for line in lines if line.strip() and not is_remark(line)), "")
    outside = re.sub(r'"[^"]*"', "", header)
    if usual not in outside:
        return max(SEPARATORS, key=outside.count) if any(map(outside.count, SEPARATORS)) else usual, 0
    return usual, 0


def split(grid: Grid, lines: list[str], first: int, separator: str) -> Iterator[Line]:
    """The cells of each line; a line that cannot be cut is a problem and is left out."""
    for number, line in enumerate(lines, start=first):
        if not line.strip() or is_remark(line.split(separator)[0]):
            continue
        try:
            cells = next(csv.reader([line], delimiter=separator, strict=True))
        except csv.Error:
            grid.report(number, column_of_quote(line, separator), "open-quote",
                        "a quotation mark is opened and not closed before the end of the cell",
                        'close it with ", double it inside a text (""), and keep a text in one line')
            if not grid.names:
                return
            continue
        if len(cells) < len(grid.names):
            # Spreadsheets leave out the separators behind the last filled cell, but not always.
            short = grid.reading.mended.setdefault("cells that are missing at the end taken as empty", [])
            short.append(grid.place(number, len(cells)))
        yield number, cells


def column_of_quote(line: str, separator: str) -> int:
    """The first cell whose quotation marks do not pair."""
    at, inside = 0, False
    for character in line:
        inside ^= character == '"'
        at += character == separator and not inside
        if character == separator and inside:
            return at
    return at
