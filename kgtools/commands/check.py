"""The commands that look at the sources: `build`, `check`, `verify` and `report`."""

import sys
from pathlib import Path

import click

from ..problems import DATA_HAS_ERRORS, BadData
from . import arguments
from .published import show_step


@click.command()
@click.option("--no-hermit", is_flag=True, help="Leave out the classification by HermiT (about 3 s when the ontology changed).")
@click.option("--again", is_flag=True, help="Build everything anew, even if nothing has changed.")
def build(no_hermit: bool, again: bool):
    """Read, classify, materialise, validate and publish the graph."""
    from ..building import build as building

    made = building.build(arguments.where(), hermit=not no_hermit, again=again, progress=show_step)
    verb = "nothing has changed since the last build:" if made.get("unchanged") else "built:"
    records = made["records"]
    click.echo(f"{verb} {made['triples']['asserted']:,} triples asserted, {made['triples']['inferred']:,} inferred, "
               f"{records.get('Claim', 0):,} claims, {records.get('Measurement', 0):,} measurements")


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--hermit", is_flag=True, help="Also ask HermiT for contradictions and impossible classes.")
@click.option("--all", "everything", is_flag=True, help="Look at everything anew, also at what has not changed since the last build.")
def check(paths: tuple[str, ...], hermit: bool, everything: bool):
    """Find every problem of the sources; with PATHS only those of these files or folders.

    Where only some files have changed since the last build, only what the change can have broken is looked at; what is
    found is the same.
    """
    from ..building import build as building

    where = arguments.where()
    examined = building.examine(where, hermit=hermit, progress=show_step, anew=everything)
    wanted = [arguments.relative(where, path) for path in paths]
    found = [problem for problem in examined.problems if not wanted or any(arguments.is_under(problem.path, path) for path in wanted)]
    if found:
        raise BadData(found)
    click.echo("no problems")


@click.command()
@click.option("--section", "sections", multiple=True, help='Only this section, such as "3.3" or "Table 1"; may be repeated.')
@click.option("--source", type=click.Path(path_type=Path), help="The article's text file.")
def verify(sections: tuple[str, ...], source: Path | None):
    """Compare the graph with the article's text: places, printed figures, references, coverage."""
    from ..fidelity import verify as verifying

    where = arguments.where()
    report = verifying.run(source, [where.graph, where.ontology], sections)
    for line in (*report.problems, *report.uncovered, *verifying.coverage_report(report)):
        click.echo(str(line))
    if not report.fine:
        sys.exit(DATA_HAS_ERRORS)


@click.command()
def report():
    """Report on the ontology: labels, definitions, hierarchy, headers, units; warnings are settled in the ontology."""
    from ..building import audit

    found = audit.run(arguments.where())
    for finding in found.findings:
        click.echo(str(finding))
    click.echo(found.summary, err=bool(found.findings))
    if found.count(audit.ERROR):
        sys.exit(DATA_HAS_ERRORS)
