"""Several files are written as one, by one writer at a time, and a kill at any moment leaves all of them or none."""

import os
import subprocess
import sys
import threading
import time

import pytest

from kgtools import places
from kgtools.building import writing
from kgtools.extend import adding
from kgtools.problems import Stop

# Writes two files and dies at a chosen moment: before the journal, or after so many renames.
KILLED = """
import os, sys
from pathlib import Path
from kgtools.building import publication, writing
from kgtools.places import Places
root, moment = Path(sys.argv[1]), int(sys.argv[2])
renames, replace = 0, os.replace
def counted(*paths):
    global renames
    if "add-journal" in str(paths[1]):
        if moment < 0:
            os._exit(9)
    else:
        if renames == moment:
            os._exit(9)
        renames += 1
    replace(*paths)
os.replace = counted
with writing.lock(Places(root)):
    files = {root / "graph/concepts.ttl": "new a", root / "graph/papers/doe2025/claims.ttl": "new b"}
    writing.write_all(Places(root), files, {})
"""


def texts(project):
    return [
        path.read_text("utf-8") if (path := project.root / name).is_file() else None
        for name in ("graph/concepts.ttl", "graph/papers/doe2025/claims.ttl")
    ]


def hidden(project):
    return [path for path in (project.root / "graph").rglob(".*") if path.is_file()]


@pytest.mark.parametrize(("moment", "expected"), [(-1, "old"), (0, "new"), (1, "new")])
def test_a_kill_leaves_all_files_or_none(project, moment, expected):
    before = texts(project)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(project.root), str(moment)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, done.stderr
    if expected == "new":
        assert texts(project) != ["new a", "new b"]
    with writing.lock(project.places):
        assert texts(project) == (before if expected == "old" else ["new a", "new b"])
    assert hidden(project) == []
    assert not writing.journal(project.places).exists()


def test_the_next_command_of_any_kind_finishes_what_was_cut_off(project):
    subprocess.run([sys.executable, "-c", KILLED, str(project.root), "1"], capture_output=True, check=False)
    assert "new b" not in texts(project)
    project.run("list")
    assert texts(project) == ["new a", "new b"]


def test_a_killed_run_leaves_no_lock(project):
    subprocess.run([sys.executable, "-c", KILLED, str(project.root), "0"], capture_output=True, check=False)
    with writing.lock(project.places, patience=0.1):
        pass


def test_the_second_of_two_additions_waits_for_the_first(project):
    order = []

    def second():
        with writing.lock(project.places):
            order.append("second")

    with writing.lock(project.places):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_who_waits_too_long_is_told_so(project):
    with (
        writing.lock(project.places),
        pytest.raises(Stop, match="another addition is still running"),
        writing.lock(project.places, patience=0.1),
    ):
        pass


def test_a_file_that_someone_else_changed_meanwhile_is_not_overwritten(project):
    file = project.root / "graph/concepts.ttl"
    with pytest.raises(Stop, match=r"graph/concepts.ttl was changed by someone else"):
        writing.write_all(project.places, {file: "mine"}, {file: b"what it was"})
    assert "mine" not in file.read_text("utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(project):
    (project.root / "graph").chmod(0o500)
    with pytest.raises(Stop, match="nothing was changed"):
        writing.write_all(project.places, {project.root / "graph/new.ttl": "x"}, {})


def test_the_mode_of_a_file_stays(project):
    file = project.root / "graph/concepts.ttl"
    file.chmod(0o640)
    writing.write_all(project.places, {file: "x"}, {})
    assert file.stat().st_mode & 0o777 == 0o640


def test_two_additions_at_once_are_both_kept_whole(project):
    command = [sys.executable, "-m", "kgtools", "add", "concept", "--no-hermit", "--kind", "driver", "--source", "own work"]
    running = [
        subprocess.Popen(
            [*command, "--label", label, "--definition", f"Measure of {label} of an electrode."],
            text=True,
            env={**os.environ, "KGTOOLS_HOME": str(project.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for label in ("tortuosity", "roughness")
    ]
    told = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0, 0], told
    text = (project.root / "graph/concepts.ttl").read_text("utf-8")
    assert text.count("kg:tortuosity a si:Driver") == text.count("kg:roughness a si:Driver") == 1
    assert project.problems() == []


def test_a_refused_addition_leaves_every_file_as_it_was(project):
    from additions import mechanism

    before = {path: path.read_bytes() for path in project.root.rglob("*.ttl")}
    outcome = adding.add(
        places.Places(project.root),
        [mechanism(leads_to="swelling", results_from="cracking", evidence="characterization")],
        hermit=False,
    )
    assert not outcome.written
    assert [problem.rule for problem in outcome.problems] == ["causal-cycle"] * len(outcome.problems)
    assert {path: path.read_bytes() for path in project.root.rglob("*.ttl")} == before
