"""Questions put to the whole graph, as the command line puts them: for the tests with golden answers.

A test takes `asked` and writes `asked("anode-results", anode="Si-PAN")`: rows as dictionaries of plain values,
an IRI shortened (`kg:li6ps5cl`), a number as int or float, None where a column is empty. What is published is made
here from the sources, without validation: a slip in one record is a matter for `kgtools check`, not for an answer.
"""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import serving
from conftest import ROOT

from kgtools import places
from kgtools.building import build, publication
from kgtools.graph import Graph
from kgtools.querying import library, store
from kgtools.querying.remote import Remote
from kgtools.reasoning.reason import Classification
from kgtools.turtle import sources
from kgtools.web.settings import Elsewhere

WHERE = places.Places(ROOT)


@functools.cache
def questions() -> library.Library:
    return library.read(WHERE)


@functools.cache
def quads() -> list[ox.Quad]:
    """The dataset that a build would publish, made once for all tests."""
    read = sources.read(WHERE)
    return list(build.quads(read, build.materialised(read, questions(), Classification())))


@functools.cache
def graph() -> store.Store:
    return store.of(quads())


@functools.cache
def address() -> str:
    """The same dataset behind `kgtools serve`."""
    folder = Path(tempfile.mkdtemp())
    publication.publish(Elsewhere(ROOT, folder=folder), quads(), {})
    server = serving.start(ROOT, folder / "log", "--store", str(folder))
    atexit.register(lambda: (serving.stop(server), shutil.rmtree(folder)))
    return f"{server.url}/sparql"


def served() -> Remote:
    """Asked through SPARQLWrapper."""
    return Remote(address())


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
