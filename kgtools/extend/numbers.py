"""From entries to numbers: conditions, measurements and comparisons.

What a chemist would not type twice is filled in: the relation of a number from its sign, the kind of a setting from its
unit, a silent mass as not stated. Nothing is filled in that the source would have to say.
"""

import re

from ..entries.entry import Entry
from ..entries.forms import Accepts
from ..entries.values import Quantity, Refused, line, quantity, whole, written
from ..names import KG, expand, local_name, nearest, shorten
from ..querying import lookup
from ..turtle.blocks import Block, slug, text
from . import passages
from .claims import chosen
from .draft import Draft
from .evidence import credited
from .known_names import joined

UNIT, CONDITION = expand("si:Unit"), expand("si:Condition")
PER_MASS = {expand(f"si:{name}") for name in ("SpecificChargeDimension", "SpecificEnergyDimension", "SpecificCurrentDimension")}
POTENTIAL, FIRST_CYCLE = expand("si:PotentialDimension"), expand("si:InitialCoulombicEfficiency")
AMOUNT = re.compile(
    r"\s*(?P<amount>(?:[><=~≥≤∼≈]=?\s*)?[+\-−–]?[\d.,]+(?:\s*(?:-|–|to|\.\.\.?)\s*[+\-−–]?[\d.,]+)?)\s*(?P<unit>.*)\Z"
)


def printed_of(draft: Draft, entry: Entry) -> str | None:
    """The figure as printed: as given, else the value and the unit as they were typed."""
    if entry.one("printed"):
        return draft.text(entry, "printed")
    value, unit = draft.text(entry, "value"), draft.text(entry, "unit")
    return f"{value} {unit}" if value and unit else value


def numbers(block: Block, found: Quantity) -> None:
    for predicate, value in (("si:value", found.value), ("si:minValue", found.least), ("si:maxValue", found.greatest)):
        block.add(predicate, [] if value is None else written(value), "value")
    block.add("si:relation", text(found.relation), "value")


def measured(draft: Draft, entry: Entry, block: Block) -> None:
    """Value, unit and print of a record, and the mass or potential that it refers to, not stated where nothing is said."""
    found, unit = draft.read(entry, "value", quantity), draft.thing(entry, "unit")
    if found:
        numbers(block, found)
    block.add("si:unit", [shorten(unit)] if unit else [], "unit")
    block.add(
        "si:asPrinted", [text(said)] if (said := printed_of(draft, entry)) else [], "printed" if entry.one("printed") else "value"
    )
    silent(draft, entry, block, draft.names.facts.one(unit, "si:hasDimension") if unit else None)


def silent(draft: Draft, entry: Entry, block: Block, dimension: str | None) -> None:
    basis, reference = (
        draft.thing(entry, name) if name in entry.values else None for name in ("mass-basis", "potential-reference")
    )
    if basis or (dimension in PER_MASS and entry.kind != "comparison"):
        block.add("si:massBasis", shorten(basis or expand("si:BasisNotStated")), "mass-basis")
    if reference or (dimension == POTENTIAL and entry.kind != "comparison"):
        block.add("si:potentialReference", shorten(reference or expand("si:ReferenceNotStated")), "potential-reference")


def condition(draft: Draft, entry: Entry) -> None:
    passage, kind = passages.of(draft, entry, printed_of(draft, entry)), draft.thing(entry, "type")
    if not kind and entry.one("unit") and (unit := draft.thing(entry, "unit")):
        kind = draft.read(entry, "unit", lambda said: kind_of_setting(draft, unit, quantity(entry.one("value") or ""), said))
    source = draft.publication(entry) or ""
    name = draft.own.get(id(entry)) or draft.named(
        entry, f"{draft.names.label(kind) if kind else ''} {printed_of(draft, entry) or ''}", draft.key(entry)
    )
    block = draft.new(entry, name, shorten(kind or CONDITION), CONDITION, source)
    measured(draft, entry, block)
    credited(draft, entry, block, passage, found=False)


def kind_of_setting(draft: Draft, unit: str, value: Quantity, said: str) -> str:
    """The kind of condition whose values have this unit."""
    facts, dimension = draft.names.facts, draft.names.facts.one(unit, "si:hasDimension")
    fits = [one for one in facts.having("si:conditionDimension") if facts.one(one, "si:conditionDimension") == dimension]
    if dimension == POTENTIAL:
        return expand("si:VoltageWindow" if value.relation == "range" else "si:CutoffVoltage")
    if len(fits) != 1:
        known = [draft.names.label(one) for one in fits or facts.having("si:conditionDimension")]
        raise Refused(
            "setting",
            f"{said!r} does not say which setting it is",
            f"write it like `{known[0]}: {said}`; settings are {', '.join(known)}",
        )
    return fits[0]


def setting(draft: Draft, entry: Entry, said: str, passage: str, source: str) -> str:
    """The condition that a result names by id, or the new one that it gives as `60 °C` or `stack pressure: 100 MPa`."""
    if found := by_id(draft, said):
        return found
    kind_said, colon, amount = said.rpartition(":")
    found = AMOUNT.match(line(amount))
    if not found or not found["unit"]:
        if colon:
            raise Refused("setting", f"{said!r} has no number with a unit", "write it like `stack pressure: 100 MPa`")
        raise Refused(
            "setting",
            f"{said!r} is neither a setting nor the id of a condition",
            "write it like `60 °C`, or give the condition's id",
        )
    unit, value = draft.names.thing(found["unit"], Accepts("thing", (UNIT,))), quantity(found["amount"])
    kind = named_setting(draft, kind_said) if colon else kind_of_setting(draft, unit, value, said)
    return shared(draft, entry, kind, amount.strip(), passage) or new_setting(
        draft, entry, kind, value, unit, amount.strip(), passage, source
    )


