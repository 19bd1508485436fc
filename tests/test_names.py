"""The prefix table."""

import pytest

from kgtools.names import KG, SI, expand, nearest, shorten, source_graph


@pytest.mark.parametrize(("iri", "name"), [
    (SI + "leadsTo", "si:leadsTo"), (KG + "li6ps5cl", "kg:li6ps5cl"), (KG + "source/graph/x", f"<{KG}source/graph/x>"),
    ("http://qudt.org/vocab/unit/MilliA-HR-PER-GM", "unit:MilliA-HR-PER-GM"), ("http://example.org/x", "<http://example.org/x>")])
def test_names_are_shortened_and_expanded_again(iri, name):
    assert shorten(iri) == name
    assert expand(name) == iri


@pytest.mark.parametrize("text", ["word", "xx:y", "two words", "http://a b"])
def test_what_is_no_name_expands_to_nothing(text):
    assert expand(text) is None


def test_nearest_ignores_case():
    assert nearest("LEADSTO", ["relieves", "leadsTo"]) == ["leadsTo"]


def test_a_file_has_its_graph():
    assert source_graph("graph/materials/carbon.ttl") == KG + "source/graph/materials/carbon"
