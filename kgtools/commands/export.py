"""The commands that bring a view out of the graph: `export` for Gephi and other programs, `plot` for a picture."""

import contextlib
import sys
from pathlib import Path

import click

from . import arguments
from .published import open_store

LONG_LAYOUT = 1000
SELECTION = (
    click.argument("view", required=False),
    click.option("--around", metavar="NAME", help="Only what is near the node of this id, label or synonym."),
    click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help="With --around: at most this many steps away."),
    click.option("--inferred/--asserted-only", default=False, help="With the edges that only follow, or without (the default)."),
    click.option("--kind", "kinds", multiple=True, help="Only nodes of this class, by label or name; may be repeated."),
    click.option("--literals", type=click.Choice(("attributes", "nodes")), default="attributes", show_default=True,
                 help="Texts and numbers as attributes of the nodes, or as nodes."),
    click.option("-o", "--output", type=click.Path(path_type=Path), help="The file; its ending tells the format."),
    click.option("--force", is_flag=True, help="Replace a file that exists."),
)


def selection(command):
    for option in reversed(SELECTION):
        command = option(command)
    return command


@click.command()
@click.option("--format", "form", type=click.Choice(("gexf", "graphml", "csv")), help="gexf unless the ending of the file says otherwise.")
@selection
def export(view: str | None, form: str | None, **wanted):
    """Write VIEW for Gephi: GEXF, GraphML, or a CSV table each for nodes and edges. Without VIEW, list the views."""
    from ..export.exporting import GRAPHS

    run(view, form, GRAPHS, **wanted)


@click.command()
@selection
def plot(view: str | None, **wanted):
    """Draw VIEW as an SVG or PNG picture. Without VIEW, list the views."""
    from ..export.exporting import PICTURES

    run(view, None, PICTURES, **wanted)


def run(name: str | None, form: str | None, forms: tuple[str, ...], output: Path | None, force: bool, **wanted) -> None:
    from ..export import exporting, views
    from ..querying import library

    where = arguments.where()
    queries = library.read(where, views.FOLDER)
    if name is None:
        return click.echo("\n".join(f"{view.name:<16}{view.title}" for view in views.all_views(queries)))
    view = views.find(queries, name)
    path, form = exporting.target(view.name, output, form, forms)
    exporting.check(exporting.files(path, form), force)
    graph = placed(open_store(where), queries, view, wanted)
    if not graph:
        raise exporting.Empty(f"the view {view.name} has no nodes here, so nothing was written", "ask for less with --kind and --around")
    exporting.write(graph, path, form, note(graph, wanted))
    written = " and ".join(map(str, exporting.files(path, form)))
    click.echo(f"{written}: {counted(graph)}")


def placed(store, queries, view, wanted: dict):
    """The view as a graph with positions; someone who waits for a large one sees how far it is."""
    from ..export import layout
    from ..export.network import Selection, network

    graph = network(store, queries, view, Selection(**wanted))
    watched = len(graph) >= LONG_LAYOUT and sys.stderr.isatty()
    bar = click.progressbar(length=len(graph), label="laying out", file=sys.stderr) if watched else contextlib.nullcontext()
    with bar:
        layout.place(graph, (lambda done, _: bar.update(done - bar.pos)) if watched else layout.silent)
    return graph


def note(graph, wanted: dict) -> str:
    parts = [f"around “{wanted['around']}”, {wanted['depth']} step{'s' * (wanted['depth'] != 1)}"] if wanted["around"] else []
    parts += [f"only {', '.join(wanted['kinds'])}"] if wanted["kinds"] else []
    return " · ".join([counted(graph), *parts])


def counted(graph) -> str:
    nodes, edges = len(graph), graph.number_of_edges()
    return f"{nodes:,} node{'s' * (nodes != 1)}, {edges:,} edge{'s' * (edges != 1)}"
