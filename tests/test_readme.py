"""Every command line of the README runs; what it prints of the first answer is what comes out.

The walk-through that adds to the graph runs in a copy of the project: test_add_readme.py.
"""

import os
import re
import shlex
import subprocess
import sys

import pytest
import serving
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
WALK = re.search(r"^## Add your own.*?(?=^## )", README, re.M | re.S)[0]
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README.replace(WALK, ""), re.M | re.S)
LINES = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
SETUP = [line for line in LINES if "pip install" in line]
SERVING = [line for line in LINES if line.startswith("kgtools serve")]
COMMANDS = [line for line in LINES if line not in (*SETUP, *SERVING)]


def run(command: str) -> subprocess.CompletedProcess:
    """A command line of the README, with this interpreter's kgtools."""
    words = shlex.split(command)
    assert words[0] == "kgtools", command
    return subprocess.run([sys.executable, "-m", "kgtools", *words[1:]], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "COLUMNS": "100"}, timeout=300)


def test_the_readme_has_two_setups_and_some_more_commands():
    assert len(SETUP) == 2
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("command", [*COMMANDS, *(line.split(" && ")[1] for line in SETUP if "kgtools" in line)])
def test_a_command_of_the_readme_runs_and_prints_something(command):
    done = run(command)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr


def test_the_server_of_the_readme_answers_at_the_addresses_that_it_names(tmp_path):
    assert SERVING == ["kgtools serve"]
    section = re.search(r"^## An endpoint.*?(?=^## )", README, re.M | re.S)[0]
    addresses = [found for found in re.findall(r"`(/[^`]*)`", section) if "NAME" not in found and found not in ("/update", "/store")]
    with serving.running(ROOT, tmp_path / "log") as server:
        found = {address: server.get(address).status for address in addresses}
    assert len(found) >= 8 and set(found.values()) == {200}, found


def test_the_printed_answer_is_the_real_one_between_its_dots():
    shown = next(text for language, text in BLOCKS if language == "text")
    real = run('kgtools trace "short circuit"').stdout
    position = 0
    pieces = [piece.strip("\n") for piece in re.split(r"^ *\.\.\.\n", shown, flags=re.M)]
    assert len(pieces) > 3
    for piece in filter(None, pieces):
        position = real.find(piece, position)
        assert position >= 0, f"the answer no longer has:\n{piece}"


def test_the_python_of_the_readme_runs():
    code = next(text for language, text in BLOCKS if language == "python")
    done = subprocess.run([sys.executable, "-c", re.sub(r"^(graph\..*?)(  +#.*)?$", r"print(\1)", code, flags=re.M)],
                          cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "kg:li6ps5cl" in done.stdout


def test_every_folder_and_file_that_the_readme_names_is_there():
    for name in re.findall(r"`((?:ontology|graph|queries|tests)/[\w./*-]*)`", README):
        if "<" not in name:
            assert list(ROOT.glob(name.rstrip("/"))), name
