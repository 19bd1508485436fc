"""The claims and the numbers about one thing, put in order for its page."""

from dataclasses import dataclass

from . import words
from .knowledge import Known, Record

CLAIM_ROLES = {"appliesTo": "Shown on it", "hasEvidence": "Claims that rest on it", "statedIn": "Claims that stand there",
               "reportedIn": "What the review reports from it", "evidenceType": "Claims with this kind of evidence",
               "predicate": "Claims of this relation", "contradicts": "Claims that contradict it"}
RESULT_ROLES = {"ofCell": "Numbers", "ofMaterial": "Numbers", "controlCell": "Numbers it is the control of",
                "controlMaterial": "Numbers it is the control of", "metric": "Numbers", "reportedIn": "Numbers reported from it",
                "statedIn": "Numbers that stand there", "determinedBy": "Numbers determined by it", "hasCondition": "Numbers under this condition",
                "hasMeasurement": "Comparisons with it", "hasControl": "Comparisons that it is the control of", "unit": "Numbers in this unit",
                "outcome": "Comparisons with this outcome", "massBasis": "Numbers on this basis", "potentialReference": "Voltages against it"}


@dataclass
class Claims:
    """Claims of one relation between two things, or those under a heading."""

    heading: str
    relation: tuple[str, str, str] | None
    effect: str
    records: list[Record]


def claims(known: Known, iri: str) -> tuple[list[Claims], list[Record]]:
    """Claims about the thing by relation, then by the part that it has in others; what is denied apart."""
    about = known.claims_about.get(iri, {})
    own = [claim for role in ("subject", "object") for claim in about.get(role, [])]
    denied = [claim for claim in own if claim.one("denied") == "true"]
    affirmed = [claim for claim in own if claim.one("denied") != "true"]
    found = [Claims("", relation, words.effect(relation[1], known), [claim for claim in affirmed if relation_of(claim) == relation])
             for relation in dict.fromkeys(map(relation_of, affirmed))]
    found.sort(key=lambda part: (words.EFFECTS.index(part.effect), part.relation[0] == iri, part.relation[1], -len(part.records)))
    shown = {claim.iri for claim in own}
    for role, heading in CLAIM_ROLES.items():
        rest = [claim for claim in about.get(role, []) if claim.iri not in shown]
        shown.update(claim.iri for claim in rest)
        found += [Claims(heading, None, "other", sorted(rest, key=known.first_place))] if rest else []
    return found, denied


def relation_of(claim: Record) -> tuple[str, str, str]:
    return claim.one("subject"), claim.one("predicate"), claim.one("object")


def results(known: Known, iri: str, cells: list[str]) -> dict[str, list[Record]]:
    """Numbers by heading: of the thing itself, or of the cells that it is a part of."""
    found, shown = {}, {iri}
    sources = [(heading, known.results_about.get(iri, {}).get(role, [])) for role, heading in RESULT_ROLES.items()]
    sources += [("Numbers of cells with it", known.results_about.get(cell, {}).get("ofCell", [])) for cell in cells]
    for heading, records in sources:
        for record in records:
            if record.iri not in shown:
                found.setdefault(heading, []).append(record)
                shown.add(record.iri)
    return {heading: sorted(records, key=known.first_place) for heading, records in found.items()}
