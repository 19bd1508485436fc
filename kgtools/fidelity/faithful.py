"""Whether a record says what its passages say: printed numbers, values, units, relations, cycles, references.

Each check takes one record and the units of the article in which the record's passages stand, and gives its
problems. A record without a found passage is not judged here: the missing place is the problem to mend.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..article.article import Article
from ..article.normal import plain, squash
from ..article.pieces import Unit
from ..article.printed import CYCLES, Number, numbers, printed
from ..names import KG, local_name
from ..problems import Problem
from ..turtle.records import Graph, short

REVIEW = KG + "zhao2024-review"
SIGNS = {">": ">", "<": "<", "~": "~", "≥": ">=", "≤": "<="}
ABOVE, BELOW, ABOUT = frozenset({">", ">="}), frozenset({"<", "<="}), frozenset({"~"})
HINTS = {sign: frozenset({relation}) for sign, relation in SIGNS.items()}
HINTS |= dict.fromkeys(("over", "above", "more than", "exceeding"), ABOVE) | {"at least": frozenset({">="})}
HINTS |= dict.fromkeys(("below", "under", "less than"), BELOW) | {"at most": frozenset({"<="}), "up to": BELOW | {">="}}
HINTS |= dict.fromkeys(("about", "around", "approximately", "close to", "nearly", "almost"), ABOUT)
_WORDS = "|".join(word for word in HINTS if word.isascii() and word[0].isalpha())
_WORD = re.compile(rf"(?:{_WORDS})\b")
_HINT = re.compile(rf"((?:\b(?:{_WORDS})\b(?= (?:an? |the )?$))|[><~≥≤](?= ?$)) ?(?:an? |the )?$")
_FIRST = re.compile(r"\b(?:first|initial|ICE)\b", re.IGNORECASE)
_FIRST_CAPACITY = re.compile(r"\b(?:first|initial)(?:[- ]cycle)?(?:[- ]\w+){0,2}[- ]capacit", re.IGNORECASE)


def check(article: Article, graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    """All problems of one record with what its units say."""
    yield from check_printed(graph, record, units)
    yield from check_values(graph, record)
    if units:
        yield from check_relation(graph, record, units)
        yield from check_cycle(graph, record, units)
        yield from check_references(article, graph, record, units)
        yield from check_name(graph, record, units)


def check_printed(graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    """The printed string stands in a unit of the record's passages."""
    text = graph.one(record, "si:asPrinted")
    if text is None and graph.values(record):
        fix = "add the number as the article prints it"
        yield graph.problem(record, "printed", "has a value but no si:asPrinted", fix, "si:value")
    elif text is not None and units and not any(_stands(text, unit) for unit in units):
        message = f'"{text}" does not stand in {where(units)}'
        fix = "print it as there, or name the passage where it stands"
        yield graph.problem(record, "printed", message, fix, "si:asPrinted")


def _stands(text: str, unit: Unit) -> bool:
    """The string stands there, and its numbers are whole numbers there: `5 MPa` is not in `75 MPa`."""
    there = numbers(unit.text)
    whole = all(any(one.same(other) for other in there) for one in printed(text))
    return whole and squash(text) in unit.squashed


def check_values(graph: Graph, record: str) -> Iterator[Problem]:
    """Each value is a number of the printed string, and its unit the printed one."""
    text, unit = graph.one(record, "si:asPrinted"), graph.one(record, "si:unit")
    for predicate, value in graph.values(record).items() if text is not None else ():
        meant = [one for one in printed(text or "") if one.means(value, unit)]
        if not meant:
            message = f'{predicate} {value.normalize():f} is no number of "{text}"'
            yield graph.problem(
                record, "value", message, "give the printed number in the printed unit", predicate
            )
        elif not any(one.allows(unit) for one in meant):
            message = f'{local_name(unit or "")} is not the unit of "{text}"'
            yield graph.problem(record, "unit", message, f"use the unit for {meant[0].unit}", "si:unit")


