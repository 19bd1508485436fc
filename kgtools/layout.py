"""Where the nodes of a graph go: the same graph gives the same picture, without overlaps and with nothing drifting off.

igraph lays out each connected component: Kamada-Kawai, which shows distances best, where it is fast enough, else
Fruchterman-Reingold, which takes 3 s for 20,000 nodes (networkx's force layouts compare every pair, and what is as fast
in Python needs numpy and scipy). Then nodes are moved apart until their labels fit, and components are packed in rows,
the largest first, so that single nodes end up side by side. Every start position comes from the sorted names and none
from a random number. What that gives up: igraph is under the GPL, so a program that ships with it is too.
"""

import math
from collections.abc import Callable, Sequence

from .packing import Box, Point, packed, spread

Progress = Callable[[int, int], None]

MOST_FOR_KAMADA_KAWAI = 500
MOST_WITH_LABELS = 500
ROUNDS, STEPS_OF_A_ROUND = 10, 50
LINE_LENGTH, LINE_HEIGHT, LETTER = 18, 13.0, 6.2


def silent(done: int, total: int) -> None:
    pass


def place(graph, progress: Progress = silent) -> None:
    """Give every node of a networkx graph x and y."""
    nodes = sorted(graph)
    with_labels = len(nodes) <= MOST_WITH_LABELS
    boxes = [box(graph.nodes[node], with_labels) for node in nodes]
    number = {node: i for i, node in enumerate(nodes)}
    links = sorted({tuple(sorted((number[a], number[b]))) for a, b in graph.edges() if a != b})
    for node, (x, y) in zip(nodes, positions(boxes, links, progress)):
        graph.nodes[node].update(x=round(x, 1) + 0.0, y=round(y, 1) + 0.0)


def box(data: dict, with_label: bool) -> Box:
    """Width and height that a node needs: its circle, and below it its label on a few lines."""
    diameter = 2 * data["size"]
    if not with_label:
        return diameter, diameter
    lines = wrapped(data["label"])
    return max(diameter, max(map(len, lines)) * LETTER), diameter + len(lines) * LINE_HEIGHT


def wrapped(label: str) -> list[str]:
    lines = [""]
    for word in label.split() or [""]:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE_LENGTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def positions(boxes: Sequence[Box], links: Sequence[tuple[int, int]], progress: Progress = silent) -> list[Point]:
    """A point for each box, such that boxes of linked nodes are near each other and none overlap."""
    parts, groups, done = components(len(boxes), links), [], 0
    for members, inner in parts:
        inside = [boxes[member] for member in members]
        points = arranged(len(members), inner, lambda part: progress(done + round(part * len(members)), len(boxes)))
        groups.append((spread(points, inside), inside))
        done += len(members)
    found: list[Point] = [(0.0, 0.0)] * len(boxes)
    for (members, _), points in zip(parts, packed(groups) if groups else ()):
        for member, point in zip(members, points):
            found[member] = point
    return found


def components(count: int, links: Sequence[tuple[int, int]]) -> list[tuple[list[int], list[tuple[int, int]]]]:
    """Nodes and links (numbered within) of each connected component, the largest first."""
    import igraph

    graph = igraph.Graph(n=count, edges=links)
    groups = sorted((sorted(group) for group in graph.connected_components()), key=lambda group: (-len(group), group))
    place_of = {node: (which, i) for which, group in enumerate(groups) for i, node in enumerate(group)}
    inner: list[list[tuple[int, int]]] = [[] for _ in groups]
    for a, b in links:
        inner[place_of[a][0]].append((place_of[a][1], place_of[b][1]))
    return list(zip(groups, inner))


def arranged(count: int, links: Sequence[tuple[int, int]], told: Callable[[float], None]) -> list[Point]:
    """A component laid out, in rounds so that the one who waits can be told."""
    if count < 3:
        return [(float(i), 0.0) for i in range(count)]
    import igraph

    graph = igraph.Graph(n=count, edges=links)
    points: list = spiral(count)
    heat = math.sqrt(count) / 10
    for round_ in range(ROUNDS):
        points = list(graph.layout_fruchterman_reingold(niter=STEPS_OF_A_ROUND, seed=points, start_temp=heat * (1 - round_ / ROUNDS)))
        told((round_ + 1) / ROUNDS)
    if count <= MOST_FOR_KAMADA_KAWAI:
        points = list(graph.layout_kamada_kawai(seed=points))
    return [(x, y) for x, y in points]


def spiral(count: int) -> list[Point]:
    """Points evenly over a disc, as seeds in a sunflower."""
    golden = math.pi * (3 - math.sqrt(5))
    return [(math.sqrt(i) / 2 * math.cos(i * golden), math.sqrt(i) / 2 * math.sin(i * golden)) for i in range(count)]
