"""What stands behind a node or an edge: how many claims and results, who reports them, when, how well shown, and where.

Two queries that all views share fetch the facts of all records at once; here they are counted. The order of the
evidence types stands in facts-of-records.rq.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..querying.library import Library
from ..querying.store import Store
from ..querying.terms import several
from .views import FOLDER, rows


@dataclass
class Facts:
    """What is known about one record, or about all records behind one node or edge together."""

    publications: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    evidence: set[tuple[int, str]] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    hedged: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)

    def add(self, other: "Facts") -> None:
        for name, values in vars(other).items():
            getattr(self, name).update(values)


class Support:
    def __init__(self, store: Store, library: Library):
        self._store = store
        self._library = library
        self.facts = self._facts()
        self.records = self._records()

    def _rows(self, name: str) -> Iterable[list]:
        found = rows(self._store, self._library.find(f"{FOLDER}/{name}"))
        return ([term and term.value for term in row.values()] for row in found)

    def _facts(self) -> dict[str, Facts]:
        facts: dict[str, Facts] = defaultdict(Facts)
        for record, publication, year, section, rank, evidence, statement, hedged, result in self._rows("facts-of-records"):
            known = facts[record]
            keep(known.publications, publication)
            keep(known.years, year and int(year))
            keep(known.sections, section)
            keep(known.evidence, rank and (int(rank), evidence))
            keep(known.statements, statement)
            keep(known.claims, statement and record)
            keep(known.hedged, hedged == "true" and record)
            keep(known.results, result and record)
        return dict(facts)

    def _records(self) -> dict[str, list[str]]:
        records = defaultdict(list)
        for thing, record in self._rows("records-of-things"):
            records[thing].append(record)
        return dict(records)

    def of_thing(self, thing: str) -> dict:
        """A node's attributes: of itself, and of all records about it or in it."""
        found = self._together([thing, *self.records.get(thing, ())])
        return known({"claims": len(found.claims), "results": len(found.results), **told(found)})

    def of_records(self, records: Iterable[str]) -> dict:
        """An edge's attributes, from the claims that state it."""
        found = self._together(records)
        return known({"claims": len(found.claims), **told(found), "statements": several(found.statements),
                      "hedged": found.hedged >= found.claims if found.claims else None})

    def _together(self, records: Iterable[str]) -> Facts:
        found = Facts()
        for record in records:
            if record in self.facts:
                found.add(self.facts[record])
        return found


def told(facts: Facts) -> dict:
    return {"publications": len(facts.publications),
            "best_evidence": min(facts.evidence)[1] if facts.evidence else None,
            "first_year": min(facts.years, default=None), "last_year": max(facts.years, default=None),
            "sections": several(facts.sections)}


def known(values: dict) -> dict:
    return {name: value for name, value in values.items() if value is not None}


def keep(values: set, value) -> None:
    if value:
        values.add(value)
