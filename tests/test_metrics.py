"""The article has a word for what a record says was measured, in the sentence, cell or caption where the record stands."""

import pytest

from kgtools.article.pieces import Unit
from kgtools.fidelity.metrics import Metrics, stands
from kgtools.names import KG
from kgtools.turtle import reader, records

TERMS = """@prefix si: <https://w3id.org/si-assb/ontology/> .
@prefix kg: <https://w3id.org/si-assb/graph/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

si:Efficiency rdfs:label "coulombic efficiency"@en ;
    skos:altLabel "CE"@en ;
    si:measuredIn si:Ratio .

si:FirstEfficiency rdfs:label "initial coulombic efficiency"@en ;
    skos:altLabel "ICE"@en ;
    si:measuredIn si:Ratio ;
    si:narrowerThan si:Efficiency .

si:Retention rdfs:label "capacity retention"@en ;
    skos:hiddenLabel "retain capacity"@en ;
    si:measuredIn si:Ratio .

si:Duration rdfs:label "cycling duration"@en ;
    si:measuredIn si:Time .

si:Stability rdfs:label "cycling stability"@en .

unit:PERCENT si:hasDimension si:Ratio .

unit:HR si:hasDimension si:Time .
"""


def found(text: str, *facts: str, spot: str = "1"):
    """The problems of a record with these facts that stands in this text."""
    record = "\nkg:it a si:Measurement ;\n" + "".join(f"    {fact} ;\n" for fact in facts)[:-2] + ".\n"
    graph = records.of([reader.read("graph/case.ttl", TERMS + record)])
    return list(Metrics(graph).check(KG + "it", [Unit("1", spot, text, ((0, 1),))]))


def test_a_metric_that_the_sentence_does_not_name_is_a_problem_on_its_line():
    [problem] = found("It kept 80% after a while.", "si:metric si:Retention", "si:unit unit:PERCENT")
    assert problem.rule == "metric"
    assert problem.line == (TERMS + "\nkg:it a si:Measurement ;\n").count("\n") + 1
    assert "no word for si:Retention" in problem.message


NAMED = [
    ("si:Retention", "The capacity retention was 80%."),
    ("si:Retention", "The capacities of both are still retained to 80%."),
    ("si:FirstEfficiency", "an ICE of 80%"),
    ("si:Efficiency", "an ICE of 80%"),
    ("si:Efficiency", "a CE of 80%"),
]
NOT_NAMED = [
    ("si:FirstEfficiency", "a CE of 80%"),
    ("si:Efficiency", "the cell on ice keeps 80%"),
    ("si:Retention", "the capacity was 80%"),
]


@pytest.mark.parametrize(("metric", "text"), NAMED)
def test_a_name_may_be_a_synonym_or_inflected_or_that_of_a_narrower_metric(metric, text):
    assert not found(text, f"si:metric {metric}", "si:unit unit:PERCENT")


@pytest.mark.parametrize(("metric", "text"), NOT_NAMED)
def test_a_wider_name_a_part_of_a_word_and_one_word_of_two_are_not_enough(metric, text):
    assert found(text, f"si:metric {metric}", "si:unit unit:PERCENT")


def test_the_head_of_a_column_names_the_metric_of_its_cells():
    assert not found("72.0", "si:metric si:FirstEfficiency", "si:unit unit:PERCENT", spot="1/ICE")


def test_a_unit_that_leaves_one_metric_names_it():
    assert not found("It ran for 320 h.", "si:metric si:Duration", "si:unit unit:HR")
    assert found("It ran for 320 h.", "si:metric si:Retention", "si:unit unit:HR")


def test_a_metric_without_a_unit_needs_its_word():
    assert found("It was better.", "si:metric si:Stability")
    assert not found("Its cycling was the more stable, and its stability of old.", "si:metric si:Stability")


def test_a_remark_settles_it_only_if_it_names_the_metric():
    facts = ["si:metric si:Retention", "si:unit unit:PERCENT"]
    assert not found("It kept 80%.", *facts, 'rdfs:comment "What is kept is the capacity retention."')
    assert found("It kept 80%.", *facts, 'rdfs:comment "The cell is that of Table 1."')


def test_a_metric_that_nobody_declared_is_left_to_others():
    assert not found("It kept 80%.", "si:metric si:Nothing", "si:unit unit:PERCENT")


@pytest.mark.parametrize(("name", "text", "there"), [
    ("areal capacity", "high areal and volumetric capacities", True),
    ("Young's modulus", "a high Young's modulus", True),
    ("wt%", "an anode of 99.9 wt% silicon", True),
    ("charge capacity", "the discharge capacity", False),
])
def test_the_words_of_a_name_stand_as_words(name, text, there):
    assert stands(name, text) == there
