"""From a person's words to the named questions nearest to them, and how to run those.

Words are compared by their stems and weighed by how few questions have them: "retention" says more than "cell". A header
can say in which other words its question is put (`asked-as`). What the words name in the graph, such as a mechanism or an
anode, fills the parameter that takes it. That is enough for a hundred questions and needs no model; a library of
thousands would want a search engine.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from .library import Parameter, Query

WORD = re.compile(r"[a-z0-9]+")
EMPTY = frozenset("a an and are as at be been by can could did do does done for from has have how i in into is it its may me my of on or out "
                  "over so such that the their them then there these they this those to under was we were what when which will with would "
                  "you".split())
SAME = {"losing": "loss", "lose": "loss", "loses": "loss", "lost": "loss", "kept": "keep", "worst": "worse", "held": "hold", "broken": "break"}
WEIGHTS = {"title": 3.0, "name": 3.0, "asked_as": 3.0, "tags": 2.0, "question": 2.0, "columns": 0.5}
TAKES_IT = 4.0  # what a question gains by having a parameter for what the words name

Kind = tuple[bool, str]  # what a parameter takes: whether a class, and at or below which, or the class of its values
Values = Callable[[Parameter], dict[str, list[str]]]
MECHANISM = (False, "si:FailureMechanism")


@dataclass(frozen=True)
class Suggestion:
    title: str
    question: str
    command: str
    score: float = 0.0


@dataclass
class Index:
    """The stems of all questions, each with the weight of the best place that it stands in."""

    queries: list[Query]
    found: list[dict[str, float]] = field(init=False)

    def __post_init__(self):
        self.found = [stems_of(query) for query in self.queries]
        self.spread = Counter(stem for one in self.found for stem in one)

    def score(self, at: int, asked: set[str]) -> float:
        weights = self.found[at]
        return sum(weights[stem] * math.log(1 + len(self.queries) / self.spread[stem]) for stem in sorted(asked & weights.keys()))


def suggest(queries: Iterable[Query], words: str, values: Values | None = None, most: int = 5) -> list[Suggestion]:
    """The questions nearest to the words, best first; none when no word fits.

    `values` gives what each thing is called that a parameter takes (`lookup.values` on a store), so that names are found in the words.
    """
    index, asked = Index(list(queries)), set(stems(words))
    named = names_in(words, index.queries, values) if values else {}
    scored = []
    for at, query in enumerate(index.queries):
        filled = fillings(query, named)
        if score := index.score(at, asked) + TAKES_IT * max((len(set(stems(name))) for name in filled.values()), default=0):
            scored.append(Suggestion(query.title, query.question, command(query, filled), score))
    scored.sort(key=lambda one: (-one.score, one.command))
    return [*traced(named), *scored][:most]


def names_in(words: str, queries: Iterable[Query], values: Values) -> dict[Kind, str]:
    """What the words name, by what a parameter takes; a name within a longer one, as in "hard carbon", is none."""
    takers = {kind_of(parameter): parameter for query in queries for parameter in query.parameters.values() if parameter.values_from}
    found = {kind: name for kind, parameter in sorted(takers.items()) if (name := longest_name(values(parameter), words))}
    return {kind: name for kind, name in found.items() if not any(set(stems(name)) < set(stems(other)) for other in found.values())}


def kind_of(parameter: Parameter) -> Kind:
    return parameter.type == "class", parameter.values_from or ""


def traced(named: dict[Kind, str]) -> Iterable[Suggestion]:
    if MECHANISM in named:
        yield Suggestion("From a mechanism to strategies and evidence", "What leads to it, what helps against it, how well is that shown, and where is it said?",
                         f'kgtools trace "{named[MECHANISM]}"')


def fillings(query: Query, named: dict[Kind, str]) -> dict[str, str]:
    """The parameters that take what the words name; one name fills one parameter."""
    found: dict[str, str] = {}
    for name, parameter in query.parameters.items():
        value = named.get(kind_of(parameter))
        if value and value not in found.values():
            found[name] = value
    return found


def command(query: Query, filled: dict[str, str]) -> str:
    """How to run it: with what the words name, else with what has no default left open."""
    values = filled or {name: "..." for name, parameter in query.parameters.items() if parameter.default is None}
    return f"kgtools query {query.name}" + "".join(f' --{name} "{value}"' for name, value in values.items())


def longest_name(names: dict[str, list[str]], words: str) -> str | None:
    """The name of which all words are among these, and the most of them; the one that stands there as it is comes first."""
    asked, text = set(stems(words)), words.casefold()
    fits = [name for labels in names.values() for name in labels if (mine := stems(name)) and set(mine) <= asked]
    return min(fits, key=lambda name: (-len(set(stems(name))), name.casefold() not in text, name), default=None)


def stems_of(query: Query) -> dict[str, float]:
    """Every stem of a query's header with the weight of the best place it stands in."""
    parts = {"title": query.title, "name": query.name, "asked_as": " ".join(query.asked_as), "tags": " ".join(query.tags),
             "question": query.question, "columns": " ".join(query.columns.values())}
    found: dict[str, float] = {}
    for part, text in parts.items():
        for stem in stems(text):
            found[stem] = max(found.get(stem, 0.0), WEIGHTS[part])
    return found


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that say something."""
    return tuple(stem(word) for word in WORD.findall(text.casefold()) if word not in EMPTY)


@cache
def stem(word: str) -> str:
    return english().stemWord(SAME.get(word, word))


@cache
def english():
    import snowballstemmer

    return snowballstemmer.stemmer("english")
