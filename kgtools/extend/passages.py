"""Where a record stands: a passage that is there already, or a new one made from what the entry says of the place."""

import re

from ..entries.entry import Entry
from ..entries.values import Refused, line, sentence, whole
from ..names import KG, expand, local_name
from ..turtle.blocks import slug, text
from .draft import Draft

SPOT = ("section", "paragraph", "row", "column", "panel")
PREDICATES = {
    "section": "si:section",
    "paragraph": "si:paragraph",
    "row": "si:tableRow",
    "column": "si:tableColumn",
    "panel": "si:panel",
    "exact": "oa:exact",
}
LONGEST = 60
PASSAGE = expand("si:Passage")


def of(draft: Draft, entry: Entry, exact: str | None = None, mentions: str = "") -> str | None:
    """The passage of an entry; `exact` are the words to find it by where the entry gives none, `mentions` what it names."""
    source, spot = draft.publication(entry), {name: value for name in SPOT if (value := spot_of(draft, entry, name))}
    words = draft.read(entry, "exact", short) if entry.one("exact") else exact
    if words is None and not entry.one("exact"):
        draft.wrong(
            entry,
            "exact",
            "missing",
            "the place has no exact words",
            "say a few words of the sentence, 60 characters at most, that find it",
        )
    if "section" not in spot and not entry.one("section"):
        draft.wrong(
            entry, "section", "missing", "the place has no section", 'say the section, such as "3.2", "Table 1" or "Figure 8"'
        )
    if not source or not words or "section" not in spot:
        return None
    found = known(draft, {"source": source, **spot, "exact": words}) or new(draft, entry, source, spot, words)
    if mentions:
        mention(draft, found, mentions)
    return found


def spot_of(draft: Draft, entry: Entry, name: str) -> str | None:
    if entry.one(name) is None:
        return None
    if name in ("paragraph", "row"):
        value = draft.read(entry, name, whole)
        return str(value) if value else None
    said = draft.text(entry, name)
    return re.sub(r"^(?:§+|sections?\b|sect?\.)\s*", "", said, flags=re.IGNORECASE) if said and name == "section" else said


def short(said: str) -> str:
    """The few words, as printed: at most 60 characters of one line."""
    words = line(said)
    if len(words) > LONGEST:
        raise Refused(
            "length", f"the exact words have {len(words)} characters", f"take {LONGEST} at most, enough to find the sentence"
        )
    return words


def known(draft: Draft, wanted: dict[str, str]) -> str | None:
    """A passage of the same place and words, in the graph or in this draft."""
    facts = draft.names.facts
    if not draft.passages:
        for passage in facts.of_kind("Passage"):
            here = {name: value for name, predicate in PREDICATES.items() if (value := facts.one(passage, predicate))}
            draft.passages[key({"source": facts.one(passage, "si:inSource"), **here})] = passage
    return draft.passages.get(key(wanted))


def key(place: dict[str, str]) -> tuple:
    return tuple(sorted(place.items()))


def new(draft: Draft, entry: Entry, source: str, spot: dict[str, str], words: str) -> str:
    section = "s" + spot["section"] if spot["section"][0].isdigit() else spot["section"]
    place = [
        section,
        *(f"{mark}{spot[name]}" for name, mark in (("paragraph", "p"), ("row", "row-"), ("panel", "")) if name in spot),
    ]
    label = " ".join([draft.key(entry), *place, words])
    name = draft.named(entry, label) if entry.kind == "passage" else draft.free(KG + slug(label, 70))
    block = draft.new(entry, name, "si:Passage", PASSAGE, source)
    block.add("si:inSource", f"kg:{local_name(source)}", "source")
    for field, value in spot.items():
        block.add(PREDICATES[field], value if field in ("paragraph", "row") else text(value), field)
    block.add("oa:exact", text(words), "exact")
    draft.made[-1].place = {"source": source, **spot, "exact": words}
    draft.passages[key(draft.made[-1].place)] = name
    draft.names.add(name, [PASSAGE], [])
    return name


def mention(draft: Draft, passage: str, concept: str) -> None:
    """A drafted passage names the concept; one that is written already stays as it is, and the concept names it as its source."""
    said = f"kg:{local_name(concept)}"
    made = next((one for one in draft.made if one.name == passage), None)
    if made is None:
        made = next(one for one in draft.made if one.name == concept)
        made.block.add("dcterms:source", f"kg:{local_name(passage)}", "exact")
        return
    for predicate, objects, _ in made.block.lines:
        if predicate == "si:mentions":
            return objects.append(said) if said not in objects else None
    made.block.add("si:mentions", said)


def stated(draft: Draft, entry: Entry) -> None:
    """The passage that an entry is, with what it names."""
    found = of(draft, entry)
    for concept in draft.things(entry, "mentions") if found else ():
        mention(draft, found, concept)
    if (
        found
        and (said := draft.read(entry, "note", sentence))
        and (made := next((one for one in draft.made if one.name == found), None))
    ):
        made.block.add("rdfs:comment", text(said, "en"), "note")
