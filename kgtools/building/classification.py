"""HermiT's answer on these sources: from a cache where it was asked the same before, else found while other work goes on.

Two questions are kept apart, because a new concept changes only the second: how the terms are classified, and whether
terms and concepts hold together. The last answers are kept, not only the very last, because between two builds a draft
or two may be judged. What that gives up: a few megabytes of cache.
"""

import hashlib
import subprocess
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ..places import PACKAGE, Places
from ..reasoning import reason
from ..reasoning.reason import Classification
from ..turtle.sources import Sources
from . import publication

KEPT = 8
AS_BEFORE = "HermiT, as before: ontology and concepts have not changed"


@dataclass
class Question:
    """One thing to ask HermiT, the folders where the answer may be kept, and the child that is at work on it."""

    mode: str
    triples: list[ox.Triple]
    folders: tuple[Path, ...]
    child: subprocess.Popen | None = None

    @cached_property
    def key(self) -> str:
        return hashlib.sha256("\n".join(sorted(map(str, self.triples))).encode() + PACKAGE.joinpath("reasoning", "hermit.py").read_bytes()).hexdigest()

    @cached_property
    def known(self) -> Classification | None:
        found = next((found for folder in self.folders if (found := publication.cached(self.file(folder), self.key))), None)
        return reason.from_json(found) if found else None

    def file(self, folder: Path) -> Path:
        return folder / f"{self.mode}-{self.key[:12]}.json"

    def begin(self) -> None:
        if self.known is None:
            self.child = reason.start(self.mode, reason.as_text(self.triples).encode())

    def answer(self) -> Classification:
        if self.child is not None and self.known is None:
            found = reason.finish(self.child)
            publication.keep(self.file(self.folders[0]), self.key, found.to_json())
            forget_older(self.folders[0], self.mode)
            self.known = found
        return self.known or Classification()


class Inquiry:
    """Both questions about these sources; asked of HermiT only if told to, and only what no cache knows."""

    def __init__(self, places: Places, read: Sources, ask: bool):
        triples = reason.concepts_and_terms(read)
        self.terms = Question("classes", reason.terms_only(triples), folders(places))
        self.whole = Question("consistency", triples, folders(places))
        for question in (self.terms, self.whole) if ask else ():
            question.begin()

    @property
    def waits(self) -> bool:
        return self.terms.child is not None

    def answer(self) -> Classification:
        found, whole = self.terms.answer(), self.whole.answer()
        return found if whole.consistent else Classification(consistent=False, unsatisfiable=found.unsatisfiable)

    @property
    def detail(self) -> str:
        if self.terms.child is None and self.whole.child is None:
            return AS_BEFORE
        return f"HermiT, {len(self.terms.answer().subclasses)} subclass relations" if self.terms.child else "HermiT, asked about the concepts"


def folders(places: Places) -> tuple[Path, ...]:
    """Where answers are kept, and where those may be found that hold for the project without files from outside."""
    return tuple(where.build / "cache" for where in dict.fromkeys((places, replace(places, extra=()))))


def forget_older(folder: Path, mode: str) -> None:
    files = sorted(folder.glob(f"{mode}-*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)
