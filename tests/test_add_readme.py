"""The README's walk-through, command by command, in a copy of the project: a synthetic paper is added, never to the graph itself."""

import csv
import re
import shlex
import shutil

import pytest
from click.testing import CliRunner
from conftest import ROOT

from kgtools import cli, places
from kgtools.building import build
from kgtools.querying import library, lookup, store

SECTION = re.search(r"^## Add your own.*?(?=^## )", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)
    for line in block.replace("\\\n", " ").splitlines()
]
PAPER = " ".join((ROOT / "tests/synthetic/paper.md").read_text("utf-8").split())


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The root of the copy, and what each command printed."""
    root = tmp_path_factory.mktemp("walk") / "project"
    for folder in ("ontology", "graph", "queries", "tests/synthetic"):
        shutil.copytree(ROOT / folder, root / folder)
    answers = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGTOOLS_HOME", str(root))
        patch.chdir(root)
        for command in COMMANDS:
            done = CliRunner().invoke(cli.main, shlex.split(command)[1:])
            assert done.exit_code == 0, f"{command}\n{done.output}"
            answers.append(done.stdout)
    build.build(places.Places(root))
    return root, answers


def test_the_walk_adds_a_mechanism_a_strategy_a_class_an_anode_a_cell_and_a_table():
    assert [words[1:5:3] if words[1] == "add" else words[1:2] for words in map(shlex.split, COMMANDS)] == [
        ["add", "mechanism"],
        ["add", "strategy"],
        ["add", "class"],
        ["add", "anode"],
        ["add", "cell"],
        ["import"],
        ["import"],
        ["trace"],
        ["add", "driver"],
        ["check"],
    ]


def test_the_printed_answer_is_the_real_one_between_its_dots(walked):
    shown = re.search(r"^```text\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)[1]
    pieces = [piece.strip("\n") for piece in re.split(r"^ *\.\.\.\n", shown, flags=re.MULTILINE)]
    real, position = walked[1][1], 0
    assert len(pieces) > 2
    for piece in filter(None, pieces):
        position = real.find(piece, position)
        assert position >= 0, f"the answer no longer has:\n{piece}\n\n{real}"


def test_the_reasoner_fills_the_new_class_with_what_is_there_and_what_is_added(walked):
    root, answers = walked
    assert "the reasoner puts in it: Si/graphene of Zhang et al. (2012)" in answers[2]
    assert "the reasoner finds that it is: silicon-graphene composite anode" in answers[3]
    members = {
        row[0].value.rsplit("/", 1)[-1]
        for row in store.load(places.Places(root)).rows("SELECT ?x WHERE { ?x a si:SiliconGrapheneCompositeAnode }")
    }
    assert members == {"zhang2012-si-graphene", "doe2025-si-graphene-sheet"}


def test_questions_find_what_was_added(walked):
    where = places.Places(walked[0])
    questions, graph = library.read(where, "questions"), store.load(where)

    def ask(name, **given):
        question = questions.find(name)
        answer = graph.ask(question.text, lookup.bindings(graph, question, given))
        return [
            {column: term.value for column, term in zip(answer.columns, row, strict=True) if term is not None}
            for row in answer.rows
        ]

    assert [row["name"] for row in ask("strategies-against", mechanism="binder creep")] == ["crosslinked binder"]
    retentions = {
        (row["printed"], row["cycle"])
        for row in ask("numbers", metric="capacity retention")
        if row["of"] == "Si/graphene sheet full cell"
    }
    assert retentions == {("97.1 %", "10"), ("93.8 %", "50"), ("89.2 %", "100"), ("81.5 %", "300")}


def test_the_dry_run_wrote_nothing_and_the_trace_shows_strategy_and_place(walked):
    assert "would add" in walked[1][5]
    assert "crosslinked binder" in walked[1][7]
    assert "§3.2 “crosslinks stop the creep”" in walked[1][7]


def test_files_of_the_project_only_grow_and_the_private_file_is_apart(walked):
    root, answers = walked
    for path in [*ROOT.glob("graph/**/*.ttl"), *ROOT.glob("ontology/**/*.ttl")]:
        before, after = (
            path.read_text("utf-8").splitlines(),
            iter((root / path.relative_to(ROOT)).read_text("utf-8").splitlines()),
        )
        assert all(line in after for line in before), path
    assert "kg:binder-content" not in "".join(path.read_text("utf-8") for path in root.glob("graph/**/*.ttl"))
    assert "kg:binder-content a si:Driver" in (root.parent / "our-group.ttl").read_text("utf-8")
    assert answers[-1] == "no problems\n"


def test_every_place_and_figure_stands_in_the_synthetic_paper():
    words = [shlex.split(command) for command in COMMANDS]
    exact = [one[one.index("--exact") + 1] for one in words if "--exact" in one]
    rows = list(csv.DictReader((ROOT / "tests/synthetic/measurements.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 10
    for said in (*exact, *(row["exact"] for row in rows)):
        assert PAPER.count(said) == 1, said
    assert "This paper does not exist" in PAPER


def test_nothing_synthetic_is_in_the_real_graph():
    for path in [*ROOT.glob("graph/**/*.ttl"), *ROOT.glob("ontology/**/*.ttl")]:
        assert not re.search(r"doe2025|synthetic", path.read_text("utf-8")), path
