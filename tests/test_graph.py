"""The graph from Python, embedded and behind an endpoint: same questions, same rows."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import golden
import pyoxigraph as ox
import pytest

from kgtools.graph import Graph
from kgtools.problems import Stop
from kgtools.querying.remote import Remote, complete


@pytest.fixture(scope="module")
def embedded():
    return Graph(golden.graph(), golden.questions())


@pytest.fixture(scope="module")
def remote():
    return Graph(golden.served(), golden.questions())


QUESTIONS = [("strategies-against", {"mechanism": "short circuit"}), ("causes-of", {"mechanism": "cracking"}),
             ("numbers", {"metric": "initial coulombic efficiency"})]


@pytest.mark.parametrize("name, parameters", QUESTIONS)
def test_an_endpoint_gives_the_same_rows_as_the_embedded_store(embedded, remote, name, parameters):
    rows = embedded.query(name, **parameters)
    assert len(rows) > 2
    assert remote.query(name, **parameters) == rows


def test_the_strategies_against_short_circuits_are_those_of_the_article(remote):
    direct = {row["name"] for row in remote.query("strategies-against", mechanism="short circuit") if row["acts"] == "directly"}
    assert direct == {"addition of Li3PS4 to lithium–silicon alloy", "buffering with Li21Si5", "columnar structuring"}


def test_a_query_text_needs_no_prefixes(embedded, remote):
    text = "SELECT ?formula WHERE { kg:li6ps5cl si:formula ?formula }"
    assert embedded.query(text) == remote.query(text) == [{"formula": "Li6PS5Cl"}]


def test_yes_and_no_are_booleans(embedded, remote):
    text = "ASK { kg:li6ps5cl a si:SulfideElectrolyte }"
    assert embedded.query(text) is True
    assert remote.query(text) is True


def test_numbers_come_as_numbers_and_empty_cells_as_none(embedded):
    row, = embedded.query("SELECT ?n ?v ?none WHERE { kg:yan2023 si:referenceNumber ?n . kg:yan2023-table-current si:value ?v }")
    assert row == {"n": 69, "v": 1.0, "none": None}


def test_a_thing_is_found_under_any_of_its_names(embedded):
    assert {row["id"] for name in ("LPSCl", "LPSC", "Li6PS5Cl") for row in embedded.find(name)} == {"kg:li6ps5cl"}


def test_the_trace_is_the_same_through_an_endpoint(embedded, remote):
    here, there = embedded.trace("short circuit"), remote.trace("short circuit")
    assert [claim.iri for part in there.parts for claim in part.claims] == [claim.iri for part in here.parts for claim in part.claims]


def test_a_notebook_shows_a_table_with_awkward_text_escaped(embedded):
    rows = embedded.query("SELECT ?a WHERE { BIND ('<b>&' AS ?a) }")
    assert rows._repr_html_() == "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;&amp;</td></tr></tbody></table>"


def test_parameters_travel_as_terms_in_the_pattern():
    bound = {"x": ox.Literal('a" } DROP ALL #'), "y": ox.NamedNode("http://example.org/a")}
    text = complete("# {\nSELECT ?x ?y WHERE { ?x ?p ?y }", bound)
    assert text.endswith('WHERE { VALUES (?x ?y) { ("a\\" } DROP ALL #" <http://example.org/a>) }  ?x ?p ?y }')


def test_parameters_of_a_construct_go_behind_its_where():
    text = complete("CONSTRUCT { ?x ?p ?y } WHERE { ?x ?p ?y }", {"x": ox.NamedNode("http://example.org/a")})
    assert text.endswith("CONSTRUCT { ?x ?p ?y } WHERE { VALUES (?x) { (<http://example.org/a>) }  ?x ?p ?y }")


@pytest.mark.parametrize("graph", ["embedded", "remote"])
def test_what_cannot_be_answered_says_what_to_do(graph, request):
    graph = request.getfixturevalue(graph)
    with pytest.raises(Stop, match="did you mean strategies-against"):
        graph.query("strategies-agains")
    with pytest.raises(Stop, match="did you mean"):
        graph.query("strategies-against", mechanism="shrt circuit")
    with pytest.raises(Stop, match="no parameter 'mechanisms'"):
        graph.query("strategies-against", mechanisms="short circuit")
    with pytest.raises(Stop):
        graph.query("SELECT ?x WHERE { ?x ?p }")


def test_an_endpoint_that_is_down_is_told():
    with pytest.raises(Stop, match="cannot be asked"):
        Graph(Remote("http://127.0.0.1:9/sparql", timeout=2), golden.questions()).query("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("nonsense", [b"<html>no</html>", b"[1, 2]", json.dumps({"head": {}}).encode(), b"\xff\xfe"])
def test_an_endpoint_that_answers_nonsense_is_told(nonsense):
    with endpoint_that_answers(nonsense) as url, pytest.raises(Stop, match="no SPARQL result"):
        Graph(Remote(url), golden.questions()).query("ASK { ?s ?p ?o }")


@contextlib.contextmanager
def endpoint_that_answers(content: bytes):
    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
