"""Names that were released are promises: whoever used one must find it again, or find what took its place.

ontology/released-names.txt lists every name of the last release, one a line, so that the promise also holds in a wheel
and in a copy without history. `kgtools release` writes it. What that gives up: the list is a generated file in git, the
only one; it is the record of a moment, which nothing but git could give back.
"""

from collections.abc import Iterable

from ..names import expand, shorten
from ..places import Places
from ..problems import Problem


def check(places: Places, defined: Iterable[str]) -> Iterable[Problem]:
    """The released names that no file defines any more."""
    there = set(defined)
    path = places.relative(places.released)
    for number, line in enumerate(lines(places), start=1):
        name = line.strip()
        if name and not name.startswith("#") and (expand(name) or name) not in there:
            yield Problem(path, number, "released-name", f"{name} was released and is gone",
                          f"put it back, or leave `{name} owl:deprecated true` with dcterms:isReplacedBy and its old skos:prefLabel, or with skos:historyNote")


def lines(places: Places) -> list[str]:
    return places.released.read_text("utf-8").splitlines() if places.released.is_file() else []


def text(version: str, defined: Iterable[str]) -> str:
    """The list for a release."""
    names = sorted(shorten(iri) for iri in defined)
    return "\n".join([f"# The names of release {version}, written by `kgtools release`: none of them may vanish.", *names, ""])
