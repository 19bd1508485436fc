"""Claims: one direct relation between two things, made by an entry of its own or given with a concept."""

from ..entries.entry import Entry
from ..entries.values import Refused, sentence, yes
from ..names import KG, expand, local_name, nearest, shorten
from ..querying.lookup import normal
from ..turtle.blocks import slug, text
from .draft import Draft

CLAIM = expand("si:Claim")
SPOKEN = {"uses strategy": "uses the strategy", "has role": "has the role"}
MISLEADING = {
    "not",
    "no",
    "mitigates",
    "aggravates",
    "improves",
    "worsens",
    "relieves",
    "leads",
    "occurs",
}  # checks read these in a claim's name


def relations(draft: Draft) -> dict[str, str]:
    """The direct relations by label."""
    return {draft.names.label(name): name for name in draft.relations}


def relation_of(draft: Draft, predicate: str) -> tuple[str, bool] | None:
    """The direct relation that a field stands for, and whether the field reads it backwards."""
    direct = set(relations(draft).values())
    if predicate in direct:
        return predicate, False
    facts = draft.names.facts
    backwards = [
        one for one in direct if facts.one(one, "owl:inverseOf") == predicate or facts.one(predicate, "owl:inverseOf") == one
    ]
    return (backwards[0], True) if backwards else None


def claim(draft: Draft, entry: Entry, subject: str, relation: str, target: str, passage: str | None, field: str) -> None:
    """The claim's block, with the statement made from its relation where none is given."""
    evidence = evidence_of(draft, entry, field)
    hedged, denied = (bool(draft.read(entry, name, yes)) if entry.one(name) else False for name in ("hedged", "denied"))
    own, source = entry.kind == "claim", draft.publication(entry)
    if source is None:
        return
    credit = draft.things(entry, "made-by") if own else []
    block = draft.new(entry, claim_name(draft, entry, subject, relation, target, denied), "si:Claim", CLAIM, source)
    for end, predicate, name in (
        ("subject", "si:subject", subject),
        ("relation", "si:predicate", relation),
        ("object", "si:object", target),
    ):
        block.add(predicate, shorten(name), end if own else field)
    given = draft.read(entry, "statement", sentence) if entry.one("statement") else None
    block.add("si:statement", text(given or statement(draft, subject, relation, target, hedged, denied), "en"), "statement")
    block.add("si:reportedIn", map(shorten, credit or [source]), "made-by" if credit else "source")
    block.add("si:statedIn", [shorten(passage)] if passage else [], "exact")
    block.add("si:evidenceType", map(shorten, evidence), "evidence")
    block.add("si:hasEvidence", map(shorten, draft.things(entry, "results")) if own else [], "results")
    block.add("si:appliesTo", map(shorten, draft.things(entry, "applies-to")), "applies-to")
    for name, said in (("hedged", hedged), ("denied", denied)):
        block.add(f"si:{name}", ["true"] if said else [], name)
    note = draft.read(entry, "note", sentence) if own else None
    block.add("rdfs:comment", [text(note, "en")] if note else [], "note")


def evidence_of(draft: Draft, entry: Entry, field: str) -> list[str]:
    if not entry.all("evidence"):
        known = ", ".join(draft.names.words(draft.forms["claim"].field("evidence").accepts))
        message = f"{field} is a claim, and a claim rests on some evidence"
        draft.wrong(entry, "evidence", "missing", message, f"say the kind of evidence: {known}")
    return draft.things(entry, "evidence")


def claim_name(draft: Draft, entry: Entry, subject: str, relation: str, target: str, denied: bool) -> str:
    if entry.kind == "claim" and entry.one("id"):
        return draft.named(entry, "")
    key, verb = draft.key(entry), slug(draft.names.label(relation))
    ends = [slug(" ".join(word for word in local_name(end).removeprefix(f"{key}-").split("-") if word not in MISLEADING), 40)
            for end in (subject, target)]
    return draft.free(KG + "-".join(filter(None, ["claim", key, ends[0], "not" if denied else "", verb, ends[1]])))


def statement(draft: Draft, subject: str, relation: str, target: str, hedged: bool, denied: bool) -> str:
    verb = draft.names.label(relation)
    said = f"{draft.names.label(subject)} {SPOKEN.get(verb, verb)} {draft.names.label(target)}"
    if denied:
        return f"It is not so that {said}."
    if hedged:
        return f"It may be that {said}."
    return f"{said[:1].upper()}{said[1:]}."


def build(draft: Draft, entry: Entry, passage: str | None) -> None:
    """The claim that an entry makes."""
    subject, target = draft.thing(entry, "subject"), draft.thing(entry, "object")
    known = relations(draft)
    relation = draft.read(entry, "relation", lambda said: chosen(said, known))
    if subject and target and relation:
        claim(draft, entry, subject, relation, target, passage, "relation")


def chosen(said: str, known: dict[str, str]) -> str:
    """One of a list of words, by label or by name."""
    by_name = {
        normal(word): found for label, found in known.items() for word in (label, local_name(found), shorten(found), slug(label))
    }
    if found := by_name.get(normal(said)):
        return found
    near = nearest(said, known, 2)
    raise Refused(
        "choice",
        f"{said!r} is not one of the words to choose from",
        f"did you mean {' or '.join(near)}?" if near else f"use {', '.join(known)}",
    )
