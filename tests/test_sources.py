"""Every kind of fault in a source file is reported at its own file and line, all in one run."""

import pytest

from kgtools.turtle import sources

SECTION = "graph/section-1.ttl"
CONCEPTS = "graph/concepts.ttl"

# What stands in the file, what takes its place, how many lines below the change the problem is, rule, words of the message.
FAULTS = {
    "a missing final dot is reported at the record that lacks it, not at the next": (
        "si:adjusts si:PressureAspect .", "si:adjusts si:PressureAspect", 0, "syntax", "kg:squeezing has no final dot"),
    "a missing dot before another record": (
        "si:adjusts si:CoatingAspect .", "si:adjusts si:CoatingAspect ;", 0, "syntax", "kg:soot-coating has no final dot"),
    "a missing semicolon is reported at the line that lacks it": (
        'skos:prefLabel "swelling"@en ;', 'skos:prefLabel "swelling"@en', 0, "syntax", "does not end with `;`"),
    "an open quotation mark": (
        'skos:prefLabel "cracking"@en ;', 'skos:prefLabel "cracking@en ;', 0, "syntax", "quotation mark"),
    "a word where a name should be": (
        "si:hasPrincipalElement si:Carbon ;", "si:hasPrincipalElement carbon ;", 0, "syntax", "carbon is not a valid RDF object"),
    "an unknown prefix": (
        "si:hasPrincipalElement si:Carbon ;", "si:hasPrincipalElement sj:Carbon ;", 0, "syntax", "prefix sj:"),
    "an IRI with a space": (
        'si:formula "C" ;', "skos:note <https://example.org/a b> ;", 0, "iri", "not allowed"),
    "a misspelt property, with the nearest name": (
        "si:hasCoating kg:soot ;", "si:hasCoatin kg:soot ;", 0, "undeclared", "si:hasCoatin is declared nowhere"),
    "a misspelt class": (
        "kg:swelling a si:FailureMechanism ;", "kg:swelling a si:FailureMecanism ;", 0, "undeclared", "si:FailureMecanism"),
    "a misspelt value of the ontology": (
        "si:statedFreeOf si:CarbonConstituent ;", "si:statedFreeOf si:CarbonConstitutent ;", 0, "undeclared", "si:CarbonConstitutent"),
    "a misspelt property of another vocabulary": (
        'skos:altLabel "fracture"@en ;', 'skos:altlabel "fracture"@en ;', 0, "undeclared", "skos:altlabel"),
    "a record that is not there, with the nearest name": (
        "si:hasActiveMaterial kg:ncm .", "si:hasActiveMaterial kg:ncmm .", 0, "dangling", "kg:ncmm is defined nowhere"),
    "a blank node": (
        "si:hasActiveMaterial kg:ncm .", "si:hasActiveMaterial [ a si:CathodeMaterial ] .", 0, "blank-node", "kg:ncm-cathode"),
    "a record that does not start at column 0": (
        "kg:ncm a si:CathodeMaterial ;", " kg:ncm a si:CathodeMaterial ;", 0, "house-form", "kg:ncm does not start at column 0"),
    "a line of a record that starts at column 0": (
        '    si:formula "LiNiCoMnO2" .', 'si:formula "LiNiCoMnO2" .', 0, "house-form", "si:formula at column 0"),
    "a prefix bound to another IRI": (
        "@prefix si: <https://w3id.org/si-assb/ontology/> .", "@prefix si: <https://w3id.org/si-assb/ontology#> .", 0, "prefix", "si: is bound"),
    "a control character": (
        "Carbon from a flame.", "Carbon from\x0b a flame.", 0, "control-character", "U+000B"),
    "a control character behind an escape": (
        "Carbon from a flame.", "Carbon from\\u0001 a flame.", 0, "control-character", "U+0001"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_concepts_is_found_where_it_is(project, fault):
    old, new, below, rule, words = FAULTS[fault]
    line = project.replace(CONCEPTS, old, new) + below
    found = [p for p in sources.read(project.places).problems if (p.path, p.line, p.rule) == (CONCEPTS, line, rule)]
    assert len(found) == 1, sources.read(project.places).problems
    assert words in found[0].message
    assert found[0].fix


NUMBERS = ["1..5", "0x1F", "1e3", '"abc"^^xsd:decimal', '"1,5"^^xsd:decimal', '"20.0"^^xsd:integer', '"2024-13-01"^^xsd:date',
           '"yes"^^xsd:boolean', '"1e999999999"^^xsd:decimal', "007.5"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_bad_form_is_found_on_its_line(project, number):
    text = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    file = project.root / SECTION
    file.write_text(text + file.read_text("utf-8"), "utf-8")
    line = project.replace(SECTION, "si:value 60.0 ;", f"si:value {number} ;")
    assert (SECTION, line) in [(p.path, p.line) for p in sources.read(project.places).problems]


def test_a_record_defined_twice_names_both_places(project):
    line = project.append(SECTION, '\nkg:soot a si:Material ;\n    skos:prefLabel "soot again"@en .\n') + 1
    first = project.replace(CONCEPTS, "kg:soot a si:Material ;", "kg:soot a si:Material ;")
    [problem] = sources.read(project.places).problems
    assert (problem.path, problem.line, problem.rule) == (SECTION, line, "defined-twice")
    assert f"{CONCEPTS}:{first}" in problem.message


def test_a_term_declared_twice_in_the_ontology_is_found(project):
    line = project.append("ontology/anodes.ttl", '\nsi:Anode a owl:Class ;\n    rdfs:label "anode"@en .\n') + 1
    assert [("ontology/anodes.ttl", line, "defined-twice")] == [
        (p.path, p.line, p.rule) for p in sources.read(project.places).problems]


def test_a_misspelt_term_in_a_definition_of_the_ontology_is_found(project):
    line = project.append("ontology/anodes.ttl", '\nsi:NewAnode a owl:Class ;\n    rdfs:subClassOf si:Anodes .\n') + 2
    [problem] = sources.read(project.places).problems
    assert (problem.path, problem.line, problem.rule) == ("ontology/anodes.ttl", line, "undeclared")
    assert "si:Anode" in problem.fix


def test_a_misspelt_term_in_a_shape_is_found(project):
    line = project.replace("ontology/shapes/claim.ttl", "sh:path si:statement ;", "sh:path si:statment ;")
    [problem] = sources.read(project.places).problems
    assert (problem.path, problem.line, problem.rule) == ("ontology/shapes/claim.ttl", line, "undeclared")


@pytest.mark.parametrize("wrong", ["@prefix si: <https://w3id.org/si-assb/ontology#> .", "@prefix si <https://w3id.org/si-assb/ontology/> ."])
def test_a_wrong_prefix_is_one_problem_and_not_one_for_each_record(project, wrong):
    line = project.replace(CONCEPTS, "@prefix si: <https://w3id.org/si-assb/ontology/> .", wrong)
    assert [(p.path, p.line) for p in sources.read(project.places).problems] == [(CONCEPTS, line)]


def test_unusual_line_separators_do_not_shift_the_lines(project):
    project.replace(CONCEPTS, "Carbon from a flame.", "Carbon\u2028from a flame.")
    line = project.replace(CONCEPTS, "si:adjusts si:PressureAspect .", "si:adjusts si:PressureAspec .")
    assert [(p.path, p.line) for p in sources.read(project.places).problems] == [(CONCEPTS, line)]


def test_a_byte_order_mark_is_found_and_the_file_read_all_the_same(project):
    file = project.root / CONCEPTS
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert [(p.path, p.line, p.rule) for p in sources.read(project.places).problems] == [(CONCEPTS, 1, "byte-order-mark")]


def test_a_byte_that_is_not_utf_8_is_found_on_its_line(project):
    line = project.replace(CONCEPTS, "Carbon from a flame.", "Carbon from a fläme.")
    file = project.root / CONCEPTS
    file.write_bytes(file.read_bytes().replace("ä".encode(), b"\xe4"))
    assert (CONCEPTS, line, "encoding") in [(p.path, p.line, p.rule) for p in sources.read(project.places).problems]


def test_windows_line_ends_are_no_fault(project):
    file = project.root / CONCEPTS
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert sources.read(project.places).problems == []


def test_a_broken_record_hides_no_other_fault_of_its_file(project):
    broken = project.replace(CONCEPTS, 'skos:prefLabel "cracking"@en ;', 'skos:prefLabel "cracking@en ;')
    another = project.replace(CONCEPTS, 'skos:prefLabel "squeezing"@en ;', "skos:prefLabel squeezing ;")
    misspelt = project.replace(CONCEPTS, "si:adjusts si:CoatingAspect .", "si:adjust si:CoatingAspect .")
    found = [(p.line, p.rule) for p in sources.read(project.places).problems]
    assert found == sorted([(broken, "syntax"), (another, "syntax"), (misspelt, "undeclared")])


def test_a_reference_to_a_broken_record_does_not_dangle(project):
    project.replace(CONCEPTS, "si:adjusts si:PressureAspect .", "si:adjusts si:PressureAspect")
    assert [p.rule for p in sources.read(project.places).problems] == ["syntax"]


def test_every_record_knows_its_file_and_line(project):
    read = sources.read(project.places)
    line = project.replace(CONCEPTS, "kg:cracking a", "kg:cracking a")
    record = read.records["https://w3id.org/si-assb/graph/cracking"]
    assert (record.path, record.line) == (CONCEPTS, line)


def test_blank_nodes_of_the_ontology_have_the_same_names_every_time(project):
    one, other = sources.read(project.places), sources.read(project.places)
    assert [s.triples for s in one.files] == [s.triples for s in other.files]


def test_the_printed_form_of_a_number_is_kept(project):
    read = sources.read(project.places)
    assert any(str(triple.object).startswith('"0.50"') for source in read.graph for triple in source.triples)
