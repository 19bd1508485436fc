"""What everything is called, so that a person can say it: ids, labels, synonyms, symbols of units, DOIs of publications.

Read from the sources as they are written, with what is drafted added as it comes. A thing counts as one of a class by
its asserted class and the classes above that; what only the reasoner knows is not known here.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable

from ..entries.forms import Accepts
from ..entries.values import Refused, distance, unit_key
from ..names import KG, SI, expand, local_name, nearest, shorten
from ..querying import lookup
from ..turtle import records
from ..turtle.blocks import words
from ..turtle.sources import Sources

CALLED = ("skos:prefLabel", "rdfs:label", "skos:altLabel", "skos:hiddenLabel", "si:symbol", "si:doi")
UNIT, PUBLICATION = expand("si:Unit"), expand("si:Publication")
LITTLE = {"of", "the", "a", "an", "in", "to", "and", "for", "with", "by", "on", "at", "from"}
SHORT_LIST = 20  # in a list so short, `interface` can only mean the interface level


class Names:
    def __init__(self, sources: Sources):
        self.facts = records.of(sources.published)
        self.called: dict[str, list[str]] = {}
        self.kinds: dict[str, set[str]] = {}
        self._above: dict[str, set[str]] = {}
        for name in self.facts.having("rdf:type"):
            labels = self.facts.all(name, *CALLED)
            self.add(name, self.facts.all(name, "rdf:type"), labels)

    def add(self, name: str, kinds: Iterable[str], labels: Iterable[str]) -> None:
        self.kinds.setdefault(name, set()).update(kinds)
        self.called.setdefault(name, []).extend(labels)

    def label(self, name: str) -> str:
        return next(iter(self.called.get(name, ())), local_name(name))

    def above(self, name: str) -> set[str]:
        """A class and every class above it."""
        if name not in self._above:
            found, waiting = set(), [name]
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    waiting += [up for up in self.facts.all(one, "rdfs:subClassOf") if up.startswith("http")]
            self._above[name] = found
        return self._above[name]

    def is_a(self, name: str, classes: Iterable[str]) -> bool:
        wanted = set(classes)
        return not wanted or any(self.above(kind) & wanted for kind in self.kinds.get(name, ()))

    def members(self, classes: tuple[str, ...]) -> dict[str, list[str]]:
        """The things of these classes with what they are called; things of the graph and named values if there are no classes."""
        if classes:
            below = {kind for kind in set().union(*self.kinds.values()) if self.above(kind) & set(classes)}
            return {name: labels for name, labels in self.called.items() if self.kinds[name] & below}
        return {name: labels for name, labels in self.called.items() if name.startswith(KG)}

    def classes(self) -> dict[str, list[str]]:
        return {
            name: labels
            for name, labels in self.called.items()
            if expand("owl:Class") in self.kinds[name] and name.startswith(SI)
        }

    def words(self, accepts: Accepts) -> list[str]:
        """What can be said where this is accepted: labels in order, units by symbol; for drop-downs and suggestions."""
        if accepts.choices:
            return list(accepts.choices)
        if accepts.form == "class":
            return sorted(self.label(name) for name in self.classes())
        if accepts.form != "thing":
            return []
        if UNIT in accepts.classes:
            return [self.facts.one(name, "si:symbol") or self.label(name) for name in self.members(accepts.classes)]
        return sorted({self.label(name) for name in self.members(accepts.classes)}, key=str.casefold)

    def thing(self, said: str, accepts: Accepts) -> str:
        """The one thing that is meant; refused with the nearest where there is none, or with all where there are several."""
        names = self.classes() if accepts.form == "class" else self.members(accepts.classes)
        if accepts.form == "class" and accepts.choices:
            names = {name: labels for name, labels in names.items() if self.label(name) in accepts.choices}
        if PUBLICATION in accepts.classes:
            said = said.strip().removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/").removeprefix("doi:")
        if found := lookup.by_id(said, names):
            return found
        fits = self.fitting(said, names, UNIT in accepts.classes)
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise Refused("ambiguous", f"several are called {said!r}", "say " + " or ".join(map(shorten, fits)))
        raise self.unknown(said, names, accepts)

    def fitting(self, said: str, names: dict[str, list[str]], unit: bool) -> list[str]:
        """Things called so: first by the label itself, then by any name; a unit spelled otherwise, a word of a short list."""
        wanted = lookup.normal(said)
        first = sorted(name for name, labels in names.items() if labels and lookup.normal(labels[0]) == wanted)
        if first or (first := sorted(name for name, labels in names.items() if wanted in map(lookup.normal, labels))):
            return first
        if unit:
            return sorted(name for name, labels in names.items() if unit_key(said) in map(unit_key, labels))
        mine = set(stems(said))
        short = mine and len(names) <= SHORT_LIST
        return sorted(name for name, labels in names.items() if short and any(mine <= set(stems(label)) for label in labels))

    def unknown(self, said: str, names: dict[str, list[str]], accepts: Accepts) -> Refused:
        what = " or ".join(self.label(kind) for kind in accepts.classes) or "thing"
        if accepts.form == "class":
            what = "class"
        elsewhere = [name for name in self.fitting(said, self.called, False) if name not in names]
        if by_id := lookup.by_id(said, self.called):
            elsewhere = [by_id]
        known = {word: name for name, labels in names.items() for word in (local_name(name), *labels)}
        near = dict.fromkeys(shown(self, known[word], word) for word in nearest(said, known, 3))
        if elsewhere:
            kind = next(
                (self.label(kind).lower() for kind in sorted(self.kinds[elsewhere[0]]) if not kind.endswith("NamedIndividual")),
                "thing",
            )
            near = near or self.words(accepts)[:3]
            return Refused(
                "wrong-kind",
                f"{said!r} is {a(kind)}, and {a(what)} is wanted",
                f"name {a(what)}" + (f", such as {joined(near)}" if near else ""),
            )
        fix = (
            f"did you mean {joined(near)}?"
            if near
            else f"name one that is there, such as {joined(self.words(accepts)[:3]) or 'by id'}, or add it first"
        )
        return Refused("unknown", f"there is no {what} {said!r}", fix)


def shown(names: Names, name: str, word: str) -> str:
    """A near hit as one would write it: a synonym or a publication's key is a good answer, any other id is given by its label."""
    return word if word in names.called[name] or PUBLICATION in names.above(next(iter(names.kinds[name]))) else names.label(name)


