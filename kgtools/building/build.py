"""From hand-written files to the published dataset: read, classify, materialise, validate, publish.

Each step is told to a callback as it begins and ends, because an operation knows no terminal. A build with problems
publishes nothing, so the last good one stays in place. Where only some files have changed since the last good build, only
what the change can reach is derived and validated again (baseline, concerned); what is found is the same.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from .. import __version__
from ..names import INFERRED_GRAPH, RDF_TYPE, local_name, source_graph
from ..places import Places
from ..problems import BadData, Problem
from ..querying import examples, library, store
from ..querying.library import Library
from ..reasoning import explain, rules
from ..reasoning.reason import Classification
from ..turtle import sources
from ..turtle.sources import Sources
from ..validating import checks, shapes
from . import baseline, concerned, publication
from .baseline import Baseline, Change
from .classification import AS_BEFORE, Inquiry


@dataclass
class Step:
    """A step of the build; `seconds` is None while it runs."""

    name: str
    detail: str = ""
    seconds: float | None = None


Progress = Callable[[Step], None]


@dataclass
class Examined:
    """All that is known about the sources before anything is written."""

    sources: Sources
    inferred: list[ox.Triple]
    problems: list[Problem]
    classified: bool
    steps: list[Step] = field(default_factory=list)
    base: Baseline | None = None
    change: Change | None = None


def silent(step: Step) -> None:
    pass


def build(places: Places, hermit: bool = True, again: bool = False, progress: Progress = silent) -> dict:
    """The manifest of an up-to-date build; raises BadData with all problems if the sources have any."""
    publication.publish_questions(places, examples.quads(library.read(places, "questions").queries))
    print_of_sources = publication.fingerprint(places)
    found = publication.manifest(places)
    if found and not again and found["fingerprint"] == print_of_sources and (found["classified"] or not hermit):
        return {**found, "unchanged": True}
    examined = examine(places, hermit, progress, anew=again)
    if examined.problems:
        bad = BadData(examined.problems)
        publication.note_failure(places, print_of_sources, str(bad))
        raise bad
    return publish(places, examined, print_of_sources, progress)


def publish(places: Places, examined: Examined, print_of_sources: str, progress: Progress = silent) -> dict:
    """Publish what was examined, under the fingerprint of the sources that it was read from."""
    with timed(examined.steps, progress, "publish") as step:
        dataset = list(quads(examined.sources, examined.inferred))
        step.detail = f"{len(dataset):,} quads to {places.relative(places.dataset)}"
        about = {"fingerprint": print_of_sources, "basis": baseline.basis(places), "version": __version__,
                 "classified": examined.classified, **counts(examined)}
        return publication.publish(places, dataset, about)


def examine(places: Places, hermit: bool = False, progress: Progress = silent, drafts: Mapping[str, str] | None = None,
            anew: bool = False) -> Examined:
    """Read everything, drafts in place of their files, and find every problem; writes nothing but HermiT's answers into its cache.

    `anew` does all of it, as if there had been no build before.
    """
    steps: list[Step] = []
    with timed(steps, progress, "read") as step:
        base = None if anew else baseline.find(places)
        read = sources.read(places, drafts, *([base.source] if base else []))
        base = base if base and base.shapes(read) else None
        change = base and base.change(read)
        queries = library.read(places, *(("rules", "checks") if base else ()))
        problems = [*read.problems, *(() if base else (*queries.problems, *library.syntax_problems(queries)))]
        step.detail = f"{len(read.files)} files, {sum(len(s.triples) for s in read.published):,} triples"
    same_terms = base is not None and not change.of_ontology and (base.classified or not hermit)
    to_ask = hermit and not read.unreadable
    inquiry = Inquiry(places, read, to_ask) if not same_terms or to_ask and baseline.touches_concepts(change, read) else None
    with timed(steps, progress, "materialise") as step:
        following = None if same_terms else derivation(read, queries, inquiry)
        inferred = following.inferred if following else base.after(change, queries.sound("rules"))
        step.detail = f"{len(inferred):,} triples inferred"
    if to_ask:
        with timed(steps, progress, "classify") as step:
            problems += explain.problems(read, inquiry.answer()) if inquiry else ()
            step.detail = inquiry.detail if inquiry else AS_BEFORE
            if following and inquiry.waits:
                following.run(inquiry.terms.answer().triples())
                inferred = following.inferred
    with timed(steps, progress, "validate") as step:
        problems += concerned.validation(read, queries.sound("checks"), base, change, inferred) if base else validation(read, queries, inferred)
        step.detail = f"{len(read.shapes)} files of shapes, {len(queries.folder('checks'))} checks"
    return Examined(read, inferred, sorted(set(problems)), hermit, steps, base, change)


@contextmanager
def timed(steps: list[Step], progress: Progress, name: str) -> Iterator[Step]:
    step, start = Step(name), time.perf_counter()
    progress(step)
    yield step
    step.seconds = time.perf_counter() - start
    steps.append(step)
    progress(step)


def classified(places: Places, read: Sources) -> tuple[Classification, str]:
    """HermiT's answer, from the cache if neither ontology nor concepts have changed."""
    inquiry = Inquiry(places, read, ask=True)
    return inquiry.answer(), inquiry.detail


def derivation(read: Sources, queries: Library, inquiry: Inquiry) -> rules.Following:
    """What follows from all sources and what HermiT is known to say; where it is still at work, more may come."""
    following = rules.Following((triple for source in read.published for triple in source.triples), queries.sound("rules"))
    following.run(inquiry.terms.known.triples() if inquiry.terms.known else ())
    return following


def materialised(read: Sources, queries: Library, found: Classification) -> list[ox.Triple]:
    asserted = (triple for source in read.published for triple in source.triples)
    return rules.materialise(asserted, queries.sound("rules"), found.triples())


def validation(read: Sources, queries: Library, inferred: list[ox.Triple]) -> list[Problem]:
    """Shapes on every record that could be read; checks between records only when all of them could."""
    found = shapes.check(read, inferred)
    if not read.unreadable:
        found += checks.run(store.of(quads(read, inferred)), queries.sound("checks"), read)
    return found


def quads(read: Sources, inferred: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    """The dataset: one named graph per source file, one for all that is inferred."""
    for source in read.published:
        graph = ox.NamedNode(source_graph(source.path))
        yield from (ox.Quad(*triple, graph) for triple in source.triples)
    yield from (ox.Quad(*triple, ox.NamedNode(INFERRED_GRAPH)) for triple in inferred)


def counts(examined: Examined) -> dict:
    """What the manifest tells: triples, records by class, relations by predicate, files, seconds."""
    read = examined.sources
    asserted = [triple for source in read.published for triple in source.triples]
    in_graph = [triple for source in read.graph for triple in source.triples]
    return {
        "triples": {"asserted": len(asserted), "inferred": len(examined.inferred)},
        "records": tally(local_name(t.object.value) for t in in_graph if t.predicate.value == RDF_TYPE),
        "inferred": tally(local_name(t.predicate.value) for t in examined.inferred),
        "files": {source.path: {"part": part, "sha256": source.digest, "triples": len(source.triples), "records": len(source.records)}
                  for part in ("ontology", "shapes", "graph") for source in getattr(read, part)},
        "seconds": {step.name: round(step.seconds, 3) for step in examined.steps},
    }


def tally(names) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
