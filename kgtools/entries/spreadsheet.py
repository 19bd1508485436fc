"""Workbooks, read and written: the only module that knows openpyxl.

Read cell by cell as a stream and never calculated: a formula is refused, because what it would give here need not be
what its author saw.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..problems import Stop
from . import damage
from . import spreadsheet_package as package
from .damage import Fault
from .entry import EntryProblem
from .tables import Grid, Line, Reading

VALUES = "values"  # the hidden sheet of a template that holds what its drop-downs offer


def read(reading: Reading, file: str, data: bytes) -> None:
    """Every sheet as a table."""
    parts = package.checked(file, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs and colours that openpyxl does not keep
            read_sheets(reading, file, data, parts)
    except Stop:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise Stop(f"{file} is a damaged workbook ({str(error)[:80]})",
                   f"open it in a spreadsheet and {package.AGAIN} again") from error


def read_sheets(reading: Reading, file: str, data: bytes, parts) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        if sheet.title == VALUES and sheet.sheet_state != "visible":
            continue
        if sheet.sheet_state != "visible":
            fault = Fault("hidden-sheet", f"the sheet {sheet.title!r} is hidden", "show it, or delete it")
            reading.problems.append(EntryProblem(f"{sheet.title}!A1", *fault))
            continue
        shown = sheet.title if sheet.title not in reading.order else f"{file} {sheet.title}"
        grid = Grid(reading, file, shown, sheet.title)
        tell_facts(grid, package.facts(parts, sheet._worksheet_path))
        sheet.reset_dimensions()  # what a file says of its size need not be so
        grid.read(lines(sheet))


def tell_facts(grid: Grid, facts: package.Facts) -> None:
    for reference in facts.merged:
        row, column = package.first_cell(reference)
        grid.report(row, column, "merged-cells", f"the cells {reference} are merged, so that only the first has a value",
                    "unmerge them and fill each")
    if facts.hidden:
        grid.reading.remarks.append(f"hidden rows and columns are read too: {grid.sheet}, {', '.join(facts.hidden[:5])}")


def lines(sheet) -> Iterator[Line]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [content(cell) for cell in row]


def content(cell) -> str | Fault:
    """What a cell holds, as text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return damage.formula(str(getattr(value, "text", value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value, cell.number_format)
    return value if isinstance(value, str) else damage.date(str(value).removesuffix(" 00:00:00"))


def number(value: float, form: str) -> str | Fault:
    """A number with the fifteen digits that a spreadsheet keeps; one that is shown as percent has two readings."""
    text = plain(value)
    if "%" in re.sub(r'"[^"]*"|\\.', "", form):
        shown = plain(float(Decimal(text) * 100))
        return Fault("percent-format", f"the cell holds {text} and shows {shown} %",
                     f"format it as a plain number and write {shown}, with the unit %")
    return text


def plain(value: float) -> str:
    return f"{Decimal(format(value, '.15g')):f}"


# --- Writing ---


@dataclass(frozen=True)
class Column:
    """One column of a sheet to fill in; `offers` is what its drop-down shows, and `strict` allows nothing else."""

    name: str
    robot: str
    about: str
    example: str
    offers: tuple[str, ...] = ()
    strict: bool = False
    number: bool = False
    required: bool = False


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[Column, ...]


HEAD_ROWS, FILLABLE = 4, 500
WIDEST, NARROWEST = 40, 16


def write(sheets: list[Sheet]) -> bytes:
    """A workbook to fill in: names, ROBOT's strings, explanation, example; then empty rows with drop-downs."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    values = book.create_sheet(VALUES)
    for sheet in sheets:
        fill(book.create_sheet(sheet.name, len(book.sheetnames) - 1), sheet, values)
    values.sheet_state = "hidden"
    book.active = 0
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def fill(page, sheet: Sheet, values) -> None:
    for at, column in enumerate(sheet.columns, start=1):
        head(page, at, column)
        letter = page.cell(1, at).column_letter
        page.column_dimensions[letter].width = width(column)
        page.column_dimensions[letter].number_format = "General" if column.number else "@"
        if column.offers:
            offer(page, column, letter, values)
    page.row_dimensions[3].height = 13 * max(-(-len(column.about) // width(column)) for column in sheet.columns) + 4
    page.freeze_panes = "B5"
    page.page_setup.orientation, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = "landscape", 0, True


def head(page, at: int, column: Column) -> None:
    """The four rows of a column that are there already; what must be filled in has the darker name."""
    from openpyxl.styles import Alignment, Font, PatternFill

    looks = (Font("Calibri", 11, bold=True), Font("Calibri", 9, color="808080"), Font("Calibri", 9, italic=True),
             Font("Calibri", 11, color="808080"))
    shades = ("9DC3E6" if column.required else "DEEBF7", "F2F2F2", "F2F2F2", "FFFFFF")
    for row, text in enumerate((column.name, column.robot, column.about, column.example), start=1):
        cell = page.cell(row, at, text or None)
        cell.data_type = "s" if text else "n"  # a text stays a text, whatever it begins with
        cell.font, cell.fill, cell.number_format = looks[row - 1], PatternFill("solid", fgColor=shades[row - 1]), "@"
        cell.alignment = Alignment(wrap_text=row == 3, vertical="top")


def offer(page, column: Column, letter: str, values) -> None:
    """A drop-down; what it shows stands in a column of the hidden sheet, since a list in the cell ends at 255 characters."""
    from openpyxl.worksheet.datavalidation import DataValidation

    at = (values.max_column if values["A1"].value is not None else 0) + 1
    for row, text in enumerate((f"{page.title}: {column.name}", *column.offers), start=1):
        cell = values.cell(row, at, text)
        cell.data_type = "s"
    source = f"{VALUES}!${cell.column_letter}$2:${cell.column_letter}${len(column.offers) + 1}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=column.strict, errorTitle=column.name,
                          error="Choose from the list.")
    rule.add(f"{letter}{HEAD_ROWS + 1}:{letter}{HEAD_ROWS + FILLABLE}")
    page.add_data_validation(rule)


def width(column: Column) -> int:
    longest = max(len(column.name), len(column.robot) * 0.85, len(column.example), *map(len, column.offers or ("",)))
    return int(min(WIDEST, max(NARROWEST, longest + 2)))
