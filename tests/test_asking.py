"""From words to questions, and the library as data."""

import golden
import pyoxigraph as ox
import pytest

from kgtools.names import PREFIXES
from kgtools.querying import asking, examples, lookup
from kgtools.querying.library import Parameter, Query

CRACKS = Query("questions", "cracks", "cracks.rq", "SELECT ?x WHERE { ?x ?y ?z }", "Strategies against cracking",
               "What keeps electrodes from cracking?", tags=("strategy",), asked_as=("how to prevent fracture",),
               parameters={"mechanism": Parameter("mechanism", "label", values_from="si:FailureMechanism"), "kind": Parameter("kind", "class", "x", "si:Anode")})
RANKS = Query("questions", "ranks", "ranks.rq", "# a comment\nASK { ?x ?y ?z }", "Ranking of efficiency", "Which anodes rank first?")

NAMED = {"mechanism": {"kg:cracking": ["cracking", "crack formation"], "kg:fade": ["capacity fade", "capacity fading", "loss of capacity"]},
         "kind": {"si:Anode": ["anode"]}}


def commands(words, queries=(CRACKS, RANKS), values=None):
    return [one.command.removeprefix("kgtools ").removeprefix("query ") for one in asking.suggest(queries, words, values)]


@pytest.mark.parametrize("words", ["cracks", "strategy", "What helps against cracking?", "preventing fractures"])
def test_another_form_of_the_word_finds_the_question(words):
    assert commands(words)[0].startswith("cracks")


def test_a_rare_word_counts_more_than_a_common_one():
    assert commands("which efficiency") == ["ranks"]


@pytest.mark.parametrize("words", ["zebra", "which is the one", ""])
def test_words_that_no_question_has_find_nothing(words):
    assert commands(words) == []


def test_the_suggestion_leaves_open_what_has_no_default():
    assert commands("cracking") == ['cracks --mechanism "..."']


@pytest.mark.parametrize("words, name", [
    ("what helps against cracks", "cracking"), ("the formation of a crack", "crack formation"), ("how fast is capacity fading", "capacity fading"),
    ("why do they lose capacity", "loss of capacity"),
])
def test_what_the_words_name_fills_the_parameter_that_takes_it(words, name):
    assert commands(words, values=lambda parameter: NAMED[parameter.name])[:2] == [f'trace "{name}"', f'cracks --mechanism "{name}"']


def test_a_class_fills_a_parameter_that_takes_one():
    assert commands("cracks in anodes", values=lambda parameter: NAMED[parameter.name])[1] == 'cracks --mechanism "cracking" --kind "anode"'


@pytest.fixture(scope="module")
def suggested():
    """The first four suggestions that the real library and graph give for words."""
    kept = {}

    def values(parameter):
        key = parameter.type == "class", parameter.values_from
        if key not in kept:
            kept[key] = lookup.values(golden.graph(), parameter)
        return kept[key]

    return lambda words: commands(words, golden.questions().folder("questions"), values)[:4]


# What people would type, and how the command that answers it begins.
ASKED = {
    "what makes silicon anodes lose capacity and what helps": 'trace "capacity loss"',
    "what helps against cracking": 'strategies-against --mechanism "cracking"',
    "which strategies keep particles from cracking": 'strategies-against --mechanism "cracking"',
    "how can I prevent short circuits": 'strategies-against --mechanism "short circuit',
    "what causes lithium dendrite growth": 'causes-of --mechanism "lithium dendrite growth"',
    "why do silicon anodes fail": "mechanisms-by-level",
    "who is Han et al.": "who-is",
    "what is reference 69": "reference",
    "what does LPSCl stand for": "what-is",
    "highest initial coulombic efficiency": "initial-efficiency-ranking",
    "which anode has the best specific capacity": 'ranking --metric "specific capacity"',
    "best capacity retention at the same temperature": 'ranking-at-a-condition --metric "capacity retention" --condition "temperature"',
    "how long do cells cycle": "retention-and-cycles",
    "which studies use Li6PS5Cl": 'studies-with-an-electrolyte --electrolyte "Li6PS5Cl"',
    "how does stack pressure affect capacity": "effects-on-a-metric",
    "advantages and disadvantages of nano silicon": "structure-pros-and-cons",
    "what are the drawbacks of carbon addition": "trade-offs",
    "which failures have no remedy": "without-mitigation",
    "strategies never shown in a full cell": "without-full-cell-evidence",
    "where does the review contradict itself": "conflicts",
    "how to prelithiate a silicon anode": "lithiation-routes",
    "what is uncertain": "hedged-claims",
    "convert current density to C-rate": "c-rate-scale",
    "which anodes contain graphene": "components-of-a-kind",
    "what decomposition products form with the electrolyte": "products-of-reactions",
    "what happens when silicon loading increases": 'downstream-links --driver "silicon loading"',
    "performance of silicon-carbon composites": "results-by-kind-of-anode",
    "does the text agree with Table 1": "text-against-table",
    "which research groups work on this": "evidence-by-group",
    "what worsens capacity fading": 'what-makes-it-worse --mechanism "capacity fading"',
    "what are the benefits and harms of pressure": "effects-on-a-metric",
}


