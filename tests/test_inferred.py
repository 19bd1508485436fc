"""What the reasoning is good for: which questions lose their answers when the inferred graph is taken away."""

import pyoxigraph as ox
import pytest
from conftest import ROOT

from kgtools import places
from kgtools.building import build
from kgtools.names import INFERRED_GRAPH, PREFIXES
from kgtools.querying import library, store
from kgtools.reasoning.reason import Classification
from kgtools.turtle import sources

LABEL = PREFIXES["rdfs"] + "label"

# Questions that have no answer at all without the inferred graph, and what it is that they miss.
VANISHING = {
    "strategies-upstream": "si:counteracts along the closure of causes",
    "everything-downstream": "si:contributesTo",
    "what-counteracts-a-driver": "si:counteracts and inverses",
    "signed-paths": "direct relations from claims",
    "strategies-against": "direct relations from claims",
    "effects-of-a-strategy": "direct relations from claims",
    "effects-on-a-metric": "direct relations from claims",
    "causes-of": "direct relations from claims",
    "trade-offs": "direct relations from claims",
    "anodes-that-combine": "direct relations from claims",
    "results-by-kind-of-anode": "kinds of anodes from what they are made of",
    "electrolyte-families": "kinds of electrolytes from their anions",
    "table-1-carbon-composites": "kinds of anodes from what they are made of",
    "ranking": "values in SI",
    "how-values-differ": "values in SI",
}
# Questions that lose part of their answer.
FEWER = {"members-of-a-kind", "kinds-of-a-thing", "kinds-below-a-kind", "components-of-a-kind", "evidence-by-cell-type"}


@pytest.fixture(scope="module")
def quads():
    where = places.Places(ROOT)
    read, queries = sources.read(where), library.read(where)
    return list(build.quads(read, build.materialised(read, queries, Classification())))


@pytest.fixture(scope="module")
def whole(quads):
    return store.of(quads)


@pytest.fixture(scope="module")
def asserted(quads):
    """The same without the inferred graph, but with its labels, which are only another name for skos:prefLabel."""
    return store.of(quad for quad in quads if quad.graph_name.value != INFERRED_GRAPH or quad.predicate.value == LABEL)


def rows(facts, name: str) -> int:
    return len(facts.ask(library.read(places.Places(ROOT)).find(name).text).rows)


@pytest.mark.parametrize("name", VANISHING)
def test_a_question_that_vanishes_without_the_inferred_graph(name, whole, asserted):
    assert rows(whole, name) > 0
    assert rows(asserted, name) == 0, f"it was meant to need {VANISHING[name]}"


@pytest.mark.parametrize("name", sorted(FEWER))
def test_a_question_that_loses_part_of_its_answer(name, whole, asserted):
    assert 0 < rows(asserted, name) < rows(whole, name)


def test_half_of_all_questions_lose_answers(whole, asserted):
    questions = library.read(places.Places(ROOT), "questions").queries
    less = [query.name for query in questions if len(asserted.ask(query.text).rows) < len(whole.ask(query.text).rows)]
    assert len(less) >= len(questions) / 2, f"{len(less)} of {len(questions)}"


def test_most_kinds_of_things_are_inferred(quads):
    """Of the kinds of concepts and cells, by which questions select, at least 60 % are not typed in."""
    types = {(q.subject, q.object, q.graph_name.value == INFERRED_GRAPH) for q in quads if q.predicate.value == PREFIXES["rdf"] + "type"}
    typed_in = {(thing, kind) for thing, kind, inferred in types if not inferred and is_ours(thing, kind)}
    inferred = {(thing, kind) for thing, kind, inferred in types if inferred and is_ours(thing, kind)} - typed_in
    things = {q.subject for q in quads if q.predicate.value == PREFIXES["skos"] + "definition"}
    things |= {thing for thing, kind in typed_in if kind.value == PREFIXES["si"] + "TestCell"}
    by_hand, by_rule = (sum(thing in things for thing, _ in pairs) for pairs in (typed_in, inferred))
    assert by_rule / (by_hand + by_rule) >= 0.6, f"{by_rule} inferred, {by_hand} typed in"
    # Records too: a claim is typed in as a claim, and what kind of claim it is follows from its evidence.
    assert len(inferred) >= len(typed_in)


def is_ours(thing, kind) -> bool:
    named = isinstance(thing, ox.NamedNode) and isinstance(kind, ox.NamedNode)
    return named and thing.value.startswith(PREFIXES["kg"]) and kind.value.startswith(PREFIXES["si"])
