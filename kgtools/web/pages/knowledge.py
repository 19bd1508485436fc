"""What all pages draw on: names, kinds, places, publications, claims and results of one dataset, fetched once and kept.

A dozen queries of queries/pages/ fetch it and the joins are made here, as in evidence.py, so that a page costs two small
questions more. What that gives up: a graph a hundred times as large would want a query for each page and part.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ...names import SI, local_name
from ...querying import library, lookup
from ...tracing.evidence import Place

CALLED = {"Class": "class", "ObjectProperty": "relation", "DatatypeProperty": "relation to a value", "AnnotationProperty": "annotation",
          "Ontology": "ontology", "TransitiveProperty": "transitive relation", "SymmetricProperty": "symmetric relation",
          "SPARQLExecutable": "named question", "SPARQLSelectExecutable": "SELECT query"}  # terms of OWL and SHACL have no label here
FETCHED = ("about", "claims", "classes", "inverses", "kinds", "names", "passages", "publications", "results")


@dataclass
class Record:
    """A claim, a result or a condition: its relations, by local name, to IRIs and texts."""

    iri: str
    parts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def all(self, name: str) -> list[str]:
        return self.parts.get(name, [])

    def one(self, name: str) -> str | None:
        return self.all(name)[0] if self.all(name) else None


@dataclass(frozen=True)
class Publication:
    iri: str
    number: int | None
    authors: str | None
    title: str | None
    journal: str | None
    year: str | None
    volume: str | None
    pages: str | None
    doi: str | None
    review: bool


class Known:
    def __init__(self, fetched: dict[str, list[list[str | None]]], called: list[list[str | None]]):
        self._rows = fetched
        self.called: dict[str, list[str]] = defaultdict(list)
        for thing, name in called:
            self.called[thing].append(name)

    @cached_property
    def about(self) -> list[str | None]:
        """IRI, title, description, version, licence and citation of the ontology."""
        return next(iter(self._rows["about"]), [None] * 6)

    @cached_property
    def names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for thing, _, name in self._rows["names"]:
            names.setdefault(thing, name)
        return names

    def name(self, iri: str) -> str:
        """What a reader knows the thing by; a passage by its place and words, what has no name by its IRI's end."""
        place = self.places.get(iri)
        if place is not None:
            return f"{place} “{place.exact}”"
        return self.names.get(iri) or CALLED.get(local_name(iri)) or local_name(iri) or iri

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """The classes that were written down for each thing, finer ones first."""
        kinds: dict[str, list[str]] = defaultdict(list)
        for thing, kind, _ in self._rows["kinds"]:
            if kind not in kinds[thing]:
                kinds[thing].append(kind)
        for found in kinds.values():
            found.sort(key=lambda kind: (not kind.startswith(SI), -len(self.above.get(kind, ()))))
        return kinds

    @cached_property
    def definitions(self) -> dict[str, str]:
        return {thing: definition for thing, _, definition in self._rows["kinds"] if definition}

    @cached_property
    def members(self) -> dict[str, int]:
        """How many members each class has."""
        return {kind: int(count or 0) for kind, count, _ in self._rows["classes"]}

    @cached_property
    def above(self) -> dict[str, set[str]]:
        """All classes above each class."""
        above: dict[str, set[str]] = defaultdict(set)
        for kind, _, over in self._rows["classes"]:
            if over:
                above[kind].add(over)
        return above

    @cached_property
    def inverses(self) -> dict[str, str]:
        return {one: other for one, other in self._rows["inverses"]}

    @cached_property
    def places(self) -> dict[str, Place]:
        return {passage: Place(section, paragraph and int(paragraph), row and int(row), column, panel, exact)
                for passage, section, paragraph, row, column, panel, exact in self._rows["passages"]}

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each passage stands among all, by section as the review numbers them."""
        ordered = sorted(self.places, key=lambda passage: place_key(self.places[passage]))
        return {passage: at for at, passage in enumerate(ordered)}

    @cached_property
    def publications(self) -> dict[str, Publication]:
        return {iri: Publication(iri, number and int(number), *rest, review is not None)
                for iri, number, *rest, review in self._rows["publications"]}

    @cached_property
    def review(self) -> Publication | None:
        return next((found for found in self.publications.values() if found.review), None)

    @cached_property
    def claims(self) -> dict[str, Record]:
        return records(self._rows["claims"])

    @cached_property
    def results(self) -> dict[str, Record]:
        """Measurements and comparisons."""
        return {iri: record for iri, record in self._quantities.items() if record.one("metric")}

    @cached_property
    def conditions(self) -> dict[str, Record]:
        return {iri: record for iri, record in self._quantities.items() if not record.one("metric")}

    @cached_property
    def _quantities(self) -> dict[str, Record]:
        found = records([row[:3] for row in self._rows["results"]])
        for result, _, _, symbol in self._rows["results"]:
            if symbol:
                found[result].parts["symbol"] = [symbol]
        return found

    @cached_property
    def claims_about(self) -> dict[str, dict[str, list[Record]]]:
        """The claims by what they point to and the relation by which they do."""
        return pointing(self.claims.values())

    @cached_property
    def results_about(self) -> dict[str, dict[str, list[Record]]]:
        return pointing(self.results.values())

    @cached_property
    def stated(self) -> dict[tuple[str, str, str], int]:
        """How many claims stand behind each direct relation."""
        counts: dict[tuple[str, str, str], int] = defaultdict(int)
        for claim in self.claims.values():
            if claim.one("denied") != "true":
                counts[claim.one("subject"), claim.one("predicate"), claim.one("object")] += 1
        return counts

    def first_place(self, record: Record) -> int:
        return min((self.order[passage] for passage in record.all("statedIn") if passage in self.order), default=len(self.order))


def records(rows: Iterable[list[str | None]]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for iri, relation, value in rows:
        found.setdefault(iri, Record(iri)).parts[local_name(relation)].append(value)
    return found


def pointing(some: Iterable[Record]) -> dict[str, dict[str, list[Record]]]:
    index: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in some:
        for relation, values in record.parts.items():
            for value in values:
                index[value][relation].append(record)
    return index


def place_key(place: Place) -> tuple:
    """The abstract, sections by number, then tables, figures and references."""
    section = place.section
    rank = 0 if section == "Abstract" else 1 if section[:1].isdigit() else 2
    numbers = [int(part) for part in section.split(".") if part.isdigit()] or [int("".join(filter(str.isdigit, section)) or 0)]
    return (rank, numbers if rank == 1 else [], section.rstrip("0123456789 "), numbers, place.paragraph or 0, place.row or 0, place.exact)


class Keeper:
    """Fetches what is known when it is first asked for, and again when the dataset has changed."""

    def __init__(self, service):
        self._service = service
        self._etag: str | None = None
        self._known: Known | None = None
        self._one_at_a_time = asyncio.Lock()
        self._texts = {query.name: query.text for query in library.read(service.places, "pages").queries}

    async def known(self) -> Known:
        async with self._one_at_a_time:
            if self._known is None or self._etag != self._service.etag:
                etag = self._service.etag
                called, *fetched = await asyncio.gather(self.rows(lookup.NAMES), *(self.rows(self.text(name)) for name in FETCHED))
                self._known, self._etag = Known(dict(zip(FETCHED, fetched)), called), etag
            return self._known

    def text(self, name: str) -> str:
        return self._texts[f"page-{name}"]

    async def ask(self, name: str, bindings=None):
        """The answer of one of the pages' own queries."""
        return await self._service.ask(self.text(name), bindings)

    async def rows(self, text: str, bindings=None) -> list[list[str | None]]:
        """The rows of a SELECT as texts."""
        found = await self._service.ask(text, bindings)
        return [[None if term is None else term.value for term in row] for row in found.rows]
