"""GraphML as Gephi and graphology read it: label, position, size and colour are keys of these names, colour in three parts.

A writer of our own because networkx's gives other bytes where lxml is installed.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping

from .columns import Column, cells, clean, columns, edges, nodes, number
from .looks import rgb

COLOR = {"r": "int", "g": "int", "b": "int"}
OURS = {
    "node": {"label": "string", "x": "double", "y": "double", "size": "double", **COLOR},
    "edge": {"label": "string", "kind": "string", "weight": "double", **COLOR},
}


def write(graph) -> bytes:
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    found = {"node": columns((data for _, data in nodes(graph)), "node"),
             "edge": columns((data for *_, data in edges(graph)), "edge")}
    keys = {(part, name): f"{part[0]}{place}" for part in OURS for place, (name, _) in enumerate(typed(part, found[part]))}
    for part in OURS:
        for name, type_ in typed(part, found[part]):
            ET.SubElement(root, "key", {"id": keys[part, name], "for": part, "attr.name": clean(name), "attr.type": type_})
    drawing = ET.SubElement(root, "graph", edgedefault="directed")
    for node, data in nodes(graph):
        element = ET.SubElement(drawing, "node", id=clean(node))
        add_data(element, "node", values("node", data, found["node"]), keys)
    for source, target, data in edges(graph):
        element = ET.SubElement(drawing, "edge", id=clean(data["id"]), source=clean(source), target=clean(target))
        add_data(element, "edge", values("edge", data, found["edge"]), keys)
    ET.indent(root)
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def typed(part: str, found: Iterable[Column]) -> Iterator[tuple[str, str]]:
    yield from OURS[part].items()
    yield from ((column.name, column.type) for column in found)


def values(part: str, data: Mapping, found: Iterable[Column]) -> Iterator[tuple[str, str]]:
    for name in OURS[part]:
        if name in data:
            yield name, clean(data[name]) if isinstance(data[name], str) else number(data[name])
    yield from zip(COLOR, map(str, rgb(data["color"])))
    yield from ((column.name, text) for column, text in cells(data, found))


def add_data(element: ET.Element, part: str, found: Iterable[tuple[str, str]], keys: Mapping) -> None:
    for name, text in found:
        ET.SubElement(element, "data", key=keys[part, name]).text = text
