"""Curators change the graph through the server: with a token, after validation, all or nothing, and for good."""

import asyncio
import contextlib
import http.client
import os
import shutil
import signal
import threading
import time

import pyoxigraph as ox
import pytest
import serving
from conftest import Project

from kgtools.names import INFERRED_GRAPH, KG
from kgtools.problems import Stop
from kgtools.web.curating import changes, changing, curators, edits, operations
from kgtools.web.replies import Response

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


HOME, OTHER = OURS + "home", OURS + "other"
CRACKING, NAME = ox.NamedNode(KG + "cracking"), ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")


@pytest.fixture
def dataset() -> ox.Store:
    """A record in its home, with a name that another graph has too, and one that follows."""
    store = ox.Store()
    store.update(f"""PREFIX kg: <{KG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> INSERT DATA {{
        GRAPH <{HOME}> {{ kg:cracking a kg:Kind ; skos:altLabel "both" }} GRAPH <{OTHER}> {{ kg:cracking skos:altLabel "both" }}
        GRAPH <{INFERRED_GRAPH}> {{ kg:cracking skos:altLabel "follows" }} }}""")
    return store


def names_after(dataset: ox.Store, update: str) -> dict[str, set[str]]:
    """By graph, what the record is called after an update."""
    found = changing.updated(dataset, update.replace("HOME", f"<{HOME}>").replace("OTHER", f"<{OTHER}>"))
    return {graph: names for graph, triples in found.items()
            if (names := {triple.object.value for triple in triples if triple.subject == CRACKING and triple.predicate == NAME})}


@pytest.mark.parametrize(("update", "home", "other"), [
    ('INSERT DATA { GRAPH HOME { kg:cracking skos:altLabel "new" } } ; DELETE WHERE { kg:cracking skos:altLabel "new" }', {"both"}, {"both"}),
    ('INSERT DATA { GRAPH OTHER { kg:cracking skos:altLabel "x" } } ; INSERT { kg:cracking skos:altLabel "y" } WHERE { kg:cracking skos:altLabel "x" }',
     {"both", "y"}, {"both", "x"}),
    ('DELETE DATA { GRAPH HOME { kg:cracking skos:altLabel "both" } } ; INSERT { kg:cracking skos:altLabel "still" } WHERE { ?s skos:altLabel "both" }',
     {"still"}, {"both"}),
    ('DELETE DATA { kg:cracking skos:altLabel "both" } ; INSERT { kg:cracking skos:altLabel "seen" } WHERE { GRAPH ?g { ?s skos:altLabel "both" } }', set(), set()),
    ('WITH HOME DELETE { ?s skos:altLabel "both" } WHERE { ?s a ?kind } ; DELETE WHERE { ?s skos:altLabel ?name } ; CLEAR GRAPH OTHER', set(), set()),
    ('INSERT DATA { kg:cracking skos:altLabel "a;b}" } ; # of GRAPH HOME ; }\n DELETE WHERE { kg:cracking skos:altLabel "both" } ;', {"a;b}"}, set()),
    ("""PREFIX n: <http://www.w3.org/2004/02/skos/core#> CREATE SILENT GRAPH HOME ; BASE <https://w3id.org/si-assb/>
        DELETE DATA { GRAPH HOME { kg:cracking n:altLabel "both" } } ; BASE <graph/> INSERT DATA { <cracking> n:altLabel "based" }""", {"based"}, {"both"}),
])
def test_each_operation_of_an_update_finds_what_the_one_before_has_left(dataset, update, home, other):
    found = names_after(dataset, update)
    assert (found.get(HOME, set()), found.get(OTHER, set())) == (home, other)
    assert found.keys() <= {HOME, OTHER, INFERRED_GRAPH} and found[INFERRED_GRAPH] == {"follows"}


def test_what_follows_and_was_deleted_is_not_seen_by_the_next_operation(dataset):
    update = 'DELETE WHERE { ?s skos:altLabel "follows" } ; CREATE SILENT GRAPH HOME ; INSERT { ?s skos:altLabel "seen" } WHERE { ?s skos:altLabel "follows" }'
    with pytest.raises(Stop, match="follows from other triples"):
        changing.updated(dataset, update.replace("HOME", f"<{HOME}>"))


def test_an_update_that_takes_back_what_it_did_changes_nothing(dataset):
    before = changing.graphs(dataset)
    update = f'INSERT DATA {{ GRAPH <{HOME}> {{ kg:cracking skos:altLabel "new" }} }} ; DELETE DATA {{ kg:cracking skos:altLabel "new" }}'
    assert changing.updated(dataset, update) == before


