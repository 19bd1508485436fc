"""Every question runs unchanged in another SPARQL engine: rdflib gives the rows that pyoxigraph gives.

rdflib is slow, so both are asked of a part of the graph: the fewest files that together answer every question, with the
ontology and what is inferred about them. A question with parameters is asked with the values of one of its rows.
"""

import re

import golden
import pyoxigraph as ox
import pytest
import rdflib

from kgtools import names
from kgtools.querying import store
from kgtools.querying.library import Query

FILES = (
    "ontology/.*", "graph/drivers", "graph/mechanisms-mechanical", "graph/mechanisms-transport-and-cell", "graph/strategies-lithiation",
    "graph/strategies-operation-and-processing", "graph/strategies-size-and-structure", "graph/materials/anodes-alloy-and-other",
    "graph/materials/anodes-composite", "graph/materials/anodes-interface-and-stress", "graph/materials/electrolytes",
    "graph/materials/methods", "graph/publications/references-045-066", "graph/publications/references-089-109",
    "graph/publications/review", "graph/section-1-introduction/p2-silicon-against-lithium-metal",
    "graph/section-2-2-1-porous-si/figure-4", "graph/section-2-2-2-columnar-si/p1-columnar-si-full-cell",
    "graph/section-3-1-si-c-composites/p2-magnesia-and-carbon-network", "graph/section-3-2-carbon-additives/p1-how-much-carbon",
    "graph/section-3-3-li-si-alloy-anodes/p2-silicon-on-lithium-foil", "graph/section-4-2-coupling-effects/p2-pressure-3-to-230-mpa",
    "graph/section-5-summary/p2-porous-and-columnar", "graph/section-5-summary/p3-alloys", "graph/table-1/rows-03-04")
WANTED = re.compile(rf"{re.escape(names.SOURCE_GRAPH)}({'|'.join(FILES)})\Z")
QUESTIONS = golden.questions().folder("questions")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own


@pytest.fixture(scope="module")
def part() -> list[ox.Quad]:
    """The quads of these files, and what is inferred about their records and among them."""
    quads = list(golden.graph().ox)
    chosen = [quad for quad in quads if WANTED.match(quad.graph_name.value)]
    known = {quad.subject for quad in chosen}
    inferred = [quad for quad in quads if quad.graph_name.value == names.INFERRED_GRAPH and quad.subject in known]
    return chosen + [quad for quad in inferred if isinstance(quad.object, ox.Literal) or quad.object in known]


@pytest.fixture(scope="module")
def embedded(part) -> store.Store:
    return store.of(part)


@pytest.fixture(scope="module")
def other(part) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=ox.serialize(part, format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_rdflib_gives_the_same_rows(query, embedded, other):
    bound = values_of_a_row(query, embedded)
    found = embedded.ask(query.text, bound)
    assert found.rows, "nothing to compare: add to FILES what answers this question"
    answered = other.query(query.text, initBindings={name: rdflib.util.from_n3(str(term)) for name, term in bound.items()})
    assert [str(name) for name in answered.vars] == found.columns
    assert sorted(map(plain, answered)) == sorted(map(plain, found.rows))


def values_of_a_row(query: Query, embedded: store.Store) -> store.Bindings:
    """What the parameters are in the first row that has most of them; none for a question without parameters."""
    answer = embedded.ask(query.text)
    rows = [dict(zip(answer.columns, row)) for row in answer.rows]
    fullest = max(rows, key=lambda row: sum(row[name] is not None for name in query.parameters), default={})
    return {name: fullest[name] for name in query.parameters if fullest.get(name) is not None}


def plain(row) -> tuple[str, ...]:
    """A row as text: numbers by value, the parts of a joined cell in alphabetical order, since SPARQL leaves that open."""
    return tuple(number(cell) or " + ".join(sorted(re.split("; | / |, ", cell))) for cell in map(text, row))


def text(term) -> str:
    return "" if term is None else term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


def number(cell: str) -> str | None:
    try:
        return f"{float(cell):.9g}"
    except ValueError:
        return None
