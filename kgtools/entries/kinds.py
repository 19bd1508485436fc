"""The kinds of records that a person adds, and what they call the fields: only what shapes and ontology cannot say.

A field is a line `name predicate often`, where `+` may be given several times and `-` once. Whether it must be given,
what may be given and what it means is read from the ontology by forms.py. Some fields make records of their own when
the entry is drafted: a place makes a passage, a relation makes a claim, a setting makes a condition.
"""

CONCEPTS, EVIDENCE = "concepts", "evidence"

NAMED = ["label skos:prefLabel -", "synonym skos:altLabel +", "definition skos:definition -"]
LAST = ["note rdfs:comment -", "id - -"]
OTHER = ["even-if-similar - -"]
WHERE = ["source si:inSource -", "section si:section -", "paragraph si:paragraph -", "row si:tableRow -",
         "column si:tableColumn -",
         "panel si:panel -", "exact oa:exact -"]
# Relations of a concept are claims, and a claim rests on some kind of evidence.
BEHIND = ["evidence si:evidenceType +", "applies-to si:appliesTo +"]
SIGNED = ["improves si:improves +", "worsens si:worsens +"]
CAUSAL = ["leads-to si:leadsTo +", "relieves si:relieves +", *SIGNED]
MADE_OF = ["component si:hasComponent +", "coating si:hasCoating +", "matrix si:hasMatrix +", "prepared-by si:preparedBy +",
           "precursor si:hasPrecursor +"]
MAKER = ["made-by si:reportedIn +"]
QUANTITY = ["value si:value -", "unit si:unit -", "printed si:asPrinted -", "mass-basis si:massBasis -",
            "potential-reference si:potentialReference -"]
AROUND = ["cycle si:cycle -", "condition si:hasCondition +", "determined-by si:determinedBy +"]

KINDS: dict[str, tuple[str, str, list[str]]] = {  # kind: group, class, fields
    "mechanism": (CONCEPTS, "si:FailureMechanism", [
        *NAMED, "level si:actsAt +", "parent skos:broader +", "shown-by si:shownBy +", *CAUSAL, "results-from si:resultsFrom +",
        "mitigated-by si:mitigatedBy +", "forms si:forms +", "occurs-in si:occursIn +", *WHERE, *BEHIND, *OTHER, *LAST]),
    "strategy": (CONCEPTS, "si:MitigationStrategy", [
        *NAMED, "adjusts si:adjusts +", "parent skos:broader +", "mitigates si:mitigates +", "aggravates si:aggravates +",
        *SIGNED,
        "used-in si:usedIn +", *WHERE, *BEHIND, *OTHER, *LAST]),
    "driver": (CONCEPTS, "si:Driver", [*NAMED, *CAUSAL, *WHERE, *BEHIND, *OTHER, *LAST]),
    "class": (CONCEPTS, "owl:Class", [*NAMED, "parent rdfs:subClassOf +", "where - +", "source dcterms:source -", *OTHER, *LAST]),
    "structure": (CONCEPTS, "si:SiliconStructure", [
        *NAMED, "morphology si:hasMorphology +", "size si:hasSizeScale +", "crystallinity si:hasCrystallinity +",
        "formula si:formula -",
        *MAKER, *WHERE, *OTHER, *LAST]),
    "anode": (CONCEPTS, "si:Anode", [
        *NAMED, "structure si:hasStructure +", "active-material si:hasActiveMaterial +", *MADE_OF, "binder si:hasBinder +",
        "conductive-additive si:hasConductiveAdditive +", "architecture si:hasArchitecture +", "free-of si:statedFreeOf +",
        *MAKER,
        "uses-strategy si:usesStrategy +", *WHERE, *BEHIND, *OTHER, *LAST]),
    "electrolyte": (CONCEPTS, "si:SolidElectrolyte", [
        *NAMED, "anion si:hasFrameworkAnion +", "structure-type si:hasStructureType +", "state si:hasPhysicalState -",
        "formula si:formula -",
        "element si:containsElement +", "component si:hasComponent +", *MAKER, *WHERE, *OTHER, *LAST]),
    "material": (CONCEPTS, "si:Material", [
        *NAMED, "type rdf:type -", "formula si:formula -", "element si:containsElement +",
        "principal-element si:hasPrincipalElement +",
        "carbon-form si:hasCarbonForm -", *MADE_OF, "role si:hasRole +", *MAKER, *WHERE, *BEHIND, *OTHER, *LAST]),
    "electrode": (CONCEPTS, "si:Electrode", [*NAMED, "active-material si:hasActiveMaterial +", *MADE_OF, *MAKER, *WHERE,
    *OTHER, *LAST]),
    "method": (CONCEPTS, "si:ProcessingMethod", [*NAMED, "type rdf:type -", "adds si:adds +", *WHERE, *OTHER, *LAST]),
    "metric": (CONCEPTS, "si:PerformanceMetric", [
        *NAMED, "parent si:narrowerThan +", "better-when si:betterWhen -", "unit si:plausibleUnit -",
        "lowest si:plausibleMinimum -",
        "highest si:plausibleMaximum -", "source dcterms:source -", *OTHER, *LAST]),
    "publication": (EVIDENCE, "si:Publication", [
        "title dcterms:title -", "author si:author +", "year si:year -", "journal si:journal -", "volume si:volume -",
        "pages si:pages -",
        "publisher si:publisher -", "doi si:doi -", "type rdf:type -", "label skos:prefLabel -", *LAST]),
    "passage": (EVIDENCE, "si:Passage", [*WHERE, "mentions si:mentions +", *LAST]),
    "cell": (EVIDENCE, "si:TestCell", [
        "label skos:prefLabel -", "anode si:hasAnode -", "electrolyte si:hasElectrolyte +",
        "counter-electrode si:hasCounterElectrode -",
        "type rdf:type -", *MAKER, *WHERE, *LAST]),
    "condition": (EVIDENCE, "si:Condition", ["type rdf:type -", *QUANTITY, *WHERE, *LAST]),
    "measurement": (EVIDENCE, "si:Measurement", [
        "metric si:metric -", *QUANTITY, "cell si:ofCell -", "material si:ofMaterial -", *AROUND, *MAKER, *WHERE, *LAST]),
    "comparison": (EVIDENCE, "si:Comparison", [
        "metric si:metric -", "outcome si:outcome -", "measurement si:hasMeasurement -", "control si:hasControl -",
        "cell si:ofCell -",
        "control-cell si:controlCell -", "material si:ofMaterial -", "control-material si:controlMaterial -", *QUANTITY,
        *AROUND, *MAKER,
        *WHERE, *LAST]),
    "claim": (EVIDENCE, "si:Claim", [
        "subject si:subject -", "relation si:predicate -", "object si:object -", "statement si:statement -", *BEHIND,
        "results si:hasEvidence +", "hedged si:hedged -", "denied si:denied -", *MAKER, *WHERE, *LAST]),
}

