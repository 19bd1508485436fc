"""The commands as a user meets them: what they print and how they end."""

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT

SECTION = "graph/section-1.ttl"


def test_check_of_good_sources_ends_with_0(project):
    result = project.run("check")
    assert (result.exit_code, result.stdout) == (0, "no problems\n")


def test_check_prints_each_problem_with_its_place_and_ends_with_1(project):
    line = project.replace(SECTION, "    si:unit unit:DEG_C ;\n", "    si:unit unit:DEG_F ;\n")
    result = project.run("check")
    assert result.exit_code == 1
    assert f"{SECTION}:{line}: [undeclared] kg:mew2020-warm: unit:DEG_F is declared nowhere in ontology/, did you mean unit:DEG_C?" in result.stdout
    assert not (project.root / "build").exists()


def test_check_of_some_files_is_silent_about_the_others(project):
    project.replace(SECTION, "si:unit unit:DEG_C ;", "si:unit unit:DEG_F ;")
    assert project.run("check", "graph/concepts.ttl").exit_code == 0
    assert project.run("check", "graph").exit_code == 1
    assert project.run("check", str(project.root / SECTION)).exit_code == 1


def test_build_tells_its_steps_and_counts(project):
    result = project.run("build", "--no-hermit")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stderr.splitlines()] == ["read", "materialise", "validate", "publish"]
    assert "6 claims, 2 measurements" in result.stdout
    assert project.run("build", "--no-hermit").stdout.startswith("nothing has changed")


def test_build_of_bad_sources_ends_with_1_and_writes_no_dataset(project):
    project.replace(SECTION, "    si:statedIn kg:s1-p2-press ;\n", "")
    result = project.run("build", "--no-hermit")
    assert result.exit_code == 1
    assert "[shape-claim] kg:claim-squeezing-aggravates-cracking must name the passage" in result.stdout
    assert not (project.root / "build/dataset.nq").exists()


def test_a_question_builds_first_if_nothing_is_built(project):
    result = project.run("list", "mechanisms")
    assert result.exit_code == 0
    assert "kg:cracking" in result.stdout and "publish" in result.stderr


def test_a_question_is_answered_by_the_last_good_build_while_the_sources_are_bad(project):
    project.run("build", "--no-hermit")
    project.replace(SECTION, "si:unit unit:DEG_C ;", "si:unit unit:DEG_F ;")
    result = project.run("list", "mechanisms")
    assert result.exit_code == 0
    assert "kg:cracking" in result.stdout and "last good build" in result.stderr
    again = project.run("list", "mechanisms")
    assert "kg:cracking" in again.stdout and "last good build" in again.stderr
    assert "materialise" in result.stderr and "materialise" not in again.stderr


def test_a_question_without_any_good_build_ends_with_1(project):
    project.replace(SECTION, "si:unit unit:DEG_C ;", "si:unit unit:DEG_F ;")
    assert project.run("list", "mechanisms").exit_code == 1


def test_list_without_kind_tells_the_kinds(built):
    assert "mechanisms" in built.run("list").stdout


@pytest.mark.parametrize("kind", sorted(path.stem for path in (ROOT / "queries/lists").glob("*.rq")) + ["queries"])
def test_every_list_prints_a_table(built, kind):
    result = built.run("list", kind)
    assert result.exit_code == 0
    assert "row" in result.stdout.splitlines()[-1]


def test_an_unknown_list_suggests_near_ones_and_ends_with_2(built):
    result = built.run("list", "mechanism")
    assert result.exit_code == 2
    assert result.stderr == "kgtools: there is no list 'mechanism', did you mean mechanisms? `kgtools list` shows all\n"