@pytest.mark.parametrize("words, expected", ASKED.items())
def test_the_real_library_finds_the_obvious_question_among_its_first_four(suggested, words, expected):
    assert any(command.startswith(expected) for command in suggested(words)), suggested(words)


def test_every_question_says_in_which_other_words_it_is_asked():
    questions = golden.questions().folder("questions")
    assert len(questions) >= 60 and [query.name for query in questions if not query.asked_as] == []


def test_the_library_as_data_has_every_question_with_its_text_title_and_prefixes():
    questions = golden.questions().folder("questions")
    store = ox.Store()
    store.extend(examples.quads(questions))
    found = store.query("""SELECT ?label ?text WHERE { ?q a sh:SPARQLExecutable ; rdfs:label ?label ; rdfs:comment ?comment ;
        sh:select|sh:ask|sh:construct ?text ; sh:prefixes/sh:declare ?any . ?any sh:prefix "si" }""",
                        prefixes=PREFIXES, use_default_graph_as_union=True)
    assert {(row["label"].value, row["text"].value) for row in found} == {(query.title, query.text) for query in questions}
    assert len(questions) >= 60


def values(quads, subject: str, name: str) -> set:
    return {quad.object for quad in quads if quad.subject.value == examples.QUERIES + subject and quad.predicate.value.endswith(name)}


def test_a_question_as_data_says_what_it_asks_under_which_words_and_of_which_endpoint():
    quads = list(examples.quads([CRACKS, RANKS]))
    assert values(quads, "cracks", "rdf-schema#comment") == {ox.Literal("What keeps electrodes from cracking?", language="en")}
    assert values(quads, "cracks", "schema.org/keywords") == {ox.Literal("strategy")}
    assert values(quads, "cracks", "schema.org/alternateName") == {ox.Literal("how to prevent fracture", language="en")}
    assert values(quads, "cracks", "schema.org/target") == {ox.NamedNode("https://w3id.org/si-assb/sparql")}
    assert values(quads, "cracks", "shacl#select") == {ox.Literal(CRACKS.text)} and not values(quads, "cracks", "shacl#ask")
    assert values(quads, "ranks", "shacl#ask") == {ox.Literal(RANKS.text)} and not values(quads, "ranks", "schema.org/keywords")
    assert {quad.graph_name for quad in quads} == {examples.GRAPH}


def test_a_server_names_its_own_address_as_the_endpoint():
    quads = list(examples.quads([CRACKS, RANKS], "http://localhost:8080/sparql"))
    targets = {quad.object for quad in quads if quad.predicate.value == "https://schema.org/target"}
    assert targets == {ox.NamedNode("http://localhost:8080/sparql")}


def test_each_prefix_is_declared_once_with_its_namespace():
    quads = list(examples.quads([CRACKS, RANKS]))
    declared = [quad.object.value.removeprefix(examples.QUERIES) for quad in quads if quad.predicate.value.endswith("shacl#declare")]
    assert len(declared) == len(set(declared)) == len(PREFIXES)
    found = {quad.object.value for name in declared for quad in quads
             if quad.subject.value == examples.QUERIES + name and quad.predicate.value.endswith("shacl#namespace")}
    assert found == set(PREFIXES.values())


def test_the_form_of_a_query_is_seen_behind_comments():
    assert examples.form_of(RANKS.text) == "ASK"
    assert examples.form_of("PREFIX a: <b>\n\nCONSTRUCT { ?x ?y ?z } WHERE { ?x ?y ?z }") == "CONSTRUCT"
