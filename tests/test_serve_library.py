"""Named questions and descriptions over HTTP, and what clients and fuzzers of others make of the server."""

import csv
import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import serving
from serving import JSON_RESULTS

from kgtools.names import PREFIXES
from kgtools.querying import library, lookup, store
from kgtools.querying.remote import Remote

KG, SI = PREFIXES["kg"], PREFIXES["si"]
VOID, SD, DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/dcat#"


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with serving.running(built.root, tmp_path_factory.mktemp("server") / "log", "--public-url", "https://example.org/kg/") as server:
        yield server


# named questions

def test_all_named_questions_are_listed_with_their_parameters(server, built):
    listed = {one["name"]: one for one in server.get("/queries").json["queries"]}
    questions = library.read(built.places, "questions").queries
    assert len(questions) > 50 and {query.name for query in questions} <= listed.keys()
    one = listed["strategies-against"]
    assert one["url"] == "https://example.org/kg/queries/strategies-against"
    assert one["parameters"]["mechanism"]["values-from"] == "si:FailureMechanism"
    assert not {"number-alone", "transitive", "causal-edges"} & listed.keys()  # checks, rules and exports are not asked


@pytest.mark.parametrize("given", ["cracking", "fracture", "kg:cracking", KG + "cracking", "CRACKING"])
def test_a_parameter_finds_its_record_by_label_synonym_or_id(server, given):
    found = server.get(f"/queries/strategies-against?mechanism={quote(given)}", Accept="text/csv")
    assert found.status == 200
    rows = list(csv.DictReader(io.StringIO(found.text)))
    assert {row["mechanism"] for row in rows} == {KG + "cracking"}


def test_a_named_question_has_the_same_answer_as_in_the_library(server, built):
    dataset, asked = store.load(built.places), library.read(built.places).find("strategies-against")
    expected = dataset.ask(asked.text, lookup.bindings(dataset, asked, {"mechanism": "cracking"})).without(asked.parameters.keys() - asked.columns.keys())
    found = server.get("/queries/strategies-against?mechanism=cracking", Accept=JSON_RESULTS)
    assert found.json["head"]["vars"] == expected.columns
    assert len(found.rows) == len(expected.rows) > 0
    assert [row[expected.columns[1]] for row in found.rows] == [row[1].value for row in expected.rows]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_columns_that_only_bind_a_parameter_are_not_shown(server, built, form):
    """`strategies-of-group` or whichever question hides a column: its header's parameters without its columns."""
    hiding = next(query for query in library.read(built.places, "questions").queries if query.parameters.keys() - query.columns.keys())
    hidden = min(hiding.parameters.keys() - hiding.columns.keys())
    found = server.get(f"/queries/{hiding.name}?format={form}")
    assert found.status == 200, found.text
    first = found.json["head"]["vars"] if form == "json" else found.text[:800]
    assert hidden not in (first if form == "json" else first.replace('"', " ").replace("?", " ").replace(",", " ").split("\n")[0].split())
    assert min(hiding.columns) in first


@pytest.mark.parametrize(("path", "status", "words"), [
    ("/queries/strategies-agains", 404, "did you mean strategies-against"), ("/queries/number-alone", 404, "no query"),
    ("/queries/strategies-against?mechanism=craking", 400, "did you mean cracking"), ("/queries/strategies-against?mechanisms=x", 400, "did you mean mechanism"),
    ("/queries/strategies-against?mechanism=cracking&mechanism=cracking", 400, "several times"), ("/queries/strategies-against?format=docx", 400, "docx"),
])
def test_what_is_wrong_with_a_request_for_a_named_question_is_told_with_a_way_out(server, path, status, words):
    found = server.get(path)
    assert (found.status, found.type) == (status, "text/plain")
    assert words in found.text


# descriptions

def triples(found) -> ox.Store:
    graph = ox.Store()
    graph.extend(ox.parse(found.body, ox.RdfFormat.TURTLE))
    return graph


def values(graph: ox.Store, query: str) -> list[str]:
    return [solution[0].value for solution in graph.query(query, prefixes={**PREFIXES, "void": VOID, "sd": SD, "dcat": DCAT})]


def test_without_a_query_the_endpoint_describes_itself(server):
    found = server.get("/sparql", Accept="text/turtle")
    assert (found.status, found.type) == (200, "text/turtle")
    graph = triples(found)
    assert values(graph, "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph }") == [
        "https://example.org/kg/sparql"]
    named = set(values(graph, "SELECT ?g { ?s sd:defaultDataset/sd:namedGraph/sd:name ?g }"))
    assert named == {row["g"] for row in server.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows}
    assert KG + "inferred" in named
    assert len(values(graph, "SELECT ?f { ?s sd:resultFormat ?f }")) == 8


