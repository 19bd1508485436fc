"""Files from outside: read, reasoned and validated together with ours, which stay as they are."""

import pytest
from conftest import make_project

import kgtools
from kgtools import places
from kgtools.building import build
from kgtools.problems import Stop
from kgtools.turtle import sources

HEAD = """@prefix lab: <https://example.org/lab/> .
@prefix my: <https://example.org/lab/data#> .
@prefix si: <https://w3id.org/si-assb/ontology/> .
@prefix kg: <https://w3id.org/si-assb/graph/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

"""
TERMS = HEAD + """<https://example.org/lab> a owl:Ontology ;
    owl:imports <https://w3id.org/si-assb/ontology> .

lab:SootyAnode a owl:Class ;
    rdfs:label "sooty anode"@en ;
    skos:definition "Silicon-based anode with a carbon coating."@en ;
    rdfs:subClassOf si:Anode ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( si:Anode
        [ a owl:Restriction ; owl:onProperty si:hasCoating ; owl:someValuesFrom si:CarbonMaterial ] ) ] .

lab:batch a owl:DatatypeProperty ;
    rdfs:label "batch"@en ;
    skos:definition "Batch of a cell."@en ;
    rdfs:domain si:TestCell ;
    rdfs:range xsd:string .
"""
RECORDS = HEAD + """my:anode-7 a si:Anode ;
    skos:prefLabel "anode of batch 7"@en ;
    skos:definition "Anode of silicon grains from our own oven, with soot."@en ;
    si:hasStructure kg:silicon-grains ;
    si:hasCoating kg:soot ;
    si:reportedIn my:notebook .

my:cell-7 a si:TestCell ;
    skos:prefLabel "cell of batch 7"@en ;
    lab:batch "7" ;
    si:hasAnode my:anode-7 ;
    si:hasElectrolyte kg:lps ;
    si:reportedIn my:notebook ;
    si:statedIn my:page-12 .

my:notebook a si:Report ;
    skos:prefLabel "notebook 2025"@en ;
    dcterms:title "Notebook of the lab"@en ;
    si:year 2025 .

my:page-12 a si:Passage ;
    si:inSource my:notebook ;
    si:section "12" ;
    si:paragraph 1 ;
    oa:exact "cell 7" .

my:retention-7 a si:Measurement ;
    si:metric si:CapacityRetention ;
    si:value 91.0 ;
    si:unit unit:PERCENT ;
    si:relation "=" ;
    si:asPrinted "91 %" ;
    si:cycle 10 ;
    si:ofCell my:cell-7 ;
    si:reportedIn my:notebook ;
    si:statedIn my:page-12 .
"""
SHAPES = HEAD + """lab:CellShape a sh:NodeShape ;
    sh:targetClass si:TestCell ;
    sh:property [ sh:path lab:batch ; sh:maxCount 1 ; sh:pattern "^[0-9]+$" ; sh:message "a batch is a number: write digits" ] .
"""


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("ours"))
    build.build(project.places, hermit=False)
    return project


@pytest.fixture
def lab(tmp_path):
    """A folder of somebody's own, elsewhere on the disk."""
    folder = tmp_path / "lab"
    folder.mkdir()
    for name, text in (("terms.ttl", TERMS), ("records.ttl", RECORDS), ("shapes.ttl", SHAPES)):
        folder.joinpath(name).write_text(text, "utf-8")
    return folder


def change(folder, name: str, old: str, new: str) -> int:
    """Replace once; the line where it stands."""
    file = folder / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def own_files(project) -> dict:
    return {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file() and "with" not in path.parts and "cache" not in path.parts}


def problems(project, lab, **options):
    return build.examine(project.places.with_files([lab]), **options).problems


def test_terms_records_and_shapes_of_ones_own_have_no_problem_and_change_nothing_of_ours(ours, lab):
    before = own_files(ours)
    result = ours.run("check", "--with", str(lab))
    assert (result.exit_code, result.stdout) == (0, "no problems\n"), result.output
    assert own_files(ours) == before


def test_files_may_be_named_one_by_one(ours, lab):
    given = [word for name in ("terms.ttl", "records.ttl", "shapes.ttl") for word in ("--with", str(lab / name))]
    assert ours.run("check", *given).stdout == "no problems\n"


