"""A comparison points the way of its sentences' words, and what is measured is named where it stands."""

import pytest

from kgtools.article import article
from kgtools.article.pieces import Unit
from kgtools.fidelity import outcomes
from kgtools.names import KG
from kgtools.turtle import reader, records

THINGS = """@prefix si: <https://w3id.org/si-assb/ontology/> .
@prefix kg: <https://w3id.org/si-assb/graph/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kg:soot-silicon skos:prefLabel "soot-coated anode of Mew et al."@en ;
    si:formula "Si@C" .

kg:bare skos:prefLabel "bare anode"@en .

kg:graphite skos:prefLabel "graphite"@en .
"""
NOWHERE = article.Article({}, (), {})


def rules(text: str, *facts: str) -> list[str]:
    """The rules that a comparison with these facts breaks when it stands in this text."""
    record = "\nkg:it a si:Comparison ;\n" + "".join(f"    {fact} ;\n" for fact in facts)[:-2] + ".\n"
    graph = records.of([reader.read("graph/case.ttl", THINGS + record)])
    return [problem.rule for problem in outcomes.check(NOWHERE, graph, KG + "it", [Unit("1", "1", text, ((0, 1),))])]


@pytest.mark.parametrize(("text", "outcome", "broken"), [
    ("It lasts longer.", "Higher", []),
    ("It lasts longer.", "Lower", ["outcome"]),
    ("Its cracks are suppressed.", "Higher", ["outcome"]),
    ("Its cracks are suppressed.", "Lower", []),
    ("It lasts longer with fewer cracks.", "Lower", []),
    ("The one is red, the other green.", "Lower", []),
    ("It lasts longer.", "Equal", []),
])
def test_an_outcome_against_all_words_that_point_somewhere_is_a_problem(text, outcome, broken):
    assert rules(text, f"si:outcome si:{outcome}") == broken


def test_a_remark_settles_how_a_sentence_is_meant():
    assert rules("Its cracks are suppressed.", "si:outcome si:Higher", 'rdfs:comment "Fewer cracks are more integrity."@en') == []


@pytest.mark.parametrize("text", ["The soot-coated one lasts.", "Si @ C lasts.", "What Mew found lasts."])
def test_a_thing_is_named_by_its_formula_or_a_telling_word_of_its_name(text):
    assert rules(text, "si:ofMaterial kg:soot-silicon") == []


def test_a_thing_that_is_named_nowhere_around_is_a_problem():
    assert rules("The soot-coated anode lasts.", "si:ofMaterial kg:soot-silicon", "si:controlMaterial kg:graphite") == ["thing"]
    assert rules("An anode of a cell lasts.", "si:ofMaterial kg:bare") == ["thing"]


def test_a_remark_names_what_the_sentence_leaves_out():
    assert rules("The soot-coated anode lasts.", "si:controlMaterial kg:graphite", 'rdfs:comment "Against graphite."@en') == []
