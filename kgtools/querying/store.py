"""The published dataset in memory, and how questions are put to it.

Named graphs keep apart where each triple comes from; a query without GRAPH sees all of them as one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox

from ..names import PREFIXES
from ..places import Places
from ..problems import Stop
from .offline import refuse_service

Bindings = dict[str, ox.NamedNode | ox.Literal]


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows under columns, triples, or yes or no."""

    columns: list[str]
    rows: list[list]
    triples: list[ox.Triple] | None = None
    yes: bool | None = None

    def without(self, hidden: Collection[str]) -> "Answer":
        shown = [at for at, column in enumerate(self.columns) if column not in hidden]
        return replace(self, columns=[self.columns[at] for at in shown], rows=[[row[at] for at in shown] for row in self.rows])


class Store:
    """A pyoxigraph dataset with the project's prefixes and the union of all graphs as default."""

    def __init__(self, store: ox.Store):
        self.ox = store

    def ask(self, text: str, bindings: Bindings | None = None) -> Answer:
        return answer(self._run(text, bindings))

    def rows(self, text: str, bindings: Bindings | None = None) -> Iterable[tuple]:
        """The rows of a SELECT as tuples of terms (None where unbound)."""
        return (tuple(solution) for solution in self._run(text, bindings))

    def _run(self, text: str, bindings: Bindings | None):
        refuse_service(text)
        return self.ox.query(text, prefixes=PREFIXES, use_default_graph_as_union=True,
                             substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()})

    @cached_property
    def size(self) -> int:
        return len(self.ox)


def answer(result) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return Answer([], [], yes=bool(result))
    if isinstance(result, ox.QueryTriples):
        return Answer(["subject", "predicate", "object"], [], triples=list(result))
    columns = [variable.value for variable in result.variables]
    return Answer(columns, [[solution[name] for name in columns] for solution in result])


def of(quads: Iterable[ox.Quad]) -> Store:
    store = ox.Store()
    store.bulk_extend(quads)
    return Store(store)


def load(places: Places) -> Store:
    """The published dataset. Lenient, because the build has checked every term: that saves a quarter of the time."""
    store = ox.Store()
    try:
        for file in (places.dataset, *([places.questions] if places.questions.is_file() else [])):
            store.load(path=file, format=ox.RdfFormat.N_QUADS, lenient=True)
    except (OSError, SyntaxError) as error:
        raise Stop(f"{places.dataset} cannot be read ({error})", "run `kgtools build --again`") from error
    return Store(store)
