"""GEXF 1.3 as Gephi Desktop and Gephi Lite read it; both were read in their source.

- Each edge has `kind`, because Desktop merges edges between the same pair that have none, or the same.
- Colours have no alpha: `a="1.0"` makes a colour that Lite shows as grey.
- Attribute ids are numbers (graphology takes any other id for the title), and each class has one block (it reads the last).
- The prefix is literally `viz:`, which graphology looks for by name.
- No date, so that the same graph gives the same bytes.

networkx has a writer that does none of these, hence this one.
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from .columns import Column, cells, clean, columns, edges, nodes, number
from .looks import rgb

NAMESPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}


def write(graph) -> bytes:
    root = ET.Element("gexf", NAMESPACES)
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "kgtools"
    ET.SubElement(meta, "title").text = clean(graph.graph.get("title", ""))
    drawing = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static", idtype="string")
    found = {"node": columns((data for _, data in nodes(graph)), "node"),
             "edge": columns((data for *_, data in edges(graph)), "edge")}
    for part, part_columns in found.items():
        add_columns(drawing, part, part_columns)
    all_nodes, all_edges = ET.SubElement(drawing, "nodes"), ET.SubElement(drawing, "edges")
    for node, data in nodes(graph):
        add_node(all_nodes, node, data, found["node"])
    for source, target, data in edges(graph):
        add_edge(all_edges, source, target, data, found["edge"])
    ET.indent(root)
    return ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def add_columns(drawing: ET.Element, part: str, found: list[Column]) -> None:
    block = ET.SubElement(drawing, "attributes", {"class": part, "mode": "static"})
    for number_, column in enumerate(found):
        ET.SubElement(block, "attribute", id=str(number_), title=clean(column.name), type=column.type)


def add_node(parent: ET.Element, node: str, data: Mapping, found: list[Column]) -> None:
    element = ET.SubElement(parent, "node", id=clean(node), label=clean(data["label"]))
    add_values(element, data, found)
    add_color(element, data)
    if "x" in data:
        ET.SubElement(element, "viz:position", x=number(data["x"]), y=number(data["y"]), z="0")
    ET.SubElement(element, "viz:size", value=number(data["size"]))


def add_edge(parent: ET.Element, source: str, target: str, data: Mapping, found: list[Column]) -> None:
    element = ET.SubElement(parent, "edge", id=clean(data["id"]), source=clean(source), target=clean(target),
                            type="directed", kind=clean(data["kind"]), label=clean(data["label"]),
                            weight=number(data["weight"]))
    add_values(element, data, found)
    add_color(element, data)


def add_values(element: ET.Element, data: Mapping, found: list[Column]) -> None:
    values = ET.SubElement(element, "attvalues")
    numbers = {column: str(number_) for number_, column in enumerate(found)}
    for column, text in cells(data, found):
        ET.SubElement(values, "attvalue", {"for": numbers[column], "value": text})


def add_color(element: ET.Element, data: Mapping) -> None:
    red, green, blue = rgb(data["color"])
    ET.SubElement(element, "viz:color", r=str(red), g=str(green), b=str(blue))
