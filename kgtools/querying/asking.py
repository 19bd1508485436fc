"""From a person's words to the named questions nearest to them, and how to run those.

Words are compared by their stems and weighed by how few questions have them: "cracking" says more than "which". That is
enough for a hundred questions and needs no model; a library of thousands would want a search engine.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .library import Query

WORD = re.compile(r"[a-z0-9]+")
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "es", "ed", "s", "y", "e")
WEIGHTS = {"title": 3.0, "name": 3.0, "tags": 2.0, "question": 2.0, "columns": 1.0}


@dataclass(frozen=True)
class Suggestion:
    query: Query
    score: float

    @property
    def command(self) -> str:
        """How to run it, with each parameter that has no default to be filled in."""
        parameters = "".join(f' --{name} "..."' for name, parameter in self.query.parameters.items() if parameter.default is None)
        return f"kgtools query {self.query.name}{parameters}"


def suggest(queries: Iterable[Query], words: str, most: int = 5) -> list[Suggestion]:
    """The queries nearest to the words, best first; none when no word fits."""
    indexed = [(query, stems_of(query)) for query in queries]
    spread = Counter(stem for _, stems in indexed for stem in stems)
    asked = set(stems(words))
    scored = [Suggestion(query, sum(weight * math.log(1 + len(indexed) / spread[stem]) for stem, weight in found.items() if stem in asked))
              for query, found in indexed]
    return sorted((one for one in scored if one.score > 0), key=lambda one: (-one.score, one.query.name))[:most]


def stems_of(query: Query) -> dict[str, float]:
    """Every stem of a query's header with the weight of the best place it stands in."""
    parts = {"title": query.title, "name": query.name, "tags": " ".join(query.tags), "question": query.question,
             "columns": " ".join(query.columns.values())}
    found: dict[str, float] = {}
    for part, text in parts.items():
        for stem in stems(text):
            found[stem] = max(found.get(stem, 0.0), WEIGHTS[part])
    return found


def stems(text: str) -> Iterable[str]:
    """Words of three letters or more without their endings, and short ones as they are."""
    for word in WORD.findall(text.casefold()):
        yield next((word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 4), word)
