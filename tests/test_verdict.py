"""The verdict after a change is the one that a whole derivation and validation would give, and nothing is written for it."""

import pytest
from conftest import ROOT, make_project

from kgtools.building import build, concerned, verdict
from kgtools.names import expand
from kgtools.querying import library
from kgtools.turtle import sources
from kgtools.validating import shapes
from kgtools.validating.judge import Judge

CONCEPTS, SECTION, ANODES = "graph/concepts.ttl", "graph/section-1.ttl", "ontology/anodes.ttl"

MEASUREMENT = """
kg:mew2020-si-c-retention-40 a si:Measurement ;
    si:metric si:CapacityRetention ;
    si:value 70.5 ;
    si:unit unit:PERCENT ;
    si:relation "=" ;
    si:asPrinted "70.5%" ;
    si:cycle 40 ;
    si:ofCell kg:mew2020-si-c-cell ;
    si:reportedIn kg:mew2020 ;
    si:statedIn kg:s1-p1-coating .
"""
CLAIM = """
kg:claim-soot-coating-mitigates-cracking a si:Claim ;
    si:subject kg:soot-coating ;
    si:predicate si:mitigates ;
    si:object kg:cracking ;
    si:statement "A skin of soot keeps the grains whole."@en ;
    si:reportedIn kg:mew2020 ;
    si:statedIn kg:s1-p1-coating ;
    si:evidenceType si:FullCellTest ;
    si:appliesTo kg:mew2020-si-c .
"""
CONCEPT = """
kg:mew2020-soot-free a si:Anode ;
    skos:prefLabel "second bare anode of Mew and Bo"@en ;
    skos:definition "Anode of silicon grains with a second skin of soot."@en ;
    si:hasStructure kg:silicon-grains ;
    si:hasCoating kg:soot .
"""
CLASS = """
si:GrainyAnode a owl:Class ;
    rdfs:label "grainy anode"@en ;
    skos:definition "Silicon-based anode with silicon in grains."@en ;
    rdfs:subClassOf si:Anode ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( si:Anode [ a owl:Restriction ; owl:onProperty si:hasStructure ;
        owl:someValuesFrom si:NanoSilicon ] ) ] .
"""
UNUSED_PASSAGE = """
kg:s1-p3-unused a si:Passage ;
    si:inSource kg:rex2024-review ;
    si:section "1" ;
    si:paragraph 3 ;
    oa:exact "never said" .
"""

# The file, what stands there, what takes its place; None appends. Then the rules whose problems come of it.
CHANGES = {
    "a measurement more": (SECTION, None, MEASUREMENT, []),
    "a claim more": (SECTION, None, CLAIM, []),
    "a concept that no passage names": (CONCEPTS, None, CONCEPT, ["concept-without-passage"]),
    "another label": (CONCEPTS, 'skos:prefLabel "soot"@en', 'skos:prefLabel "smut"@en', []),
    "a label that another has": (CONCEPTS, 'skos:prefLabel "swelling"@en', 'skos:prefLabel "cracking"@en', ["same-label"]),
    "a coating less": (CONCEPTS, "    si:hasCoating kg:soot ;\n", "", []),
    "a claim that is denied": (SECTION, 'swells breaks in the end."@en ;', 'swells breaks in the end."@en ;\n    si:denied true ;', ["claim-denial"]),
    "a record gone that others name": (CONCEPTS, 'kg:lps a si:SolidElectrolyte ;', "kg:lpz a si:SolidElectrolyte ;",
                                       ["dangling", "concept-without-passage"]),
    "broken Turtle": (SECTION, 'si:statement "Pressing may break the grains."@en ;', 'si:statement "Pressing may break the grains.@en ;', ["syntax"]),
    "an unknown term": (CONCEPTS, "si:hasCoating kg:soot ;", "si:hasCoatin kg:soot ;", ["undeclared"]),
    "a record twice": (SECTION, None, '\nkg:soot a si:Material ;\n    skos:prefLabel "soot again"@en .\n', ["defined-twice", "shape-materialentity"]),
    "another unit": (SECTION, "    si:unit si:MilliamperePerSquareCentimetre ;", "    si:unit unit:PERCENT ;", ["unit-of-condition"]),
    "a claim without a place": (SECTION, 'si:hedged true ;\n    si:reportedIn kg:rex2024-review ;\n    si:statedIn kg:s1-p2-press ;',
                                'si:hedged true ;\n    si:reportedIn kg:rex2024-review ;', ["concept-without-passage", "shape-claim", "unused-passage"]),
    "a passage that nothing uses": (SECTION, None, UNUSED_PASSAGE, ["unused-passage"]),
    "a class that is a class no more": (CONCEPTS, "kg:silicon-grains a si:SiliconStructure ;", "kg:silicon-grains a si:Polymer ;", None),
    "a class more": (ANODES, None, CLASS, []),
    "a definition less": (ANODES, "owl:onProperty si:hasCoating ; owl:someValuesFrom si:MaterialEntity ] ) ] .",
                          "owl:onProperty si:hasBinder ; owl:someValuesFrom si:MaterialEntity ] ) ] .", None),
    "a domain that does not fit": ("ontology/mechanisms.ttl", "si:adjusts a owl:ObjectProperty ;", "si:adjusts a owl:ObjectProperty ;\n    rdfs:domain si:Anode ;", None),
}


