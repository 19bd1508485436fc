"""From words to questions, and the library as data."""

import golden
import pyoxigraph as ox
import pytest

from kgtools.names import PREFIXES
from kgtools.querying import asking, examples
from kgtools.querying.library import Parameter, Query

CRACKS = Query("questions", "cracks", "cracks.rq", "SELECT ?x WHERE { ?x ?y ?z }", "Strategies against cracking",
               "What keeps electrodes from cracking?", tags=("strategy",), parameters={"mechanism": Parameter("mechanism", "label")})
RANKS = Query("questions", "ranks", "ranks.rq", "# a comment\nASK { ?x ?y ?z }", "Ranking of efficiency", "Which anodes rank first?")


def names(words, queries=(CRACKS, RANKS)):
    return [one.query.name for one in asking.suggest(queries, words)]


@pytest.mark.parametrize("words", ["cracks", "strategy", "What helps against cracking?"])
def test_another_form_of_the_word_finds_the_question(words):
    assert names(words)[0] == "cracks"


def test_a_rare_word_counts_more_than_a_common_one():
    assert names("which efficiency")[0] == "ranks"


def test_words_that_no_question_has_find_nothing():
    assert names("zebra") == []


def test_the_suggestion_says_how_to_run_it():
    suggestion, = asking.suggest([CRACKS], "cracking")
    assert suggestion.command == 'kgtools query cracks --mechanism "..."'


@pytest.mark.parametrize("words, expected", [("who is Han et al.", "who-is"), ("strategies against a mechanism", "strategies-against")])
def test_the_real_library_finds_the_obvious_question_among_its_first_three(words, expected):
    assert expected in names(words, golden.questions().folder("questions"))[:3]


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
