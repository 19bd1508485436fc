"""From entries to evidence: publications and cells, and who is credited with what."""

import re

from ..entries.entry import Entry
from ..entries.values import Refused, line, sentence, whole
from ..names import KG, expand, shorten
from ..turtle.blocks import Block, slug, text
from . import passages
from .draft import Draft

PUBLICATION = expand("si:Publication")
DOI = re.compile(r"10\.\d{4,9}/\S+\Z")


def register(draft: Draft, entry: Entry) -> None:
    """Name what other entries may speak of: publications and cells by label, anything by its id."""
    if entry.kind == "publication":
        register_publication(draft, entry)
    elif entry.kind == "cell":
        anode = draft.thing(entry, "anode")
        label = draft.text(entry, "label") or f"cell with {draft.names.label(anode) if anode else 'anode'}"
        own(draft, entry, draft.named(entry, label, draft.key(entry)), [label])
    elif entry.one("id") and entry.kind not in ("claim", "passage"):
        own(draft, entry, draft.named(entry, ""), [])


def own(draft: Draft, entry: Entry, name: str, labels: list[str]) -> None:
    draft.own[id(entry)] = name
    draft.names.add(name, [draft.forms[entry.kind].target], labels)


def register_publication(draft: Draft, entry: Entry) -> None:
    authors, year = authors_of(draft, entry), draft.read(entry, "year", a_year)
    doi = draft.read(entry, "doi", doi_of)
    for name, value in (("doi", doi), ("title", draft.text(entry, "title"))):
        there = [
            one
            for one, labels in draft.names.members((PUBLICATION,)).items()
            if value and value.casefold() in {said.casefold() for said in (*draft.names.facts.all(one, "dcterms:title"), *labels)}
        ]
        if there:
            draft.wrong(
                entry,
                name,
                "there-already",
                f"{shorten(there[0])} has this {name} ({draft.names.label(there[0])})",
                "name it as the source",
            )
    family = slug(authors[0].split(",")[0]).replace("-", "") if authors else ""
    if entry.one("id"):
        name = draft.named(entry, "")
    else:
        name = free_key(draft, f"{family or 'anonymous'}{year or ''}")
    label = draft.text(entry, "label") or f"{cited(authors)} {year}"
    own(draft, entry, name, [label, *filter(None, (doi, entry.one("title")))])


def free_key(draft: Draft, key: str) -> str:
    """`doe2025`, or with the first letter that no other publication of that name and year has."""
    keys = [key, *(f"{key}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    if KG + key in draft.taken:
        keys = keys[2:]
    return draft.free(next(KG + one for one in keys if KG + one not in draft.taken))


def authors_of(draft: Draft, entry: Entry) -> list[str]:
    said = [one for given in entry.all("author") if (one := draft.read(entry, "author", line, given))]
    return [author.strip() for one in said for author in one.split(";") if author.strip()]


def cited(authors: list[str]) -> str:
    families = [author.split(",")[0] for author in authors] or ["Anonymous"]
    return families[0] if len(families) == 1 else " and ".join(families) if len(families) == 2 else f"{families[0]} et al."


def a_year(said: str) -> int:
    year = whole(said)
    if not 1900 <= year <= 2100:
        raise Refused("year", f"{said!r} is no year of publication", "write it like 2025")
    return year


def doi_of(said: str) -> str:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", line(said), flags=re.IGNORECASE)
    if not DOI.match(doi):
        raise Refused("doi", f"{said!r} is no DOI", "write it like 10.3390/coatings14050608, or leave it out")
    return doi


def publication(draft: Draft, entry: Entry) -> None:
    authors, name = authors_of(draft, entry), draft.own[id(entry)]
    kind = draft.thing(entry, "type") or expand("si:JournalArticle" if entry.one("journal") or entry.one("doi") else "si:Report")
    block = draft.new(entry, name, shorten(kind), PUBLICATION, name)
    block.add("si:authorList", [text("; ".join(authors))] if authors else [], "author")
    block.add("si:author", map(text, authors), "author")
    block.add("si:firstAuthor", [text(authors[0])] if authors else [], "author")
    block.add("dcterms:title", [text(said, "en")] if (said := draft.text(entry, "title")) else [], "title")
    for field in ("journal", "year", "volume", "pages", "publisher", "doi"):
        reader = {"year": a_year, "doi": doi_of}.get(field, line)
        said = draft.read(entry, field, reader)
        block.add(f"si:{field}", [] if said is None else str(said) if field == "year" else text(said), field)
    block.add("skos:prefLabel", text(draft.names.label(name), "en"), "label")
    remark(draft, entry, block)


def remark(draft: Draft, entry: Entry, block: Block) -> None:
    block.add("rdfs:comment", [text(said, "en")] if (said := draft.read(entry, "note", sentence)) else [], "note")


def cell(draft: Draft, entry: Entry) -> None:
    name, passage = draft.own[id(entry)], passages.of(draft, entry)
    stated = draft.thing(entry, "type")
    block = draft.new(
        entry,
        name,
        "si:TestCell" + (f", {shorten(stated)}" if stated else ""),
        expand("si:TestCell"),
        draft.publication(entry) or "",
    )
    block.add("skos:prefLabel", text(draft.names.label(name), "en"), "label")
    for field, predicate in (
        ("anode", "si:hasAnode"),
        ("electrolyte", "si:hasElectrolyte"),
        ("counter-electrode", "si:hasCounterElectrode"),
    ):
        block.add(predicate, map(shorten, draft.things(entry, field)), field)
    credited(draft, entry, block, passage)


def credited(draft: Draft, entry: Entry, block: Block, passage: str | None, found: bool = True) -> None:
    """Who found it, where it stands, and the remark."""
    makers = draft.things(entry, "made-by") or [one for one in [draft.publication(entry)] if one]
    if found:
        block.add("si:reportedIn", map(shorten, makers), "made-by" if entry.one("made-by") else "source")
    block.add("si:statedIn", [shorten(passage)] if passage else [], "exact")
    remark(draft, entry, block)
