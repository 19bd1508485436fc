"""A record in one sentence that a chemist reads, and what has changed in it, from `old` to `new`.

    hard carbon stabilization mitigates cracking (Yan et al. 2023 [69]; §3.3, paragraph 3)
    capacity retention 61.5% → 61.6% after 5000 cycles (LiSH46 full cell; 1 C; Yan et al. 2023 [69]; Table 1, row 9, ...)

A sentence is a row of parts, each of which knows the properties that it tells of: so a change is told where it stands
in the sentence, and what no part tells of is named behind it. Names come from the records themselves, so that
records can be read that no build has seen yet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..names import PREFIXES, expand, local_name, shorten
from ..querying.terms import words
from ..tracing.evidence import Place, Source
from ..turtle.records import Graph

LONGEST = 90
KINDS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property", "AnnotationProperty": "property",
         "Ontology": "module", "NodeShape": "shape"}
RECORDS = {"Claim": "claim", "Measurement": "measurement", "Comparison": "comparison", "Passage": "passage", "TestCell": "cell",
           "FullCell": "cell", "HalfCell": "cell", "SymmetricCell": "cell", "Publication": "publication", "JournalArticle": "publication",
           "ReviewArticle": "publication", "Report": "publication", "Mention": "mention", "Discrepancy": "discrepancy"}
VALUES = ("si:value", "si:minValue", "si:maxValue", "si:relation", "si:unit")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence, and the properties that it tells of; in brackets where it says who, where and how."""

    text: str
    tells: tuple[str, ...] = ()
    bracket: bool = False


def kind(graph: Graph, iri: str) -> str:
    """What the record is, in a word: claim, measurement, concept, condition, class, property ..."""
    kinds = graph.kinds(iri)
    for names in (KINDS, RECORDS):
        if found := sorted(kinds & names.keys()):
            return names[found[0]]
    if graph.one(iri, "skos:definition"):
        return "value" if "NamedIndividual" in kinds else "concept"
    if graph.one(iri, "si:asPrinted"):
        return "condition"
    return "record" if kinds else "name"


def sentence(graph: Graph, iri: str) -> str:
    """The whole record in one sentence."""
    return joined([(part.text, part.bracket) for part in parts(graph, iri)])


def change(old: Graph, new: Graph, iri: str) -> str:
    """The sentence with `old → new` where it differs, and the other properties that changed behind it; texts as they were are left out."""
    before, after = parts(old, iri), parts(new, iri)
    if len(before) != len(after):
        return f"{sentence(old, iri)} → {sentence(new, iri)}"
    told = {name for one, other in zip(before, after) if one.text != other.text for name in other.tells}
    pieces = [(both(one.text, other.text), other.bracket) for one, other in zip(before, after)
              if one.text != other.text or not other.text.startswith("“") or kind(new, iri) == "passage"]
    rest = [property_change(old, new, iri, predicate) for predicate in changed_properties(old, new, iri) if shorten(predicate) not in told]
    return "; ".join([joined(pieces), *rest])


def both(old: str, new: str) -> str:
    if old == new:
        return new
    old, new = where_they_part(old, new)
    return f"{old or '(nothing)'} → {new or '(nothing)'}"


def changed_properties(old: Graph, new: Graph, iri: str) -> list[str]:
    return [name for name in dict.fromkeys([*old.properties(iri), *new.properties(iri)])
            if sorted(old.all(iri, name)) != sorted(new.all(iri, name))]


def property_change(old: Graph, new: Graph, iri: str, predicate: str) -> str:
    """`stated in + §3.3, paragraph 3`, `statement: “...” → “...”`."""
    before, after = old.all(iri, predicate), new.all(iri, predicate)
    name = label(new, predicate)
    if len(before) == len(after) == 1:
        return f"{name}: " + " → ".join(shown(graph, value) for graph, value in zip((old, new), where_they_part(before[0], after[0])))
    gone = [f"− {shown(old, value)}" for value in before if value not in after]
    come = [f"+ {shown(new, value)}" for value in after if value not in before]
    return " ".join([name, *gone, *come])


def shown(graph: Graph, value: str) -> str:
    """A thing by its name, a text in quotation marks, a number bare."""
    if graph.properties(value):
        return name_of(graph, value)
    if value.startswith(("http://", "https://")):
        return shorten(value)
    return value if value.replace(".", "").replace("-", "").isdigit() else f"“{shortened(value)}”"


