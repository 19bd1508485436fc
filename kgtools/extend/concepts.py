"""From entries to concepts: mechanisms, strategies, materials, anodes; classes and metrics of the ontology; relations as claims.

A relation given with a concept becomes a claim, as every direct relation does, with the source, the place and the kind
of evidence that the entry names. A concept of one's own says so in dcterms:source and has no place.
"""

from collections.abc import Iterable

from ..entries.entry import Entry
from ..entries.forms import NUMBER, TEXT, THING
from ..entries.values import Refused, line, number, sentence, written
from ..names import KG, SI, expand, local_name, nearest, shorten
from ..turtle.blocks import Block, camel, text
from . import passages
from .claims import claim, relation_of
from .classes import define
from .draft import PUBLICATION, Draft
from .known_names import alike, joined, stems

EXACT_MATCH, SHORTEST = "same-name", 15  # characters of a definition, as the shapes have it
NO_PUBLICATION = "name one as the source; for results of your own add one of type report first, with title, author and year"
SEPARATE = {
    "label",
    "synonym",
    "definition",
    "note",
    "id",
    "type",
    "evidence",
    "applies-to",
    "made-by",
    "source",
    "section",
    "paragraph",
    "row",
    "column",
    "panel",
    "exact",
    "where",
    "even-if-similar",
}
OWL_CLASS, METRIC = expand("owl:Class"), expand("si:PerformanceMetric")
SAME_REASON = "even-if-similar"


def register(draft: Draft, entry: Entry) -> None:
    """Give the concept its name, so that the other entries can speak of it."""
    label = draft.text(entry, "label") or ""
    target = draft.forms[entry.kind].target
    check_names(draft, entry, label)
    if entry.kind in ("class", "metric"):
        name = ontology_name(draft, entry, label)
    else:
        maker = made_by(draft, entry) if entry.kind == "anode" else None
        name = draft.named(entry, label, local_name(maker) if maker else "")
    kinds = [draft.thing(entry, "type") or target] if entry.one("type") else [target]
    draft.names.add(name, kinds, [label, *entry.all("synonym")])
    draft.own[id(entry)] = name


def made_by(draft: Draft, entry: Entry) -> str | None:
    """The study that made an anode: as said, else the source, unless that is a review."""
    if entry.one("made-by"):
        return draft.publication(entry, "made-by")
    source = draft.publication(entry) if draft.is_publication(entry) else None
    return None if source is None or expand("si:ReviewArticle") in draft.names.kinds[source] else source


def ontology_name(draft: Draft, entry: Entry, label: str) -> str:
    name = camel(entry.one("id") or label)
    if not name:
        draft.wrong(entry, "id", "id", f"no name can be made from {label!r}", "give an id such as SiliconCarbonComposite")
    elif SI + name in draft.taken:
        draft.wrong(entry, "label", "taken", f"there is a term si:{name} already", "use it, or choose another label or id")
    return draft.free(SI + (name or "Term"))


def check_names(draft: Draft, entry: Entry, label: str) -> None:
    """Nothing is added that is there under the same or nearly the same name, unless a reason is given."""
    concepts = rivals(draft, entry.kind)
    for field, said in (("label", label), *(("synonym", one) for one in entry.all("synonym"))):
        found = [(name, other) for name, other in alike(said, concepts) if said]
        same = [(name, other) for name, other in found if stems(other) == stems(said)]
        if same and field == "label" and is_same_kind(draft, entry, same[0][0]):
            draft.wrong(
                entry,
                field,
                EXACT_MATCH,
                f"{told(draft, *same[0])} already",
                f"use it, or choose a {field} that tells the two apart",
            )
        elif found and not entry.one(SAME_REASON):
            several = dict.fromkeys(told(draft, *one) for one in found[:3])
            draft.wrong(entry, field, "similar", f"{said!r} is much like what is there: {joined(several)}",
                        f"use that, or say why it is another thing with --{SAME_REASON} REASON")


def rivals(draft: Draft, kind: str) -> dict[str, list[str]]:
    """What a new name could be taken for: classes for a class, else concepts of the graph and metrics."""
    names, drafted = draft.names, set(draft.own.values())
    if kind == "class":
        return names.classes()
    pool = names.members((METRIC,)) | {name: labels for name, labels in names.called.items() if name.startswith(KG)}
    return {name: labels for name, labels in pool.items() if name in drafted or names.facts.one(name, "skos:definition")}


def is_same_kind(draft: Draft, entry: Entry, name: str) -> bool:
    return draft.names.is_a(name, [draft.forms[entry.kind].target]) or (
        entry.kind == "class" and OWL_CLASS in draft.names.kinds[name]
    )


def told(draft: Draft, name: str, called: str) -> str:
    label = draft.names.label(name)
    return f"{shorten(name)} is called {called!r}" + (f" ({label})" if label != called else "")


