"""Two versions found, read and compared; what follows is told where both are whole and can be read."""

from dataclasses import dataclass

import pyoxigraph as ox

from ..building import baseline
from ..places import Places
from ..problems import Problem
from ..querying import library
from ..reasoning import rules
from ..turtle import sources
from ..turtle.sources import Sources
from . import difference, revisions
from .difference import Difference, Side


@dataclass(frozen=True)
class Compared:
    old: str
    new: str
    found: Difference
    note: str = ""


def compare(places: Places, old: str | None = None, new: str | None = None, inferred: bool = True) -> Compared:
    pair = revisions.pair(places, old, new)
    reads = [sources.parsed(version.texts) for version in pair]
    faults = [(version, fault) for version, read in zip(pair, reads) if (fault := first_fault(read))]
    note = "".join(f"{version.name} cannot be read whole ({fault})" for version, fault in faults[:1])
    note += ", so nothing is said of what follows" if faults and inferred and pair[0].whole else ""
    follows = both(places, *reads) if inferred and pair[0].whole and not faults else (None, None)
    context = [] if pair[0].whole else known_names(places)
    sides = [Side(version.name, read, what, context) for version, read, what in zip(pair, reads, follows)]
    return Compared(pair[0].name, pair[1].name, difference.between(*sides), note)


def first_fault(read: Sources) -> Problem | None:
    """A record that could not be read, or a file that is no text."""
    found = sorted(problem for source in read.files for problem in source.problems if problem.rule in ("syntax", "iri", "encoding"))
    return found[0] if found else None


def both(places: Places, old: Sources, new: Sources) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """What follows on both sides by the rules of today; from the last build where only the graph has changed since."""
    queries = library.read(places, "rules").sound("rules")
    found = []
    for read in (old, new):
        base = baseline.find(places)
        change = base and base.change(read)
        if change is None or change.of_ontology:
            return tuple(rules.materialise((t for source in side.published for t in source.triples), queries) for side in (old, new))
        found.append(base.after(change, queries))
    return tuple(found)


def known_names(places: Places) -> list[ox.Triple]:
    """For single files: what the project calls the things that they speak of."""
    return [triple for source in sources.parsed(revisions.find(places, None).texts).published for triple in source.triples]
