"""Boxes in the plane: move those apart that overlap, and pack groups of them in rows."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product

Point = tuple[float, float]
Box = tuple[float, float]

GAP = 12.0
DRAW_IN = 0.75
FILLED = 0.4  # the part of a group's area that its boxes take before they are moved apart
MOST_COMPARED = 300_000  # a bound on the work, less than a second: in a group of thousands some overlaps may stay
ASPECT = 1.5  # width to height of all groups together
LOWEST_IN_ROW = 3  # what is less than a third as high as its row begins a new one


def spread(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """The same picture, as large as its boxes need, with boxes that overlap pushed apart."""
    boxes = [(width + GAP, height + GAP) for width, height in boxes]
    xs, ys = map(list, zip(*scaled(drawn_in(points), boxes)))
    compared, overlapping = 0, True
    while overlapping and compared < MOST_COMPARED:
        pairs = close(xs, ys, boxes)
        overlapping = push(pairs, xs, ys, boxes)
        compared += len(pairs)
    return list(zip(xs, ys))


def drawn_in(points: Sequence[Point]) -> list[Point]:
    """The far ones nearer to the middle, which leaves less of the picture empty and the middle more room."""
    x, y = (sum(values) / len(points) for values in zip(*points))
    away = [max(math.dist((x, y), point), 1e-9) for point in points]
    return [((px - x) * r ** (DRAW_IN - 1), (py - y) * r ** (DRAW_IN - 1)) for (px, py), r in zip(points, away)]


def scaled(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    left, bottom, right, top = bounds(points, [(0, 0)] * len(points))
    needed = sum(width * height for width, height in boxes) / FILLED
    area = max((right - left) * (top - bottom), (right - left) ** 2 / 2, (top - bottom) ** 2 / 2, 1e-9)
    factor = math.sqrt(needed / area)
    return [(x * factor, y * factor) for x, y in points]


def close(xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Pairs near enough to overlap, found over a grid of cells as large as the largest box."""
    width, height = (max(sides) for sides in zip(*boxes))
    grid = defaultdict(list)
    for i, (x, y) in enumerate(zip(xs, ys)):
        grid[x // width, y // height].append(i)
    pairs: list[tuple[int, int]] = []
    for (column, row), members in list(grid.items()):
        pairs += combinations(members, 2)
        for beside in ((column + 1, row - 1), (column + 1, row), (column + 1, row + 1), (column, row + 1)):
            if beside in grid:
                pairs += product(members, grid[beside])
    return pairs


def push(pairs: Iterable[tuple[int, int]], xs: list[float], ys: list[float], boxes: Sequence[Box]) -> bool:
    """Move each two boxes that overlap apart along the way that is shorter; False if none do."""
    pushed = False
    for a, b in pairs:
        (width, height), (other_width, other_height) = boxes[a], boxes[b]
        across = (width + other_width) / 2 - abs(xs[a] - xs[b])
        if across <= 0.01 or (along := (height + other_height) / 2 - abs(ys[a] - ys[b])) <= 0.01:
            continue
        places, by = (xs, across / 2) if across < along else (ys, along / 2)
        by = by if places[a] >= places[b] else -by
        places[a] += by
        places[b] -= by
        pushed = True
    return pushed


def bounds(points: Iterable[Point], boxes: Iterable[Box]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of boxes that are centred on points."""
    edges = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(points, boxes)]
    lefts, bottoms, rights, tops = zip(*edges)
    return min(lefts), min(bottoms), max(rights), max(tops)


def packed(groups: Sequence[tuple[Sequence[Point], Sequence[Box]]]) -> list[list[Point]]:
    """Groups in rows from the top, in the order given, so that all together is somewhat wider than high."""
    if not groups:
        return []
    frames = [bounds(*group) for group in groups]
    sizes = [(right - left + 2 * GAP, top - bottom + 2 * GAP) for left, bottom, right, top in frames]
    widest = max(math.sqrt(ASPECT * sum(width * height for width, height in sizes)), *(width for width, _ in sizes))
    moved, x, y, row_height = [], 0.0, 0.0, 0.0
    for (points, _), (left, _, _, top), (width, height) in zip(groups, frames, sizes):
        if x + width > widest * 1.001 or height < row_height / LOWEST_IN_ROW:
            x, y, row_height = 0.0, y - row_height, 0.0
        moved.append([(px - left + x, py - top + y) for px, py in points])
        x, row_height = x + width, max(row_height, height)
    return moved
