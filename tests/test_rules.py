"""What the rules find out, on ontologies of a few lines."""

import re

import pyoxigraph as ox
import pytest
from conftest import ROOT

from kgtools import places
from kgtools.names import PREFIXES
from kgtools.problems import Stop
from kgtools.querying import library
from kgtools.reasoning import rules
from kgtools.turtle.reader import display

HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
RULES = library.read(places.Places(ROOT), "rules").queries


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((HEADER + text).encode(), format=ox.RdfFormat.TURTLE)]


def inferred(text: str) -> set[str]:
    return {" ".join(map(display, triple)) for triple in rules.materialise(triples(text), RULES)}


INFERENCES = {
    "a member of a class is a member of the classes above": (
        "si:A rdfs:subClassOf si:B . si:B rdfs:subClassOf si:C . kg:x a si:A .",
        {"kg:x rdf:type si:B", "kg:x rdf:type si:C", "si:A rdfs:subClassOf si:C"}),
    "what has the wanted value is in the defined class": (
        "si:A owl:equivalentClass [ owl:onProperty si:p ; owl:hasValue si:v ] . kg:x si:p si:v . kg:y si:p si:w .",
        {"kg:x rdf:type si:A"}),
    "a member of a class with a fixed value has the value": (
        "si:A rdfs:subClassOf [ owl:onProperty si:p ; owl:hasValue si:v ] . kg:x a si:A .",
        {"kg:x si:p si:v"}),
    "what has something of the wanted kind is in the defined class": (
        "si:A owl:equivalentClass [ owl:onProperty si:p ; owl:someValuesFrom si:B ] . kg:x si:p kg:y . kg:y a si:B . kg:z si:p kg:x .",
        {"kg:x rdf:type si:A"}),
    "what has a number is in a class of what has numbers": (
        "si:A owl:equivalentClass [ owl:onProperty si:p ; owl:someValuesFrom xsd:integer ] . kg:x si:p 3 . kg:y si:p 3.0 .",
        {"kg:x rdf:type si:A"}),
    "what is in all parts of an intersection is in it": (
        """si:A owl:equivalentClass [ owl:intersectionOf ( si:B si:C [ owl:onProperty si:p ; owl:hasValue si:v ] ) ] .
        kg:all a si:B, si:C ; si:p si:v . kg:two a si:B, si:C . kg:one si:p si:v .""",
        {"kg:all rdf:type si:A", "si:A rdfs:subClassOf si:B", "si:A rdfs:subClassOf si:C"}),
    "what is in one part of a union is in it": (
        "si:A owl:equivalentClass [ owl:unionOf ( si:B si:C ) ] . kg:x a si:C .",
        {"kg:x rdf:type si:A", "si:B rdfs:subClassOf si:A", "si:C rdfs:subClassOf si:A"}),
    "what is on the list of a class is in it": (
        "si:A owl:equivalentClass [ owl:oneOf ( kg:x kg:y ) ] .",
        {"kg:x rdf:type si:A", "kg:y rdf:type si:A"}),
    "a class that restricts values says what they are": (
        "si:A rdfs:subClassOf [ owl:onProperty si:p ; owl:allValuesFrom si:B ] . kg:x a si:A ; si:p kg:y .",
        {"kg:y rdf:type si:B"}),
    "a definition within a definition": (
        """si:A owl:equivalentClass [ owl:intersectionOf ( si:B [ owl:onProperty si:p ;
        owl:someValuesFrom [ owl:intersectionOf ( si:C [ owl:onProperty si:q ; owl:hasValue si:v ] ) ] ] ) ] .
        kg:x a si:B ; si:p kg:y . kg:y a si:C ; si:q si:v .""",
        {"kg:x rdf:type si:A", "si:A rdfs:subClassOf si:B"}),
    "what a property says, the properties above it say": (
        "si:p rdfs:subPropertyOf si:q . si:q rdfs:subPropertyOf si:r . kg:x si:p kg:y .",
        {"kg:x si:q kg:y", "kg:x si:r kg:y", "si:p rdfs:subPropertyOf si:r"}),
    "two properties that are the same": (
        "si:p owl:equivalentProperty si:q . kg:x si:q kg:y .",
        {"kg:x si:p kg:y", "si:p rdfs:subPropertyOf si:q", "si:q rdfs:subPropertyOf si:p"}),
    "a property and its inverse, both ways": (
        "si:p owl:inverseOf si:q . kg:x si:p kg:y . kg:a si:q kg:b .",
        {"kg:y si:q kg:x", "kg:b si:p kg:a"}),
    "a symmetric property": (
        "si:p a owl:SymmetricProperty . kg:x si:p kg:y .",
        {"kg:y si:p kg:x"}),
    "a transitive property": (
        "si:p a owl:TransitiveProperty . kg:a si:p kg:b . kg:b si:p kg:c . kg:c si:p kg:d .",
        {"kg:a si:p kg:c", "kg:a si:p kg:d", "kg:b si:p kg:d"}),
    "two properties in a row, by any of several chains": (
        "si:r owl:propertyChainAxiom ( si:p si:q ), ( si:q si:q ) . kg:a si:p kg:b . kg:b si:q kg:c . kg:c si:q kg:d .",
        {"kg:a si:r kg:c", "kg:b si:r kg:d"}),
    "a claim stands for a direct relation": (
        "kg:c si:subject kg:s ; si:predicate si:mitigates ; si:object kg:o .",
        {"kg:s si:mitigates kg:o"}),
    "a claim that denies a relation does not": (
        "kg:c si:subject kg:s ; si:predicate si:mitigates ; si:object kg:o ; si:denied true .",
        set()),
    "a strategy counteracts what follows from what it mitigates": (
        """si:leadsTo rdfs:subPropertyOf si:contributesTo . si:contributesTo a owl:TransitiveProperty .
        si:counteracts owl:propertyChainAxiom ( si:mitigates si:contributesTo ) .
        kg:c1 si:subject kg:s ; si:predicate si:mitigates ; si:object kg:m1 .
        kg:c2 si:subject kg:m1 ; si:predicate si:leadsTo ; si:object kg:m2 .
        kg:c3 si:subject kg:m2 ; si:predicate si:leadsTo ; si:object kg:m3 .""",
        {"kg:s si:mitigates kg:m1", "kg:m1 si:leadsTo kg:m2", "kg:m2 si:leadsTo kg:m3", "kg:m1 si:contributesTo kg:m2",
         "kg:m2 si:contributesTo kg:m3", "kg:m1 si:contributesTo kg:m3", "kg:s si:counteracts kg:m2", "kg:s si:counteracts kg:m3"}),
    "a preferred label is a label": (
        'kg:x skos:prefLabel "x"@en .',
        {'kg:x rdfs:label "x"@en'}),
}


