"""A trace as text for a terminal or as Markdown.

The terminal form is read from top to bottom: what the mechanism is, what leads to it, what helps, what helps further
up the chain, what makes it worse; under each strategy its claims, and under each claim who, where and which numbers.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import click

from .causes import Path
from .evidence import Claim, Name, Place, Result
from .trace import StrategyTrace, Trace

ARROWS = {"leadsTo": "→", "relieves": "⊣", "worsens": "worsens", "improves": "improves"}
MARKS = {"mitigates": "+ ", "improves": "+ ", "aggravates": "− ", "worsens": "− "}


@dataclass(frozen=True)
class Page:
    """How wide the text is; `brief` leaves out the claims, `full` shows every path and the words of every harm."""

    width: int = 100
    brief: bool = False
    full: bool = False

    def wrap(self, text: str, indent: int, mark: str = "") -> Iterable[str]:
        first = " " * indent + mark
        yield from textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=" " * len(first),
                                 break_on_hyphens=False, break_long_words=False) or [first]


def lines(trace: Trace, page: Page = Page()) -> Iterable[str]:
    yield from heading(trace, page)
    yield from causes_lines(trace, page)
    adverse_shown: set[str] = set()
    for title, parts in parts_by_effect(trace):
        yield from section(f"{title.upper()} ({strategies(parts)})", parts, trace, page, adverse_shown)
    yield from claims_section("SAID NOT TO BE SO", trace.denied, page, "× ")
    yield from claims_section("WHERE IT WAS OBSERVED", trace.observed, page, "· ")


def heading(trace: Trace, page: Page) -> Iterable[str]:
    name = trace.mechanism
    yield click.style(name.label, bold=True)
    yield from page.wrap(name.definition, 2)
    if name.others:
        yield from page.wrap("also called: " + ", ".join(name.others), 2)
    if trace.kinds:
        yield from page.wrap("kinds of it: " + ", ".join(kind.label for kind in trace.kinds), 2)


def causes_lines(trace: Trace, page: Page) -> Iterable[str]:
    """One line for each cause; what it does to a metric only where it is not linked to the mechanism itself."""
    linked = {step.cause for step, _ in trace.causes if step.effect == trace.mechanism.iri}
    shown = [(step, claims) for step, claims in trace.causes
             if page.full or step.effect == trace.mechanism.iri or step.cause not in linked]
    if shown:
        yield ""
        yield click.style(f"WHAT LEADS TO IT OR RELIEVES IT ({len(shown)})", bold=True)
    for step, claims in shown:
        link = f"{trace.names[step.cause].label} {ARROWS[step.predicate]} {trace.names[step.effect].label}"
        yield from page.wrap(f"{link}   ({cited(claims)})", 2)


def cited(claims: Iterable[Claim]) -> str:
    """Who and where, for several claims at once."""
    claims = list(claims)
    who = unique(str(source) for claim in claims for source in claim.sources)
    return "; ".join([*sorted(who), *unique(str(place) for claim in claims for place in claim.places)])


def section(title: str, parts: tuple[StrategyTrace, ...], trace: Trace, page: Page, adverse_shown: set[str]) -> Iterable[str]:
    """One heading and its strategies, grouped by the path; the adverse effects of a strategy are told once."""
    yield ""
    yield click.style(title, bold=True)
    for _, group in groupby(parts if page.full else nearest(parts), key=lambda part: (part.path.start, part.path.sign)):
        group = list(group)
        if group[0].path.steps:
            yield ""
            yield from page.wrap(path_text(group[0].path, trace.names), 2, "via ")
        elif group[0].acts_on != trace.mechanism:
            relation = "which shows" if group[0].acts_on.kind == "PerformanceMetric" else "a kind of"
            yield ""
            yield from page.wrap(f"{group[0].acts_on.label}, {relation} {trace.mechanism.label}", 2, "on ")
        for part in group:
            yield from strategy_lines(part, trace, page, part.strategy.iri not in adverse_shown)
            if not page.full:
                yield from also_lines(part, parts, page)
            adverse_shown.add(part.strategy.iri)


def nearest(parts: Iterable[StrategyTrace]) -> list[StrategyTrace]:
    """Each strategy once, where it acts nearest to the mechanism; what acts on the mechanism or a metric stays whole."""
    first: dict[str, StrategyTrace] = {}
    for part in parts:
        if part.path.steps:
            first.setdefault(part.strategy.iri, part)
    return [part for part in parts if not part.path.steps or first[part.strategy.iri] is part]


def also_lines(part: StrategyTrace, parts: Iterable[StrategyTrace], page: Page) -> Iterable[str]:
    """Where else up the chain a strategy acts: named here, told in full by --all."""
    others = unique(other.acts_on.label for other in parts
                    if other.strategy == part.strategy and other.path.steps and other.acts_on != part.acts_on)
    if part.path.steps and others and not page.brief:
        yield from page.wrap("also on " + ", ".join(others), 4, "  ")


def claims_section(title: str, claims: tuple[Claim, ...], page: Page, mark: str) -> Iterable[str]:
    if claims:
        yield ""
        yield click.style(f"{title} ({len(claims)})", bold=True)
    for claim in () if page.brief else claims:
        yield from claim_lines(claim, page, mark)


def strategy_lines(part: StrategyTrace, trace: Trace, page: Page, with_adverse: bool) -> Iterable[str]:
    count = "" if not page.brief else f"  ({counted(len(part.claims), 'claim')})"
    yield "  " + click.style(part.strategy.label, fg="green" if part.adverse == () else "yellow", bold=True) + count
    if page.brief:
        return
    for claim in part.claims:
        yield from claim_lines(claim, page, MARKS[claim.predicate])
    if with_adverse:
        yield from adverse_lines(part.adverse, trace, page)


def claim_lines(claim: Claim, page: Page, mark: str) -> Iterable[str]:
    yield from page.wrap(f"{claim.statement}{' (said with reserve)' if claim.hedged else ''}", 4, mark)
    yield from page.wrap(origin(claim), 8)
    for result in claim.results:
        yield from page.wrap(result_text(result, claim.places), 8, "= ")


def adverse_lines(claims: tuple[Claim, ...], trace: Trace, page: Page) -> Iterable[str]:
    """Other harms of a strategy: in full each claim in its words, otherwise one line for each thing made worse."""
    harms: dict[str, list[Claim]] = {}
    for claim in claims:
        harms.setdefault(f"{claim.predicate} {trace.names[claim.object].label}", []).append(claim)
    for harm, behind in harms.items():
        if not page.full:
            yield from page.wrap(f"{harm}   ({cited(behind)})", 4, "! ")
        for claim in behind if page.full else ():
            yield from page.wrap(f"{harm}: {claim.statement}", 4, "! ")
            yield from page.wrap(origin(claim), 8)


def origin(claim: Claim) -> str:
    """Who says it, on what evidence, shown on what, and where."""
    parts = ["; ".join(map(str, claim.sources)), ", ".join(claim.evidence_types)]
    if claim.applies_to:
        parts.append("on " + ", ".join(claim.applies_to))
    parts.append("; ".join(f"{place} “{place.exact}”" for place in claim.places))
    return " · ".join(part for part in parts if part)


def result_text(result: Result, known: tuple[Place, ...] = ()) -> str:
    """Figure, cell and conditions; the place only where it is not among those `known` from the claim."""
    text = figure(result) + where(result) if result.outcome is None else comparison_text(result)
    elsewhere = [place for place in result.places if place not in known]
    return f"{text} — {places_text(elsewhere)}" if elsewhere else text


def comparison_text(result: Result) -> str:
    """`cell: metric higher than control cell`, with the two figures where both are printed."""
    against = f" than {result.control}" if result.control and result.outcome != "equal" else ""
    text = f"{result.metric} {result.outcome}{against}" + (f", {result.printed}" if result.printed else "")
    if result.measured and result.controlled:
        both = [figure(side) + where(side) for side in (result.measured, result.controlled)]
        return f"{text}: {both[0]} against {both[1]}"
    return (f"{result.of}: {text}" if result.of else text) + bracketed(settings(result))


def figure(result: Result) -> str:
    """Metric, figure and cycle; the relation where the printed figure does not show it itself."""
    in_words = result.relation not in (None, "=", "range") and result.relation[0] not in result.printed and "≥" not in result.printed
    relation = f"{result.relation} " if in_words else ""
    cycle = f" at cycle {result.cycle}" if result.cycle else ""
    return f"{result.metric} {relation}{result.printed}{cycle}"


def where(result: Result) -> str:
    """Cell or material and conditions, in brackets."""
    return bracketed([*([result.of] if result.of else []), *settings(result)])


def settings(result: Result) -> list[str]:
    return [f"{kind} {printed}" for kind, printed in result.conditions]


def bracketed(parts: list[str]) -> str:
    return f" ({'; '.join(parts)})" if parts else ""


def places_text(places: Iterable[Place]) -> str:
    return "; ".join(unique(map(str, places)))


def path_text(path: Path, names: dict[str, Name]) -> str:
    """`uneven stress → cracking → capacity fading`; ⊣ is a step that relieves."""
    text = names[path.start].label
    for step in path.steps:
        text += f" {ARROWS[step.predicate]} {names[step.effect].label}"
    return text


def strategies(parts: Iterable[StrategyTrace]) -> str:
    return str(len({part.strategy.iri for part in parts}))


def unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def markdown(trace: Trace) -> Iterable[str]:
    yield f"# {trace.mechanism.label}"
    yield ""
    yield trace.mechanism.definition
    for title, parts in parts_by_effect(trace):
        yield ""
        yield f"## {title} ({strategies(parts)})"
        for part in parts:
            yield ""
            yield f"### {part.strategy.label}" + (f" (via {path_text(part.path, trace.names)})" if part.path.steps else "")
            yield ""
            for claim in part.claims:
                yield f"- {claim.statement} *{origin(claim)}*"
                yield from (f"  - {result_text(result, claim.places)}" for result in claim.results)
            for claim in part.adverse:
                yield f"- **adverse** ({claim.predicate} {trace.names[claim.object].label}): {claim.statement} *{origin(claim)}*"


def parts_by_effect(trace: Trace) -> list[tuple[str, tuple[StrategyTrace, ...]]]:
    titled = [("Strategies that act on it", trace.direct), ("Strategies that improve a metric which shows it", trace.by_metric),
              ("Strategies that act upstream", trace.upstream), ("Strategies that make it worse", trace.harmful)]
    return [(title, parts) for title, parts in titled if parts]
