"""What the server tells of its work: one line for each request that was worked on, one a minute for those from the cache.

    09:31:22  200  GET /sparql  12 ms  4,096 bytes  SELECT ?s WHERE { ?s a si:Anode }
"""

import asyncio
import logging
import time

LOG = logging.getLogger("kgtools.web")
MINUTE, PAUSE = 60.0, 0.2  # seconds
LONGEST = 120


def to_stderr(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    LOG.addHandler(handler)
    LOG.setLevel(level)
    LOG.propagate = False


class Lines:
    """Lines for requests, put together and written a few times a second: writing each by itself takes as long as a small query."""

    def __init__(self):
        self.lines: list[tuple] = []

    def add(self, scope, status: int, size: int, start: float) -> None:
        if not LOG.isEnabledFor(logging.INFO):
            return
        if not self.lines:
            asyncio.get_running_loop().call_later(PAUSE, self.write)
        now = time.time()
        self.lines.append((now, scope["method"], scope["path"], scope.get("kgtools.text", ""), status, size, (time.perf_counter() - start) * 1000))

    def write(self) -> None:
        lines, self.lines = self.lines, []
        for handler in LOG.handlers:
            handler.stream.write("".join(map(line, lines)))
            handler.flush()


def line(about: tuple) -> str:
    moment, method, path, text, status, size, spent = about
    when = time.strftime("%H:%M:%S", time.localtime(moment))
    return f"{when}  {status or 'left'}  {one_line(f'{method} {path}', 80)}  {spent:.0f} ms  {size:,} bytes  {one_line(text, LONGEST)}\n"


class Noted:
    """A `send` that remembers what was sent, and adds headers that are missing."""

    def __init__(self, send, headers: list[tuple[bytes, bytes]]):
        self.send, self.headers = send, headers
        self.status, self.size, self.start = 0, 0, time.perf_counter()

    async def __call__(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            present = {name for name, _ in message["headers"]}
            message = {**message, "headers": [*message["headers"], *(pair for pair in self.headers if pair[0] not in present)]}
        else:
            self.size += len(message.get("body", b""))
        await self.send(message)

    def tell(self, scope, lines: Lines) -> None:
        lines.add(scope, self.status, self.size, self.start)


def one_line(text: str, longest: int) -> str:
    """Without line breaks and control characters, so that nobody writes lines of their own into the log."""
    short = " ".join(text[: 4 * longest].split())
    short = short if len(short) <= longest else short[: longest - 3] + "..."
    return short if short.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in short)


class Counter:
    """Answers from the cache, told of once a minute."""

    def __init__(self):
        self.count, self.since = 0, time.monotonic()

    def add(self) -> None:
        self.count += 1
        if self.count % 256 == 1 and time.monotonic() > self.since + MINUTE:
            LOG.info("%s answers from the cache", f"{self.count:,}")
            self.count, self.since = 0, time.monotonic()