def texts(project, path: str, old: str | None, new: str) -> str:
    text = project.root.joinpath(path).read_text("utf-8")
    assert old is None or text.count(old) == 1, (old, text.count(old))
    return text + new if old is None else text.replace(old, new)


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_the_same_is_found_as_anew(built, name):
    path, old, new, rules = CHANGES[name]
    drafts = {path: texts(built, path, old, new)}
    quick, whole = build.examine(built.places, drafts=drafts), build.examine(built.places, drafts=drafts, anew=True)
    assert quick.base is not None and whole.base is None
    assert quick.problems == whole.problems
    assert set(quick.inferred) ^ set(whole.inferred) == set()
    if rules is not None:
        assert sorted(problem.rule for problem in quick.problems) == sorted(rules)


def shown(triples) -> set[str]:
    return {f"{t.subject.value} {t.predicate.value} {t.object.value}" for t in triples}


def triple(text: str) -> str:
    return " ".join(expand(name) for name in text.split())


def test_a_claim_brings_its_relation_and_what_follows_down_the_chain(built):
    found = verdict.of(built.places, {SECTION: texts(built, SECTION, None, CLAIM)}, hermit=False)
    assert found.problems == []
    assert {triple("kg:soot-coating si:mitigates kg:cracking"), triple("kg:cracking si:mitigatedBy kg:soot-coating")} <= shown(found.came)
    assert not found.went
    assert found.sources.records[expand("kg:claim-soot-coating-mitigates-cracking")].path == SECTION


def test_what_no_longer_follows_is_told(built):
    drafts = {CONCEPTS: texts(built, CONCEPTS, "    si:hasCoating kg:soot ;\n", "")}
    found = verdict.of(built.places, drafts, hermit=False)
    gone = {triple("kg:mew2020-si-c rdf:type si:CoatedAnode"), triple("kg:mew2020-si-c rdf:type si:SiliconCarbonComposite")}
    assert gone <= shown(found.went)
    assert not gone & shown(found.came)


def test_nothing_is_written_for_a_verdict(built):
    before = {path: path.read_bytes() for path in built.root.rglob("*") if path.is_file()}
    verdict.of(built.places, {"graph/new.ttl": "@prefix kg: <https://w3id.org/si-assb/graph/> .\n\nkg:x a kg:Nothing .\n"}, hermit=False)
    assert {path: path.read_bytes() for path in built.root.rglob("*") if path.is_file()} == before


def test_what_was_changed_since_the_last_build_is_not_counted_as_brought_by_the_draft(project):
    build.build(project.places, hermit=False)
    project.append(SECTION, CLAIM)
    found = verdict.of(project.places, {CONCEPTS: texts(project, CONCEPTS, 'skos:prefLabel "soot"@en', 'skos:prefLabel "smut"@en')}, hermit=False)
    assert triple("kg:soot-coating si:mitigates kg:cracking") not in shown(found.came)
    assert any(t.object.value == "smut" for t in found.came)
    assert any(t.object.value == "soot" for t in found.went)


def test_without_a_build_the_verdict_is_the_same(built, project):
    drafts = {SECTION: texts(built, SECTION, None, CLAIM)}
    quick, whole = verdict.of(built.places, drafts, hermit=False), verdict.of(project.places, drafts, hermit=False)
    assert (quick.problems, quick.came, quick.went) == (whole.problems, whole.came, whole.went)


@pytest.mark.parametrize("changed", ["queries/checks/same-label.rq", "queries/rules/claim.rq", "queries/questions/causes.rq", "ontology/shapes/claim.ttl"])
def test_a_build_by_other_rules_or_shapes_is_no_start(project, changed):
    build.build(project.places, hermit=False)
    file = next((project.root / changed).parent.glob("*")) if not (project.root / changed).exists() else project.root / changed
    file.write_text(file.read_text("utf-8") + ("\n# other\n" if file.suffix == ".rq" else "\nsi:OtherShape a sh:NodeShape .\n"), "utf-8")
    assert build.examine(project.places).base is None