@pytest.mark.parametrize("what", INFERENCES)
def test_inference(what):
    text, expected = INFERENCES[what]
    assert inferred(text) == expected


def test_values_are_converted_to_si_exactly():
    found = inferred("""si:u si:factor 36000.0 ; si:offset 0.0 . si:c si:factor 1.0 ; si:offset 273.15 .
        kg:x si:value 2.5 ; si:unit si:u . kg:t si:value 60.0 ; si:unit si:c . kg:r si:minValue -10.0 ; si:maxValue 0.10 ; si:unit si:c .""")
    numbers = {re.sub(r'"([\d.-]+)".*', r"\1", line) for line in found}
    assert numbers == {"kg:x si:valueSI 90000", "kg:t si:valueSI 333.15", "kg:r si:minValueSI 263.15", "kg:r si:maxValueSI 273.25"}


def test_nameless_classes_and_trivial_truths_are_not_published():
    found = inferred("si:A owl:equivalentClass [ owl:onProperty si:p ; owl:hasValue si:v ] . si:B rdfs:subClassOf owl:Thing . kg:x a si:B .")
    assert found == set()


def test_what_is_asserted_is_not_inferred_again():
    assert inferred("si:A rdfs:subClassOf si:B . kg:x a si:A, si:B .") == set()


def test_what_a_reasoner_has_given_is_reasoned_on_and_published():
    given = triples("si:A rdfs:subClassOf si:B .")
    found = rules.materialise(triples("kg:x a si:A ."), RULES, given)
    assert {" ".join(map(display, t)) for t in found} == {"si:A rdfs:subClassOf si:B", "kg:x rdf:type si:B"}


def test_a_rule_that_makes_new_values_for_ever_is_stopped():
    counting = library.Query("rules", "count", "queries/rules/count.rq", "CONSTRUCT { ?x <urn:n> ?m }\nWHERE { ?x <urn:n> ?n BIND (?n + 1 AS ?m) }")
    with pytest.raises(Stop, match="still find something new"):
        rules.materialise(triples("kg:x <urn:n> 1 ."), [counting])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_rests_only_while_nothing_it_reads_has_changed(rule):
    """The predicates that rdflib's parser sees in the WHERE are among those that the engine here waits for."""
    read = rules.predicates_read(rule)
    used = predicates_of(rule)
    assert read is None or used <= read


def predicates_of(rule) -> set[str]:
    from rdflib import URIRef, Variable
    from rdflib.paths import Path
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.algebra import traverse

    found: set = set()

    def note(part):
        for triple in part["triples"] if isinstance(part, dict) and "triples" in part else []:
            found.update(flat(triple[1]))

    def flat(predicate):
        if isinstance(predicate, Path):
            parts = getattr(predicate, "args", None) or [getattr(predicate, "path", None) or predicate.arg]
            return {name for part in parts for name in flat(part)}
        return {predicate}

    traverse(prepareQuery(rule.text).algebra.p, visitPre=note)
    assert found
    return {"a variable" if isinstance(name, Variable) else str(name) for name in found if isinstance(name, (URIRef, Variable))}
