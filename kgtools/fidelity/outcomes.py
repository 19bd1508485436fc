"""Whether a comparison and the words of its sentences point the same way, and whether they name what is compared.

Direction: where the sentences have words for more ("higher", "improved") and none for less ("smaller", "suppressed"), or the
other way about, the outcome is theirs, unless a rdfs:comment has a word for it. Names: what was measured has a name of its
own, a part of one or its formula in the paragraph, caption or table row, or in a rdfs:comment. What that gives up: a sentence
with words of both kinds passes, and so does one of two things that a paragraph names.
"""

import re
from collections.abc import Iterable, Iterator

from ..article.article import Article
from ..article.normal import squash
from ..article.pieces import TABLE, Unit
from ..names import shorten
from ..problems import Problem
from ..turtle.records import Graph
from .faithful import where

MORE = ("higher|larger|greater|more|increas\\w*|improv\\w*|better|longer|thicker|enhanc\\w*|rise\\w*|faster|superior|stronger|exacerbat\\w*|high"
        "|large|good|excellent|promot\\w*|facilitat\\w*")
LESS = ("lower|smaller|less|reduc\\w*|decreas\\w*|fewer|shorter|thinner|weaker|poor\\w*|worse\\w*|drop\\w*|diminish\\w*|low|small|alleviat\\w*"
        "|suppress\\w*|minimi[sz]\\w*|mitigat\\w*|prevent\\w*|avoid\\w*|relie\\w*|only|limit\\w*")
HIGHER, LOWER = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (MORE, LESS))
THINGS = ("si:ofMaterial", "si:controlMaterial")
NAMES = ("skos:prefLabel", "rdfs:label", "skos:altLabel", "si:formula")
ANY = frozenset("of et al and with the a an in on for to anode anodes composite electrode cell cells material".split())


def check(article: Article, graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    yield from check_direction(graph, record, units)
    yield from check_names(article, graph, record, units)


def check_direction(graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    outcome = graph.one(record, "si:outcome") or ""
    if graph.one(record, "si:hasMeasurement") and graph.one(record, "si:hasControl"):
        return  # a check compares the two values
    said = directions(unit.text for unit in units)
    meant = directions(graph.all(record, "rdfs:comment"))
    if len(said) == 1 and outcome.endswith(("Higher", "Lower")) and not outcome.endswith((*said, *meant)):
        message = f"the outcome is {shorten(outcome)}, but all words that point somewhere in {where(units)} say si:{said.pop()}"
        yield graph.problem(record, "outcome", message, "correct si:outcome, or say in rdfs:comment how the sentence is meant", "si:outcome")


def directions(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name, words in (("Higher", HIGHER), ("Lower", LOWER)) if words.search(text)}


def check_names(article: Article, graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    if not units:
        return
    text = " ".join([*(around(article, unit) for unit in units), *graph.all(record, "rdfs:comment")])
    for predicate in THINGS:
        for thing in graph.all(record, predicate):
            names = graph.all(thing, *NAMES)
            if names and not any(stands(name, text) for name in names):
                message = f"{shorten(thing)} is named neither in {where(units)} nor around it"
                fix = f"correct {predicate}, give the thing the article's name as skos:altLabel, or name it in a rdfs:comment that says why"
                yield graph.problem(record, "thing", message, fix, predicate, shorten(thing))


def around(article: Article, unit: Unit) -> str:
    """All of the table's row, of the paragraph or of the caption."""
    if unit.section == TABLE:
        row = unit.spot.split("/")[0]
        return " ".join(one.text for one in article.units if one.section == TABLE and one.spot.split("/")[0] == row)
    region = article.region(unit.section, unit.spot)
    return " ".join(one.text for one in region.units) if region else unit.text


def stands(name: str, text: str) -> bool:
    """The name without spaces, or any word of it that is not one of many things' names."""
    return len(squash(name)) > 2 and squash(name).lower() in squash(text).lower() or bool(words(name) & words(text))


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower().replace("μ", "u").replace("µ", "u"))) - ANY