def test_the_last_build_of_the_project_alone_is_a_start_for_both_together(ours, lab):
    lab.joinpath("shapes.ttl").unlink()
    quick, whole = (build.examine(ours.places.with_files([lab]), anew=anew) for anew in (False, True))
    assert quick.base is not None
    assert quick.problems == whole.problems == []
    assert set(quick.inferred) ^ set(whole.inferred) == set()
    assert any("SootyAnode" in t.object.value and "anode-7" in t.subject.value for t in quick.inferred)


def test_what_kind_a_file_is_shows_from_what_it_says(ours, lab):
    read = sources.read(ours.places.with_files([lab]))
    assert [[source.path.rsplit("/", 1)[-1] for source in part if "lab" in source.path] for part in (read.ontology, read.graph, read.shapes)] == [
        ["terms.ttl"], ["records.ttl"], ["shapes.ttl"]]


def test_questions_see_the_own_records_only_when_asked_with_them(ours, lab):
    together = ours.run("list", "anodes", "--with", str(lab), "--format", "csv")
    assert together.exit_code == 0, together.output
    assert "anode of batch 7" in together.stdout and "sooty anode" in together.stdout and "Si-C anode of Mew and Bo" in together.stdout
    assert "anode of batch 7" not in ours.run("list", "anodes", "--format", "csv").stdout


@pytest.mark.parametrize("words", [
    ["trace", "cracking", "--brief"], ["query", "numbers", "--metric", "capacity retention", "--format", "csv"],
    ["export", "materials", "--format", "csv"]])
def test_every_command_takes_files_from_outside(ours, lab, tmp_path, words):
    output = ["-o", str(tmp_path / "out.csv")] if words[0] == "export" else []
    result = ours.run(*words, *output, "--with", str(lab))
    assert result.exit_code == 0, result.output


def test_from_python(ours, lab):
    graph = kgtools.load(str(ours.root), together_with=[lab])
    assert [row["id"] for row in graph.find("anode of batch 7")] == ["<https://example.org/lab/data#anode-7>"]
    assert graph.query("ASK { <https://example.org/lab/data#anode-7> a <https://example.org/lab/SootyAnode>, si:SiliconCarbonComposite }")
    assert not kgtools.load(str(ours.root)).find("anode of batch 7")


