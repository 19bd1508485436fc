"""The query library: headers, their faults, and every query of ours."""

import pytest
from conftest import ROOT

from kgtools import places
from kgtools.problems import Stop
from kgtools.querying import library, store

OURS = library.read(places.Places(ROOT))
ASKED = [query for query in OURS.queries if query.folder not in library.NOT_ASKED]

HEADER = """#+ title: A title
#+ question: A question that
#+   goes on
#+ tags: [one, two]
#+ parameters:
#+   mechanism:
#+     type: label
#+     values-from: si:FailureMechanism
#+     default: kg:swelling
#+ columns:
#+   thing: what it is: a thing
SELECT ?thing ?mechanism WHERE { ?thing ?p ?mechanism }
"""


def test_a_header_is_read():
    query, problems = library.parse(HEADER, "queries/questions/q.rq", "questions")
    assert problems == []
    assert (query.name, query.title, query.question, query.tags) == ("q", "A title", "A question that goes on", ("one", "two"))
    assert query.parameters["mechanism"] == library.Parameter("mechanism", "label", "kg:swelling", "si:FailureMechanism")
    assert query.columns == {"thing": "what it is: a thing"}


def test_a_query_without_header_is_a_query():
    query, problems = library.parse("ASK { ?s ?p ?o }", "q.rq", "")
    assert (query.title, problems) == ("", [])


FAULTS = {
    "an unknown key": ("#+ title: A title", "#+ titel: A title", 1, "did you mean title?"),
    "a key that stands twice": ("#+ tags: [one, two]", "#+ title: Another", 4, "keep one"),
    "a line that fits nowhere": ("#+ tags: [one, two]", "#+ some words", 4, "key: value"),
    "a wrong indent": ("#+     type: label", "#+    type: label", 7, "indent"),
    "an unknown type": ("type: label", "type: word", 6, "label"),
    "an unknown key of a parameter": ("    values-from:", "    values:", 6, "values-from"),
    "a parameter without variable": ("?thing ?mechanism WHERE { ?thing ?p ?mechanism }", "?thing WHERE { ?thing ?p ?o }", 6, "like its variable"),
    "a parameter that is not selected": ("?thing ?mechanism WHERE", "?thing WHERE", 6, "add it to the SELECT"),
    "a parameter asked whether it is bound": ("?p ?mechanism }", "?p ?mechanism FILTER (BOUND(?mechanism)) }", 6, "COALESCE"),
    "an unknown prefix": ("si:FailureMechanism", "sj:FailureMechanism", 6, "si:FailureMechanism"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_header_is_found_on_its_line(fault):
    old, new, line, words = FAULTS[fault]
    assert HEADER.count(old) == 1
    _, problems = library.parse(HEADER.replace(old, new), "queries/questions/q.rq", "questions")
    assert [(p.path, p.line, p.rule) for p in problems] == [("queries/questions/q.rq", line, "query-header")]
    assert words in problems[0].fix


def test_a_syntax_error_is_found_on_its_line():
    query, _ = library.parse("#+ title: x\nSELECT ?s\nWHERE { ?s ?p }", "queries/questions/q.rq", "questions")
    [problem] = library.syntax_problems(library.Library([query], []))
    assert (problem.path, problem.line, problem.rule) == ("queries/questions/q.rq", 3, "query")


def test_our_library_has_no_fault():
    assert OURS.problems == []
    assert list(library.syntax_problems(OURS)) == []


@pytest.mark.parametrize("query", OURS.queries, ids=lambda query: f"{query.folder}/{query.name}")
def test_every_query_says_what_it_is(query):
    assert query.title
    if query.folder == "checks":
        assert query.problem and query.fix


@pytest.mark.parametrize("query", ASKED, ids=lambda query: f"{query.folder}/{query.name}")
def test_every_column_is_explained(query, built):
    answer = store.load(built.places).ask(query.text).without(query.parameters.keys() - query.columns.keys())
    assert list(query.columns) == answer.columns


def test_names_are_unique_where_queries_are_asked_by_name():
    names = [query.name for query in ASKED if query.folder != "trace"]
    assert len(names) == len(set(names))


def test_an_unknown_query_suggests_near_ones():
    with pytest.raises(Stop, match="did you mean mechanisms"):
        OURS.find("mechanism")


def test_rules_and_checks_are_not_asked_by_name():
    with pytest.raises(Stop):
        OURS.find("subclass-member")
