"""`/sparql`: questions in, answers out, each computed once for a build."""

import asyncio
import re

from ..problems import Stop
from . import protocol, replies, requests
from .cache import LONGEST, Cache
from .replies import Response, header
from .requests import BadRequest, Gone
from .service import Service

EVERY_TIME_ANEW = re.compile(r"\b(?:RAND|UUID|STRUUID|NOW|BNODE)\s*[(#]", re.IGNORECASE)
READING, QUERYING = ("GET", "HEAD", "OPTIONS"), ("GET", "HEAD", "POST", "OPTIONS")


class Sparql:
    """Answers to requests; what is wrong with one is raised."""

    def __init__(self, service: Service, cache: Cache):
        self.service, self.cache = service, cache

    async def about(self, scope, receive) -> Response:
        """VoID and DCAT."""
        given = dict_of(requests.parameters(scope["query_string"]))
        return await self.answer(scope, receive, protocol.Asked(self.service.about, protocol.wanted_format(scope, given)))

    async def response(self, scope, receive) -> Response:
        settings = self.service.settings
        given, direct = await protocol.read(scope, receive, settings.request, settings.patience)
        asked = protocol.question(scope, given, direct, self.service.graph_set)
        if asked is None:
            asked = protocol.Asked(self.service.description, protocol.wanted_format(scope, dict_of(given)))
        return await self.answer(scope, receive, asked)

    async def answer(self, scope, receive, asked: protocol.Asked) -> Response:
        gzip = replies.wants_gzip(scope)
        scope["kgtools.text"] = asked.name or asked.text  # for the log
        question = (self.service.etag, asked, gzip)
        if found := self.cache.get(question):
            self.shorten(scope, question)
            return found
        etag = self.service.tag(f"{asked.text}\0{asked.options}\0{gzip}")
        fixed = len(asked.text) <= LONGEST and ("(" not in asked.text or not EVERY_TIME_ANEW.search(asked.text))
        if fixed and scope["method"] in ("GET", "HEAD") and replies.is_known(etag, header(scope, b"if-none-match")):
            return replies.made(200, b"", replies.TEXT, replies.VARY, etag=etag)  # becomes a 304
        pool = self.service.pool  # the same until the end, though another may take its place meanwhile
        to_ask = pool.question(asked.head(gzip), asked.text)
        reply = await pool.quick(to_ask) or await watched(pool.long(to_ask), receive)
        if reply.status != 200:
            retry = [(b"retry-after", str(reply.head["retry"]).encode())] if "retry" in reply.head else []
            return replies.error(reply.status, reply.body.decode(), *retry)
        more = [replies.VARY, *([(b"content-encoding", b"gzip")] if reply.head.get("gzip") else [])]
        response = replies.made(200, reply.body, reply.head["type"], *more, etag=etag if fixed else b"")
        if fixed:
            self.cache.keep(question, response, asked.length)
            self.shorten(scope, question)
        return response

    def shorten(self, scope, question) -> None:
        if scope["method"] != "POST" and question[0] == self.service.etag:
            self.cache.shorten(shortcut(scope), question)


def shortcut(scope) -> tuple:
    """All of a GET request that its answer depends on."""
    return scope["path"], scope["query_string"], header(scope, b"accept"), header(scope, b"accept-encoding")


def dict_of(given: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [value for key, value in given if key == name] for name, _ in given}


async def told(responding, methods: tuple[str, ...], scope, receive) -> Response | None:
    """The response, or what is wrong with the request; None when the client has left."""
    try:
        return by_method(methods, scope["method"]) or await responding(scope, receive)
    except BadRequest as bad:
        return replies.error(bad.status, str(bad), *bad.headers)
    except Stop as stop:
        return replies.error(503, f"{str(stop)[:1].upper()}{str(stop)[1:]}.")
    except Gone:
        return None


def by_method(methods: tuple[str, ...], method: str) -> Response | None:
    """The answer to OPTIONS and to a method that is not taken here."""
    if method in methods and method != "OPTIONS":
        return None
    allowed = ", ".join(methods)
    if method not in methods:
        return replies.error(405, f"This address takes {allowed}.", (b"allow", allowed.encode()))
    about = [(b"allow", allowed.encode()), (b"access-control-allow-methods", allowed.encode()), (b"access-control-max-age", b"86400"),
             (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match")]
    return replies.made(204, b"", replies.TEXT, *about)


async def watched(asking, receive):
    """The reply; when the client leaves before, the asking is stopped."""
    tasks = asyncio.ensure_future(asking), asyncio.ensure_future(left(receive))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not tasks[0].done():
            raise Gone
        return tasks[0].result()
    finally:
        for task in tasks:
            task.cancel()


async def left(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
