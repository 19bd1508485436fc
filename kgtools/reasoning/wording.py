"""An axiom in plain words: `every si:CoatedAnode is a si:Anode`, `nothing is both a si:Anode and a si:Cathode`."""

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE, shorten

OWL, RDF, RDFS = PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"]
SENTENCES = {
    RDFS + "subClassOf": "every {s} is {a_o}",
    OWL + "equivalentClass": "a {s} is the same as {a_o}",
    OWL + "disjointWith": "nothing is both a {s} and {a_o}",
    RDFS + "domain": "what has {s} is {a_o}",
    RDFS + "range": "what is the value of {s} is {a_o}",
    RDFS + "subPropertyOf": "what has {s} has {o}",
    OWL + "inverseOf": "{s} is {o} read backwards",
    OWL + "propertyChainAxiom": "{s} follows from {o}",
    RDF_TYPE: "{s} is {a_o}",
}
RESTRICTIONS = {"someValuesFrom": "has {p} of some {v}", "allValuesFrom": "has {p} of nothing but {v}", "hasValue": "has {p} {v}",
                "minCardinality": "has {p} at least {v} times", "maxCardinality": "has {p} at most {v} times", "cardinality": "has {p} {v} times"}


def axiom(triples: tuple[ox.Triple, ...]) -> str:
    """The sentence for a triple and the nameless parts behind it, or for a nameless statement."""
    first = triples[0]
    if isinstance(first.subject, ox.BlankNode):
        members = next((t.object for t in triples if t.predicate.value == OWL + "members"), None)
        names = [phrase(item, triples) for item in items(members, triples)] if members else []
        return "nothing is two of " + ", ".join(names) if names else "a nameless statement"
    sentence = SENTENCES.get(first.predicate.value, "{s} " + shorten(first.predicate.value) + " {o}")
    said = phrase(first.object, triples)
    return sentence.format(s=shorten(first.subject.value), o=said, a_o=said if isinstance(first.object, ox.BlankNode) else f"a {said}")


def phrase(term, triples: tuple[ox.Triple, ...]) -> str:
    """A class expression, a list or a name in words."""
    if not isinstance(term, ox.BlankNode):
        return shorten(term.value) if isinstance(term, ox.NamedNode) else term.value
    facts = {t.predicate.value: t.object for t in triples if t.subject == term}
    for joint, word in (("intersectionOf", " that is also "), ("unionOf", " or ")):
        if list_ := facts.get(OWL + joint):
            return joined([phrase(item, triples) for item in items(list_, triples)], word)
    if one_of := facts.get(OWL + "oneOf"):
        return "one of " + ", ".join(phrase(item, triples) for item in items(one_of, triples))
    if other := facts.get(OWL + "complementOf"):
        return f"not a {phrase(other, triples)}"
    for kind, words in RESTRICTIONS.items():
        if (value := facts.get(OWL + kind)) is not None:
            return "something that " + words.format(p=phrase(facts[OWL + "onProperty"], triples), v=phrase(value, triples))
    if RDF + "first" in facts:
        return " then ".join(phrase(item, triples) for item in items(term, triples))
    return "something nameless"


def joined(parts: list[str], word: str) -> str:
    """`si:Anode that has si:hasCoating of some si:Material`."""
    text = parts[0]
    for part in parts[1:]:
        text += " that " + part.removeprefix("something that ") if word != " or " and part.startswith("something that ") else word + part
    return text


def items(list_, triples: tuple[ox.Triple, ...]) -> list:
    facts = {(t.subject, t.predicate.value): t.object for t in triples}
    found = []
    while (item := facts.get((list_, RDF + "first"))) is not None:
        found.append(item)
        list_ = facts.get((list_, RDF + "rest"))
    return found
