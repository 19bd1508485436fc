"""What makes a thing a member of a new class: `component: graphite` becomes a restriction, and the reasoner finds the members."""

from ..entries.entry import Entry
from ..entries.forms import Accepts
from ..entries.values import Refused, line
from ..names import SI, local_name, nearest, shorten
from ..querying import lookup
from ..turtle.blocks import Block
from .draft import Draft
from .known_names import joined


def define(draft: Draft, entry: Entry, block: Block) -> None:
    """The definition of a class by genus and difference: one of its parents that also has all of this."""
    parents = draft.things(entry, "parent")
    parts = [
        part
        for said in entry.all("where")
        if (part := draft.read(entry, "where", lambda one: restriction(draft, parents, line(one)), said))
    ]
    if parts:
        genus = " ".join([*map(shorten, parents), *parts])
        block.add("owl:equivalentClass", f"[ a owl:Class ; owl:intersectionOf ( {genus} ) ]", "where")


def restriction(draft: Draft, parents: list[str], said: str) -> str:
    name, colon, value = (part.strip() for part in said.partition(":"))
    if not colon or not value:
        raise Refused("where", f"{said!r} is no property with a thing", "write it like `component: graphite`")
    relation = property_of(draft, parents, name)
    ends = tuple(end for end in draft.names.facts.all(relation, "rdfs:range") if end.startswith("http"))
    head = f"[ a owl:Restriction ; owl:onProperty {shorten(relation)} ; "
    if kind := class_of(draft, ends, value):
        return f"{head}owl:someValuesFrom {shorten(kind)} ]"
    return f"{head}owl:hasValue {shorten(draft.names.thing(value, Accepts('thing', ends)))} ]"


def class_of(draft: Draft, ends: tuple[str, ...], value: str) -> str | None:
    """A class that lies below where the property ends, if the value is the label or the name of one."""
    wanted = lookup.normal(value)
    for name, labels in draft.names.classes().items():
        if (wanted in map(lookup.normal, labels) or value in (local_name(name), shorten(name))) and (
            not ends or draft.names.above(name) & set(ends)
        ):
            return name
    return None


def property_of(draft: Draft, parents: list[str], said: str) -> str:
    """A property that members of the parents may have: by label, with or without its `has`."""
    above = {one for parent in parents for one in draft.names.above(parent)}
    known: dict[str, str] = {}
    for relation in draft.names.facts.of_kind("ObjectProperty"):
        domains = draft.names.facts.all(relation, "rdfs:domain")
        if relation.startswith(SI) and (not domains or not above or set(domains) & above):
            label = draft.names.label(relation)
            known |= {name: relation for name in (local_name(relation), shorten(relation), label, label.removeprefix("has "))}
    found = {lookup.normal(name): relation for name, relation in known.items()}.get(lookup.normal(said))
    if found is None:
        shown = dict.fromkeys(draft.names.label(known[name]).removeprefix("has ") for name in nearest(said, known, 3))
        of = " or ".join(draft.names.label(parent) for parent in parents) or "class"
        every = sorted({draft.names.label(one).removeprefix("has ") for one in known.values()})
        fix = f"did you mean {joined(shown)}?" if shown else f"use one such as {', '.join(every[:8])}"
        raise Refused("where", f"{said!r} is no property of a {of}", fix)
    return found
