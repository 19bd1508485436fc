"""`kgtools add` by flags and by questions: what it prints, what it writes, and how it ends."""

import re

import pytest
from click.testing import CliRunner

from kgtools import cli

DRIVER = (
    "add",
    "concept",
    "--no-hermit",
    "--kind",
    "driver",
    "--label",
    "tortuosity",
    "--definition",
    "Winding of the paths through the pores.",
    "--source",
    "own work",
)
MECHANISM = (
    "add",
    "concept",
    "--no-hermit",
    "--kind",
    "mechanism",
    "--label",
    "binder creep",
    "--definition",
    "Slow flow of the binder.",
    "--level",
    "electrode",
    "--leads-to",
    "cracking",
    "--evidence",
    "characterization",
    "--section",
    "2",
    "--exact",
    "the binder creeps",
)
PAPER = ("--source", "doe2025", "--title", "A study that never was", "--author", "Doe, J.; Roe, R.", "--year", "2025")


def told(done, code):
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output


def test_a_concept_is_added_with_its_paper_and_what_it_changes_is_told(project):
    said = told(project.run(*MECHANISM, *PAPER), 0)
    assert said.startswith("added 4 records in 4 files; no problems")
    line = (project.root / "graph/concepts.ttl").read_text("utf-8").split("kg:binder-creep a ")[0].count("\n") + 1
    assert f"kg:binder-creep (binder creep)\n  stands in graph/concepts.ttl:{line}\n" in said
    assert "the reasoner finds that it is: electrode-level mechanism" in said
    assert "it follows that: binder creep contributes to capacity loss, binder creep contributes to cracking" in said
    assert 'found by: kgtools query causes-and-effects --mechanism "binder creep"' in said
    assert "checked by: si:FailureMechanismShape" in said
    assert project.problems() == []


def test_a_paper_that_came_along_is_named_by_its_key_afterwards(project):
    told(project.run(*MECHANISM, *PAPER), 0)
    told(
        project.run(
            "add",
            "concept",
            "--no-hermit",
            "--kind",
            "strategy",
            "--label",
            "crosslinked binder",
            "--definition",
            "Binder of tied chains.",
            "--adjusts",
            "binder",
            "--acts-on",
            "binder creep",
            "--evidence",
            "full-cell test",
            "--source",
            "Doe and Roe 2025",
            "--section",
            "3",
            "--exact",
            "no creep any more",
        ),
        0,
    )
    assert (project.root / "graph/papers/doe2025/claims.ttl").read_text("utf-8").count(" a si:Claim ;") == 2
    assert project.problems() == []


def test_a_dry_run_shows_the_turtle_and_writes_nothing(project):
    before = {path: path.read_bytes() for path in project.root.rglob("*.ttl")}
    said = told(project.run(*DRIVER, "--dry-run"), 0)
    assert 'kg:tortuosity a si:Driver ;\n    skos:prefLabel "tortuosity"@en ;' in said
    assert "would add 1 record in 1 file" in said
    assert {path: path.read_bytes() for path in project.root.rglob("*.ttl")} == before


def test_problems_end_with_1_and_nothing_is_written(project):
    before = (project.root / "graph/concepts.ttl").read_bytes()
    said = told(project.run(*DRIVER[:-2], "--source", "mew2021"), 1)
    assert "--source: [unknown] there is no publication 'mew2021', did you mean mew2020? add it first, or give --title" in said
    assert "1 problem; nothing was written" in said
    assert (project.root / "graph/concepts.ttl").read_bytes() == before


def test_what_was_wrong_before_is_told_apart(project):
    project.append("graph/concepts.ttl", "\nkg:broken a si:Driver\n")
    said = told(project.run(*DRIVER), 1)
    assert "graph/concepts.ttl:" in said
    assert "none of them in what was to be added" in said


@pytest.mark.parametrize(("arguments", "says"), [
    (("add", "concept", "--label", "x"), "--kind is not given"),
    (("add", "concept", "--kind", "mecanism", "--label", "x"), "did you mean mechanism?"),
    (("add", "concept", "--kind", "mechanism", "--lable", "x"), "No such option"),
    (("add", "concept", "--kind", "measurement", "--label", "x"), "is no kind of concepts"),
    ((*DRIVER, "--into", "graph/mine.ttl"), "no Turtle file"),
])
def test_misuse_ends_with_2(project, arguments, says, monkeypatch):
    monkeypatch.chdir(project.root)
    arguments = [one.replace("graph/mine.ttl", "graph/mine.txt") for one in arguments]
    said = told(project.run(*arguments), 2)
    assert says in said or "belongs to the project" in said


