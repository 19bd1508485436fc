"""Every hand-written Turtle file, read with its lines: ontology/, ontology/shapes/, graph/, and files from outside.

Parsed with pyoxigraph only: rdflib keeps no positions and accepts `0..9` and IRIs with spaces. The house form is asked
of graph/ alone. What comes from outside, or from an editor such as Protégé, may write the same triples in any way; what
that gives up: a problem in a file whose records do not begin at column 0 may be shown at the file's first line.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE
from ..places import OURS, Places
from ..problems import Problem, Stop
from . import imports, lexical, reader, released, vocabulary
from .reader import Record, Source
from .vocabulary import is_outside

ALIGNMENT = "ontology/alignment"
OWL, SHACL = PREFIXES["owl"], PREFIXES["sh"]
PART = "urn:part:"
Known = Callable[[str, str, bytes], Source | None]
A = (["a"], ["rdf:type"])
BARE = re.compile(r"\S+\s+(?:a|rdf:type)\s+owl:\w+\s*\.")
NIL = ox.NamedNode(PREFIXES["rdf"] + "nil")
FOLDERS = (("ontology/shapes/", "shapes"), ("ontology/", "ontology"), ("graph/", "graph"))


@dataclass
class Sources:
    """All files by kind; a file's path is relative to the project's root, with forward slashes."""

    ontology: list[Source] = field(default_factory=list)
    shapes: list[Source] = field(default_factory=list)
    graph: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)  # by the name that a nameless part was given: what it is a part of

    @property
    def files(self) -> list[Source]:
        return [*self.ontology, *self.shapes, *self.graph]

    @property
    def published(self) -> list[Source]:
        """What goes into the dataset; shapes describe the records and are no part of them."""
        return [*self.ontology, *self.graph]

    @cached_property
    def records(self) -> dict[str, Record]:
        """The record that defines each name: the first one; alignments, and lines that declare a name and no more, come last."""
        found: dict[str, Record] = {}
        bare: list[Record] = []
        for source in sorted([*self.published, *self.shapes], key=lambda source: source.path.startswith(ALIGNMENT)):
            for record in source.records:
                if is_bare(record):
                    bare.append(record)
                else:
                    found.setdefault(record.iri, record)
        for record in bare:
            found.setdefault(record.iri, record)
        for part, whole in self.parts.items():
            if whole in found:
                found.setdefault(part, found[whole])
        return found

    @property
    def unreadable(self) -> bool:
        return any(record.broken for source in self.files for record in source.records)

    def problem_at(self, iri: str, rule: str, message: str, fix: str, *words: str) -> Problem:
        """A problem of the record `iri`, on the line that has `words` where there is one."""
        record = self.records.get(iri)
        if record is None:
            path = self.ontology[0].path if self.ontology else "ontology"
            return Problem(path, 1, rule, message, fix)
        return Problem(record.path, record.line_of(*words), rule, message, fix)


def unknown(path: str, digest: str, data: bytes) -> Source | None:
    """Nothing is known before a first build."""


def read(places: Places, drafts: Mapping[str, str] | None = None, known: Known = unknown) -> Sources:
    """Read and check every file; what is wrong is in `problems`, what could be read is there all the same.

    `drafts` are texts to read in place of files, or beside them, by their path from the root: what is about to be written.
    `known` gives what is known already of a file with these bytes, so that it need not be parsed.
    """
    texts = {places.relative(path): path.read_bytes() for path in places.files()}
    texts |= {path: text.encode() for path, text in (drafts or {}).items()}
    if not texts:
        raise Stop(f"there is no Turtle file in {places.ontology} or {places.graph}", "check KGTOOLS_HOME or install the package again")
    sources = parsed(texts, known)
    found = [problem for source in sources.files for problem in source.problems]
    defined = {triple.subject.value for source in sources.published for triple in source.triples} | sources.records.keys()
    sources.problems = sorted({*found, *house_form(sources), *vocabulary.check(sources), *imports.check(sources.ontology),
                               *released.check(places, defined)})
    return sources


def parsed(texts: Mapping[str, bytes], known: Known = unknown) -> Sources:
    """The files by their path, ours before those from outside; what could not be read is in each file's own problems."""
    sources = Sources()
    for path, data in sorted(texts.items(), key=lambda item: (not item[0].startswith(OURS), item[0])):
        digest = hashlib.sha256(data).hexdigest()
        source = known(path, digest, data) or read_text(path, data)
        source.digest, part = digest, kind(source)
        getattr(sources, part).append(source)
        if part == "graph" and is_outside(source):
            sources.parts |= name_parts(source)
    return sources


def kind(source: Source) -> str:
    """Which part of the sources a file belongs to: by its folder, or by what it declares if it comes from outside."""
    for start, part in FOLDERS:
        if source.path.startswith(start):
            return part
    classes = classes_in(source)
    if SHACL + "NodeShape" in classes:
        return "shapes"
    return "ontology" if any(name.startswith(OWL) for name in classes - {OWL + "NamedIndividual"}) else "graph"