def build(draft: Draft, entry: Entry) -> None:
    form, name = draft.forms[entry.kind], draft.own[id(entry)]
    kind = "owl:Class" if entry.kind == "class" else ", ".join(map(shorten, draft.names.kinds[name]))
    block = draft.new(entry, name, "owl:NamedIndividual, si:PerformanceMetric" if entry.kind == "metric" else kind, form.target)
    block.add(
        "rdfs:label" if entry.kind in ("class", "metric") else "skos:prefLabel", literal(draft, entry, "label", line), "label"
    )
    block.add(
        "skos:altLabel",
        [text(said, "en") for one in entry.all("synonym") if (said := draft.read(entry, "synonym", line, one))],
        "synonym",
    )
    block.add(
        "skos:definition",
        literal(draft, entry, "definition", lambda said: definition(said, entry.one("label") or "")),
        "definition",
    )
    for field in form.fields:
        if field.name not in SEPARATE and entry.all(field.name) and not relation_of(draft, field.predicate):
            block.add(shorten(field.predicate), values(draft, entry, field), field.name)
    finish(draft, entry, block, name)


def finish(draft: Draft, entry: Entry, block: Block, name: str) -> None:
    """What comes last: the definition of a class, the credit, the note, the source, and the claims."""
    if entry.kind == "class":
        define(draft, entry, block)
    if entry.kind == "metric":
        complete_metric(draft, entry, block)
    credit = (
        made_by(draft, entry) if entry.kind == "anode" else draft.publication(entry, "made-by") if entry.one("made-by") else None
    )
    if credit:
        block.add("si:reportedIn", shorten(credit), "made-by" if entry.one("made-by") else "source")
    block.add("rdfs:comment", notes(draft, entry), "note")
    if entry.one("source"):
        source(draft, entry, block, name)


def notes(draft: Draft, entry: Entry) -> list[str]:
    """The remark, and why the concept is another thing than what is called nearly so."""
    return [text(said, "en") for field in ("note", SAME_REASON) if (said := draft.read(entry, field, sentence))]


def source(draft: Draft, entry: Entry, block: Block, name: str) -> None:
    """The passage and the claims; for a concept of one's own, and for a term of the ontology, who says so."""
    relations = [
        (field, found)
        for field in draft.forms[entry.kind].fields
        if entry.all(field.name) and (found := relation_of(draft, field.predicate))
    ]
    in_words = not draft.is_publication(entry)
    if in_words or entry.kind in ("class", "metric"):
        known = None if in_words else draft.publication(entry)
        block.add(
            "dcterms:source", shorten(known) if known else literal(draft, entry, "source", own_words(draft, entry)), "source"
        )
        for field, _ in relations if in_words else ():
            message = f"{field.name} is a claim, and {entry.one('source')!r} is no publication that could make it"
            draft.wrong(entry, field.name, "claim", message, NO_PUBLICATION)
        return
    passage = passages.of(draft, entry, mentions=name)
    for field, (relation, turned) in relations:
        for other in draft.things(entry, field.name):
            ends = (other, name) if turned else (name, other)
            claim(draft, entry, ends[0], relation, ends[1], passage, field.name)


def own_words(draft: Draft, entry: Entry):
    """Words for a source of one's own; what looks like a key, a DOI or a label of a publication is none of them."""
    def reader(said: str) -> str:
        if said.startswith(("10.", "http", "doi", "kg:")) or (said.isalnum() and any(letter.isdigit() for letter in said)):
            raise unknown_publication(draft, said)
        return line(said)
    return reader


def unknown_publication(draft: Draft, said: str) -> Refused:
    near = nearest(said, [local_name(one) for one in draft.names.members((PUBLICATION,))])
    return Refused("unknown", f"there is no publication {said!r}", (f"did you mean {near[0]}? " if near else "") +
                   "add it first, or give --title, --author and --year with it")


def literal(draft: Draft, entry: Entry, name: str, reader) -> list[str]:
    said = draft.read(entry, name, reader)
    return [text(said, "" if name == "source" else "en")] if said else []


def definition(said: str, label: str) -> str:
    """A definition that says more than the label does."""
    whole = sentence(said)
    if set(stems(whole)) <= set(stems(label)):
        raise Refused(
            "definition",
            "the definition only repeats the label",
            "say what kind of thing it is, and what sets it apart from others of that kind",
        )
    if len(whole) < SHORTEST:
        raise Refused(
            "definition", f"the definition has {len(whole)} characters", "say what kind of thing it is, and what sets it apart"
        )
    return whole


def values(draft: Draft, entry: Entry, field) -> Iterable[str]:
    if field.accepts.form in (THING, "class"):
        return [shorten(found) for found in draft.things(entry, field.name)]
    if field.accepts.form == NUMBER:
        return [
            written(found) for one in entry.all(field.name) if (found := draft.read(entry, field.name, number, one)) is not None
        ]
    if field.accepts.form == TEXT:
        return [text(found) for one in entry.all(field.name) if (found := draft.read(entry, field.name, line, one))]
    raise AssertionError(field)


def complete_metric(draft: Draft, entry: Entry, block: Block) -> None:
    """A unit gives the dimension; the plausible band needs all three of unit, lowest and highest."""
    given = [name for name in ("unit", "lowest", "highest") if entry.one(name)]
    if "unit" in given and (unit := draft.thing(entry, "unit")):
        block.add("si:measuredIn", shorten(draft.names.facts.one(unit, "si:hasDimension")), "unit")
    if len(given) == 1 and given == ["unit"]:
        block.lines = [one for one in block.lines if one[0] != "si:plausibleUnit"]
    elif len(given) in (1, 2):
        draft.wrong(
            entry,
            given[0],
            "band",
            "a plausible band has a lowest and a highest value, and their unit",
            "give all three, or the unit alone",
        )


