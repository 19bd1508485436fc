"""The files: read back by networkx and by the parsers of Gephi Lite, and checked against what Gephi's readers need."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from exports import AWKWARD, VIEWS, WRITERS, awkward, placed, read_by_graphology

from kgtools.export import gephi_csv, gexf, graphml, layout, looks
from kgtools.export.columns import clean, columns

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
TAKEN = {"label", "size", "color", "x", "y", "weight", "kind"}


@pytest.fixture(params=[*VIEWS, "awkward"])
def graph(request):
    return awkward() if request.param == "awkward" else placed(request.param)


@pytest.fixture(params=WRITERS)
def form(request):
    return request.param


def values(data: dict, part: str) -> dict:
    """What a reader should find as attributes: everything that has no place of its own in the format."""
    own = {"node": TAKEN, "edge": TAKEN | {"id"}}[part]
    return {key: clean(value) if isinstance(value, str) else value for key, value in data.items() if key not in own}


# --- Read back ---

def test_networkx_reads_back_gexf(graph):
    back = nx.read_gexf(io.BytesIO(gexf.write(graph)))
    assert back.is_directed() and set(back) == {clean(node) for node in graph}
    for node, data in graph.nodes(data=True):
        read = back.nodes[clean(node)]
        assert read["label"] == data["label"] and {key: read[key] for key in values(data, "node")} == values(data, "node")
        assert (read["viz"]["position"]["x"], read["viz"]["position"]["y"]) == (data["x"], data["y"])
        color = read["viz"]["color"]
        assert (color["r"], color["g"], color["b"]) == looks.rgb(data["color"]) and read["viz"]["size"] == data["size"]
    assert back.number_of_edges() == graph.number_of_edges()
    by_id = {data["id"]: data for *_, data in graph.edges(data=True)}
    for *_, read in back.edges(data=True):
        data = by_id[read["id"]]
        assert read["weight"] == data["weight"] and {key: read[key] for key in values(data, "edge")} == values(data, "edge")


def test_networkx_reads_back_graphml(graph):
    back = nx.read_graphml(io.BytesIO(graphml.write(graph)))
    assert back.is_directed() and set(back) == {clean(node) for node in graph}
    for node, data in graph.nodes(data=True):
        read = back.nodes[clean(node)]
        assert {key: read[key] for key in values(data, "node")} == values(data, "node")
        assert (read["label"], read["x"], read["y"], read["size"]) == (data["label"], data["x"], data["y"], data["size"])
        assert (read["r"], read["g"], read["b"]) == looks.rgb(data["color"])
    found = {(source, target, data["kind"]): data for source, target, data in back.edges(data=True)}
    assert set(found) == set(graph.edges(keys=True))
    for source, target, kind, data in graph.edges(keys=True, data=True):
        read = found[source, target, kind]
        assert (read["weight"], read["label"]) == (data["weight"], data["label"])
        assert {key: read[key] for key in values(data, "edge")} == values(data, "edge")


def test_gephi_lites_parsers_read_it_back(graph, form, tmp_path):
    file = tmp_path / f"graph.{form}"
    file.write_bytes(WRITERS[form](graph))
    back = read_by_graphology(file)
    assert set(back["nodes"]) == {clean(node) for node in graph} and len(back["edges"]) == graph.number_of_edges()
    for node, data in graph.nodes(data=True):
        read = back["nodes"][clean(node)]
        assert {key: read[key] for key in values(data, "node")} == values(data, "node")
        assert (read["label"], read["x"], read["y"], read["size"]) == (data["label"], data["x"], data["y"], data["size"])
        assert read["color"] in (data["color"], f"rgb({','.join(map(str, looks.rgb(data['color'])))})")
    found = {(edge["source"], edge["target"], edge["kind"]): edge for edge in back["edges"]}
    assert len(found) == graph.number_of_edges()
    for source, target, kind, data in graph.edges(keys=True, data=True):
        read = found[source, target, kind]
        assert (read["id"], read["weight"], read["label"]) == (data["id"], data["weight"], data["label"])
        assert read["color"] in (data["color"], f"rgb({','.join(map(str, looks.rgb(data['color'])))})")
        assert {key: read[key] for key in values(data, "edge")} == values(data, "edge")


def test_csv_tables_hold_every_node_and_edge(graph):
    tables = {part: list(csv.DictReader(io.StringIO(data.decode(), newline=""))) for part, data in gephi_csv.write(graph).items()}
    assert {row["Id"]: row["Label"] for row in tables["nodes"]} == {node: data["label"] for node, data in graph.nodes(data=True)}
    assert {(row["Source"], row["Target"], row["Kind"]): float(row["Weight"]) for row in tables["edges"]} == {
        (s, t, k): data["weight"] for s, t, k, data in graph.edges(keys=True, data=True)}
    assert {row["Type"] for row in tables["edges"]} == {"Directed"}
    assert len({row["Id"] for row in tables["edges"]}) == graph.number_of_edges()


def test_csv_begins_with_the_columns_that_gephi_knows():
    nodes, edges = (data.decode().split("\n")[0] for data in gephi_csv.write(awkward()).values())
    assert nodes.startswith("Id,Label,full_label,class,") and edges.startswith("Source,Target,Type,Kind,Id,Label,Weight,effect,")
    for head in (nodes, edges):
        names = head.lower().split(",")
        assert len(names) == len(set(names)), "Gephi does not tell columns apart by case"


# --- What the readers need ---

def test_gexf_keeps_the_rules_of_its_readers(graph):
    data = gexf.write(graph)
    root = ET.fromstring(data)
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=")
    assert root.get("version") == "1.3" and not re.search(rb"lastmodifieddate| a=|None|nan|inf\"", data.split(b"<nodes>")[0])
    blocks = root.findall(f"{GEXF}graph/{GEXF}attributes")
    assert [block.get("class") for block in blocks] == ["node", "edge"]
    for block in blocks:
        attributes = block.findall(f"{GEXF}attribute")
        assert [attribute.get("id") for attribute in attributes] == [str(i) for i in range(len(attributes))]
        assert {attribute.get("type") for attribute in attributes} <= {"long", "double", "boolean", "string"}
        titles = [attribute.get("title").lower() for attribute in attributes]
        assert not TAKEN & set(titles) and len(titles) == len(set(titles))
    assert all(edge.get("kind") and edge.get("label") and edge.get("type") == "directed" for edge in root.iter(f"{GEXF}edge"))
    colors = list(root.iter(f"{VIZ}color"))
    assert len(colors) == len(graph) + graph.number_of_edges() and {tuple(color.attrib) for color in colors} == {("r", "g", "b")}
    assert data.count(b"<viz:color ") == len(colors) and data.count(b"<viz:position ") == data.count(b"<viz:size ") == len(graph)


def test_two_relations_between_the_same_pair_stay_two_edges():
    root = ET.fromstring(gexf.write(awkward()))
    between = [edge.get("kind") for edge in root.iter(f"{GEXF}edge")
               if (edge.get("source"), edge.get("target")) == ("kg:angle", "kg:quotes")]
    assert between == ["si:leadsTo", "si:relieves"]


def test_labels_survive_as_they_are(form, tmp_path):
    file = tmp_path / f"graph.{form}"
    file.write_bytes(WRITERS[form](awkward()))
    back = read_by_graphology(file)["nodes"]
    assert {name: back[f"kg:{name}"]["full_label"] for name in AWKWARD} == AWKWARD


def test_greek_is_written_as_itself():
    assert "μm-Si | Li₆PS₅Cl, ≥ 5 °C·cm⁻²".encode() in gexf.write(awkward())


def test_what_xml_cannot_hold_is_replaced(form):
    assert "bell \ufffd rings".encode() in WRITERS[form](awkward()) and b"\x07" not in WRITERS[form](awkward())


def test_types_of_columns():
    found = {column.name: column.type for column in columns((data for _, data in awkward().nodes(data=True)), "node")}
    assert (found["size_"], found["share"], found["flag"], found["full_label"]) == ("long", "double", "boolean", "string")
    mixed = columns([{"a": 1, "b": True}, {"a": "x", "b": 1}, {"c": float("nan")}, {"c": 1.0}, {"d": 2**70}], "node")
    assert {column.type for column in mixed} == {"string"}


def test_an_unlabelled_node_and_a_self_loop_are_there():
    graph = nx.read_gexf(io.BytesIO(gexf.write(awkward())))
    assert graph.nodes["kg:unlabelled"]["label"] == "unlabelled" and graph.has_edge("kg:lines", "kg:lines")


@pytest.mark.parametrize("count", [0, 1])
def test_a_graph_with_nothing_or_one_node_in_it(form, count, tmp_path):
    graph = nx.MultiDiGraph(title="nothing")
    graph.add_nodes_from([("kg:a", {"label": "a", "full_label": "a", "size": 6.0, "color": "#000000"})][:count])
    layout.place(graph)
    file = tmp_path / f"graph.{form}"
    file.write_bytes(WRITERS[form](graph))
    assert len({"gexf": nx.read_gexf, "graphml": nx.read_graphml}[form](file)) == count
    assert len(read_by_graphology(file)["nodes"]) == count
