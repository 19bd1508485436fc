"""Relations in words for a reader: how each reads backwards, and which are shown elsewhere on a page than among relations.

Forwards a relation is called by its label; backwards by its inverse where the ontology has one, else by the words here.
"""

import re

from ...export import looks
from ...names import PREFIXES, SI, local_name, shorten

BACKWARDS = {
    "improves": "improved by", "worsens": "worsened by", "relieves": "relieved by", "inhibits": "inhibited by", "exacerbates": "exacerbated by",
    "contributesTo": "contributed to by", "leadsTo": "results from", "mitigates": "mitigated by", "aggravates": "aggravated by",
    "occursIn": "mechanisms observed here", "forms": "formed by", "hasRole": "materials in this role", "shownBy": "mechanisms that show in it",
    "hasElectrolyte": "electrolyte of", "hasCounterElectrode": "counter electrode of", "hasStructure": "silicon structure of",
    "hasActiveMaterial": "active material of", "hasCoating": "coating of", "hasBinder": "binder of", "hasMatrix": "matrix of",
    "hasConductiveAdditive": "conductive additive of", "hasPrecursor": "precursor of", "hasBond": "bond in", "bonds": "joined by the bond",
    "preparedBy": "used to prepare", "determinedBy": "results determined by it", "broader": "narrower", "containsElement": "contained in",
    "hasPrincipalElement": "principal element of", "hasSoleElement": "only element of", "hasFrameworkAnion": "framework anion of",
    "reportedIn": "made or tested in this study", "inSource": "places in it that the graph speaks of", "mentions": "named in", "cites": "cited by",
    "usesReading": "reading used by", "hasReading": "reading that disagrees in", "hasCondition": "condition of", "actsAt": "mechanisms that act here",
    "adjusts": "strategies that change it", "type": "members", "subClassOf": "narrower classes", "subPropertyOf": "narrower relations",
    "domain": "relations that begin here", "range": "relations that end here", "unit": "values in this unit", "isDefinedBy": "defines",
    "hasDimension": "units of this dimension", "measuredIn": "metrics of this dimension", "imports": "imported by", "statedIn": "stated there",
}
FORWARDS = {"subClassOf": "broader classes", "subPropertyOf": "broader relations", "inverseOf": "read backwards", "domain": "begins at", "range": "ends at",
            "type": "kind", "cites": "cites"}
PARTS_OF_A_NAME = {"label", "prefLabel", "altLabel", "definition", "statement", "title", "authorList", "author", "firstAuthor", "authorListTruncated",
                   "journal", "volume", "pages", "doi", "citation", "exact", "section", "paragraph", "tableRow", "tableColumn", "panel",
                   "referenceNumber", "year"}
NOTES = {"comment", "scopeNote", "description"}
PARTS_OF_A_CLAIM = {"subject", "predicate", "object", "statement", "hedged", "denied", "evidenceType", "appliesTo", "hasEvidence", "statedIn",
                    "reportedIn", "contradicts", "determinedBy"}
PARTS_OF_A_RESULT = {"metric", "asPrinted", "relation", "unit", "cycle", "massBasis", "ofCell", "ofMaterial", "hasCondition", "reportedIn", "statedIn",
                     "outcome", "controlCell", "controlMaterial", "hasMeasurement", "hasControl", "value", "minValue", "maxValue", "determinedBy",
                     "potentialReference"}
EFFECTS = ("benefit", "harm", "cause", "relief", "other")
NAMELESS = PREFIXES["owl"] + "NamedIndividual"


def forwards(relation: str, known) -> str:
    return FORWARDS.get(local_name(relation)) or known.names.get(relation) or spaced(local_name(relation))


def backwards(relation: str, known) -> str:
    inverse = known.inverses.get(relation)
    if inverse and inverse in known.names:
        return known.names[inverse]
    return BACKWARDS.get(local_name(relation)) or f"{forwards(relation, known)} (of)"


def effect(relation: str, known) -> str:
    """benefit, harm, cause, relief or other, however the relation is read."""
    found = looks.effect(shorten(relation))
    return looks.effect(shorten(known.inverses[relation])) if found == "other" and relation in known.inverses else found


def spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: " " + found[0].lower(), name)


def is_ours(iri: str) -> bool:
    return iri.startswith((SI, PREFIXES["kg"]))


def kind_name(iri: str) -> str:
    """`FailureMechanism` of `si:FailureMechanism`: what the style sheet colours by."""
    return re.sub(r"[^A-Za-z0-9-]", "", local_name(iri))
