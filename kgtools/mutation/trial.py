"""One change of one file tried out: which stage of check, report and verify finds it, if any.

Everything that does not depend on the changed file is done once: the other files stay parsed, what follows is derived
again only where the change can reach (reasoning/rederive.py), shapes and checks look at what it concerns (building/concerned.py), and HermiT
runs for a change of the ontology that nothing else has found. Stages run from cheap to dear and stop at the first find.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..article.article import Article
from ..building import audit, build, concerned
from ..fidelity import coverage
from ..fidelity.verify import EXCLUSIONS, verify
from ..names import INFERRED_GRAPH, source_graph
from ..places import Places
from ..problems import Problem, Stop
from ..querying import library, store
from ..querying.library import Query
from ..reasoning import explain, reason
from ..reasoning.rederive import Known
from ..turtle import imports, records, sources, vocabulary
from ..turtle.reader import Source
from ..turtle.sources import Sources
from ..validating import checks, shapes

INFERRED = ox.NamedNode(INFERRED_GRAPH)
Stages = Iterable[tuple[str, Callable[[], Iterable[Problem]]]]


@dataclass(frozen=True)
class Find:
    """Where a change was found, and the first problem that tells."""

    stage: str
    problem: Problem


class Trial:
    """A sound project, kept in memory so that changes of it can be tried one by one."""

    def __init__(self, places: Places, article: Article):
        self.places, self.article = places, article
        self.sources, self.queries = sources.read(places), library.read(places)
        if self.sources.problems:
            raise unsound(self.sources.problems[0])
        found, _ = build.classified(places, self.sources)
        self.inferred = set(build.materialised(self.sources, self.queries, found))
        if fault := next(self.faults(found), None):
            raise unsound(fault)

    def faults(self, found: reason.Classification) -> Iterable[Problem]:
        yield from explain.problems(self.sources, found)
        yield from build.validation(self.sources, self.queries, list(self.inferred))
        yield from self.report(self.sources, self.facts)
        yield from self.verification(self.sources)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every file, by its path."""
        return {source.path: self.places.root.joinpath(source.path).read_text("utf-8") for source in self.sources.published}

    @cached_property
    def facts(self) -> store.Store:
        return store.of(build.quads(self.sources, self.inferred))

    @cached_property
    def known(self) -> Known:
        ontology, graph = ([t for source in part for t in source.triples] for part in (self.sources.ontology, self.sources.graph))
        return Known(ontology, graph, self.inferred, self.queries.sound("rules"))

    @cached_property
    def exclusions(self) -> list[coverage.Exclusion]:
        return coverage.read_exclusions(self.places.graph / EXCLUSIONS)[0]

    def find(self, path: str, text: str) -> Find | None:
        """The first find in the project with this text in place of the file's own."""
        old = next(source for source in self.sources.published if source.path == path)
        new = sources.read_text(path, text.encode())
        parts = (self.sources.ontology, self.sources.shapes, self.sources.graph)
        changed = Sources(*([new if source is old else source for source in part] for part in parts))
        stages = self.of_ontology(changed, new) if old in self.sources.ontology else self.of_graph(changed, old, new)
        for stage, run in stages:
            if problem := next(iter(run()), None):
                return Find(stage, problem)
        return None

    def of_graph(self, changed: Sources, old: Source, new: Source) -> Stages:
        yield "read", lambda: reading(changed, new)
        yield "verify", lambda: self.verification(changed)
        removed, added = list(set(old.triples) - set(new.triples)), list(set(new.triples) - set(old.triples))
        after = self.known.after(removed, added)
        yield "shapes", lambda: concerned.shape_problems(changed, {*removed, *added, *(self.inferred ^ after)}, after)
        yield "checks", lambda: self.check_problems(changed, new, removed, added, after)

    def of_ontology(self, changed: Sources, new: Source) -> Stages:
        yield "read", lambda: reading(changed, new)
        yield "report", lambda: self.report(changed, store.of(build.quads(changed, self.inferred)))
        inferred = build.materialised(changed, self.queries, reason.Classification())
        yield "checks", lambda: checks.run(store.of(build.quads(changed, inferred)), self.checks, changed)
        yield "shapes", lambda: shapes.check(changed, inferred)
        yield "verify", lambda: self.verification(changed)
        yield "hermit", lambda: explain.unexplained(changed, reason.classify(reason.concepts_and_terms(changed)))

    def report(self, changed: Sources, facts: store.Store) -> Iterable[Problem]:
        return (found.problem for found in audit.audit(facts, self.queries, changed).findings if found.severity == audit.ERROR)

    def verification(self, changed: Sources) -> list[Problem]:
        report = verify(self.article, records.of(changed.published), self.exclusions)
        uncovered = (Problem("graph", item.line, "uncovered", str(item), "add its record") for item in report.uncovered)
        return [*report.problems, *uncovered]

    def check_problems(self, changed: Sources, new: Source, removed, added, after: set[ox.Triple]) -> Iterable[Problem]:
        """The store is changed for the while; a problem found is a problem that the change brought."""
        graph = ox.NamedNode(source_graph(new.path))
        gone = [*(ox.Quad(*t, graph) for t in removed), *(ox.Quad(*t, INFERRED) for t in self.inferred - after)]
        come = [*(ox.Quad(*t, graph) for t in added), *(ox.Quad(*t, INFERRED) for t in after - self.inferred)]
        asked = concerned.affected(self.checks, {quad.triple for quad in (*gone, *come)})
        exchange(self.facts.ox, gone, come)
        try:
            return next(([problem] for problem in checks.run(self.facts, asked, changed)), [])
        finally:
            exchange(self.facts.ox, come, gone)

    @cached_property
    def checks(self) -> list[Query]:
        return self.queries.sound("checks")


def unsound(problem: Problem) -> Stop:
    return Stop(f"the sources have problems already: {problem}", "see `kgtools check` and `kgtools verify`")


def exchange(facts: ox.Store, gone: list[ox.Quad], come: list[ox.Quad]) -> None:
    for quad in gone:
        facts.remove(quad)
    facts.extend(come)


def reading(changed: Sources, new: Source) -> Iterable[Problem]:
    yield from new.problems
    yield from sources.house_form(changed)
    yield from vocabulary.check(changed)
    yield from imports.check(changed.ontology)
