"""A trace for the next program: rows for CSV, nested plain data for JSON."""

from collections.abc import Iterable
from dataclasses import asdict

from .as_text import figure, path_text, places_text
from .evidence import Claim, Name, Result
from .trace import StrategyTrace, Trace

COLUMNS = ["effect", "strategy", "acts_on", "path", "claim", "predicate", "object", "statement", "hedged", "evidence_type",
           "applies_to", "publication", "reference", "place", "exact_words", "metric", "figure", "unit", "cycle", "of",
           "conditions", "compared_with", "result_place", "claim_iri", "result_iri"]


def effects(trace: Trace) -> tuple[tuple[str, tuple[StrategyTrace, ...]], ...]:
    return (("direct", trace.direct), ("by_metric", trace.by_metric), ("upstream", trace.upstream), ("harmful", trace.harmful))


def rows(trace: Trace) -> Iterable[dict]:
    """One row for each claim and result, with the columns of COLUMNS."""
    for effect, parts in effects(trace):
        for part in parts:
            for kind, claims in ((effect, part.claims), ("adverse", part.adverse)):
                for claim in claims:
                    for result in claim.results or (None,):
                        yield row(kind, part, claim, result, trace.names)


def row(effect: str, part: StrategyTrace, claim: Claim, result: Result | None, names: dict[str, Name]) -> dict:
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {"effect": effect, "strategy": part.strategy.label, "acts_on": part.acts_on.label, "path": path_text(part.path, names),
              "claim": claim.iri.rsplit("/", 1)[-1], "predicate": claim.predicate, "object": names[claim.object].label,
              "statement": claim.statement, "hedged": "yes" if claim.hedged else "no", "evidence_type": "; ".join(claim.evidence_types),
              "applies_to": "; ".join(claim.applies_to), "publication": "; ".join(source.label for source in claim.sources),
              "reference": "; ".join(str(source.number) for source in claim.sources if source.number),
              "place": "; ".join(map(str, claim.places)), "exact_words": "; ".join(place.exact for place in claim.places),
              "claim_iri": claim.iri}
    return cells | (result_cells(result) if result else {})


def result_cells(result: Result) -> dict:
    control = result.controlled
    return {"metric": result.metric, "figure": result.printed or "", "unit": result.unit or "", "cycle": result.cycle or "",
            "of": result.of or "", "conditions": "; ".join(f"{kind} {printed}" for kind, printed in result.conditions),
            "compared_with": " ".join(filter(None, [result.outcome, result.control, figure(control) if control else ""])),
            "result_place": places_text(result.places), "result_iri": result.iri}


def data(trace: Trace) -> dict:
    """Nested plain data for JSON: the same content as the terminal form."""
    return {
        "mechanism": asdict(trace.mechanism), "kinds": [kind.label for kind in trace.kinds],
        "causes": [{"cause": trace.names[step.cause].label, "predicate": step.predicate, "claims": [asdict(claim) for claim in claims]}
                   for step, claims in trace.causes],
        **{effect: [{"strategy": asdict(part.strategy), "acts_on": part.acts_on.label, "path": path_text(part.path, trace.names),
                     "claims": [asdict(claim) for claim in part.claims], "adverse": [asdict(claim) for claim in part.adverse]}
                    for part in parts]
           for effect, parts in effects(trace)},
        "denied": [asdict(claim) for claim in trace.denied], "observed": [asdict(claim) for claim in trace.observed],
    }