def test_two_files_changed_and_one_gone_are_one_change(project):
    build.build(project.places, hermit=False)
    project.append(SECTION, MEASUREMENT)
    text = (project.root / "graph/publications.ttl").read_text("utf-8")
    (project.root / "graph/publications.ttl").unlink()
    (project.root / "graph/sources.ttl").write_text(text, "utf-8")
    quick, whole = build.examine(project.places), build.examine(project.places, anew=True)
    assert quick.base is not None
    assert quick.problems == whole.problems == []
    assert set(quick.inferred) ^ set(whole.inferred) == set()


def test_a_build_after_a_change_publishes_the_same_bytes_as_one_anew(project):
    build.build(project.places, hermit=False)
    project.append(SECTION, MEASUREMENT + CLAIM)
    build.build(project.places, hermit=False)
    quick = project.places.dataset.read_bytes()
    build.build(project.places, hermit=False, again=True)
    assert project.places.dataset.read_bytes() == quick


IMPOSSIBLE = """
si:NeitherNor a owl:Class ;
    rdfs:label "neither nor"@en ;
    skos:definition "Silicon-based anode that is a failure mechanism."@en ;
    rdfs:subClassOf si:Anode, si:FailureMechanism .
"""


@pytest.fixture(scope="module")
def classified(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("classified"))
    build.build(project.places)
    return project


@pytest.mark.parametrize("path, old, new, rule", [
    (ANODES, None, IMPOSSIBLE, "unsatisfiable"),
    (CONCEPTS, "kg:swelling a si:FailureMechanism ;", "kg:swelling a si:FailureMechanism, si:Anode ;", "inconsistent"),
    (ANODES, None, CLASS, None)])
def test_hermit_finds_the_same_after_a_change_as_anew(classified, monkeypatch, path, old, new, rule):
    monkeypatch.setattr("kgtools.reasoning.explain.clashing", lambda *given: [])  # the reasons take long, and are tested elsewhere
    drafts = {path: texts(classified, path, old, new)}
    quick = build.examine(classified.places, hermit=True, drafts=drafts)
    whole = build.examine(classified.places, hermit=True, drafts=drafts, anew=True)
    assert quick.base is not None
    assert quick.problems == whole.problems
    assert set(quick.inferred) ^ set(whole.inferred) == set()
    assert rule in {problem.rule for problem in quick.problems} or rule is None and quick.problems == []


def test_evidence_alone_does_not_wake_hermit(classified, monkeypatch):
    monkeypatch.setattr("kgtools.reasoning.reason.start", lambda *given: pytest.fail("HermiT was started"))
    drafts = {SECTION: texts(classified, SECTION, None, MEASUREMENT + CLAIM)}
    assert build.examine(classified.places, hermit=True, drafts=drafts).problems == []


def test_a_new_concept_asks_hermit_only_whether_all_holds_together(classified, monkeypatch):
    from kgtools.reasoning import reason

    asked, start = [], reason.start
    monkeypatch.setattr(reason, "start", lambda mode, data: asked.append(mode) or start(mode, data))
    build.examine(classified.places, hermit=True, drafts={CONCEPTS: texts(classified, CONCEPTS, None, CONCEPT)})
    assert asked == ["consistency"]


def test_the_judge_says_yes_only_where_pyshacl_does(built):
    """On every case of every shape, record by record."""
    cases = {f"graph/{file.parent.name}-{file.stem}.ttl": file.read_text("utf-8") for file in (ROOT / "tests/cases").glob("shape-*/*.ttl")}
    examined = build.examine(built.places, drafts=cases)
    read = examined.sources
    shape_triples = [triple for source in read.shapes for triple in source.triples]
    data = shapes.visible([*(triple for source in read.published for triple in source.triples), *examined.inferred], shape_triples)
    blamed = {result.focus for result in shapes.validate(data, shapes.hoisted(shape_triples))}
    subjects = {triple.subject for source in read.graph for triple in source.triples}
    judge = Judge(shape_triples, data)
    doubted = {subject.value for subject in subjects if not judge.fits([subject])}
    assert len(blamed) >= 15  # one for each shape at the least
    assert blamed <= doubted
    assert len(doubted - blamed) < 5


def test_a_check_is_asked_again_only_if_it_reads_what_has_changed(built):
    checks = library.read(built.places, "checks").sound("checks")
    read = sources.read_text("graph/x.ttl", b'@prefix si: <https://w3id.org/si-assb/ontology/> .\n@prefix kg: <https://w3id.org/si-assb/graph/> .\n\n'
                             b'kg:x si:plausibleUnit si:Nothing .\n')
    names = {check.name for check in concerned.affected(checks, read.triples)}
    assert "plausible-band" in names
    assert "claim-denial" not in names
