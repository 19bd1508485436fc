"""The rules and HermiT find the same relations among the concepts, both ways.

HermiT lists the values of simple properties only, so each direction is asked as a question that it answers for
all: does every relation that the rules find follow; and can every relation that they do not find be denied at once
without contradiction (if one of them followed, denying it would be one). The classes are compared in test_reason.py.
"""

import random

import pyoxigraph as ox
import pytest
from conftest import ROOT, make_project

from kgtools import places
from kgtools.names import KG, PREFIXES, SI
from kgtools.querying import library
from kgtools.reasoning import reason, rules
from kgtools.turtle import sources

OWL = PREFIXES["owl"]
DIRECT = {SI + name for name in ("leadsTo", "relieves", "mitigates", "aggravates", "improves", "worsens", "usesStrategy", "hasRole", "forms", "occursIn")}
CAUSAL = {SI + name for name in ("contributesTo", "inhibits", "counteracts", "exacerbates")}
MOST_DENIED = 1000  # pairs of one property that is not causal, chosen by chance


@pytest.fixture(scope="module", params=["mini", "real"])
def compared(request, tmp_path_factory):
    """What HermiT is given, and the relations among its individuals that the rules find."""
    where = places.Places(ROOT) if request.param == "real" else make_project(tmp_path_factory.mktemp("agreement")).places
    read, queries = sources.read(where), library.read(where, "rules").queries
    asserted = [triple for source in read.published for triple in source.triples]
    given = reason.concepts_and_terms(read)
    individuals = {t.subject for t in given if t.object == reason.INDIVIDUAL}
    among = lambda triples: [t for t in triples if t.subject in individuals and t.object in individuals]  # noqa: E731
    derived = [t for t in among(rules.materialise(asserted, queries)) if t.predicate.value in DIRECT]
    given += derived  # they come from claims, by a rule that OWL has no word for
    return given, relations(given, among([*given, *rules.materialise(given, queries)]))


def relations(given, triples) -> set[ox.Triple]:
    properties = {t.subject for t in given if t.object.value == OWL + "ObjectProperty"}
    return {t for t in triples if t.predicate in properties}


def test_every_relation_that_the_rules_find_follows(compared):
    given, found = compared
    new = found - set(given)
    assert len(new) > 20
    assert reason.entails(given, [*declarations(given), *new])


def test_every_relation_that_the_rules_do_not_find_can_be_denied(compared):
    given, found = compared
    denied = absent(found)
    assert len(denied) > 300
    assert reason.is_consistent([*given, *(triple for pair in denied for triple in denial(*pair))])


def test_the_oracle_would_notice(compared):
    """A relation too many does not follow, and one that is left out cannot be denied."""
    given, found = compared
    extra = next(iter(absent(found)))
    assert not reason.entails(given, [*declarations(given), ox.Triple(*extra)])
    missing = next(t for t in sorted(found - set(given), key=str) if t.predicate.value in CAUSAL)
    assert not reason.is_consistent([*given, *denial(missing.subject, missing.predicate, missing.object)])


def absent(found: set[ox.Triple]) -> list[tuple]:
    """Pairs that a property might relate (each occurs on its side) and, for the rules, does not."""
    chance, pairs = random.Random(4), []
    for name in sorted({t.predicate for t in found}, key=str):
        left = sorted({t.subject for t in found if t.predicate == name}, key=str)
        right = sorted({t.object for t in found if t.predicate == name}, key=str)
        open_ = [(one, name, other) for one in left for other in right if ox.Triple(one, name, other) not in found]
        pairs += open_ if name.value in CAUSAL else chance.sample(open_, min(len(open_), MOST_DENIED))
    return pairs


def denial(subject, predicate, value) -> list[ox.Triple]:
    node = ox.BlankNode()
    facts = {"sourceIndividual": subject, "assertionProperty": predicate, "targetIndividual": value}
    return [ox.Triple(node, reason.TYPE, ox.NamedNode(OWL + "NegativePropertyAssertion")),
            *(ox.Triple(node, ox.NamedNode(OWL + name), term) for name, term in facts.items())]


def declarations(given) -> list[ox.Triple]:
    return [t for t in given if t.predicate == reason.TYPE and t.object.value.startswith(OWL)]


def test_the_real_graph_has_concepts_to_compare():
    read = sources.read(places.Places(ROOT))
    concepts = {t.subject for t in reason.concepts_and_terms(read) if t.object == reason.INDIVIDUAL}
    assert sum(concept.value.startswith(KG) for concept in concepts) > 300
