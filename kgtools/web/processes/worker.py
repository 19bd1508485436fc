"""A query process: takes one question at a time from its socket, answers with bytes, and ends when the socket closes.

It is forked from the zygote with the dataset in memory. What goes wrong with a query is told as a status of HTTP with a
message in plain words; what kills the process (memory, stack, time) the server tells for it.
"""

import gc
import json
import os
import re
import resource
import socket
import sys
import threading
import zlib

import pyoxigraph as ox

from ...names import PREFIXES
from ...problems import Stop
from ...querying import lookup, remote
from ...querying.library import Library
from ...querying.store import Store
from ..dataset import refuse_foreign
from ..formats import GRAPHS, SOLUTIONS
from . import confine, wire

STACK = 256 << 20
OVERHEAD = STACK + (192 << 20)  # address space of the stack and of malloc's arenas, beside the memory that a query may use
SPARE = 48 << 10  # kilobytes that a process may have grown before it is replaced
DEEPEST = 2000
RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
RDF = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
       "n3": ox.RdfFormat.N3}
WRITTEN = {**PREFIXES, "void": "http://rdfs.org/ns/void#", "dcat": "http://www.w3.org/ns/dcat#",
           "sd": "http://www.w3.org/ns/sparql-service-description#"}
NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LINE = re.compile(r"at (\d+):\d+: (.*)", re.DOTALL)


class TooLarge(Exception):
    pass


class Buffer:
    """Bytes in memory up to a limit."""

    def __init__(self, limit: int):
        self.parts: list[bytes] = []
        self.left = limit

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass


class Refused(Exception):
    """The question is not answered: status and words."""

    def __init__(self, status: int, words: str):
        super().__init__(words)
        self.status = status


class Worker:
    def __init__(self, store: Store, library: Library, graphs: frozenset[str], largest: int):
        self.store, self.library, self.graphs, self.largest = store, library, graphs, largest

    def answer(self, asked: dict) -> tuple[dict, bytes]:
        """Head and body of the answer to one question."""
        try:
            body, media_type = self._answer(asked)
        except Refused as refused:
            return {"status": refused.status}, str(refused).encode()
        except TooLarge:
            return {"status": 413}, f"The answer is larger than {self.largest >> 20} MB; ask for less, or add LIMIT.".encode()
        except Stop as stop:
            return {"status": 400}, sentence(stop).encode()
        except SyntaxError as error:
            return {"status": 400}, syntax(error).encode()
        except MemoryError:
            return {"status": 503, "leave": True}, b"The query needs more memory than one query gets."
        except Exception as error:
            return {"status": 400}, f"The query cannot be answered: {error}".encode()
        head = {"status": 200, "type": media_type}
        if asked.get("gzip") and len(body) > 1000:
            body, head["gzip"] = zipped(body), True
        return head, body

    def _answer(self, asked: dict) -> tuple[bytes, str]:
        text, bound, hidden = self._query(asked)
        depth(text)
        named_by_query = refuse_foreign(text, self.graphs)
        options = dataset_of(asked) or named_by_query or {"use_default_graph_as_union": True}
        if bound:
            options["substitutions"] = bound
        found = self._found(text, options)
        buffer = Buffer(self.largest)
        if isinstance(found, ox.QueryTriples):
            name = acceptable(asked["graph"], "triples", GRAPHS)
            written(found, buffer, name)
            return sound(b"".join(buffer.parts), name), GRAPHS[name]
        name = acceptable(asked["solutions"], "rows", SOLUTIONS)
        if hidden and isinstance(found, ox.QuerySolutions):
            found = without(found, hidden, buffer)
        found.serialize(buffer, RESULTS[name])
        return sound(b"".join(buffer.parts), name), SOLUTIONS[name]

    def _found(self, text: str, options: dict):
        """Our prefixes are offered to queries that do not declare their own; each one costs time, so only when they are missed."""
        try:
            return self.store.ox.query(text, **options)
        except SyntaxError:
            prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if prefix + ":" in text}
            if not prefixes:
                raise
            return self.store.ox.query(text, prefixes=prefixes, **options)

    def _query(self, asked: dict) -> tuple[str, dict | None, set[str]]:
        """The text that was sent, or the library's query of this name with its parameters as terms; and which columns to hide."""
        if name := asked.get("name"):
            query = self.library.find(name)
            bound = lookup.bindings(self.store, query, dict(asked["given"]))
            return query.text, substitutions(bound), query.parameters.keys() - query.columns.keys()
        bound = {name: remote.term(dict(term)) for name, term in asked.get("bindings", ())}
        return asked["text"], substitutions(bound), set()