def check_relation(graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    """A sign or word printed before the number, wherever the article has it, is the relation; without one it is =.

    A word, not a sign, may be meant otherwise where a remark says so.
    """
    given, hints = graph.one(record, "si:relation"), _hints(graph, record, units)
    if given not in ("=", *SIGNS.values()) or not hints or any(given in HINTS.get(hint, "=") for hint in hints):
        return
    settled = hints - SIGNS.keys() - {""} and graph.one(record, "rdfs:comment")
    if "" not in hints and not settled:
        message = f'the relation is "{given}" but the article prints "{min(hints)}" in {where(units)}'
        yield graph.problem(record, "relation", message, "give the printed relation", "si:relation")
    elif hints == {""}:
        message = f'the relation is "{given}" but the article prints no sign or word for it in {where(units)}'
        yield graph.problem(record, "relation", message, "give the printed relation", "si:relation")


def _hints(graph: Graph, record: str, units: list[Unit]) -> set[str]:
    """The signs and words that stand before the record's number in these units; "" where none does."""
    values, unit = graph.values(record).values(), graph.one(record, "si:unit")
    text = plain(graph.one(record, "si:asPrinted") or "")
    own = [one for one in printed(text) if _means(one, values, unit)]
    if own and (found := _hint(text[: own[0].start]) or _begins(text)):
        return {found}
    there = ((one.text, number) for one in units for number in numbers(one.text))
    return {_hint(text[: number.start]) for text, number in there if any(one.same(number) for one in own)}


def _hint(before: str) -> str:
    found = _HINT.search(before)
    return found[1] if found else ""


def _begins(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""


def _means(number: Number, values: Iterator[Decimal], unit: str | None) -> bool:
    return any(number.means(value, unit) for value in values)


def check_cycle(graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    """The cycle's number stands in a unit of the record's passages; first, initial and ICE are 1."""
    for text in graph.all(record, "si:cycle"):
        if text.isdigit() and not any(_has_cycle(int(text), unit) for unit in units):
            message = f"cycle {text} does not stand in {where(units)}"
            yield graph.problem(
                record, "cycle", message, "give only a cycle that the passage states", "si:cycle"
            )
    if _is_capacity(graph, record) and not graph.all(record, "si:cycle") and (first := _first_capacity(units)):
        message = f'has no si:cycle, but the article says "{first}" in {where(units)}'
        yield graph.problem(record, "cycle", message, "give the cycle, 1 if it is that one", "si:metric")


def _is_capacity(graph: Graph, record: str) -> bool:
    """Whether it is a capacity that a cell had at some time; that of theory has none."""
    metric = local_name(graph.one(record, "si:metric") or "")
    return metric.endswith("Capacity") and not metric.startswith("Theoretical")


def _first_capacity(units: list[Unit]) -> str | None:
    return next((found[0] + "y" for unit in units if (found := _FIRST_CAPACITY.search(unit.text))), None)


def _has_cycle(cycle: int, unit: Unit) -> bool:
    first = cycle == 1 and _FIRST.search(f"{unit.spot} {unit.text}")
    counted = (one for one in numbers(unit.text) if one.unit in (CYCLES, None))
    return bool(first) or any(one.means(Decimal(cycle)) for one in counted)


def check_references(article: Article, graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    """Each publication that the record credits is cited in, or governs, a unit of its passages."""
    allowed = frozenset().union(*(article.governing(unit) for unit in units))
    credited = graph.all(record, "si:mentions" if _is_mention(graph, record) else "si:reportedIn")
    for publication in credited:
        number = graph.one(publication, "si:referenceNumber")
        if publication == REVIEW or (number and number.isdigit() and int(number) in allowed):
            continue
        if number is None:
            message = f"{short(publication)} is no publication with a si:referenceNumber"
            fix = "name a record of graph/publications"
        else:
            cited = ", ".join(map(str, sorted(allowed))) or "no study"
            message = f"{short(publication)} is reference {number}, but {where(units)} reports {cited}"
            fix = "credit the study that the passage cites, or kg:zhao2024-review"
        yield graph.problem(record, "reference", message, fix, short(publication))


def check_name(graph: Graph, record: str, units: list[Unit]) -> Iterator[Problem]:
    """The name that a mention says the article uses stands there."""
    for name in graph.all(record, "si:nameUsed"):
        if not any(squash(name) in unit.squashed for unit in units):
            message = f'"{name}" does not stand in {where(units)}'
            yield graph.problem(record, "mention", message, "give the name as printed", "si:nameUsed")


def _is_mention(graph: Graph, record: str) -> bool:
    return "Mention" in graph.kinds(record)


def where(units: list[Unit]) -> str:
    """The places of a record's passages, for a message."""
    return " or ".join(dict.fromkeys(f"{unit.place} (article line {unit.line})" for unit in units))
