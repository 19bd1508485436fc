"""For curators: SPARQL Update at `/update` and the Graph Store Protocol at `/store`, with a token and one change at a time.

A change is made by a process of its own (editing.py), which examines the result before it counts. It is acknowledged
when it is on the disk and served. Reading a graph at `/store` needs no token.
"""

import asyncio
import hmac

from .. import protocol, replies, requests
from ..logs import LOG
from ..replies import Response, header
from ..requests import BadRequest
from ..service import Service
from ..sparql import Sparql, dict_of
from .changes import edited

WAITING = 8
LARGEST = 8 << 20
CLOSED = protocol.READ_ONLY
UNKNOWN = "This address is for curators; send the header Authorization: Bearer, with the token that the server was started with."


class Curators:
    def __init__(self, service: Service, sparql: Sparql):
        self.service, self.sparql = service, sparql
        self.turn, self.waiting = asyncio.Lock(), 0

    async def update(self, scope, receive) -> Response:
        """SPARQL 1.1 Update by POST, direct or as a form."""
        self._refuse_strangers(scope)
        media_type, charset = requests.media_type(scope)
        if media_type not in (protocol.FORM, protocol.UPDATE) or charset not in ("utf-8", "utf8", "us-ascii"):
            raise BadRequest(415, f"Send {protocol.UPDATE}, or {protocol.FORM} with the parameter update, in UTF-8.")
        body = await self._body(scope, receive)
        given = requests.parameters(scope["query_string"]) + (requests.parameters(body) if media_type == protocol.FORM else [])
        updates = [value for name, value in given if name == "update"] + ([requests.text(body)] if media_type == protocol.UPDATE else [])
        if len(updates) != 1 or not updates[0].strip():
            raise BadRequest(400, "The request has no update, or several; send one.")
        if any(name.startswith("using-") for name, _ in given):
            raise BadRequest(400, "Name graphs with USING or GRAPH in the update itself.")
        return await self._change({"method": "UPDATE"}, updates[0].encode())

    async def store(self, scope, receive) -> Response:
        """Graph Store Protocol: GET, HEAD, PUT, POST, DELETE of `?graph=IRI` or `?default`."""
        graph = self._graph(scope)
        method = scope["method"]
        if method in ("GET", "HEAD"):
            return await self._read(scope, receive, graph)
        self._refuse_strangers(scope)
        if graph is None and method != "POST":
            raise BadRequest(403, "The default graph is the union of all and not replaced as a whole; name a graph.")
        media_type, _ = requests.media_type(scope)
        body = b"" if method == "DELETE" else await self._body(scope, receive)
        return await self._change({"method": method, "graph": graph, "type": media_type}, body)

    async def _read(self, scope, receive, graph: str | None) -> Response:
        if graph is not None and graph not in self.service.graph_set:
            raise BadRequest(404, "There is no such graph; SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists those that are there.")
        wanted = protocol.wanted_format(scope, {})
        return await self.sparql.answer(scope, receive, protocol.Asked("CONSTRUCT WHERE { ?s ?p ?o }", wanted, (graph,) if graph else None))

    def _graph(self, scope) -> str | None:
        """The graph that the address names; None for the default graph."""
        given = dict_of(requests.parameters(scope["query_string"]))
        if set(given) == {"default"} and given["default"] == [""]:
            return None
        if set(given) != {"graph"} or len(given["graph"]) != 1 or not protocol.ABSOLUTE.match(given["graph"][0]):
            raise BadRequest(400, "Say ?default, or ?graph= with the graph's IRI in full.")
        return given["graph"][0]

    def _refuse_strangers(self, scope) -> None:
        token = self.service.settings.token
        if not token:
            raise BadRequest(403, CLOSED)
        kind, _, given = header(scope, b"authorization").partition(b" ")
        if kind.lower() != b"bearer" or not hmac.compare_digest(given.strip(), token.encode()):
            raise BadRequest(401, UNKNOWN, (b"www-authenticate", b"Bearer"))

    async def _body(self, scope, receive) -> bytes:
        return await requests.body(scope, receive, LARGEST, self.service.settings.patience)

    async def _change(self, change: dict, body: bytes) -> Response:
        """What has begun is brought to its end, and keeps its turn, even if nobody waits for the answer any more."""
        if self.waiting >= WAITING:
            raise BadRequest(503, "Too many changes at once; try again in a minute.", (b"retry-after", b"60"))
        self.waiting += 1
        return await asyncio.shield(self._in_turn(change, body))

    async def _in_turn(self, change: dict, body: bytes) -> Response:
        try:
            async with self.turn:
                return await self._made(change, body)
        finally:
            self.waiting -= 1

    async def _made(self, change: dict, body: bytes) -> Response:
        found = await edited({**change, "root": str(self.service.places.root), "build": str(self.service.places.build)}, body)
        if "words" in found:
            raise BadRequest(found["status"], found["words"])
        if found["status"] == 404:
            raise BadRequest(404, "There is no such graph.")
        await self._served(found["dataset"])
        return replies.made(found["status"], b"", replies.TEXT, *replies.NOT_KEPT)

    async def _served(self, dataset: str) -> None:
        try:
            await self.service.renew(dataset)
        except Exception as error:
            LOG.error("a change is on the disk and cannot be served", exc_info=error)
            raise BadRequest(500, "The change is made and kept, but not served yet; start the server again.") from error
        self.sparql.cache.clear()
