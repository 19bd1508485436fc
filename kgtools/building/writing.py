"""Several files written as one: all of them, or none, whatever happens in between, and by one writer at a time.

Each text is written beside its place; a journal that names them all is the moment at which the change is made; then
they are renamed into place. A run that was cut off before the journal has changed nothing, and one that was cut off
after it is finished by the next command. The lock is held by the operating system, so a killed run leaves none behind.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ..places import Places
from ..problems import Stop
from . import publication

PATIENCE = 120.0  # seconds to wait for another addition


def home(places: Places) -> Path:
    """The folder of lock and journal: one for all additions to a project, with files from outside or without."""
    return places.build.parents[1] if places.extra else places.build


@contextmanager
def lock(places: Places, patience: float = PATIENCE) -> Iterator[None]:
    """Alone with the sources: a second addition waits for the first."""
    folder = home(places)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "add.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Stop(f"{folder} cannot be written ({error.strerror})", "make it writable") from error
    try:
        wait(handle, patience)
        finish(places)
        sweep(places)
        yield
    finally:
        os.close(handle)


def wait(handle: int, patience: float) -> None:
    until = time.monotonic() + patience
    while not taken(handle):
        if time.monotonic() > until:
            raise Stop("another addition is still running", "wait for it to end, then try again")
        time.sleep(0.05)


def taken(handle: int) -> bool:
    """Whether the lock could be had; systems without fcntl lock the first byte."""
    try:
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        return True
    except OSError:
        return False


def write_all(places: Places, texts: Mapping[Path, str], before: Mapping[Path, bytes | None]) -> None:
    """Write all files; `before` is what they held when the texts were made, None for a file that was not there."""
    for path, held in before.items():
        if (path.read_bytes() if path.is_file() else None) != held:
            raise Stop(
                f"{places.relative(path)} was changed by someone else in the meantime",
                "nothing is written; run the command again",
            )
    beside = [(put_beside(path, text.encode()), path) for path, text in texts.items()]
    publication.write(
        journal(places), json.dumps([{"from": str(temporary), "to": str(path)} for temporary, path in beside]).encode()
    )
    finish(places)


def put_beside(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        return Path(beside)
    except OSError as error:
        raise Stop(
            f"{path} cannot be written ({error.strerror})", "make room, or make it writable; nothing was changed"
        ) from error


def journal(places: Places) -> Path:
    return home(places) / "add-journal.json"


def finish(places: Places) -> None:
    """Rename what a journal says is to be renamed: the end of every addition, also of one that was cut off."""
    file = journal(places)
    with suppress(FileNotFoundError):  # another command finishes it at this moment
        for entry in json.loads(file.read_text("utf-8")):
            with suppress(FileNotFoundError):
                os.replace(entry["from"], entry["to"])
        file.unlink()


def sweep(places: Places) -> None:
    """Take away what a run that was cut off before its journal has left; only for who holds the lock."""
    for folder in (places.ontology, places.graph):
        for path in folder.rglob(".*.ttl-*"):
            path.unlink(missing_ok=True)
