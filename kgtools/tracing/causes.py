"""Signed paths through the causal graph: what leads up to a mechanism, and what holds it back.

A step is `leadsTo` (sign +) or `relieves` (sign -). A path may relieve once, as the ontology's chains do: a double
negation (what relieves a relief) is no finding of anybody, so it is not drawn.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from .evidence import Claim

SIGNS = {"leadsTo": 1, "relieves": -1}


@dataclass(frozen=True)
class Step:
    cause: str
    predicate: str
    effect: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """The steps from a cause down to the mechanism; no steps when it is the mechanism itself."""

    start: str
    sign: int
    steps: tuple[Step, ...] = ()


def steps(claims: Iterable[Claim], predicates: Iterable[str] = tuple(SIGNS)) -> list[Step]:
    """One step for each pair of things and relation, with all claims behind it."""
    behind = defaultdict(list)
    for claim in claims:
        if claim.predicate in predicates:
            behind[claim.subject, claim.predicate, claim.object].append(claim.iri)
    return [Step(*link, tuple(iris)) for link, iris in sorted(behind.items())]


def upstream(steps: Iterable[Step], mechanisms: Iterable[str]) -> dict[tuple[str, int], Path]:
    """The shortest path down to one of the mechanisms, for every cause and sign: breadth first, against the arrows."""
    into = defaultdict(list)
    for step in steps:
        into[step.effect].append(step)
    found = {(mechanism, 1): Path(mechanism, 1) for mechanism in mechanisms}
    queue = deque(found.values())
    while queue:
        path = queue.popleft()
        for step in into[path.start]:
            sign = path.sign * SIGNS[step.predicate]
            if path.sign < 0 and sign > 0 or (step.cause, sign) in found:
                continue
            found[step.cause, sign] = Path(step.cause, sign, (step, *path.steps))
            queue.append(found[step.cause, sign])
    return found
