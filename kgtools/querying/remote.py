"""The same questions to a SPARQL endpoint elsewhere, through SPARQLWrapper: same columns, same rows, same terms.

Parameters travel as terms in a VALUES block at the head of the query's pattern: written as N-Triples, never as text, and
seen by the filters of that pattern. What that gives up: a filter inside a UNION or a subquery does not see them.
"""

import json
import re
from collections.abc import Iterable

import pyoxigraph as ox

from ..names import PREFIXES
from ..problems import Stop
from .examples import form_of
from .offline import TOKEN
from .store import Answer, Bindings

LONGEST = 30  # seconds
PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):", re.MULTILINE | re.IGNORECASE)
ADVICE = "check the address and that the endpoint is running"


class Remote:
    """An endpoint with the interface of `store.Store`."""

    def __init__(self, url: str, timeout: int = LONGEST):
        self.url = url
        self.timeout = timeout

    def rows(self, text: str, bindings: Bindings | None = None) -> Iterable[tuple]:
        return map(tuple, self.ask(text, bindings).rows)

    def ask(self, text: str, bindings: Bindings | None = None) -> Answer:
        body = self._send(complete(text, bindings or {}))
        try:
            return answer(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Stop(f"{self.url} answered something that is no SPARQL result", ADVICE) from error

    def _send(self, text: str) -> bytes:
        from SPARQLWrapper import JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        wrapper = SPARQLWrapper(self.url, returnFormat=JSON)
        wrapper.setQuery(text)
        wrapper.queryType = form_of(text)  # SPARQLWrapper takes a word of a comment, such as "add", for an update
        wrapper.setMethod(POST)
        wrapper.setTimeout(self.timeout)
        try:
            return wrapper.query().response.read()
        except QueryBadFormed as error:
            raise Stop(f"{self.url} does not accept the query", "correct the SPARQL, or ask an endpoint that speaks SPARQL 1.1") from error
        except (OSError, ValueError, SPARQLWrapperException) as error:
            raise Stop(f"{self.url} cannot be asked ({getattr(error, 'reason', None) or type(error).__name__})", ADVICE) from error


def complete(text: str, bindings: Bindings) -> str:
    """The query as another engine needs it: with all prefixes declared and the parameters in its pattern."""
    declared = set(PREFIX.findall(text))
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix not in declared)
    if not bindings:
        return prologue + text
    at = pattern_start(text)
    variables, terms = " ".join(f"?{name}" for name in bindings), " ".join(map(str, bindings.values()))
    return f"{prologue}{text[:at]} VALUES ({variables}) {{ ({terms}) }} {text[at:]}"


def pattern_start(text: str) -> int:
    """Where the query's pattern begins: behind its first brace, or for a CONSTRUCT behind the one after WHERE."""
    waiting = ""
    for token in TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        if word == "CONSTRUCT":
            waiting = "WHERE"
        elif waiting and word == waiting:
            waiting = ""
        elif token[0] == "{" and not waiting:
            return token.end()
    raise Stop("the query has no pattern to put its parameters in", "write WHERE { ... }")


def answer(data: dict) -> Answer:
    """SPARQL 1.1 Query Results JSON as an answer."""
    if "boolean" in data:
        return Answer([], [], yes=bool(data["boolean"]))
    columns = data["head"]["vars"]
    return Answer(columns, [[term(row.get(column)) for column in columns] for row in data["results"]["bindings"]])


def term(value: dict | None):
    if value is None:
        return None
    if value["type"] == "uri":
        return ox.NamedNode(value["value"])
    if value["type"] == "bnode":
        return ox.BlankNode(value["value"])
    if language := value.get("xml:lang"):
        return ox.Literal(value["value"], language=language)
    datatype = value.get("datatype")
    return ox.Literal(value["value"], datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value["value"])
