"""A request's parts, read with limits: parameters, media types and the body, which a slow or endless sender cannot stretch."""

import asyncio
import re
from binascii import a2b_qp

from .replies import header

MOST_PARAMETERS = 1000
WRONG_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class BadRequest(Exception):
    """A status and what to do about it, in plain words."""

    def __init__(self, status: int, words: str, *headers: tuple[bytes, bytes]):
        super().__init__(words)
        self.status, self.headers = status, headers


def parameters(data: bytes) -> list[tuple[str, str]]:
    """`a=b&c=d` as pairs, in UTF-8 and nothing else."""
    pairs = []
    for part in data.split(b"&", MOST_PARAMETERS):
        if part:
            name, _, value = part.partition(b"=")
            pairs.append((decoded(name), decoded(value)))
    if len(pairs) > MOST_PARAMETERS:
        raise BadRequest(400, f"The request has more than {MOST_PARAMETERS} parameters.")
    return pairs


def decoded(data: bytes) -> str:
    data = data.replace(b"+", b" ")
    if b"%" not in data:
        return text(data)
    if WRONG_PERCENT.search(data):
        raise BadRequest(400, "A % in the parameters is not followed by two hexadecimal digits; write it as %25.")
    return text(a2b_qp(data.replace(b"=", b"%3D").replace(b"%", b"=")))  # quoted-printable but for the sign, and written in C


def text(data: bytes) -> str:
    try:
        found = data.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(400, "The request is not in UTF-8; encode it so.") from error
    if "\0" in found:
        raise BadRequest(400, "The request has a NUL character; leave it out.")
    return found


def media_type(scope) -> tuple[str, str]:
    """The body's media type and charset, in lower case."""
    name, *rest = header(scope, b"content-type").decode("latin-1").lower().split(";")
    charset = next((part.partition("=")[2].strip(' "') for part in rest if part.strip().startswith("charset=")), "utf-8")
    return name.strip(), charset


async def body(scope, receive, limit: int, seconds: float) -> bytes:
    """The whole body, if it is not longer than this and comes in this time."""
    if header(scope, b"content-encoding").strip().lower() not in (b"", b"identity"):
        raise BadRequest(415, "The body is compressed; send it as it is.", (b"accept-encoding", b"identity"))
    length = header(scope, b"content-length")
    if length.isdigit() and int(length) > limit:
        raise too_long(limit)
    try:
        async with asyncio.timeout(seconds):
            return await collected(receive, limit)
    except TimeoutError as error:
        raise BadRequest(408, f"The request did not arrive within {seconds:g} s; send it faster.", (b"connection", b"close")) from error


async def collected(receive, limit: int) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":  # or a body that is not what its headers say
            raise BadRequest(400, "The body ends early or cannot be read; send it whole.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > limit:
            raise too_long(limit)
    return b"".join(parts)


def too_long(limit: int) -> BadRequest:
    return BadRequest(413, f"The request is longer than {limit >> 10} KB; make it shorter.", (b"connection", b"close"))


class Gone(Exception):
    """The client has left, so nobody waits for an answer."""
