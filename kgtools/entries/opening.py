"""Which kind of file it is, by what is in it and not by its name alone; sizes are looked at before anything is read."""

from collections.abc import Iterable
from pathlib import Path

from ..problems import Stop
from . import table_text
from .tables import Reading

LARGEST = 16 * 2**20  # bytes; ten thousand records take about a tenth of it
ENDINGS = (".csv", ".tsv", ".xlsx")
OF_PROGRAMS = (".", "~$")  # how names of files begin that programs make for themselves

# How other files begin, what they are, and what to do with them.
ZIP = b"PK\x03\x04"
OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one with a password", "save it as .xlsx without a password"),
    (b"%PDF", "a PDF", "give a table"),
    (b"\x1f\x8b", "compressed by gzip", "unpack it"),
    (b"7z\xbc\xaf", "an archive", "unpack it"),
    (b"\x89PNG", "a picture", "give a table"),
    (b"\xff\xd8\xff", "a picture", "give a table"),
    (b"{\\rtf", "a text document (RTF)", "save the table as .csv or .xlsx"),
    (b"SQLite format", "a database", "export the table as .csv"),
    (b"PAR1", "a Parquet file", "save the table as .csv"),
)
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")


def read(paths: Iterable[Path]) -> Reading:
    """All tables of these files; of a folder those that lie in it."""
    reading, files = Reading(), listed(paths)
    for path in files:
        data = content(path)
        alone = [one.name for one in files].count(path.name) == 1
        shown = path.name if alone else path.as_posix()
        if data.startswith(ZIP):
            from . import spreadsheet

            spreadsheet.read(reading, shown, data)
        else:
            table_text.read(reading, shown, path.stem, data)
    return reading


def listed(paths: Iterable[Path]) -> list[Path]:
    found = []
    for path in paths:
        if path.is_dir():
            files = (one for one in path.iterdir() if one.suffix.lower() in ENDINGS)
            inside = sorted(one for one in files if not one.name.startswith(OF_PROGRAMS))
            if not inside:
                raise Stop(f"there is no table in {path}", f"put {', '.join(ENDINGS)} files into it")
            found += inside
        else:
            found.append(path)
    return found


def content(path: Path) -> bytes:
    """The bytes of a file that is a table, by its size, its name and its first bytes."""
    if not path.is_file():
        raise Stop(f"there is no file {path}", "correct the path")
    if path.stat().st_size > LARGEST:
        size, most = path.stat().st_size / 2**20, LARGEST // 2**20
        raise Stop(f"{path.name} has {size:,.0f} MB and {most} MB is the most that is read", "import it in parts")
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise Stop(f"{path.name} is no {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} file", "save the table in one of these formats")
    data = path.read_bytes()
    if not data.strip():
        raise Stop(f"{path.name} is empty", "fill in what `kgtools template` writes")
    check_kind(path.name, ending, data)
    return data


def check_kind(name: str, ending: str, data: bytes) -> None:
    for start, what, fix in OTHERS:
        if data.startswith(start):
            raise Stop(f"{name} is {what}", fix)
    if data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise Stop(f"{name} is a web page or XML", "open it in a spreadsheet and save it as .xlsx")
    if data.startswith(ZIP) != (ending == ".xlsx"):
        what = "an archive, such as a workbook is," if data.startswith(ZIP) else "no workbook by its content, but text,"
        raise Stop(f"{name} is {what} and its name ends in {ending}",
                   "give it the ending of what it is, or save it again as what it should be")
