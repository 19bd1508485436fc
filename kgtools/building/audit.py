"""The ontology report: one small query per rule in queries/report/, and the checks tagged `ontology`.

In the manner of the ROBOT report, with the pitfalls of OOPS! and the tests of FOOPS! that can be decided on a file. A
rule is a check with a severity: an error is a fault, a warning asks for a look. A warning is settled in the ontology,
by mending it or by a rdfs:comment on the term that says why it stays; the rule's own header says what counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..places import Places
from ..problems import BadData, Problem, Stop
from ..querying import library, store
from ..querying.library import Library, Query
from ..querying.store import Store
from ..reasoning.reason import Classification
from ..turtle import sources
from ..validating import checks
from . import build

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, order=True)
class Finding:
    severity: str
    problem: Problem

    def __str__(self) -> str:
        place, message = str(self.problem).split(": ", 1)
        return f"{place}: {self.severity} {message}"


@dataclass(frozen=True)
class Audit:
    """What was found, errors first, and by how many rules."""

    findings: list[Finding]
    rules: int

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def summary(self) -> str:
        return f"{self.rules} rules, {self.count(ERROR)} errors, {self.count(WARNING)} warnings"


def run(places: Places) -> Audit:
    """The report on the sources as they are; raises BadData if they cannot be read."""
    read, queries = sources.read(places), library.read(places)
    if faults := [*(problem for problem in read.problems if read.unreadable), *header_faults(queries)]:
        raise BadData(faults)
    inferred = build.materialised(read, queries, Classification())
    return audit(store.of(build.quads(read, inferred)), queries, read)


def audit(facts: Store, queries: Library, read: sources.Sources) -> Audit:
    asked = rules(queries)
    if not asked:
        raise Stop("there is no rule in queries/report/", "install the package again, or set KGTOOLS_HOME to a whole project")
    found = {Finding(severity(rule), problem) for rule in asked for problem in checks.run(facts, [rule], read)}
    return Audit(sorted(found), len(asked))


def rules(queries: Library) -> list[Query]:
    tagged = [check for check in queries.sound("checks") if "ontology" in check.tags]
    return [*queries.sound("report"), *tagged]


def severity(rule: Query) -> str:
    return rule.severity or ERROR


def header_faults(queries: Library) -> Iterable[Problem]:
    """A rule that cannot be run, or that does not say how grave what it finds is, must not look like a green one."""
    yield from (problem for problem in [*queries.problems, *library.syntax_problems(queries)] if "/report/" in problem.path)
    for rule in queries.folder("report"):
        if rule.severity not in (ERROR, WARNING):
            yield Problem(rule.path, 1, "query-header", f"the severity is {rule.severity or 'not given'}", "write `#+ severity: error` or `warning`")
