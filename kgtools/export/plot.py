"""A picture of a graph for people without Gephi: SVG by the standard library, PNG by resvg, which is an optional extra.

Letters are measured by a mean width, so that the same graph gives the same bytes on any machine. Nodes and edges carry
a title that a browser shows under the pointer.
"""

import math
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator

from ..problems import Stop
from . import looks
from .columns import clean, edges, nodes
from .layout import LETTER, LINE_HEIGHT, box, wrapped
from .legend import LEGEND_WIDTH, draw_legend
from .packing import Box, Point, bounds

MARGIN, HEAD = 24.0, 84.0
LEAST_WIDTH, LEAST_HEIGHT = 640.0, 420.0
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
BEND = 0.08
ARROW = 5.0
DRAWING_ORDER = ("other", "cause", "relief", "benefit", "harm")


def svg(graph, note: str = "") -> bytes:
    """The picture of a graph whose nodes have been placed, with a note below its title."""
    boxes = {node: box(data, with_label=True) for node, data in graph.nodes(data=True)}
    points = {node: (data["x"], -data["y"]) for node, data in graph.nodes(data=True)}
    left, top, right, bottom = bounds(points.values(), boxes.values()) if points else (0, 0, 0, 0)
    points = {node: (x - left + MARGIN, y - top + HEAD) for node, (x, y) in points.items()}
    drawing = max(LEAST_WIDTH, right - left + 2 * MARGIN)
    root = canvas(drawing + LEGEND_WIDTH, max(LEAST_HEIGHT, bottom - top + HEAD + MARGIN))
    write(root, MARGIN, 38, graph.graph.get("title", ""), 26, weight="bold")
    if note:
        write(root, MARGIN, 60, note, 14, color=looks.DARK_GREY)
    circles = {node: (x, y - len(wrapped(graph.nodes[node]["label"])) * LINE_HEIGHT / 2) for node, (x, y) in points.items()}
    draw_edges(root, graph, circles)
    draw_nodes(root, graph, circles)
    draw_labels(root, graph, circles)
    draw_legend(root, graph, drawing, HEAD)
    ET.indent(root)
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def canvas(width: float, height: float) -> ET.Element:
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "width": f"{width:.0f}", "height": f"{height:.0f}",
                              "viewBox": f"0 0 {width:.0f} {height:.0f}", "font-family": FONT})
    for effect, color in looks.EDGE_COLORS.items():
        marker = ET.SubElement(root, "marker", id=f"arrow-{effect}", viewBox="0 0 10 10", refX="8", refY="5", orient="auto",
                               markerUnits="userSpaceOnUse", markerWidth=f"{2 * ARROW}", markerHeight=f"{2 * ARROW}")
        ET.SubElement(marker, "path", d="M 0 1 L 10 5 L 0 9 z", fill=color)
    ET.SubElement(root, "rect", width="100%", height="100%", fill="#ffffff")
    return root


def write(parent: ET.Element, x: float, y: float, text: str, size: float, color: str = looks.BLACK,
          anchor: str = "start", weight: str = "normal") -> ET.Element:
    element = ET.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "fill": color,
                                             "text-anchor": anchor, "font-weight": weight})
    element.text = clean(text)
    return element


def draw_edges(root: ET.Element, graph, points: dict[str, Point]) -> None:
    """Curves from source to target; several between the same two lie beside each other."""
    layer = ET.SubElement(root, "g", {"fill": "none", "stroke-opacity": "0.75"})
    between: dict[frozenset, int] = defaultdict(int)
    for source, target, data in sorted(edges(graph), key=lambda edge: DRAWING_ORDER.index(edge[2]["effect"])):
        place = between[frozenset((source, target))]
        between[frozenset((source, target))] += 1
        line = ET.SubElement(layer, "path", {
            "d": curve(points[source], points[target], graph.nodes[source]["size"], graph.nodes[target]["size"], place),
            "stroke": data["color"], "stroke-width": f"{min(4, 0.6 + 0.6 * math.sqrt(data['weight'])):.1f}",
            "marker-end": f"url(#arrow-{data['effect']})", **({"stroke-dasharray": "4 3"} if data.get("inferred") else {})})
        said = ": " + data["statements"].replace("|", " / ") if data.get("statements") else ""
        tell(line, f"{graph.nodes[source]['full_label']} {data['label']} {graph.nodes[target]['full_label']}{said}")


