"""The process that makes one change: `python -m kgtools.web.curating.editing PARENT`, with the change as a message on its input.

It carries the change out on a copy, examines the result as a build examines the sources (every shape and every check),
and keeps it only if there is no problem. It has no network, and the server ends it when it takes too long.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ...building import build
from ...names import PREFIXES, SOURCE_GRAPH
from ...places import Places
from ...problems import Problem, Stop
from ..processes import confine
from ..settings import Elsewhere
from . import changing, edits
from .changing import Graphs

MOST_SHOWN = 50


class Invalid(Exception):
    """The result has problems."""

    def __init__(self, problems: list[Problem]):
        shown = [f"{one.path.removesuffix('.ttl')}: [{one.rule}] {one.message}, {one.fix}" for one in problems[:MOST_SHOWN]]  # lines are of no file
        super().__init__("\n".join(shown))


def main() -> None:
    confine.die_with_parent(int(sys.argv[1]))
    confine.no_network()
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    change, body = json.loads(sys.stdin.buffer.read(size)), sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(made(Elsewhere(Path(change["root"]), folder=Path(change["build"])), change, body)))


def made(places: Places, change: dict, body: bytes) -> dict:
    """Status and words, and the dataset that is to be served from now on."""
    try:
        if change["method"] == "OPEN":
            return {"status": 200, "dataset": str(opened(places))}
        found, status = result(places, change, body)
        return {"status": status, "dataset": str(found)}
    except Invalid as problems:
        return {"status": 422, "words": f"Nothing was changed, because the result would have problems:\n{problems}"}
    except Stop as stop:
        words = str(stop)
        return {"status": 400, "words": f"Nothing was changed: {words}."}


def opened(places: Places) -> Path:
    """The dataset to begin with: the build's, or that of the patch, made again if build or patch have changed."""
    patch = edits.read(places)
    if not patch:
        return places.dataset
    kept = edits.dataset(places, patch)
    if kept.is_file():
        return kept
    return edits.keep_dataset(places, patch, examined(places, applied(places, patch))[1])  # not the patch: who only reads has no lock


def applied(places: Places, patch: edits.Patch) -> Graphs:
    found = changing.graphs(loaded(places.dataset))
    for quad in patch.deleted:
        found.get(quad.graph_name.value, set()).discard(quad.triple)
    for quad in patch.added:
        found.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return found


def result(places: Places, change: dict, body: bytes) -> tuple[Path, int]:
    dataset = loaded(opened(places))
    before = changing.graphs(dataset)
    graph, method = change.get("graph"), change["method"]
    if method == "UPDATE":
        after = changing.updated(dataset, body.decode())
    else:
        triples = set() if method == "DELETE" else changing.parsed(body, change["type"])
        if method == "DELETE" and graph not in before:
            return opened(places), 404
        after = changing.replaced(dataset, graph, triples, method)
    if not changing.changed(before, after):
        return opened(places), 204
    return edits.keep(places, *examined(places, after)), 201 if graph and graph not in before else 204


def examined(places: Places, after: Graphs) -> tuple[edits.Patch, Iterator[ox.Quad]]:
    """What these graphs change of the build, and the dataset of them, if a build of them would have no problem."""
    base = changing.graphs(loaded(places.dataset))
    names = changing.changed(base, {**after, **{name: base[name] for name in base if not name.startswith(edits.OURS)}})
    drafts = {name.removeprefix(SOURCE_GRAPH) + ".ttl": turtle(after.get(name, set())) for name in names}
    found = build.examine(places, drafts=drafts)
    if found.problems:
        raise Invalid(found.problems)
    patch = edits.Patch(frozenset(quads(after, base, names)), frozenset(quads(base, after, names)))
    return patch, build.quads(found.sources, found.inferred)


def quads(of: Graphs, without: Graphs, names: set[str]) -> list[ox.Quad]:
    return [ox.Quad(*triple, ox.NamedNode(name)) for name in names for triple in of.get(name, set()) - without.get(name, set())]


def turtle(triples: set[ox.Triple]) -> str:
    """In house form: each record begins at the left margin, once."""
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES).decode()


def loaded(path: Path) -> ox.Store:
    found = ox.Store()
    found.load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)
    return found


if __name__ == "__main__":
    main()