# Shapes ask these of a record; of a person nobody does: the draft makes a statement from the relation, a label from the parts.
NOT_ASKED = {("claim", "statement"), ("publication", "label"), ("cell", "label"), ("measurement", "printed"),
             ("condition", "printed")}
# And these are asked where no shape can say so: shapes are about records, not about classes and what makes a record.
ASKED = {("class", "label"), ("class", "definition"), ("class", "parent"), ("metric", "label"), ("metric", "definition"),
         ("structure", "definition"), ("material", "definition"), ("electrode", "definition"), ("method", "label"), ("method",
         "definition"),
         ("measurement", "value"), ("condition", "value"), ("publication", "author")}
# A shape asks every result for its publication and its place: the draft writes both from the source.
NOT_ASKED |= {(kind, "made-by") for kind in ("cell", "measurement", "comparison", "claim")}
PLAIN_TEXT = {"label", "synonym", "definition", "note", "id", "where", "condition", "source"}
TYPES = {"method": ("si:ProcessingMethod", "si:CharacterizationMethod"), "cell": ("si:FullCell", "si:HalfCell",
         "si:SymmetricCell")}
ENDS = {"subject": ("si:InfluencingFactor", "si:MaterialEntity"),
        "object": ("si:InfluencingFactor", "si:PerformanceMetric", "si:MaterialEntity", "si:MaterialRole")}

HELP = {
    "label": "name as the field uses it",
    "synonym": "another name, abbreviation or spelling",
    "definition": "one sentence in your own words: what kind of thing it is, and what sets it apart",
    "even-if-similar": "why it is another thing than one that is called nearly so",
    "note": "a remark for the reader",
    "id": "name of the record, lower case with hyphens; made from the label if not given",
    "source": "the publication, by key (yan2023), DOI or label",
    "where": "what makes a thing a member, as `property: thing`; several must hold together",
    "value": "the number; also > 80, ~ 5, or 80-85 for a range",
    "printed": "the figure exactly as printed; value and unit as given, if left out",
    "condition": "a setting such as `60 °C` or `stack pressure: 100 MPa`, or the id of a condition",
    "type": "a narrower class, where it is known",
    "made-by": "the publication that made or found it, by key, DOI or label, where that is not the source",
    "doi": "digital object identifier, like 10.3390/coatings14050608",
    "author": "an author as `Family, Initials`; several with semicolons",
}
OWN_WORK = "publication by key (yan2023), DOI or label; or in words where the concept is your own (own work)"
EXAMPLES = {"where": "component: graphite", "condition": "60 °C", "source": "", "type": "", "note": ""}
