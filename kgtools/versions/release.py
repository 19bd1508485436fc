"""A release: a sound build, the list of its names, and one version number in every place that tells it.

All files are written as one (writing.py), as texts of which only the numbers change. Committing and tagging stay with
the one who releases.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..building import build, writing
from ..names import KG, PREFIXES, SI
from ..places import Places
from ..problems import Stop
from ..turtle import released, sources
from ..turtle.vocabulary import MODULE

NUMBER = re.compile(r"\d+\.\d+\.\d+")
HEADER, CHANGES, CITATION, CODE = "ontology/si-assb.ttl", "CHANGELOG.md", "CITATION.cff", "kgtools/__init__.py"
UNRELEASED = "## Unreleased\n"
OURS = (SI, KG, PREFIXES["unit"])


@dataclass(frozen=True)
class Release:
    version: str
    before: str
    names: int
    files: tuple[str, ...]


def release(places: Places, version: str, day: date, progress: build.Progress = build.silent) -> Release:
    """Write the release; raises BadData if the sources have problems, Stop if the number or a file is not as it should be."""
    if places.extra:
        raise Stop("a release is made of the project alone", "leave --with out")
    if not places.root.joinpath(CHANGES).is_file():
        raise Stop(f"there is no {CHANGES} beside ontology/", "make the release in a checkout of the project")
    header = places.root.joinpath(HEADER).read_text("utf-8")
    before = current(header)
    check_number(version, before, first=not places.released.is_file())
    build.build(places, progress=progress)
    defined = names(sources.read(places))
    texts = {places.released: released.text(version, defined)}
    for path, edit in EDITS.items():
        file = places.root / path
        if file.is_file():
            texts[file] = edit(file.read_text("utf-8"), before, version, day)
    with writing.lock(places):
        writing.write_all(places, texts, {path: path.read_bytes() if path.is_file() else None for path in texts})
    return Release(version, before, len(defined), tuple(places.relative(path) for path in texts))


def names(read: sources.Sources) -> set[str]:
    """Every name of ours that something is said of, whether it is in use or deprecated."""
    subjects = {triple.subject.value for source in read.published for triple in source.triples if not source.path.startswith(sources.ALIGNMENT)}
    return {name for name in subjects if name.startswith(OURS) and not name.startswith(MODULE)}


def current(header: str) -> str:
    found = re.search(r'owl:versionInfo "([^"]*)"', header)
    if not found:
        raise Stop(f"{HEADER} has no owl:versionInfo", 'write `owl:versionInfo "0.1.0"` into the header')
    return found[1]


def check_number(version: str, before: str, first: bool) -> None:
    if not NUMBER.fullmatch(version):
        raise Stop(f"{version} is no version number", "write it like 0.2.0")
    old, new = (tuple(map(int, number.split("."))) for number in (before, version))
    if new < old or new == old and not first:
        raise Stop(f"{version} does not come after {before}", "take a larger number")


def in_header(text: str, before: str, version: str, day: date) -> str:
    """versionIRI, versionInfo and citation; owl:priorVersion once there is a version before."""
    text = replaced(text, f"<{SI}{before}>", f"<{SI}{version}>", "owl:versionIRI ")
    text = replaced(text, f'"{before}"', f'"{version}"', "owl:versionInfo ")
    text = text.replace(f"si-assb-kg {before}:", f"si-assb-kg {version}:")
    if version == before:
        return text
    prior = f"    owl:priorVersion <{SI}{before}> ;\n"
    if "owl:priorVersion" in text:
        return re.sub(r" *owl:priorVersion <[^>]*> ;\n", prior, text, count=1)
    line = f"    owl:versionIRI <{SI}{version}> ;\n"
    return replaced(text, line, line + prior, "")


def replaced(text: str, old: str, new: str, lead: str) -> str:
    if text.count(lead + old) != 1:
        raise Stop(f"{HEADER} does not say {lead}{old} once", "write the header as it was at the last release")
    return text.replace(lead + old, lead + new)


def in_changes(text: str, before: str, version: str, day: date) -> str:
    if f"\n## {version}," in text:
        return text
    if UNRELEASED not in text:
        raise Stop(f"{CHANGES} has no heading `{UNRELEASED.strip()}`", "write under it what has changed")
    return text.replace(UNRELEASED, f"{UNRELEASED}\n## {version}, {day.isoformat()}\n", 1)


def in_citation(text: str, before: str, version: str, day: date) -> str:
    text = re.sub(r"^version: .*$", f"version: {version}", text, count=1, flags=re.MULTILINE)
    return re.sub(r"^date-released: .*$", f"date-released: {day.isoformat()}", text, count=1, flags=re.MULTILINE)


def in_code(text: str, before: str, version: str, day: date) -> str:
    return text.replace(f'__version__ = "{before}"', f'__version__ = "{version}"')


EDITS: dict[str, Callable[[str, str, str, date], str]] = {HEADER: in_header, CHANGES: in_changes, CITATION: in_citation, CODE: in_code}

