"""What was typed behind a command: which project is meant, parameters of a query, paths as problems name them."""

from pathlib import Path

import click

from .. import places
from ..building import writing
from ..places import Places
from ..problems import Stop


def where() -> Places:
    """The project that the command runs on, with the files that `--with` names."""
    found = places.find().with_files(click.get_current_context().meta.get("kgtools.with", ()))
    if writing.journal(found).exists():
        writing.finish(found)  # an addition that was cut off after it was decided
    return found


def parameters(pairs: list[str], extra: list[str]) -> dict[str, str]:
    """`--param k=v`, `--k v` and `--k=v` as one dictionary."""
    given: dict[str, str] = {}
    words = iter(extra)
    for word in words:
        if not word.startswith("--"):
            raise Stop(f"{word!r} is one word too many", "put a value with spaces in quotation marks")
        key, equals, value = word[2:].partition("=")
        if not equals and (value := next(words, None)) is None:
            raise Stop(f"{word} has no value", f"write {word} VALUE")
        given[key] = value
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise Stop(f"--param {pair} has no value", "write --param name=value")
        given[key] = value
    return given


def relative(where: Places, path: str) -> str:
    """A path as problems name it, whether it was given from the root or from the working directory."""
    full = Path(path).resolve()
    return where.relative(full) if full.exists() else path.rstrip("/")


def is_under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/") or folder in ("", ".")