@pytest.mark.parametrize("accept", ["application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_the_descriptions_come_in_every_format_of_triples(server, accept):
    for path in ("/sparql", "/.well-known/void"):
        assert server.get(path, Accept=accept).type == accept


def test_the_dataset_is_described_with_numbers_that_are_true(server, built):
    """Counted here by going through the triples of the build."""
    graph = triples(server.get("/.well-known/void", Accept="text/turtle"))
    assert values(graph, "SELECT ?l { ?d a void:Dataset, dcat:Dataset ; dcterms:license ?l }") == ["https://creativecommons.org/licenses/by/4.0/"]
    built_triples = {quad.triple for path in (built.places.dataset, built.places.questions) for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)}
    anodes = {t.subject for t in built_triples if t.predicate.value.endswith("#type") and t.object == ox.NamedNode(SI + "Anode")}
    labels = {t for t in built_triples if t.predicate.value == PREFIXES["skos"] + "prefLabel"}
    assert values(graph, "SELECT ?n { ?d void:classPartition [ void:class si:Anode ; void:entities ?n ] }") == [str(len(anodes))]
    assert values(graph, "SELECT ?n { ?d void:propertyPartition [ void:property skos:prefLabel ; void:triples ?n ] }") == [str(len(labels))]
    assert values(graph, "SELECT ?n { ?d void:triples ?n . ?d void:classes ?c }") == [str(len(built_triples))]


def test_descriptions_questions_and_prefixes_can_be_queried_like_anything_else(server):
    assert server.ask(f"ASK {{ ?d a <{VOID}Dataset> . ?s a <{SD}Service> . ?q a sh:SPARQLExecutable }}").json["boolean"] is True
    declared = server.ask(f"SELECT ?prefix ?namespace {{ ?d a <{VOID}Dataset> ; sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }}").rows
    assert {row["prefix"]: row["namespace"] for row in declared} == PREFIXES


def test_health_tells_of_the_build(server):
    found = server.get("/health")
    assert (found.status, found.json["status"]) == (200, "fine")
    assert found.json["triples"] > 1000 and len(found.json["build"]) == 12


# clients of others

def test_sparqlwrapper_reads_every_format(server):
    from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

    for query, forms in (("SELECT ?x { kg:cracking skos:prefLabel ?x }", (JSON, XML, CSV, TSV)), ("ASK { kg:cracking ?p ?o }", (JSON, XML)),
                         ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . kg:cracking ?p ?o }", (TURTLE, N3, RDFXML, JSONLD)), ("DESCRIBE kg:cracking", (TURTLE, RDFXML))):
        for form in forms:
            for method in ("GET", POST):
                wrapper = SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
                wrapper.setQuery("PREFIX kg: <https://w3id.org/si-assb/graph/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> " + query)
                wrapper.setMethod(method)
                assert has_answer(wrapper.queryAndConvert()), (query, form)


def has_answer(found) -> bool:
    text = found.serialize() if hasattr(found, "serialize") else found.toxml() if hasattr(found, "toxml") else found
    text = text.decode() if isinstance(text, bytes) else str(text)
    return "cracking" in text or "true" in text.lower()


def test_our_own_client_reads_it(server):
    assert [row[0].value for row in Remote(f"{server.url}/sparql").rows("SELECT ?x { kg:cracking skos:prefLabel ?x }")] == ["cracking"]


def test_the_openapi_description_names_every_address(server):
    paths = server.get("/openapi.json").json["paths"]
    assert {"/sparql", "/queries", "/health", "/.well-known/void", "/queries/strategies-against"} <= paths.keys()
    parameters = {one["name"]: one for one in paths["/queries/strategies-against"]["get"]["parameters"]}
    assert parameters.keys() == {"mechanism", "format"}


@pytest.mark.skipif(importlib.util.find_spec("schemathesis") is None, reason="schemathesis is not installed: pip install si-assb-kg[fuzz]")
def test_a_fuzzer_finds_no_answer_that_the_description_does_not_tell_of(built, tmp_path):
    """With requests that fit the description and such that do not, to the main addresses and one named question of each kind."""
    addresses = ["/sparql", "/queries", "/health", "/.well-known/void", "/queries/strategies-against", "/queries/anode-results", "/queries/numbers"]
    with serving.running(built.root, tmp_path / "log", "--timeout", "5") as server:
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}/openapi.json", "--max-examples", "5", "--seed", "20",
                   "--exclude-checks", "positive_data_acceptance,negative_data_rejection", "--warnings", "off"]
        command += [word for address in addresses for word in ("--include-path", address)]
        found = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300,
                               env={**os.environ, "SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": str(Path(__file__).parent), "COLUMNS": "150"})
    assert found.returncode == 0, found.stdout[-3000:] + found.stderr[-1000:]
    assert f"Tested: {len(addresses) + 1}" in found.stdout  # /sparql by GET and by POST
