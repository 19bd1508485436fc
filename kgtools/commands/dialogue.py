"""The questions of `add` in a terminal: one field after another, each answer checked at once, with what exists as suggestions."""

from collections.abc import Iterable

import click

from ..entries.entry import Entry
from ..entries.forms import CHOICE, CLASS, INTEGER, NUMBER, QUANTITY, THING, YES_NO, Field, Form
from ..entries.given import OF_PUBLICATION, given_entries
from ..entries.kinds import KINDS
from ..entries.values import Refused, line, number, quantity, whole, yes
from ..extend.concepts import check_names, definition
from ..extend.draft import Draft
from ..extend.numbers import printed_of

READERS = {NUMBER: number, INTEGER: whole, QUANTITY: quantity, YES_NO: yes}
PLACE = ("section", "paragraph", "exact")
ENOUGH = 40  # suggestions that are shown at once


def entries(where, group: str, kind: str | None, values: dict, dry_run: bool) -> tuple[list[Entry], bool]:
    """The entries that were answered, and whether they are only to be shown."""
    from ..turtle import sources

    draft = Draft(sources.read(where))
    kind = kind or choose("What do you want to add?", [name for name, row in KINDS.items() if row[0] == group])
    given_entries(group, kind, values)  # stops at a kind that there is none of
    form = draft.forms[kind]
    click.echo(f"{form.title}: {form.help}\nEnter skips what need not be given, ? shows what can be said.")
    answered = dict(values)
    for field in asked(form):
        if field.name not in answered:
            fill(draft, form, field, answered)
    if form.field("source") and "source" in answered:
        ask_place(draft, form, answered)
    ask_more(draft, form, answered)
    if not dry_run and not click.confirm("Write it, if nothing is wrong?", default=True):
        dry_run = True
    return given_entries(group, kind, answered), dry_run


def asked(form: Form) -> Iterable[Field]:
    """What must be given, then what a concept of this kind is mostly asked for."""
    relations = {"mitigates", "leads-to", "component", "where", "synonym", "cell", "material", "condition", "cycle"}
    wanted = [field for field in form.fields if (field.required or field.name in relations) and field.name not in PLACE]
    return sorted(wanted, key=lambda field: (field.name == "source", not field.required))


def choose(question: str, known: list[str]) -> str:
    while True:
        said = click.prompt(f"{question} ({', '.join(known)})").strip().lower()
        if said in known:
            return said
        click.echo(f"  {said!r} is none of them")


def fill(draft: Draft, form: Form, field: Field, answered: dict) -> None:
    """Ask for one field until what is said can be taken."""
    found: list[str] = []
    while True:
        hint = f", such as {field.example}" if field.example and not found else ""
        said = click.prompt(
            f"{field.name} - {field.help}{hint}" if not found else f"another {field.name}", default="", show_default=False
        ).strip()
        if said == "?":
            click.echo("  " + suggestions(draft, field))
        elif said:
            if not fault(draft, form, field, said, answered):
                found.append(said)
        elif field.required and not found:
            click.echo(f"  a {form.kind} needs its {field.name}")
        if (found and not field.many) or (not said and (found or not field.required)):
            break
    if found:
        answered[field.name] = tuple(found)


def suggestions(draft: Draft, field: Field) -> str:
    known = draft.names.words(field.accepts)
    if not known:
        return f"{field.help}{', such as ' + field.example if field.example else ''}"
    return ", ".join(known[:ENOUGH]) + (f" and {len(known) - ENOUGH} more" if len(known) > ENOUGH else "")


def fault(draft: Draft, form: Form, field: Field, said: str, answered: dict) -> bool:
    """Whether an answer cannot be taken; says why."""
    try:
        check(draft, form, field, said)
    except Refused as refused:
        click.echo(f"  {refused.message}, {refused.fix}")
        return True
    if form.group == "concepts" and field.name in ("label", "synonym"):
        return is_there(draft, form, field, said, answered)
    return False


def check(draft: Draft, form: Form, field: Field, said: str) -> None:
    line(said)
    if field.accepts.form in (THING, CLASS):
        draft.names.thing(said, field.accepts)
    elif field.accepts.form in READERS:
        READERS[field.accepts.form](said)
    elif field.accepts.form == CHOICE and said.casefold() not in {word.casefold() for word in field.accepts.choices}:
        raise Refused("choice", f"{said!r} is none of the words to choose from", f"use {', '.join(field.accepts.choices)}")
    elif field.name == "definition":
        definition(said, "")


def is_there(draft: Draft, form: Form, field: Field, said: str, answered: dict) -> bool:
    """Whether the name is taken; one that is only like another may be kept with a reason."""
    draft.problems.clear()
    known = {"label": (said,)} if field.name == "label" else {"synonym": (said,)}
    check_names(
        draft, Entry(form.kind, {**known, **{name: answered[name] for name in ("even-if-similar",) if name in answered}}), said
    )
    for problem in draft.problems:
        click.echo(f"  {problem.message}")
    if any(problem.rule != "similar" for problem in draft.problems):
        return True
    if draft.problems:
        reason = click.prompt("  Why is it another thing? (Enter to say another name)", default="", show_default=False).strip()
        if not reason:
            return True
        answered["even-if-similar"] = (reason,)
    return False


def ask_place(draft: Draft, form: Form, answered: dict) -> None:
    """The place in a publication; of one that is not there yet, also what it is."""
    source = Entry(form.kind, {"source": answered["source"]})
    if not draft.is_publication(source):
        if form.group == "concepts" and click.confirm("There is no such publication. Is the concept your own?", default=True):
            return
        click.echo("Then the publication is added with it.")
        for field in draft.forms["publication"].fields:
            if field.name in OF_PUBLICATION and field.name not in answered:
                fill(draft, draft.forms["publication"], field, answered)
    for name in PLACE:
        if form.field(name) and name not in answered and not (name == "exact" and printed_of(draft, Entry(form.kind, answered))):
            fill(draft, form, form.field(name), answered)


def ask_more(draft: Draft, form: Form, answered: dict) -> None:
    """Relations rest on evidence; anything else is asked for by name."""
    relations = [name for name in answered if (one := form.field(name)) and one.predicate in draft.relations]
    if relations and form.field("evidence") and "evidence" not in answered:
        fill(draft, form, form.field("evidence"), answered)
    while rest := [field.name for field in form.fields if field.name not in answered]:
        name = click.prompt(f"Anything else? ({', '.join(rest)}; Enter for no)", default="", show_default=False).strip()
        if not name:
            return
        if form.field(name):
            fill(draft, form, form.field(name), answered)
