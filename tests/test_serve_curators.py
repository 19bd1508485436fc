"""Curators change the graph through the server: with a token, after validation, all or nothing, and for good."""

import contextlib
import http.client
import os
import shutil
import signal
import threading
import time

import pytest
import serving
from conftest import Project

TOKEN = "a-token-that-nobody-guesses"
UPDATE, TURTLE = "application/sparql-update", "text/turtle"
OURS = "https://w3id.org/si-assb/graph/source/graph/"
LABEL = 'INSERT DATA {{ kg:cracking skos:altLabel "{}"@en }}'


def start(project, log, *options):
    return serving.running(project.root, log, "--writable", *options, environment={"KGTOOLS_TOKEN": TOKEN})


@pytest.fixture(scope="module")
def own(built, tmp_path_factory) -> Project:
    """A built project to change."""
    folder = tmp_path_factory.mktemp("curated") / "project"
    shutil.copytree(built.root, folder)
    return Project(folder)


@pytest.fixture(scope="module")
def server(own, tmp_path_factory):
    with start(own, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


def change(server, text: str, **headers):
    return server.request("POST", "/update", text.encode(), **{"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN}", **headers})


def put(server, method: str, path: str, body: str = "", content_type: str = TURTLE):
    return server.request(method, path, body.encode(), **{"Content-Type": content_type, "Authorization": f"Bearer {TOKEN}"})


def names(server, record: str = "kg:cracking") -> set[str]:
    return {row["name"] for row in server.ask(f"SELECT ?name {{ {record} skos:altLabel ?name }}").rows}


def files(project) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for part in ("graph", "ontology", "queries") for path in (project.root / part).rglob("*.*")}


def test_an_update_is_seen_by_the_next_query_and_leaves_the_sources_alone(server, own):
    before, tag = files(own), server.ask("ASK {}").headers["etag"]
    assert change(server, LABEL.format("rifting")).status == 204
    assert "rifting" in names(server)
    assert server.ask("ASK {}").headers["etag"] != tag
    assert files(own) == before


def test_an_update_comes_as_a_form_too(server):
    found = server.form({"update": LABEL.format("splitting")}, "/update", Authorization=f"Bearer {TOKEN}")
    assert found.status == 204
    assert "splitting" in names(server)


def test_what_is_added_goes_to_the_graph_that_has_the_record(server):
    assert change(server, LABEL.format("crevicing")).status == 204
    graphs = server.ask('SELECT ?g { GRAPH ?g { kg:cracking skos:altLabel "crevicing"@en } }').rows
    home = server.ask("SELECT ?g { GRAPH ?g { kg:cracking skos:prefLabel ?label } }").rows
    assert graphs == home and graphs[0]["g"].startswith(OURS)


def test_what_is_deleted_is_deleted_wherever_it_stands(server):
    assert change(server, LABEL.format("short-lived")).status == 204
    assert change(server, 'DELETE WHERE { kg:cracking skos:altLabel "short-lived"@en }').status == 204
    assert "short-lived" not in names(server)


def test_what_follows_is_derived_again(server):
    """An anode with a skin of soot is a silicon-carbon composite, and one without is none."""
    is_composite = "ASK { kg:mew2020-si-c a si:SiliconCarbonComposite }"
    coating = "{ kg:mew2020-si-c si:hasCoating kg:soot }"
    assert server.ask(is_composite).json["boolean"] is True
    assert change(server, f"DELETE DATA {coating}").status == 204
    assert server.ask(is_composite).json["boolean"] is False
    assert change(server, f"INSERT DATA {coating}").status == 204
    assert server.ask(is_composite).json["boolean"] is True


def test_what_follows_cannot_be_deleted_itself(server):
    found = change(server, "DELETE DATA { kg:mew2020-si-c a si:SiliconCarbonComposite }")
    assert found.status == 400 and "follows from" in found.text


@pytest.mark.parametrize(("update", "words"), [
    ('INSERT DATA { kg:cracking si:noSuchTerm "x" }', "declared nowhere"),
    ("INSERT DATA { kg:cracking si:leadsTo kg:nowhere }", "nowhere"),
    ("DELETE WHERE { kg:mew2020-warm ?p ?o }", "kg:mew2020-warm"),
    ('INSERT DATA { kg:cracking skos:prefLabel "another"@en }', "skos:prefLabel"),
])
def test_a_change_that_would_make_the_graph_wrong_is_refused_whole(server, update, words):
    before = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    found = change(server, update + ' ; INSERT DATA { kg:cracking skos:altLabel "never"@en }')
    assert found.status == 422
    assert words in found.text and "/kgtools" not in found.text
    assert server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == before


@pytest.mark.parametrize(("update", "status"), [
    ("INSERT DATA { nonsense }", 400), ("LOAD <http://127.0.0.1:1/>", 400), ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
    ("INSERT DATA { GRAPH <urn:elsewhere> { kg:cracking skos:altLabel 'x'@en } }", 400), ("DROP GRAPH kg:inferred", 400), ("CLEAR ALL", 400), ("", 400),
])
def test_an_update_that_cannot_be_is_refused(server, update, status):
    assert change(server, update).status == status


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_only_those_with_the_token_may_change_anything(server, given):
    headers = {"Authorization": given} if given else {}
    for method, path, content_type in (("POST", "/update", UPDATE), ("PUT", "/store?graph=urn:x", TURTLE), ("DELETE", "/store?graph=urn:x", TURTLE)):
        found = server.request(method, path, LABEL.format("stranger").encode(), **{"Content-Type": content_type, **headers})
        assert (found.status, found.headers["www-authenticate"]) == (401, "Bearer")


