"""Tables to fill in: one sheet for each kind of record, made from the forms, with what the graph offers to choose from.

The first row names the columns, the second holds ROBOT's template strings (ID, AL skos:prefLabel@en, I si:hasAnode
SPLIT=| ...), the third explains, the fourth is an example. The last two begin with `#`, so an import skips them. What
that gives up: ROBOT has no way to skip a row, so it wants the two deleted.
"""

import csv
import io
from dataclasses import dataclass

from ..entries import forms
from ..entries.forms import Accepts, Field
from ..entries.spreadsheet import Column, Sheet
from ..entries.table_rows import SHORT_NAME, SPLIT
from ..entries.tables import REMARK
from ..names import PREFIXES, expand, shorten
from ..turtle.sources import Sources
from .known_names import Names

GROUPS = ("concepts", "evidence")
BY_NAME = f"{REMARK} a name of your own for the row, such as m1, by which other rows speak of it; it is not kept"
CALLED = Column(SHORT_NAME, "", BY_NAME, f"{REMARK} example")


@dataclass(frozen=True)
class Template:
    """The sheets of one group of kinds."""

    sheets: list[Sheet]

    def workbook(self) -> bytes:
        from ..entries import spreadsheet

        return spreadsheet.write(self.sheets)

    def texts(self) -> dict[str, bytes]:
        """A CSV for each sheet, by its file name."""
        return {f"{sheet.name}.csv": as_csv(sheet) for sheet in self.sheets}


def make(sources: Sources, group: str) -> Template:
    names = Names(sources)
    every = (form for form in forms.of(sources).values() if form.group == group)
    return Template([Sheet(form.kind, (CALLED, *(column(field, names) for field in form.fields))) for form in every])


def column(field: Field, names: Names) -> Column:
    return Column(field.name, robot(field), about(field), example(field), offers(field, names),
                  strict=not field.many and field.accepts.form == forms.CHOICE,
                  number=field.accepts.form in (forms.NUMBER, forms.INTEGER), required=field.required)


def offers(field: Field, names: Names) -> tuple[str, ...]:
    """What the drop-down shows: the words that the field accepts, as far as they can be listed."""
    if field.accepts.form == forms.YES_NO:
        return ("yes", "no")
    accepts = Accepts(forms.THING, (expand("si:Publication"),)) if field.name == "source" else field.accepts
    shared = shared_labels(accepts, names)
    words = (one for word in names.words(accepts) for one in shared.get(word, [word]))
    return tuple(word for word in words if SPLIT not in word)


def shared_labels(accepts: Accepts, names: Names) -> dict[str, list[str]]:
    """Labels that several of the things have, with the ids that tell these apart."""
    found: dict[str, list[str]] = {}
    for name in names.members(accepts.classes) if accepts.form == forms.THING else ():
        found.setdefault(names.label(name), []).append(shorten(name))
    return {label: ids for label, ids in found.items() if len(ids) > 1}


def example(field: Field) -> str:
    """Written as a curator writes it."""
    return shorten(field.example) if field.example.startswith("http") else field.example


def about(field: Field) -> str:
    often = f"; several with {SPLIT} between them" if field.many and "several" not in field.help else ""
    return f"{'Required: ' if field.required else ''}{field.help}{often}"


def robot(field: Field) -> str:
    """ROBOT's template string for the column; empty where it has none."""
    more = f" SPLIT={SPLIT}" if field.many else ""
    if field.name == "id":
        return "ID"
    if field.name == "type":
        return "TYPE"
    if field.predicate == expand("rdfs:subClassOf"):
        return "SC %" + more
    if not field.predicate:
        return ""
    in_words = not field.predicate.startswith((PREFIXES["si"], PREFIXES["oa"])) and field.accepts.form == forms.TEXT
    return (f"AL {shorten(field.predicate)}@en" if in_words else f"I {shorten(field.predicate)}") + more


def as_csv(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(zip(*((column.name, column.robot, column.about, column.example) for column in sheet.columns)))
    return text.getvalue().encode("utf-8-sig")
