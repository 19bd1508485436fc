"""Claims with everything behind them, read from the published dataset: results, conditions, publications, places.

A few queries of queries/trace/ fetch all of it at once and the joins are made here: for a thousand claims that
is faster than a query for each. What that gives up: a graph a hundred times as large would want a query per claim.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from ..names import local_name
from ..querying.library import Library
from ..querying.store import Store


@dataclass(frozen=True)
class Place:
    """Where the review says it, and the few words that find the sentence there."""

    section: str
    paragraph: int | None
    row: int | None
    column: str | None
    panel: str | None
    exact: str

    def __str__(self) -> str:
        if self.row is not None:
            return f"{self.section}, row {self.row}, {self.column}"
        if self.section.startswith("Figure"):
            return f"{self.section}{self.panel or ''}, caption"
        name = f"§{self.section}" if self.section[0].isdigit() else self.section
        return f"{name}, paragraph {self.paragraph}" if self.paragraph else name


@dataclass(frozen=True)
class Source:
    """A publication as one cites it: its label and its number in the review's list (None for the review itself)."""

    iri: str
    label: str
    number: int | None

    def __str__(self) -> str:
        return f"{self.label} [{self.number}]" if self.number else self.label


@dataclass(frozen=True)
class Result:
    """A measurement or a comparison.

    `printed` is the figure with unit exactly as the review prints it; `relation` says how it bounds the value
    (`=`, `>`, `~` ...), which the review may have put in words.
    """

    iri: str
    metric: str
    printed: str | None
    relation: str | None
    unit: str | None
    cycle: int | None
    basis: str | None
    of: str | None
    conditions: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    outcome: str | None = None
    control: str | None = None
    measured: "Result | None" = None
    controlled: "Result | None" = None


@dataclass(frozen=True)
class Claim:
    iri: str
    subject: str
    predicate: str
    object: str
    statement: str
    hedged: bool
    denied: bool = False
    sources: tuple[Source, ...] = ()
    evidence_types: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Name:
    iri: str
    kind: str
    label: str
    others: list[str] = field(default_factory=list)
    definition: str = ""


class Evidence:
    """The claims of one dataset, each part fetched when it is first asked for."""

    def __init__(self, store: Store, library: Library):
        self._store = store
        self._library = library

    def _rows(self, name: str):
        query = self._library.find(f"trace/{name}")
        return ([plain(term) for term in row] for row in self._store.rows(query.text))

    @cached_property
    def names(self) -> dict[str, Name]:
        names: dict[str, Name] = {}
        for iri, kind, label, other, definition in self._rows("names"):
            name = names.setdefault(iri, Name(iri, local_name(kind), label, [], definition or ""))
            if other:
                name.others.append(other)
        return names

    @cached_property
    def broader(self) -> list[tuple[str, str]]:
        return [(narrow, broad) for narrow, broad in self._rows("kinds")]

    @cached_property
    def shown_by(self) -> list[tuple[str, str]]:
        return [(mechanism, metric) for mechanism, metric in self._rows("metrics")]

    @cached_property
    def all_claims(self) -> list[Claim]:
        return [self._claim(*row) for row in self._rows("claims")]

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims that say something holds."""
        return [claim for claim in self.all_claims if not claim.denied]

    @cached_property
    def denied(self) -> list[Claim]:
        """The claims that say something does not hold."""
        return [claim for claim in self.all_claims if claim.denied]

    def _claim(self, iri, subject, predicate, object_, statement, hedged, denied) -> Claim:
        parts = self._details[iri]
        return Claim(iri, subject, local_name(predicate), object_, statement, hedged == "true", denied == "true",
                     sources=tuple(Source(thing, label or local_name(thing), number) for thing, label, number in parts["reportedIn"]),
                     evidence_types=tuple(label for _, label, _ in parts["evidenceType"]),
                     applies_to=tuple(label or local_name(thing) for thing, label, _ in parts["appliesTo"]),
                     results=tuple(self._results[thing] for thing, _, _ in parts["hasEvidence"] if thing in self._results),
                     places=tuple(self._places[iri]))

    @cached_property
    def _details(self) -> dict:
        details: dict = defaultdict(lambda: defaultdict(list))
        for claim, relation, thing, label, number in self._rows("details"):
            details[claim][local_name(relation)].append((thing, label, number and int(number)))
        return details

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        places = defaultdict(list)
        for record, _, section, paragraph, row, column, panel, exact in self._rows("places"):
            places[record].append(Place(section, paragraph and int(paragraph), row and int(row), column, panel, exact))
        return places

    @cached_property
    def _conditions(self) -> dict[str, list[tuple[str, str]]]:
        conditions = defaultdict(list)
        for result, kind, printed in self._rows("conditions"):
            conditions[result].append((kind, printed))
        return conditions

    @cached_property
    def _results(self) -> dict[str, Result]:
        """Measurements first, because a comparison holds the two that it compares."""
        results: dict[str, Result] = {}
        rows = sorted(self._rows("results"), key=lambda row: row[8] is not None)
        for iri, metric, printed, relation, unit, cycle, basis, of, outcome, control, measured, controlled in rows:
            results.setdefault(iri, Result(
                iri, metric, printed, relation, unit, cycle and int(cycle), basis, of, tuple(self._conditions[iri]), tuple(self._places[iri]),
                outcome, control, results.get(measured), results.get(controlled)))
        return results


def plain(term) -> str | None:
    """The value of a term as text, None where unbound."""
    return None if term is None else term.value
