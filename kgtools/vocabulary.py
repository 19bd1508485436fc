"""Every name that is used must be somebody's: terms are declared in ontology/, records are defined in graph/."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from .names import KG, PREFIXES, RDF_TYPE, SI, local_name, nearest, shorten
from .problems import Problem
from .turtle import Record, Source

BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
OURS = (SI, PREFIXES["unit"])
SHACL = PREFIXES["sh"]
MODULE = SI + "module/"
NAMES_OF_FILES = {PREFIXES["owl"] + name for name in ("imports", "versionIRI", "priorVersion")}
WORD = re.compile(r"(?<![\w:-])(?:[A-Za-z][\w-]*:[\w.%-]*[\w-]|<[^<>\s]*>)")


def check(sources) -> Iterable[Problem]:
    yield from undeclared(sources)
    yield from dangling(sources)


def undeclared(sources) -> Iterable[Problem]:
    """Terms of si: and unit: wherever they stand; predicates and classes of any vocabulary in graph/."""
    declared = declared_names(sources.ontology)
    if not declared:
        return
    for source in sources.files:
        known = declared | (shape_names(source) if source in sources.shapes else set())
        in_graph = source in sources.graph
        for triple in source.triples:
            for term in terms_to_declare(triple, in_graph):
                if term not in known and not term.startswith(BUILT_IN + (SHACL,)):
                    yield unknown_term(source, triple, term, declared)


def declared_names(ontology: list[Source]) -> set[str]:
    typed = {triple.subject.value for source in ontology for triple in source.triples
             if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, ox.NamedNode)}
    broken = {record.iri for source in ontology for record in source.records if record.broken}
    return typed | broken


def shape_names(source: Source) -> set[str]:
    return {record.iri for record in source.records}


def terms_to_declare(triple: ox.Triple, in_graph: bool) -> Iterable[str]:
    if triple.predicate.value in NAMES_OF_FILES:
        return
    terms = [term.value for term in (triple.subject, triple.predicate, triple.object) if isinstance(term, ox.NamedNode)]
    yield from (term for term in terms if term.startswith(OURS) and not term.startswith(MODULE))
    if in_graph:
        is_type = triple.predicate.value == RDF_TYPE
        used = [triple.predicate.value, *([triple.object.value] if is_type else [])]
        yield from (term for term in used if not term.startswith(OURS))


def unknown_term(source: Source, triple: ox.Triple, term: str, declared: set[str]) -> Problem:
    record, line = place(source, triple, term)
    near = nearest_name(term, declared)
    fix = f"did you mean {near}?" if near else "declare it in ontology/ or use a declared term"
    where = f"{record.name}: " if record else ""
    return Problem(source.path, line, "undeclared", f"{where}{shorten(term)} is declared nowhere in ontology/", fix)


def nearest_name(iri: str, known: Iterable[str]) -> str | None:
    """The known name in the same namespace that looks most like this one, shortened."""
    base = iri[: len(iri) - len(local_name(iri))]
    same = {local_name(name): name for name in known if name == base + local_name(name)}
    found = nearest(local_name(iri), same)
    return shorten(same[found[0]]) if found else None


def dangling(sources) -> Iterable[Problem]:
    """References to kg: records that no file defines."""
    defined = {record.iri for source in sources.graph for record in source.records}
    for source in sources.graph:
        for triple in source.triples:
            target = triple.object
            if isinstance(target, ox.NamedNode) and target.value.startswith(KG) and target.value not in defined:
                record, line = place(source, triple, target.value)
                near = nearest_name(target.value, defined)
                fix = f"did you mean {near}?" if near else "define it in graph/ or correct the name"
                where = f"{record.name}: " if record else ""
                yield Problem(source.path, line, "dangling", f"{where}{shorten(target.value)} is defined nowhere in graph/", fix)


def place(source: Source, triple: ox.Triple, term: str) -> tuple[Record | None, int]:
    """The record and line where a term of this triple stands."""
    name = shorten(term)
    if isinstance(triple.subject, ox.NamedNode):
        for record in source.records:
            if record.iri == triple.subject.value:
                return record, record.line_of(name)
    for record in source.records:
        if any(name in words(line) for line in record.lines):
            return record, record.line_of(name)
    return None, 1


def words(line: str) -> list[str]:
    return WORD.findall(line)
