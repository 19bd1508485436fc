"""HermiT finds what cannot be, and the rules find the same classes of every individual as HermiT does."""

import pytest
from conftest import ROOT, make_project

from kgtools import places
from kgtools.building import build
from kgtools.names import PREFIXES, RDF_TYPE
from kgtools.problems import Stop
from kgtools.querying import library
from kgtools.reasoning import reason, rules
from kgtools.turtle import sources


def test_an_impossible_class_is_named_at_its_place(project):
    line = project.append("ontology/anodes.ttl", """
si:ImpossibleAnode a owl:Class ;
    rdfs:label "impossible anode"@en ;
    skos:definition "Anode that is a cathode."@en ;
    rdfs:subClassOf si:Anode, si:Cathode .
""") + 1
    [problem] = project.problems(hermit=True)
    assert (problem.path, problem.line, problem.rule) == ("ontology/anodes.ttl", line, "unsatisfiable")
    assert "si:ImpossibleAnode" in problem.message


def test_concepts_that_contradict_the_ontology_are_found(project):
    """Two classes exclude each other by way of a restriction, which no rule or check looks at."""
    project.append("ontology/anodes.ttl", """
si:SootFreeAnode a owl:Class ;
    rdfs:label "soot-free anode"@en ;
    skos:definition "Anode whose components are never carbon."@en ;
    rdfs:subClassOf si:Anode, [ a owl:Restriction ; owl:onProperty si:hasComponent ; owl:allValuesFrom [ a owl:Class ; owl:complementOf si:CarbonMaterial ] ] .
""")
    project.replace("graph/concepts.ttl", "kg:mew2020-si-c a si:Anode ;", "kg:mew2020-si-c a si:SootFreeAnode ;")
    assert [problem.rule for problem in project.problems()] == []
    assert [problem.rule for problem in project.problems(hermit=True)] == ["inconsistent"]


@pytest.mark.parametrize("which", ["mini", "real"])
def test_rules_and_hermit_agree_on_the_class_of_every_concept(which, tmp_path):
    where = places.Places(ROOT) if which == "real" else make_project(tmp_path).places
    read = sources.read(where)
    triples = reason.concepts_and_terms(read)
    by_hermit = reason.classes_of_individuals(triples)
    assert by_hermit.consistent and not by_hermit.unsatisfiable
    assert types_by_rules(where, read, {subject for subject, _ in by_hermit.types}) == {tuple(pair) for pair in by_hermit.types}


def types_by_rules(where, read, individuals) -> set[tuple[str, str]]:
    asserted = [triple for source in read.published for triple in source.triples]
    inferred = rules.materialise(asserted, library.read(where, "rules").queries)
    types = {(t.subject.value, t.object.value) for t in [*asserted, *inferred] if t.predicate.value == RDF_TYPE}
    return {(subject, kind) for subject, kind in types if subject in individuals and not kind.startswith(PREFIXES["owl"])}


def test_nothing_that_owlready2_would_fetch_or_run_is_handed_on(project):
    project.append("ontology/anodes.ttl", """
<http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> a owl:AnnotationProperty ;
    rdfs:label "python module"@en .

si:Trap a owl:Class ;
    rdfs:label "trap"@en ;
    skos:definition "A class with a module to import."@en ;
    <http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> "this" .
""")
    predicates = {t.predicate.value for t in reason.concepts_and_terms(sources.read(project.places))}
    assert not [name for name in predicates if "python_module" in name or name.endswith("#imports")]


def test_hermit_that_cannot_run_is_no_traceback(monkeypatch):
    monkeypatch.setattr(reason.sys, "executable", "/bin/false")
    with pytest.raises(Stop, match="--no-hermit"):
        reason.classify([])


def test_an_unchanged_ontology_is_not_classified_again(project, monkeypatch):
    build.build(project.places)
    project.append("graph/section-1.ttl", "\n# A comment changes no concept.\n")
    monkeypatch.setattr(reason, "classify", lambda triples: pytest.fail("HermiT ran again"))
    assert build.build(project.places)["classified"]
