"""Validation after a change of sound sources: only what the change can have broken is looked at.

A shape looks at one record and the classes of those that it names, so the records to look at again are those with a
triple, asserted or inferred, that came or went, and those that name one whose class did (judge.py has a first look). A check looks at everything,
but can only find something new if a triple came or went that it reads. A test holds the outcome against a whole validation.
"""

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE
from ..problems import Problem
from ..querying.library import Query
from ..querying.store import Store
from ..reasoning import rules
from ..turtle.reader import Source
from ..turtle.sources import Sources
from ..validating import checks, shapes
from ..validating.judge import Judge
from .baseline import Baseline, Change

TYPE = ox.NamedNode(RDF_TYPE)
SHACL = PREFIXES["sh"]
# What is not here may look further than at a record, its values and their classes.
NEAR = {SHACL + name for name in (
    "targetClass", "property", "path", "class", "datatype", "in", "languageIn", "minCount", "maxCount", "minLength", "maxLength", "minInclusive",
    "maxInclusive", "minExclusive", "maxExclusive", "pattern", "or", "and", "xone", "not", "message", "severity", "name", "description")}
# `a` or rdf:type with anything but a class behind it, or read backwards; and paths that lead along all properties but some.
ANY_CLASS = re.compile(r"(?:(?<![\w?$:<-])a|rdf:type)(?![\w:-])(?!\s+(?:[\w-]*:\w|<))|\^\s*(?:a\b|rdf:type)")
ANY_PROPERTY = re.compile(r"!\s*\(?\s*\^?\s*(?:a\b|[\w-]*:\w|<)")


def validation(read: Sources, queries: list[Query], base: Baseline, change: Change, inferred: list[ox.Triple]) -> list[Problem]:
    before, after = set(base.inferred), set(inferred)
    gone, come = change.triples
    difference = {*gone, *come, *(before ^ after)}
    found = shape_problems(read, difference, after)
    if not read.unreadable:
        asked = affected(queries, difference)
        found += side_by_side(base.changed_store(change, inferred), asked, read) if asked else []
    return found


def side_by_side(store: Store, asked: list[Query], read: Sources) -> list[Problem]:
    """Two checks at a time: the engine works outside of Python's lock."""
    with ThreadPoolExecutor(2) as pool:
        return [problem for found in pool.map(lambda check: list(checks.run(store, [check], read)), asked) for problem in found]


def shape_problems(read: Sources, difference: set[ox.Triple], inferred: set[ox.Triple]) -> list[Problem]:
    asserted = [triple for source in read.published for triple in source.triples]
    if not are_near(read):
        return shapes.check(read, inferred)
    subjects = {triple.subject for triple in difference}
    retyped = {triple.subject for triple in difference if triple.predicate == TYPE}
    subjects |= {triple.subject for triple in asserted if triple.object in retyped} if retyped else set()
    about = [triple for triple in (*asserted, *inferred) if triple.subject in subjects]
    named = {triple.object for triple in about} - subjects
    types = [triple for triple in (*asserted, *inferred) if triple.predicate == TYPE and triple.subject in named]
    if Judge((triple for source in read.shapes for triple in source.triples), (*about, *types)).fits(subjects):
        return []
    excerpt = Source("graph", triples=[*about, *types], records=list(read.records.values()))
    return shapes.check(Sources([], read.shapes, [excerpt]), [], {subject.value for subject in subjects})


def are_near(read: Sources) -> bool:
    used = {triple.predicate.value for source in read.shapes for triple in source.triples if triple.predicate.value.startswith(SHACL)}
    paths = [triple.object for source in read.shapes for triple in source.triples if triple.predicate.value == SHACL + "path"]
    return used <= NEAR and all(isinstance(path, ox.NamedNode) for path in paths)


def affected(queries: Iterable[Query], difference: Iterable[ox.Triple]) -> list[Query]:
    """The checks that read a triple of the difference."""
    predicates = {triple.predicate.value for triple in difference}
    classes = {triple.object.value for triple in difference if triple.predicate == TYPE}
    return [query for query in queries if reads_any(query, predicates, classes)]


def reads_any(query: Query, predicates: set[str], classes: set[str]) -> bool:
    read = rules.predicates_read(query)
    if read is None or "WHERE" not in query.text or ANY_PROPERTY.search(rules.NOT_A_PATTERN.sub(" ", query.text)):
        return True
    text = rules.NOT_A_PATTERN.sub(" ", query.text)
    of_classes = bool(classes & read) or bool(ANY_CLASS.search(text[text.find("WHERE"):]))
    return bool(predicates - {RDF_TYPE} & read) or RDF_TYPE in predicates & read and of_classes
