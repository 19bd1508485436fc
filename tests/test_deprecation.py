"""Growing safely: what was released cannot vanish in silence, and what is deprecated leads to what took its place."""

from datetime import date

import pytest
from conftest import ROOT

from kgtools.building import build
from kgtools.graph import Graph
from kgtools.problems import BadData, Stop
from kgtools.querying import library, store
from kgtools.turtle import released, sources
from kgtools.versions import release

CONCEPTS, LIST = "graph/concepts.ttl", "ontology/released-names.txt"
CHANGES = "# Changes\n\n## Unreleased\n\n- Something new.\n\n## 0.1.0, 2024-01-01\n\n- The first.\n"
STONE = """
kg:lamp-black owl:deprecated true ;
    dcterms:isReplacedBy kg:soot ;
    skos:prefLabel "flame soot"@en ;
    skos:altLabel "candle carbon"@en .
"""
OWL = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"


@pytest.fixture
def to_release(project):
    project.root.joinpath("CHANGELOG.md").write_text(CHANGES, "utf-8")
    project.root.joinpath("CITATION.cff").write_text("title: x\nversion: 0.1.0\ndate-released: 2024-01-01\n", "utf-8")
    project.root.joinpath("kgtools").mkdir()
    project.root.joinpath("kgtools/__init__.py").write_text('__version__ = "0.1.0"\n', "utf-8")
    return project


@pytest.fixture
def made(to_release, monkeypatch):
    """A project whose names have been released (HermiT has nothing to do with that)."""
    whole = build.build
    monkeypatch.setattr(build, "build", lambda places, **options: whole(places, hermit=False, **options))
    release.release(to_release.places, "0.2.0", date(2025, 3, 1))
    return to_release


def add_stone(project):
    file = project.root / CONCEPTS
    file.write_text(OWL + file.read_text("utf-8") + STONE, "utf-8")


def text(project, path: str) -> str:
    return (project.root / path).read_text("utf-8")


def test_a_release_writes_its_number_everywhere_and_lists_its_names(made):
    header = text(made, "ontology/si-assb.ttl")
    assert "    owl:versionIRI <https://w3id.org/si-assb/ontology/0.2.0> ;\n    owl:priorVersion <https://w3id.org/si-assb/ontology/0.1.0> ;\n" in header
    assert 'owl:versionInfo "0.2.0"' in header and "si-assb-kg 0.2.0:" in header
    assert text(made, "kgtools/__init__.py") == '__version__ = "0.2.0"\n'
    assert text(made, "CITATION.cff") == "title: x\nversion: 0.2.0\ndate-released: 2025-03-01\n"
    assert text(made, "CHANGELOG.md").startswith("# Changes\n\n## Unreleased\n\n## 0.2.0, 2025-03-01\n\n- Something new.\n")
    names = text(made, LIST).splitlines()
    assert {"kg:soot", "kg:mew2020-si-c-retention", "si:Anode", "si:leadsTo", "unit:PERCENT", "si:CapacityRetention"} <= set(names)
    assert not any("module" in name or name.endswith("Shape") for name in names)
    assert names[1:] == sorted(names[1:])


def test_the_next_release_names_the_one_before(made):
    release.release(made.places, "0.3.0", date(2025, 4, 1))
    header = text(made, "ontology/si-assb.ttl")
    assert header.count("owl:priorVersion") == 1
    assert "owl:priorVersion <https://w3id.org/si-assb/ontology/0.2.0> ;" in header
    assert sources.read(made.places).problems == []


@pytest.mark.parametrize("number", ["0.1.0", "0.2.0", "0.2", "v0.3.0", "next"])
def test_a_release_has_a_number_after_the_last(made, number):
    with pytest.raises(Stop, match="version number|does not come after"):
        release.release(made.places, number, date(2025, 4, 1))


def test_the_first_release_may_have_the_number_that_is_there(to_release, monkeypatch):
    whole = build.build
    monkeypatch.setattr(build, "build", lambda places, **options: whole(places, hermit=False, **options))
    release.release(to_release.places, "0.1.0", date(2025, 3, 1))
    assert "priorVersion" not in text(to_release, "ontology/si-assb.ttl")
    assert text(to_release, "CHANGELOG.md") == CHANGES


def test_sources_with_problems_are_not_released_and_nothing_is_written(to_release, monkeypatch):
    whole = build.build
    monkeypatch.setattr(build, "build", lambda places, **options: whole(places, hermit=False, **options))
    to_release.replace(CONCEPTS, "si:hasCoating kg:soot ;", "si:hasCoatin kg:soot ;")
    before = text(to_release, "ontology/si-assb.ttl")
    with pytest.raises(BadData):
        release.release(to_release.places, "0.2.0", date(2025, 3, 1))
    assert text(to_release, "ontology/si-assb.ttl") == before
    assert not (to_release.root / LIST).exists()


def test_a_release_is_made_in_a_checkout(project):
    result = project.run("release", "0.2.0")
    assert result.exit_code == 2
    assert "in a checkout" in result.output


