"""`kgtools export` and `kgtools plot` as a person types them, and the pictures that come out."""

import csv
import os
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from click.testing import CliRunner
from conftest import Project
from exports import VIEWS, awkward, placed

from kgtools import cli
from kgtools.export import exporting, layout, looks, plot
from kgtools.problems import Stop

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def run(built: Project, tmp_path, monkeypatch):
    """A command in an empty folder, on the mini project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KGTOOLS_HOME", str(built.root))
    return lambda *arguments: CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def test_gexf_is_what_one_gets_without_asking(run, tmp_path):
    result = run("export", "causal")
    assert (result.exit_code, result.output) == (0, "causal.gexf: 4 nodes, 2 edges\n")
    assert len(nx.read_gexf(tmp_path / "causal.gexf")) == 4


@pytest.mark.parametrize("form", ["gexf", "graphml", "csv"])
def test_the_format_follows_from_the_ending_or_is_given(run, tmp_path, form):
    assert run("export", "mitigation", "-o", f"one.{form}").exit_code == 0
    assert run("export", "mitigation", "--format", form, "-o", f"two.{form}").exit_code == 0
    assert run("export", "mitigation", "--format", form).exit_code == 0
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    names = [f"{{}}-{part}.csv" for part in ("nodes", "edges")] if form == "csv" else [f"{{}}.{form}"]
    assert set(found) == {name.format(stem) for name in names for stem in ("one", "two", "mitigation")}
    assert all(found[name.format("one")] == found[name.format("two")] == found[name.format("mitigation")] for name in names)


def test_two_tables_for_gephi(run, tmp_path):
    assert run("export", "mitigation", "-o", "m.csv").output.startswith("m-nodes.csv and m-edges.csv: ")
    rows = list(csv.DictReader((tmp_path / "m-edges.csv").open(encoding="utf-8", newline="")))
    assert ("kg:soot-coating", "kg:swelling", "si:mitigates") in {(row["Source"], row["Target"], row["Kind"]) for row in rows}


def test_options_reach_the_view(run, tmp_path):
    assert run("export", "causal", "--around", "cracking", "--depth", 0, "-o", "a.gexf").output == "a.gexf: 1 node, 0 edges\n"
    assert run("export", "causal", "--kind", "driver", "-o", "b.gexf").output.startswith("b.gexf: 1 node,")
    assert run("export", "causal", "--inferred", "-o", "c.gexf").output == "c.gexf: 4 nodes, 3 edges\n"
    assert run("export", "causal", "--literals", "nodes", "-o", "d.gexf").exit_code == 0
    assert len(nx.read_gexf(tmp_path / "d.gexf")) > 4


@pytest.mark.parametrize("command", ["export", "plot"])
def test_without_a_view_the_views_are_listed(run, command):
    assert [line.split()[0] for line in run(command).output.splitlines()] == VIEWS


@pytest.mark.parametrize("arguments, code, words", [
    (("export", "casual"), 2, "did you mean causal?"),
    (("export", "causal", "--around", "crackin"), 2, "did you mean cracking?"),
    (("export", "causal", "--kind", "drivers"), 2, "did you mean driver?"),
    (("export", "causal", "-o", "x.gefx"), 2, "did you mean .gexf?"),
    (("export", "causal", "-o", "x.doc"), 2, "let it end in .gexf or .graphml or .csv"),
    (("plot", "causal", "-o", "x.gexf"), 2, "let it end in .svg or .png"),
    (("export", "causal", "-o", "nowhere/x.gexf"), 2, "the folder nowhere does not exist"),
    (("export", "causal", "-o", "."), 2, "does not tell the format"),
    (("export", "causal", "-o", ".", "--format", "gexf"), 2, "is a folder"),
])
def test_what_is_wrong_is_said_and_nothing_is_written(run, tmp_path, arguments, code, words):
    result = run(*arguments)
    assert result.exit_code == code and words in result.output and result.output.startswith("kgtools: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command, name", [("export", "kept.gexf"), ("plot", "kept.svg"), ("export", "kept.csv")])
def test_an_existing_file_is_kept_unless_forced(run, tmp_path, command, name):
    file = tmp_path / ("kept-edges.csv" if name.endswith("csv") else name)
    file.write_text("mine")
    result = run(command, "causal", "-o", name)
    assert (result.exit_code, file.read_text()) == (2, "mine") and "--force" in result.output
    assert run(command, "causal", "-o", name, "--force").exit_code == 0 and file.read_text("utf-8") != "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(run, tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written" in run("export", "causal").output


def test_a_file_that_cannot_be_written_in_the_end(tmp_path):
    with pytest.raises(Stop, match="cannot be written"):
        exporting.write(awkward(), tmp_path / "gone" / "x.gexf", "gexf")


def test_an_empty_view_says_so_and_writes_nothing(project, tmp_path, monkeypatch):
    nodes = project.root / "queries" / "export" / "causal-nodes.rq"
    nodes.write_text(nodes.read_text().replace("?node a ?kind .", "?node a ?kind . FILTER (false)"))
    monkeypatch.chdir(tmp_path)
    project.run("build", "--no-hermit")
    before = set(tmp_path.iterdir())
    result = project.run("export", "causal")
    assert result.exit_code == 1 and "the view causal has no nodes here, so nothing was written" in result.output
    assert set(tmp_path.iterdir()) == before


# --- Pictures ---

@pytest.mark.parametrize("name", ["causal", "mitigation", "materials", "ontology", "evidence"])
def test_a_picture_shows_every_node_and_edge_once_with_its_label(name):
    graph = placed(name)
    root = ET.fromstring(plot.svg(graph))
    legend = len({(data["color"], data["class"]) for _, data in graph.nodes(data=True)})
    assert len(graph) < len(list(root.iter(f"{SVG}circle"))) <= len(graph) + legend
    assert len([path for path in root.iter(f"{SVG}path") if path.get("marker-end") and path.find(f"{SVG}title") is not None]) == (
        graph.number_of_edges())
    words = " ".join(text.text for text in root.iter(f"{SVG}text"))
    assert not [data["label"] for _, data in graph.nodes(data=True) if data["label"] not in words]


def test_a_picture_has_a_legend_of_what_is_in_it():
    words = {text.text for text in ET.fromstring(plot.svg(placed("causal"))).iter(f"{SVG}text")}
    kinds = [data["kind"] for _, data in placed("causal").nodes(data=True)]
    assert {f"failure mechanism ({kinds.count('si:FailureMechanism')})", f"driver ({kinds.count('si:Driver')})", "Causal network"} <= words
    assert any(re.fullmatch(r"brings about: leads to \(\d+\)", text) for text in words)
    assert any(re.fullmatch(r"makes less: relieves \(\d+\)", text) for text in words)


def test_harm_and_benefit_are_of_different_colours():
    colors = {path.get("stroke") for path in ET.fromstring(plot.svg(placed("mitigation"))).iter(f"{SVG}path")} - {None}
    assert colors == {looks.EDGE_COLORS["harm"], looks.EDGE_COLORS["benefit"]}


def test_inferred_edges_are_dashed():
    graph = placed("causal", inferred=True, around="short circuit", depth=2)
    dashed = [path for path in ET.fromstring(plot.svg(graph)).iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) == sum(data["inferred"] for *_, data in graph.edges(data=True)) > 0


def test_a_crowded_picture_leaves_out_labels_rather_than_print_them_on_each_other():
    graph = nx.MultiDiGraph(title="crowd")
    graph.add_nodes_from((f"kg:{i}", {"label": f"node {i}", "full_label": f"node {i}", "size": 6.0, "color": "#000000"}) for i in range(700))
    layout.place(graph)
    shown = [text for text in ET.fromstring(plot.svg(graph)).iter(f"{SVG}text") if text.text.startswith("node ")]
    assert 100 < len(shown) < 700


def test_awkward_labels_in_a_picture():
    picture = plot.svg(awkward())
    assert ET.fromstring(picture) is not None and "סוללה".encode() in picture and b"a &lt; b &amp; c &gt; d" in picture


def test_plot_writes_svg_and_png(run, tmp_path):
    pytest.importorskip("resvg_py")
    assert run("plot", "causal", "-o", "p.svg").output == "p.svg: 4 nodes, 2 edges\n"
    assert run("plot", "causal", "--around", "cracking", "-o", "p.png").exit_code == 0
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG") and b"<svg" in (tmp_path / "p.svg").read_bytes()


def test_the_note_below_the_title_says_what_was_asked(run, tmp_path):
    run("plot", "causal", "--around", "cracking", "--depth", 1, "--kind", "failure mechanism", "-o", "p.svg")
    assert "3 nodes, 2 edges · around “cracking”, 1 step · only failure mechanism" in (tmp_path / "p.svg").read_text("utf-8")


def test_png_without_its_package(run, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    result = run("plot", "causal", "-o", "p.png")
    assert result.exit_code == 2 and "install si-assb-kg[png], or write .svg" in result.output
