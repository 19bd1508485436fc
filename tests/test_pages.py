"""Pages for people and data for machines at every IRI of ours: what they show, in which form, and that nothing stored runs."""

import asyncio
import json
import re
import shutil
import threading
import time
from html.parser import HTMLParser
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import serving
from conftest import ROOT

from kgtools.names import KG, SI
from kgtools.querying import library, store
from kgtools.web.pages import apart, asking, finding, html, knowledge, welcome
from kgtools.web.pages.shelf import Shelf
from kgtools.web.service import Unanswered

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"  # as browsers ask
SCRIPT = "<script>alert(1)</script>"
RUNS = "javascript:alert(1)"


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with serving.running(built.root, tmp_path_factory.mktemp("pages") / "log") as server:
        yield server


class Text(HTMLParser):
    """The words of a page, and where its links lead."""

    def __init__(self, page: str):
        super().__init__()
        self.words, self.links, self.tags = [], [], []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("href", "src", "action") and value is not None]
        assert not [name for name, _ in attributes if name.startswith("on") or name == "style"], attributes

    def handle_data(self, data):
        self.words.append(data)


def page(server, path: str) -> Text:
    found = server.get(path, Accept=HTML)
    assert (found.status, found.type) == (200, "text/html"), (path, found.text[:200])
    return Text(found.text)


def test_every_iri_of_ours_has_a_page_and_data(server, built):
    dataset = store.load(built.places)
    things = {term.value for quad in dataset.ox for term in (*quad.triple, quad.graph_name)
              if isinstance(term, ox.NamedNode) and term.value.startswith((SI, KG))}
    assert len(things) > 300 and KG + "cracking" in things and SI + "leadsTo" in things
    for thing in sorted(things):
        for accept in (HTML, "text/turtle"):
            found = server.get(html.path(thing), Accept=accept)
            assert (found.status, found.type) == (200, accept.partition(",")[0]), thing
    assert "Silicon structures and composites" in page(server, "/ontology").text


@pytest.mark.parametrize(("accept", "media_type"), [
    (HTML, "text/html"), ("text/turtle", "text/turtle"), ("application/ld+json", "application/ld+json"), ("application/n-triples", "application/n-triples"),
    ("application/rdf+xml", "application/rdf+xml"), ("*/*", "text/turtle"), ("text/html;q=0.4, text/turtle;q=0.9", "text/turtle"),
    ("text/turtle;q=0.4, text/html", "text/html"), ("application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml")])
def test_an_iri_is_shown_as_the_client_likes_best(server, accept, media_type):
    found = server.get("/graph/cracking", Accept=accept)
    assert (found.status, found.type) == (200, media_type)
    assert "Accept" in found.headers["vary"]
    assert f'<{KG}cracking>; rel="describes"' in found.headers["link"]
    assert 'type="text/html"' in found.headers["link"] or media_type == "text/html"


def test_without_accept_it_is_data_and_what_we_do_not_have_is_refused(server):
    assert server.get("/graph/cracking").type == "text/turtle"
    assert server.get("/graph/cracking", Accept="image/png").status == 406


