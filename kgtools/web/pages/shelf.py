"""Pages as they are sent: each rendered and packed once for a build, kept while there is room, and not sent again to who has it.

Rendering happens in a thread, so that a long page holds up nobody who asks something short.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from .. import replies

ROOM = 32 << 20


class Shelf:
    def __init__(self):
        self.packed: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self.size = 0

    async def response(self, request: Request, version: str, key: str, making: Callable[[], Awaitable[bytes | None]],
                       headers: dict[str, str], media_type: str) -> Response | None:
        """The page of this key; None where `making` has none."""
        etag = f'W/"{version}-{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"'
        headers = {**headers, "ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}
        packed = self.packed.get((version, key))
        if packed is None:
            if (body := await making()) is None:
                return None
            packed = await asyncio.to_thread(gzip.compress, body, 6, mtime=0)
            self.keep((version, key), packed)
        if replies.is_known(etag.encode(), request.headers.get("if-none-match", "").encode()):
            return Response(status_code=304, headers=headers)
        if replies.wants_gzip(request.scope):
            return Response(packed, 200, {**headers, "Content-Encoding": "gzip"}, media_type)
        return Response(gzip.decompress(packed), 200, headers, media_type)

    def keep(self, key: tuple[str, str], packed: bytes) -> None:
        """Two who ask at once both make a page; the second replaces the first."""
        self.size += len(packed) - len(self.packed.pop(key, b""))
        self.packed[key] = packed
        while self.size > ROOM and self.packed:
            self.size -= len(self.packed.popitem(last=False)[1])