def substitutions(bound: dict) -> dict:
    return {ox.Variable(name): term for name, term in bound.items()}


def dataset_of(asked: dict) -> dict:
    """The graphs that the request names are the whole dataset, whatever the query says; none if it names none."""
    if asked.get("default") is None and asked.get("named") is None:
        return {}
    return {"default_graph": [ox.NamedNode(iri) for iri in asked["default"] or ()], "named_graphs": [ox.NamedNode(iri) for iri in asked["named"] or ()]}


def acceptable(name: str | None, kind: str, known: dict[str, str]) -> str:
    if name is None:
        media_types = ", ".join(media_type.partition(";")[0] for media_type in known.values())
        raise Refused(406, f"The answer to this query is {kind}, and comes as {media_types}; ask for one of these with Accept or format.")
    return name


def written(triples: ox.QueryTriples, buffer: Buffer, name: str) -> None:
    if name in ("turtle", "rdfxml", "n3"):
        ox.serialize(triples, buffer, RDF[name], prefixes=WRITTEN)
    else:
        triples.serialize(buffer, RDF[name])


def without(found: ox.QuerySolutions, hidden: set[str], buffer: Buffer):
    """The solutions without the columns that are selected only to have a parameter bound."""
    found.serialize(buffer, RESULTS["json"])
    data = json.loads(b"".join(buffer.parts))
    buffer.left += sum(map(len, buffer.parts))
    buffer.parts.clear()
    data["head"]["vars"] = [name for name in data["head"]["vars"] if name not in hidden]
    for row in data["results"]["bindings"]:
        for name in hidden & row.keys():
            del row[name]
    return ox.parse_query_results(json.dumps(data), RESULTS["json"])


def sound(body: bytes, name: str) -> bytes:
    """The answer, if XML can have it: it knows no control characters, and RDF/XML no property that ends in digits."""
    if name in ("xml", "rdfxml") and (NO_XML.search(body) or (name == "rdfxml" and b"<oxprefix: " in body)):
        raise Refused(406, "XML cannot hold this answer; ask for JSON, TSV or Turtle.")
    return body


def depth(text: str) -> None:
    """A quick refusal of what would only overflow the parser's stack; strings are not looked into, being rarely that deep."""
    if text.count("{") + text.count("(") + text.count("[") <= DEEPEST:
        return
    now = 0
    for sign in re.findall(r"[][(){}]", text):
        now += 1 if sign in "[({" else -1
        if now > DEEPEST:
            raise Refused(400, f"The query is nested more than {DEEPEST} deep; write it flatter.")


def syntax(error: SyntaxError) -> str:
    found = LINE.search(str(error))
    where, words = (f"line {found[1]} of ", found[2]) if found else ("", str(error))
    return f"Error in {where}the query: {' '.join(words.split())}. Correct the SPARQL."


def sentence(stop: Stop) -> str:
    words = str(stop)
    return words[:1].upper() + words[1:] + "."


def zipped(body: bytes) -> bytes:
    packer = zlib.compressobj(5, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


def serve(sock: socket.socket, worker: Worker, memory: int) -> None:
    """The life of a query process, in a thread with a stack that deep queries do not overflow."""
    confine.limits(memory + OVERHEAD)
    confine.no_system_calls()
    threading.stack_size(STACK)
    thread = threading.Thread(target=loop, args=(sock, worker))
    thread.start()
    thread.join()


def loop(sock: socket.socket, worker: Worker) -> None:
    at_first, clock = grown(), confine.Clock()
    while asked := wire.receive(sock):
        head, text = asked
        clock.allow(head["seconds"])
        answer, body = worker.answer({**head, "text": text.decode()})
        if grown() > at_first + SPARE:
            answer["leave"] = True
        wire.send(sock, tuple(answer.items()), body)
        if "leave" in answer:
            return
        del body, text


def grown() -> int:
    """Kilobytes that the process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def quiet() -> None:
    """Nothing that dies in the process writes to the server's log, and no search for garbage touches the shared memory."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    gc.disable()
