"""Failure mechanism -> mitigation strategy -> evidence: the question that the graph was made for.

`trace` gives the strategies that act on a mechanism itself, then those that act on something upstream of it with the
causal path shown, each with its claims and the numbers behind them, and beside them what the same strategy makes worse.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..problems import Stop
from ..querying.library import unknown
from . import causes
from .causes import Path, Step
from .evidence import Claim, Evidence, Name

TRACEABLE = ("FailureMechanism", "Driver")
HELPS = {("mitigates", 1), ("aggravates", -1), ("improves", 1)}
ACTS = ("mitigates", "aggravates", "improves", "worsens")
HARMS = ("aggravates", "worsens")


@dataclass(frozen=True)
class StrategyTrace:
    """One strategy: where it acts, the way from there to the mechanism, its claims there, and its adverse effects."""

    strategy: Name
    acts_on: Name
    path: Path
    claims: tuple[Claim, ...]
    adverse: tuple[Claim, ...]


@dataclass(frozen=True)
class Trace:
    mechanism: Name
    kinds: tuple[Name, ...]
    causes: tuple[tuple[Step, tuple[Claim, ...]], ...]
    direct: tuple[StrategyTrace, ...]
    by_metric: tuple[StrategyTrace, ...]
    upstream: tuple[StrategyTrace, ...]
    harmful: tuple[StrategyTrace, ...]
    denied: tuple[Claim, ...]
    observed: tuple[Claim, ...]
    names: dict[str, Name]

    @property
    def parts(self) -> tuple[StrategyTrace, ...]:
        return (*self.direct, *self.by_metric, *self.upstream, *self.harmful)


def find(evidence: Evidence, words: str) -> Name:
    """The mechanism (or driver) with this id, label or synonym; close names are suggested."""
    wanted = normal(words)
    traceable = [name for name in evidence.names.values() if name.kind in TRACEABLE]
    for name in traceable:
        if wanted in (normal(called) for called in (name.iri, "kg:" + local(name), local(name), name.label, *name.others)):
            return name
    for name in evidence.names.values():
        if wanted in (normal(called) for called in (local(name), name.label, *name.others)):
            raise Stop(f"{name.label!r} is a {kind_in_words(name)}, not a failure mechanism",
                       "trace a mechanism: `kgtools list mechanisms` shows all")
    raise unknown("mechanism", words, [called for name in traceable for called in (name.label, *name.others)],
                  "`kgtools list mechanisms` shows all")


def trace(evidence: Evidence, mechanism: Name, depth: int | None = None) -> Trace:
    """Everything that acts on `mechanism`, up to `depth` causal steps away (None: however far)."""
    names = evidence.names
    kinds = narrower(evidence.broader, mechanism.iri)
    metrics = [metric for shown, metric in evidence.shown_by if shown == mechanism.iri]
    itself = {mechanism.iri, *kinds}
    paths = causes.upstream(causes.steps(evidence.claims), [mechanism.iri, *kinds])
    paths |= {(metric, 1): Path(metric, 1) for metric in metrics}
    parts = [part for part in strategy_traces(paths, strategy_claims(evidence.claims), names)
             if depth is None or len(part.path.steps) <= depth]
    helping, harming = split(parts)
    return Trace(
        mechanism, tuple(names[kind] for kind in kinds), direct_causes(evidence, {mechanism.iri, *metrics}),
        direct=tuple(part for part in helping if part.acts_on.iri in itself),
        by_metric=tuple(part for part in helping if part.acts_on.iri in metrics),
        upstream=tuple(part for part in helping if part.path.steps),
        harmful=tuple(harming),
        denied=tuple(claim for claim in evidence.denied if claim.object in itself.union(metrics)),
        observed=tuple(claim for claim in evidence.claims if claim.predicate == "occursIn" and claim.subject in itself),
        names=names)


def narrower(broader: Iterable[tuple[str, str]], mechanism: str) -> list[str]:
    """All kinds of a mechanism, to any depth: what acts on a kind of it acts on it."""
    found = [mechanism]
    for broad in found:
        found += [narrow for narrow, wide in broader if wide == broad and narrow not in found]
    return found[1:]


def direct_causes(evidence: Evidence, effects: set[str]) -> tuple[tuple[Step, tuple[Claim, ...]], ...]:
    """What leads to the mechanism or relieves it, or moves a metric that shows it, with the claims behind each step."""
    claims = {claim.iri: claim for claim in evidence.claims
              if claim.object in effects and evidence.names[claim.subject].kind in TRACEABLE}
    steps = causes.steps(claims.values(), (*causes.SIGNS, "worsens", "improves"))
    return tuple((step, tuple(claims[iri] for iri in step.claims)) for step in steps)


def strategy_claims(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims of strategies on mechanisms and metrics, by strategy."""
    acting = defaultdict(list)
    for claim in claims:
        if claim.predicate in ACTS:
            acting[claim.subject].append(claim)
    return acting


def strategy_traces(paths: dict, acting: dict[str, list[Claim]], names: dict[str, Name]) -> Iterable[tuple]:
    """For every strategy each mechanism that it acts on and that has a path to the one traced."""
    for strategy, claims in acting.items():
        if names[strategy].kind != "MitigationStrategy":
            continue
        for (acted_on, sign), path in paths.items():
            for predicate in ACTS:
                fitting = tuple(claim for claim in claims if (claim.predicate, claim.object) == (predicate, acted_on))
                if fitting:
                    adverse = adverse_effects(claims, paths) if (predicate, sign) in HELPS else ()
                    yield StrategyTrace(names[strategy], names[acted_on], path, fitting, adverse)


def adverse_effects(claims: Iterable[Claim], paths: dict) -> tuple[Claim, ...]:
    """What a strategy makes worse; to aggravate what only holds the traced mechanism back is no harm here."""
    return tuple(claim for claim in claims if claim.predicate in HARMS
                 and not ((claim.object, -1) in paths and (claim.object, 1) not in paths))


def split(parts: Iterable[StrategyTrace]) -> tuple[list[StrategyTrace], list[StrategyTrace]]:
    """Those that help and those that harm, nearest first, then by the number of claims."""
    ordered = sorted(parts, key=lambda part: (len(part.path.steps), -len(part.claims), part.acts_on.label, part.strategy.label))
    helps = [part for part in ordered if (part.claims[0].predicate, part.path.sign) in HELPS]
    return helps, [part for part in ordered if part not in helps]


def normal(words: str) -> str:
    """Case, hyphens and dashes do not tell names apart."""
    return " ".join(words.casefold().replace("-", " ").replace("–", " ").replace("_", " ").split())


def local(name: Name) -> str:
    return name.iri.rsplit("/", 1)[-1]


def kind_in_words(name: Name) -> str:
    return {"MitigationStrategy": "strategy", "PerformanceMetric": "metric"}.get(name.kind, name.kind.lower())
