"""The legend of a picture: what the colours of nodes and edges stand for, and how many there are of each."""

import xml.etree.ElementTree as ET
from collections import Counter

from . import looks
from .columns import clean

LEGEND_WIDTH = 270.0
LINE, TEXT = 22.0, 13
MOST_KINDS = 12
MOST_LABELS = 6
MEANING = {"benefit": "helps", "harm": "harms", "cause": "brings about", "relief": "makes less", "other": ""}


def draw_legend(root: ET.Element, graph, x: float, y: float) -> None:
    layer = ET.SubElement(root, "g", {"font-size": f"{TEXT}"})
    y = node_legend(layer, graph, x, y)
    y = edge_legend(layer, graph, x, y + LINE / 2)
    notes = ["larger: more claims and results"] if any(data.get("claims") or data.get("results") for _, data in graph.nodes(data=True)) else []
    notes += ["thicker: more claims"] if any(data["weight"] > 1 for *_, data in graph.edges(data=True)) else []
    notes += ["dashed: inferred"] if any(data.get("inferred") for *_, data in graph.edges(data=True)) else []
    for place, note in enumerate(notes):
        words(layer, x, y + place * LINE, note, looks.DARK_GREY)


def node_legend(layer: ET.Element, graph, x: float, y: float) -> float:
    kinds = Counter((data["color"], data.get("class", "without a class")) for _, data in graph.nodes(data=True))
    for place, ((color, kind), count) in enumerate(kinds_shown(kinds)):
        ET.SubElement(layer, "circle", cx=f"{x + 11:.1f}", cy=f"{y + place * LINE - 4:.1f}", r="7", fill=color)
        words(layer, x + 30, y + place * LINE, f"{kind} ({count:,})")
    return y + min(len(kinds), MOST_KINDS) * LINE


def kinds_shown(kinds: Counter) -> list[tuple[tuple[str, str], int]]:
    """The most frequent kinds, the rest as one."""
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    if len(ordered) <= MOST_KINDS:
        return ordered
    rest = ordered[MOST_KINDS - 1:]
    return [*ordered[:MOST_KINDS - 1], ((looks.GREY, f"{len(rest)} other kinds"), sum(count for _, count in rest))]


def edge_legend(layer: ET.Element, graph, x: float, y: float) -> float:
    effects: dict[str, Counter] = {}
    for *_, data in graph.edges(data=True):
        effects.setdefault(data["effect"], Counter())[data["label"]] += 1
    shown = [effect for effect in looks.EDGE_COLORS if effect in effects]
    for effect in shown:
        line = y
        ET.SubElement(layer, "path", {"d": f"M {x:.1f} {line - 4:.1f} h 22", "stroke": looks.EDGE_COLORS[effect],
                                      "stroke-width": "2.5", "marker-end": f"url(#arrow-{effect})"})
        for label in labels(effects[effect], MEANING[effect]):
            words(layer, x + 30, line, label)
            line += LINE
        y = line
    return y


def labels(found: Counter, meaning: str) -> list[str]:
    """The labels of the edges of one colour with their number, the most frequent first; the rest as one."""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:MOST_LABELS], ordered[MOST_LABELS:]
    lines = [f"{label} ({count:,})" for label, count in shown]
    lines += [f"{len(rest)} other relations ({sum(count for _, count in rest):,})"] if rest else []
    return [f"{meaning}: {lines[0]}" if meaning else lines[0], *lines[1:]]


def words(layer: ET.Element, x: float, y: float, text: str, color: str = looks.BLACK) -> None:
    ET.SubElement(layer, "text", x=f"{x:.1f}", y=f"{y:.1f}", fill=color).text = clean(text)