def test_a_file_of_ones_own_is_written_and_the_project_is_not(project, tmp_path_factory):
    own = tmp_path_factory.mktemp("own") / "mine.ttl"
    before = {path: path.read_bytes() for path in project.root.rglob("*.ttl")}
    told(project.run(*DRIVER, "--into", str(own)), 0)
    again = [*DRIVER]
    again[again.index("tortuosity")] = "roughness"
    told(project.run(*again, "--into", str(own)), 0)
    assert re.findall(r"^kg:\S+ a si:Driver", own.read_text("utf-8"), re.MULTILINE) == [
        "kg:tortuosity a si:Driver",
        "kg:roughness a si:Driver",
    ]
    assert {path: path.read_bytes() for path in project.root.rglob("*.ttl")} == before
    assert "no problems" in told(project.run("check", "--with", str(own)), 0)


def test_terms_and_records_of_ones_own_are_kept_in_a_file_each(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    told(project.run(*DRIVER, "--into", str(folder / "mine.ttl")), 0)
    term = (
        "add",
        "concept",
        "--no-hermit",
        "--kind",
        "class",
        "--label",
        "soot-bearing anode",
        "--definition",
        "Anode that holds soot.",
        "--parent",
        "silicon-based anode",
        "--where",
        "coating: soot",
    )
    assert "give it a file of its own" in told(project.run(*term, "--into", str(folder / "mine.ttl")), 2)
    said = told(project.run(*term, "--into", str(folder / "terms.ttl")), 0)
    assert "the reasoner puts in it: Si-C anode of Mew and Bo" in said


def test_without_flags_and_without_a_terminal_it_says_what_to_do(project):
    assert "run it bare in a terminal" in told(project.run("add", "concept"), 2)


def test_the_help_of_a_kind_tells_its_fields(project):
    said = told(project.run("add", "concept", "--kind", "strategy", "--help"), 0)
    assert "--adjusts * +" in said
    assert "a mechanism that it is said to make less" in said
    assert "--metric" not in told(project.run("add", "concept", "--help"), 0).split("Kinds, and")[0]


def ask(project, group, *answers):
    runner = CliRunner(env={"KGTOOLS_HOME": str(project.root)})
    return runner.invoke(cli.main, ["add", group, "--ask", "--no-hermit"], input="\n".join(answers) + "\n")


def test_asked_in_a_terminal_each_answer_is_checked_at_once(project):
    done = ask(
        project,
        "concept",
        "mechanism",
        "crackings",
        "binder creep",
        "flow of the binder",
        "?",
        "interfce levl",
        "electrode",
        "",
        "",
        "cracking",
        "",
        "mew2020",
        "2",
        "",
        "the binder creeps",
        "characterization",
        "",
        "",
        "y",
    )
    said = told(done, 0)
    assert "kg:cracking is called 'cracking' already" in said
    assert "cell level, electrode level, interface level" in said
    assert "there is no mechanism level 'interfce levl', did you mean interface level" in said
    assert "added 3 records" in said
    assert '"Flow of the binder."@en' in (project.root / "graph/concepts.ttl").read_text("utf-8")


def test_asked_for_a_concept_of_ones_own_no_place_is_asked(project):
    done = ask(project, "concept", "driver", "tortuosity", "Winding of the paths.", "", "", "own work", "y", "", "y")
    assert "added 1 record" in told(done, 0)


def test_a_name_that_is_much_like_another_may_be_kept_with_a_reason(project):
    done = ask(
        project,
        "concept",
        "driver",
        "grain sise",
        "it is a slip on purpose",
        "Diameter of the soot.",
        "",
        "",
        "own work",
        "y",
        "",
        "y",
    )
    said = told(done, 0)
    assert "'grain sise' is much like what is there: kg:grain-size is called 'grain size'" in said
    assert 'rdfs:comment "It is a slip on purpose."@en' in (project.root / "graph/concepts.ttl").read_text("utf-8")


def test_one_who_says_no_at_the_end_sees_it_and_nothing_is_written(project):
    done = ask(project, "concept", "driver", "tortuosity", "Winding of the paths.", "", "", "own work", "y", "", "n")
    assert "would add 1 record" in told(done, 0)
    assert "tortuosity" not in (project.root / "graph/concepts.ttl").read_text("utf-8")
