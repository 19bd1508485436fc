"""Questions put to the whole graph, as the command line puts them: for the tests with golden answers.

A test takes `asked` and writes `asked("anode-results", anode="Si-PAN")`: rows as dictionaries of plain values,
an IRI shortened (`kg:li6ps5cl`), a number as int or float, None where a column is empty. What is published is made
here from the sources, without validation: a slip in one record is a matter for `kgtools check`, not for an answer.
"""

import functools

import pyoxigraph as ox
import pytest

from conftest import ROOT
from kgtools import build, library, lookup, places, sources, store
from kgtools.names import local_name, shorten
from kgtools.reason import Classification

WHERE = places.Places(ROOT)
NUMBERS = {"integer": int, "decimal": float, "double": float, "boolean": "true".__eq__}


@functools.cache
def questions() -> library.Library:
    return library.read(WHERE)


@functools.cache
def graph() -> store.Store:
    """The dataset that a build would publish, made once for all tests."""
    read = sources.read(WHERE)
    return store.of(build.quads(read, build.materialised(read, questions(), Classification())))


def ask(query_name: str, /, **parameters) -> list[dict]:
    """The rows of a query of the library, in its order."""
    query = questions().find(query_name)
    given = {parameter: str(value) for parameter, value in parameters.items()}
    answer = graph().ask(query.text, lookup.bindings(graph(), query, given)).without(query.parameters.keys() - query.columns.keys())
    return [dict(zip(answer.columns, map(plain, row))) for row in answer.rows]


def plain(term):
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return NUMBERS.get(local_name(term.datatype.value), str)(term.value)
    return term


def column(rows: list[dict], name: str) -> list:
    """The values of a column, row by row."""
    return [row[name] for row in rows]


def pick(rows: list[dict], *names: str) -> list[tuple]:
    """Some columns of the rows, each row once and in order."""
    return list(dict.fromkeys(tuple(row[name] for name in names) for row in rows))


def where(rows: list[dict], **values) -> list[dict]:
    """The rows that have these values."""
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


@pytest.fixture(scope="module")
def asked():
    return ask
