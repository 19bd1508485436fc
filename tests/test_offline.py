"""No question reaches the network, and the word service in a harmless place is harmless."""

import pytest

from kgtools.problems import Stop
from kgtools.querying.offline import refuse_service

CALLS = [
    "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE<http://example.org/> { ?s ?p ?o } } } }",
    'SELECT * { BIND ("a # b" AS ?x) # a comment\n SERVICE ?x { } }',
    "PREFIX e: <http://example.org/> SELECT * { SERVICE e:sparql { ?s ?p ?o } }",
    "SELECT * { FILTER (?a<?b) SERVICE <http://example.org/> { } FILTER (?c>?d) }",
    "SELECT * { FILTER (1<2)SERVICE#>\nSILENT <http://example.org/> { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> SELECT * { ?s ?p ?o .SERVICE:x { ?s ?p ?o } }",
    "ASK { BIND (1<2 AS ?x) FILTER (?x<'a')SERVICE<http://example.org/>{} FILTER('b'>?x) }",
]
HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://example.org/> { }" }',
    "SELECT * { ?s ?p '''it's a SERVICE''' } # SERVICE here too",
    "SELECT ?service { ?service <http://example.org/SERVICE> ?o }",
    "PREFIX service: <http://example.org/> SELECT * { ?s service:SERVICE ?o }",
    'SELECT * { ?s ?p "a \\" SERVICE" }',
    "SELECT * { ?s ?p <http://example.org/service#x> }",
    "SELECT * { ?services si:inServiceOf ?Service }",
    "ASK { ?s a si:Anode . FILTER (STRLEN(\"service\") < 8) }",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_of_another_endpoint_is_refused(text):
    with pytest.raises(Stop, match="SERVICE"):
        refuse_service(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_word_in_a_string_comment_iri_variable_or_name_is_harmless(text):
    refuse_service(text)


def test_the_message_names_the_line():
    with pytest.raises(Stop, match="line 3"):
        refuse_service("SELECT *\n{\nSERVICE <http://example.org/> {} }")
