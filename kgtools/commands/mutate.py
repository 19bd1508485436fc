"""`kgtools mutate`, for developers: does what we check catch the slips that one makes?"""

import sys
from pathlib import Path

import click

from ..problems import DATA_HAS_ERRORS
from . import arguments


@click.command()
@click.option("--seed", default=1, show_default=True, help="Another seed plants other slips.")
@click.option("-n", "count", type=click.IntRange(0), default=500, show_default=True, help="How many slips; 0 lists the kinds.")
@click.option("--kind", help="Only slips of this kind.")
@click.option("--escaped", is_flag=True, help="Show each slip that nothing found.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="How many processes.")
@click.option("--source", type=click.Path(path_type=Path), help="The article's text file.")
def mutate(seed: int, count: int, kind: str | None, escaped: bool, jobs: int, source: Path | None):
    """Plant slips in the sources one at a time, in memory, and tell which share check, report and verify find.

    The exit code is 1 if it is under 97 % of all, or under 85 % of a kind.
    """
    from ..fidelity.verify import find_source, read_article
    from ..mutation import mutate as mutating

    kinds = mutating.kinds_called(kind)
    if not count:
        return click.echo("\n".join(f"{one.name:<32}{one.what}" for one in kinds))
    slips = mutating.run(arguments.where(), read_article(find_source(source)), seed, count, kinds, jobs)
    with click.progressbar(slips, length=count, label="slips", file=sys.stderr) as shown:
        result = mutating.Result(list(shown))
    show(result, escaped)
    if not result.reaches_goal:
        sys.exit(DATA_HAS_ERRORS)


def show(result, escaped: bool) -> None:
    from ..mutation.mutate import NOT_PLANTED

    for one in result.tallies:
        click.echo(f"{one.kind:<32}{one.planted:>5}{one.found:>5}{one.share:>7.0%}  {one.stages}")
    found = len(result.mutants) - len(result.escaped)
    click.echo(f"{'all kinds':<32}{len(result.mutants):>5}{found:>5}{result.share:>7.1%}")
    if escaped:
        click.echo("\nescaped\n" + "\n".join(f"  {mutant}" for mutant in result.escaped))
    click.echo("\nnot planted, for no machine could find it from sources and article")
    for what, why in NOT_PLANTED.items():
        click.echo(f"  {what}: {why}")
