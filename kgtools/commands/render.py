"""An answer as text: a table for the eye, or one of the standard formats for the next program.

json, csv and tsv follow the W3C's SPARQL results formats, so IRIs are in full there; table and markdown shorten them.
"""

import csv
import io
import itertools
import json
import os
import sys
import textwrap
from collections.abc import Callable

import pyoxigraph as ox

from ..names import shorten
from ..querying.store import Answer

NARROWEST = 100  # a table that goes into a file or a pipe has no terminal to ask
LONGEST_CELL = 60
LEAST_COLUMN = 8
GAP = "  "


def render(answer: Answer, form: str = "table") -> str:
    if answer.yes is not None:
        return json.dumps({"head": {}, "boolean": answer.yes}) if form == "json" else "yes" if answer.yes else "no"
    if answer.triples is not None:
        answer = Answer(answer.columns, [list(triple) for triple in answer.triples])
    return FORMS[form](answer)


def table(answer: Answer) -> str:
    """Columns wrapped to the terminal's width; by hand, because rich takes ten times as long."""
    rows = [[cell(term) for term in row] for row in answer.rows]
    heads = [column.replace("_", " ") for column in answer.columns]
    widths = column_widths(heads, rows)
    lines = [*wrapped(heads, widths), GAP.join("─" * width for width in widths)]
    for row in rows:
        lines += wrapped(row, widths)
    return "\n".join([*lines, "", counted(len(rows))])


def column_widths(heads: list[str], rows: list[list[str]]) -> list[int]:
    """As wide as the cells are, the widest columns cut down until the terminal holds them all."""
    widths = [min(LONGEST_CELL, max(map(len, column))) for column in zip(heads, *rows)]
    if sys.stdout.isatty():
        room = os.get_terminal_size().columns - len(GAP) * (len(widths) - 1)
        while sum(widths) > room and max(widths) > LEAST_COLUMN:
            widths[widths.index(max(widths))] -= 1
    return widths


def wrapped(texts: list[str], widths: list[int]) -> list[str]:
    """One row as the lines it takes."""
    cells = [[text] if len(text) <= width else textwrap.wrap(text, width) for text, width in zip(texts, widths)]
    return [GAP.join(line.ljust(width) for line, width in zip(parts, widths)).rstrip()
            for parts in itertools.zip_longest(*cells, fillvalue="")]


def markdown(answer: Answer) -> str:
    lines = [answer.columns, ["---"] * len(answer.columns), *[[cell(term) for term in row] for row in answer.rows]]
    return "\n".join("| " + " | ".join(text.replace("|", "\\|").replace("\n", " ") for text in line) + " |" for line in lines)


def as_json(answer: Answer) -> str:
    rows = [{name: as_binding(term) for name, term in zip(answer.columns, row) if term is not None} for row in answer.rows]
    return json.dumps({"head": {"vars": answer.columns}, "results": {"bindings": rows}}, indent=1, ensure_ascii=False)


def as_binding(term) -> dict:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    more = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **({} if term.datatype.value.endswith("#string") else more)}


def as_csv(answer: Answer) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([["" if term is None else term.value for term in row] for row in answer.rows])
    return text.getvalue().rstrip("\n")


def as_tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in answer.rows]
    return "\n".join(lines)


def cell(term) -> str:
    if term is None:
        return ""
    return shorten(term.value) if isinstance(term, ox.NamedNode) else term.value


def counted(rows: int) -> str:
    return f"{rows} row{'s' * (rows != 1)}"


FORMS: dict[str, Callable[[Answer], str]] = {"table": table, "json": as_json, "csv": as_csv, "tsv": as_tsv, "markdown": markdown}


def trace(found, form: str, brief: bool = False, full: bool = False, width: int = NARROWEST) -> str:
    """A trace as text for the terminal, or in a format for the next program."""
    from ..tracing import as_data, as_text

    if form == "json":
        return json.dumps(as_data.data(found), indent=1, ensure_ascii=False, default=str)
    if form == "markdown":
        return "\n".join(as_text.markdown(found))
    if form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, as_data.COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(as_data.rows(found))
        return text.getvalue().rstrip("\n")
    return "\n".join(as_text.lines(found, as_text.Page(width, brief, full)))
