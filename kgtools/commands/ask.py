"""The commands that put questions to the graph: `query`, `ask`, `list` and `trace`."""

import shutil
from pathlib import Path

import click

from ..places import Places
from ..problems import BadData, Stop
from . import arguments
from .published import open_store

FORMATS = ("table", "json", "csv", "tsv", "markdown")
format_option = click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print the answer.")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; --NAME VALUE does the same.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="A file with a SPARQL query of your own.")
@click.option("--list", "listed", is_flag=True, help="List the questions of the library.")
@click.option("--tag", help="With --list: only those with this tag.")
@format_option
@click.pass_context
def query(ctx, name: str | None, params: tuple[str, ...], file: Path | None, listed: bool, tag: str | None, form: str):
    """Put a query of the library, or one from a file, to the graph."""
    from ..querying import library, lookup
    from . import render

    if listed or tag:
        return click.echo(render.render(library.overview(library.read(arguments.where()).tagged(tag)), form))
    given = arguments.parameters([*params], ctx.args)
    if (name is None) == (file is None):
        raise Stop("name a query of the library or a --file", "`kgtools list queries` shows the library")
    where = arguments.where()
    asked = library.read_file(file) if file else found_query(where, name)
    store = open_store(where)
    click.echo(render.render(answered(store, asked, lookup.bindings(store, asked, given)), form))


@click.command()
@click.argument("words", nargs=-1, required=True)
def ask(words: tuple[str, ...]):
    """Find the named questions nearest to WORDS, and say how to run them."""
    from ..querying import asking, library, lookup

    where = arguments.where()
    store = open_store(where)
    found = asking.suggest(library.read(where, "questions").queries, " ".join(words), lambda parameter: lookup.values(store, parameter))
    if not found:
        raise Stop(f"no question of the library has to do with {' '.join(words)!r}", "use other words, or see `kgtools list queries`")
    for one in found:
        click.echo(f"{one.title}\n    {one.question}\n    {one.command}")


@click.command(name="list")
@click.argument("kind", required=False)
@format_option
def list_(kind: str | None, form: str):
    """List mechanisms, strategies, anodes, electrolytes, queries ...; without KIND, what can be listed."""
    from ..querying import library
    from . import render

    where = arguments.where()
    lists = library.read(where, "lists")
    if kind is None:
        return click.echo("\n".join(f"{name:<16}{title}" for name, title in kinds(lists)))
    if kind == "queries":
        return click.echo(render.render(library.overview(library.read(where)), form))
    asked = next((found for found in lists.queries if found.name == kind.lower()), None)
    if asked is None:
        raise library.unknown("list", kind, [name for name, _ in kinds(lists)], "`kgtools list` shows all")
    click.echo(render.render(answered(open_store(where), asked), form))


@click.command()
@click.argument("mechanism")
@click.option("--depth", type=click.IntRange(0), help="At most this many causal steps upstream.")
@click.option("--brief", is_flag=True, help="The short form: names of strategies only.")
@click.option("--all", "full", is_flag=True, help="Every causal path of every strategy, and every harm in words.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv", "markdown")), default="text", show_default=True)
def trace(mechanism: str, depth: int | None, brief: bool, full: bool, form: str):
    """Which strategies act on MECHANISM (an id, label or synonym), directly or upstream, and on what evidence."""
    from ..querying import library
    from ..tracing import trace as tracing
    from ..tracing.evidence import Evidence
    from . import render

    where = arguments.where()
    evidence = Evidence(open_store(where), library.read(where, "trace"))
    found = tracing.trace(evidence, tracing.find(evidence, mechanism), depth)
    click.echo(render.trace(found, form, brief, full, width=min(shutil.get_terminal_size().columns, 120)))


def found_query(where: Places, name: str):
    from ..querying import library

    read = library.read(where)
    found = read.find(name)
    if faults := [problem for problem in read.problems if problem.path == found.path]:
        raise BadData(faults)
    return found


def answered(store, asked, bound=None):
    """The answer, without the columns that a query selects only to have a parameter bound."""
    try:
        return store.ask(asked.text, bound).without(asked.parameters.keys() - asked.columns.keys())
    except (SyntaxError, RuntimeError) as error:
        raise Stop(f"{asked.path}: {error}", "correct the SPARQL") from error


def kinds(lists) -> list[tuple[str, str]]:
    return sorted([*((query.name, query.title) for query in lists.queries), ("queries", "The queries of the library")])
