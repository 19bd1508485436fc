"""Writing a view to a file: which formats there are, whether the file may be written, and what goes into it."""

import os
from collections.abc import Callable
from pathlib import Path

from ..names import nearest
from ..problems import DATA_HAS_ERRORS, Stop
from . import gephi_csv, gexf, graphml, plot

GRAPHS = ("gexf", "graphml", "csv")
PICTURES = ("svg", "png")
WRITERS: dict[str, Callable] = {
    "gexf": gexf.write, "graphml": graphml.write, "svg": plot.svg, "png": lambda graph, note="": plot.png(plot.svg(graph, note))}


class Empty(Stop):
    """There is nothing to write."""

    exit_code = DATA_HAS_ERRORS


def target(view: str, output: Path | None, form: str | None, forms: tuple[str, ...]) -> tuple[Path, str]:
    """The file and its format: what is not given follows from the other, or is the view's name and the first format."""
    if form is None and output is None:
        form = forms[0]
    if form is None:
        form = output.suffix.lower().removeprefix(".")
        if form not in forms:
            near = nearest(form, forms)
            raise Stop(f"the ending of {output} does not tell the format", f"did you mean .{near[0]}?" if near
                       else f"let it end in {' or '.join(f'.{form}' for form in forms)}")
    return output or Path(f"{view}.{form}"), form


def files(path: Path, form: str) -> list[Path]:
    """Gephi takes nodes and edges from two tables: `causal.csv` becomes `causal-nodes.csv` and `causal-edges.csv`."""
    return [path.with_name(f"{path.stem}-{part}.csv") for part in ("nodes", "edges")] if form == "csv" else [path]


def check(paths: list[Path], force: bool) -> None:
    """Whether the files may be written, asked before any work is done."""
    for path in paths:
        if path.is_dir():
            raise Stop(f"{path} is a folder", "name a file")
        if not path.parent.is_dir():
            raise Stop(f"the folder {path.parent} does not exist", "make it, or name another")
        if path.exists() and not force:
            raise Stop(f"{path} exists already", "name another file, or replace it with --force")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise Stop(f"{path} cannot be written", "make its folder writable, or name another file")


def write(graph, path: Path, form: str, note: str = "") -> None:
    for file, data in zip(files(path, form), content(graph, form, note), strict=True):
        try:
            file.write_bytes(data)
        except OSError as error:
            raise Stop(f"{file} cannot be written ({error.strerror})", "make room, or make it writable") from error


def content(graph, form: str, note: str = "") -> list[bytes]:
    """The bytes of each file; of a picture with a note below its title."""
    if form == "csv":
        return list(gephi_csv.write(graph).values())
    return [WRITERS[form](graph, note) if form in PICTURES else WRITERS[form](graph)]
