"""The commands about versions: `diff` tells what differs between two of them, `release` makes one."""

import json

import click

from . import arguments

COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="JSON is for the next program.")
@click.option("--no-inferred", is_flag=True, help="Leave out what follows.")
def diff(old: str | None, new: str | None, form: str, no_inferred: bool):
    """Tell in sentences what differs between two versions: git revisions, folders or files.

    OLD is the last commit and NEW the working tree where they are not given.
    """
    from ..versions import comparing, difference

    compared = comparing.compare(arguments.where(), old, new, inferred=not no_inferred)
    if form == "json":
        data = difference.as_data(compared.found, compared.old, compared.new, compared.note)
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for line in lines(compared):
        click.echo(line)
    if compared.note:
        click.echo(f"kgtools: {compared.note}", err=True)


def lines(compared):
    from ..versions import difference

    found = compared.found
    if found.is_none:
        yield f"no difference in meaning between {compared.old} and {compared.new}"
        return
    yield click.style(f"WHAT IS SAID, from {compared.old} to {compared.new}: {difference.counted(found.asserted) or 'the same'}", bold=True)
    for item in found.asserted:
        yield click.style(str(item), fg=COLOURS[item.change]) + (f"   {item.place}" if item.place else "")
    if found.came or found.went:
        yield ""
        yield click.style(f"WHAT FOLLOWS: {len(found.came)} came, {len(found.went)} went", bold=True)
        yield from (click.style(f"+ {sentence}", fg="green") for sentence in found.came)
        yield from (click.style(f"- {sentence}", fg="red") for sentence in found.went)


@click.command()
@click.argument("version")
def release(version: str):
    """Make VERSION, such as 0.2.0: check and build, list the names that may not vanish, write the number everywhere.

    Commit and tag what it has written; the change log says under "Unreleased" what is new.
    """
    from datetime import date

    from ..versions import release as releasing
    from .published import show_step

    made = releasing.release(arguments.where(), version, date.today(), progress=show_step)
    click.echo(f"release {made.version}: {made.names:,} names in {made.files[0]}; the number is in {', '.join(made.files[1:])}")
