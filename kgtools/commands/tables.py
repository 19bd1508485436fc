"""The commands for tables: `template` writes one to fill in, `import` reads it back."""

from pathlib import Path

import click

from ..problems import Stop
from . import arguments


@click.command()
@click.argument("group", type=click.Choice(("concepts", "evidence")))
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="A workbook (.xlsx), or a folder for a CSV of each sheet; GROUP.xlsx by default.")
@click.option("--force", is_flag=True, help="Replace what exists.")
def template(group: str, output: Path | None, force: bool):
    """Write tables to fill in: a sheet for each kind of record, with explanations, an example and drop-downs."""
    from ..building import publication
    from ..export import exporting
    from ..extend import templates
    from ..turtle import sources

    output = output or Path(f"{group}.xlsx")
    if output.suffix.lower() in (".csv", ".tsv", ".xls", ".ods"):
        raise Stop(f"a template has several tables, and {output} is one file",
                   f"name a folder for a CSV of each, or {output.stem}.xlsx")
    made = templates.make(sources.read(arguments.where()), group)
    workbook = output.suffix.lower() == ".xlsx"
    files = {output: b""} if workbook else {output / name: data for name, data in made.texts().items()}
    if not workbook:
        output.mkdir(parents=True, exist_ok=True)
    exporting.check(list(files), force)
    for path, data in files.items():
        publication.write(path, made.workbook() if workbook else data)
    sheets = ", ".join(sheet.name for sheet in made.sheets)
    click.echo(f"{output}: {sheets}; fill in below the example, then `kgtools import {output}`")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", help="What the rows are where neither the table's name nor a column `kind` says it.")
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False),
              help="Write into a Turtle file of your own, not into graph/.")
@click.option("--dry-run", is_flag=True, help="Show the Turtle and what it would add, in sentences; write nothing.")
@click.option("--no-hermit", is_flag=True, help="Leave out the classification by HermiT.")
def import_(paths: tuple[Path, ...], kind: str | None, into: Path | None, dry_run: bool, no_hermit: bool):
    """Add what tables hold (.csv, .tsv, .xlsx, or a folder of them): all of it, or, if anything is wrong, nothing."""
    from ..extend import importing
    from . import add

    where = arguments.where()
    into = into.resolve() if into else None
    found = importing.run(where, paths, kind, into, dry_run, not no_hermit)
    for note in found.notes:
        click.echo(f"kgtools: {note}", err=True)
    if found.outcome.problems:
        return add.show(where, found.outcome)
    if dry_run:
        show_turtle(found.outcome)
    published = into is None and not dry_run and not no_hermit
    show_records(where if published else None, found.outcome, "would add" if dry_run else "added")
    click.echo(f"{'would add' if dry_run else 'added'} {found.held}; no problems")
    if into and not dry_run:
        click.echo(f"read it together with the graph by `--with {where.relative(into)}`")


def show_turtle(outcome) -> None:
    for path, blocks in outcome.drafts.blocks.items():
        click.echo(f"# {path}\n\n" + "\n".join(made.block.text() for _, _, made in blocks))


def show_records(where, outcome, verb: str) -> None:
    """A sentence for each record, and below it what the reasoner makes of it, and the questions where the graph is published."""
    from ..extend import changes, importing
    from . import add

    told, changed = importing.told(outcome), changes.of(outcome)
    if where is not None:
        changes.ask(where, changes.graph_after(where), changed)
    for one in changed:
        if one.name in told:
            click.echo(f"{verb} the {told[one.name]}")
            for title, found in (("which is", one.kinds), ("which takes in", one.members), ("so that", one.links),
                                 ("found by", [question.command for question in one.questions])):
                if found:
                    click.echo(f"    {title}: {', '.join(found[:add.SHOWN])}{add.more(found)}")
