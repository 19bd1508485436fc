"""SPARQL 1.1 Protocol: from a request to the query it carries and the dataset it names, or to what is wrong with it."""

import re
from typing import NamedTuple

from ..problems import Stop
from . import formats, requests
from .dataset import refuse_unknown
from .processes import wire
from .replies import header
from .requests import BadRequest

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
READ_ONLY = "This endpoint answers queries and is not written to; send updates to an endpoint of your own."
LONGEST_FORMAT = 100  # characters
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")


class Asked(NamedTuple):
    """A question, however it was put; equal ones have the same answer. With a name it is one of the library, with what is given."""

    text: str
    wanted: formats.Wanted
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    name: str = ""
    given: tuple[tuple[str, str], ...] = ()

    @property
    def options(self) -> tuple:
        """All but the text."""
        return (*self.wanted, self.default, self.named, self.name, self.given)

    @property
    def length(self) -> int:
        """Characters, with those of the parameters."""
        return len(self.text) + sum(len(name) + len(value) for name, value in self.given)

    def head(self, gzip: bool) -> wire.Head:
        """As query processes take it."""
        return (("solutions", self.wanted.solutions), ("graph", self.wanted.graph), ("default", self.default), ("named", self.named),
                ("name", self.name), ("given", self.given), ("gzip", gzip))


async def read(scope, receive, limit: int, seconds: float) -> tuple[list[tuple[str, str]], str | None]:
    """All parameters of the request, and the query if it is the body."""
    given = requests.parameters(scope["query_string"])
    if scope["method"] != "POST":
        return given, None
    media_type, charset = requests.media_type(scope)
    if media_type == UPDATE:
        raise BadRequest(403, READ_ONLY)
    if media_type not in (FORM, QUERY):
        raise BadRequest(415, f"The body is of another kind; send {QUERY}, or {FORM} with the parameter query.")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise BadRequest(415, "The body is not in UTF-8; encode it so.")
    data = await requests.body(scope, receive, limit, seconds)
    if media_type == FORM:
        return given + requests.parameters(data), None
    return given, requests.text(data)


def question(scope, given: list[tuple[str, str]], direct: str | None, graphs: frozenset[str]) -> Asked | None:
    """The question; None when there is none, so that the service is to describe itself."""
    if len(given) == 1 and given[0][0] == "query" and given[0][1].strip() and direct is None:  # nearly always
        return Asked(given[0][1], wanted_format(scope, {}))
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise BadRequest(403, READ_ONLY)
    if any(name in values for name in ("using-graph-uri", "using-named-graph-uri")):
        raise BadRequest(400, "using-graph-uri and using-named-graph-uri are for updates; a query takes default-graph-uri and named-graph-uri.")
    wanted = wanted_format(scope, values)
    queries = values.get("query", []) + ([direct] if direct is not None else [])
    if not queries and scope["method"] != "POST" and not values.keys() - {"format", "output", "results"}:
        return None
    if len(queries) != 1:
        raise BadRequest(400, "The request has no query; send it as the parameter query." if not queries else
                         "The request has several queries; send one at a time.")
    if not queries[0].strip():
        raise BadRequest(400, "The query is empty; write for example SELECT * { ?s ?p ?o } LIMIT 10.")
    return Asked(queries[0], wanted, graphs_named(values, "default-graph-uri", graphs), graphs_named(values, "named-graph-uri", graphs))


def wanted_format(scope, values: dict[str, list[str]]) -> formats.Wanted:
    """`format`, which some clients send as `output` and in several spellings at once, or Accept."""
    names = [name for name in next((values[key] for key in ("format", "output") if key in values), []) if name]
    if names:
        return named_format(names)
    wanted = formats.wanted(header(scope, b"accept").decode("latin-1"), None)
    if wanted is None:
        offered = sorted({media_type.partition(";")[0] for media_type in (*formats.SOLUTIONS.values(), *formats.GRAPHS.values())})
        raise BadRequest(406, f"Nothing that is accepted can be given; accept one of {', '.join(offered)}.")
    return wanted


def named_format(names: list[str]) -> formats.Wanted:
    found = [formats.wanted("", name) if len(name) <= LONGEST_FORMAT else None for name in names]
    if None in found:
        raise BadRequest(400, f"There is no format {names[found.index(None)][:40]!r}; use json, xml, csv, tsv, turtle, ntriples, rdfxml or jsonld.")
    rows, graphs = ({getattr(one, kind) for one in found} - {None} for kind in ("solutions", "graph"))
    if len(rows) > 1 or len(graphs) > 1:
        raise BadRequest(400, "The request has several formats; name one.")
    return formats.Wanted(next(iter(rows), None), next(iter(graphs), None))


def graphs_named(values: dict[str, list[str]], name: str, graphs: frozenset[str]) -> tuple[str, ...] | None:
    """The graphs that a parameter names, all of which have to be here."""
    found = tuple(sorted({value for value in values.get(name, []) if value}))
    for graph in found:
        if not ABSOLUTE.match(graph):
            raise BadRequest(400, f"{name} is no absolute IRI; write it in full.")
        try:
            refuse_unknown(graph, graphs)
        except Stop as stop:
            raise BadRequest(400, f"{name}: {stop}.") from stop
    return found or None
