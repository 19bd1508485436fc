"""SPARQL 1.1 Protocol, from the text of the specification: what is answered, in which format, and what is refused how."""

import json
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import serving
from serving import FORM, JSON_RESULTS, QUERY

CRACKING = "https://w3id.org/si-assb/graph/cracking"
LABEL = "SELECT ?label WHERE { kg:cracking skos:prefLabel ?label }"
ASK = "ASK { kg:cracking a si:FailureMechanism }"
TRIPLE = "CONSTRUCT { kg:cracking skos:prefLabel ?label } WHERE { kg:cracking skos:prefLabel ?label }"
INFERRED = "https://w3id.org/si-assb/graph/inferred"


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with serving.running(built.root, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


# 2.1 query operation

def test_a_query_comes_by_get(server):
    found = server.get("/sparql?query=" + quote(LABEL), Accept=JSON_RESULTS)
    assert (found.status, found.type, found.rows) == (200, JSON_RESULTS, [{"label": "cracking"}])


def test_a_query_comes_by_post_as_a_form(server):
    found = server.form({"query": LABEL}, Accept=JSON_RESULTS)
    assert (found.status, found.rows) == (200, [{"label": "cracking"}])


def test_a_query_comes_by_post_directly(server):
    found = server.request("POST", "/sparql", LABEL.encode(), Content_Type=QUERY, Accept=JSON_RESULTS)
    assert (found.status, found.rows) == (200, [{"label": "cracking"}])


@pytest.mark.parametrize("content_type", [f"{QUERY};charset=UTF-8", f"{QUERY}; charset=utf-8", "Application/SPARQL-Query"])
def test_the_media_type_of_a_query_may_name_its_charset(server, content_type):
    assert server.request("POST", "/sparql", LABEL.encode(), Content_Type=content_type, Accept=JSON_RESULTS).status == 200


def test_letters_beyond_ascii_arrive_whole(server):
    query = "SELECT ?x WHERE { BIND('größer – 硅' AS ?x) }"
    expected = [{"x": "größer – 硅"}]
    assert server.ask(query).rows == expected
    assert server.form({"query": query}, Accept=JSON_RESULTS).rows == expected
    assert server.request("POST", "/sparql", query.encode(), Content_Type=QUERY, Accept=JSON_RESULTS).rows == expected


def test_a_plus_in_an_address_is_a_space(server):
    assert server.get("/sparql?query=ASK+%7B+FILTER(1%2B1=2)+%7D", Accept=JSON_RESULTS).json["boolean"] is True


@pytest.mark.parametrize(("request_parts", "status"), [
    (("GET", "/sparql?query=" + quote(ASK) + "&query=" + quote(ASK)), 400),  # more than one query
    (("GET", "/sparql?query="), 400),
    (("GET", "/sparql?quarry=" + quote(ASK)), 400),
    (("GET", "/sparql?query=SELEC"), 400),
    (("GET", "/sparql?query=" + quote(ASK) + "&format=docx"), 400),
    (("GET", "/sparql?query=" + quote(ASK) + "&format=json&format=csv"), 400),
    (("GET", "/sparql?query=" + quote("INSERT DATA { <urn:a> <urn:b> <urn:c> }")), 400),
    (("GET", "/sparql?update=" + quote("INSERT DATA { <urn:a> <urn:b> <urn:c> }")), 403),
    (("GET", "/sparql?query=" + quote(ASK) + "&using-graph-uri=urn:x"), 400),
    (("GET", "/sparql?query=%FF"), 400),
    (("GET", "/sparql?query=ASK%00%7B%7D"), 400),
    (("GET", "/sparql?query=ASK%7B%7D%2"), 400),
    (("POST", "/sparql", b"", {"Content-Type": FORM}), 400),
    (("POST", "/sparql", b"", {"Content-Type": QUERY}), 400),
    (("POST", "/sparql", b"query=ASK%7B%7D&query=ASK%7B%7D", {"Content-Type": FORM}), 400),
    (("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", {"Content-Type": QUERY}), 400),
    (("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}), 415),
    (("POST", "/sparql", b"ASK {}", {}), 415),
    (("POST", "/sparql", b"ASK {}", {"Content-Type": "multipart/form-data; boundary=x"}), 415),
    (("POST", "/sparql", "ASK {}".encode("utf-16"), {"Content-Type": f"{QUERY}; charset=utf-16"}), 415),
    (("POST", "/sparql", b"ASK { FILTER('\xff' = 'a') }", {"Content-Type": QUERY}), 400),
    (("POST", "/sparql", b"\x1f\x8b", {"Content-Type": QUERY, "Content-Encoding": "gzip"}), 415),
    (("POST", "/sparql", b"INSERT DATA { <urn:a> <urn:b> <urn:c> }", {"Content-Type": "application/sparql-update"}), 403),
    (("POST", "/sparql", b"update=CLEAR+ALL", {"Content-Type": FORM}), 403),
    (("PUT", "/sparql", b"ASK {}", {"Content-Type": QUERY}), 405),
    (("DELETE", "/sparql"), 405),
    (("PATCH", "/sparql", b"ASK {}", {"Content-Type": QUERY}), 405),
    (("POST", "/update", b"update=CLEAR+ALL", {"Content-Type": FORM}), 403),
    (("PUT", "/store?default", b"<urn:a> <urn:b> <urn:c> .", {"Content-Type": "text/turtle"}), 403),
    (("DELETE", "/store?default"), 403),
])
def test_what_the_protocol_does_not_allow_is_refused_in_plain_words(server, request_parts, status):
    method, path, body, headers = (*request_parts, None, {})[:4] if len(request_parts) < 4 else request_parts
    found = server.request(method, path, body, **headers)
    assert (found.status, found.type) == (status, "text/plain")
    assert found.text.endswith(".\n") and len(found.text) < 700
    assert "Traceback" not in found.text and "/kgtools" not in found.text


def test_methods_that_are_taken_stand_in_a_refusal_and_in_the_answer_to_options(server):
    assert server.request("PUT", "/sparql", b"x").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    options = server.request("OPTIONS", "/sparql")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_a_syntax_error_is_told_with_its_line(server):
    found = server.ask("SELECT ?s WHERE {\n  ?s ?p\n}")
    assert found.status == 400
    assert "line 3" in found.text


def test_head_is_get_without_a_body(server):
    get, head = (server.request(method, "/sparql?query=" + quote(LABEL), Accept=JSON_RESULTS) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert {name: head.headers[name] for name in ("content-type", "content-length", "etag")} == {
        name: get.headers[name] for name in ("content-type", "content-length", "etag")}


# 2.1.5 to 2.1.6 formats

SOLUTIONS = [(JSON_RESULTS, JSON_RESULTS), ("application/json", JSON_RESULTS), ("application/sparql-results+xml", "application/sparql-results+xml"),
             ("application/xml", "application/sparql-results+xml"), ("text/csv", "text/csv"), ("text/tab-separated-values", "text/tab-separated-values"),
             ("*/*", JSON_RESULTS), ("", JSON_RESULTS), ("text/*", "text/csv"), ("text/html, */*;q=0.1", JSON_RESULTS),
             ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
             ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"), ("TEXT/CSV", "text/csv"),
             ("text/turtle, text/csv;q=0.1", "text/csv"), ("text/csv;q=nonsense", "text/csv"), ("*/*;q=0.2, text/csv;q=0.3", "text/csv")]


@pytest.mark.parametrize(("accept", "media_type"), SOLUTIONS)
@pytest.mark.parametrize("query", [LABEL, ASK])
def test_rows_and_yes_or_no_come_in_the_format_that_is_liked_best(server, accept, media_type, query):
    found = server.ask(query, accept)
    assert (found.status, found.type) == (200, media_type)
    assert found.headers["vary"] == "Accept, Accept-Encoding"


GRAPHS = [("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples"), ("application/rdf+xml", "application/rdf+xml"),
          ("application/ld+json", "application/ld+json"), ("application/xml", "application/rdf+xml"), ("*/*", "text/turtle"),
          ("text/csv, application/rdf+xml;q=0.1", "application/rdf+xml"), ("text/turtle;q=0.3, application/ld+json;q=0.4", "application/ld+json")]


@pytest.mark.parametrize(("accept", "media_type"), GRAPHS)
def test_triples_come_in_the_format_that_is_liked_best(server, accept, media_type):
    found = server.ask(TRIPLE, accept)
    assert (found.status, found.type) == (200, media_type)
    triples = [quad.triple for quad in ox.parse(found.body, ox.RdfFormat.from_media_type(media_type))]
    assert triples == [ox.Triple(ox.NamedNode(CRACKING), ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), ox.Literal("cracking", language="en"))]


@pytest.mark.parametrize(("query", "accept"), [(LABEL, "text/turtle"), (LABEL, "image/png"), (TRIPLE, "text/csv"), (ASK, "application/ld+json"),
                                               (LABEL, "*/*;q=0"), (LABEL, "text/html")])
def test_what_cannot_be_given_as_accepted_is_406(server, query, accept):
    found = server.ask(query, accept)
    assert found.status == 406
    assert "accept" in found.text.lower()


@pytest.mark.parametrize(("name", "rows", "triples"), [
    ("json", JSON_RESULTS, "application/ld+json"), ("xml", "application/sparql-results+xml", "application/rdf+xml"), ("csv", "text/csv", None),
    ("tsv", "text/tab-separated-values", None), ("turtle", None, "text/turtle"), ("ntriples", None, "application/n-triples"),
    ("rdfxml", None, "application/rdf+xml"), ("jsonld", None, "application/ld+json")])
def test_format_names_a_format_whatever_is_accepted(server, name, rows, triples):
    for query, media_type in ((LABEL, rows), (TRIPLE, triples)):
        found = server.get(f"/sparql?format={name}&query={quote(query)}", Accept="image/png")
        assert (found.status, found.type) == ((200, media_type) if media_type else (406, "text/plain"))


def test_the_four_formats_of_rows_are_what_their_specifications_say(server):
    query = "SELECT ?iri ?text ?number ?empty WHERE { VALUES (?iri ?text ?number) { (<urn:a> 'a, \"b\"'@en 1.5) } }"
    assert json.loads(server.ask(query).body) == {
        "head": {"vars": ["iri", "text", "number", "empty"]},
        "results": {"bindings": [{"iri": {"type": "uri", "value": "urn:a"}, "text": {"type": "literal", "value": 'a, "b"', "xml:lang": "en"},
                                  "number": {"type": "literal", "value": "1.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}}]}}
    assert server.ask(query, "text/csv").text == 'iri,text,number,empty\r\nurn:a,"a, ""b""",1.5,\r\n'
    assert server.ask(query, "text/tab-separated-values").text == '?iri\t?text\t?number\t?empty\n<urn:a>\t"a, \\"b\\""@en\t1.5\t\n'
    names = ET.fromstring(server.ask(query, "application/sparql-results+xml").body).findall(".//{http://www.w3.org/2005/sparql-results#}binding")
    assert [(one.get("name"), one[0].text) for one in names] == [("iri", "urn:a"), ("text", 'a, "b"'), ("number", "1.5")]


# 2.1.4 dataset

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { kg:cracking a ?class }"
NAMED = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


def test_the_default_graph_is_the_union_of_all_graphs(server):
    graphs = server.ask("SELECT DISTINCT ?g { GRAPH ?g { kg:cracking ?p ?o } }").rows
    assert {INFERRED} < {row["g"] for row in graphs}
    assert server.ask("ASK { kg:cracking skos:prefLabel ?label ; skos:inScheme|rdfs:label|a ?x . ?query a sh:SPARQLExecutable }").json["boolean"]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_default_graph_uri_makes_up_the_default_graph(server, method):
    def ask(query, *graphs):
        datasets = [("default-graph-uri", graph) for graph in graphs]
        if method == "get":
            return server.get("/sparql?" + urlencode([("query", query), *datasets]), Accept=JSON_RESULTS)
        if method == "form":
            return server.form([("query", query), *datasets], Accept=JSON_RESULTS)
        return server.request("POST", "/sparql?" + urlencode(datasets), query.encode(), Content_Type=QUERY, Accept=JSON_RESULTS)

    source = server.ask("SELECT ?g { GRAPH ?g { kg:cracking skos:prefLabel ?label } }").rows[0]["g"]
    has_label = "ASK { kg:cracking skos:prefLabel ?label }"
    assert ask(has_label, source).json["boolean"] is True
    assert ask(has_label, INFERRED).json["boolean"] is False
    assert ask(has_label, INFERRED, source).json["boolean"] is True
    assert ask(NAMED, source).rows == []


def test_named_graph_uri_makes_up_the_named_graphs(server):
    found = server.get("/sparql?" + urlencode({"query": NAMED, "named-graph-uri": INFERRED}), Accept=JSON_RESULTS)
    assert found.rows == [{"g": INFERRED}]
    nothing = server.get("/sparql?" + urlencode({"query": COUNT, "named-graph-uri": INFERRED}), Accept=JSON_RESULTS)
    assert nothing.rows == [{"n": "0"}]


def test_the_query_names_its_graphs_itself(server):
    assert server.ask(f"SELECT DISTINCT ?g FROM NAMED <{INFERRED}> {{ GRAPH ?g {{ ?s ?p ?o }} }}").rows == [{"g": INFERRED}]
    assert server.ask(f"ASK FROM <{INFERRED}> {{ kg:cracking skos:prefLabel ?label }}").json["boolean"] is False
    assert server.ask("ASK FROM kg:inferred { ?s ?p ?o }").json["boolean"] is True
    assert server.ask("PREFIX g: <https://w3id.org/si-assb/graph/> CONSTRUCT { ?s a ?c } FROM g:inferred { ?s a ?c }", "text/turtle").status == 200


def test_the_graphs_of_the_request_come_before_those_of_the_query(server):
    source = server.ask("SELECT ?g { GRAPH ?g { kg:cracking skos:prefLabel ?label } }").rows[0]["g"]
    query = f"ASK FROM <{INFERRED}> {{ kg:cracking skos:prefLabel ?label }}"
    assert server.get("/sparql?" + urlencode({"query": query, "default-graph-uri": source}), Accept=JSON_RESULTS).json["boolean"] is True


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["http://example.org/elsewhere", "no iri", "file:///etc/passwd", "<urn:x>", "relative/path"])
def test_a_graph_that_is_not_here_is_refused(server, name, graph):
    assert server.get("/sparql?" + urlencode({"query": ASK, name: graph})).status == 400


# caching and clients

def test_what_the_client_has_already_is_not_sent_again(server):
    first = server.ask(LABEL)
    again = server.ask(LABEL, If_None_Match=first.headers["etag"])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert server.ask(LABEL, If_None_Match='"another"').status == 200
    assert server.ask(LABEL, "text/csv", If_None_Match=first.headers["etag"]).status == 200


def test_what_is_another_each_time_is_neither_kept_nor_tagged(server):
    query = "SELECT (STRUUID() AS ?x) {}"
    first, second = server.ask(query), server.ask(query)
    assert first.rows != second.rows
    assert "etag" not in first.headers


def test_large_answers_are_packed_for_those_who_take_it(server):
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 200"
    plain, packed = server.ask(query), server.ask(query, Accept_Encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.unpacked == plain.body and len(packed.body) < len(plain.body) / 2
    assert "content-encoding" not in server.ask(query, Accept_Encoding="gzip;q=0").headers


def test_any_page_of_the_world_may_ask(server):
    for found in (server.ask(LABEL), server.ask("nonsense"), server.get("/queries"), server.request("OPTIONS", "/sparql"), server.get("/.well-known/void")):
        assert found.headers["access-control-allow-origin"] == "*"


def test_no_answer_can_be_taken_for_a_page_or_a_script(server):
    for path in ("/sparql?query=<script>alert(1)</script>", "/sparql?query=ASK%7B%7D", "/queries", "/queries/<script>", "/nowhere<script>"):
        found = server.get(quote(path, safe="/?="))
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.type != "text/html" or b"<script>" not in found.body
        assert "content-security-policy" in found.headers
