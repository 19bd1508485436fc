"""ontology/ opens in Protégé as it is, and what Protégé saves is accepted and compared by its meaning."""

import xml.etree.ElementTree as ET

import pytest
from conftest import ROOT
from protege import kinds, saved

from kgtools.building import build
from kgtools.names import PREFIXES, SI
from kgtools.turtle import sources
from kgtools.versions import comparing

OWL = PREFIXES["owl"]
CATALOGUE = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
HEADER = "si-assb.ttl"
ANODES = "ontology/anodes.ttl"


@pytest.fixture(scope="module")
def modules():
    """The text of each module that the header imports."""
    return {f"ontology/{path.name}": path.read_text("utf-8") for path in sorted((ROOT / "ontology").glob("*.ttl"))
            if path.name not in (HEADER, "alignment.ttl")}


@pytest.fixture(scope="module")
def known(modules):
    return kinds(modules.values())


def statements(name: str, predicate: str) -> list:
    source = sources.read_text(name, (ROOT / "ontology" / name).read_bytes())
    return [t for t in source.triples if t.predicate.value == OWL + predicate]


def ontology_of(name: str) -> str:
    source = sources.read_text(name, (ROOT / "ontology" / name).read_bytes())
    [iri] = [t.subject.value for t in source.triples if t.object.value == OWL + "Ontology"]
    return iri


def test_every_import_is_found_by_the_catalogue_in_a_file_that_declares_that_very_name():
    catalogue = ET.parse(ROOT / "ontology" / "catalog-v001.xml").getroot()
    assert catalogue.tag == CATALOGUE + "catalog"
    entries = {entry.get("name"): entry.get("uri") for entry in catalogue.iter(CATALOGUE + "uri")}
    imported = {t.object.value for t in statements(HEADER, "imports")}
    assert len(imported) >= 11
    assert imported <= entries.keys()
    for iri, file in entries.items():
        assert not file.startswith(("/", "..", "file:", "http")), "a path from the folder of the catalogue"
        assert ontology_of(file) == iri


def test_the_catalogue_leaves_nothing_out_that_is_reasoned_about():
    entries = {entry.get("uri") for entry in ET.parse(ROOT / "ontology" / "catalog-v001.xml").getroot()}
    assert entries == {path.name for path in (ROOT / "ontology").glob("*.ttl")} - {"alignment.ttl"}


def test_modules_import_nothing_and_the_header_carries_the_version():
    for path in (ROOT / "ontology").glob("*.ttl"):
        if path.name != HEADER:
            assert statements(path.name, "imports") == [] and statements(path.name, "versionIRI") == [], path.name
    [version], [info] = statements(HEADER, "versionIRI"), statements(HEADER, "versionInfo")
    assert version.subject.value == ontology_of(HEADER) == SI.rstrip("/")
    assert version.object.value == SI + info.object.value


def test_what_protege_saves_does_not_look_like_ours(modules, known):
    """So that the following tests are about something."""
    text = saved(modules[ANODES], known)
    assert text.count("###  https://w3id.org/si-assb/ontology/") > 80
    assert "\nsi:" not in text and "rdf:type owl:Class ;" in text and " a owl:Class" not in text
    assert "\n:CoatedAnode rdf:type owl:Class ;" in saved(modules[ANODES], known, with_empty_prefix=True)
    assert "owl:disjointWith" in text


@pytest.mark.parametrize("with_empty_prefix", [False, True])
def test_all_modules_as_protege_saves_them_are_accepted_and_mean_the_same(project, modules, known, with_empty_prefix):
    build.build(project.places, hermit=False)
    before = set(build.examine(project.places).inferred)
    for path, text in modules.items():
        (project.root / path).write_text(saved(text, known, with_empty_prefix), "utf-8")
    examined = build.examine(project.places)
    assert examined.problems == []
    assert set(examined.inferred) ^ before == set()
    for path in modules:
        assert comparing.compare(project.places, str(ROOT / path), str(project.root / path)).found.asserted == [], path


def test_what_was_changed_in_protege_is_told_and_nothing_else(project, modules, known):
    text = saved(modules[ANODES], known).replace('"coated anode"@en', '"anode with a coating"@en')
    text = text.replace('"Anode whose silicon carries a coating."@en', '"Anode whose silicon carries a coat."@en')
    (project.root / ANODES).write_text(text, "utf-8")
    [item] = comparing.compare(project.places, str(ROOT / ANODES), str(project.root / ANODES)).found.asserted
    assert (item.change, item.kind, item.name) == ("changed", "class", "si:CoatedAnode")
    assert "coated anode → anode with a coating" in item.sentence
    assert "carries a coating.” → “" in item.sentence


def test_another_filler_in_a_definition_is_told_in_words(project, modules, known):
    text = saved(modules[ANODES], known)
    old = modules[ANODES].replace("owl:onProperty si:hasCoating ; owl:someValuesFrom si:MaterialEntity", "owl:onProperty si:hasCoating ; owl:someValuesFrom si:CarbonMaterial")
    assert old != modules[ANODES]
    (project.root / "old.ttl").write_text(old, "utf-8")
    (project.root / "new.ttl").write_text(text, "utf-8")
    found = comparing.compare(project.places, str(project.root / "old.ttl"), str(project.root / "new.ttl")).found
    [item] = [item for item in found.asserted if item.name == "si:CoatedAnode"]
    [definition] = item.properties
    assert definition.name == "owl:equivalentClass"
    assert "si:CarbonMaterial" in definition.gone[0] and "si:MaterialEntity" in definition.come[0]


@pytest.mark.parametrize("with_empty_prefix", [False, True])
def test_a_fault_in_a_saved_module_is_found_on_its_line(project, modules, known, with_empty_prefix):
    text = saved(modules[ANODES], known, with_empty_prefix)
    written = ":Anodes" if with_empty_prefix else "<https://w3id.org/si-assb/ontology/Anodes>"
    right = ":Anode" if with_empty_prefix else "<https://w3id.org/si-assb/ontology/Anode>"
    start = text.index("###  https://w3id.org/si-assb/ontology/CoatedAnode")
    at = text.index(f"rdfs:subClassOf {right}", start)
    text = text[:at] + text[at:].replace(right, written, 1)
    (project.root / ANODES).write_text(text, "utf-8")
    line = text[:at].count("\n") + 1
    assert (ANODES, line, "undeclared") in [(p.path, p.line, p.rule) for p in sources.read(project.places).problems]


def test_the_header_as_protege_saves_it_is_accepted(project, known):
    header = (ROOT / "ontology" / HEADER).read_text("utf-8")
    (project.root / "ontology" / HEADER).write_text(saved(header, {}), "utf-8")
    assert sources.read(project.places).problems == []
