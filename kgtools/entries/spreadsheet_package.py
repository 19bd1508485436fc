"""What is inside an .xlsx before anything is made of it: a zip of XML that may be another format, a bomb or a trick.

XML without a document type can define no entities, so a part with one is refused and no parser has to be trusted.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from ..problems import Stop

LARGEST, MOST_PARTS = 64 * 2**20, 2_000  # bytes of all parts unpacked, number of parts
KINDS = (  # a part that tells the format, what that is
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("word/document.xml", "a text document (.docx)"),
    ("ppt/presentation.xml", "a presentation (.pptx)"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("Index/Document.iwa", "a Numbers document"),
)
AGAIN = "save it as .xlsx"
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
DOCTYPES = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass
class Facts:
    """What a reader of cells does not tell of a sheet."""

    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def checked(file: str, data: bytes) -> zipfile.ZipFile:
    """The package, if it is a workbook of a size that can be read."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        names = package.namelist()
        check_size(file, package.infolist())
        check_format(file, names)
        for part in names:
            text = package.read(part)
            if any(mark in text for mark in DOCTYPES):
                raise Stop(f"{file} has XML with definitions of its own in {part}", f"open it in a spreadsheet and {AGAIN} again")
    except DAMAGED as error:
        raise Stop(f"{file} is a damaged workbook ({error})", f"open it in a spreadsheet and {AGAIN} again") from error
    return package


    return zlib.error


def check_size(file: str, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Stop(f"{file} has a password", "save it without one")
    size = sum(part.file_size for part in parts)
    if size > LARGEST or len(parts) > MOST_PARTS:
        raise Stop(f"{file} unpacks to {size / 2**20:,.0f} MB in {len(parts):,} parts, and {LARGEST // 2**20} MB is the most "
                   "that is read", "import it in parts, and delete empty rows and pictures")


def check_format(file: str, names: list[str]) -> None:
    if "xl/workbook.xml" not in names:
        what = next((what for part, what in KINDS if part in names), None)
        if what is None:
            raise Stop(f"{file} is an archive, and no workbook is in it", "unpack it, and give the tables")
        raise Stop(f"{file} is {what}", f"open it in a spreadsheet and {AGAIN}")


def facts(package: zipfile.ZipFile, part: str) -> Facts:
    """Merged cells and hidden rows and columns of a sheet."""
    found = Facts()

    def seen(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "mergeCell":
            found.merged.append(attributes.get("ref", ""))
        elif name in ("row", "col") and attributes.get("hidden") in ("1", "true"):
            at = attributes.get("r", "?") if name == "row" else attributes.get("min", "?")
            found.hidden.append(f"{'row' if name == 'row' else 'column'} {at}")

    parser = expat.ParserCreate()
    parser.StartElementHandler = seen
    with package.open(part) as stream:
        parser.ParseFile(stream)
    return found


def first_cell(reference: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of the first cell of `B5:B7`."""
    found = re.match(r"([A-Z]+)([0-9]+)", reference)
    if not found:
        return 1, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1
