"""Which graphs a query may name: those of the dataset. Nothing is fetched, so any other is refused and not silently empty."""

import difflib
import re
from urllib.parse import urljoin

from ..names import PREFIXES
from ..problems import Stop
from ..querying.offline import TOKEN, refuse_service

PREFIX = re.compile(r"PREFIX\s+([^\s:]*):\s*<([^<>\s]*)>", re.IGNORECASE)
BASE = re.compile(r"BASE\s*<([^<>\s]*)>", re.IGNORECASE)


def refuse_foreign(text: str, known: frozenset[str]) -> dict | None:
    """Stop at SERVICE and at a FROM of a graph that is not here; the options for a query that names its graphs itself, else None."""
    folded = text.upper()
    if "SERVICE" in folded:
        refuse_service(text)
    if "FROM" not in folded:
        return None
    graphs = list(graphs_of(text))
    for graph in graphs:
        refuse_unknown(graph, known)
    return {"use_default_graph_as_union": False} if graphs else None


def graphs_of(text: str):
    """The IRIs after FROM and FROM NAMED, outside of all braces."""
    base = (BASE.findall(text) or [""])[-1]
    prefixes = {**PREFIXES, **{prefix: urljoin(base, iri) for prefix, iri in PREFIX.findall(text)}}
    deep, waiting = 0, False
    for token in TOKEN.finditer(text):
        word, content = (token["word"] or "").upper(), token[0]
        deep += (content == "{") - (content == "}")
        if not deep and (word == "FROM" or (waiting and word == "NAMED")):
            waiting = True
        elif waiting and not (content.isspace() or content.startswith("#")):
            yield resolved(content, prefixes, base)
            waiting = False


def resolved(name: str, prefixes: dict[str, str], base: str) -> str:
    if name.startswith("<"):
        return urljoin(base, name[1:-1]) if base else name[1:-1]
    prefix, colon, local = name.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local) if colon else name


def refuse_unknown(graph: str, known: frozenset[str]) -> None:
    if graph not in known:
        near = difflib.get_close_matches(graph, known, 1) if len(graph) < 300 else []
        raise Stop(f"there is no graph <{graph[:300]}> here, and nothing is fetched from elsewhere",
                   f"did you mean <{near[0]}>?" if near else "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists the graphs")