def classes_in(source: Source) -> set[str]:
    return {t.object.value for t in source.triples if t.predicate.value == RDF_TYPE and isinstance(t.object, ox.NamedNode)}


def read_text(name: str, data: bytes) -> Source:
    text, before = lexical.decoded(name, data)
    source = reader.read(name, text)
    source.problems += before
    lexical.check(source)
    return source


def name_parts(source: Source) -> dict[str, str]:
    """Give the nameless parts of somebody's records names, so that all that holds for records holds for them."""
    def named(term):
        return ox.NamedNode(PART + term.value) if isinstance(term, ox.BlankNode) else term

    source.triples = [ox.Triple(named(t.subject), t.predicate, named(t.object)) for t in source.triples]
    above = {t.object.value: t.subject.value for t in source.triples if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(PART)}
    return {part: topmost(part, above) for part in above}


def topmost(part: str, above: Mapping[str, str]) -> str:
    for _ in above:  # as often as there are parts: nameless things may go round in a circle
        part = above.get(part, part)
    return part


def house_form(sources: Sources) -> Iterable[Problem]:
    yield from defined_twice(sources)
    for source in sources.shapes:
        yield from beside_shapes(source)
    for source in sources.graph:
        if not is_outside(source) and not source.known:
            yield from blank_nodes(source)
            yield from misplaced(source)


def defined_twice(sources: Sources) -> Iterable[Problem]:
    """In graph/ a name may start one record only; elsewhere other files may add to what one defines."""
    first: dict[str, Record] = {}
    for source in sources.published:
        is_ontology = source in sources.ontology
        for record in source.records:
            adds = is_ontology and not has_name(record) or (is_ontology or is_outside(source)) and not declares(record)
            if record.name[0] in "[_" or adds:
                continue
            earlier = first.setdefault(record.iri, record)
            if earlier is not record:
                yield Problem(record.path, record.line, "defined-twice",
                              f"{record.name} is defined here and at {earlier.path}:{earlier.line}",
                              "keep one record, or give the other its own name")


def declares(record: Record) -> bool:
    """Whether it says what the name is: `name a ...` on the first line, or `a ...` at the start of another."""
    return record.lines[0].split()[1:2] in A or any(line.split()[:1] in A for line in record.lines[1:])


def has_name(record: Record) -> bool:
    """A term is defined where it gets its label; editors declare it again in every module that speaks of it."""
    return record.has("rdfs:label") or record.has("skos:prefLabel")


def is_bare(record: Record) -> bool:
    """One line that says of which kind of OWL a name is: editors write it for every name that a module uses."""
    return BARE.match(record.lines[0]) is not None and record.last_line == record.line


def beside_shapes(source: Source) -> Iterable[Problem]:
    """What a file of shapes holds beside them would be read by nobody."""
    for triple in source.triples:
        is_type = triple.predicate.value == RDF_TYPE and isinstance(triple.subject, ox.NamedNode)
        if is_type and not triple.object.value.startswith((SHACL, OWL + "Ontology")):
            record = next((record for record in source.records if record.iri == triple.subject.value), None)
            yield Problem(source.path, record.line if record else 1, "mixed-file",
                          f"{reader.display(triple.subject)} stands in a file of shapes, from which only shapes are read", "move it to a file of its own")


def blank_nodes(source: Source) -> Iterable[Problem]:
    if not any(record.broken for record in source.records) and not any(map(has_nameless_part, source.triples)):
        return
    for record in source.records:
        for number, line in enumerate(record.lines):
            bare = reader.without_text(line)
            if any(mark in bare for mark in "[(") or " _:" in f" {bare}":
                yield Problem(source.path, record.line + number, "blank-node", f"{record.name} has a part without a name",
                              "give the part a record of its own with a kg: name")


def has_nameless_part(triple: ox.Triple) -> bool:
    return reader.is_nameless(triple) or triple.object == NIL


def misplaced(source: Source) -> Iterable[Problem]:
    """The first column is for records: every subject starts there, and nothing else does."""
    subjects = {triple.subject.value for triple in source.triples if isinstance(triple.subject, ox.NamedNode)}
    names = {record.iri for record in source.records}
    for record in source.records:
        if record.iri not in subjects and not record.broken and record.name[0] not in "[_":
            yield Problem(source.path, record.line, "house-form", f"{record.name} at column 0 is not the start of a record",
                          "indent the line if it belongs to the record above")
    for subject in sorted(subjects - names):
        line, name = line_of_subject(source, subject)
        yield Problem(source.path, line, "house-form", f"the record {name} does not start at column 0",
                      "begin it on a line of its own without indent")


def line_of_subject(source: Source, iri: str) -> tuple[int, str]:
    name = reader.display(ox.NamedNode(iri))
    for record in source.records:
        line = record.line_of(name)
        if name in record.lines[line - record.line]:
            return line, name
    return 1, name
