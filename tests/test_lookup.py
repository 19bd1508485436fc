"""From what a person types to a term."""

import pytest

from kgtools.names import KG, SI
from kgtools.problems import Stop
from kgtools.querying import library, lookup, store


@pytest.fixture(scope="module")
def graph(built):
    return store.load(built.places)


@pytest.mark.parametrize("text", ["kg:soot", "soot", f"{KG}soot", f"<{KG}soot>", "lamp black", "Lamp-Black", " Soot "])
def test_a_thing_is_found_by_id_label_or_synonym(graph, text):
    assert lookup.thing(graph, text).value == KG + "soot"


def test_a_term_of_the_ontology_is_found_too(graph):
    assert lookup.thing(graph, "CapacityRetention").value == SI + "CapacityRetention"
    assert lookup.thing(graph, "capacity retention").value == SI + "CapacityRetention"


def test_only_things_of_the_wanted_class_are_found(graph):
    with pytest.raises(Stop, match="there is no mechanism 'soot'"):
        lookup.thing(graph, "soot", "si:FailureMechanism", "mechanism")


def test_near_names_are_suggested(graph):
    with pytest.raises(Stop, match="did you mean cracking"):
        lookup.thing(graph, "craking", "si:FailureMechanism", "mechanism")


def query(type_: str, default: str = "", more: str = ""):
    default = f"#+     default: {default}\n" if default else ""
    text = f"#+ parameters:\n#+   x:\n#+     type: {type_}\n{default}{more}SELECT * WHERE {{ ?s ?p ?x }}"
    return library.parse(text, "q.rq", "questions")[0]


@pytest.mark.parametrize(("type_", "text", "term"), [
    ("integer", "20", '"20"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("decimal", "0.5", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("string", "a b", '"a b"'),
    ("iri", "kg:soot", f"<{KG}soot>"),
    ("label", "lamp black", f"<{KG}soot>"),
])
def test_a_parameter_becomes_a_term_of_its_type(graph, type_, text, term):
    assert str(lookup.bindings(graph, query(type_), {"x": text})["x"]) == term


@pytest.mark.parametrize(("text", "name"), [("silicon-based anode", "Anode"), ("carbon-free anode", "CarbonFreeAnode"), ("si:CarbonFreeAnode", "CarbonFreeAnode")])
def test_a_class_is_one_at_or_below_that_of_the_parameter(graph, text, name):
    asked = query("class", more="#+     values-from: si:Anode\n")
    assert lookup.bindings(graph, asked, {"x": text})["x"].value == SI + name


@pytest.mark.parametrize("text", ["sulfide electrolyte", "kg:soot"])
def test_a_class_from_elsewhere_is_refused(graph, text):
    with pytest.raises(Stop, match="there is no x"):
        lookup.bindings(graph, query("class", more="#+     values-from: si:Anode\n"), {"x": text})


@pytest.mark.parametrize(("type_", "text"), [("integer", "2.5"), ("integer", "two"), ("decimal", "nan"), ("decimal", "1e3"), ("label", "nothing like it")])
def test_a_value_of_another_type_is_refused(graph, type_, text):
    with pytest.raises(Stop):
        lookup.bindings(graph, query(type_), {"x": text})


def test_a_default_is_bound_and_no_default_means_all(graph):
    assert lookup.bindings(graph, query("integer", "3"), {})["x"].value == "3"
    assert lookup.bindings(graph, query("integer"), {}) == {}


def test_all_that_is_wrong_with_the_parameters_is_said_at_once(graph):
    with pytest.raises(Stop) as stop:
        lookup.bindings(graph, query("integer"), {"x": "two", "y": "1"})
    assert len(str(stop.value).splitlines()) == 2


def test_a_parameter_is_a_term_and_never_text_of_the_query(graph):
    asked = query("string")
    bound = lookup.bindings(graph, asked, {"x": '" } DROP ALL #'})
    assert graph.ask(asked.text, bound).rows == []
