"""What clients do to a server in the long run: leave, never read, send what fills its memory; and what becomes of it when a part dies."""

import asyncio
import contextlib
import os
import signal
import socket
import time

import hostile
import pytest
import serving

from kgtools.web.cache import LONGEST, Cache
from kgtools.web.processes.lanes import Lane
from kgtools.web.processes.process import LATE, Process
from kgtools.web.replies import Response

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000 # %d"  # some tens of megabytes


@pytest.fixture
def server(built, tmp_path):
    with serving.running(built.root, tmp_path / "log", "--patience", "1", "--workers", "4") as server:
        yield server


def posted(server, query: str, room: int = 0) -> socket.socket:
    """A connection on which a query was sent; `room` for what comes back unread."""
    connection = socket.socket()
    if room:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.connect(("127.0.0.1", server.port))
    body = query.encode()
    connection.sendall(hostile.post(body, hostile.SPARQL, b"Content-Length: %d" % len(body)))
    return connection


def test_clients_that_leave_leave_no_query_process_behind(server):
    for _ in range(4):
        connections = [posted(server, hostile.EXPENSIVE[0].text) for _ in range(25)]
        time.sleep(0.15)
        for connection in connections:
            connection.close()
            time.sleep(0.006)
    assert serving.until(lambda: len(server.query_processes()) <= 5, 10), len(server.query_processes())
    assert server.ask("ASK { }").json["boolean"] is True
    assert "Traceback" not in server.log.read_text()


def test_who_does_not_read_an_answer_does_not_keep_it_in_memory(server):
    before = server.memory()
    with contextlib.ExitStack() as stack:
        for at in range(6):
            stack.enter_context(posted(server, LARGE % at, 4096))
        assert serving.until(lambda: server.memory() > before + 20, 20), "the answers are there"
        assert serving.until(lambda: server.memory() < before + 60, 20), "and gone, though nobody has hung up"
        assert server.ask("ASK { }").status == 200


def test_a_large_answer_arrives_whole_where_it_is_read(server):
    found = server.ask(LARGE % 0, "text/csv")
    assert found.status == 200 and int(found.headers["content-length"]) == len(found.body) > 10 << 20
    assert found.body.count(b"\r\n") == 100_001


def test_a_server_without_its_dataset_ends_and_says_so(built, tmp_path):
    with serving.running(built.root, tmp_path / "log") as server:
        zygote, = serving.children(server.process.pid)
        os.kill(zygote, signal.SIGKILL)
        assert server.process.wait(20) == 2
        assert "the process that holds the dataset has ended; start the server again" in server.log.read_text()


@pytest.mark.parametrize("header", ["Accept", "Accept-Encoding", "If-None-Match"])
def test_headers_that_would_take_long_to_read_are_refused(server, header):
    found = server.get("/sparql?query=ASK%7B%7D", **{header: "*/*," + "a," * 20_000})
    assert found.status == 431 and found.text == "A header is longer than 2000 bytes; make it shorter.\n"


def test_parameters_that_can_be_no_name_are_refused(server):
    found = server.get("/queries/strategies-against?mechanism=" + "x" * 5000)
    assert found.status == 400 and "is longer than 1000 characters" in found.text


def test_what_is_known_is_told_to_get_and_never_to_post(server):
    query = "SELECT ?x { BIND(2 AS ?x) }"
    tag = server.ask(query).headers["etag"]
    assert server.ask(query, If_None_Match=tag).status == 304
    posted = server.form({"query": query}, If_None_Match=tag, Accept=serving.JSON_RESULTS)
    assert posted.status == 200 and posted.rows == [{"x": "2"}]


def test_a_tag_counts_only_as_a_whole(built, tmp_path):
    address = ("--public-url", "http://example.org")
    with serving.running(built.root, tmp_path / "log", *address) as first:
        tag = first.ask("ASK { }").headers["etag"]
    with serving.running(built.root, tmp_path / "log", *address) as second:
        assert second.ask("ASK { }", If_None_Match=f"x{tag}").body
        assert second.ask("ASK { }", If_None_Match=tag).status == 304


def test_an_answer_that_xml_cannot_hold_is_refused(server):
    for query, accept in (("SELECT ('\\u0001' AS ?x) {}", "application/sparql-results+xml"),
                          ("CONSTRUCT { <urn:a> <http://ex.org/1> 1 } {}", "application/rdf+xml")):
        found = server.ask(query, accept)
        assert found.status == 406 and found.text == "XML cannot hold this answer; ask for JSON, TSV or Turtle.\n"


def test_what_the_engine_cannot_write_is_told_as_such(server):
    found = server.ask("CONSTRUCT { <urn:a> <urn:p> <<( <urn:a> <urn:b> 1 )>> } {}", "application/ld+json")
    assert found.status == 400 and found.text.startswith("The query cannot be answered: ")


def test_a_prefix_is_resolved_against_the_base(server):
    query = "BASE <https://w3id.org/si-assb/> PREFIX g: <graph/> ASK FROM g:inferred { ?s ?p ?o }"
    assert server.ask(query).json["boolean"] is True


def test_pages_and_refusals_may_be_read_from_anywhere(server):
    for path in ("/nowhere", "/graph/nothing", "/"):
        assert server.get(path).headers["access-control-allow-origin"] == "*"


def test_questions_that_are_long_are_not_kept():
    cache = Cache(1 << 20)
    cache.keep("question", Response(200, []), LONGEST + 1)
    assert cache.get("question") is None and cache.size == 0
    cache.shorten(("/sparql", b"x" * LONGEST, b""), "question")
    assert cache.shortcuts == {}


def test_a_cache_that_is_full_forgets_the_oldest():
    cache = Cache(1 << 20)
    for at in range(200):
        cache.keep(at, Response(200, [], b"x" * 1000), 10)
        cache.shorten(("/sparql", b"%d" % at, b""), at)
    assert cache.size <= cache.limit and cache.get(0) is None and cache.get(199)
    assert cache.quick(("/sparql", b"0", b"")) is None and cache.quick(("/sparql", b"199", b""))


def test_who_no_longer_waits_takes_no_place_in_the_queue():
    async def tried() -> bool:
        lane = Lane(1, 2)
        assert lane.enter_at_once()
        leaving = [asyncio.ensure_future(lane.enter(60)) for _ in range(2)]
        await asyncio.sleep(0)
        for one in leaving:
            one.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        waiting = asyncio.ensure_future(lane.enter(60))
        await asyncio.sleep(0)
        lane.leave()
        return await waiting and not lane.waiting

    assert asyncio.run(tried())


def test_a_reply_that_comes_between_two_waits_is_not_lost():
    async def tried():
        process = Process()
        process.pid, process.transport = os.getpid(), type("Transport", (), {"write": lambda self, data: None})()
        process.ask((("seconds", 1),), b"ASK { }")
        late = await process.reply(0.001)
        process.data_received(wire_message())
        return late, await process.reply(1)

    late, reply = asyncio.run(tried())
    assert late is LATE and reply.status == 200 and reply.body == b"yes"


def wire_message() -> bytes:
    from kgtools.web.processes import wire

    return wire.packed((("status", 200),), b"yes")
