"""The editor and the pages in a real browser, headless: they work, they report no error, and nothing is asked of anyone else.

It takes Chromium, the package playwright (which drives it) and the editor's bundle; the tests are skipped where one is missing.
"""

import shutil

import pytest
import serving

from kgtools.names import SI
from kgtools.web.pages import files

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.skipif(not CHROMIUM, reason="needs Chromium"),
              pytest.mark.skipif(not files.has_bundle(), reason="needs the editor's bundle, which hatch_build.py makes")]
OPTIONS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # drawing without a graphics card
SOON = 20_000  # milliseconds


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with serving.running(built.root, tmp_path_factory.mktemp("browser") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser, server):
    """A tab that has to stay free of errors, of dialogs and of requests to anyone else."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 1000})
    tab, wrong = context.new_page(), []
    context.on("request", lambda request: request.url.startswith((server.url, "data:", "blob:")) or wrong.append(request.url))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    tab.set_default_timeout(SOON)
    yield tab
    context.close()
    assert [words for words in wrong if getattr(tab, "expected", "\n") not in words] == []


@pytest.fixture
def editor(tab):
    tab.goto("/")
    tab.wait_for_selector(".CodeMirror")
    return tab


def ask(editor, query: str) -> None:
    editor.evaluate("query => yasgui.getTab().getYasqe().setValue(query)", query)
    editor.evaluate("yasgui.getTab().query().catch(() => {})")


def test_the_editor_asks_this_server_and_shows_rows_that_lead_to_our_pages(editor, server):
    assert editor.evaluate("yasgui.getTab().getEndpoint()") == f"{server.url}/sparql"
    ask(editor, "SELECT ?cause ?effect WHERE { ?cause si:leadsTo ?effect } ORDER BY ?cause")
    editor.wait_for_selector(".yasr_results tbody td")
    assert [text.split() for text in editor.locator(".yasr_results tbody tr").all_inner_texts()] == [
        ["kg:cracking", "kg:capacity-loss"], ["kg:swelling", "kg:cracking"]]
    assert editor.locator(".yasr_results a.iri").first.get_attribute("href") == "/graph/cracking"
    assert editor.locator(".yasr_results a.iri").nth(1).get_attribute("title") == "capacity loss"
    assert not editor.locator("#plain").is_visible()


def test_what_is_wrong_with_a_query_is_shown(editor):
    editor.expected = "400 (Bad Request)"
    ask(editor, "SELECT ?x WHERE { ?x si:leadsTo } ORDER BY ?x")
    editor.wait_for_selector(".yasr_results .errorResult")
    assert "Error in line 1 of the query" in editor.inner_text(".yasr_results")


def test_a_construct_is_drawn(editor):
    ask(editor, "CONSTRUCT { ?a si:leadsTo ?b } WHERE { ?a si:leadsTo ?b }")
    editor.wait_for_selector(".drawing[data-links] canvas")
    assert editor.locator(".drawing").evaluate("place => [place.dataset.nodes, place.dataset.links]") == ["3", "2"]
    ask(editor, "SELECT ?a WHERE { ?a si:leadsTo ?b }")
    editor.wait_for_selector(".yasr_results tbody td")


def test_things_classes_and_properties_are_completed_by_label_and_synonym(editor):
    def offered(query: str) -> list[str]:
        editor.evaluate("query => { const y = yasgui.getTab().getYasqe(); y.setValue(query); y.focus(); y.getDoc().setCursor({line: 0, ch: query.length});"
                        " y.autocomplete(false) }", query)
        editor.wait_for_selector(".CodeMirror-hints li")
        found = editor.locator(".CodeMirror-hints li").all_inner_texts()
        editor.keyboard.press("Escape")
        editor.wait_for_selector(".CodeMirror-hints", state="detached")
        return found

    assert offered("SELECT * WHERE { ?s si:leadsTo kg:fract") == ["kg:cracking"]
    assert "si:leadsTo  leads to" in offered("SELECT * WHERE { ?s si:leads")
    assert "si:FailureMechanism  failure mechanism" in offered("SELECT * WHERE { ?s a si:failure")


def test_a_named_question_opens_in_a_tab_with_its_parameter_filled_in(editor):
    editor.select_option("#picker select", "strategies-against")
    assert "make a mechanism less" in editor.inner_text("#picker .question")
    editor.fill("#picker input", "fracture")
    editor.click("#picker button")
    editor.wait_for_selector(".yasr_results tbody td")
    assert editor.evaluate("yasgui.getTab().getName()") == "Strategies against a mechanism"
    assert "VALUES (?mechanism) { (kg:cracking) }" in editor.evaluate("yasgui.getTab().getYasqe().getValue()")
    assert "kg:soot-coating" in editor.inner_text(".yasr_results tbody")


def test_nothing_in_an_answer_runs(editor):
    editor.expected = "Executing inline event handler"  # told of the inert document in which DOMPurify takes it out
    ask(editor, 'SELECT ("<script>alert(1)</script><img src=x onerror=alert(2)>" AS ?text) (IRI("javascript:alert(3)") AS ?iri)'
                ' (IRI("https://example.org/\'onmouseover=\'alert(4)") AS ?other) WHERE {}')
    editor.wait_for_selector(".yasr_results tbody td")
    assert "<script>alert(1)</script>" in editor.inner_text(".yasr_results tbody")
    assert editor.locator(".yasr_results img, .yasr_results script, .yasr_results [onmouseover], .yasr_results a[href^=javascript]").count() == 0


@pytest.mark.parametrize(("path", "words"), [
    ("/graph/swelling", ["Growth of silicon as it takes up lithium.", "mitigated by", "80.5%", "§1, paragraph 1"]),
    ("/graph/mew2020-si-c", ["Si-C anode of Mew and Bo", "silicon-carbon composite anode", "0.50 mA cm⁻²"])])
def test_an_entity_page_is_styled_and_complete(tab, path, words):
    tab.goto(path)
    shown = tab.inner_text("main")
    assert all(word in shown for word in words)
    assert tab.evaluate("getComputedStyle(document.querySelector('.chip')).borderRadius") != "0px"
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pages_fit_a_telephone_and_keep_their_contrast_in_the_dark(browser, server):
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 800}, color_scheme="dark")
    tab = context.new_page()
    tab.goto("/graph/swelling")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 28)"
    context.close()


def test_all_works_without_scripts(browser, server):
    context = browser.new_context(base_url=server.url, java_script_enabled=False, accept_downloads=True)
    tab = context.new_page()
    tab.goto("/")
    assert tab.locator("#plain textarea").is_visible()
    tab.fill("header input", "fracture")
    tab.click("header button")
    tab.click(".found a[href='/graph/cracking']")
    assert "Breaking of silicon under its own stress." in tab.inner_text("main")
    tab.goto("/")
    tab.fill("#plain textarea", f"SELECT ?a WHERE {{ ?a <{SI}leadsTo> ?b }} ORDER BY ?a")
    tab.select_option("#plain select", "json")
    with tab.expect_response("**/sparql?*") as answer:
        tab.click("#plain button")
    assert [row["a"]["value"].rsplit("/", 1)[1] for row in answer.value.json()["results"]["bindings"]] == ["cracking", "swelling"]
    context.close()
