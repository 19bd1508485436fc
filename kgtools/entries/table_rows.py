"""From tables to entries: which kind of record a table holds, which field each column is, what a row says.

A table is of the kind that its sheet or file is named after; else a column `kind` says it row by row. A column is found
by the name of its field, or by ROBOT's template string in the second row, so a table made for ROBOT can be read too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..names import expand, nearest
from . import damage, forms
from .damage import Fault
from .entry import WHOLE, Entry, EntryProblem
from .forms import Field, Form
from .tables import REMARK, Reading, Row, Table, normal

KIND, SHORT_NAME, SPLIT = "kind", "short-name", "|"
NUMBERS = (forms.NUMBER, forms.INTEGER)
ROBOT = re.compile(r">?(?:A[TLI]?|I) (?P<property>[^@^]+?)(?:[@^].*)?(?: SPLIT=.*)?")
# What ROBOT's own words, and the annotations that ontologies use for the same, are here.
OF_ROBOT = {"ID": "id", "LABEL": "label", "TYPE": "type", "SC %": "parent", "rdfs:label": "label", "IAO:0000115": "definition",
            "oboInOwl:hasExactSynonym": "synonym", "IAO:0000118": "synonym",
            "oboInOwl:hasDbXref": "source", "IAO:0000119": "source", "dcterms:source": "source"}


@dataclass
class Rows:
    """The entries of all tables, what is wrong with the tables, and the cells that are damaged and so say nothing."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[EntryProblem] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)  # the place of each short name


def read(reading: Reading, known: Mapping[str, Form], kind: str | None = None) -> Rows:
    """`kind` is what the rows are where neither table nor row says it."""
    rows = Rows(problems=list(reading.problems))
    for table in reading.tables:
        if table.rows and not table.name.startswith(REMARK):
            read_table(rows, table, known, kind)
    return rows


def read_table(rows: Rows, table: Table, known: Mapping[str, Form], kind: str | None) -> None:
    whole = kind_named(table.name, known) or kind
    says = column_named(table, KIND)
    if whole is None and says is None:
        near = nearest(table.name, known)
        fix = f"name the table {', '.join(known)}, or give it a column `{KIND}`"
        fault = Fault("kind", f"{table.name!r} is no kind of record", f"did you mean {near[0]}? {fix}" if near else fix)
        rows.problems.append(next(iter(table.columns.values())).problem(fault))
        return
    kinds = {one for row in table.rows if (one := kind_of(row, says, known) or whole)}
    columns = fields(rows, table, [known[one] for one in kinds if one in known], says)
    for row in table.rows:
        one = kind_of(row, says, known) or whole or ""
        read_row(rows, table, row, known.get(one), one, columns)


def column_named(table: Table, name: str) -> str | None:
    return next((column for column in table.columns if normal(column) == normal(name)), None)


def kind_named(name: str, known: Iterable[str]) -> str | None:
    """`measurement` for `Measurements`, or for `evidence-measurement`, as some spreadsheets name a sheet that they export."""
    said = {normal(name), normal(re.split(r"[\s_-]", name)[-1])}
    return next((kind for kind in known if said & {normal(kind), normal(kind) + "s", normal(kind)[:-1] + "ies"}), None)


def kind_of(row: Row, column: str | None, known: Iterable[str]) -> str | None:
    said = row.cells.get(column or "")
    return said and (kind_named(said, known) or said)


def fields(rows: Rows, table: Table, kinds: list[Form], says: str | None) -> dict[str, tuple[str, str]]:
    """The field behind each column, and what separates several values in its cells."""
    found: dict[str, tuple[str, str]] = {}
    every = {one.name: one for form in kinds for one in form.fields}
    for name, place in table.columns.items():
        if name in (says, column_named(table, SHORT_NAME)) or not kinds:
            continue
        robot = table.robot.get(name, "")
        meant = field_named(name, every) or field_of_robot(robot, every)
        if meant is None:
            rows.problems.append(place.problem(unknown_column(name, kinds, every)))
        elif other := next((one for one, (taken, _) in found.items() if taken == meant), None):
            fault = Fault("doubled-column", f"{name!r} and {other!r} are the same field {meant!r}", "keep one of the two")
            rows.problems.append(place.problem(fault))
        else:
            separator = robot.partition("SPLIT=")[2] or SPLIT
            found[name] = meant, separator if every[meant].many else ""
    return found


def unknown_column(name: str, kinds: list[Form], every: Mapping[str, Field]) -> Fault:
    near = nearest(name, every)
    fix = f"use {', '.join(every)}; a column whose name begins with {REMARK} is skipped"
    kind = " or ".join(form.kind for form in kinds)
    return Fault("column", f"{name!r} is no column of {kind}", f"did you mean {near[0]}?" if near else fix)


def field_named(name: str, every: Mapping[str, Field]) -> str | None:
    """By the field's name, or by its property as `si:hasAnode`."""
    plain = name.strip(" *")
    iri = expand(plain)
    return next((one.name for one in every.values() if normal(one.name) == normal(plain) or (iri and one.predicate == iri)), None)


def field_of_robot(text: str, every: Mapping[str, Field]) -> str | None:
    bare = text.partition(" SPLIT=")[0]
    found = ROBOT.fullmatch(text)
    said = found["property"].strip() if found else bare
    by_word = OF_ROBOT.get(said)
    return by_word if by_word in every else field_named(said, every) if found else None


def read_row(rows: Rows, table: Table, row: Row, form: Form | None, kind: str, columns: Mapping[str, tuple[str, str]]) -> None:
    values: dict[str, tuple[str, ...]] = {}
    places = {WHOLE: next(iter(table.columns.values()))._replace(row=row.number).whole_row}
    for name, (meant, separator) in columns.items():
        place = table.place(row, name)
        places[meant] = str(place)
        if name in row.cells:
            text = row.cells[name]
            if fault := damage_of(text, form, meant):
                rows.problems.append(place.problem(fault))
            else:
                values[meant] = tuple(part.strip() for part in text.split(separator)) if separator else (text,)
        if name in {*row.damaged, *row.cells} and meant not in values:
            rows.damaged.add(str(place))
    entry = Entry(kind, values, places, called_by(rows, table, row))
    if fault := lost_sign(entry):
        rows.problems.append(EntryProblem(entry.place("value"), *fault))
    rows.entries.append(entry)


def called_by(rows: Rows, table: Table, row: Row) -> str:
    """The row's short name, which no other row may have."""
    column = column_named(table, SHORT_NAME)
    called = row.cells.get(column or "", "")
    if not called:
        return ""
    place = table.place(row, column)
    other = rows.called.setdefault(called.casefold(), str(place))
    if other != str(place):
        fault = Fault("short-name", f"{called!r} is the name of {other} already", "give each row a name of its own")
        rows.problems.append(place.problem(fault))
    return called


def damage_of(text: str, form: Form | None, meant: str) -> Fault | None:
    wanted = form and form.field(meant)
    if wanted is None:
        return None
    if wanted.accepts.form == forms.QUANTITY:
        return damage.in_quantity(text)
    return damage.in_number(text) if wanted.accepts.form in NUMBERS else None


def lost_sign(entry: Entry) -> Fault | None:
    value, printed = entry.one("value"), entry.one("printed")
    return damage.lost_sign(value, printed) if value and printed else None
