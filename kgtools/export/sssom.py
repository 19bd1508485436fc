"""The alignment as a mapping table in the Simple Standard for Sharing Ontological Mappings (SSSOM).

ontology/alignment.ttl is the source, and the comment behind a line the label of the other term: RDF has no place for it
that would not be taken for a name of ours. What that gives up: a mapping has no author and date of its own.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from .. import __version__
from ..names import PREFIXES, RDF_TYPE, SI, shorten
from ..problems import BadData, Problem, Stop
from ..turtle.reader import Record
from ..turtle.sources import ALIGNMENT, Sources

# How the terms of others are written in the table; what has no prefix here is a problem.
OTHERS = {
    "emmo": "https://w3id.org/emmo#",
    "echem": "https://w3id.org/emmo/domain/electrochemistry#",
    "battery": "https://w3id.org/emmo/domain/battery#",
    "substance": "https://w3id.org/emmo/domain/chemical-substance#",
    "microstructure": "https://w3id.org/emmo/domain/microstructure#",
    "chameo": "https://w3id.org/emmo/domain/characterisation-methodology/chameo#",
    "manufacturing": "https://w3id.org/emmo/domain/manufacturing#",
    "CHMO": "http://purl.obolibrary.org/obo/CHMO_",
    "ECO": "http://purl.obolibrary.org/obo/ECO_",
    "SEPIO": "http://purl.obolibrary.org/obo/SEPIO_",
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "doco": "http://purl.org/spar/doco/",
    "fabio": "http://purl.org/spar/fabio/",
    "prov": "http://www.w3.org/ns/prov#",
}
SEMAPV = "https://w3id.org/semapv/vocab/"
CURATED = "semapv:ManualMappingCuration"
OWL = PREFIXES["owl"]
KINDS = {"Class": "owl class", "ObjectProperty": "owl object property", "DatatypeProperty": "owl data property",
         "AnnotationProperty": "owl annotation property", "NamedIndividual": "owl named individual"}
LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
MATCH = PREFIXES["skos"]


@dataclass(frozen=True, order=True)
class Mapping:
    """One row; the fields are the columns."""

    subject_id: str
    subject_label: str
    subject_type: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str = CURATED


def table(sources: Sources) -> str:
    """The whole file: the set's description as YAML behind #, then the rows, tab-separated."""
    rows = mappings(sources)
    if not rows:
        raise Stop("the alignment has no match", "look at ontology/alignment.ttl")
    columns = [field.name for field in fields(Mapping)]
    lines = [*(f"#{line}" for line in description(sources, rows)), *("\t".join(row) for row in (columns, *map(astuple, rows)))]
    return "\n".join(lines) + "\n"


def mappings(sources: Sources) -> list[Mapping]:
    triples = [triple for source in sources.published for triple in source.triples]
    labels = {t.subject.value: t.object.value for t in triples if t.predicate.value in LABELS}
    kinds = {t.subject.value: KINDS[t.object.value.removeprefix(OWL)] for t in triples
             if t.predicate.value == RDF_TYPE and t.object.value.removeprefix(OWL) in KINDS}
    found, problems = [], []
    for record, predicate, other in matches(sources):
        other_id = curie(other)
        if other_id is None:
            problems.append(Problem(record.path, record.line_of(f"<{other}>"), "mapping", f"<{other}> is in no known namespace",
                                    "give its namespace a prefix in kgtools/export/sssom.py"))
            continue
        found.append(Mapping(shorten(record.iri), labels.get(record.iri, ""), kinds.get(record.iri, "owl named individual"),
                             shorten(predicate), other_id, label_behind(record, other)))
    if problems:
        raise BadData(problems)
    return sorted(found)


def matches(sources: Sources) -> Iterable[tuple[Record, str, str]]:
    """The record, the relation and the other term of each match."""
    for source in sources.ontology:
        if source.path.startswith(ALIGNMENT):
            records = {record.iri: [one for one in source.records if one.iri == record.iri] for record in source.records}
            for t in source.triples:
                if t.predicate.value.startswith(MATCH) and t.predicate.value.endswith("Match"):
                    yield written_in(records[t.subject.value], t.object.value), t.predicate.value, t.object.value


def written_in(records: list[Record], other: str) -> Record:
    return next((record for record in records if any(f"<{other}>" in line for line in record.lines)), records[0])


def label_behind(record: Record, other: str) -> str:
    """What the comment of the line calls the other term."""
    for line in record.lines:
        _, found, behind = line.partition(f"<{other}>")
        if found and " # " in behind:
            return behind.split(" # ", 1)[1].strip()
    return ""


def curie(iri: str) -> str | None:
    return next((f"{prefix}:{iri.removeprefix(base)}" for prefix, base in OTHERS.items() if iri.startswith(base)), None)


def description(sources: Sources, rows: list[Mapping]) -> Iterable[str]:
    used = {name.split(":")[0] for row in rows for name in (row.subject_id, row.predicate_id, row.object_id, row.mapping_justification)}
    known = {**PREFIXES, **OTHERS, "semapv": SEMAPV}
    yield "curie_map:"
    yield from (f'  {prefix}: "{known[prefix]}"' for prefix in sorted(used))
    yield f'license: "{license_of(sources)}"'
    yield f'mapping_set_id: "{SI}mappings"'
    yield 'mapping_set_title: "Terms of si-assb-kg and of other vocabularies"'
    yield f'mapping_set_version: "{__version__}"'


def license_of(sources: Sources) -> str:
    stated = PREFIXES["dcterms"] + "license"
    return next(t.object.value for source in sources.ontology if source.path.startswith(ALIGNMENT)
                for t in source.triples if t.predicate.value == stated)
