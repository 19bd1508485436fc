"""Forms say what a record asks for, and say it from the shapes and the ontology."""

import pytest

from kgtools.entries import forms
from kgtools.entries.kinds import KINDS
from kgtools.names import expand
from kgtools.turtle import sources


@pytest.fixture(scope="module")
def known(built):
    return forms.of(sources.read(built.places))


def test_every_kind_has_a_form_whose_predicates_are_declared(known, built):
    declared = {t.subject.value for source in sources.read(built.places).ontology for t in source.triples}
    assert list(known) == list(KINDS)
    for form in known.values():
        for field in form.fields:
            assert not field.predicate or field.predicate in declared or field.predicate.startswith("http://www.w3.org/"), field
            assert field.help, (form.kind, field.name)


def test_what_a_shape_demands_must_be_given(known):
    required = {kind: {field.name for field in form.fields if field.required} for kind, form in known.items()}
    assert required["mechanism"] == {"label", "definition", "level", "source"}
    assert required["strategy"] == {"label", "definition", "adjusts", "source"}
    assert required["class"] == {"label", "definition", "parent"}
    assert required["measurement"] == {"metric", "value", "unit", "source", "section"}
    assert required["comparison"] == {"metric", "outcome", "source", "section"}


def test_what_a_shape_allows_once_is_given_once(known):
    many = {field.name for field in known["cell"].fields if field.many}
    assert "electrolyte" in many
    assert not {"anode", "counter-electrode", "label"} & many


def test_what_may_be_given_comes_from_shape_or_range(known):
    assert known["mechanism"].field("level").accepts == forms.Accepts("thing", (expand("si:MechanismLevel"),))
    assert known["mechanism"].field("leads-to").accepts.classes == (expand("si:FailureMechanism"),)
    assert set(known["cell"].field("electrolyte").accepts.classes) == {
        expand("si:SolidElectrolyte"),
        expand("si:LiquidElectrolyte"),
    }
    assert known["comparison"].field("outcome").accepts.choices == ("higher", "lower", "equal")
    assert "leads to" in known["claim"].field("relation").accepts.choices
    assert known["measurement"].field("cycle").accepts.form == "integer"
    assert known["claim"].field("hedged").accepts.form == "yes/no"
    assert known["publication"].field("type").accepts.choices
    assert "silicon structure" not in known["material"].field("type").accepts.choices


def test_examples_come_from_the_graph(known):
    assert known["mechanism"].field("label").example == "swelling"
    assert known["mechanism"].field("leads-to").example == "cracking"
    assert known["measurement"].field("unit").example == "%"


def test_the_help_of_a_field_is_the_definition_of_its_property(known):
    assert known["anode"].field("architecture").help == "the way in which its components are arranged"
