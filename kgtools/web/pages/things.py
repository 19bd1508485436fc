"""What the page about one thing shows: names, kinds, relations both ways, claims, numbers, places, and every fact with its source.

Stated and inferred are told apart throughout: what stands in a source file is stated, what stands in the inferred graph
follows. A direct relation follows from claims, and counts these instead.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...names import INFERRED_GRAPH, PREFIXES, RDF_TYPE, expand, local_name
from ...querying.store import Answer
from ...reasoning import wording
from ...tracing.evidence import Place
from . import evidence, words
from .evidence import Claims
from .knowledge import Keeper, Known, Publication, Record

CELL_PARTS = ("hasAnode", "hasElectrolyte", "hasCounterElectrode")
NAME = re.compile(r"\b(\w+:[A-Za-z0-9][\w.-]*)")


@dataclass(frozen=True)
class Fact:
    property: str
    value: ox.NamedNode | ox.Literal
    graph: str

    @property
    def inferred(self) -> bool:
        return self.graph == INFERRED_GRAPH

    @property
    def iri(self) -> str | None:
        return self.value.value if isinstance(self.value, ox.NamedNode) else None

    @property
    def text(self) -> str:
        return self.value.value


@dataclass(frozen=True)
class Item:
    """Another thing that this one is related to, and how many claims say so (None where no claim is wanted)."""

    iri: str
    inferred: bool
    claims: int | None = None


@dataclass
class Group:
    """All that this thing is related to in one way."""

    heading: str
    effect: str
    relation: str
    items: list[Item]

    @property
    def follows(self) -> bool:
        """Whether nothing of it is stated."""
        return all(item.inferred and not item.claims for item in self.items)


@dataclass
class Page:
    iri: str
    known: Known
    facts: list[Fact]
    stated_kinds: list[str] = field(default_factory=list)
    inferred_kinds: list[str] = field(default_factory=list)
    members: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    claims: list[Claims] = field(default_factory=list)
    denied: list[Record] = field(default_factory=list)
    results: dict[str, list[Record]] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    axioms: list[list[tuple[str, str | None]]] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.known.name(self.iri)

    @property
    def kind(self) -> str | None:
        """The one class that says most of what it is."""
        return next(iter((*self.stated_kinds, *self.inferred_kinds)), None)

    @property
    def definition(self) -> str | None:
        return next(iter(self.texts("definition")), None)

    @property
    def others(self) -> list[str]:
        return sorted(set(self.texts("altLabel")) - {self.name}, key=str.casefold)

    @property
    def notes(self) -> list[str]:
        return [fact.text for fact in self.facts if local_name(fact.property) in words.NOTES and not fact.iri]

    @property
    def properties(self) -> list[Fact]:
        """Plain values that no other part of the page shows."""
        shown = words.PARTS_OF_A_NAME | words.NOTES | hidden(self)
        return [fact for fact in self.facts if not fact.iri and local_name(fact.property) not in shown]

    @property
    def publication(self) -> Publication | None:
        return self.known.publications.get(self.iri)

    @property
    def place(self) -> Place | None:
        return self.known.places.get(self.iri)

    @property
    def claim(self) -> Record | None:
        return self.known.claims.get(self.iri)

    @property
    def result(self) -> Record | None:
        return self.known.results.get(self.iri)

    @property
    def statement(self) -> str | None:
        return next(iter(self.texts("statement")), None)

    @property
    def sources(self) -> list[str]:
        """The source files in which it is written down."""
        return sorted({fact.graph for fact in self.facts if not fact.inferred})

    def texts(self, name: str) -> list[str]:
        return [fact.text for fact in self.facts if local_name(fact.property) == name and not fact.iri]


async def page(keeper: Keeper, iri: str, apart) -> Page | None:
    """The page about this IRI, put together `apart`, in a thread; None when the dataset does not know it."""
    known = await keeper.known()
    bindings = {"thing": ox.NamedNode(iri)}
    answers = await asyncio.gather(*(keeper.ask(name, bindings) for name in ("facts", "links", "graph")))
    if not any(answer.rows for answer in answers):
        return None
    found = await apart(put_together, known, iri, *answers)
    if is_term(found):
        triples = (await keeper.ask("data", bindings)).triples or []
        found.axioms = await apart(lambda: list(axioms(known, iri, triples)))
    return found


def put_together(known: Known, iri: str, facts: Answer, links: Answer, contents: Answer) -> Page:
    found = Page(iri, known, once(Fact(row[0].value, row[1], row[2].value) for row in named(facts, "property", "value", "graph")))
    backwards = once(Fact(row[1].value, row[0], row[2].value) for row in named(links, "other", "property", "graph"))
    found.contents = [record.value for record, in named(contents, "record") if record.value != iri]
    found.stated_kinds, found.inferred_kinds = kinds(found)
    found.members = [Item(link.text, link.inferred, claims_on(known, link.text)) for link in backwards if link.property == RDF_TYPE]
    found.members.sort(key=lambda item: known.name(item.iri).casefold())
    found.groups = sorted((*forward_groups(found), *backward_groups(found, backwards)), key=group_key)
    found.claims, found.denied = evidence.claims(known, iri)
    found.results = evidence.results(known, iri, [link.text for link in backwards if local_name(link.property) in CELL_PARTS])
    found.named = sorted((fact.iri for fact in found.facts if local_name(fact.property) == "mentionedIn" and fact.iri),
                         key=lambda passage: (known.order.get(passage, len(known.order)), passage))
    return found


def named(answer: Answer, *columns: str) -> Iterator[list]:
    """The rows of an answer, these columns only."""
    at = [answer.columns.index(column) for column in columns]
    return ([row[place] for place in at] for row in answer.rows)


def once(facts: Iterable[Fact]) -> list[Fact]:
    """Each fact once; where it is both stated and inferred it counts as stated."""
    found: dict = {}
    for fact in sorted(facts, key=lambda fact: fact.inferred):
        found.setdefault((fact.property, fact.value), fact)
    return list(found.values())


def kinds(page: Page) -> tuple[list[str], list[str]]:
    """Stated and inferred classes, finer ones first."""
    found = [fact for fact in page.facts if fact.property == RDF_TYPE and fact.iri not in (None, words.NAMELESS)]
    ordered = sorted(found, key=lambda fact: (not words.is_ours(fact.text), -len(page.known.above.get(fact.text, ())), page.known.name(fact.text)))
    return [fact.text for fact in ordered if not fact.inferred], [fact.text for fact in ordered if fact.inferred]


def hidden(page: Page) -> set[str]:
    """Relations of a claim or a number that its own part of the page shows."""
    if page.claim:
        return words.PARTS_OF_A_CLAIM
    return words.PARTS_OF_A_RESULT if page.result else set()


def forward_groups(page: Page) -> Iterator[Group]:
    shown_elsewhere = hidden(page) | {"type", "mentionedIn", "evidenceFor"}
    yield from grouped(page, [fact for fact in page.facts if fact.iri and local_name(fact.property) not in shown_elsewhere], words.forwards, False)


def backward_groups(page: Page, links: list[Fact]) -> Iterator[Group]:
    """What points here, but for what the other side of a relation tells already and what claims and numbers tell."""
    known = page.known
    told = {(fact.property, fact.text) for fact in page.facts}
    yield from grouped(page, [link for link in links
                              if (known.inverses.get(link.property), link.text) not in told
                              and link.property != RDF_TYPE and link.text not in known.claims and link.text not in known.results], words.backwards, True)


def grouped(page: Page, facts: list[Fact], heading, backwards: bool) -> Iterator[Group]:
    for relation in dict.fromkeys(fact.property for fact in facts):
        items = [Item(fact.text, fact.inferred, stated(page, fact, backwards)) for fact in facts if fact.property == relation]
        items.sort(key=lambda item: (-(item.claims or 0), item.inferred, page.known.name(item.iri).casefold()))
        yield Group(heading(relation, page.known), words.effect(relation, page.known), relation, items)


def stated(page: Page, fact: Fact, backwards: bool) -> int | None:
    """How many claims stand behind the relation, read whichever way."""
    known, inverse = page.known, page.known.inverses.get(fact.property)
    ends = (fact.text, page.iri) if backwards else (page.iri, fact.text)
    return known.stated.get((ends[0], fact.property, ends[1])) or (known.stated.get((ends[1], inverse, ends[0])) if inverse else None)


def claims_on(known: Known, iri: str) -> int | None:
    about = known.claims_about.get(iri, {})
    return len({claim.iri for role in ("subject", "object", "appliesTo", "reportedIn") for claim in about.get(role, [])}) or None


def group_key(group: Group) -> tuple:
    return (group.follows, words.EFFECTS.index(group.effect), -len(group.items) if group.effect != "other" else 0, group.heading)


def is_term(page: Page) -> bool:
    return any(kind.startswith(PREFIXES["owl"]) for kind in page.stated_kinds)


def axioms(known: Known, iri: str, triples: list[ox.Triple]) -> Iterator[list[tuple[str, str | None]]]:
    """What the ontology says of a term in nameless parts: sentences, with the IRI of each name in them."""
    for triple in triples:
        if triple.subject == ox.NamedNode(iri) and isinstance(triple.object, ox.BlankNode):
            yield linked(known, NAME.split(wording.axiom((triple, *triples))))


def linked(known: Known, parts: list[str]) -> list[tuple[str, str | None]]:
    """The pieces of a sentence, every second one a name, with the IRI of each name; `has` is not said twice before `has component`."""
    iris = [expand(part) if at % 2 else None for at, part in enumerate(parts)]
    called = [known.name(iri) if iri else "" for iri in (*iris[1:], None)]
    return [(part.removesuffix("has ") if name.startswith("has ") else part, iri) for part, iri, name in zip(parts, iris, called)]
