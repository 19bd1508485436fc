"""Questions put to the whole graph, as the command line puts them: for the tests with golden answers.

A test takes `asked` and writes `asked("anode-results", anode="Si-PAN")`: rows as dictionaries of plain values,
an IRI shortened (`kg:li6ps5cl`), a number as int or float, None where a column is empty. What is published is made
here from the sources, without validation: a slip in one record is a matter for `kgtools check`, not for an answer.
"""

import functools

import endpoint
import pytest
from conftest import ROOT

from kgtools import build, library, places, sources, store
from kgtools.graph import Graph
from kgtools.reason import Classification
from kgtools.remote import Remote

WHERE = places.Places(ROOT)


@functools.cache
def questions() -> library.Library:
    return library.read(WHERE)


@functools.cache
def graph() -> store.Store:
    """The dataset that a build would publish, made once for all tests."""
    read = sources.read(WHERE)
    return store.of(build.quads(read, build.materialised(read, questions(), Classification())))


@functools.cache
def served() -> Remote:
    """The same dataset behind an endpoint on this machine, asked through SPARQLWrapper."""
    return Remote(endpoint.address(endpoint.start(graph().ox, {})))


def column(rows: list[dict], name: str) -> list:
    """The values of a column, row by row."""
    return [row[name] for row in rows]


def pick(rows: list[dict], *names: str) -> list[tuple]:
    """Some columns of the rows, each row once and in order."""
    return list(dict.fromkeys(tuple(row[name] for name in names) for row in rows))


def where(rows: list[dict], **values) -> list[dict]:
    """The rows that have these values."""
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


@pytest.fixture(scope="module", params=["embedded", "endpoint"])
def asked(request):
    """A question by name with its parameters, put to the embedded store and, as the same test, to an endpoint."""
    asker = Graph(graph() if request.param == "embedded" else served(), questions())

    def ask(query_name: str, /, **parameters) -> list[dict]:
        return asker.query(query_name, **parameters)

    return ask
