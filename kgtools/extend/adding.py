"""An addition: entries become blocks, the blocks become drafts of files, and only what passes the whole verdict is written.

    drafts = adding.draft(places, entries)      # texts by path, or problems in words of the entries
    outcome = adding.add(places, entries)       # the same, with the verdict, written if nothing is wrong

All or nothing: a problem anywhere, in an entry or in what follows from it, leaves every file as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..building import build as building
from ..building import publication, verdict, writing
from ..building.verdict import Verdict
from ..entries.entry import Entry, EntryProblem
from ..entries.kinds import CONCEPTS
from ..names import SI, shorten
from ..places import Places
from ..problems import Problem, Stop
from ..turtle import sources
from . import claims, concepts, evidence, homes, numbers, passages
from .draft import Draft, Made

# What others speak of comes first.
ORDER = (
    "publication",
    "class",
    "metric",
    "method",
    "material",
    "structure",
    "electrolyte",
    "electrode",
    "strategy",
    "mechanism",
    "driver",
    "anode",
    "cell",
    "condition",
    "passage",
    "measurement",
    "comparison",
    "claim",
)


@dataclass(frozen=True)
class Drafts:
    """The texts of the files that would change, by path from the root, and what is wrong with the entries."""

    texts: Mapping[str, str]
    problems: list[EntryProblem]
    blocks: Mapping[str, list[tuple[int, int, Made]]] = field(default_factory=dict)  # by path: first and last line of each
    before: Mapping[str, bytes | None] = field(default_factory=dict)

    @property
    def made(self) -> list[Made]:
        return [made for blocks in self.blocks.values() for _, _, made in blocks]

    def told(self, problem: Problem) -> EntryProblem | Problem:
        """A problem of the drafted files in words of the entry that it comes from; any other as it is."""
        for first, last, made in self.blocks.get(problem.path, ()):
            if first <= problem.line <= last:
                place = made.entry.place(made.block.given_at(problem.line - first))
                return EntryProblem(place, problem.rule, problem.message, problem.fix)
        return problem

    def line(self, made: Made) -> str:
        """`graph/drivers.ttl:151`, where the block stands."""
        return next(f"{path}:{first}" for path, blocks in self.blocks.items() for first, _, one in blocks if one is made)


@dataclass(frozen=True)
class Outcome:
    drafts: Drafts
    problems: list[EntryProblem | Problem]
    verdict: Verdict | None = None
    written: bool = False


def draft(places: Places, entries: Sequence[Entry], into: Path | None = None) -> Drafts:
    """The files as they would be with these entries in them; nothing is written."""
    made = Draft(sources.read(places))
    fill(made, made.checked(entries))
    if made.problems:
        return Drafts({}, made.problems)
    before = {}

    def current(path: str) -> str | None:
        if path not in before:
            file = places.root / path if into is None else into
            before[path] = file.read_bytes() if file.is_file() else None
        return None if before[path] is None else before[path].decode("utf-8")

    files = homes.place(made, current, own_file(places, into, made) if into else None)
    return Drafts(files.texts, [], files.blocks, {path: before[path] for path in files.texts})


def own_file(places: Places, into: Path, made: Draft) -> str:
    """The path of a file of one's own, as messages name it; terms and records are kept in files of their own."""
    terms = [one for one in made.made if one.name.startswith(SI)]
    if into.suffix != ".ttl":
        raise Stop(f"{into} is no Turtle file", "give a path that ends with .ttl")
    if terms and len(terms) < len(made.made):
        raise Stop(
            f"{shorten(terms[0].name)} is a term of the ontology, the rest are records",
            "add them one after another, into a file each",
        )
    path = places.relative(into)
    there = [source for source in made.sources.files if source.path == path]
    if there and terms and there[0] in made.sources.graph:
        raise Stop(f"{path} holds records, and {shorten(terms[0].name)} is a term of the ontology", "give it a file of its own")
    if there and not terms and there[0] not in made.sources.graph:
        raise Stop(f"{path} holds terms of the ontology, and {made.made[0].block.name} is a record", "give it a file of its own")
    return path


def fill(made: Draft, entries: Sequence[Entry]) -> None:
    """Name everything that can be spoken of, then build every record."""
    entries = sorted(entries, key=lambda entry: ORDER.index(entry.kind))
    for entry in entries:
        if made.forms[entry.kind].group == CONCEPTS:
            if entry.one("label"):
                concepts.register(made, entry)
        else:
            evidence.register(made, entry)
        if entry.called:
            call(made, entry)
    for entry in entries:
        build(made, entry)


def call(made: Draft, entry: Entry) -> None:
    """Let the other entries speak of this one by its short name; what would be named later is named now."""
    if id(entry) not in made.own and entry.kind in ("measurement", "comparison"):
        evidence.own(made, entry, numbers.result_name(made, entry, made.thing(entry, "metric")), [])
    elif id(entry) not in made.own and entry.kind == "condition":
        evidence.own(made, entry, made.named(entry, numbers.printed_of(made, entry) or "", made.key(entry)), [])
    if id(entry) in made.own:
        made.names.add(made.own[id(entry)], [], [entry.called])


def build(made: Draft, entry: Entry) -> None:
    if made.forms[entry.kind].group == CONCEPTS:
        if id(entry) in made.own:
            concepts.build(made, entry)
    elif entry.kind == "publication":
        evidence.publication(made, entry)
    elif entry.kind == "cell":
        evidence.cell(made, entry)
    elif entry.kind == "condition":
        numbers.condition(made, entry)
    elif entry.kind == "passage":
        passages.stated(made, entry)
    elif entry.kind == "claim":
        claims.build(made, entry, passages.of(made, entry))
    else:
        numbers.result(made, entry)


def settle(places: Places, drafts: Drafts, hermit: bool = True) -> Outcome:
    """The verdict on the whole project with the drafts in it, in words of the entries; nothing is written."""
    if drafts.problems:
        return Outcome(drafts, sorted(set(drafts.problems)))
    found = verdict.of(places, drafts.texts, hermit)
    told = list(dict.fromkeys(drafts.told(problem) for problem in found.problems))
    return Outcome(drafts, sorted(told, key=lambda one: (isinstance(one, Problem), str(one))), found)


def add(
    places: Places, entries: Sequence[Entry], into: Path | None = None, dry_run: bool = False, hermit: bool = True
) -> Outcome:
    """Draft, judge and write, alone with the sources from the first reading to the last rename; then publish what was judged."""
    places = with_own(places, into)
    if dry_run:
        return settle(places, draft(places, entries, into), hermit)
    with writing.lock(places):
        drafts = draft(places, entries, into)
        others = publication.fingerprint(places, drafts.texts)
        outcome = settle(places, drafts, hermit)
        if outcome.problems:
            return outcome
        write(places, drafts, into)
        if hermit and into is None and publication.fingerprint(places, drafts.texts) == others:
            building.publish(places, outcome.verdict.examined, publication.fingerprint(places))
    return replace(outcome, written=True)


def with_own(places: Places, into: Path | None) -> Places:
    """The project together with the file of one's own, if that is there already."""
    if into is None:
        return places
    if into.resolve().is_relative_to(places.root) and not into.resolve().is_relative_to(places.root / "tests"):
        raise Stop(f"{into} belongs to the project", "leave --into out, or name a file elsewhere")
    return places.with_files([*places.extra, into]) if into.exists() else places


def write(places: Places, drafts: Drafts, into: Path | None) -> None:
    def file(path: str) -> Path:
        return places.root / path if into is None else into

    writing.write_all(places, {file(path): text for path, text in drafts.texts.items()},
                      {file(path): held for path, held in drafts.before.items()})
