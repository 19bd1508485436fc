"""The layout: the same each time, nothing overlapping or drifting off."""

import hashlib
import math
import os
import random
import subprocess
import sys

import networkx as nx
import pytest
from conftest import ROOT
from exports import awkward, placed

from kgtools.export import layout, packing

DRAWN = ["causal", "mitigation", "evidence", "materials", "ontology"]


def made(graph) -> nx.MultiDiGraph:
    """A graph of networkx's with what the layout wants to know."""
    graph = nx.MultiDiGraph(graph.to_directed() if not graph.is_directed() else graph)
    for i, (_, data) in enumerate(sorted(graph.nodes(data=True))):
        data.update(label=f"label of number {i}", size=6.0 + i % 9)
    return graph


def like_ours(count: int):
    """Many attach to few, communities, trees at the rim, and one node in twenty alone: as knowledge graphs are."""
    core = nx.barabasi_albert_graph(count * 3 // 5, 3, seed=1)
    rim = nx.random_labeled_tree(count // 4, seed=2)
    graph = nx.disjoint_union(core, rim)
    graph.add_edge(0, len(core))
    graph.add_nodes_from(range(len(graph), count))
    return made(graph)


def boxes(graph) -> list[tuple[float, float, float, float]]:
    with_label = len(graph) <= layout.MOST_WITH_LABELS
    return [(data["x"], data["y"], *layout.box(data, with_label)) for _, data in sorted(graph.nodes(data=True))]


def overlaps(found) -> list:
    found = sorted(found)
    return [(a, b) for i, a in enumerate(found) for b in found[i + 1:]
            if abs(a[0] - b[0]) < (a[2] + b[2]) / 2 - 0.5 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2 - 0.5]


@pytest.mark.parametrize("name", DRAWN)
def test_no_label_or_node_of_a_view_lies_on_another(name):
    assert overlaps(boxes(placed(name))) == []


@pytest.mark.parametrize("name", [*DRAWN, "all"])
def test_nothing_drifts_off(name):
    """All is in a frame that is not much larger than what is in it, and no node is far from every other."""
    found = boxes(placed(name))
    left, bottom, right, top = packing.bounds([box[:2] for box in found], [box[2:] for box in found])
    assert 0.4 < (right - left) / (top - bottom) < 4
    assert sum(box[2] * box[3] for box in found) > 0.04 * (right - left) * (top - bottom)
    nearest = [min(math.dist(a[:2], b[:2]) for b in found if b is not a) for a in found[::1 + len(found) // 500]]
    assert max(nearest) < 0.25 * (right - left)


def test_single_nodes_stand_side_by_side_below_the_rest():
    graph = placed("causal")
    alone = [data for node, data in graph.nodes(data=True) if graph.degree(node) == 0]
    linked = [data for node, data in graph.nodes(data=True) if graph.degree(node) > 3]
    assert len(alone) > 5 and max(data["y"] for data in alone) < min(data["y"] for data in linked)


def test_linked_nodes_are_nearer_than_others():
    graph = placed("causal")
    main = graph.subgraph(max(nx.weakly_connected_components(graph), key=len)).to_undirected()
    distance = lambda a, b: math.dist(*((graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in (a, b)))
    linked = [distance(a, b) for a, b in main.edges()]
    others = [distance(a, b) for a in main for b in main if a < b]
    assert sum(linked) / len(linked) < 0.6 * sum(others) / len(others)


def test_every_place_is_a_number_even_for_one_point():
    assert all(math.isfinite(data["x"]) and math.isfinite(data["y"]) for _, data in awkward().nodes(data=True))
    same = [(0.0, 0.0)] * 4
    assert overlaps([(*point, 10, 10) for point in packing.spread(same, [(10, 10)] * 4)]) == []


def test_the_order_of_nodes_and_edges_does_not_matter():
    graph = like_ours(120)
    layout.place(graph)
    edges, nodes = list(graph.edges()), list(graph.nodes(data=True))
    random.Random(7).shuffle(edges)
    random.Random(8).shuffle(nodes)
    other = nx.MultiDiGraph()
    other.add_nodes_from((node, {key: data[key] for key in ("label", "size")}) for node, data in nodes)
    other.add_edges_from((b, a) for a, b in edges)
    layout.place(other)
    assert {node: (data["x"], data["y"]) for node, data in graph.nodes(data=True)} == {
        node: (data["x"], data["y"]) for node, data in other.nodes(data=True)}


def test_the_same_graph_gives_the_same_bytes_in_another_process():
    """With another seed for the hashes of strings, on which the order of sets depends."""
    code = "from exports import placed; from kgtools.export import gexf, graphml, plot; import hashlib, sys; " \
           "sys.stdout.write(' '.join(hashlib.sha256(write(placed('causal'))).hexdigest() for write in (gexf.write, graphml.write, plot.svg)))"
    found = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "tests",
                            env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")}
    assert len(found) == 1 and all(len(digest) == len(hashlib.sha256().hexdigest()) for digest in found.pop().split())


def test_communities_are_the_same_each_time():
    graph = like_ours(2 * layout.MOST_AT_ONCE)
    places = []
    for _ in range(2):
        layout.place(graph)
        places.append([(data["x"], data["y"]) for _, data in sorted(graph.nodes(data=True))])
    assert places[0] == places[1]


def test_it_tells_how_far_it_is():
    graph, told = like_ours(2000), []
    layout.place(graph, lambda done, total: told.append((done, total)))
    assert told[-1] == (2000, 2000) and told == sorted(told) and len(told) > 1


@pytest.mark.parametrize("graph", [nx.star_graph(3999), nx.path_graph(4000), nx.empty_graph(3000), nx.complete_graph(60)])
def test_extreme_shapes(graph):
    graph = made(graph)
    layout.place(graph)
    assert len({(data["x"], data["y"]) for _, data in graph.nodes(data=True)}) > 0.99 * len(graph)
