"""What contradicts itself is explained by the axioms that clash, each in words and with its line."""

import pyoxigraph as ox
import pytest

from kgtools.names import PREFIXES
from kgtools.problems import Stop
from kgtools.reasoning import explain, reason, wording
from kgtools.turtle import sources

IMPOSSIBLE = """
si:ImpossibleAnode a owl:Class ;
    rdfs:label "impossible anode"@en ;
    skos:definition "Anode that is a cathode."@en ;
    rdfs:subClassOf si:Anode, si:Cathode .
"""
BELOW = """
si:MoreImpossibleAnode a owl:Class ;
    rdfs:label "more impossible anode"@en ;
    skos:definition "Impossible anode that is even more so."@en ;
    rdfs:subClassOf si:ImpossibleAnode .
"""


def test_an_impossible_class_is_explained_by_the_axioms_that_clash(project):
    line = project.append("ontology/anodes.ttl", IMPOSSIBLE + BELOW)
    [first, second] = project.problems(hermit=True)
    assert (first.path, first.line, first.rule) == ("ontology/anodes.ttl", line + 1, "unsatisfiable")
    assert first.message.startswith(
        "nothing can ever be a si:ImpossibleAnode, because "
        f"every si:ImpossibleAnode is a si:Anode (ontology/anodes.ttl:{line + 4}); "
        f"every si:ImpossibleAnode is a si:Cathode (ontology/anodes.ttl:{line + 4}); "
        "nothing is two of si:Anode, si:Cathode (ontology/anodes.ttl:"
    )
    # What lies below has the same fault and is not explained again.
    assert second.message == "nothing can ever be a si:MoreImpossibleAnode: what is said of it contradicts itself"


def test_a_contradiction_between_concepts_and_ontology_is_explained(project):
    project.append("ontology/anodes.ttl", """
[] a owl:AllDisjointClasses ;
    owl:members ( si:CarbonMaterial si:LiquidElectrolyte ) .
""")
    line = project.replace("graph/concepts.ttl", "kg:soot a si:Material ;", "kg:soot a si:Material, si:LiquidElectrolyte ;")
    [problem] = [problem for problem in project.problems(hermit=True) if problem.rule == "inconsistent"]
    assert f"kg:soot is a si:LiquidElectrolyte (graph/concepts.ttl:{line})" in problem.message
    assert "nothing is two of si:CarbonMaterial, si:LiquidElectrolyte" in problem.message
    assert "a si:CarbonMaterial is the same as si:Material that has si:hasPrincipalElement si:Carbon" in problem.message


def test_a_reason_that_cannot_be_found_does_not_hide_the_contradiction(project, monkeypatch):
    def gives_up(background, axioms):
        raise Stop("HermiT did not end in time")

    monkeypatch.setattr(reason, "clash", gives_up)
    read = sources.read(project.places)
    [problem] = explain.problems(read, reason.Classification(consistent=False))
    assert (problem.path, problem.rule) == ("ontology/si-assb.ttl", "inconsistent")
    [problem] = explain.problems(read, reason.Classification(unsatisfiable=[PREFIXES["si"] + "Anode"]))
    assert (problem.path, problem.rule) == ("ontology/anodes.ttl", "unsatisfiable")


def test_what_is_sound_needs_no_explanation(project, monkeypatch):
    monkeypatch.setattr(reason, "clash", lambda *given: pytest.fail("HermiT was asked"))
    assert list(explain.problems(sources.read(project.places), reason.Classification())) == []


def test_without_an_explanation_hermit_is_not_asked_again(project, monkeypatch):
    monkeypatch.setattr(reason, "clash", lambda *given: pytest.fail("HermiT was asked"))
    found = reason.Classification(consistent=False, unsatisfiable=[PREFIXES["si"] + "Anode"])
    assert [p.rule for p in explain.unexplained(sources.read(project.places), found)] == ["inconsistent", "unsatisfiable"]


CYCLE = """
si:FirstOfTwo a owl:Class ;
    rdfs:label "first of two"@en ;
    skos:definition "Anode that lies below what lies below it."@en ;
    rdfs:subClassOf si:Anode, si:SecondOfTwo .

si:SecondOfTwo a owl:Class ;
    rdfs:label "second of two"@en ;
    skos:definition "Anode that lies below the other one."@en ;
    rdfs:subClassOf si:FirstOfTwo .
"""


def test_a_cycle_of_subclasses_is_told_on_both_its_lines(project):
    line = project.append("ontology/anodes.ttl", CYCLE)
    found = [problem for problem in project.problems(hermit=True) if problem.path == "ontology/anodes.ttl"]
    assert [(problem.line, problem.rule) for problem in found] == [(line + 4, "subclass-cycle"), (line + 9, "subclass-cycle")]
    assert "si:FirstOfTwo lies below si:SecondOfTwo" in found[0].message


def test_a_class_used_as_an_individual_is_told_on_its_line(project):
    line = project.replace("graph/concepts.ttl", "si:hasCoating kg:soot ;", "si:hasCoating si:CarbonMaterial ;")
    [problem] = [problem for problem in project.problems() if problem.rule == "class-as-individual"]
    assert (problem.path, problem.line) == ("graph/concepts.ttl", line)
    assert "si:CarbonMaterial" in problem.message


SENTENCES = [
    ("si:A rdfs:subClassOf si:B", "every si:A is a si:B"),
    ("si:A owl:equivalentClass [ owl:intersectionOf ( si:B [ owl:onProperty si:p ; owl:someValuesFrom si:C ] ) ]",
     "a si:A is the same as si:B that has si:p of some si:C"),
    ("si:A rdfs:subClassOf [ owl:onProperty si:p ; owl:allValuesFrom [ owl:complementOf si:C ] ]",
     "every si:A is something that has si:p of nothing but not a si:C"),
    ("si:A owl:equivalentClass [ owl:unionOf ( si:B si:C ) ]", "a si:A is the same as si:B or si:C"),
    ("si:A owl:equivalentClass [ owl:oneOf ( si:x si:y ) ]", "a si:A is the same as one of si:x, si:y"),
    ("si:A owl:disjointWith si:B", "nothing is both a si:A and a si:B"),
    ("si:p rdfs:domain si:A", "what has si:p is a si:A"),
    ("si:p rdfs:range si:A", "what is the value of si:p is a si:A"),
    ("si:p rdfs:subPropertyOf si:q", "what has si:p has si:q"),
    ("si:p owl:propertyChainAxiom ( si:q si:r )", "si:p follows from si:q then si:r"),
    ("kg:x a si:A", "kg:x is a si:A"),
    ("kg:x si:p kg:y", "kg:x si:p kg:y"),
    ("[] a owl:AllDisjointClasses ; owl:members ( si:A si:B )", "nothing is two of si:A, si:B"),
]


@pytest.mark.parametrize(("turtle", "sentence"), SENTENCES)
def test_an_axiom_is_told_in_plain_words(turtle, sentence):
    prefixes = "".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
    triples = [quad.triple for quad in ox.parse((prefixes + turtle + " .").encode(), format=ox.RdfFormat.TURTLE)]
    nested = {t.object for t in triples}
    roots = sorted(triples, key=lambda t: t.subject in nested)
    assert wording.axiom(tuple(roots)) == sentence
