"""Every name that is used must be somebody's: terms are declared in ontology/, records are defined in graph/.

Files from outside may declare terms and define records in namespaces of their own; from then on a name in such a
namespace must be somebody's too.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from ..names import KG, PREFIXES, RDF_TYPE, SI, local_name, nearest, shorten
from ..problems import Problem
from .reader import Record, Source

BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
OURS = (SI, PREFIXES["unit"])
SHACL = PREFIXES["sh"]
ONTOLOGY = ox.NamedNode(PREFIXES["owl"] + "Ontology")
MODULE = SI + "module/"
NAMES_OF_FILES = {PREFIXES["owl"] + name for name in ("imports", "versionIRI", "priorVersion")}


def check(sources) -> Iterable[Problem]:
    yield from undeclared(sources)
    yield from dangling(sources)


def undeclared(sources) -> Iterable[Problem]:
    """Terms of si:, unit: and namespaces from outside wherever they stand; predicates and classes of any vocabulary in graph/."""
    declared = declared_names(sources.ontology)
    if not declared:
        return
    outside = declared_names(source for source in sources.published if is_outside(source))
    known, ours = declared | outside, OURS + namespaces(outside - headers(sources.ontology))
    as_before = all(source.known for source in sources.ontology)
    for source in sources.files:
        if source.known and as_before and len(outside) == 0:
            continue
        of_shapes = shape_names(source) if source in sources.shapes else set()
        in_graph = source in sources.graph
        unknown = {term for term in terms_to_declare(source, in_graph, ours)
                   if term not in known and term not in of_shapes and not term.startswith(BUILT_IN + (SHACL,))}
        for triple in source.triples if unknown else ():
            for term in (name.value for name in triple if isinstance(name, ox.NamedNode) and name.value in unknown):
                yield unknown_term(source, triple, term, known)


def declared_names(files: Iterable[Source]) -> set[str]:
    """What is typed there, or would be if its record could be read."""
    files = list(files)
    typed = {triple.subject.value for source in files for triple in source.triples
             if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, ox.NamedNode)}
    return typed | {record.iri for source in files for record in source.records if record.broken}


def is_outside(source: Source) -> bool:
    """A file from outside (places.py keeps such paths apart from ours)."""
    return not source.path.startswith(("ontology/", "graph/"))


def namespaces(names: Iterable[str]) -> tuple[str, ...]:
    """The namespaces of these names, those that belong to everybody left out."""
    found = {name[: len(name) - len(local_name(name))] for name in names}
    return tuple(sorted(found - {*PREFIXES.values(), MODULE, ""}))


def headers(ontology: list[Source]) -> set[str]:
    return {triple.subject.value for source in ontology for triple in source.triples if triple.object == ONTOLOGY}


def shape_names(source: Source) -> set[str]:
    return {record.iri for record in source.records}


def terms_to_declare(source: Source, in_graph: bool, ours: tuple[str, ...]) -> set[str]:
    """The terms in this file that somebody must have declared."""
    triples = [triple for triple in source.triples if triple.predicate.value not in NAMES_OF_FILES]
    named = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    found = {name for name in named if name.startswith(ours) and not name.startswith(MODULE)}
    if in_graph:
        found |= {triple.predicate.value for triple in triples}
        found |= {triple.object.value for triple in triples if triple.predicate.value == RDF_TYPE}
    return found


def unknown_term(source: Source, triple: ox.Triple, term: str, declared: set[str]) -> Problem:
    record, line = place(source, triple, term)
    near = nearest_name(term, declared)
    whose = ("", "a file of yours") if is_outside(source) else (" in ontology/", "ontology/")
    fix = f"did you mean {near}?" if near else f"declare it in {whose[1]} or use a declared term"
    where = f"{record.name}: " if record else ""
    return Problem(source.path, line, "undeclared", f"{where}{shorten(term)} is declared nowhere{whose[0]}", fix)


def nearest_name(iri: str, known: Iterable[str]) -> str | None:
    """The known name in the same namespace that looks most like this one, shortened."""
    base = iri[: len(iri) - len(local_name(iri))]
    same = {local_name(name): name for name in known if name == base + local_name(name)}
    found = nearest(local_name(iri), same)
    return shorten(same[found[0]]) if found else None


def dangling(sources) -> Iterable[Problem]:
    """References to kg: records that no file defines."""
    defined = {record.iri for source in sources.graph for record in source.records}
    defined |= declared_names(source for source in sources.published if is_outside(source))
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
        if record.has(name):
            return record, record.line_of(name)
    return None, 1