def test_a_mistake_in_any_operation_is_told_with_its_line(dataset):
    with pytest.raises(Stop, match="no SPARQL .*3:"):
        changing.updated(dataset, f"CREATE SILENT GRAPH <{HOME}> ;\nCREATE SILENT GRAPH <{OTHER}> ;\nINSERT nonsense")


def test_operations_that_name_no_graph_are_one_step():
    assert operations.steps("CREATE SILENT GRAPH <a:g> ; DROP GRAPH <a:g>;") == ["CREATE SILENT GRAPH <a:g> ", " DROP GRAPH <a:g>"]
    assert len(operations.steps("INSERT DATA { <a:a> <a:b> 1 } ; DELETE DATA { <a:a> <a:b> 2 } ; CLEAR ALL ; DELETE DATA { <a:a> <a:b> 2 } ;")) == 3


@pytest.mark.parametrize("text", [
    "# a comment\rLOAD <http://127.0.0.1:1/>",
    "INSERT { ?s ?p ?o } WHERE { FILTER (1<2)SERVICE#>\nSILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:1/> INSERT { ?s ?p ?o } WHERE { SERVICE:x { ?s ?p ?o } }",
])
def test_nothing_hides_a_call(dataset, text):
    with pytest.raises(Stop, match="nothing is fetched from here"):
        changing.updated(dataset, text)


def test_a_change_of_a_named_graph_is_seen_by_the_next_operation_on_all(server):
    home = server.ask("SELECT ?g { GRAPH ?g { kg:cracking skos:prefLabel ?label } }").rows[0]["g"]
    update = f'INSERT DATA {{ GRAPH <{home}> {{ kg:cracking skos:altLabel "for a moment"@en }} }} ; DELETE WHERE {{ kg:cracking skos:altLabel "for a moment"@en }}'
    assert change(server, update).status == 204
    assert "for a moment" not in names(server)


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


def test_a_server_that_is_only_read_writes_no_patch(own, server, tmp_path):
    change(server, LABEL.format("kept by the one that writes"))
    patch = edits.patch_file(own.places)
    before = (patch.stat().st_ino, patch.stat().st_mtime_ns)
    for path in patch.parent.glob("dataset-*.nq"):
        path.unlink()  # as if there was a new build
    with serving.running(own.root, tmp_path / "log") as again:
        assert "kept by the one that writes" in names(again)
    assert (patch.stat().st_ino, patch.stat().st_mtime_ns) == before and edits.dataset(own.places, edits.read(own.places)).is_file()


def test_a_text_may_have_the_line_ends_of_unicode(server):
    assert change(server, LABEL.format("one\u2028two")).status == 204
    assert change(server, LABEL.format("after that")).status == 204
    assert {"one\u2028two", "after that"} <= names(server)


def ended(places, monkeypatch, work) -> dict:
    """What is said of a change whose process does this and then hangs."""
    async def said(change, body):
        work()
        await asyncio.sleep(60)

    monkeypatch.setattr(changes, "said", said)
    monkeypatch.setattr(changes, "LONGEST", 0.1)
    return asyncio.run(changes.edited({"root": str(places.root), "build": str(places.build)}, b""))


def test_a_change_that_was_on_the_disk_when_its_process_was_ended_is_made(tmp_path, monkeypatch):
    places = Project(tmp_path).places
    patch = edits.Patch(frozenset([ox.Quad(CRACKING, NAME, ox.Literal("late"), ox.NamedNode(HOME))]))
    kept = []
    found = ended(places, monkeypatch, lambda: kept.append(edits.keep(places, patch, patch.added)))
    assert found == {"status": 204, "dataset": str(kept[0])}
    again = ended(places, monkeypatch, lambda: None)
    assert again["status"] == 504 and "Nothing was changed" in again["words"]


def test_what_killed_processes_have_left_goes_when_the_next_may_write(tmp_path):
    places = Project(tmp_path).places
    edits.folder(places).mkdir(parents=True)
    left, in_work = (edits.folder(places) / f".dataset-0.nq.{number}" for number in (2**22 + 1, os.getpid()))
    for path in (left, in_work):
        path.write_bytes(b"half")
    os.close(edits.alone(places))
    assert not left.exists() and in_work.exists()


def test_a_change_keeps_its_turn_though_nobody_waits_for_it_any_more():
    class Counting(curators.Curators):
        at_once = most = made = 0

        async def _made(self, change, body):
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            await asyncio.sleep(0.05)
            self.at_once -= 1
            self.made += 1
            return Response(204, [])

    async def work() -> Counting:
        found = Counting(None, None)
        first = asyncio.ensure_future(found._change({}, b""))
        await asyncio.sleep(0.01)
        first.cancel()
        await found._change({}, b"")
        return found

    found = asyncio.run(work())
    assert (found.most, found.made, found.waiting) == (1, 2, 0)


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
