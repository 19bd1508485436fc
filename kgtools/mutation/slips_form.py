"""Slips of spelling, of Turtle, and in the ontology (see faults.py)."""

import re

from .faults import CONDITIONS, RESULTS, Edit, Kind, digit_changed, dropped, in_quotes, into, misspelt, other, replaced

# What a record may be without, so that leaving it out is no slip of its own.
OPTIONAL = {"skos:altLabel", "skos:broader", "rdfs:comment"} | {f"si:{name}" for name in (
    "appliesTo", "hasEvidence", "hedged", "denied", "contradicts", "determinedBy", "mentions", "shownBy", "hasCondition",
    "potentialReference", "hasElectrolyte", "hasCounterElectrode")}

KINDS: list[Kind] = []
slip = into(KINDS)


# --- Spelling, form, Turtle ---


@slip("class misspelt", "a slip in the class of a record", r" a si:\w{4,}")
def class_misspelt(chance, line, texts):
    return replaced(line, re.sub(r"( a si:)(\w+)", lambda found: found[1] + misspelt(chance, found[2]), line.text, count=1))


@slip("property misspelt", "a slip in a predicate", r"^    (?:si|skos|oa|dcterms):\w{4,} ")
def property_misspelt(chance, line, texts):
    return replaced(line, re.sub(r"^(    \w+:)(\w+)", lambda found: found[1] + misspelt(chance, found[2]), line.text))


@slip("record name misspelt", "a slip in the name of another record", r"^    \S+ kg:[\w-]{4,}")
def name_of_record_misspelt(chance, line, texts):
    return replaced(line, re.sub(r"(kg:)([\w-]+)", lambda found: found[1] + misspelt(chance, found[2]), line.text, count=1))


@slip("record duplicated", "a record pasted twice", r"^kg:[\w-]+ a ")
def record_duplicated(chance, line, texts):
    return Edit(line.path, line.end, line.end, ("", *texts.raw(line.path)[line.start : line.end]))


@slip("record pasted under a new name", "a record copied and only its name changed", r"^kg:[\w-]+ a ",
      f"Claim Passage {RESULTS} Mention")
def record_renamed(chance, line, texts):
    first, *rest = texts.raw(line.path)[line.start : line.end]
    return Edit(line.path, line.end, line.end, ("", first.replace(line.record, line.record + "-2", 1), *rest))


@slip("line dropped", "any one line of a record left out", r"^    (?:si|skos|oa|dcterms):\w+ .* ;$",
      f"Claim Passage {RESULTS} TestCell {CONDITIONS} FailureMechanism MitigationStrategy")
def line_dropped(chance, line, texts):
    return None if line.text.split()[0] in OPTIONAL else dropped(line, texts)


@slip("label of another", "the name of another concept of the kind", r"    skos:prefLabel ",
      "FailureMechanism MitigationStrategy Driver Anode")
def label_of_another(chance, line, texts):
    return in_quotes(line, lambda text: other(chance, texts.quoted("skos:prefLabel", line.kind), text))


@slip("text badly typed", "a doubled space, a missing full stop, a small letter at the beginning",
      r'    (?:si:statement|skos:definition) ".* .*\."')
def badly_typed(chance, line, texts):
    slips = [lambda text: text.replace(" ", "  ", 1), lambda text: text[:-1]]
    if re.search(r'"[A-Z][a-z]', line.text):
        slips.append(lambda text: text[:1].lower() + text[1:])
    return in_quotes(line, chance.choice(slips))


@slip("IRI with a space", "a space in an address or name", r"(?:kg|si|unit):[\w-]{6,} [;.]$")
def space_in_iri(chance, line, texts):
    def spaced(found):
        at = chance.randrange(2, len(found[2]) - 2)
        return found[1] + found[2][:at] + " " + found[2][at:] + found[3]

    return replaced(line, re.sub(r"((?:kg|si|unit):)([\w-]{6,})( [;.])$", spaced, line.text))


@slip("dot dropped", "the final dot of a record left out", r" \.$")
def dot_dropped(chance, line, texts):
    return replaced(line, line.text[:-2])


@slip("semicolon dropped", "the semicolon of a line left out", r" ;$")
def semicolon_dropped(chance, line, texts):
    return replaced(line, line.text[:-2])


@slip("quotation mark dropped", "a text is not closed", r'"(?:@en)? [;.,]$')
def quote_dropped(chance, line, texts):
    at = line.text.rindex('"')
    return replaced(line, line.text[:at] + line.text[at + 1 :])


# --- The ontology ---


@slip("superclass of another kind", "a class put under one that excludes it, or under itself",
      r"    rdfs:subClassOf si:\w+ [;.]$")
def superclass_wrong(chance, line, texts):
    name = chance.choice((line.record, "si:Claim", "si:Passage", "si:ChemicalElement", "si:Publication"))
    return replaced(line, re.sub(r"si:\w+( [;.])$", lambda found: name + found[1], line.text))


@slip("definition of a class broken", "another property in the definition of a class",
      r"    owl:equivalentClass \[.*owl:onProperty si:")
def definition_broken(chance, line, texts):
    names = re.findall(r"owl:onProperty (si:\w+)", "\n".join(one.text for one in texts.lines))
    old = re.search(r"owl:onProperty (si:\w+)", line.text)[1]
    return replaced(line, line.text.replace(f"owl:onProperty {old}", f"owl:onProperty {other(chance, names, old)}", 1))


@slip("factor of a unit wrong", "one digit of a unit's factor is another", r"    si:factor \d")
def factor_wrong(chance, line, texts):
    return replaced(line, digit_changed(chance, line.text))


@slip("term without label or definition", "the label or definition of a term left out",
      r"    (?:rdfs:label|skos:definition) .* ;$")
def term_undescribed(chance, line, texts):
    return dropped(line, texts) if line.path.startswith("ontology/") and "alignment" not in line.path else None
