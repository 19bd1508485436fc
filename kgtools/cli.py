"""The command line: parse, call, print. Exit codes: 0 fine, 1 the data has errors, 2 could not run.

Heavy packages are imported by the commands that need them; asking starts with pyoxigraph and click alone.
"""

import functools
import os
import shutil
import sys
from pathlib import Path

import click

from . import __version__, cli_export, places
from .arguments import is_under, parameters, relative
from .problems import COULD_NOT_RUN, DATA_HAS_ERRORS, BadData, Problem, Stop, count_of

FORMATS = ("table", "json", "csv", "tsv", "markdown")
format_option = click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print the answer.")


class Commands(click.Group):
    """Turns what the user can put right into a message and an exit code, never a traceback."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except BadData as bad:
            show_problems(bad.problems)
            ctx.exit(bad.exit_code)
        except Stop as stop:
            for line in str(stop).splitlines():
                click.echo(f"kgtools: {line}", err=True)
            ctx.exit(stop.exit_code)
        except BrokenPipeError:
            # The reader (`| head`) has left; a second attempt to write at exit would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            click.echo(f"kgtools: {error.filename or 'a file'} cannot be read or written ({error.strerror})", err=True)
            ctx.exit(COULD_NOT_RUN)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kgtools")
@click.pass_context
def main(ctx):
    """Silicon anodes for all-solid-state batteries: mechanisms, strategies and the evidence behind them."""
    ctx.obj = open_store


main.add_command(cli_export.export)
main.add_command(cli_export.plot)


@main.command()
@click.option("--no-hermit", is_flag=True, help="Leave out the classification by HermiT (about 3 s when the ontology changed).")
@click.option("--again", is_flag=True, help="Build even if nothing has changed.")
def build(no_hermit: bool, again: bool):
    """Read, classify, materialise, validate and publish the graph."""
    from . import build as building

    made = building.build(places.find(), hermit=not no_hermit, again=again, progress=show_step)
    verb = "nothing has changed since the last build:" if made.get("unchanged") else "built:"
    records = made["records"]
    click.echo(f"{verb} {made['triples']['asserted']:,} triples asserted, {made['triples']['inferred']:,} inferred, "
               f"{records.get('Claim', 0):,} claims, {records.get('Measurement', 0):,} measurements")


@main.command()
@click.argument("paths", nargs=-1)
@click.option("--hermit", is_flag=True, help="Also ask HermiT for contradictions and impossible classes.")
def check(paths: tuple[str, ...], hermit: bool):
    """Find every problem of the sources; with PATHS only those of these files or folders."""
    from . import build as building

    where = places.find()
    examined = building.examine(where, hermit=hermit, progress=show_step)
    wanted = [relative(where, path) for path in paths]
    found = [problem for problem in examined.problems if not wanted or any(is_under(problem.path, path) for path in wanted)]
    if found:
        raise BadData(found)
    click.echo("no problems")


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; --NAME VALUE does the same.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="A file with a SPARQL query of your own.")
@click.option("--list", "listed", is_flag=True, help="List the questions of the library.")
@click.option("--tag", help="With --list: only those with this tag.")
@format_option
@click.pass_context
def query(ctx, name: str | None, params: tuple[str, ...], file: Path | None, listed: bool, tag: str | None, form: str):
    """Put a query of the library, or one from a file, to the graph."""
    from . import library, lookup, render

    if listed or tag:
        return click.echo(render.render(library.overview(library.read(places.find()).tagged(tag)), form))
    given = parameters([*params], ctx.args)
    if (name is None) == (file is None):
        raise Stop("name a query of the library or a --file", "`kgtools list queries` shows the library")
    where = places.find()
    asked = library.read_file(file) if file else found_query(where, name)
    store = open_store(where)
    click.echo(render.render(answered(store, asked, lookup.bindings(store, asked, given)), form))


@main.command()
@click.argument("words", nargs=-1, required=True)
def ask(words: tuple[str, ...]):
    """Find the named questions nearest to WORDS, and say how to run them."""
    from . import asking, library

    found = asking.suggest(library.read(places.find(), "questions").queries, " ".join(words))
    if not found:
        raise Stop(f"no question of the library has to do with {' '.join(words)!r}", "use other words, or see `kgtools list queries`")
    for one in found:
        click.echo(f"{one.query.title}\n    {one.query.question}\n    {one.command}")


@main.command(name="list")
@click.argument("kind", required=False)
@format_option
def list_(kind: str | None, form: str):
    """List mechanisms, strategies, anodes, electrolytes, queries ...; without KIND, what can be listed."""
    from . import library, render

    where = places.find()
    lists = library.read(where, "lists")
    if kind is None:
        return click.echo("\n".join(f"{name:<16}{title}" for name, title in kinds(lists)))
    if kind == "queries":
        return click.echo(render.render(library.overview(library.read(where)), form))
    asked = next((found for found in lists.queries if found.name == kind.lower()), None)
    if asked is None:
        raise library.unknown("list", kind, [name for name, _ in kinds(lists)], "`kgtools list` shows all")
    click.echo(render.render(answered(open_store(where), asked), form))


@main.command()
@click.argument("mechanism")
@click.option("--depth", type=click.IntRange(0), help="At most this many causal steps upstream.")
@click.option("--brief", is_flag=True, help="The short form: names of strategies only.")
@click.option("--all", "full", is_flag=True, help="Every causal path of every strategy, and every harm in words.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv", "markdown")), default="text", show_default=True)
def trace(mechanism: str, depth: int | None, brief: bool, full: bool, form: str):
    """Which strategies act on MECHANISM (an id, label or synonym), directly or upstream, and on what evidence."""
    from . import library, render
    from . import trace as tracing
    from .evidence import Evidence

    where = places.find()
    evidence = Evidence(open_store(where), library.read(where, "trace"))
    found = tracing.trace(evidence, tracing.find(evidence, mechanism), depth)
    click.echo(render.trace(found, form, brief, full, width=min(shutil.get_terminal_size().columns, 120)))


@main.command()
@click.option("--section", "sections", multiple=True, help='Only this section, such as "3.3" or "Table 1"; may be repeated.')
@click.option("--source", type=click.Path(path_type=Path), help="The article's text file.")
def verify(sections: tuple[str, ...], source: Path | None):
    """Compare the graph with the article's text: places, printed figures, references, coverage."""
    from . import verify as verifying

    report = verifying.run(source, [places.find().graph], sections)
    for line in (*report.problems, *report.uncovered, *verifying.coverage_report(report)):
        click.echo(str(line))
    if not report.fine:
        sys.exit(DATA_HAS_ERRORS)


