"""The start page's figures, the tree of kinds, and what the editor is told: prefixes, named questions, names to complete."""

import json
from collections import defaultdict

from ...export import looks
from ...names import KG, PREFIXES, SI, shorten
from ...problems import Stop
from ...querying.library import Library, Query
from ...querying.remote import pattern_start
from .knowledge import Known

# The kinds that the start page leads to, in the order of the question they answer.
KINDS = ("FailureMechanism", "MitigationStrategy", "Driver", "Anode", "SiliconStructure", "SolidElectrolyte", "TestCell", "Measurement",
         "Comparison", "PerformanceMetric", "Publication", "Discrepancy")
OWL_CLASS = PREFIXES["owl"] + "Class"
KINDS_OF_TERMS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property", "AnnotationProperty": "property"}


def counts(known: Known) -> dict[str, int]:
    """What the graph holds, by class and in all."""
    return {"claims": len(known.claims), "results": len(known.results), "places": len(known.places), "publications": len(known.publications),
            **{name: known.members.get(SI + name, 0) for name in KINDS}}


def below(known: Known) -> dict[str | None, list[str]]:
    """The classes right below each class, those with members first; below None the highest."""
    tree: dict[str | None, list[str]] = defaultdict(list)
    for kind in known.members:
        if kind.startswith(SI):
            for over in direct(known, kind) or [None]:
                tree[over].append(kind)
    for found in tree.values():
        found.sort(key=lambda kind: (-known.members[kind], known.name(kind)))
    return tree


def direct(known: Known, kind: str) -> list[str]:
    """The classes right above, not those above these."""
    above = {over for over in known.above.get(kind, ()) if over.startswith(SI)}
    return sorted(over for over in above if not any(over in known.above.get(other, ()) for other in above - {over}))


def editor(known: Known, questions: Library) -> bytes:
    asked = [question(query) for query in questions.folder("questions")]
    colors = {"nodes": looks.NODE_COLORS, "edges": looks.EDGE_COLORS, "effects": looks.EFFECT_OF}
    return json.dumps({"prefixes": PREFIXES, "questions": asked, "terms": terms(known), "looks": colors}, ensure_ascii=False, separators=(",", ":")).encode()


def question(query: Query) -> dict:
    """A named question; `at` is where in its text the values of its parameters go."""
    parameters = [{"name": name, "type": one.type, "kind": one.values_from, "default": one.default, "help": one.help}
                  for name, one in query.parameters.items()]
    try:
        at = pattern_start(query.text)
    except Stop:
        at, parameters = 0, []
    return {"name": query.name, "title": query.title, "question": query.question, "note": query.note, "tags": list(query.tags),
            "text": query.text, "at": at, "parameters": parameters}


def terms(known: Known) -> list[dict]:
    """Classes, properties and named things of ours to complete, with what they are called and of which kinds they are."""
    found = []
    for iri, names in known.called.items():
        if iri.startswith((SI, KG)) or shorten(iri)[0] != "<":
            kinds = known.kinds.get(iri, [])
            sort = next((KINDS_OF_TERMS[name] for kind in kinds if (name := kind.rsplit("#", 1)[-1]) in KINDS_OF_TERMS), "thing")
            label = known.name(iri)
            others = sorted(set(names) - {label})
            closure = {over for kind in kinds for over in (kind, *known.above.get(kind, ()))}
            below = {iri, *known.above.get(iri, ())} if sort == "class" else ()
            found.append({"id": shorten(iri), "label": label, "others": others, "sort": sort,
                          "below": sorted(shorten(over) for over in below if over.startswith(SI)),
                          "kinds": sorted(shorten(kind) for kind in closure if kind.startswith(SI) or kind == OWL_CLASS)})
    return sorted(found, key=lambda term: term["label"].casefold())
