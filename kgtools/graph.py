"""The graph from Python: `kgtools.load()` for the published dataset, `kgtools.connect(url)` for an endpoint.

    import kgtools

    graph = kgtools.load()
    graph.query("strategies-against", mechanism="cracking")     # a named question: a list of dictionaries
    graph.query("SELECT ?s WHERE { ?s si:mitigates kg:cracking }")
    graph.find("LPSCl")                                         # what is called so
    graph.trace("short circuit")                                # mechanism -> strategy -> evidence

In rows an IRI with a known prefix is short (`kg:li6ps5cl`), a decimal is a float, an empty column is None.
"""

import html
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from . import places
from .names import local_name, shorten
from .problems import Stop
from .querying import library, lookup, store
from .querying.library import Library, Query
from .querying.remote import Remote
from .querying.store import Answer, Store

NUMBERS = {"integer": int, "decimal": float, "double": float, "float": float, "boolean": "true".__eq__}


class Rows(list):
    """Dictionaries under `columns`; a table in a notebook, a data frame where pandas or polars is installed."""

    def __init__(self, columns: Iterable[str], rows: Iterable[dict]):
        super().__init__(rows)
        self.columns = list(columns)

    def to_pandas(self):
        import pandas

        return pandas.DataFrame(list(self), columns=self.columns)

    def to_polars(self):
        import polars

        return polars.DataFrame({column: [row[column] for row in self] for column in self.columns}, strict=False)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{cell(row[column])}</td>" for column in self.columns) + "</tr>" for row in self)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Graph:
    """A dataset and the library of questions to put to it."""

    def __init__(self, data: Store | Remote, questions: Library):
        self.store = data
        self.library = questions

    def query(self, name_or_text: str, **parameters) -> Rows | bool:
        """The rows of a named question or of a SPARQL query; parameters are ids, labels, synonyms or numbers.

        Raises kgtools.problems.Stop with what is wrong and what to do.
        """
        query = self._query(name_or_text)
        given = {name: str(value) for name, value in parameters.items() if value is not None}
        try:
            found = self.store.ask(query.text, lookup.bindings(self.store, query, given))
        except SyntaxError as error:
            raise Stop(f"the query cannot be read: {error}", "correct the SPARQL") from error
        return rows(found, query)

    def _query(self, name_or_text: str) -> Query:
        if any(mark in name_or_text for mark in "{\n"):
            return library.parse(name_or_text, "the query", "")[0]
        return self.library.find(name_or_text)

    def find(self, words: str) -> Rows:
        """Everything that has these words as id, label or synonym, with what it is."""
        wanted = lookup.normal(words)
        names = lookup.called(self.store, None)
        fits = [iri for iri, labels in names.items() if wanted in map(lookup.normal, (local_name(iri), shorten(iri), *labels))]
        return Rows(["id", "label", "other_names"],
                    [{"id": shorten(iri), "label": names[iri][0], "other_names": sorted(set(names[iri][1:]) - {names[iri][0]})}
                     for iri in sorted(fits)])

    def trace(self, mechanism: str, depth: int | None = None):
        """Strategies against a mechanism, directly and upstream, with their evidence: a kgtools.tracing.trace.Trace."""
        from .tracing import trace
        from .tracing.evidence import Evidence

        evidence = Evidence(self.store, self.library)
        return trace.trace(evidence, trace.find(evidence, mechanism), depth)


def load(home: str | None = None, together_with: Iterable[str | Path] = ()) -> Graph:
    """The published graph of this checkout or installation, built first if it is not up to date.

    `together_with` names Turtle files, or folders of them, from outside that are read together with ours.
    """
    from .building import build

    where = (places.find() if home is None else places.checked(Path(home).resolve())).with_files(together_with)
    build.build(where)
    return Graph(store.load(where), library.read(where))


def connect(url: str, timeout: int = 30) -> Graph:
    """The graph behind a SPARQL endpoint, asked with the library of this installation."""
    return Graph(Remote(url, timeout), library.read(places.find()))


def rows(found: Answer, query: Query) -> Rows | bool:
    if found.yes is not None:
        return found.yes
    if found.triples is not None:
        return Rows(found.columns, [dict(zip(found.columns, map(value, triple))) for triple in found.triples])
    shown = found.without(query.parameters.keys() - query.columns.keys())
    return Rows(shown.columns, [dict(zip(shown.columns, map(value, row))) for row in shown.rows])


def value(term):
    """A term as a Python value."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return NUMBERS.get(local_name(term.datatype.value), str)(term.value)
    return None if term is None else str(term)


def cell(content) -> str:
    return "" if content is None else html.escape(str(content))
