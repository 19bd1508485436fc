"""Views: what of the graph a picture or an export shows.

A view is a pair of queries in queries/export/: `<name>-nodes.rq` selects ?node ?label ?kind, `<name>-edges.rq`
selects ?source ?kind ?target; every further column becomes an attribute, but for ?record (what stands behind an edge,
counted as its weight) and ?inferred. Being in the folder means being a view. An edge whose ends are not both among
the nodes is left out, so the nodes alone decide what a view is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..problems import Stop
from ..querying.library import Library, Query, unknown
from ..querying.store import Store

FOLDER = "export"
NEEDED = {"nodes": ("node", "label", "kind"), "edges": ("source", "kind", "target")}


@dataclass(frozen=True)
class View:
    name: str
    nodes: Query
    edges: Query

    @property
    def title(self) -> str:
        return self.nodes.title or self.name


def all_views(library: Library) -> list[View]:
    """Every pair of queries in the folder; half a pair is an error, because its author waits for a view."""
    queries = {query.name: query for query in library.folder(FOLDER)}
    return [View(name, *(half(queries, name, part) for part in NEEDED)) for name in names(queries)]


def names(queries: Iterable[str]) -> list[str]:
    endings = tuple(f"-{part}" for part in NEEDED)
    return sorted({query.rpartition("-")[0] for query in queries if query.endswith(endings)})


def half(queries: dict[str, Query], name: str, part: str) -> Query:
    if found := queries.get(f"{name}-{part}"):
        return found
    raise Stop(f"the view {name} has no file queries/{FOLDER}/{name}-{part}.rq",
               f"add it; it selects {spelled(NEEDED[part])}")


def find(library: Library, name: str) -> View:
    views = all_views(library)
    if found := next((view for view in views if view.name == name.lower()), None):
        return found
    raise unknown("view", name, [view.name for view in views],
                  f"the views are {', '.join(view.name for view in views)}")


def rows(store: Store, query: Query, part: str | None = None) -> Iterable[dict]:
    """The rows of a view's query (`part` is nodes or edges), or of one that all views share, by column."""
    try:
        found = store.ask(query.text)
    except (SyntaxError, RuntimeError) as error:
        raise Stop(f"{query.path}: {error}", "correct the SPARQL") from error
    if missing := [column for column in NEEDED.get(part, ()) if column not in found.columns]:
        raise Stop(f"{query.path} does not select {spelled(missing)}",
                   f"the {part} of a view need {spelled(NEEDED[part])}")
    return (dict(zip(found.columns, row)) for row in found.rows)


def spelled(columns: Iterable[str]) -> str:
    return ", ".join(f"?{column}" for column in columns)
