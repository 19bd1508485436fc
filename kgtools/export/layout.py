"""Where the nodes of a graph go: the same graph gives the same picture, nothing overlaps and nothing drifts off.

igraph lays out each connected component by Fruchterman-Reingold with all pairs repelling each other; up to 500 nodes
Kamada-Kawai refines it, since it shows distances best. A component of thousands is cut into its communities (Louvain),
each laid out by itself in a disc of its own. Then nodes are moved apart, where there are few so far that their labels
fit, and components are packed in rows, the largest first, so that single nodes end up side by side. Nodes are taken in
the order of their names and random numbers from a fixed seed.

Of what was measured, igraph's own ways for large graphs are slower (DrL: 46 s for 20,000 nodes) or fall into a heap
(Fruchterman-Reingold on a grid), networkx's force layouts need numpy and compare every pair, and Barnes-Hut packages
are slower at 2,000 nodes or new. What that gives up: igraph is under the GPL, so a program shipped with it is too.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from .packing import Box, Point, packed, spread

Progress = Callable[[int, int], None]
Link = tuple[int, int]

MOST_AT_ONCE = 2500
MOST_REFINED = 500
MOST_WITH_LABELS = 500
WORK, WORK_OF_A_COMMUNITY = 300_000_000, 60_000_000  # pairs times steps; igraph does 400 million in a second
LINE_LENGTH, LINE_HEIGHT, LETTER = 18, 13.0, 6.2
GOLDEN = math.pi * (3 - math.sqrt(5))


def silent(done: int, total: int) -> None:
    pass


def place(graph, progress: Progress = silent) -> None:
    """Give every node of a networkx graph x and y."""
    nodes = sorted(graph)
    boxes = [box(graph.nodes[node], with_label=len(nodes) <= MOST_WITH_LABELS) for node in nodes]
    number = {node: i for i, node in enumerate(nodes)}
    links = sorted({tuple(sorted((number[a], number[b]))) for a, b in graph.edges() if a != b})
    with repeatable():
        found = positions(boxes, links, progress)
    for node, (x, y) in zip(nodes, found):
        graph.nodes[node].update(x=round(x, 1) + 0.0, y=round(y, 1) + 0.0)


@contextmanager
def repeatable() -> Iterator[None]:
    """igraph takes its random numbers from Python: from a generator with a fixed seed, and afterwards as before."""
    import igraph

    igraph.set_random_number_generator(random.Random(0))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def box(data: dict, with_label: bool) -> Box:
    """Width and height that a node needs: its circle, and below it its label on a few lines."""
    diameter = 2 * data["size"]
    if not with_label:
        return diameter, diameter
    lines = wrapped(data["label"])
    return max(diameter, max(map(len, lines)) * LETTER), diameter + len(lines) * LINE_HEIGHT


def wrapped(label: str) -> list[str]:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE_LENGTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def positions(boxes: Sequence[Box], links: Sequence[Link], progress: Progress = silent) -> list[Point]:
    """A point for each box, such that boxes of linked nodes are near each other."""
    parts, groups, done = components(len(boxes), links), [], 0
    for members, inner in parts:
        inside = [boxes[member] for member in members]
        points = arranged(len(members), inner, partial(count_on, progress, done, len(boxes)))
        groups.append((spread(points, inside), inside))
        done += len(members)
        progress(done, len(boxes))
    found: list[Point] = [(0.0, 0.0)] * len(boxes)
    for (members, _), points in zip(parts, packed(groups)):
        for member, point in zip(members, points):
            found[member] = point
    return found


def count_on(progress: Progress, before: int, total: int, done: int) -> None:
    progress(before + done, total)


def components(count: int, links: Sequence[Link]) -> list[tuple[list[int], list[Link]]]:
    import igraph

    return divided(igraph.Graph(n=count, edges=links).connected_components(), links)


def divided(groups, links: Sequence[Link]) -> list[tuple[list[int], list[Link]]]:
    """The nodes of each group, and the links within it numbered anew; the largest first."""
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    place_of = {node: (which, i) for which, group in enumerate(ordered) for i, node in enumerate(group)}
    inner: list[list[Link]] = [[] for _ in ordered]
    for a, b in links:
        if place_of[a][0] == place_of[b][0]:
            inner[place_of[a][0]].append((place_of[a][1], place_of[b][1]))
    return list(zip(ordered, inner))


def arranged(count: int, links: Sequence[Link], told: Callable[[int], None]) -> list[Point]:
    """A component laid out, in units of its own; `told` how many nodes are done while it goes on."""
    if count < 3:
        return [(float(i), 0.0) for i in range(count)]
    if count <= MOST_AT_ONCE:
        return at_once(count, links, WORK)
    parts = divided(communities(count, links), links)
    if len(parts) == 1:
        return hub_first(count, links)
    centres = centres_of(parts, links)
    found: list[Point] = [(0.0, 0.0)] * count
    done = 0
    for (members, inner), (x, y) in zip(parts, centres):
        points = at_once(len(members), inner, WORK_OF_A_COMMUNITY)
        for member, (dx, dy) in zip(members, fitted(points, radius(members))):
            found[member] = (x + dx, y + dy)
        done += len(members)
        told(done)
    return found


def at_once(count: int, links: Sequence[Link], work: int) -> list[Point]:
    import igraph

    graph = igraph.Graph(n=count, edges=links)
    steps = max(20, min(500, work // count**2))
    points = graph.layout_fruchterman_reingold(niter=steps, seed=spiral(count), grid=False)
    if count <= MOST_REFINED:
        points = graph.layout_kamada_kawai(seed=points)
    return [(x, y) for x, y in points]


def communities(count: int, links: Sequence[Link]) -> list[list[int]]:
    import igraph

    return list(igraph.Graph(n=count, edges=links).community_multilevel())


def centres_of(parts: Sequence[tuple[list[int], list[Link]]], links: Sequence[Link]) -> list[Point]:
    """Where the discs of the communities go, those with links between them side by side."""
    community = {node: i for i, (members, _) in enumerate(parts) for node in members}
    between = sorted({tuple(sorted((community[a], community[b]))) for a, b in links if community[a] != community[b]})
    boxes = [(2 * radius(members), 2 * radius(members)) for members, _ in parts]
    return spread(at_once(len(parts), between, WORK_OF_A_COMMUNITY), boxes)


def radius(members: Sequence[int]) -> float:
    return 20 * math.sqrt(len(members))


def fitted(points: Sequence[Point], radius: float) -> list[Point]:
    """The points around zero, all of them within a radius, half of them within six tenths of it."""
    x, y = (sum(values) / len(points) for values in zip(*points))
    away = [max(math.dist((x, y), point), 1e-9) for point in points]
    median = sorted(away)[len(away) // 2]
    drawn = [radius * (1 - math.exp(-distance / median)) / distance for distance in away]
    return [((px - x) * factor, (py - y) * factor) for (px, py), factor in zip(points, drawn)]


def hub_first(count: int, links: Sequence[Link]) -> list[Point]:
    """A component that has no communities is one hub with its rays: the hub in the middle, the others around it."""
    degree = [0] * count
    for a, b in links:
        degree[a] += 1
        degree[b] += 1
    order = sorted(range(count), key=lambda node: (-degree[node], node))
    found: list[Point] = [(0.0, 0.0)] * count
    for node, point in zip(order, spiral(count)):
        found[node] = point
    return found


def spiral(count: int) -> list[Point]:
    """Points evenly over a disc, as the seeds of a sunflower."""
    return [(math.sqrt(i) / 2 * math.cos(i * GOLDEN), math.sqrt(i) / 2 * math.sin(i * GOLDEN)) for i in range(count)]
