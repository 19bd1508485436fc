"""Views for the tests of export: those of the whole graph, and a small one with everything that is awkward in it."""

import functools
import json
import shutil
import subprocess
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest

from kgtools.export import gexf, graphml, layout, views
from kgtools.export.network import Selection, network
from kgtools.names import KG, PREFIXES, SI
from kgtools.querying import library, store

JS = Path(__file__).parent / "js"
VIEWS = ["all", "causal", "evidence", "materials", "mitigation", "ontology"]
WRITERS = {"gexf": gexf.write, "graphml": graphml.write}

AWKWARD = {
    "angle": "a < b & c > d",
    "quotes": "say \"so\" and 'so'",
    "lines": "two\nlines\tand a tab",
    "greek": "μm-Si | Li₆PS₅Cl, ≥ 5 °C·cm⁻²",
    "hebrew": "סוללה",
    "long": "a label that is so long that no picture has any room for all of its many words",
    "bar": "one|other; third, \\ fourth",
}
NODES = "SELECT ?node ?label ?kind ?size ?share ?flag WHERE { ?node si:test ?kind . OPTIONAL { ?node rdfs:label ?label } " \
        "OPTIONAL { ?node si:size ?size } OPTIONAL { ?node si:share ?share } OPTIONAL { ?node si:flag ?flag } }"
EDGES = "SELECT ?source ?kind ?target WHERE { VALUES ?kind { si:leadsTo si:relieves si:mitigates } ?source ?kind ?target }"


@functools.cache
def view(name: str, **wanted):
    """A view of the whole graph."""
    return network(golden.graph(), golden.questions(), views.find(golden.questions(), name), Selection(**wanted))


@functools.cache
def placed(name: str, **wanted):
    graph = view(name, **wanted).copy()
    layout.place(graph)
    return graph


def awkward_store() -> store.Store:
    """Labels as people write them, two relations between a pair, one to itself, one node without label."""
    def triple(subject: str, predicate: str, object_) -> ox.Quad:
        return ox.Quad(ox.NamedNode(KG + subject), ox.NamedNode(predicate), object_)

    quads = [triple(name, PREFIXES["rdfs"] + "label", ox.Literal(label)) for name, label in AWKWARD.items()]
    quads += [triple(name, SI + "test", ox.NamedNode(SI + "Driver")) for name in (*AWKWARD, "unlabelled")]
    for source, kind, target in [("angle", "leadsTo", "quotes"), ("angle", "relieves", "quotes"), ("quotes", "leadsTo", "angle"),
                                 ("lines", "mitigates", "lines"), ("unlabelled", "leadsTo", "greek")]:
        quads.append(triple(source, SI + kind, ox.NamedNode(KG + target)))
    quads += [triple("angle", SI + "size", ox.Literal(3)), triple("greek", SI + "size", ox.Literal(4)),
              triple("angle", SI + "share", ox.Literal(1)), triple("greek", SI + "share", ox.Literal(0.5)),
              triple("angle", SI + "flag", ox.Literal(True)), triple("lines", SI + "note", ox.Literal("bell \x07 rings"))]
    return store.of(quads)


def made_view(nodes: str = NODES, edges: str = EDGES) -> views.View:
    halves = {part: library.parse(text, f"queries/export/made-{part}.rq", "export")[0] for part, text in
              (("nodes", nodes), ("edges", edges))}
    return views.View("made", **halves)


@functools.cache
def awkward():
    graph = network(awkward_store(), golden.questions(), made_view())
    layout.place(graph)
    return graph


def read_by_graphology(path: Path) -> dict:
    """What the parsers of Gephi Lite make of a file; skips where they are not installed."""
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (JS / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("graphology is not installed: npm install --prefix tests/js")
    done = subprocess.run(["node", JS / "read.cjs", path], check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
