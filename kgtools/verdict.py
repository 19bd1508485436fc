"""What a change would bring, before it is made: problems, and what the reasoner finds because of it.

Nothing is written. The texts of the changed files stand for the files (`drafts`), all else is as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from . import build
from .places import Places
from .problems import Problem
from .sources import Sources


@dataclass(frozen=True)
class Verdict:
    """The problems of the project with the change in it, and the inferred triples that come and go with it."""

    problems: list[Problem]
    came: frozenset[ox.Triple]
    went: frozenset[ox.Triple]
    sources: Sources


def of(places: Places, drafts: Mapping[str, str], hermit: bool = True) -> Verdict:
    """The verdict on these texts, by path from the root, in place of or beside the files of the project."""
    before, after = build.examine(places, hermit=hermit), build.examine(places, hermit=hermit, drafts=drafts)
    old, new = set(before.inferred), set(after.inferred)
    return Verdict(after.problems, frozenset(new - old), frozenset(old - new), after.sources)
