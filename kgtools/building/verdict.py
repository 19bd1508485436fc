"""What a change would bring, before it is made: problems, and what the reasoner finds because of it.

Nothing is written. The texts of the changed files stand for the files (`drafts`), all else is as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..names import source_graph
from ..places import Places
from ..problems import Problem
from ..turtle import sources
from ..turtle.sources import Sources
from . import build
from .build import Examined


@dataclass(frozen=True)
class Verdict:
    """The problems of the project with the change in it, and the inferred triples that come and go with it."""

    problems: list[Problem]
    came: frozenset[ox.Triple]
    went: frozenset[ox.Triple]
    sources: Sources
    examined: Examined


def of(places: Places, drafts: Mapping[str, str], hermit: bool = True) -> Verdict:
    """The verdict on these texts, by path from the root, in place of or beside the files of the project."""
    after = build.examine(places, hermit=hermit, drafts=drafts)
    as_built = after.base is not None and (after.base.classified or not hermit) and is_as_built(places, drafts, after)
    before = after.base.inferred if as_built else build.examine(places, hermit=hermit).inferred
    old, new = set(before), set(after.inferred)
    return Verdict(after.problems, frozenset(new - old), frozenset(old - new), after.sources, after)


def is_as_built(places: Places, drafts: Mapping[str, str], after: Examined) -> bool:
    """Whether the files as they are on disk are those of the last build: then what follows from them is known."""
    drafted = {source_graph(path): places.root / path for path in drafts}
    if after.base.places != places or not after.change.graphs <= drafted.keys():
        return False
    return all(on_disk(places, file) == after.base.graphs.get(name, []) for name, file in drafted.items())


def on_disk(places: Places, file) -> list[ox.Triple]:
    return sources.read_text(places.relative(file), file.read_bytes()).triples if file.is_file() else []
