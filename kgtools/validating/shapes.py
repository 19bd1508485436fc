"""What one record must have: SHACL shapes of ontology/shapes/, by pyshacl.

Core shapes only, because SPARQL constraints on rdflib take most of pyshacl's time; rules between records are
queries/checks/. rdflib gets triples that pyoxigraph has read and lexical.py has checked, only those that a shape
can see, with every type spelt out so that no subclass has to be followed.
"""

import functools
from collections.abc import Container, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..names import KG, PREFIXES, RDF_TYPE, local_name, shorten
from ..problems import Problem
from ..turtle.sources import Sources

SHACL = PREFIXES["sh"]
CLOSED = SHACL + "closed"
TYPE = ox.NamedNode(RDF_TYPE)
TARGET_CLASS = ox.NamedNode(SHACL + "targetClass")
PROPERTY = ox.NamedNode(SHACL + "property")
PROPERTY_SHAPE = ox.NamedNode(SHACL + "PropertyShape")


@dataclass(frozen=True)
class Result:
    """One violation: the record, the property and value to blame, the shape and what it says."""

    focus: str
    path: str | None
    value: str | None
    shape: str
    message: str
    is_text: bool


def check(sources: Sources, inferred: Iterable[ox.Triple], only: Container[str] | None = None) -> list[Problem]:
    """What the shapes find, in all records or in some only."""
    shapes = [triple for source in sources.shapes for triple in source.triples]
    if not shapes:
        return []
    data = [triple for source in sources.published for triple in source.triples]
    seen = visible([*data, *inferred], shapes)
    owners = owner_of_each_shape(shapes)
    results = [result for result in validate(seen, hoisted(shapes))
               if not is_known(sources, result) and (only is None or result.focus in only)]
    return [problem(sources, owners, result) for result in results]


def visible(data: list[ox.Triple], shapes: list[ox.Triple]) -> list[ox.Triple]:
    """The triples whose predicate, or class, some shape names; all of them where a shape is closed."""
    if any(triple.predicate.value == CLOSED for triple in shapes):
        return data
    named = {triple.object for triple in shapes}
    return [triple for triple in data if (triple.object if triple.predicate == TYPE else triple.predicate) in named]


def owner_of_each_shape(shapes: list[ox.Triple]) -> dict[str, str]:
    """The named shape that a nameless part belongs to, by the part's label."""
    parents = {t.object.value: t.subject for t in shapes if isinstance(t.object, ox.BlankNode)}
    owners = {}
    for part in parents:
        owner = parents[part]
        while isinstance(owner, ox.BlankNode) and owner.value in parents:
            owner = parents[owner.value]
        owners[part] = owner.value
    return owners


def hoisted(shapes: list[ox.Triple]) -> list[ox.Triple]:
    """The same shapes, with each property shape of a class targeting the class itself.

    pyshacl takes up a nested property shape once for every record, and one with a target once for all records:
    that is 8 s against 1 s at 30,000 triples.
    """
    targets = {t.subject: t.object for t in shapes if t.predicate == TARGET_CLASS}
    result = []
    for triple in shapes:
        target = targets.get(triple.subject)
        if triple.predicate == PROPERTY and target is not None:
            result.append(ox.Triple(triple.object, TARGET_CLASS, target))
            result.append(ox.Triple(triple.object, TYPE, PROPERTY_SHAPE))
        else:
            result.append(triple)
    return result


def validate(data: list[ox.Triple], shapes: list[ox.Triple]) -> Iterable[Result]:
    """What pyshacl finds; with as_rdflib the only place that knows pyshacl and rdflib."""
    import pyshacl
    from rdflib import Literal
    from rdflib.namespace import SH

    conforms, report, _ = pyshacl.validate(as_rdflib(data), shacl_graph=as_rdflib(shapes),
                                           inference="none", advanced=False, js=False)
    for node in () if conforms else report.objects(None, SH.result):
        keys = (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.resultMessage)
        terms = [report.value(node, key) for key in keys]
        yield Result(*[None if term is None else str(term) for term in terms], is_text=isinstance(terms[2], Literal))


def as_rdflib(triples: list[ox.Triple]):
    """The triples as an rdflib graph, term by term: its parser takes three times as long."""
    import rdflib

    @functools.cache
    def term(given):
        if isinstance(given, ox.NamedNode):
            return rdflib.URIRef(given.value)
        if isinstance(given, ox.BlankNode):
            return rdflib.BNode(given.value)
        datatype = None if given.language else rdflib.URIRef(given.datatype.value)
        return rdflib.Literal(given.value, lang=given.language, datatype=datatype)

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def is_known(sources: Sources, result: Result) -> bool:
    """A record that could not be read whole, and a reference to a record that is nowhere, are problems already."""
    record, value = sources.records.get(result.focus), result.value or ""
    return (record is not None and record.broken) or (value.startswith(KG) and value not in sources.records)


def problem(sources: Sources, owners: dict[str, str], result: Result) -> Problem:
    owner = owners.get(result.shape, result.shape)
    what, fix = split_message(result.message, sources, owner)
    joint = " " if what.startswith("must ") else ": "
    rule = "shape-" + local_name(owner).removesuffix("Shape").lower()
    value = result.value if result.value is None or result.is_text else shorten(result.value)
    words = [word for word in (value, result.path and shorten(result.path)) if word]
    return sources.problem_at(result.focus, rule, f"{shorten(result.focus)}{joint}{what}", fix, *words)


def split_message(message: str, sources: Sources, owner: str) -> tuple[str, str]:
    """A shape says what is wrong and, behind a colon, what to do; else the shape itself is the place to look."""
    what, colon, fix = message.partition(": ")
    if colon:
        return what, fix
    record = sources.records.get(owner)
    return message, f"see {record.path}:{record.line}" if record else "see ontology/shapes/"
