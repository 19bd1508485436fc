"""Where a drafted block goes: the file that holds its kind, at the end or behind its sisters; nothing else changes.

A concept joins the file where most like it are; what a paper says goes into the paper's own folder, and what a review
says that is curated by sections into the file of the section. A file that has grown to 300 lines gets a sequel.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ..names import PREFIXES, SI, expand, local_name
from ..turtle import reader
from ..turtle.blocks import header
from .draft import Draft, Made

LONGEST = 300
FILES = {"Passage": "passages", "TestCell": "cells", "Claim": "claims", "Publication": "publication"}
NUMBERS = {expand(f"si:{name}") for name in ("Measurement", "Comparison", "Condition")}
EVIDENCE = NUMBERS | {expand(f"si:{name}") for name in FILES}
COMMENTS = {
    "passages": "Where {label} says what is recorded here.",
    "cells": "Cells of {label}.",
    "claims": "What {label} claims.",
    "publication": "{label}.",
    "numbers": "Conditions, measurements and comparisons of {label}.",
    "materials": "Materials and anodes of {label}.",
}


@dataclass
class Files:
    """The texts of the files that change, by path, and the blocks with the lines that they have there."""

    texts: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, list[tuple[int, int, Made]]] = field(default_factory=dict)


def place(draft: Draft, current: Callable[[str], str | None], into: str | None = None) -> Files:
    """Put every block of the draft in its file."""
    files, paths = Files(), {}
    read = {}
    for made in draft.made:
        path = into or path_of(draft, made, paths)
        if into is None:
            path = with_room(path, made, lambda one: read.setdefault(one, files.texts.get(one, current(one)) or ""), files)
        paths[made.name] = path
        before = files.texts.get(path, current(path))
        files.texts[path] = inserted(draft, made, path, before)
    for made in draft.made:
        first = files.texts[paths[made.name]].split(made.block.text())[0].count("\n") + 1
        files.blocks.setdefault(paths[made.name], []).append((first, first + len(made.block.lines), made))
    return files


def with_room(path: str, made: Made, text_of: Callable[[str], str], files: Files) -> str:
    """The file, or its sequel where it is full."""
    number, found = 2, path
    while (
        path.startswith("graph/")
        and len((files.texts.get(found) or text_of(found)).splitlines()) + len(made.block.lines) > LONGEST
    ):
        found, number = f"{path.removesuffix('.ttl')}-{number}.ttl", number + 1
    return found


def path_of(draft: Draft, made: Made, paths: dict[str, str]) -> str:
    if made.name.startswith(SI):
        return home_of_term(draft, made)
    credit = made.source or next(
        (expand(objects[0]) for predicate, objects, _ in made.block.lines if predicate == "si:reportedIn"), ""
    )
    if made.target in EVIDENCE or (credit and made.target != expand("si:Publication") and has_folder(draft, credit)):
        return by_sections(draft, made, credit, paths) or f"{folder_of(credit)}/{file_of(made)}.ttl"
    return home_of_concept(draft, made)


def folder_of(publication: str) -> str:
    return f"graph/papers/{local_name(publication)}"


def file_of(made: Made) -> str:
    return "numbers" if made.target in NUMBERS else FILES.get(local_name(made.target), "materials")


def has_folder(draft: Draft, publication: str) -> bool:
    """Whether the publication is one with a folder of its own: it has one, or it is added now."""
    there = draft.sources.records.get(publication)
    return there is None or there.path.startswith("graph/papers/")


def by_sections(draft: Draft, made: Made, publication: str, paths: dict[str, str]) -> str | None:
    """The file of a source that is curated by sections: that of the passage, or of the passages of its paragraph or section."""
    for predicate, objects, _ in made.block.lines:
        if predicate == "si:statedIn" and made.target != expand("si:Passage"):
            stated = expand(objects[0])
            path = paths.get(stated) or draft.sources.records[stated].path
            return None if path.startswith("graph/papers/") else path
    if not made.place:
        return None
    facts, found = draft.names.facts, Counter()
    for passage in facts.of_kind("Passage"):
        record = draft.sources.records.get(passage)
        same = facts.one(passage, "si:inSource") == publication and facts.one(passage, "si:section") == made.place.get("section")
        if record and same and not record.path.startswith("graph/papers/"):
            found[record.path] += 1 + 1000 * (facts.one(passage, "si:paragraph") == made.place.get("paragraph"))
    return found.most_common(1)[0][0] if found else None


def home_of_term(draft: Draft, made: Made) -> str:
    """The module of the parent class, or of the metrics."""
    for predicate, objects, _ in made.block.lines:
        if predicate == "rdfs:subClassOf" and (there := draft.sources.records.get(expand(objects[0]))):
            return there.path
    return "ontology/metrics.ttl"


def home_of_concept(draft: Draft, made: Made) -> str:
    """The file with the parent, else with most concepts that share a value with this one, else with most of the class."""
    values = {expand(one) for _, objects, _ in made.block.lines for one in objects if one.startswith(("si:", "kg:"))}
    parents = {expand(one) for predicate, objects, _ in made.block.lines if predicate == "skos:broader" for one in objects}
    score: Counter = Counter()
    for name, kinds in draft.names.kinds.items():
        record = draft.sources.records.get(name)
        if record and record.path.startswith("graph/") and expand(made.block.kind.split(",")[0]) in kinds:
            shared = len(values & set(draft.names.facts.objects(name)))
            score[record.path] += 1 + 1000 * shared + 1_000_000 * (name in parents)
    return (
        score.most_common(1)[0][0] if score else f"graph/{local_name(made.target)[0].lower()}{local_name(made.target)[1:]}s.ttl"
    )


def inserted(draft: Draft, made: Made, path: str, before: str | None) -> str:
    """The text of the file with the block in it."""
    if before is None or not before.strip():
        label = draft.names.label(made.source) if made.source else ""
        comment = COMMENTS[file_of(made)].format(label=label) if label and path.startswith("graph/papers/") else "Added records."
        return header(made.block.prefixes(), comment) + "\n" + made.block.text()
    text = with_prefixes(before, made.block.prefixes())
    if made.name.startswith(SI) and (line := last_sister(draft, made, path, text)):
        lines = text.split("\n")
        return "\n".join([*lines[:line], "", *made.block.text().rstrip("\n").split("\n"), *lines[line:]])
    return text + ("" if text.endswith("\n") else "\n") + "\n" + made.block.text()


def with_prefixes(text: str, wanted: list[str]) -> str:
    """The text with the prefixes that the block needs and the file does not have yet, behind those that it has."""
    source = reader.split("", text)
    there = {found[1] for _, line in source.directives if (found := reader.PREFIX_NAME.match(line))}
    missing = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in wanted if prefix not in there]
    lines, after = text.split("\n"), source.directives[-1][0] if source.directives else 0
    return "\n".join([*lines[:after], *missing, *lines[after:]])


def last_sister(draft: Draft, made: Made, path: str, text: str) -> int:
    """The last line of the last record that has the same parent, or is the parent, or a metric among metrics."""
    records = reader.split(path, text).records
    parents = {expand(one) for predicate, objects, _ in made.block.lines if predicate == "rdfs:subClassOf" for one in objects}
    facts, last = draft.names.facts, 0
    for record in records:
        sister = parents & set(facts.all(record.iri, "rdfs:subClassOf")) or record.iri in parents
        if (
            sister
            or (not parents and made.target in draft.names.kinds.get(record.iri, ()))
            or any(one.name == record.iri for one in draft.made)
        ):
            last = record.last_line
    return last
