"""Proof by mutation: slips planted one at a time in the real sources, and the share of each kind that is found.

The kinds (slips_*.py) have equal shares of the slips. What no machine could find from the sources and the article alone
is not planted but listed, with the reason; nor is what yields another true statement.
"""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from ..article.article import Article
from ..names import nearest
from ..places import Places
from ..problems import Stop
from . import slips_form, slips_sources, slips_values
from .faults import Edit, Kind, Texts
from .trial import Find, Trial

KINDS: list[Kind] = [*slips_values.KINDS, *slips_sources.KINDS, *slips_form.KINDS]
GOAL, GOAL_OF_A_KIND = 0.97, 0.85
ATTEMPTS = 20  # for each slip wanted: a kind may have fewer places than its share

NOT_PLANTED = {
    "si:appliesTo names another anode of the same study": "which of a study's anodes a sentence means is understood, not spelt",
    "a generic anode or metric stands for a particular one": "it says less, and nothing false",
    "si:evidenceType says characterization in place of review assertion": "the review seldom says how a thing was seen",
    "a claim or a whole passage is missing": "only numbers and citing sentences are counted; no other finding has a mark",
    "si:statement says something else in good English": "the sentence is in our own words, and its meaning is not compared",
    "a definition says something wrong": "definitions are in our own words too",
    "si:hedged on a claim that is said plainly": "a may can be meant for another part of the sentence",
    "si:mentions names a thing too few": "that a sentence names a thing is only asked once for each thing",
    "another reading is used of two that disagree": "it is a judgement, and written down as one",
    "the mass basis named is another": "the review nearly always leaves it unsaid",
    "a space too many or too few in the exact words": "the spaces of a typeset page are not to be relied on",
}


@dataclass(frozen=True)
class Mutant:
    kind: str
    edit: Edit
    before: str
    found: Find | None = None

    def __str__(self) -> str:
        after = next((line.strip() for line in self.edit.lines if line.strip() != self.before.strip()), "")
        return f"{self.edit.path}:{self.edit.start + 1}: {self.kind}: {self.before.strip()} -> {after or 'left out'}"


@dataclass(frozen=True)
class Tally:
    """What became of the slips of one kind."""

    kind: str
    planted: int
    found: int
    stages: str

    @property
    def share(self) -> float:
        return self.found / self.planted


@dataclass(frozen=True)
class Result:
    mutants: list[Mutant]

    @property
    def tallies(self) -> list[Tally]:
        """By kind, with the stages that found them, most often first."""
        own = {kind.name: [mutant for mutant in self.mutants if mutant.kind == kind.name] for kind in KINDS}
        return [tally(kind, mutants) for kind, mutants in own.items() if mutants]

    @property
    def share(self) -> float:
        return 1 - len(self.escaped) / len(self.mutants)

    @property
    def escaped(self) -> list[Mutant]:
        return [mutant for mutant in self.mutants if mutant.found is None]

    @property
    def reaches_goal(self) -> bool:
        return self.share >= GOAL and all(one.share >= GOAL_OF_A_KIND for one in self.tallies)


def tally(kind: str, mutants: list[Mutant]) -> Tally:
    stages = Counter(mutant.found.stage for mutant in mutants if mutant.found)
    return Tally(kind, len(mutants), stages.total(), ", ".join(f"{stage} {count}" for stage, count in stages.most_common()))


def kinds_called(name: str | None) -> list[Kind]:
    found = [kind for kind in KINDS if name in (None, kind.name)]
    if not found:
        near = nearest(name, [kind.name for kind in KINDS])
        fix = f"did you mean {near[0]!r}?" if near else "`kgtools mutate -n 0` lists them"
        raise Stop(f"there is no kind of slip {name!r}", fix)
    return found


def plan(texts: Texts, seed: int, count: int, kinds: list[Kind]) -> list[Mutant]:
    """The slips to plant: kind after kind in turn, each at a place chosen by chance, none twice."""
    chance, found, seen = Random(seed), [], set()
    left = {kind.name: ATTEMPTS * count for kind in kinds}
    places = {kind.name: kind.places(texts) for kind in kinds}
    while len(found) < count and any(left[kind.name] and places[kind.name] for kind in kinds):
        for kind in kinds:
            mutant = one(kind, chance, places[kind.name], texts, left, seen)
            if mutant and len(found) < count:
                seen.add(mutant.edit)
                found.append(mutant)
    return found


def one(kind: Kind, chance: Random, places: list, texts: Texts, left: dict[str, int], seen: set[Edit]) -> Mutant | None:
    while places and left[kind.name]:
        left[kind.name] -= 1
        line = chance.choice(places)
        if (edit := kind.change(chance, line, texts)) and edit not in seen:
            return Mutant(kind.name, edit, line.text)
    return None


def run(places: Places, article: Article, seed: int, count: int, kinds: list[Kind], jobs: int = 2) -> Iterator[Mutant]:
    """Each slip with what found it, in the order of planting."""
    trial = Trial(places, article)
    texts = Texts(trial.texts)
    planned = plan(texts, seed, count, kinds)
    if not planned:
        raise Stop("there is no place for such a slip in the sources", "choose another --kind")
    if jobs == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from (tried(trial, texts, mutant) for mutant in planned)
        return
    trial.known.prepare()
    # A forked child has all of the project in memory; it changes its own copy of the store.
    with multiprocessing.get_context("fork").Pool(jobs, start, (trial, texts)) as pool:
        yield from pool.imap(tried_by_child, planned, chunksize=4)


CHILD: dict = {}


def start(trial: Trial, texts: Texts) -> None:
    CHILD.update(trial=trial, texts=texts)


def tried_by_child(mutant: Mutant) -> Mutant:
    return tried(CHILD["trial"], CHILD["texts"], mutant)


def tried(trial: Trial, texts: Texts, mutant: Mutant) -> Mutant:
    path = mutant.edit.path
    return replace(mutant, found=trial.find(path, mutant.edit.apply(texts.texts[path])))
