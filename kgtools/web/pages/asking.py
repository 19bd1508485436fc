"""The named questions for a person: all of them by subject, and each with a form for its parameters and its answer as a table."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from ...problems import Stop
from ...querying import lookup
from ...querying.library import NAMED, Library, Query
from ...querying.store import Answer, Bindings

MOST = 500  # rows on a page


@dataclass
class Asked:
    """A question with what was given, and its answer or what is wrong."""

    query: Query
    given: dict[str, str]
    values: dict[str, list[str]] = field(default_factory=dict)
    answer: Answer | None = None
    wrong: str = ""
    status: int = 200

    @property
    def shown(self) -> Answer | None:
        """Without the columns that are selected only to have a parameter bound."""
        return self.answer and self.answer.without(self.query.parameters.keys() - self.query.columns.keys())

    @property
    def given_as_link(self) -> str:
        return urlencode({name: value for name, value in self.given.items() if value})

    def refuse(self, stop: Stop) -> None:
        self.wrong, self.status = str(stop), getattr(stop, "status", 400)


class Fetched:
    """Names of things as `lookup` asks a store for them, fetched beforehand and good for one build."""

    def __init__(self, etag: str = ""):
        self.etag = etag
        self.names: dict[tuple, list] = {}

    def rows(self, text: str, bindings: Bindings | None = None) -> list:
        return self.names[text, *(bindings or {}).values()]

    async def fetch(self, service, text: str, bindings: Bindings | None) -> None:
        key = (text, *(bindings or {}).values())
        if key not in self.names:
            self.names[key] = (await service.ask(text, bindings)).rows


def by_subject(questions: Library) -> dict[str, list[Query]]:
    found: dict[str, list[Query]] = defaultdict(list)
    for query in questions.folder("questions"):
        found[query.tags[0] if query.tags else "other"].append(query)
    return dict(sorted(found.items()))


def find(questions: Library, name: str) -> Query | None:
    return next((query for query in questions.queries if query.folder in ("questions", "lists") and query.name == name), None)


async def ask(service, query: Query, given: dict[str, str], names: Fetched, apart) -> Asked:
    """Finding what the words name takes long enough to be done `apart`, in a thread."""
    asked = Asked(query, given)
    await fetch(service, query, names)
    bound = await apart(understood, asked, names)
    if not asked.wrong:
        try:
            asked.answer = await service.ask(query.text, bound)
        except Stop as stop:
            asked.refuse(stop)
    return asked


def understood(asked: Asked, names: Fetched) -> Bindings | None:
    """The parameters as terms; else what is wrong with them is noted. Either way with the values that each can take."""
    asked.values = {name: sorted({label for labels in lookup.values(names, one).values() for label in labels})
                    for name, one in asked.query.parameters.items() if one.type in NAMED and one.values_from}
    try:
        return lookup.bindings(names, asked.query, {name: value for name, value in asked.given.items() if value and name != "format"})
    except Stop as stop:
        asked.refuse(stop)


async def fetch(service, query: Query, names: Fetched) -> None:
    """What the query's parameters can be called."""
    for one in query.parameters.values():
        if one.type in NAMED:
            await names.fetch(service, *lookup.names_for(one))
