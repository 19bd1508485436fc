"""The ontology by itself: OWL 2 DL, consistent, every term named, defined and in a module that Protégé finds."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pint
import pyoxigraph as ox
import pytest
from conftest import ROOT

from kgtools import places
from kgtools.names import PREFIXES, SI, local_name
from kgtools.reasoning import reason
from kgtools.turtle import sources

OWL = PREFIXES["owl"]
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL = PREFIXES["rdfs"] + "label"
DEFINITION = PREFIXES["skos"] + "definition"
TERMS = {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
HEADER = "https://w3id.org/si-assb/ontology"


@pytest.fixture(scope="module")
def read():
    return sources.read(places.Places(ROOT))


@pytest.fixture(scope="module")
def ontology(read):
    """Everything the ontology says, alignments aside."""
    return [triple for source in read.ontology if not source.path.startswith(sources.ALIGNMENT) for triple in source.triples]


def terms(ontology):
    """Our own classes and properties."""
    return {t.subject.value for t in ontology
            if t.predicate == TYPE and t.object.value in TERMS and isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(SI)}


def values(ontology, predicate):
    return {t.subject.value: t.object for t in ontology if t.predicate.value == predicate and isinstance(t.subject, ox.NamedNode)}


def test_there_are_all_four_layers(ontology):
    names = {local_name(term) for term in terms(ontology)}
    assert len(names) > 150
    assert {"SiliconStructure", "SolidElectrolyte", "CompositeAnode", "TestCell", "FailureMechanism", "MitigationStrategy", "Driver",
            "Claim", "Measurement", "Comparison", "Passage", "Publication", "Discrepancy"} <= names
    assert {"hasComponent", "leadsTo", "relieves", "contributesTo", "mitigates", "aggravates", "counteracts", "improves", "worsens",
            "usesStrategy", "subject", "predicate", "object", "statement", "reportedIn", "statedIn", "evidenceType", "hasEvidence",
            "appliesTo", "contradicts", "metric", "value", "minValue", "maxValue", "asPrinted", "relation", "unit", "massBasis", "cycle",
            "ofCell", "hasCondition", "valueSI", "referenceNumber"} <= names


def test_every_term_has_a_label_and_a_definition_in_english(ontology):
    labels, definitions = values(ontology, LABEL), values(ontology, DEFINITION)
    for term in terms(ontology):
        assert term in labels and labels[term].language == "en", term
        assert term in definitions and definitions[term].language == "en", term
        assert definitions[term].value.casefold().rstrip(".") != labels[term].value.casefold(), f"{term} repeats its label"


def test_most_kinds_of_things_are_defined_and_not_only_named(ontology):
    defined = {t.subject.value for t in ontology if t.predicate.value == OWL + "equivalentClass"}
    expected = {"SiliconCarbonComposite", "CoatedAnode", "PrelithiatedAnode", "CarbonFreeAnode", "ElectrolyteFreeAnode", "CoreShellAnode",
                "SulfideElectrolyte", "OxideElectrolyte", "PolymerElectrolyte", "CompositeElectrolyte", "HalideElectrolyte",
                "HydrideElectrolyte", "FullCell", "HalfCell", "SymmetricCell", "FullCellResult", "SimulationClaim",
                "MaterialLevelMechanism", "ElectrodeLevelMechanism", "InterfaceLevelMechanism", "CellLevelMechanism"}
    assert expected <= {local_name(term) for term in defined}


def test_ontology_and_graph_together_are_in_owl_2_dl(read, tmp_path):
    """The independent checker reads one file, so the modules are merged without their headers."""
    import pyhornedowl
    from pyhornedowl import profile

    file = tmp_path / "merged.rdf"
    triples = [t for source in read.published for t in source.triples if not is_header(t)]
    individuals = {t.subject for t in triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(PREFIXES["kg"])}
    triples += [ox.Triple(one, TYPE, ox.NamedNode(OWL + "NamedIndividual")) for one in individuals]
    ox.serialize(triples, output=str(file), format=ox.RdfFormat.RDF_XML)
    report = profile.check_profile(pyhornedowl.open_ontology_from_file(str(file)), "DL")
    assert len(individuals) > 1000
    assert [(type(violation).__name__, str(getattr(violation, "iri", ""))) for violation in report.violations] == []


def is_header(triple):
    return isinstance(triple.subject, ox.NamedNode) and (triple.subject.value == HEADER or triple.subject.value.startswith(HEADER + "/module/"))


def test_hermit_finds_the_whole_consistent_and_no_class_impossible(read):
    found = reason.classify(reason.concepts_and_terms(read))
    assert found.consistent
    assert found.unsatisfiable == []
    assert [SI + "SiliconGraphiteComposite", SI + "SiliconCarbonComposite"] in found.subclasses


def test_the_header_imports_each_module_and_the_catalogue_finds_it(read):
    header = next(source for source in read.ontology if source.path == "ontology/si-assb.ttl")
    imported = {t.object.value for t in header.triples if t.predicate.value == OWL + "imports"}
    declared = {t.subject.value: source.path for source in read.ontology for t in source.triples
                if t.predicate == TYPE and t.object.value == OWL + "Ontology"}
    reasoned = {iri for iri, path in declared.items() if not path.startswith(sources.ALIGNMENT) and iri != HEADER}
    assert imported == reasoned
    catalogue = ET.parse(ROOT / "ontology" / "catalog-v001.xml").getroot()
    found = {entry.get("name"): "ontology/" + entry.get("uri") for entry in catalogue}
    assert found == {iri: path for iri, path in declared.items() if iri in imported or iri == HEADER}


PINT = {"mAh/g": "mA*h/g", "mAh/cm2": "mA*h/cm^2", "mAh/cm3": "mA*h/cm^3", "mA/cm2": "mA/cm^2", "A/g": "A/g", "mA/g": "mA/g",
        "Wh/kg": "W*h/kg", "MPa": "MPa", "GPa": "GPa", "V": "V", "mV": "mV", "S/cm": "S/cm", "h": "h", "nm": "nm", "µm": "um",
        "mg/cm2": "mg/cm^2", "%": "percent", "wt%": "percent", "1": "dimensionless"}
SI_UNIT = {"C/kg": "C/kg", "C/m2": "C/m^2", "C/m3": "C/m^3", "A/m2": "A/m^2", "A/kg": "A/kg", "1": "dimensionless", "J/kg": "J/kg",
           "Pa": "Pa", "V": "V", "S/m": "S/m", "s": "s", "m": "m", "kg/m2": "kg/m^2"}
COUNTED = {"cycles", "C", "mesh", "%/cycle", "°C"}


def test_every_unit_converts_as_an_independent_library_says(ontology):
    registry = pint.UnitRegistry()
    symbols, dimensions = values(ontology, SI + "symbol"), values(ontology, SI + "hasDimension")
    factors, offsets = values(ontology, SI + "factor"), values(ontology, SI + "offset")
    assert len(factors) == len(PINT) + len(COUNTED)
    for unit, factor in factors.items():
        symbol = symbols[unit].value
        if symbol in PINT:
            coherent = SI_UNIT[symbols[dimensions[unit].value].value]
            expected = registry.Quantity(1, PINT[symbol]).to(coherent).magnitude
            assert float(factor.value) == pytest.approx(expected, rel=1e-12), symbol
            assert Decimal(offsets[unit].value) == 0, symbol
        else:
            assert symbol in COUNTED


def test_degrees_celsius_have_their_offset_and_counted_units_keep_their_value(ontology):
    symbols, factors, offsets = (values(ontology, SI + name) for name in ("symbol", "factor", "offset"))
    table = {symbols[unit].value: (Decimal(factors[unit].value), Decimal(offsets[unit].value)) for unit in factors}
    assert table["°C"] == (1, Decimal("273.15"))
    assert table["C"] == table["cycles"] == table["mesh"] == (1, 0)
    assert table["%/cycle"] == (Decimal("0.01"), 0)