def test_a_released_record_that_is_gone_is_a_problem_of_its_line_in_the_list(made):
    line = text(made, LIST).splitlines().index("kg:mention-s1-mew") + 1
    file = made.root / "graph/section-1.ttl"
    start = text(made, "graph/section-1.ttl").index("kg:mention-s1-mew a")
    end = text(made, "graph/section-1.ttl").index("kg:discrepancy-retention a")
    file.write_text(text(made, "graph/section-1.ttl")[:start] + text(made, "graph/section-1.ttl")[end:], "utf-8")
    for anew in (False, True):
        [problem] = build.examine(made.places, anew=anew).problems
        assert (problem.path, problem.line, problem.rule) == (LIST, line, "released-name")
        assert "kg:mention-s1-mew was released and is gone" in problem.message and "owl:deprecated true" in problem.fix
    assert made.run("check").exit_code == 1


def test_a_released_term_that_is_gone_is_a_problem(made):
    made.replace("ontology/anodes.ttl", "si:ShellMorphology a owl:NamedIndividual", "si:CoverMorphology a owl:NamedIndividual")
    assert "si:ShellMorphology was released and is gone" in " ".join(p.message for p in sources.read(made.places).problems)


def test_a_stone_in_its_place_keeps_the_promise(made):
    made.replace(LIST, "kg:lps\n", "kg:lamp-black\nkg:lps\n")
    assert [p.rule for p in made.problems()] == ["released-name"]
    add_stone(made)
    assert made.problems() == []


def test_the_list_is_part_of_what_a_build_depends_on(made):
    assert build.build(made.places)["triples"]
    assert build.build(made.places).get("unchanged")
    made.replace(LIST, "kg:lps\n", "kg:lamp-black\nkg:lps\n")
    with pytest.raises(BadData):
        build.build(made.places)


def test_a_replaced_concept_is_found_by_its_names_as_what_replaced_it(project):
    add_stone(project)
    build.build(project.places, hermit=False)
    graph = Graph(store.load(project.places), library.read(project.places))
    for name in ("flame soot", "candle carbon"):
        assert [row["id"] for row in graph.find(name)] == ["kg:soot"]
    [row] = graph.find("soot")
    assert {"flame soot", "candle carbon", "lamp black"} <= set(row["other_names"])


def test_a_replaced_mechanism_can_be_traced_by_its_old_name(project):
    file = project.root / CONCEPTS
    stone = 'kg:rupture owl:deprecated true ;\n    dcterms:isReplacedBy kg:cracking ;\n    skos:prefLabel "grain rupture"@en .\n'
    file.write_text(OWL + file.read_text("utf-8") + "\n" + stone, "utf-8")
    result = project.run("trace", "grain rupture", "--brief")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("cracking\n")


@pytest.mark.parametrize("change", ["come", "gone", "renamed"])
def test_after_a_deprecation_the_same_follows_as_anew(project, change):
    if change != "come":
        add_stone(project)
    build.build(project.places, hermit=False)
    if change == "come":
        add_stone(project)
    elif change == "gone":
        project.replace(CONCEPTS, STONE, "")
    else:
        project.replace(CONCEPTS, '"candle carbon"', '"candle black"')
    quick, whole = build.examine(project.places), build.examine(project.places, anew=True)
    assert quick.base is not None
    assert quick.problems == whole.problems == []
    assert set(quick.inferred) ^ set(whole.inferred) == set()


def test_a_record_that_uses_what_was_replaced_is_told_what_to_use(project):
    add_stone(project)
    line = project.replace(CONCEPTS, "si:hasCoating kg:soot ;", "si:hasCoating kg:lamp-black ;")
    [problem] = [p for p in project.problems() if p.rule == "deprecated-in-use"]
    assert (problem.path, problem.line) == (CONCEPTS, line)
    assert "replaced by kg:soot" in problem.message


def test_what_is_deprecated_without_a_replacement_is_a_warning_of_the_report_alone(project):
    project.replace("ontology/anodes.ttl", "si:ParticleMorphology a owl:NamedIndividual, si:Morphology ;",
                    'si:ParticleMorphology a owl:NamedIndividual, si:Morphology ;\n    owl:deprecated true ;\n    skos:historyNote "Too wide a word."@en ;')
    assert [p for p in project.problems() if "deprecated" in p.rule] == []
    result = project.run("report")
    assert "warning [deprecated-in-use]" in result.output


def test_every_file_tells_the_same_version():
    from kgtools import __version__

    read = {path: (ROOT / path).read_text("utf-8") for path in (release.HEADER, release.CITATION, release.CHANGES)}
    assert f'owl:versionInfo "{__version__}"' in read[release.HEADER]
    assert f"<https://w3id.org/si-assb/ontology/{__version__}>" in read[release.HEADER]
    assert f"\nversion: {__version__}\n" in read[release.CITATION]
    assert f"\n## {__version__}, " in read[release.CHANGES]
    assert release.UNRELEASED in read[release.CHANGES]


def test_released_names_are_read_with_their_comment():
    assert released.text("0.2.0", ["https://w3id.org/si-assb/graph/b", "https://w3id.org/si-assb/graph/a"]).splitlines()[1:] == ["kg:a", "kg:b"]