def a(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def joined(found: Iterable[str]) -> str:
    return " or ".join(found)


def stem(word: str) -> str:
    """A word without its plural."""
    word = word.lower()
    for end, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(end):
            return word.removesuffix(end) + instead
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def stems(label: str) -> tuple[str, ...]:
    """The words that tell a label apart, without plural, case, hyphens, order and little words."""
    return tuple(sorted(stem(word) for word in words(label) if word.lower() not in LITTLE))


def alike(label: str, names: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Who is called nearly so already, and how: the same words, or words that differ in a few letters. Best first."""
    mine = stems(label)
    found = [(apart, name, other) for name, labels in names.items() for other in labels
             if (apart := difference(mine, cached_stems(other))) is not None]
    return [(name, other) for _, name, other in sorted(found)]


def difference(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int | None:
    """In how many letters two labels differ, if they are so few that one may be a slip of the other.

    Words with a digit are formulas and numbers, where a letter makes another thing: `SiO2` and `SiP2`, `cycle 5`.
    """
    if abs(len(mine) - len(theirs)) > 1:
        return None
    left, right = list((Counter(mine) - Counter(theirs)).elements()), list((Counter(theirs) - Counter(mine)).elements())
    if not left and not right:
        return 0
    if len(left) == len(right) <= 2:
        apart = [distance(one, other, 3) for one, other in zip(left, right, strict=True)]
        few = all(gap <= min(2, min(len(one), len(other)) // 4) for gap, one, other in zip(apart, left, right, strict=True))
        return sum(apart) if few and not any(re.search(r"\d", word) for word in (*left, *right)) else None
    return 1 if "".join(left) == "".join(right) else None


@functools.cache
def cached_stems(label: str) -> tuple[str, ...]:
    return stems(label)
