"""The sources as they are somewhere: in the working tree, at a git revision, in another folder, in one file.

git is asked for one archive of the two folders, so nothing is checked out and the working tree is left alone. What that
gives up: a wheel has no history, and there only folders and files can be compared.
"""

import io
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..places import Places, turtle_files
from ..problems import Stop

WORKING_TREE = "the working tree"
FOLDERS = ("ontology", "graph")


@dataclass(frozen=True)
class Version:
    """Texts by their path from the root, and what they are called; `whole` where they make up a project."""

    name: str
    texts: Mapping[str, bytes]
    whole: bool = True

    def only(self, path: str) -> "Version":
        """The one file of it, or none where it has no such file."""
        return Version(f"{self.name}:{path}", {path: self.texts[path]} if path in self.texts else {}, whole=False)


def find(places: Places, name: str | None) -> Version:
    """What a word means: a file or folder of that path, else a revision; the working tree if no word is given."""
    if name is None:
        return Version(WORKING_TREE, {places.relative(path): path.read_bytes() for path in places.files()})
    path = Path(name).expanduser()
    if path.is_dir():
        return of_folder(path)
    if path.is_file():
        return Version(name, {own_path(places, path): path.read_bytes()}, whole=False)
    return of_revision(places, name)


def pair(places: Places, old: str | None, new: str | None) -> tuple[Version, Version]:
    """The two to compare; a file of the project stands against the same file of the other version."""
    before, after = find(places, old or "HEAD"), find(places, new)
    if before.whole and not after.whole:
        before = before.only(*after.texts)
    elif after.whole and not before.whole and (path := next(iter(before.texts))) in after.texts:
        after = after.only(path)
    if before.whole != after.whole or not (before.texts or after.texts):
        raise Stop(f"{before.name} and {after.name} cannot be compared", "name two files, or two versions of the project")
    if not before.whole and before.texts.keys() != after.texts.keys():
        after = Version(after.name, dict(zip(before.texts, after.texts.values())) or after.texts, whole=False)
    return before, after


def of_folder(folder: Path) -> Version:
    """A project, or any folder of Turtle."""
    inside = [path for name in FOLDERS for path in turtle_files(folder / name) if (folder / name).is_dir()]
    files = inside or turtle_files(folder)
    if not files:
        raise Stop(f"there is no Turtle file in {folder}", "name a folder with ontology/ and graph/, or one of .ttl files")
    return Version(str(folder), {path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def of_revision(places: Places, name: str) -> Version:
    if name.startswith("-") or not git(places.root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"):
        raise Stop(f"{name!r} is no file, no folder and no revision that git knows here", "name a path, or a revision such as HEAD, HEAD~3 or a tag")
    top, inside = (git(places.root, "rev-parse", word).decode().strip() for word in ("--show-toplevel", "--show-prefix"))
    folders = [folder for folder in FOLDERS if git(Path(top), "rev-parse", "--verify", "--quiet", f"{name}:{inside}{folder}")]
    archive = git(Path(top), "archive", "--format=tar", f"{name}:{inside}", *folders) if folders else b""
    if not archive:
        raise Stop(f"{name} has no ontology/ and no graph/", "name a revision that has the project")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return Version(name, {member.name: tar.extractfile(member).read() for member in tar if member.isfile() and is_turtle(member.name)})


def is_turtle(name: str) -> bool:
    return name.endswith(".ttl") and not Path(name).name.startswith(".")


def git(folder: Path, *words: str) -> bytes:
    """What git prints; empty where it knows nothing of what is asked."""
    try:
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Stop("git cannot be asked for a revision", "install git, or name two folders or files") from error


def own_path(places: Places, path: Path) -> str:
    return places.relative(path.resolve())
