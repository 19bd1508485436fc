"""Values that cannot be: what physics forbids for silicon anodes, whatever the sources say."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from ..article.pieces import Unit
from ..names import KG, expand, local_name
from ..problems import Problem
from ..turtle.records import Graph
from .faithful import where

LI22SI5_CAPACITY = 4200  # mAh/g, the most lithium that silicon takes up

_EFFICIENCIES = {"InitialCoulombicEfficiency", "CoulombicEfficiency", "AverageCoulombicEfficiency"}
_SPECIFIC_CAPACITIES = {
    "SpecificCapacity",
    "SpecificDischargeCapacity",
    "SpecificChargeCapacity",
    "ReversibleSpecificCapacity",
    "TheoreticalSpecificCapacity",
}
_SIGNED_PRESSURES = {"InternalStress", "StressChange", "StressChangeRate"}
_REMARKS = ("skos:note", "skos:editorialNote", "rdfs:comment")
_PARTS = ("si:hasActiveMaterial", "si:hasComponent", "si:hasStructure", "si:hasCoating", "si:hasMatrix")

Prelithiated = Callable[[Graph, str], bool]


def check(
    graph: Graph, record: str, units: list[Unit], prelithiated: Prelithiated | None = None
) -> Iterator[Problem]:
    """What is impossible about the values of one measurement or condition."""
    values = graph.values(record).values()
    if values:
        excused = prelithiated or is_prelithiated
        for message, fix in _faults(graph, record, max(values), min(values), excused):
            place = f" ({where(units)})" if units else ""
            yield graph.problem(record, "impossible", f"{message}{place}", fix, "si:value")


def _faults(
    graph: Graph, record: str, greatest: Decimal, least: Decimal, prelithiated: Prelithiated
) -> Iterator[tuple[str, str]]:
    metric, unit = (local_name(graph.one(record, name) or "") for name in ("si:metric", "si:unit"))
    percent, pressure = unit == "PERCENT", unit in ("MegaPA", "GigaPA")
    if metric in _EFFICIENCIES and percent and greatest > 100 and not _excused(graph, record, prelithiated):
        message = f"a coulombic efficiency of {greatest} % needs a pre-lithiated anode"
        yield message, "say by a strategy, a component or the preparation that it is, or correct the value"
    if metric == "CapacityRetention" and percent and greatest > 100 and not graph.all(record, *_REMARKS):
        yield f"a capacity retention of {greatest} % is above 100 %", "add a skos:note if the article says so"
    if metric in _SPECIFIC_CAPACITIES and unit == "MilliA-HR-PER-GM" and greatest > LI22SI5_CAPACITY:
        message = f"{greatest} mAh/g is above {LI22SI5_CAPACITY} mAh/g, the capacity of Li22Si5"
        yield message, "compare the value with the article"
    if pressure and metric not in _SIGNED_PRESSURES and least < 0:
        yield f"{least} is a negative pressure", "give the pressure without a sign"


def _excused(graph: Graph, record: str, prelithiated: Prelithiated) -> bool:
    anodes = [anode for cell in graph.all(record, "si:ofCell") for anode in graph.all(cell, "si:hasAnode")]
    return any(prelithiated(graph, anode) for anode in [*anodes, *graph.all(record, "si:ofMaterial")])


def is_prelithiated(graph: Graph, anode: str) -> bool:
    """By a claimed strategy, by its preparation, or by a lithium silicide inside: what the files state."""
    named = [*_strategies(graph, anode), *graph.all(anode, "si:preparedBy")]
    parts = graph.all(anode, *_PARTS)
    by_name = any("lithiation" in name.removeprefix(KG) or _adjusts_lithiation(graph, name) for name in named)
    return by_name or any(_is_lithium_silicide(graph, part) for part in parts)


def _strategies(graph: Graph, anode: str) -> list[str]:
    claims = [claim for claim in graph.of_kind("Claim") if anode in graph.all(claim, "si:subject")]
    using = [claim for claim in claims if expand("si:usesStrategy") in graph.all(claim, "si:predicate")]
    return [strategy for claim in using for strategy in graph.all(claim, "si:object")]


def _adjusts_lithiation(graph: Graph, name: str) -> bool:
    return expand("si:LithiationAspect") in graph.all(name, "si:adjusts")


def _is_lithium_silicide(graph: Graph, part: str) -> bool:
    principal = {local_name(element) for element in graph.all(part, "si:hasPrincipalElement")}
    return {"Lithium", "Silicon"} <= principal or "LithiumSilicide" in graph.kinds(part)
