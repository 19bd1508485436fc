"""What goes back to the client: status, headers and body, with the headers that every answer of this server has."""

import asyncio
from dataclasses import dataclass

from . import formats

CORS = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"ETag, Link, Retry-After")]
SAFE = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]
TEXT = "text/plain; charset=utf-8"
NOT_KEPT = [(b"cache-control", b"no-store")]
PIECE = 256 << 10  # bytes
PATIENCE = 10.0  # seconds
VARY = (b"vary", b"Accept, Accept-Encoding")


@dataclass
class Response:
    """One answer, ready to be sent again and again."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes = b""
    etag: bytes = b""

    @property
    def size(self) -> int:
        """Bytes in memory, with what the shortest of questions takes."""
        return len(self.body) + 10_000

    async def __call__(self, scope, receive, send) -> None:
        """As an ASGI application; to HEAD without the body, and short if the client has it already."""
        if self.etag and scope["method"] in ("GET", "HEAD") and is_known(self.etag, header(scope, b"if-none-match")):
            unchanged = [pair for pair in self.headers if pair[0] not in (b"content-length", b"content-type", b"content-encoding")]
            await send({"type": "http.response.start", "status": 304, "headers": unchanged})
            return await send({"type": "http.response.body", "body": b""})
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        if scope["method"] == "HEAD" or len(self.body) <= PIECE:
            return await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self.body})
        await in_pieces(send, self.body, scope.get("kgtools.patience", PATIENCE))


async def in_pieces(send, body: bytes, patience: float) -> None:
    """The body bit by bit: who takes longer than this to read one gets no more, so that nobody holds a large answer for long."""
    for start in range(0, len(body), PIECE):
        try:
            async with asyncio.timeout(patience):
                await send({"type": "http.response.body", "body": body[start:start + PIECE], "more_body": start + PIECE < len(body)})
        except TimeoutError:
            return


def made(status: int, body: bytes, media_type: str, *more: tuple[bytes, bytes], etag: bytes = b"") -> Response:
    about = [(b"content-type", media_type.encode()), (b"content-length", str(len(body)).encode())]
    if etag:
        about += [(b"etag", etag), (b"cache-control", b"no-cache")]
    return Response(status, [*about, *more, *CORS, *SAFE], body, etag)


def error(status: int, words: str, *more: tuple[bytes, bytes]) -> Response:
    """A problem in plain words, never in HTML."""
    return made(status, (words.rstrip("\n") + "\n").encode(), TEXT, *more, *NOT_KEPT)


def header(scope, name: bytes) -> bytes:
    """The value of a header; several of one name count as a list."""
    headers = scope.get("kgtools.headers")
    if headers is None:
        headers = scope["kgtools.headers"] = {}
        for key, value in scope["headers"]:
            headers[key] = headers[key] + b", " + value if key in headers else value
    return headers.get(name, b"")


def is_known(etag: bytes, given: bytes) -> bool:
    """Whether If-None-Match names this tag (weak comparison)."""
    if not given:
        return False
    tags = [tag.strip().removeprefix(b"W/") for tag in given.split(b",")]
    return etag.removeprefix(b"W/") in tags or given.strip() == b"*"


def wants_gzip(scope) -> bool:
    encoding = header(scope, b"accept-encoding")
    return b"gzip" in encoding and formats.takes_gzip(encoding.decode("latin-1")) or (encoding.strip() == b"*")
