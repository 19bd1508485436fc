"""Boxes in the plane: move those apart that overlap, and pack groups of them in rows."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

Point = tuple[float, float]
Box = tuple[float, float]

GAP = 12.0
FILLED = 0.2  # the part of a group's area that its boxes take before they are moved apart
MOST_COMPARED = 1_000_000  # a bound on the work, about a second: in a group of thousands some overlaps may stay
ASPECT = 1.5


def spread(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """The same picture, as large as its boxes need, with boxes that overlap pushed apart."""
    boxes = [(width + GAP, height + GAP) for width, height in boxes]
    places = [list(point) for point in scaled(points, boxes)]
    cell = max(width for width, _ in boxes), max(height for _, height in boxes)
    compared, overlapping = 0, True
    while overlapping and compared < MOST_COMPARED:
        overlapping = False
        for a, b in close(places, cell):
            compared += 1
            overlapping |= push(places[a], places[b], boxes[a], boxes[b])
    return [(x, y) for x, y in places]


def scaled(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    left, bottom, right, top = bounds(points, [(0, 0)] * len(points))
    needed = sum(width * height for width, height in boxes) / FILLED
    factor = math.sqrt(needed / max((right - left) * (top - bottom), (right - left) ** 2 / 4, (top - bottom) ** 2 / 4, 1e-9))
    return [(x * factor, y * factor) for x, y in points]


def close(places: Sequence[Sequence[float]], cell: Box) -> Iterator[tuple[int, int]]:
    """Pairs near enough to overlap, found over a grid of cells as large as the largest box."""
    grid = defaultdict(list)
    for i, (x, y) in enumerate(places):
        grid[math.floor(x / cell[0]), math.floor(y / cell[1])].append(i)
    for (column, row), members in list(grid.items()):
        for place, a in enumerate(members):
            yield from ((a, b) for b in members[place + 1:])
            for beside in ((column + 1, row - 1), (column + 1, row), (column + 1, row + 1), (column, row + 1)):
                yield from ((a, b) for b in grid.get(beside, ()))


def push(a: list[float], b: list[float], box_a: Box, box_b: Box) -> bool:
    """Move two boxes apart along the way that is shorter; False if they do not overlap."""
    across = (box_a[0] + box_b[0]) / 2 - abs(a[0] - b[0])
    along = (box_a[1] + box_b[1]) / 2 - abs(a[1] - b[1])
    if across <= 0.01 or along <= 0.01:
        return False
    axis, by = (0, across / 2) if across < along else (1, along / 2)
    sign = 1 if a[axis] >= b[axis] else -1
    a[axis] += sign * by
    b[axis] -= sign * by
    return True


def bounds(points: Iterable[Point], boxes: Iterable[Box]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of boxes that are centred on points."""
    edges = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(points, boxes)]
    lefts, bottoms, rights, tops = zip(*edges)
    return min(lefts), min(bottoms), max(rights), max(tops)


def packed(groups: Sequence[tuple[Sequence[Point], Sequence[Box]]]) -> list[list[Point]]:
    """Groups in rows from the top, in the order given, so that all together is somewhat wider than high."""
    frames = [bounds(*group) for group in groups]
    sizes = [(right - left + 2 * GAP, top - bottom + 2 * GAP) for left, bottom, right, top in frames]
    widest = max(*(width for width, _ in sizes), math.sqrt(ASPECT * sum(width * height for width, height in sizes)), 0)
    moved, x, y, row_height = [], 0.0, 0.0, 0.0
    for (points, _), (left, _, _, top), (width, height) in zip(groups, frames, sizes):
        if x + width > widest * 1.001:
            x, y, row_height = 0.0, y - row_height, 0.0
        moved.append([(px - left + x, py - top + y) for px, py in points])
        x, row_height = x + width, max(row_height, height)
    return moved