@pytest.mark.parametrize(("name", "parse"), [("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD), ("ntriples", ox.RdfFormat.N_TRIPLES),
                                             ("rdfxml", ox.RdfFormat.RDF_XML)])
def test_data_say_what_the_dataset_says_in_each_form(server, name, parse):
    triples = {quad.triple for quad in ox.parse(server.get(f"/graph/cracking?format={name}").body, parse)}
    cracking, label = ox.NamedNode(KG + "cracking"), ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert ox.Triple(cracking, label, ox.Literal("cracking", language="en")) in triples
    assert ox.Triple(ox.NamedNode(KG + "swelling"), ox.NamedNode(SI + "leadsTo"), cracking) in triples


def test_the_ontology_a_module_and_a_source_file_are_data_as_a_whole(server):
    def subjects(path: str) -> set[str]:
        found = server.get(path, Accept="application/n-triples")
        return {quad.subject.value for quad in ox.parse(found.body, ox.RdfFormat.N_TRIPLES)}

    whole = subjects("/ontology")
    assert {SI + "Anode", SI + "leadsTo", SI + "CapacityRetention"} <= whole and KG + "cracking" not in whole
    metrics = subjects("/ontology/module/metrics")
    assert SI + "CapacityRetention" in metrics and SI + "Anode" not in metrics
    source = subjects("/graph/source/graph/section-1")
    assert KG + "mew2020-si-c-retention" in source and KG + "cracking" not in source


def test_a_definition_comes_with_its_nameless_parts(server):
    found = server.get("/ontology/SiliconCarbonComposite", Accept="application/n-triples").text
    assert f"<{SI}CarbonMaterial>" in found and "someValuesFrom" in found


def test_a_mechanism_tells_what_it_is_what_acts_on_it_and_who_says_so(server):
    shown = page(server, "/graph/swelling")
    assert "Growth of silicon as it takes up lithium." in shown.text
    assert "failure mechanism inferred: material-level mechanism" in shown.text
    assert "mitigated by soot coating 1 claim" in shown.text and "leads to cracking 1 claim" in shown.text
    assert "contributes to inferred capacity loss cracking" in shown.text
    assert "A skin of soot holds silicon together as it swells." in shown.text
    assert "Mew and Bo 2020 [1] · full-cell test · shown on Si-C anode of Mew and Bo" in shown.text
    assert "§1, paragraph 1 80.5% after 20 cycles" in shown.text
    assert "capacity retention 80.5% , cycle 20" in shown.text


def test_what_is_denied_or_hedged_is_marked_so(server):
    swelling, cracking = page(server, "/graph/swelling"), page(server, "/graph/cracking")
    denied = swelling.text.split("Said not to be so")[-1]
    assert "It is not true that larger grains swell more. denied: the review says that it is not so" in denied
    assert "Pressing may break the grains. hedged: the review says that it may be so" in cracking.text
    assert "aggravated by squeezing 1 claim" in cracking.text


def test_an_anode_shows_its_parts_its_kinds_and_the_numbers_of_its_cells(server):
    shown = page(server, "/graph/mew2020-si-c")
    assert "also called Si-C" in shown.text and "has coating soot" in shown.text and "uses strategy soot coating 1 claim" in shown.text
    assert re.search(r"inferred: (.*)silicon-carbon composite anode", shown.text)
    numbers = shown.text.split("Numbers of cells with it")[-1]
    assert "capacity retention 80.5% % 20 Si-C cell of Mew and Bo current density 0.50 mA cm⁻² , temperature" in numbers
    assert "Mew and Bo 2020 [1] §1, paragraph 1" in numbers
    assert "80.5% higher than 10-20% (a range) of bare cell of Mew and Bo" in numbers


def test_a_publication_shows_what_the_review_reports_from_it(server):
    shown = page(server, "/graph/mew2020")
    assert "[1] A study of nothing . 2020" in shown.text
    assert "What the review reports from it 2" in shown.text and "The anode of Mew and Bo carries a skin of soot." in shown.text
    assert "Numbers reported from it 3" in shown.text and "10-20%" in shown.text


def test_a_class_shows_its_definition_in_words_and_its_members(server):
    shown = page(server, "/ontology/SiliconCarbonComposite")
    assert "that has component of some carbon material" in shown.text
    assert "Si-C anode of Mew and Bo inferred" in shown.text.split("Members")[-1]
    assert "silicon composite anode" in shown.text.split("broader classes")[1][:60]


def test_a_claim_a_number_a_place_and_a_discrepancy_have_pages_of_their_own(server):
    assert "soot coating mitigates swelling" in page(server, "/graph/claim-soot-coating-mitigates-swelling").text.replace(" + ", " ")
    assert "Claims that rest on it 1" in page(server, "/graph/mew2020-si-c-retention").text
    place = page(server, "/graph/s1-p1-coating").text
    assert "Place in the review §1, paragraph 1 80.5% after 20 cycles" in place and "Numbers that stand there 3" in place
    assert "Text and table print two figures for the bare cell." in page(server, "/graph/discrepancy-retention").text


def test_every_link_of_a_page_to_us_leads_somewhere(server):
    for path in ("/", "/graph", "/graph/swelling", "/graph/mew2020", "/ontology/Anode", "/queries", "/find?q=cracking"):
        for link in {link.partition("#")[0] for link in page(server, path).links if link.startswith("/")}:
            fine = (200, 400) if link.startswith("/queries/") else (200,)  # the default of a parameter may be no thing of the small project
            assert server.get(link or "/", Accept=HTML).status in fine, (path, link)


def test_a_name_that_is_none_is_told_with_the_nearest(server):
    found = server.get("/graph/crackin", Accept=HTML)
    assert found.status == 404 and "/graph/cracking" in Text(found.text).links
    assert server.get("/graph/crackin", Accept="text/turtle").text == f"there is no <{KG}crackin> here; near: {KG}cracking\n"


@pytest.mark.parametrize(("words", "found"), [("fracture", "/graph/cracking"), ("Lamp-Black", "/graph/soot"), ("kg:soot", "/graph/soot"), ("reten", "/ontology/CapacityRetention")])
def test_things_are_found_by_label_synonym_and_id(server, words, found):
    assert found in page(server, f"/find?q={quote(words)}").links


def test_what_is_not_found_is_told_with_the_nearest_names(server):
    assert "Did you mean fracture" in page(server, "/find?q=frackture").text


def test_the_start_page_says_what_this_is_and_how_to_cite_it(server):
    shown = page(server, "/")
    assert "3 failure mechanisms" in shown.text and "6 claims" in shown.text and "2 measurements" in shown.text and "1 comparison" in shown.text
    assert "CC BY 4.0" in shown.text and "Cite as: si-assb-kg" in shown.text
    assert "https://doi.org/10.3390/coatings14050608" in shown.links
    assert "form" in shown.tags and "textarea" in shown.tags


def test_without_the_bundle_the_start_page_says_how_to_get_the_editor():
    known = knowledge.Known({name: [] for name in knowledge.FETCHED}, [])
    text = html.render("start.html", "", known=known, bundle=False, counts=welcome.counts(known), endpoint="http://127.0.0.1:8000/sparql")
    assert "The editor with completion, tables and drawings was not built" in " ".join(text.split()) and "<script" not in text


def test_the_editor_is_told_prefixes_questions_and_names(server):
    told = server.get("/pages/editor.json").json
    assert told["prefixes"]["si"] == SI
    [cracking] = [term for term in told["terms"] if term["id"] == "kg:cracking"]
    assert (cracking["label"], cracking["others"], cracking["sort"]) == ("cracking", ["fracture"], "thing")
    assert "si:FailureMechanism" in cracking["kinds"] and "si:InfluencingFactor" in cracking["kinds"]
    assert [term["sort"] for term in told["terms"] if term["id"] in ("si:leadsTo", "si:Anode")].count("class") == 1
    [question] = [one for one in told["questions"] if one["name"] == "strategies-against"]
    assert question["text"][: question["at"]].rstrip().endswith("{") and question["parameters"][0]["name"] == "mechanism"
    composites = [term["label"] for term in told["terms"] if "owl:Class" in term["kinds"]]
    assert "silicon-carbon composite anode" in composites  # for questions about a kind
    anodes = [term["label"] for term in told["terms"] if "si:Anode" in term["below"]]
    assert {"silicon-based anode", "silicon-carbon composite anode"} <= set(anodes) and "sulfide electrolyte" not in anodes


def test_questions_are_listed_and_asked_as_pages_and_as_data_at_one_address(server):
    assert "/queries/strategies-against" in page(server, "/queries").links
    assert server.get("/queries", Accept="application/json").type == "application/json"
    shown = page(server, "/queries/strategies-against?mechanism=cracking")
    assert "soot coating" in shown.text and "/graph/soot-coating" in shown.links
    assert "/queries/strategies-against?mechanism=cracking&format=csv" in shown.links
    assert server.get("/queries/strategies-against?mechanism=cracking", Accept=serving.JSON_RESULTS).type == serving.JSON_RESULTS
    assert server.get("/queries/strategies-against?mechanism=cracking&format=csv", Accept=HTML).type == "text/csv"


def test_a_wrong_parameter_is_told_on_the_page(server):
    found = server.get("/queries/strategies-against?mechanism=crackin", Accept=HTML)
    assert found.status == 400 and "did you mean cracking" in Text(found.text).text


def test_pages_are_not_sent_again_to_who_has_them_and_are_packed(server):
    first = server.get("/graph/cracking", Accept=HTML, Accept_Encoding="gzip")
    assert first.headers["content-encoding"] == "gzip" and b"cracking" in first.unpacked
    again = server.get("/graph/cracking", Accept=HTML, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_page_that_two_make_at_once_counts_once():
    shelf = Shelf()
    for _ in range(2):
        shelf.keep(("build", "page"), bytes(1000))
    assert shelf.size == 1000


def test_pages_are_computed_one_at_a_time_and_too_many_are_sent_away():
    running, most = [], []

    def compute():
        running.append(threading.get_ident())
        most.append(len(running))
        time.sleep(0.005)
        running.pop()

    async def work():
        alone = apart.Apart()
        return await asyncio.gather(*(alone(compute) for _ in range(apart.MOST + 1)), return_exceptions=True)

    *made, refused = asyncio.run(work())
    assert made == [None] * apart.MOST and max(most) == 1
    assert isinstance(refused, Unanswered) and refused.status == 503


def test_names_near_a_long_word_are_not_looked_for():
    known = knowledge.Known({name: [] for name in knowledge.FETCHED}, [[KG + "x", "x" * 70]])
    assert finding.near_names(known, "x" * 60) and not finding.near_names(known, "x" * 61)
    assert not finding.near_iris(known, KG + "x" * 61)


def test_names_for_a_parameter_are_fetched_once_for_a_build(built):
    class Service:
        asked = 0

        async def ask(self, text, bindings):
            self.asked += 1
            return store.load(built.places).ask(text, bindings)

    async def at_once(computing, *given):
        return computing(*given)

    service, names = Service(), asking.Fetched("one")
    question = asking.find(library.read(built.places), "strategies-against")
    first, second = (asyncio.run(asking.ask(service, question, {"mechanism": "cracking"}, names, at_once)) for _ in range(2))
    assert first.answer.rows == second.answer.rows and "cracking" in second.values["mechanism"]
    assert service.asked == 1 + 2


@pytest.mark.parametrize("path", ["/", "/graph/cracking", "/ontology/Anode", "/queries", "/find?q=x", "/graph/nothing-of-the-kind"])
def test_no_page_runs_or_loads_what_is_not_ours(server, path):
    found = server.get(path, Accept=HTML)
    policy = dict(rule.strip().split(" ", 1) for rule in found.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["connect-src"] == "'self'" and policy["base-uri"] == "'none'"
    assert policy.get("script-src", "'none'") == ("'self'" if path == "/" else "'none'")
    assert "'unsafe-inline'" not in policy["style-src"] and found.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", found.text)


@pytest.mark.parametrize("path", ["/graph/" + quote(SCRIPT, safe=""), "/find?q=" + quote(SCRIPT), "/graph/" + "x" * 5000, "/graph/%00", "/graph/%ff%fe",
                                  "/graph/a%0d%0aSet-Cookie:%20x=1", "/graph/..%2f..%2fetc%2fpasswd", "/pages/..%2fpages.py", "/pages/%2e%2e%2fpages.py",
                                  "/queries/strategies-against?mechanism=" + quote(SCRIPT)])
def test_nothing_in_an_address_is_reflected_unescaped_or_breaks_a_page(server, path):
    found = server.get(path, Accept=HTML)
    assert found.status in (200, 400, 404) and SCRIPT not in found.text and "set-cookie" not in found.headers
    assert "import" not in found.text or found.type == "text/html"


@pytest.fixture(scope="module")
def hostile(built, tmp_path_factory):
    """A server of a dataset in which labels, figures and IRIs try to run."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(built.places.build, folder / "build")
    evil, graph = ox.NamedNode(KG + "evil"), ox.NamedNode(KG + "source/graph/evil")
    said = {"http://www.w3.org/2000/01/rdf-schema#label": ox.Literal(SCRIPT, language="en"), SI + "statement": ox.Literal("\"><img src=x onerror=alert(1)>"),
            "http://www.w3.org/2004/02/skos/core#altLabel": ox.Literal("{{ 7*7 }}' onmouseover='alert(1)"),
            "http://www.w3.org/2004/02/skos/core#exactMatch": ox.NamedNode(RUNS), "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ox.NamedNode(SI + "Anode"),
            SI + "leadsTo": ox.NamedNode("data:text/html,%3Cscript%3Ealert(1)%3C/script%3E"), RUNS: ox.Literal(SCRIPT)}
    quads = [ox.Quad(evil, ox.NamedNode(relation), value, graph) for relation, value in said.items()]
    more, manifest = ox.serialize(quads, format=ox.RdfFormat.N_QUADS), folder / "build" / "manifest.json"
    with (folder / "build" / "dataset.nq").open("ab") as file:
        file.write(more)
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**told, "bytes": told["bytes"] + len(more)}), "utf-8")
    with serving.running(built.root, folder / "log", "--store", str(folder / "build")) as server:
        yield server


@pytest.mark.parametrize("path", ["/graph/evil", "/ontology/Anode", "/graph/source/graph/evil", "/find?q=alert", "/queries/members-of-a-kind?kind=si:Anode"])
def test_nothing_stored_runs(hostile, path):
    found = hostile.get(path, Accept=HTML)
    assert found.status == 200 and SCRIPT not in found.text and "<img" not in found.text
    shown = Text(found.text)
    assert SCRIPT in shown.text and "script" not in shown.tags
    assert not [link for link in shown.links if not link.startswith(("/", "#", "https://", "http://", "?"))]


def test_the_lock_of_the_editor_names_no_registry_and_fixes_every_package():
    text = (ROOT / "kgtools" / "web" / "js" / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert "://" not in text and "resolved" not in text
    assert len(packages) > 5 and all("integrity" in entry for name, entry in packages.items() if name)
    wanted = json.loads((ROOT / "kgtools" / "web" / "js" / "package.json").read_text("utf-8"))
    assert packages["node_modules/@zazuko/yasgui"]["version"] == wanted["dependencies"]["@zazuko/yasgui"] == "4.6.2"
