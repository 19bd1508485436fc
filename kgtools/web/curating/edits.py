"""What curators have changed through the server: a patch to the build, kept beside it, never in the hand-written sources.

The patch (RDF Patch: a line each for every triple added, `A`, or deleted, `D`) is the one truth, and replacing its file is
the one moment at which a change is made; the dataset that it leads to is computed before and lies beside it. After the
sources have changed, the same patch is applied to the new build. What that gives up: the patch is written whole each time.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ...building import publication
from ...names import SOURCE_GRAPH
from ...places import Places
from ...problems import Stop

OURS = SOURCE_GRAPH + "graph/"  # the named graphs that may be changed
CURATED = OURS + "curated"  # where new records go when no graph is named
HEAD = "# Changes made through the server: A adds a triple, D deletes one. Move them to the files of graph/ when you like.\n"


@dataclass(frozen=True)
class Patch:
    added: frozenset[ox.Quad] = frozenset()
    deleted: frozenset[ox.Quad] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.deleted)

    @property
    def text(self) -> bytes:
        return (HEAD + "".join([*lines("D", self.deleted), *lines("A", self.added)])).encode()


def lines(sign: str, quads: Iterable[ox.Quad]) -> list[str]:
    return sorted(f"{sign} {quad} .\n" for quad in quads)


def folder(places: Places) -> Path:
    return places.build / "edits"


def patch_file(places: Places) -> Path:
    return folder(places) / "changes.rdfp"


def content(places: Places) -> bytes:
    """The patch as it is on the disk."""
    try:
        return patch_file(places).read_bytes()
    except FileNotFoundError:
        return b""


def alone(places: Places) -> int:
    """A descriptor that keeps other servers from changing this build as long as it is open; what killed ones have left goes."""
    folder(places).mkdir(parents=True, exist_ok=True)
    handle = os.open(folder(places) / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise Stop("another server lets curators change this graph", "stop it, or leave out --writable") from error
    for left in folder(places).glob(".*"):
        if left.suffix[1:].isdigit() and not lives(int(left.suffix[1:])):
            left.unlink(missing_ok=True)
    return handle


def lives(process: int) -> bool:
    """Whether it may still be writing; a server that is only read writes datasets without the lock."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def read(places: Places) -> Patch:
    found: dict[str, list[ox.Quad]] = {"A": [], "D": []}
    for number, line in enumerate(content(places).decode().split("\n"), start=1):
        if line and not line.startswith("#"):
            try:
                found[line[:1]] += ox.parse(line[2:], ox.RdfFormat.N_QUADS)
            except (KeyError, SyntaxError) as error:
                raise Stop(f"{places.relative(patch_file(places))}:{number} is no line of a patch", "correct it, or take the file away") from error
    return Patch(frozenset(found["A"]), frozenset(found["D"]))


def dataset(places: Places, patch: Patch) -> Path:
    """The dataset of this build with this patch: of these very bytes, so that an old one is never taken for it."""
    about = publication.manifest(places) or {}
    key = hashlib.sha256(about.get("sha256", "").encode() + patch.text).hexdigest()[:16]
    return folder(places) / f"dataset-{key}.nq"


def keep(places: Places, patch: Patch, quads: Iterable[ox.Quad]) -> Path:
    """First the dataset, then the patch that makes it count, each on the disk before the next; older datasets go.

    Only for who has the lock; all others keep the dataset alone.
    """
    path = keep_dataset(places, patch, quads)
    durably(patch_file(places), patch.text)
    for old in folder(places).glob("dataset-*.nq"):
        if old != path:
            old.unlink(missing_ok=True)
    return path


def keep_dataset(places: Places, patch: Patch, quads: Iterable[ox.Quad]) -> Path:
    path = dataset(places, patch)
    durably(path, ox.serialize(quads, format=ox.RdfFormat.N_QUADS))
    return path


def durably(path: Path, data: bytes) -> None:
    """All of the file or nothing of it, even if the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