def where_they_part(old: str, new: str) -> tuple[str, str]:
    """Two long texts from shortly before the first word that differs: what they share need not be read twice."""
    same = next((at for at, (one, other) in enumerate(zip(old, new)) if one != other), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(same - 20, 0)) + 1
    return (old, new) if start < LONGEST // 2 or " " not in new[start:] + old[start:] else (f"... {old[start:]}", f"... {new[start:]}")


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " ..."


def joined(pieces: Iterable[tuple[str, bool]]) -> str:
    pieces = list(pieces)
    head = " ".join(text for text, bracket in pieces if text and not bracket)
    inside = "; ".join(text for text, bracket in pieces if text and bracket)
    return f"{head} ({inside})" if inside else head


def parts(graph: Graph, iri: str) -> list[Part]:
    return FORMS.get(kind(graph, iri), other)(graph, iri)


def claim(graph: Graph, iri: str) -> list[Part]:
    def end(predicate: str) -> Part:
        return Part(names(graph, iri, predicate), (predicate,))

    denied = Part("it is denied that" if graph.one(iri, "si:denied") == "true" else "", ("si:denied",))
    hedged = Part("said with reserve" if graph.one(iri, "si:hedged") == "true" else "", ("si:hedged",), True)
    return [denied, end("si:subject"), end("si:predicate"), end("si:object"), hedged, *origin(graph, iri)]


def measurement(graph: Graph, iri: str) -> list[Part]:
    return [Part(names(graph, iri, "si:metric"), ("si:metric",)), figure(graph, iri), cycle(graph, iri), *setting(graph, iri), *origin(graph, iri)]


def comparison(graph: Graph, iri: str) -> list[Part]:
    """`capacity retention of A higher than that of B, 11 times`; measurements stand for what they were read of."""
    measured, control = graph.one(iri, "si:hasMeasurement") or "", graph.one(iri, "si:hasControl") or ""
    this = of(graph, iri) or of(graph, measured)
    against = names(graph, iri, "si:controlCell", "si:controlMaterial") or of(graph, control)
    outcome = names(graph, iri, "si:outcome")
    joint = "to that of" if outcome == "equal" else "than that of"
    figures = [figure(graph, result).text for result in (measured, control) if result]
    return [Part(names(graph, iri, "si:metric"), ("si:metric",)), Part(this and f"of {this}", ("si:ofCell", "si:ofMaterial", "si:hasMeasurement")),
            Part(outcome, ("si:outcome",)), Part(against and f"{joint} {against}", ("si:controlCell", "si:controlMaterial", "si:hasControl")),
            figure(graph, iri), cycle(graph, iri), Part(" against ".join(figures), (), True),
            Part(names(graph, iri, "si:hasCondition"), ("si:hasCondition",), True), *origin(graph, iri)]


def condition(graph: Graph, iri: str) -> list[Part]:
    return [class_part(graph, iri), figure(graph, iri), *origin(graph, iri)]


def passage(graph: Graph, iri: str) -> list[Part]:
    where = ("si:section", "si:paragraph", "si:tableRow", "si:tableColumn", "si:panel")
    return [Part(place(graph, iri), where), Part(f"“{graph.one(iri, 'oa:exact') or ''}”", ("oa:exact",))]


def cell(graph: Graph, iri: str) -> list[Part]:
    made_of = [Part(f"{word} {found}" if (found := names(graph, iri, predicate)) else "", (predicate,), True) for word, predicate in
               (("anode", "si:hasAnode"), ("electrolyte", "si:hasElectrolyte"), ("counter electrode", "si:hasCounterElectrode"))]
    return [Part(label(graph, iri), ("skos:prefLabel",)), *made_of, *origin(graph, iri)]


def publication(graph: Graph, iri: str) -> list[Part]:
    title = graph.one(iri, "dcterms:title") or ""
    return [Part(citation(graph, iri), ("skos:prefLabel", "si:referenceNumber")), Part(title and f"“{shortened(title)}”", ("dcterms:title",))]


def mention(graph: Graph, iri: str) -> list[Part]:
    return [Part(f"“{graph.one(iri, 'si:nameUsed') or ''}”", ("si:nameUsed",)), Part("means"), Part(names(graph, iri, "si:mentions"), ("si:mentions",)),
            *origin(graph, iri)]


def concept(graph: Graph, iri: str) -> list[Part]:
    definition = graph.one(iri, "skos:definition") or ""
    return [Part(label(graph, iri), ("skos:prefLabel", "rdfs:label")), class_part(graph, iri, bracket=True),
            Part(definition and f"“{shortened(definition)}”", ("skos:definition",))]


