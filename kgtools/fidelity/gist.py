"""Whether a claim and the sentences that it is stated in speak of the same thing.

They do if they share a telling word: one of the claim's statement, of its remark or of the names of what it is about,
that stands in few of the article's sentences. A table cell, a figure that another of the claim's sentences cites, or a
sentence of the same section as another need not repeat it. What that gives up: a claim put to another sentence about the same
matter passes, and so does one that gets the sentence wrong.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator

from ..article.article import Article
from ..article.pieces import TABLE, Unit
from ..problems import Problem
from ..turtle.records import Graph
from .faithful import where
from .metrics import NAMES

ABOUT = ("si:subject", "si:object", "si:appliesTo")
FEW = 0.07  # of all sentences, cells and panels
STEM = 5  # letters of a word that count, so that oxidized is oxidation
_WORD = re.compile(r"[A-Za-z]{4,}")
_SHORT = re.compile(r"(?<!\w)(?:[A-Z]{2,}[a-z]?|\dD|[nμ]m|μ)(?!\w)")  # LPS, SSEs, 2D, nm-Si, μ-Si


class Gist:
    """An article's words and how telling they are."""

    def __init__(self, article: Article):
        found = Counter(word for unit in article.units for word in words(unit.text))
        self.common = {word for word, count in found.items() if count > FEW * len(article.units)}

    def check(self, graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
        if not graph.all(record, "si:subject"):
            return
        own = self.telling(" ".join(said(graph, record)))
        apt = [unit for unit in units if own & words(unit.text)]
        for unit in units:
            if unit not in apt and not any(goes_with(unit, other) for other in apt):
                message = f"it shares no telling word with {where([unit])}"
                fix = "correct si:statedIn, or use the article's word in the statement, a rdfs:comment or a skos:altLabel"
                yield graph.problem(record, "gist", message, fix, "si:statedIn")

    def telling(self, text: str) -> set[str]:
        return words(text) - self.common


def goes_with(unit: Unit, other: Unit) -> bool:
    return unit.section in (TABLE, other.section) or unit.section in other.text


def said(graph: Graph, record: str) -> Iterator[str]:
    """What the claim says, and all names of what it is about."""
    yield from graph.all(record, "si:statement", "rdfs:comment")
    for thing in graph.all(record, *ABOUT):
        yield from graph.all(thing, "skos:prefLabel", *NAMES)


@functools.cache
def words(text: str) -> frozenset[str]:
    text = text.replace("µ", "μ")  # the micro sign is written as the Greek letter
    return frozenset({word[:STEM].lower() for word in _WORD.findall(text)} | set(_SHORT.findall(text)))