def by_id(draft: Draft, said: str) -> str | None:
    return lookup.by_id(said, draft.names.members((CONDITION,)))


def named_setting(draft: Draft, said: str) -> str:
    kinds = {draft.names.label(one): one for one in draft.names.facts.having("si:conditionDimension")}
    if found := {lookup.normal(label): one for label, one in kinds.items()}.get(lookup.normal(said)):
        return found
    near = nearest(said, kinds, 3)
    raise Refused(
        "setting",
        f"{said.strip()!r} is no kind of setting",
        f"did you mean {joined(near)}?" if near else f"use {', '.join(kinds)}",
    )


def shared(draft: Draft, entry: Entry, kind: str, printed: str, passage: str) -> str | None:
    """A condition of the same study with the same print in the same section: one setting is one record."""
    facts, here, begins = draft.names.facts, spot_of(draft, passage), KG + draft.key(entry)
    for made in draft.made:
        said = {predicate: objects[0] for predicate, objects, _ in made.block.lines}
        if (
            made.block.kind == shorten(kind)
            and said.get("si:asPrinted") == text(printed)
            and spot_of(draft, expand(said["si:statedIn"])) == here
            and made.name.startswith(begins)
        ):
            return made.name
    for name in facts.of_kind(local_name(kind)):
        stated = facts.one(name, "si:statedIn")
        if facts.one(name, "si:asPrinted") == printed and stated and spot_of(draft, stated) == here and name.startswith(begins):
            return name
    return None


def spot_of(draft: Draft, passage: str) -> tuple[str | None, str | None]:
    """Source and section of a passage, drafted or there."""
    made = next((one for one in draft.made if one.name == passage), None)
    if made:
        return made.place["source"], made.place["section"]
    return draft.names.facts.one(passage, "si:inSource"), draft.names.facts.one(passage, "si:section")


def new_setting(
    draft: Draft, entry: Entry, kind: str, value: Quantity, unit: str, printed: str, passage: str, source: str
) -> str:
    name = draft.free(KG + slug(f"{draft.key(entry)} {draft.names.label(kind)} {printed}", 80))
    block = draft.new(entry, name, shorten(kind), CONDITION, source)
    numbers(block, value)
    block.lines = [(predicate, objects, "condition") for predicate, objects, _ in block.lines]
    block.add("si:unit", shorten(unit), "condition")
    block.add("si:asPrinted", text(printed), "condition")
    silent(draft, Entry("condition", {}), block, draft.names.facts.one(unit, "si:hasDimension"))
    block.add("si:statedIn", shorten(passage), "condition")
    return name


def result(draft: Draft, entry: Entry) -> None:
    """A measurement or a comparison."""
    printed = printed_of(draft, entry)
    passage = passages.of(draft, entry, printed if printed and len(printed) <= passages.LONGEST else None)
    metric, source = draft.thing(entry, "metric"), draft.publication(entry) or ""
    given = entry.all("condition") if passage else ()
    settings = [draft.read(entry, "condition", lambda one: setting(draft, entry, one, passage, source), said) for said in given]
    block = draft.new(entry, draft.own.get(id(entry)) or result_name(draft, entry, metric), f"si:{entry.kind.capitalize()}",
                      draft.forms[entry.kind].target, source)
    block.add("si:metric", [shorten(metric)] if metric else [], "metric")
    sides(draft, entry, block)
    if entry.kind == "measurement" or entry.one("value"):
        measured(draft, entry, block)
    first = 1 if metric == FIRST_CYCLE and entry.kind == "measurement" else None
    cycle = draft.read(entry, "cycle", whole) if entry.one("cycle") else first
    block.add("si:cycle", [str(cycle)] if cycle else [], "cycle")
    block.add("si:hasCondition", [shorten(one) for one in settings if one], "condition")
    block.add("si:determinedBy", map(shorten, draft.things(entry, "determined-by")), "determined-by")
    credited(draft, entry, block, passage)


def sides(draft: Draft, entry: Entry, block: Block) -> None:
    """What was measured; for a comparison the outcome, and what it is compared with."""
    for field in draft.forms[entry.kind].fields:
        if field.name in ("cell", "material", "measurement", "control", "control-cell", "control-material"):
            block.add(shorten(field.predicate), map(shorten, draft.things(entry, field.name)), field.name)
    if entry.kind == "measurement" and bool(entry.one("cell")) == bool(entry.one("material")):
        draft.wrong(
            entry,
            "cell",
            "of-what",
            "a measurement is of one cell or of one material",
            "say --cell, or --material for a property outside a cell",
        )
    if entry.kind == "comparison":
        outcomes = {draft.names.label(one): one for one in draft.names.members((expand("si:Outcome"),))}
        outcome = draft.read(entry, "outcome", lambda said: chosen(said, outcomes))
        block.add("si:outcome", [shorten(outcome)] if outcome else [], "outcome")


def result_name(draft: Draft, entry: Entry, metric: str | None) -> str:
    """`kim2023-li3ps4-li-si-cycle-life`: who, of what, which metric, at which cycle."""
    of = draft.thing(entry, "cell") or draft.thing(entry, "material") if entry.one("cell") or entry.one("material") else None
    key = draft.key(entry)
    thing = local_name(of).removeprefix(f"{key}-").removesuffix("-cell") if of else ""
    cycle = f"cycle {entry.one('cycle')}" if entry.one("cycle") else ""
    against = "comparison" if entry.kind == "comparison" else ""
    return draft.free(KG + slug(f"{key} {thing} {draft.names.label(metric) if metric else ''} {cycle} {against}", 90))
