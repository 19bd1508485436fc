"""Fidelity: that the graph says what the article says, where it says it, and that nothing is missing.

`verify` compares an article with the records of the sources and changes neither. `run` finds both on disk.
Its problems are about the graph's files; what no record covers is listed by the article's lines.
What this gives up: the meaning of a claim is not judged, only its place, its numbers and whom it credits.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from ..article import article as articles
from ..article import naming, passages
from ..article.article import Article
from ..article.passages import Place
from ..article.pieces import Unit
from ..problems import COULD_NOT_RUN, DATA_HAS_ERRORS, FINE, Problem, Stop
from ..turtle import records
from ..turtle.records import Graph, short
from . import bibliography, coverage, faithful, outcomes, plausible
from .coverage import Coverage, Exclusion
from .gist import Gist
from .metrics import Metrics
from .plausible import Prelithiated
from .report import KINDS, NOT_COMPARED, Report, coverage_report

DOI = "https://doi.org/10.3390/coatings14050608"
EXCLUSIONS = "coverage-exclusions.tsv"


def verify(
    article: Article,
    graph: Graph,
    exclusions: Iterable[Exclusion] = (),
    sections: Collection[str] = (),
    prelithiated: Prelithiated = plausible.is_prelithiated,
) -> Report:
    """Compare the graph with the article; with `sections`, only what stands in them."""
    elsewhere = _elsewhere(graph)
    compared = [passage for passage in graph.of_kind("Passage") if passage not in elsewhere]
    places = {passage: passages.find(article, graph, passage) for passage in compared}
    here = {passage: place for passage, place in places.items() if not sections or place.section in sections}
    stated = _stated(graph, places, elsewhere)
    checked = [one for one in stated if _is_here(graph.all(one, "si:statedIn"), places, here)]
    problems = [problem for place in here.values() for problem in place.problems]
    metrics, gist = Metrics(graph), Gist(article)
    for record in checked:
        problems += _unplaced(graph, record, {*places, *elsewhere})
        problems += faithful.check(article, graph, record, stated[record])
        problems += metrics.check(record, stated[record])
        problems += gist.check(graph, record, stated[record])
        problems += outcomes.check(article, graph, record, stated[record])
        problems += plausible.check(graph, record, stated[record], prelithiated)
    for thing, units in naming.units_of_things(graph, places, stated).items():
        problems += _credit(article, graph, thing, units, sections)
    counts = _counts(graph, places, here, checked)
    counts["", NOT_COMPARED] = 0 if sections else len(elsewhere)
    problems += [] if sections else bibliography.check(article, graph)
    problems += _nothing(counts, ("passages",) if sections else ("passages", "Measurement"))
    covered = _cover(article, graph, stated, exclusions, sections)
    return Report(tuple(sorted({*problems, *covered.problems})), covered, counts)


def _cover(
    article: Article,
    graph: Graph,
    stated: Mapping[str, list[Unit]],
    exclusions: Iterable[Exclusion],
    sections: Collection[str],
) -> Coverage:
    units = [unit for unit in article.units if not sections or unit.section in sections]
    relevant = [one for one in exclusions if not sections or one.section in sections]
    return coverage.cover(article, graph, stated, relevant, units)


def _elsewhere(graph: Graph) -> set[str]:
    """The passages of other sources than the article: their text is not held, so nothing can be compared with it."""
    held = {one for one in graph.having("si:doi") if DOI.endswith(f"/{graph.one(one, 'si:doi')}")}
    named = {passage: graph.all(passage, "si:inSource") for passage in graph.of_kind("Passage")}
    return {passage for passage, sources in named.items() if held and sources and not held & set(sources)}


def _stated(graph: Graph, places: Mapping[str, Place], elsewhere: Collection[str]) -> dict[str, list[Unit]]:
    """The records with a number or a passage, and the units of their passages; not those of other sources alone."""
    stated = {}
    for record in graph.having("si:statedIn", "si:asPrinted", *records.VALUES):
        named = graph.all(record, "si:statedIn")
        if named and all(passage in elsewhere for passage in named):
            continue
        known = [places[passage] for passage in graph.all(record, "si:statedIn") if passage in places]
        stated[record] = [place.unit for place in known if place.unit]
    return stated


def _is_here(named: list[str], places: Collection[str], here: Collection[str]) -> bool:
    """Whether one of a record's passages is among those to verify, or none of them is known at all."""
    known = [passage for passage in named if passage in places]
    return not known or any(passage in here for passage in known)


def _unplaced(graph: Graph, record: str, places: Collection[str]) -> Iterator[Problem]:
    """A record with a number has a passage, and what a record names as its passage is one."""
    named = graph.all(record, "si:statedIn")
    if not named:
        message, fix = "has a number but no si:statedIn", "name the passage where it stands"
        yield graph.problem(record, "stated", message, fix, "si:asPrinted")
    for passage in named:
        if passage not in places:
            message, fix = (
                f"{short(passage)} is no si:Passage of the graph",
                "write the passage, or correct its name",
            )
            yield graph.problem(record, "stated", message, fix, short(passage))


