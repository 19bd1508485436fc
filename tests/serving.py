"""A server of the small project for the tests, started as a user starts it, and plain ways to talk to it."""

import contextlib
import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

JSON_RESULTS = "application/sparql-results+json"
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Rows of values, as SPARQL 1.1 Query Results JSON has them."""
        return [{name: term["value"] for name, term in row.items()} for row in self.json["results"]["bindings"]]

    @property
    def unpacked(self) -> bytes:
        return gzip.decompress(self.body)


@dataclass
class Server:
    process: subprocess.Popen
    port: int
    log: Path
    taken: list = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, query: str, accept: str = JSON_RESULTS, **headers: str) -> Answer:
        """A query by GET, or by POST where an address would be too long."""
        if len(query) > 4000:
            return self.request("POST", "/sparql", query.encode(), **{"Content-Type": QUERY, "Accept": accept}, **headers)
        return self.request("GET", "/sparql?query=" + quote(query), Accept=accept, **headers)

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def form(self, fields, path: str = "/sparql", **headers: str) -> Answer:
        return self.request("POST", path, urlencode(fields).encode(), **{"Content-Type": FORM}, **headers)

    def request(self, method: str, path: str, body: bytes | None = None, timeout: float = 60, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(connection):
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())

    def raw(self, data: bytes, timeout: float = 20) -> bytes:
        """What comes back for these very bytes until the server closes or falls silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(data)
            return received(connection)

    def processes(self) -> list[int]:
        """The server, its zygote and the query processes."""
        return descendants(self.process.pid)

    def query_processes(self) -> list[int]:
        zygote = children(self.process.pid)
        return [pid for one in zygote for pid in children(one)]

    def memory(self) -> int:
        """Megabytes in use by all processes together, each page counted once."""
        return sum(proportional(pid) for pid in self.processes()) >> 10


def received(connection: socket.socket) -> bytes:
    data = b""
    with contextlib.suppress(TimeoutError, ConnectionResetError):
        while part := connection.recv(1 << 16):
            data += part
            if complete(data):
                break
    return data


def complete(data: bytes) -> bool:
    head, gap, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return bool(gap and length and len(body) >= int(length[1]))


def start(root: Path, log: Path, *options: str, environment: dict[str, str] | None = None) -> Server:
    """A server that is ready to answer."""
    port = free_port()
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-m", "kgtools", "serve", "--port", str(port), *options], stdout=file, stderr=file,
                                   env={**os.environ, "KGTOOLS_HOME": str(root), **(environment or {})})
    server = Server(process, port, log)
    until(lambda: process.poll() is not None or is_open(port), 60)
    if process.poll() is not None:
        raise RuntimeError(log.read_text())
    return server


def stop(server: Server, number: int = signal.SIGTERM) -> int:
    server.process.send_signal(number)
    return server.process.wait(20)


@contextlib.contextmanager
def running(root: Path, log: Path, *options: str, environment: dict[str, str] | None = None):
    server = start(root, log, *options, environment=environment)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            stop(server)


def until(fine, seconds: float = 10) -> bool:
    """Whether it has become so in time."""
    end = time.monotonic() + seconds
    while not (so := fine()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(so)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def children(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def descendants(pid: int) -> list[int]:
    return [pid, *(one for child in children(pid) for one in descendants(child))]


def proportional(pid: int) -> int:
    """Kilobytes of the process, shared pages counted in part."""
    with contextlib.suppress(OSError):
        return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)[1])
    return 0


def states(pid: int) -> list[str]:
    """What each thread of a process does: R for computing, S for waiting."""
    with contextlib.suppress(OSError):
        return [(task / "stat").read_text().rpartition(")")[2].split()[0] for task in Path(f"/proc/{pid}/task").iterdir()]
    return []


def lives(pid: int) -> bool:
    return any(state != "Z" for state in states(pid))
