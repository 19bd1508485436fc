"""The build: what is published, when it is made again, and that a failed one harms nothing."""

import json

import pytest

from kgtools.building import build, publication
from kgtools.names import INFERRED_GRAPH, source_graph
from kgtools.problems import BadData, Stop
from kgtools.querying import examples, store


def quick(project, **options):
    return build.build(project.places, hermit=False, **options)


def test_each_file_has_its_graph_and_inference_one_of_its_own(built):
    graphs = {graph.value for graph in store.load(built.places).ox.named_graphs()}
    assert {source_graph("graph/concepts.ttl"), source_graph("ontology/anodes"), INFERRED_GRAPH} <= graphs
    assert not any("shapes" in graph for graph in graphs)


def test_direct_relations_and_classes_are_inferred(built):
    asked = "ASK { GRAPH <https://w3id.org/si-assb/graph/inferred> { kg:soot-coating si:mitigates kg:swelling ; si:counteracts kg:capacity-loss . kg:mew2020-si-c a si:SiliconCarbonComposite . kg:mew2020-si-c-cell a si:FullCell } }"
    assert store.load(built.places).ask(asked).yes


def test_what_a_claim_denies_is_not_inferred(built):
    assert not store.load(built.places).ask("ASK { kg:grain-size si:leadsTo ?mechanism }").yes


def test_the_printed_figure_stays_beside_the_number(built):
    [[printed, number]] = store.load(built.places).ask(
        "SELECT ?printed ?si { kg:mew2020-current si:asPrinted ?printed ; si:valueSI ?si }").rows
    assert (printed.value, number.value) == ("0.50 mA cm⁻²", "5")


def test_the_manifest_counts_what_was_built(built):
    manifest = json.loads(built.places.manifest.read_text("utf-8"))
    assert manifest["records"]["Claim"] == 6
    assert manifest["records"]["Measurement"] == 2
    published = [quad for quad in store.load(built.places).ox if quad.graph_name != examples.GRAPH]
    assert manifest["triples"]["asserted"] + manifest["triples"]["inferred"] == len(published)
    assert manifest["files"]["graph/publications.ttl"]["records"] == 2
    assert set(manifest["seconds"]) == {"read", "materialise", "validate"}


def test_the_questions_are_part_of_the_dataset_that_is_loaded(built):
    """So that an endpoint can be asked for its own examples."""
    rows = list(store.load(built.places).rows("SELECT ?text WHERE { ?question a sh:SPARQLExecutable ; sh:select ?text }"))
    assert len(rows) >= 60


def test_a_question_that_changes_is_published_without_a_build(project):
    quick(project)
    question = next((project.root / "queries" / "questions").glob("*.rq"))
    question.write_text(question.read_text("utf-8") + "# a remark of ours\n", "utf-8")
    assert quick(project).get("unchanged")
    assert b"a remark of ours" in project.places.questions.read_bytes()


def test_two_builds_of_the_same_sources_are_the_same_bytes(project):
    quick(project)
    first = project.places.dataset.read_bytes()
    quick(project, again=True)
    assert project.places.dataset.read_bytes() == first


def test_an_unchanged_project_is_not_built_again(project):
    quick(project)
    steps = []
    assert quick(project, progress=steps.append)["unchanged"]
    assert steps == []


@pytest.mark.parametrize("path", ["graph/concepts.ttl", "ontology/anodes.ttl", "ontology/shapes/claim.ttl", "queries/rules/claim.rq", "queries/checks/same-label.rq"])
def test_a_changed_source_is_built_again(project, path):
    quick(project)
    project.append(path, "\n# changed\n")
    assert not publication.is_current(project.places)
    assert "unchanged" not in quick(project)


def test_a_build_without_hermit_does_for_asking_but_not_for_a_full_build(project):
    quick(project)
    assert publication.is_current(project.places)
    assert "unchanged" not in build.build(project.places)


def test_a_build_with_problems_leaves_the_last_good_one(project):
    quick(project)
    before = {path: path.read_bytes() for path in (project.places.dataset, project.places.manifest)}
    project.replace("graph/concepts.ttl", "si:adjusts si:PressureAspect .", "si:adjusts si:PressureAspect")
    with pytest.raises(BadData) as failed:
        quick(project)
    assert [problem.rule for problem in failed.value.problems] == ["syntax"]
    assert {path: path.read_bytes() for path in before} == before
    assert [path.name for path in project.places.build.iterdir() if path.name.startswith(".")] == []


def test_a_dataset_that_does_not_fit_its_manifest_counts_as_none(project):
    quick(project)
    project.places.dataset.write_bytes(b"")
    assert publication.manifest(project.places) is None
    assert "unchanged" not in quick(project)


def test_a_manifest_that_is_no_json_counts_as_none(project):
    quick(project)
    project.places.manifest.write_text("{")
    assert not publication.is_current(project.places)


def test_a_build_folder_that_cannot_be_written_is_no_traceback(project):
    project.places.build.write_text("a file in the way")
    with pytest.raises(Stop, match="cannot be written"):
        quick(project)


def test_a_rule_with_a_syntax_error_is_a_problem_at_its_line(project):
    project.replace("queries/rules/claim.rq", "CONSTRUCT { ?subject ?predicate ?object }", "CONSTRUCT { ?subject ?predicate }")
    line = (project.root / "queries/rules/claim.rq").read_text("utf-8").split("CONSTRUCT")[0].count("\n") + 1
    assert ("queries/rules/claim.rq", line, "query") in project.found()


def test_a_broken_record_is_not_blamed_for_what_could_not_be_read(project):
    line = project.replace("graph/section-1.ttl", 'si:statement "Pressing may break the grains."@en ;', 'si:statement "Pressing may break the grains.@en ;')
    assert project.found() == [("graph/section-1.ttl", line, "syntax")]


def test_all_problems_come_in_one_run(project):
    section, concepts = "graph/section-1.ttl", "graph/concepts.ttl"
    swelling = project.replace(concepts, "si:adjusts si:CoatingAspect .", "si:adjust si:CoatingAspect .")
    unit = project.replace(section, '    si:cycle 20 ;\n    si:ofCell kg:mew2020-si-c-cell ;', '    si:cycle 20.5 ;\n    si:ofCell kg:mew2020-si-c-cell ;')
    claim = project.replace(section, "    si:statedIn kg:s1-p2-press ;\n", "")
    found = project.found()
    assert (concepts, swelling, "undeclared") in found
    assert (section, unit, "shape-measurement") in found
    assert (section, claim - 7, "shape-claim") in found
    assert [problem[:2] for problem in found] == sorted(problem[:2] for problem in found)


def test_progress_tells_each_step_as_it_begins_and_ends(project):
    told = []
    quick(project, progress=lambda step: told.append((step.name, step.seconds is not None)))
    assert told == [(name, done) for name in ("read", "materialise", "validate", "publish") for done in (False, True)]