def term(graph: Graph, iri: str) -> list[Part]:
    definition = graph.one(iri, "skos:definition") or ""
    return [Part(label(graph, iri), ("rdfs:label",)), Part(shorten(iri), (), True), Part(definition and f"“{shortened(definition)}”", ("skos:definition",))]


def other(graph: Graph, iri: str) -> list[Part]:
    statement = graph.one(iri, "si:statement") or graph.one(iri, "skos:historyNote") or ""
    replaced = names(graph, iri, "dcterms:isReplacedBy")
    return [Part(label(graph, iri), ("skos:prefLabel", "rdfs:label")), Part(replaced and f"replaced by {replaced}", ("dcterms:isReplacedBy",), True),
            Part(statement and f"“{shortened(statement)}”", ("si:statement", "skos:historyNote"))]


FORMS: dict[str, Callable[[Graph, str], list[Part]]] = {
    "claim": claim, "measurement": measurement, "comparison": comparison, "condition": condition, "passage": passage, "cell": cell,
    "publication": publication, "mention": mention, "concept": concept, "value": concept, "class": term, "property": term}


def figure(graph: Graph, iri: str) -> Part:
    """The figure as printed, with the relation where the print does not show it."""
    printed, relation = graph.one(iri, "si:asPrinted") or "", graph.one(iri, "si:relation") or "="
    sign = f"{relation} " if printed and relation not in ("=", "range") and relation[0] not in printed else ""
    return Part(sign + printed, ("si:asPrinted", *VALUES))


def cycle(graph: Graph, iri: str) -> Part:
    number = graph.one(iri, "si:cycle")
    return Part({None: "", "1": "in the first cycle"}.get(number, f"after {number} cycles"), ("si:cycle",))


def setting(graph: Graph, iri: str) -> list[Part]:
    conditions = [figure(graph, one).text or label(graph, one) for one in graph.all(iri, "si:hasCondition")]
    return [Part(of(graph, iri), ("si:ofCell", "si:ofMaterial"), True), Part(", ".join(conditions), ("si:hasCondition",), True)]


def origin(graph: Graph, iri: str) -> list[Part]:
    cited, places = ([by(graph, one) for one in graph.all(iri, name)] for by, name in ((citation, "si:reportedIn"), (place, "si:statedIn")))
    return [Part("; ".join(dict.fromkeys(cited)), ("si:reportedIn",), True), Part("; ".join(dict.fromkeys(places)), ("si:statedIn",), True)]


def class_part(graph: Graph, iri: str, bracket: bool = False) -> Part:
    kinds = [one for one in graph.all(iri, "rdf:type") if not one.startswith(PREFIXES["owl"])]
    return Part(", ".join(label(graph, one) for one in kinds), ("rdf:type",), bracket)


def of(graph: Graph, iri: str) -> str:
    return names(graph, iri, "si:ofCell", "si:ofMaterial")


def names(graph: Graph, iri: str, *predicates: str) -> str:
    return ", ".join(name_of(graph, one) for one in graph.all(iri, *predicates))


def name_of(graph: Graph, iri: str) -> str:
    """What one calls it: a publication as cited, a passage by its place, a result or condition by its figure, all else by label."""
    by = {"publication": citation, "passage": place, "condition": lambda *given: joined((part.text, False) for part in condition(*given)[:2]),
          "measurement": lambda *given: joined((part.text, False) for part in measurement(*given)[:3])}
    return by.get(kind(graph, iri), label)(graph, iri)


def label(graph: Graph, iri: str) -> str:
    return graph.one(iri, "skos:prefLabel") or graph.one(iri, "rdfs:label") or words(local_name(expand(iri) or iri)).replace("-", " ")


def citation(graph: Graph, iri: str) -> str:
    number = graph.one(iri, "si:referenceNumber")
    return str(Source(iri, label(graph, iri), int(number) if number and number.isdigit() else None))


def place(graph: Graph, iri: str) -> str:
    section = graph.one(iri, "si:section")
    if not section:
        return label(graph, iri)
    paragraph, row = (int(found) if found and found.isdigit() else None for found in (graph.one(iri, "si:paragraph"), graph.one(iri, "si:tableRow")))
    if section == "References":
        return f"reference list, entry {paragraph}"
    return str(Place(section, paragraph, row, graph.one(iri, "si:tableColumn"), graph.one(iri, "si:panel"), ""))
