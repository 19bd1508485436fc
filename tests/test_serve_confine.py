"""What a query process cannot do, even if a query got past every check of its text."""

import socket
import subprocess
import sys
import threading

import pytest

from kgtools.web import formats, requests
from kgtools.web.dataset import graphs_of
from kgtools.web.requests import BadRequest

CONFINED = """
import os, pyoxigraph as ox, socket, sys
from kgtools.web.processes import confine
store, told = ox.Store(), []
confine.{layer}
def tried(name, doing):
    try:
        doing()
        told.append(name)
    except (OSError, RuntimeError) as error:
        pass
port = {port}
tried("service", lambda: list(store.query(f"SELECT * {{{{ SERVICE <http://127.0.0.1:{{port}}/> {{{{ ?s ?p ?o }}}} }}}}")))
tried("load", lambda: store.update(f"LOAD <http://127.0.0.1:{{port}}/>"))
tried("socket", lambda: socket.socket().connect(("127.0.0.1", port)))
tried("read", lambda: open("/etc/hostname").read())
tried("write", lambda: open("/tmp/kgtools-confined", "w"))
tried("fork", lambda: os.fork() or os._exit(0))
if "{layer}" == "no_system_calls()":
    tried("run", lambda: os.execv("/bin/true", ["true"]))
assert list(store.query("SELECT (1 + 1 AS ?x) {{}}"))[0][0].value == "2"
print(*told, flush=True)
os._exit(0)
"""
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system call filter is Linux's")


@pytest.fixture
def listener():
    callers = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def listen():
            try:
                while True:
                    callers.append(listening.accept()[1])
            except OSError:
                pass

        threading.Thread(target=listen, daemon=True).start()
        yield listening.getsockname()[1], callers


def confined(layer: str, port: int) -> list[str]:
    """What succeeded in a process behind one layer of protection."""
    code = CONFINED.format(layer=layer, port=port)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


@LINUX
def test_behind_the_filter_there_is_no_network_no_file_and_no_process(listener):
    port, callers = listener
    assert confined("no_system_calls()", port) == []
    assert callers == []


def test_behind_the_limits_alone_there_is_no_network_and_no_file(listener):
    """The layer for systems without the filter."""
    port, callers = listener
    assert not {"service", "load", "socket", "read", "write"} & set(confined("limits(1 << 30)", port))
    assert callers == []


@LINUX
def test_the_process_that_changes_the_graph_has_no_network(listener):
    port, callers = listener
    assert not {"service", "load", "socket"} & set(confined("no_network()", port))
    assert callers == []


@LINUX
def test_without_protection_the_same_calls_succeed(listener):
    """So the tests above look at something."""
    port, callers = listener
    assert {"socket", "read"} <= set(confined("libc()", port))
    assert callers


@pytest.mark.parametrize(("text", "graphs"), [
    ("SELECT * FROM <urn:a> FROM NAMED <urn:b> { ?s ?p ?o }", ["urn:a", "urn:b"]),
    ("PREFIX e: <urn:x/> SELECT * FROM e:a\\-b { }", ["urn:x/a-b"]),
    ("BASE <http://example.org/a/> SELECT * FROM <b> { }", ["http://example.org/a/b"]),
    ("CONSTRUCT { ?s ?p 'FROM <urn:no>' } FROM <urn:a> WHERE { ?s ?p ?o }", ["urn:a"]),
    ("SELECT * # FROM <urn:no>\nFROM # <urn:no>\n<urn:a> { }", ["urn:a"]),
    ("SELECT ?from { ?from <urn:FROM> 'FROM <urn:no>' }", []),
])
def test_the_graphs_that_a_query_names_are_found(text, graphs):
    assert list(graphs_of(text)) == graphs


@pytest.mark.parametrize(("accept", "rows", "graph"), [
    ("", "json", "turtle"), ("*/*", "json", "turtle"), ("text/csv;q=0.9, text/turtle;q=0.1", "csv", "turtle"),
    ("application/json", "json", "jsonld"), ("application/xml", "xml", "rdfxml"), ("text/html,application/xhtml+xml,*/*;q=0.8", "json", "turtle"),
    ("application/*", "json", "ntriples"), ("text/tab-separated-values, */*;q=0", "tsv", None),
])
def test_the_best_format_is_found_for_rows_and_for_triples(accept, rows, graph):
    assert formats.wanted(accept, None) == formats.Wanted(rows, graph)


def test_parameters_are_read_as_forms_write_them():
    assert requests.parameters(b"a=1+2&b=%C3%A4&c&=d&a=3") == [("a", "1 2"), ("b", "ä"), ("c", ""), ("", "d"), ("a", "3")]
    for wrong in (b"a=%", b"a=%4", b"a=%zz", b"a=%ff", b"a=%00"):
        with pytest.raises(BadRequest):
            requests.parameters(wrong)