@pytest.mark.parametrize("arguments", [["--mechanism", "capacity loss"], ["--mechanism=kg:capacity-loss"], ["-p", "mechanism=capacity-loss"], ["--param", "mechanism=Capacity Loss"]])
def test_a_query_takes_its_parameters_in_several_ways(built, arguments):
    result = built.run("query", "strategies-against", *arguments, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    rows = result.stdout.splitlines()
    assert rows[1:] == ["https://w3id.org/si-assb/graph/capacity-loss,https://w3id.org/si-assb/graph/soot-coating,soot coating,upstream"]


def test_a_parameter_that_is_left_out_means_all(built):
    assert len(built.run("query", "strategies-against", "--format", "csv").stdout.splitlines()) == 4


def test_a_number_as_parameter_filters(built):
    counts = [len(built.run("query", "numbers", "--format", "csv", "--least", least).stdout.splitlines()) - 1 for least in ("0", "0.5", "0.9")]
    assert counts == [2, 1, 0]


def test_a_column_that_only_carries_a_parameter_is_not_shown(built):
    assert "least" not in built.run("query", "numbers", "--format", "csv").stdout.splitlines()[0]


BAD_QUESTIONS = {
    "an unknown query": (["query", "strategys-against"], "did you mean strategies-against"),
    "an unknown parameter": (["query", "strategies-against", "--mechanisms", "x"], "did you mean mechanism?"),
    "an unknown mechanism": (["query", "strategies-against", "--mechanism", "capacity los"], "did you mean capacity loss"),
    "a word where a number should be": (["query", "numbers", "--least", "much"], "takes decimal"),
    "a parameter without value": (["query", "numbers", "--least"], "has no value"),
    "a parameter without equals sign": (["query", "numbers", "-p", "least"], "has no value"),
    "a word too many": (["query", "numbers", "least", "3"], "one word too many"),
    "neither name nor file": (["query"], "name a query of the library"),
    "a file that is not there": (["query", "--file", "nowhere.rq"], "cannot be read"),
    "an unknown mechanism to trace": (["trace", "crackin"], "did you mean cracking"),
}


@pytest.mark.parametrize("what", BAD_QUESTIONS)
def test_a_question_that_cannot_be_asked_ends_with_2_and_says_why(built, what):
    arguments, words = BAD_QUESTIONS[what]
    result = built.run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr and result.stderr.startswith("kgtools: ")


def test_a_query_from_a_file_is_asked(built, tmp_path):
    file = tmp_path / "own.rq"
    file.write_text("SELECT ?label WHERE { kg:soot skos:altLabel ?label }")
    assert built.run("query", "--file", str(file), "--format", "csv").stdout == "label\nlamp black\n"


def test_a_query_from_a_file_with_a_syntax_error_ends_with_2(built, tmp_path):
    file = tmp_path / "own.rq"
    file.write_text("SELECT ?label WHERE { kg:soot }")
    result = built.run("query", "--file", str(file))
    assert result.exit_code == 2 and "own.rq: error at 1" in result.stderr


def test_yes_no_and_triples_are_answers_too(built, tmp_path):
    file = tmp_path / "own.rq"
    file.write_text("ASK { kg:soot a si:CarbonMaterial }")
    assert built.run("query", "--file", str(file)).stdout == "yes\n"
    file.write_text("CONSTRUCT { ?s a si:Material } WHERE { ?s a si:CarbonMaterial }")
    assert "kg:soot" in built.run("query", "--file", str(file)).stdout


def test_json_follows_the_standard(built):
    found = json.loads(built.run("list", "mechanisms", "--format", "json").stdout)
    assert {"type": "uri", "value": "https://w3id.org/si-assb/graph/cracking"} in [row["mechanism"] for row in found["results"]["bindings"]]


@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown"])
def test_trace_prints_every_form(built, form):
    result = built.run("trace", "fracture", "--format", form)
    assert result.exit_code == 0, result.stderr
    assert "soot coating" in result.stdout and "swelling" in result.stdout


def kgtools(project, *arguments, **options):
    return subprocess.run([sys.executable, "-m", "kgtools", *arguments], env={**os.environ, "KGTOOLS_HOME": str(project.root)},
                          capture_output=True, text=True, timeout=60, **options)


def test_the_program_runs_as_a_module_and_passes_its_exit_code_on(built):
    assert kgtools(built, "trace", "cracking").returncode == 0
    failed = kgtools(built, "trace", "nothing like it")
    assert failed.returncode == 2 and "Traceback" not in failed.stderr


def test_a_home_that_is_none_ends_with_2(tmp_path):
    result = subprocess.run([sys.executable, "-m", "kgtools", "list", "mechanisms"], env={**os.environ, "KGTOOLS_HOME": str(tmp_path)}, capture_output=True, text=True)
    assert result.returncode == 2 and "no ontology folder" in result.stderr and "Traceback" not in result.stderr


def test_a_folder_where_a_file_should_be_ends_with_2(project):
    (project.root / "graph/odd.ttl").mkdir()
    result = project.run("check")
    assert result.exit_code == 2 and "odd.ttl cannot be read" in result.stderr


def test_a_reader_that_leaves_early_is_no_error(built):
    command = f"{sys.executable} -m kgtools list units --format csv | head -1"
    result = subprocess.run(command, shell=True, env={**os.environ, "KGTOOLS_HOME": str(built.root)}, capture_output=True, text=True)
    assert result.stdout.startswith("unit") and result.stderr == ""