def test_updates_do_not_come_to_the_address_of_queries(server):
    assert server.request("POST", "/sparql", b"CLEAR ALL", **{"Content-Type": UPDATE, "Authorization": f"Bearer {TOKEN}"}).status == 403


NEW = "https://w3id.org/si-assb/graph/"
RECORD = '''@prefix kg: <https://w3id.org/si-assb/graph/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:cracking skos:altLabel "{}"@en .'''


def test_a_graph_is_read_replaced_and_deleted(server):
    graph = server.ask("SELECT ?g { GRAPH ?g { kg:cracking skos:prefLabel ?label } }").rows[0]["g"]
    address = f"/store?graph={graph}"
    whole = server.get(address, Accept="application/n-triples")
    assert whole.status == 200 and b"cracking" in whole.body
    more = whole.text + '<https://w3id.org/si-assb/graph/cracking> <http://www.w3.org/2004/02/skos/core#altLabel> "put there"@en .\n'
    assert put(server, "PUT", address, more, "application/n-triples").status == 204
    assert "put there" in names(server)
    assert put(server, "PUT", address, whole.text, "application/n-triples").status == 204
    assert "put there" not in names(server)
    assert put(server, "DELETE", address).status == 422  # others speak of its records
    assert put(server, "DELETE", f"/store?graph={OURS}no-such").status == 404


def test_triples_are_posted_to_the_default_graph(server):
    assert put(server, "POST", "/store?default", RECORD.format("posted")).status == 204
    assert "posted" in names(server)
    assert put(server, "PUT", "/store?default", RECORD.format("posted")).status == 403


@pytest.mark.parametrize(("content_type", "body"), [
    ("application/rdf+xml", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'),
    ("application/ld+json", "[" * 50_000 + "]" * 50_000), (TURTLE, "nonsense"), ("text/plain", "x"), (TURTLE, "\x00"),
    ("application/ld+json", '{"@context": "http://127.0.0.1:1/"}'),
])
def test_triples_that_cannot_be_read_are_refused(server, content_type, body):
    assert put(server, "POST", "/store?default", body, content_type).status == 400


def test_a_server_that_is_only_read_serves_the_changes_too(own, server, tmp_path):
    change(server, LABEL.format("lasting"))
    with serving.running(own.root, tmp_path / "log") as again:
        assert "lasting" in names(again)
        assert again.form({"update": "CLEAR ALL"}, "/update").status == 403


def test_only_one_server_lets_a_graph_be_changed(own, server, tmp_path):
    with pytest.raises(RuntimeError, match="another server"), start(own, tmp_path / "log"):
        pass


def test_changes_are_applied_to_a_new_build(built, tmp_path):
    own = Project(tmp_path / "project")
    shutil.copytree(built.root, own.root)
    with start(own, tmp_path / "log") as server:
        assert change(server, LABEL.format("from the curators")).status == 204
        label = server.ask("SELECT ?g { GRAPH ?g { kg:cracking skos:prefLabel ?label } }").rows[0]["g"].removeprefix(OURS)
    file = own.root / "graph" / f"{label}.ttl"
    file.write_text(file.read_text("utf-8").replace("kg:cracking a ", 'kg:cracking skos:altLabel "from the file"@en ;\n    a ', 1), "utf-8")
    with start(own, tmp_path / "log") as server:
        assert {"from the curators", "from the file"} <= names(server)


def test_what_was_acknowledged_survives_ten_kills(built, tmp_path):
    """The server is killed at ten moments of an update; what it has acknowledged is there, and each update is there whole or not at all."""
    own = Project(tmp_path / "project")
    shutil.copytree(built.root, own.root)
    pairs = [{f"a{at}", f"b{at}"} for at in range(11)]
    with start(own, tmp_path / "log") as server:
        begin = time.monotonic()
        acknowledged = set(pairs[10]) if change(server, adding(pairs[10])).status == 204 else set()
        whole = time.monotonic() - begin
    assert acknowledged
    for at in range(10):
        server = serving.start(own.root, tmp_path / "log", "--writable", environment={"KGTOOLS_TOKEN": TOKEN})
        assert_whole(names(server), pairs, acknowledged)
        timer = threading.Timer(whole * (at + 1) / 9, os.kill, (server.process.pid, signal.SIGKILL))
        timer.start()
        with contextlib.suppress(OSError, http.client.HTTPException):
            if change(server, adding(pairs[at])).status == 204:
                acknowledged |= pairs[at]
        timer.join()
        server.process.wait()
    with start(own, tmp_path / "log") as server:
        assert_whole(names(server), pairs, acknowledged)


def adding(pair: set[str]) -> str:
    return "INSERT DATA { kg:cracking skos:altLabel " + ", ".join(f'"{name}"@en' for name in sorted(pair)) + " }"


def assert_whole(found: set[str], pairs: list[set[str]], acknowledged: set[str]) -> None:
    assert acknowledged <= found
    assert all(pair <= found or not pair & found for pair in pairs)


def test_writing_needs_a_token_to_start(built, tmp_path):
    with pytest.raises(RuntimeError, match="needs a token"), serving.running(built.root, tmp_path / "log", "--writable", environment={"KGTOOLS_TOKEN": ""}):
        pass
