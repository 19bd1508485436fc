"""Why nothing can belong to a class, or why all cannot hold together: the few axioms that clash, each with its line.

An axiom is one triple of a named thing with the nameless parts behind it, or a nameless statement such as an
owl:AllDisjointClasses. HermiT is asked again and again with fewer of them (in the child process) until leaving out
any one would end the clash. What that gives up: of several reasons one is told, and for the first classes.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..names import KG, PREFIXES, RDF_TYPE, SI, shorten
from ..problems import Problem, Stop
from ..turtle.reader import Source
from ..turtle.sources import Sources
from . import reason, wording
from .reason import Classification

OWL, RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
ANNOTATION = OWL + "AnnotationProperty"
CHARACTERISTICS = {OWL + name + "Property" for name in
                   ("Symmetric", "Asymmetric", "Transitive", "Functional", "InverseFunctional", "Reflexive", "Irreflexive")}
WITNESS = ox.NamedNode(KG + "witness")
MOST_CLASSES = 3
MEND = "take back or correct one of them"


@dataclass(frozen=True)
class Axiom:
    path: str
    line: int
    text: str
    triples: tuple[ox.Triple, ...]

    def __str__(self) -> str:
        return f"{self.text} ({self.path}:{self.line})"


def problems(sources: Sources, found: Classification) -> Iterable[Problem]:
    """What HermiT found wrong, with the reason where one can be found."""
    if found.consistent and not found.unsatisfiable:
        return
    background, all_axioms = axioms(sources)
    if not found.consistent:
        yield inconsistent(sources, clashing(background, all_axioms))
    explained = first_to_blame(found.unsatisfiable, all_axioms)
    for name in found.unsatisfiable:
        member = ox.Triple(WITNESS, reason.TYPE, ox.NamedNode(name))
        yield unsatisfiable(sources, name, clashing([*background, member], module(all_axioms, name)) if name in explained else [])


def unexplained(sources: Sources, found: Classification) -> Iterable[Problem]:
    """The same without the reasons, for which HermiT would have to be asked again."""
    if not found.consistent:
        yield inconsistent(sources, [])
    yield from (unsatisfiable(sources, name, []) for name in found.unsatisfiable)


def inconsistent(sources: Sources, clash: list[Axiom]) -> Problem:
    """At the last of the axioms: concepts come after the ontology, and they are newer."""
    message = "ontology and concepts contradict each other"
    if not clash:
        return sources.problem_at(SI.rstrip("/"), "inconsistent", f"HermiT finds that {message}", "look at the newest definitions")
    return Problem(clash[-1].path, clash[-1].line, "inconsistent", f"{message}, because {because(clash)}", MEND)


def unsatisfiable(sources: Sources, name: str, clash: list[Axiom]) -> Problem:
    message = f"nothing can ever be a {shorten(name)}"
    if clash:
        return sources.problem_at(name, "unsatisfiable", f"{message}, because {because(clash)}", MEND)
    return sources.problem_at(name, "unsatisfiable", f"{message}: what is said of it contradicts itself",
                              "look at its superclasses and at what they are disjoint with")


def because(clash: list[Axiom]) -> str:
    return "; ".join(map(str, clash))


def clashing(background: list[ox.Triple], candidates: list[Axiom]) -> list[Axiom]:
    """A smallest group of the axioms that cannot hold together; empty if there is none or it cannot be found in time."""
    try:
        return [candidates[number] for number in reason.clash(background, [axiom.triples for axiom in candidates])]
    except Stop:
        return []  # the contradiction itself is the news


def first_to_blame(unsatisfiable: list[str], all_axioms: list[Axiom]) -> list[str]:
    """The first of those that lie below no other impossible class: what is wrong with them is wrong with the rest."""
    bad = set(unsatisfiable)
    below = {t.subject.value for axiom in all_axioms for t in axiom.triples[:1]
             if t.predicate == reason.SUBCLASS and t.object.value in bad - {t.subject.value}}
    return [name for name in unsatisfiable if name not in below][:MOST_CLASSES] or unsatisfiable[:1]


def axioms(sources: Sources) -> tuple[list[ox.Triple], list[Axiom]]:
    """What only declares names, and everything that can clash."""
    given = reason.concepts_and_terms(sources)
    annotations = {t.subject.value for t in given if t.object == ox.NamedNode(ANNOTATION)}
    logical = {t for t in given if is_logical(t, annotations)}
    background = [t for t in given if is_declaration(t)]
    return background, [axiom for source in (*sources.ontology, *sources.graph) for axiom in axioms_of(source, logical)]


def is_declaration(triple: ox.Triple) -> bool:
    return triple.predicate.value == RDF_TYPE and triple.object.value.startswith(OWL) and triple.object.value not in CHARACTERISTICS


def is_logical(triple: ox.Triple, annotations: set[str]) -> bool:
    predicate = triple.predicate.value
    is_text = predicate.startswith(RDFS) and predicate[len(RDFS):] in ("label", "comment", "seeAlso", "isDefinedBy")
    return not is_text and predicate not in annotations


def axioms_of(source: Source, logical: set[ox.Triple]) -> Iterable[Axiom]:
    parts: dict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
    for triple in source.triples:
        if isinstance(triple.subject, ox.BlankNode):
            parts[triple.subject].append(triple)
    nested = {t.object for t in source.triples if isinstance(t.object, ox.BlankNode)}
    for triple in source.triples:
        if isinstance(triple.subject, ox.NamedNode) and triple in logical and not is_declaration(triple):
            whole = (triple, *behind(triple.object, parts))
            yield Axiom(source.path, line_of(source, triple), wording.axiom(whole), whole)
    for node in parts.keys() - nested:
        whole = tuple(behind(node, parts))
        yield Axiom(source.path, line_of_nameless(source, whole), wording.axiom(whole), whole)


def behind(term, parts: dict) -> Iterable[ox.Triple]:
    for triple in parts.get(term, ()):
        yield triple
        yield from behind(triple.object, parts)


def line_of(source: Source, triple: ox.Triple) -> int:
    names = [shorten(term.value) for term in (triple.predicate, triple.object) if isinstance(term, ox.NamedNode)]
    names = [name for name in names if name != "rdf:type"]
    records = [record for record in source.records if record.iri == triple.subject.value]
    return next((record.line_of(*reversed(names)) for record in records), 1)


def line_of_nameless(source: Source, triples: tuple[ox.Triple, ...]) -> int:
    """The nameless record in which all names of the statement stand."""
    names = {shorten(t.object.value) for t in triples if isinstance(t.object, ox.NamedNode) and not t.object.value.startswith((OWL, PREFIXES["rdf"]))}
    for record in source.records:
        if record.name[0] in "[_" and all(any(name in line for line in record.lines) for name in names):
            return record.line
    return 1


def module(all_axioms: list[Axiom], name: str) -> list[Axiom]:
    """The axioms about the class, about what they name, and so on, nearest first; nameless statements that touch them."""
    about: dict[str, list[Axiom]] = defaultdict(list)
    for axiom in all_axioms:
        for term in subjects(axiom):
            about[term].append(axiom)
    found: dict[int, Axiom] = {}
    names, waiting = {name}, deque([name])
    while waiting:
        for axiom in about[waiting.popleft()]:
            found.setdefault(id(axiom), axiom)
            waiting += sorted(names_in(axiom) - names)
            names |= names_in(axiom)
    return list(found.values())


def subjects(axiom: Axiom) -> set[str]:
    first = axiom.triples[0].subject
    return {first.value} if isinstance(first, ox.NamedNode) else names_in(axiom)


def names_in(axiom: Axiom) -> set[str]:
    return {term.value for t in axiom.triples for term in t if isinstance(term, ox.NamedNode) and term.value.startswith(SI)}
