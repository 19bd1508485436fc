"""Every hand-written Turtle file, read with its lines: ontology/, ontology/shapes/ and graph/.

Parsed with pyoxigraph only: rdflib keeps no positions and accepts `0..9` and IRIs with spaces.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from . import imports, lexical, turtle, vocabulary
from .names import PREFIXES, RDF_TYPE, expand
from .places import Places
from .problems import Problem, Stop
from .turtle import Record, Source

ALIGNMENT = "ontology/alignment"

@dataclass
class Sources:
    """All files by kind; a file's path is relative to the project's root, with forward slashes."""

    ontology: list[Source] = field(default_factory=list)
    shapes: list[Source] = field(default_factory=list)
    graph: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def files(self) -> list[Source]:
        return [*self.ontology, *self.shapes, *self.graph]

    @property
    def published(self) -> list[Source]:
        """What goes into the dataset; shapes describe the records and are no part of them."""
        return [*self.ontology, *self.graph]

    @cached_property
    def records(self) -> dict[str, Record]:
        """The record that defines each name: the first one, alignments last, since they only add to what is defined."""
        found: dict[str, Record] = {}
        for source in sorted([*self.published, *self.shapes], key=lambda source: source.path.startswith(ALIGNMENT)):
            for record in source.records:
                found.setdefault(record.iri, record)
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


def read(places: Places, drafts: Mapping[str, str] | None = None) -> Sources:
    """Read and check every file; what is wrong is in `problems`, what could be read is there all the same.

    `drafts` are texts to read in place of files, or beside them, by their path from the root: what is about to be written.
    """
    texts = {places.relative(path): path.read_bytes() for path in files(places)}
    texts |= {path: text.encode() for path, text in (drafts or {}).items()}
    sources = Sources()
    for path, data in sorted(texts.items()):
        source = read_text(path, data)
        getattr(sources, kind(source)).append(source)
    if not sources.files:
        raise Stop(f"there is no Turtle file in {places.ontology} or {places.graph}", "check KGTOOLS_HOME or install the package again")
    found = [problem for source in sources.files for problem in source.problems]
    sources.problems = sorted({*found, *house_form(sources), *vocabulary.check(sources), *imports.check(sources.ontology)})
    return sources


def files(places: Places) -> Iterable[Path]:
    """Every Turtle file of the project, then those from outside."""
    for folder in (places.ontology, places.graph, *places.extra):
        yield from turtle_files(folder)


def turtle_files(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*.ttl") if not path.name.startswith("."))


def kind(source: Source) -> str:
    """Which part of the sources a file belongs to: by its folder, or by what it declares if it comes from outside."""
    for start, part in (("ontology/shapes/", "shapes"), ("ontology/", "ontology"), ("graph/", "graph")):
        if source.path.startswith(start):
            return part
    classes = {t.object.value for t in source.triples if t.predicate.value == RDF_TYPE and isinstance(t.object, ox.NamedNode)}
    if PREFIXES["sh"] + "NodeShape" in classes:
        return "shapes"
    return "ontology" if any(name.startswith(PREFIXES["owl"]) for name in classes) else "graph"


def read_text(name: str, data: bytes) -> Source:
    text, before = lexical.decoded(name, data)
    source = turtle.read(name, text)
    source.problems += before
    lexical.check(source)
    return source


def house_form(sources: Sources) -> Iterable[Problem]:
    yield from defined_twice(sources)
    for source in sources.graph:
        yield from blank_nodes(source)
        yield from misplaced(source)


def defined_twice(sources: Sources) -> Iterable[Problem]:
    """In graph/ a name may start one record only; in the ontology other files may add to a term that one declares."""
    first: dict[str, Record] = {}
    for source in sources.published:
        for record in source.records:
            if record.name[0] in "[_" or (source in sources.ontology and not declares(record)):
                continue
            earlier = first.setdefault(record.iri, record)
            if earlier is not record:
                yield Problem(record.path, record.line, "defined-twice",
                              f"{record.name} is defined here and at {earlier.path}:{earlier.line}",
                              "keep one record, or give the other its own name")


def declares(record: Record) -> bool:
    return " a " in record.lines[0] or any(line.split()[:1] == ["a"] for line in record.lines[1:])


def blank_nodes(source: Source) -> Iterable[Problem]:
    for record in source.records:
        for number, line in enumerate(record.lines):
            bare = turtle.without_text(line)
            if any(mark in bare for mark in "[(") or " _:" in f" {bare}":
                yield Problem(source.path, record.line + number, "blank-node", f"{record.name} has a part without a name",
                              "give the part a record of its own with a kg: name")


def misplaced(source: Source) -> Iterable[Problem]:
    """The first column is for records: every subject starts there, and nothing else does."""
    subjects = {triple.subject.value for triple in source.triples if isinstance(triple.subject, ox.NamedNode)}
    names = {expand(record.name) for record in source.records}
    for record in source.records:
        if record.iri not in subjects and not record.broken and record.name[0] not in "[_":
            yield Problem(source.path, record.line, "house-form", f"{record.name} at column 0 is not the start of a record",
                          "indent the line if it belongs to the record above")
    for subject in sorted(subjects - names):
        line, name = line_of_subject(source, subject)
        yield Problem(source.path, line, "house-form", f"the record {name} does not start at column 0",
                      "begin it on a line of its own without indent")


def line_of_subject(source: Source, iri: str) -> tuple[int, str]:
    name = turtle.display(ox.NamedNode(iri))
    for record in source.records:
        line = record.line_of(name)
        if name in record.lines[line - record.line]:
            return line, name
    return 1, name
