"""How a command comes by the published graph, and how it tells of the steps until then."""

import functools
import sys

import click

from ..places import Places
from ..problems import BadData


def open_store(where: Places):
    """The published graph, built first if there is none or the sources have changed since."""
    from ..building import publication
    from ..querying import store

    if not publication.is_current(where):
        rebuild(where)
    return store.load(where)


def rebuild(where: Places) -> None:
    """Sources with problems do not keep a question from being answered by the last good build."""
    from ..building import build as building
    from ..building import publication

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
