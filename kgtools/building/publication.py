"""The published build: what it was made from, whether it is up to date, and how it is put in place.

Light on purpose: every command that asks something looks here first.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

import pyoxigraph as ox

from .. import __version__
from ..places import PACKAGE, Places
from ..problems import Stop

# The modules whose change makes another build of the same sources (a test compares the list with build's imports).
PIPELINE = {
    "": ("names", "places", "problems"),
    "building": ("baseline", "build", "classification", "concerned", "publication"),
    "querying": ("examples", "library", "offline", "store"),
    "reasoning": ("explain", "hermit", "reason", "rederive", "rules", "wording"),
    "turtle": ("imports", "lexical", "reader", "released", "sources", "vocabulary"),
    "validating": ("checks", "judge", "shapes"),
}
QUERIES = ("rules", "checks")


def fingerprint(places: Places, without: Collection[str] = ()) -> str:
    """One hash of all that a build depends on: every source file, rule and check, and the code; `without` some of the files."""
    digest = code()
    for path in inputs(places):
        if places.relative(path) in without:
            continue
        digest.update(places.relative(path).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def code():
    """The hash of the modules that a build runs through, to go on from."""
    digest = hashlib.sha256(__version__.encode())
    for package, modules in PIPELINE.items():
        for module in modules:
            digest.update(PACKAGE.joinpath(package, f"{module}.py").read_bytes())
    return digest


def inputs(places: Places) -> Iterable[Path]:
    yield from places.files()
    yield from [places.released] if places.released.is_file() else []
    for folder in QUERIES:
        yield from sorted(places.queries.joinpath(folder).rglob("*.rq"))


def manifest(places: Places) -> dict | None:
    """The manifest of the build in place; None if there is none, or if its dataset is not the one it tells of."""
    try:
        found = json.loads(places.manifest.read_text("utf-8"))
        return found if places.dataset.stat().st_size == found["bytes"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_current(places: Places) -> bool:
    found = manifest(places)
    return found is not None and found["fingerprint"] == fingerprint(places)


def failed_before(places: Places) -> str | None:
    """What a build of these very sources found, if that was problems: asking again need not build again."""
    return cached(failure(places), fingerprint(places))


def note_failure(places: Places, key: str, found: str) -> None:
    keep(failure(places), key, found)


def failure(places: Places) -> Path:
    return places.build / "cache" / "failure.json"


def publish(places: Places, quads: Iterable[ox.Quad], about: dict) -> dict:
    """Write the dataset, then its manifest, each beside its place and renamed into it.

    A build that is cut off in between leaves a manifest that does not fit the dataset, which counts as no build.
    """
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    about = {**about, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    write(places.dataset, data)
    write(places.manifest, (json.dumps(about, indent=2) + "\n").encode())
    return about


def publish_questions(places: Places, quads: Iterable[ox.Quad]) -> None:
    """The query library as data, written again only when a question has changed; it needs no build."""
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    if not places.questions.is_file() or places.questions.read_bytes() != data:
        write(places.questions, data)


def write(path: Path, data: bytes) -> None:
    """All of the file or nothing of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise Stop(f"{path.parent} cannot be written ({error.strerror})", "make it writable") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise Stop(f"{path} cannot be written ({error.strerror})", "make room, or make it writable") from error


def cached(file: Path, key: str) -> str | None:
    """What was kept under this key."""
    try:
        found = json.loads(file.read_text("utf-8"))
        return found["value"] if found["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(file: Path, key: str, value: str) -> None:
    write(file, json.dumps({"key": key, "value": value}).encode())
