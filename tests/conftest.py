"""A small project to plant faults in: the real ontology, rules and checks, with a graph of a dozen concepts."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgtools import cli, places
from kgtools.building import build
from kgtools.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
MINI = Path(__file__).parent / "mini"


@dataclass(frozen=True)
class Project:
    """A project on disk, with what a test wants to do to it."""

    root: Path

    @property
    def places(self) -> places.Places:
        return places.Places(self.root)

    def replace(self, path: str, old: str, new: str) -> int:
        """Put `new` where `old` stands, once; the line on which it stands."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, path: str, text: str) -> int:
        """Add a text to a file; the line on which it begins."""
        file = self.root / path
        before = file.read_text("utf-8")
        file.write_text(before + text, "utf-8")
        return before.count("\n") + 1

    def problems(self, **options) -> list[Problem]:
        return build.examine(self.places, **options).problems

    def found(self, **options) -> list[tuple[str, int, str]]:
        """Path, line and rule of every problem."""
        return [(problem.path, problem.line, problem.rule) for problem in self.problems(**options)]

    def run(self, *arguments: str):
        """A command of kgtools in this project."""
        return CliRunner(env={"KGTOOLS_HOME": str(self.root)}).invoke(cli.main, arguments)


def make_project(folder: Path) -> Project:
    shutil.copytree(ROOT / "ontology", folder / "ontology", ignore=shutil.ignore_patterns("released-names.txt"))
    shutil.copytree(ROOT / "queries", folder / "queries")
    shutil.copytree(MINI / "graph", folder / "graph")
    return Project(folder)


@pytest.fixture
def project(tmp_path) -> Project:
    """A project of one's own, to plant faults in."""
    return make_project(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Project:
    """A project that is built already and stays as it is."""
    project = make_project(tmp_path_factory.mktemp("built"))
    build.build(project.places, hermit=False)
    return project
