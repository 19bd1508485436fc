"""The commands that add: `add concept` and `add evidence`, by flags, or asked one after another in a terminal."""

import sys
from pathlib import Path

import click

from ..entries.given import OF_PUBLICATION, given_entries
from ..entries.kinds import CONCEPTS, EVIDENCE, KINDS
from ..problems import DATA_HAS_ERRORS, Problem, count_of
from . import arguments

ALSO = {"mitigates": ("--acts-on",)}
SHOWN = 6  # questions, members and links that are shown of each


class FormCommand(click.Command):
    """A command whose flags are the fields of the forms; its help tells of one kind, or of all in short."""

    def __init__(self, *args, group: str, **settings):
        super().__init__(*args, **settings)
        self.group = group
        for name in field_names(group):
            self.params.append(
                click.Option([f"--{name}", *ALSO.get(name, ()), name.replace("-", "_")], multiple=True, metavar="TEXT")
            )

    def parse_args(self, ctx, args):
        ctx.meta["kgtools.typed"] = list(args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx, formatter):
        typed = ctx.meta.get("kgtools.typed", [])
        known = forms_here()
        kind = next((word for word in typed if known.get(word) and known[word].group == self.group), None)
        with formatter.section(
            f"Fields of a {kind} (* must be given, + may be repeated)" if kind else "Kinds, and what each must have"
        ):
            formatter.write_dl(
                fields_of(known[kind])
                if kind
                else [
                    (one.kind, ", ".join(f"--{field.name}" for field in one.fields if field.required))
                    for one in known.values()
                    if one.group == self.group
                ]
            )
        if not kind:
            formatter.write_text(f"\n`kgtools add {ctx.info_name} --kind KIND --help` tells of all fields of a kind.")
        with formatter.section("Options"):
            formatter.write_dl([record for one in self.get_params(ctx) if not one.multiple or one.name in ("kind", "extra")
                                if (record := one.get_help_record(ctx))])


def field_names(group: str) -> list[str]:
    names = [row.split()[0] for kind in KINDS.values() if kind[0] == group for row in kind[2]]
    return list(dict.fromkeys([*names, *OF_PUBLICATION]))


def forms_here():
    from .. import places
    from ..entries import forms
    from ..turtle import sources

    return forms.of(sources.read(places.find()))


def fields_of(form) -> list[tuple[str, str]]:
    return [(f"--{field.name}{' *' if field.required else ''}{' +' if field.many else ''}",
             field.help + (f" (such as {field.example})" if field.example else "")) for field in form.fields]


@click.group()
def add():
    """Add a concept or evidence: checked, drafted in house form, judged as a whole, and only then written."""


def adding(group: str, name: str):
    """The two commands have the same flags around those of their fields."""
    def command(function):
        for option in (
            click.option("--dry-run", is_flag=True, help="Show the Turtle and what it would change; write nothing."),
            click.option(
                "--into",
                type=click.Path(path_type=Path, dir_okay=False),
                help="Write into a Turtle file of your own, not into graph/.",
            ),
            click.option("--ask", is_flag=True, help="Ask for what is not given; without any flag this is what a terminal does."),
            click.option("--no-hermit", is_flag=True, help="Leave out the classification by HermiT."),
            click.option("--kind", help=f"What to add: {', '.join(kind for kind, row in KINDS.items() if row[0] == group)}."),
        ):
            function = option(function)
        return add.command(name, cls=FormCommand, group=group)(function)
    return command


@adding(CONCEPTS, "concept")
def concept(**given):
    """Add a mechanism, strategy, driver, material, anode ..., or a class or metric of the ontology."""
    run(CONCEPTS, **given)


@adding(EVIDENCE, "evidence")
def evidence(**given):
    """Add a publication, or a cell, condition, measurement, comparison, claim or passage of one."""
    run(EVIDENCE, **given)


def run(group: str, kind: str | None, ask: bool, into: Path | None, dry_run: bool, no_hermit: bool, **fields) -> None:
    from ..extend import adding as additions

    where = arguments.where()
    values = {name.replace("_", "-"): tuple(said) for name, said in fields.items() if said}
    if ask or (not values and sys.stdin.isatty()):
        from . import dialogue

        entries, dry_run = dialogue.entries(where, group, kind, values, dry_run)
    else:
        entries = given_entries(group, kind, values)
    into = into.resolve() if into else None
    show(where, additions.add(where, entries, into, dry_run, not no_hermit), into, dry_run)


def show(where, outcome, into: Path | None = None, dry_run: bool = False) -> None:
    """What an addition did, or why it did nothing; the end of every command that adds."""
    if outcome.problems:
        show_refused(outcome.problems)
    from ..extend import changes

    changed = changes.of(outcome)
    if dry_run:
        for path, blocks in outcome.drafts.blocks.items():
            click.echo(f"{path}\n\n" + "\n".join(made.block.text() for _, _, made in blocks))
    elif into is None:
        changes.ask(where, changes.graph_after(where), changed)
    counted = f"{number_of(changed, 'record')} in {number_of(outcome.drafts.texts, 'file')}"
    click.echo(f"{'would add' if dry_run else 'added'} {counted}; no problems")
    for one in changed:
        show_changed(one)
    if into is not None and not dry_run:
        click.echo(f"read it together with the graph by `--with {where.relative(into)}`")


def show_refused(problems: list) -> None:
    for problem in problems:
        click.echo(str(problem))
    files = [one for one in problems if isinstance(one, Problem)]
    counted = number_of(problems, "problem")
    if len(files) == len(problems):
        counted = f"{count_of(files)} (none of them in what was to be added: `kgtools check` shows what was wrong before)"
    click.echo(f"{counted}; nothing was written", err=True)
    sys.exit(DATA_HAS_ERRORS)


def number_of(things, noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) != 1)}"


def show_changed(one) -> None:
    click.echo(f"\n{one.name}{f' ({one.label})' if one.label != one.name else ''}\n  stands in {one.place}")
    for title, found in (
        ("the reasoner finds that it is", one.kinds),
        ("the reasoner puts in it", one.members),
        ("it follows that", one.links),
    ):
        if found:
            click.echo(f"  {title}: {', '.join(found[:SHOWN])}{more(found)}")
    for question in one.questions[:SHOWN]:
        click.echo(f"  found by: {question.command} ({question.rows} row{'s' * (question.rows != 1)})")
    if rest := one.questions[SHOWN:]:
        click.echo(f"  and by: {', '.join(question.command.split()[2] for question in rest)}")
    if one.shapes:
        click.echo(f"  checked by: {', '.join(one.shapes)}")


def more(found: list) -> str:
    return f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