@main.command()
def report():
    """Report on the ontology: labels, definitions, hierarchy, headers, units; warnings are settled in the ontology."""
    from . import audit

    found = audit.run(places.find())
    for finding in found.findings:
        click.echo(str(finding))
    click.echo(found.summary, err=bool(found.findings))
    if found.count(audit.ERROR):
        sys.exit(DATA_HAS_ERRORS)


def found_query(where: places.Places, name: str):
    from . import library

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


def open_store(where: places.Places):
    """The published graph, built first if there is none or the sources have changed since."""
    from . import publication, store

    if not publication.is_current(where):
        rebuild(where)
    return store.load(where)


def rebuild(where: places.Places) -> None:
    """Sources with problems do not keep a question from being answered by the last good build."""
    from . import build as building
    from . import publication

    has_good_one = publication.manifest(where) is not None
    bad = publication.failed_before(where) if has_good_one else None
    try:
        if bad is None:
            return building.build(where, progress=show_step)
    except BadData as found:
        if not has_good_one:
            raise
        bad = str(found)
    click.echo(f"kgtools: the sources have {bad} (`kgtools check` shows them), so this is the answer of the last good build", err=True)


def kinds(lists) -> list[tuple[str, str]]:
    return sorted([*((query.name, query.title) for query in lists.queries), ("queries", "The queries of the library")])


def show_problems(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem))
    click.echo(count_of(problems), err=True)


def show_step(step) -> None:
    """One line for each step on stderr, when it ends; where someone watches, a sign of life until then."""
    if step.seconds is None:
        if sys.stderr.isatty():
            spinner().update(f"{step.name} ...")
            spinner().start()
        return
    if sys.stderr.isatty():
        spinner().stop()
    click.echo(f"{step.name:<12}{step.detail:<64}{step.seconds:6.1f} s", err=True)


@functools.cache
def spinner():
    from rich.console import Console

    return Console(stderr=True).status("")
