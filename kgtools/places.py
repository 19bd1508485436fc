"""Where ontology/, graph/, queries/ and the build live.

In a checkout (a folder with this project's pyproject.toml and ontology/) the checkout's own files are used,
anywhere else the copy inside the wheel. KGTOOLS_HOME overrides both. What that gives up: two checkouts with
one installation are told apart only by the working directory.

Files from outside (`--with`) are read together with ours and never changed. Such a mixture has a build of its own,
so that private data are in no dataset but the one that was asked for with them.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from .problems import Stop

OURS = ("ontology/", "graph/", "queries/")
PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Places:
    root: Path
    extra: tuple[Path, ...] = ()  # files and folders from outside, as full paths

    @property
    def ontology(self) -> Path:
        return self.root / "ontology"

    @property
    def graph(self) -> Path:
        return self.root / "graph"

    @property
    def queries(self) -> Path:
        return self.root / "queries"

    @cached_property
    def build(self) -> Path:
        own = user_cache() if self.root == PACKAGE / "_data" else self.root / "build"
        return own / "with" / hashlib.sha256("\n".join(map(str, self.extra)).encode()).hexdigest()[:12] if self.extra else own

    @property
    def released(self) -> Path:
        """The names of the last release."""
        return self.ontology / "released-names.txt"

    @property
    def dataset(self) -> Path:
        return self.build / "dataset.nq"

    @property
    def questions(self) -> Path:
        """The query library as data, beside the dataset."""
        return self.build / "queries.nq"

    @property
    def manifest(self) -> Path:
        return self.build / "manifest.json"

    def files(self) -> Iterable[Path]:
        """Every Turtle file of the project, then those from outside."""
        for folder in (self.ontology, self.graph, *self.extra):
            yield from turtle_files(folder)

    def relative(self, path: Path) -> str:
        """A path as messages name it: from the root, else from the working directory, or whole where it lies elsewhere.

        A graph/x.ttl of somebody's working directory is named whole, so that it is never taken for ours.
        """
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        near = path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()
        return path.as_posix() if near.startswith(OURS) else near

    def with_files(self, paths: Iterable[str | Path]) -> "Places":
        """The same project together with Turtle files, or folders of them, from outside."""
        found = tuple(sorted({Path(path).expanduser().resolve() for path in paths}))
        for path in found:
            if not path.exists():
                raise Stop(f"there is no file or folder {path}", "correct the path after --with")
            if path.is_file() and path.suffix != ".ttl":
                raise Stop(f"{path} is no Turtle file", "give a .ttl file or a folder of them; tables come in with `kgtools import`")
            if path.is_relative_to(self.root) and not path.is_relative_to(self.root / "tests"):
                raise Stop(f"{path} belongs to the project", "--with is for files from outside")
        return replace(self, extra=found)


def turtle_files(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*.ttl") if not path.name.startswith("."))


def find(start: Path | None = None) -> Places:
    """The places for a command that runs in `start` (the working directory by default)."""
    if home := os.environ.get("KGTOOLS_HOME"):
        return checked(Path(home).expanduser().resolve())
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents, PACKAGE.parent):
        if is_checkout(folder):
            return Places(folder)
    return checked(PACKAGE / "_data")


def checked(root: Path) -> Places:
    if not (root / "ontology").is_dir():
        raise Stop(f"{root} has no ontology folder",
                   "run in a checkout, install the package again, or set KGTOOLS_HOME to a folder with ontology/, graph/ and queries/")
    return Places(root)


def is_checkout(folder: Path) -> bool:
    project = folder / "pyproject.toml"
    return (folder / "ontology").is_dir() and project.is_file() and 'name = "si-assb-kg"' in project.read_text("utf-8")


def user_cache() -> Path:
    from platformdirs import user_cache_path

    from . import __version__

    return user_cache_path("kgtools", appauthor=False) / __version__