def _credit(
    article: Article, graph: Graph, thing: str, units: list[Unit], sections: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the study that a thing without a passage is said to come from."""
    if not sections or any(unit.section in sections for unit in units):
        yield from faithful.check_references(article, graph, thing, units)


def _counts(
    graph: Graph, places: Mapping[str, Place], here: Mapping[str, Place], found: Iterable[str]
) -> Counter[tuple[str, str]]:
    """How many passages, found passages and records of each kind each section has."""
    counts: Counter[tuple[str, str]] = Counter()
    for place in here.values():
        counts[place.section, "passages"] += 1
        counts[place.section, "found"] += not place.problems
    for record in found:
        known = [places[passage].section for passage in graph.all(record, "si:statedIn") if passage in places]
        counts[known[0] if known else "", _kind(graph, record)] += 1
    return counts


def _kind(graph: Graph, record: str) -> str:
    """The record's kind as counted; a condition is what has a printed string and is no other kind."""
    named = [kind for kind in KINDS if kind in graph.kinds(record)]
    return named[0] if named else "Condition" if graph.one(record, "si:asPrinted") else "other"


def _nothing(counts: Counter[tuple[str, str]], needed: Iterable[str]) -> Iterator[Problem]:
    """A run that verified nothing is a problem, not a success."""
    for kind in needed:
        if not any(number for (_, counted), number in counts.items() if counted == kind):
            message, fix = f"no {kind.lower().rstrip('s')} was verified", "check the folder and the section"
            yield Problem("graph", 1, "nothing-verified", message, fix)


def find_source(given: Path | str | None = None) -> Path:
    """The article's text: the file given, else KGTOOLS_SOURCE, else ../shared/source/ beside the checkout."""
    named = given or os.environ.get("KGTOOLS_SOURCE")
    beside = [
        folder / "shared" / "source" for folder in (Path.cwd().parent, Path(__file__).resolve().parents[3])
    ]
    for candidate in [Path(named)] if named else beside:
        files = sorted(candidate.glob("*.txt")) if candidate.is_dir() else [candidate]
        if files and files[0].is_file():
            return files[0]
    raise Stop(
        f"the article's text is not at {named or '../shared/source/'}",
        f"get it from {DOI} and name the file with --source or KGTOOLS_SOURCE",
    )


def read_article(path: Path) -> Article:
    """The article in this file, if it is one."""
    try:
        article = articles.read(path)
    except ValueError as error:  # not UTF-8, or a table whose rows differ in length
        raise Stop(f"{path} cannot be read as the article's text ({error})", f"get it from {DOI}") from error
    if not article.units or not article.references:
        raise Stop(f"{path} is not the article's text", f"get it from {DOI}")
    return article


def run(source: Path | str | None, roots: Iterable[Path | str], sections: Collection[str] = ()) -> Report:
    """Verify the Turtle files of these folders, with the exclusion file that lies in one of them."""
    article, roots = read_article(find_source(source)), [Path(root) for root in roots]
    if unknown := [name for name in sections if name not in article.sections]:
        raise Stop(
            f"the article has no section {', '.join(unknown)}", f"name one of: {', '.join(article.sections)}"
        )
    if absent := [str(root) for root in roots if not root.exists()]:
        raise Stop(f"there is no {', '.join(absent)}", "name the folder with the graph's Turtle files")
    graph, problems = records.load(roots)
    exclusions = [coverage.read_exclusions(root / EXCLUSIONS) for root in roots if root.is_dir()]
    report = verify(article, graph, [one for found, _ in exclusions for one in found], sections)
    problems += [problem for _, found in exclusions for problem in found]
    return Report(tuple(sorted({*report.problems, *problems})), report.coverage, report.counts)


def main(arguments: list[str] | None = None) -> int:
    """`python -m kgtools.fidelity.verify [--section 3.3] [--graph DIR] [--source FILE]`."""
    parser = argparse.ArgumentParser(
        prog="python -m kgtools.fidelity.verify", description="Compare the graph with the article."
    )
    parser.add_argument(
        "--section", action="append", default=[], help='"3.3", "Table 1", "Figure 8"; may be repeated'
    )
    parser.add_argument("--graph", type=Path, default=Path("graph"), help="the folder with the Turtle files")
    parser.add_argument("--source", type=Path, help="the article's text file")
    given = parser.parse_args(arguments)
    try:
        terms = given.graph.resolve().parent / "ontology"
        report = run(given.source, [given.graph, *([terms] if terms.is_dir() else [])], given.section)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return COULD_NOT_RUN
    lines = [*map(str, report.problems), *map(str, report.uncovered), *coverage_report(report)]
    print("\n".join(lines))
    print(f"{len(report.problems)} problems, {len(report.uncovered)} uncovered")
    return FINE if report.fine else DATA_HAS_ERRORS


if __name__ == "__main__":
    sys.exit(main())
