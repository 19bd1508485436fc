"""An import: tables become entries, entries an addition, and the addition is written whole or not at all.

Everything that is wrong is told at once, in the order of the tables, with its cell: what is wrong with the tables, with
the entries, and with the records that would come of them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..entries import forms, opening, table_rows
from ..entries.entry import EntryProblem
from ..entries.table_rows import Rows
from ..entries.tables import Reading
from ..names import shorten
from ..places import Places, turtle_files
from ..problems import Problem, Stop
from ..turtle import records, sources
from ..turtle.sources import Sources
from ..versions import sentences
from . import adding
from .adding import Outcome
from .draft import Made
from .numbers import CONDITION
from .passages import PASSAGE

PLACE = re.compile(r"(?P<sheet>.*)!(?P<letters>[A-Z]*)(?P<row>\d+)|(?P<file>.*?):(?P<line>\d+)(?:, column (?P<column>.*))?")


@dataclass(frozen=True)
class Imported:
    """What the tables held, in words, what was put right in them, and what became of it."""

    held: str
    notes: list[str]
    outcome: Outcome


def run(places: Places, paths: Sequence[Path], kind: str | None = None, into: Path | None = None, dry_run: bool = False,
        hermit: bool = True) -> Imported:
    """Read the tables and add what they hold; a dry run writes nothing."""
    reading = opening.read(paths)
    known = forms.of(of_ontology(places))
    if kind is not None and (kind := table_rows.kind_named(kind, known) or kind) not in known:
        raise Stop(f"{kind!r} is no kind of record", f"say one of {', '.join(known)}")
    rows = table_rows.read(reading, known, kind)
    if not rows.entries and not rows.problems:
        named = ", ".join(path.name for path in paths)
        raise Stop(f"there is no row to import in {named}", "fill in rows below the example, without # before them")
    outcome = add(places, rows, into, dry_run, hermit)
    problems = sorted(once(outcome.problems), key=lambda one: order(reading, one))
    return Imported(held(rows), reading.notes, replace(outcome, problems=problems))


def of_ontology(places: Places) -> Sources:
    """Terms and shapes alone: they say what a column takes."""
    read = Sources()
    for path in turtle_files(places.ontology):
        source = sources.read_text(places.relative(path), path.read_bytes())
        getattr(read, sources.kind(source)).append(source)
    return read


def add(places: Places, rows: Rows, into: Path | None, dry_run: bool, hermit: bool) -> Outcome:
    """The addition; where the tables have problems the entries are drafted only to find the rest of what is wrong."""
    if not rows.problems:
        return adding.add(places, rows.entries, into, dry_run, hermit)
    drafts = adding.draft(adding.with_own(places, into), rows.entries, into)
    return Outcome(drafts, [*rows.problems, *(problem for problem in drafts.problems if problem.place not in rows.damaged)])


def once(problems: Sequence[EntryProblem | Problem]) -> list[EntryProblem | Problem]:
    """Without a second word on a cell that is missing."""
    missing: set[str] = set()
    kept = []
    for problem in dict.fromkeys(problems):
        if problem.rule != "missing" or problem.place not in missing:
            kept.append(problem)
        if problem.rule == "missing":
            missing.add(problem.place)
    return kept


def held(rows: Rows) -> str:
    """`1 publication, 2 cells, 10 measurements`."""
    counts = Counter(entry.kind for entry in rows.entries)
    return ", ".join(f"{number} {plural(kind) if number > 1 else kind}" for kind, number in counts.items())


def plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("gy") else f"{kind}es" if kind.endswith("ss") else f"{kind}s"


def order(reading: Reading, problem: EntryProblem | Problem) -> tuple:
    """Table by table, row by row, then column by column; what is not in a table comes last."""
    if isinstance(problem, Problem):
        return len(reading.order) + 1, 0, 0, str(problem)
    found = PLACE.fullmatch(problem.place)
    if not found:
        return len(reading.order), 0, 0, str(problem)
    name = found["sheet"] or found["file"]
    row, column = int(found["row"] or found["line"]), found["letters"] or found["column"] or ""
    table = reading.order.index(name) if name in reading.order else len(reading.order)
    return table, row, len(column) if found["letters"] else 0, column, str(problem)


def told(outcome: Outcome) -> dict[str, str]:
    """A sentence for each record that a row asked for, by its name; passages and settings made on the way are told in those."""
    graph = records.of(outcome.verdict.sources.published)
    found = {}
    for made in outcome.drafts.made:
        if not on_the_way(made):
            name, kind = shorten(made.name), sentences.kind(graph, made.name)
            found[name] = f"{kind} {name} ({made.entry.place()}): {sentences.sentence(graph, made.name)}"
    return found


def on_the_way(made: Made) -> bool:
    return made.target in (PASSAGE, CONDITION) and made.entry.kind not in ("passage", "condition")