FAULTS = {
    "a term of ours that is not there": ("records.ttl", "si:hasElectrolyte kg:lps ;", "si:hasElectrolite kg:lps ;", "undeclared", "si:hasElectrolyte"),
    "a term of one's own that is not there": ("records.ttl", 'lab:batch "7" ;', 'lab:bach "7" ;', "undeclared", "declared nowhere"),
    "a class of one's own that is not there": ("terms.ttl", "rdfs:domain si:TestCell ;", "rdfs:domain lab:TestCel ;", "undeclared", "declared nowhere"),
    "a record of ours that is not there": ("records.ttl", "si:hasStructure kg:silicon-grains ;", "si:hasStructure kg:silicon-grain ;", "dangling", "kg:silicon-grains"),
    "a record of one's own that is not there": ("records.ttl", "si:hasAnode my:anode-7 ;", "si:hasAnode my:anode-8 ;", "undeclared", "declared nowhere"),
    "a number in bad form": ("records.ttl", "si:value 91.0 ;", "si:value 9.1e1 ;", "number-form", "decimal"),
    "a property on a wrong thing": ("records.ttl", "    si:unit unit:PERCENT ;", "    si:unit si:CRateUnit ;", "unit-of-measurement", ""),
    "what a shape of one's own forbids": ("records.ttl", 'lab:batch "7" ;', 'lab:batch "seven" ;', "shape-cell", "write digits"),
    "an import from elsewhere": ("terms.ttl", "owl:imports <https://w3id.org/si-assb/ontology> .", "owl:imports <https://example.org/other> .", "import", "nothing is fetched"),
    "Turtle that cannot be read": ("records.ttl", 'skos:prefLabel "cell of batch 7"@en ;', 'skos:prefLabel "cell of batch 7@en ;', "syntax", "quotation mark"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_file_and_line(ours, lab, fault):
    name, old, new, rule, words = FAULTS[fault]
    line = change(lab, name, old, new)
    path = (lab / name).as_posix()
    found = [p for p in problems(ours, lab) if p.rule == rule and p.path == path and p.line == line]
    assert found, problems(ours, lab)
    assert words in str(found[0])


def test_only_the_files_asked_for_are_reported(ours, lab):
    change(lab, "records.ttl", 'lab:batch "7" ;', 'lab:batch "seven" ;')
    assert ours.run("check", "--with", str(lab), str(lab / "terms.ttl")).exit_code == 0
    assert ours.run("check", "--with", str(lab), str(lab / "records.ttl")).exit_code == 1


def test_our_record_cannot_be_defined_again_but_may_be_added_to(ours, lab):
    extra = lab / "more.ttl"
    extra.write_text(HEAD + 'kg:soot skos:altLabel "black stuff"@en .\n', "utf-8")
    assert problems(ours, lab) == []
    extra.write_text(HEAD + 'kg:soot a si:Material ;\n    skos:prefLabel "my soot"@en .\n', "utf-8")
    [problem] = [p for p in problems(ours, lab) if p.rule == "defined-twice"]
    assert problem.path == extra.as_posix() and "graph/concepts.ttl" in problem.message


def test_records_in_any_layout_and_with_nameless_parts_are_read(ours, lab):
    """As another tool writes them: two to a line, indented, conditions without a name."""
    lab.joinpath("records.ttl").write_text(RECORDS.replace("    si:cycle 10 ;\n", """    si:cycle 10 ;
    si:hasCondition [ a si:Temperature ; si:value 60.0 ; si:unit unit:DEG_C ; si:relation "=" ; si:asPrinted "60 °C" ; si:statedIn my:page-12 ] ;
"""), "utf-8")
    assert problems(ours, lab) == []


def test_a_record_in_a_file_of_shapes_is_not_passed_over_in_silence(ours, lab):
    lab.joinpath("shapes.ttl").write_text(SHAPES + "\nmy:lost a si:Material .\n", "utf-8")
    [problem] = problems(ours, lab)
    assert (problem.rule, problem.line) == ("mixed-file", SHAPES.count("\n") + 2)


def test_a_file_in_ones_own_graph_folder_is_not_taken_for_ours(ours, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.joinpath("graph").mkdir(parents=True)
    file = here / "graph" / "concepts.ttl"
    file.write_text(HEAD + 'kg:soot skos:altLabel "black stuff"@en .\n', "utf-8")
    monkeypatch.chdir(here)
    read = sources.read(ours.places.with_files([file]))
    assert {"graph/concepts.ttl", file.as_posix()} <= {source.path for source in read.graph}


def test_a_class_of_ones_own_that_nothing_can_belong_to_is_found(ours, lab):
    lab.joinpath("terms.ttl").write_text(TERMS + """
lab:Impossible a owl:Class ;
    rdfs:label "impossible anode"@en ;
    skos:definition "Silicon-based anode that is a failure mechanism."@en ;
    rdfs:subClassOf si:Anode, si:FailureMechanism .
""", "utf-8")
    [problem] = problems(ours, lab, hermit=True)
    assert (problem.rule, problem.path) == ("unsatisfiable", (lab / "terms.ttl").as_posix())
    assert "nothing is both" in problem.message or "because" in problem.message


@pytest.mark.parametrize("name, words", [("table.csv", "no Turtle file"), ("nowhere.ttl", "no file or folder")])
def test_what_is_no_turtle_is_refused(ours, tmp_path, name, words):
    tmp_path.joinpath("table.csv").write_text("a,b\n")
    result = ours.run("check", "--with", str(tmp_path / name))
    assert result.exit_code == 2
    assert words in result.output


def test_a_file_of_the_project_is_no_file_from_outside(ours):
    with pytest.raises(Stop, match="belongs to the project"):
        ours.places.with_files([ours.root / "graph" / "concepts.ttl"])


def test_each_mixture_has_a_build_of_its_own(ours, lab):
    assert ours.places.with_files([lab]).build.is_relative_to(ours.places.build / "with")
    assert ours.places.with_files([lab]).build != ours.places.with_files([lab / "terms.ttl"]).build
    assert isinstance(ours.places.with_files([lab]), places.Places)
