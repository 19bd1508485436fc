"""From what a person types to the things that are called so: by label, synonym, formula or id, best first."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...names import KG, expand, local_name, nearest, shorten
from ...querying.lookup import normal
from .knowledge import Known

MOST = 60
LONGEST = 60  # characters of what near names are looked for: comparing takes ever longer, and names are shorter


@dataclass(frozen=True)
class Hit:
    iri: str
    kind: str | None
    called: str | None  # the other name that fitted


def find(known: Known, words: str) -> list[Hit]:
    """Those called exactly so; else those whose name begins so or has all the words in it."""
    wanted = normal(words)
    if not wanted:
        return []
    scored = sorted((best for iri in known.called if (best := score(known, iri, wanted))), key=lambda found: (found[0], found[1].casefold(), found[2]))
    exact = [found for found in scored if found[0] == 0]
    return [hit(known, iri, name) for _, name, iri in (exact or scored)[:MOST]]


def score(known: Known, iri: str, wanted: str) -> tuple[int, str, str] | None:
    """0 for the name itself, 1 for its beginning, 2 for all words somewhere in it; with the name that fits best."""
    if expand(wanted) == iri or wanted in (shorten(iri).casefold(), local_name(iri).casefold()):
        return 0, known.name(iri), iri
    ranks = [(rank, name) for name in known.called[iri] if (rank := fit(normal(name), wanted)) is not None]
    return (*min(ranks), iri) if ranks else None


def fit(name: str, wanted: str) -> int | None:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if all(word in name for word in wanted.split()) else None


def hit(known: Known, iri: str, name: str) -> Hit:
    return Hit(iri, next(iter(known.kinds.get(iri, ())), None), None if name == known.name(iri) else name)


def near_names(known: Known, words: str) -> list[str]:
    if len(words) > LONGEST:
        return []
    return nearest(words, names_of(known, known.called), 4)


def near_iris(known: Known, iri: str) -> list[str]:
    """Things whose id, or whose name, looks like this one; records of the same half of the project before others."""
    if len(local_name(iri)) > LONGEST:
        return []
    same = [other for other in known.kinds if other.startswith(KG) == iri.startswith(KG)]
    by_id = {local_name(other): other for other in same}
    found = [by_id[name] for name in nearest(local_name(iri), by_id, 4)]
    words = local_name(iri).replace("-", " ")
    found += [other for name in nearest(words, names_of(known, same), 2) for other in same if name in known.called.get(other, ())]
    return list(dict.fromkeys(found))[:5]


def names_of(known: Known, iris: Iterable[str]) -> list[str]:
    return sorted({name for iri in iris for name in known.called.get(iri, ())})
