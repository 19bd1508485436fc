"""Node and edge tables for Gephi's spreadsheet import: `Id,Label` and `Source,Target,Type,Kind,Id,Label,Weight` first."""

import csv
import io
from collections.abc import Iterable, Sequence

from .columns import cells, columns, edges, nodes, number


def write(graph) -> dict[str, bytes]:
    """Two tables, by the ending of their name."""
    return {"nodes": table(("Id", "Label"), ((data, (node, data["label"])) for node, data in nodes(graph)), "node"),
            "edges": table(("Source", "Target", "Type", "Kind", "Id", "Label", "Weight"),
                           ((data, (source, target, "Directed", data["kind"], data["id"], data["label"], number(data["weight"])))
                            for source, target, data in edges(graph)), "edge")}


def table(own: Sequence[str], rows: Iterable[tuple[dict, Sequence[str]]], part: str) -> bytes:
    rows = list(rows)
    found = columns((data for data, _ in rows), part)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*own, *(column.name for column in found)])
    for data, first in rows:
        known = dict(cells(data, found))
        writer.writerow([*first, *(known.get(column, "") for column in found)])
    return text.getvalue().encode()
