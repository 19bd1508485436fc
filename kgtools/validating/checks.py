"""Rules between records: every query of queries/checks/ names the records that break it.

A check selects ?record, and ?term where one line of the record is to blame. Its header's `problem` may name any
column in braces; a name is shown as a curator writes it, and ?other with its place.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from ..names import KG, shorten
from ..problems import Problem, Stop
from ..querying.library import Query
from ..querying.store import Answer, Store
from ..turtle.sources import Sources


def run(store: Store, checks: list[Query], sources: Sources) -> Iterable[Problem]:
    for check in checks:
        for row in rows(store, check):
            yield problem(check, row, sources)


def rows(store: Store, check: Query) -> Iterable[dict]:
    try:
        answer: Answer = store.ask(check.text)
    except SyntaxError as error:
        raise Stop(f"{check.path}: {error}", "correct the check") from error
    if "record" not in answer.columns:
        raise Stop(f"{check.path}: a check selects ?record", "name the record that breaks the rule ?record")
    return (dict(zip(answer.columns, row)) for row in answer.rows)


def problem(check: Query, row: dict, sources: Sources) -> Problem:
    shown = {column: show(term) for column, term in row.items()}
    if row.get("other") is not None:
        shown["other"] += where(row["other"], sources)
    words = [show(row[column]) for column in ("other", "term") if row.get("term") is not None and row.get(column) is not None]
    return sources.problem_at(row["record"].value, check.name, check.problem.format_map(shown), check.fix, *words)


def show(term) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return "" if term is None else term.value


def where(term, sources: Sources) -> str:
    """`(graph/x.ttl:12)` behind the name of another record."""
    record = sources.records.get(term.value) if isinstance(term, ox.NamedNode) and term.value.startswith(KG) else None
    return f" ({record.path}:{record.line})" if record else ""
