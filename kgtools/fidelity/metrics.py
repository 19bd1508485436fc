"""Whether the article has a word for what a record says was measured, where the record stands.

The words are the metric's own: its label, skos:altLabel and skos:hiddenLabel, and those of narrower metrics. A name
stands in a sentence when all of its words do, in any order and with any ending ("areal and volumetric capacities").
Where the unit leaves only one metric and what is narrower (a value in hours), no word is needed. Where a sentence says
it in another way, a rdfs:comment on the record that names the metric is the word. What that gives up: of two metrics that
one sentence names, the wrong one passes.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator

from ..article.pieces import Unit
from ..names import shorten
from ..problems import Problem
from ..turtle.records import Graph
from .faithful import where

NAMES = ("rdfs:label", "skos:altLabel", "skos:hiddenLabel")


class Metrics:
    """The metrics that the sources declare: what each covers, and which share a dimension."""

    def __init__(self, graph: Graph):
        self.graph, self.alike, self.below = graph, defaultdict(set), defaultdict(set)
        for metric in graph.having("si:measuredIn"):
            for dimension in graph.all(metric, "si:measuredIn"):
                self.alike[dimension].add(metric)
        for metric in graph.having("si:narrowerThan"):
            for above in graph.all(metric, "si:narrowerThan"):
                self.below[above].add(metric)

    def check(self, record: str, units: list[Unit]) -> Iterator[Problem]:
        """The metric of a record stands in one of its units, or in what the curator remarks on it."""
        metric = self.graph.one(record, "si:metric")
        if not units or metric is None or not self.names(metric) or self.is_settled_by_unit(record, metric):
            return
        texts = [*(f"{unit.spot} {unit.text}" for unit in units), *self.graph.all(record, "rdfs:comment")]
        if not any(stands(name, text) for name in self.names(metric) for text in texts):
            message = f"there is no word for {shorten(metric)} in {where(units)}"
            fix = "correct si:metric, give the metric the article's word as a label, or name it in a rdfs:comment that says why"
            yield self.graph.problem(record, "metric", message, fix, "si:metric")

    def names(self, metric: str) -> list[str]:
        return [name for one in sorted(self.covered(metric)) for name in self.graph.all(one, *NAMES)]

    def covered(self, metric: str) -> set[str]:
        """The metric and every narrower one."""
        return {metric}.union(*(self.covered(one) for one in self.below.get(metric, ())))

    def is_settled_by_unit(self, record: str, metric: str) -> bool:
        """Whether all that has the dimension of the record's unit is this metric or narrower."""
        unit = self.graph.one(record, "si:unit")
        alike = {one for dimension in self.graph.all(unit or "", "si:hasDimension") for one in self.alike.get(dimension, ())}
        return metric in alike and alike <= self.covered(metric)


def stands(name: str, text: str) -> bool:
    return all(pattern.search(text) for pattern in patterns(name))


@functools.cache
def patterns(name: str) -> list[re.Pattern[str]]:
    return [pattern(word) for word in name.split()]


def pattern(word: str) -> re.Pattern[str]:
    """A word with any ending; an abbreviation (ICE) and a short word only as they are."""
    if word.isupper() or len(word) <= 3:
        return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    stem = re.sub(r"(?:ies|y|e|s)$", "", word)
    return re.compile(rf"(?<!\w){re.escape(stem)}", re.IGNORECASE)