def curve(start: Point, end: Point, start_size: float, end_size: float, place: int) -> str:
    """A path from rim to rim, bent to the left of its way, the more the more edges there are between the two."""
    (x, y), (to_x, to_y) = start, end
    length = math.dist(start, end)
    if length < 1:
        reach = start_size * (2.6 + place)
        return f"M {x - 2:.1f} {y - start_size:.1f} C {x - reach:.1f} {y - reach:.1f} {x + reach:.1f} {y - reach:.1f} {x + 2:.1f} {y - start_size:.1f}"
    bend = BEND * (1 + 2 * place)
    middle = (x + to_x) / 2 + (to_y - y) * bend, (y + to_y) / 2 - (to_x - x) * bend
    x, y = toward(start, middle, start_size)
    to_x, to_y = toward(end, middle, end_size + 2)
    return f"M {x:.1f} {y:.1f} Q {middle[0]:.1f} {middle[1]:.1f} {to_x:.1f} {to_y:.1f}"


def toward(point: Point, other: Point, distance: float) -> Point:
    part = min(0.9, distance / max(math.dist(point, other), 1e-9))
    return point[0] + (other[0] - point[0]) * part, point[1] + (other[1] - point[1]) * part


def draw_nodes(root: ET.Element, graph, points: dict[str, Point]) -> None:
    layer = ET.SubElement(root, "g", {"stroke": "#ffffff", "stroke-width": "1"})
    for node, data in nodes(graph):
        circle = ET.SubElement(layer, "circle", cx=f"{points[node][0]:.1f}", cy=f"{points[node][1]:.1f}",
                               r=f"{data['size']:g}", fill=data["color"])
        tell(circle, f"{data['full_label']} ({data.get('class', node)}): {data.get('claims', 0)} claims, {data.get('results', 0)} results")


def tell(element: ET.Element, text: str) -> None:
    ET.SubElement(element, "title").text = clean(text)


def draw_labels(root: ET.Element, graph, points: dict[str, Point]) -> None:
    layer = ET.SubElement(root, "g", {"stroke": "#ffffff", "stroke-width": "3", "stroke-linejoin": "round", "paint-order": "stroke"})
    for node in labelled(graph, points):
        x, y = points[node]
        for place, line in enumerate(wrapped(graph.nodes[node]["label"]), start=1):
            write(layer, x, y + graph.nodes[node]["size"] + place * LINE_HEIGHT - 2, line, 11, anchor="middle")


def labelled(graph, points: dict[str, Point]) -> Iterator[str]:
    """The nodes whose label is free of every other, the largest first."""
    taken: dict[tuple[int, int], list[tuple[Point, Box]]] = defaultdict(list)
    for node, data in sorted(graph.nodes(data=True), key=lambda item: (-item[1]["size"], item[0])):
        lines = wrapped(data["label"])
        area = max(map(len, lines)) * LETTER, len(lines) * LINE_HEIGHT
        middle = points[node][0], points[node][1] + data["size"] + area[1] / 2
        cell = int(middle[0] // 300), int(middle[1] // 120)
        beside = [other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in taken[cell[0] + i, cell[1] + j]]
        if not any(overlaps(middle, area, *other) for other in beside):
            taken[cell].append((middle, area))
            yield node


def overlaps(point: Point, box: Box, other: Point, other_box: Box) -> bool:
    return (abs(point[0] - other[0]) < (box[0] + other_box[0]) / 2 - 1
            and abs(point[1] - other[1]) < (box[1] + other_box[1]) / 2 - 1)


def png(picture: bytes) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise Stop("PNG needs the package resvg_py", "install si-assb-kg[png], or write .svg") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=picture.decode()))
