"""The records of the sources as plain strings, each with its file and line: what fidelity checks read.

Only what the files say, nothing inferred. A file or record that cannot be read is a problem; the others stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

from ..names import KG, RDF_TYPE, expand, local_name
from ..places import turtle_files
from ..problems import Problem
from . import lexical, reader

VALUES = ("si:value", "si:minValue", "si:maxValue")


class Graph:
    """Triples by subject and predicate; names are given with their prefix."""

    def __init__(self, triples: Iterable[ox.Triple], index: Mapping[str, reader.Record]):
        self.index = index
        self._facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._facts[triple.subject.value][triple.predicate.value].append(triple.object.value)

    def all(self, subject: str, *predicates: str) -> list[str]:
        """The objects of these predicates, in the file's order."""
        facts = self._facts.get(subject, {})
        return [value for predicate in predicates for value in facts.get(expand(predicate) or "", ())]

    def properties(self, subject: str) -> list[str]:
        """What is said of the subject: the predicates, in the file's order."""
        return list(self._facts.get(subject, {}))

    def objects(self, subject: str) -> list[str]:
        """All objects of the subject, whatever the predicate."""
        return [value for values in self._facts.get(subject, {}).values() for value in values]

    def one(self, subject: str, predicate: str) -> str | None:
        """The first object of this predicate, if any."""
        return next(iter(self.all(subject, predicate)), None)

    def kinds(self, subject: str) -> set[str]:
        """The local names of the subject's asserted classes."""
        return {local_name(value) for value in self._facts.get(subject, {}).get(RDF_TYPE, ())}

    def of_kind(self, kind: str) -> list[str]:
        """The subjects of this class, by its local name."""
        return [subject for subject in self._facts if kind in self.kinds(subject)]

    def having(self, *predicates: str) -> list[str]:
        """The subjects that have one of these predicates."""
        wanted = {expand(predicate) for predicate in predicates}
        return [subject for subject, facts in self._facts.items() if wanted & facts.keys()]

    def values(self, subject: str) -> dict[str, Decimal]:
        """The record's numbers by predicate: value, least and greatest value."""
        return {
            predicate: number
            for predicate in VALUES
            for number in map(_decimal, self.all(subject, predicate))
            if number is not None
        }

    def problem(self, subject: str, rule: str, message: str, fix: str, *words: str) -> Problem:
        """A problem at the record's line that has these words, else where the record begins."""
        record = self.index.get(subject)
        if record is None:
            return Problem("graph", 1, rule, f"{short(subject)}: {message}", fix)
        return Problem(record.path, record.line_of(*words) if words else record.line, rule, message, fix)


def load(roots: Iterable[Path | str]) -> tuple[Graph, list[Problem]]:
    """The records of all Turtle files in these folders, and what could not be read."""
    found, problems = [], []
    for root in map(Path, roots):
        for path in turtle_files(root) if root.is_dir() else [root]:
            name = path.resolve().relative_to(root.resolve().parent).as_posix()
            text, faults = lexical.decoded(name, path.read_bytes())
            found.append(reader.read(name, text))
            problems += [*faults, *found[-1].problems]
    return of(found), problems


def of(sources: Iterable[reader.Source]) -> Graph:
    """The records of files that are read already."""
    sources = list(sources)
    index = {record.iri: record for source in reversed(sources) for record in reversed(source.records)}
    return Graph((triple for source in sources for triple in source.triples), index)


def short(iri: str) -> str:
    """`kg:...` for a record of ours."""
    return f"kg:{iri.removeprefix(KG)}" if iri.startswith(KG) else f"<{iri}>"


def _decimal(text: str) -> Decimal | None:
    """The number, None for what is none; that is another check's problem."""
    try:
        return number if (number := Decimal(text)).is_finite() else None
    except InvalidOperation:
        return None
