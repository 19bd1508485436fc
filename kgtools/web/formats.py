"""What an answer can look like, and which of these the client likes best (RFC 9110, Accept with q-values)."""

import functools
from typing import NamedTuple

SOLUTIONS = {  # of SELECT and ASK
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPHS = {  # of CONSTRUCT and DESCRIBE
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "n3": "text/n3; charset=utf-8",
}
# Names of formats in `format=`; each means a kind of solutions and a kind of graph, where there is one.
NAMES = {
    "json": ("json", "jsonld"), "xml": ("xml", "rdfxml"), "csv": ("csv", None), "tsv": ("tsv", None),
    "turtle": (None, "turtle"), "ttl": (None, "turtle"), "ntriples": (None, "ntriples"), "nt": (None, "ntriples"), "n-triples": (None, "ntriples"),
    "rdf": (None, "rdfxml"), "rdfxml": (None, "rdfxml"), "rdf+xml": (None, "rdfxml"), "rdf-xml": (None, "rdfxml"),
    "jsonld": (None, "jsonld"), "json-ld": (None, "jsonld"), "n3": (None, "n3"),
}
# Media types as clients ask for them; several ask for JSON or XML and take what there is.
ACCEPTED = {
    "application/sparql-results+json": "json", "application/json": "json", "application/sparql-results+xml": "xml", "application/xml": "xml",
    "text/xml": "xml", "text/csv": "csv", "text/tab-separated-values": "tsv",
}
ACCEPTED_GRAPHS = {
    "text/turtle": "turtle", "application/x-turtle": "turtle", "application/n-triples": "ntriples", "text/plain": "ntriples",
    "application/rdf+xml": "rdfxml", "application/xml": "rdfxml", "text/xml": "rdfxml", "application/ld+json": "jsonld",
    "application/json": "jsonld", "text/n3": "n3",
}


class Wanted(NamedTuple):
    """The format for either kind of answer; None where the client takes no format of that kind."""

    solutions: str | None
    graph: str | None


ANY = Wanted("json", "turtle")


@functools.lru_cache(1000)
def wanted(accept: str, name: str | None) -> Wanted | None:
    """By name, or by Accept; None when nothing that we have would do."""
    if name is not None:
        found = NAMES.get(name.strip().lower()) or by_accept(name)
        return Wanted(*found) if found and any(found) else None
    if not accept.strip():
        return ANY
    found = by_accept(accept)
    return Wanted(*found) if any(found) else None


def by_accept(accept: str) -> tuple[str | None, str | None]:
    ranges = parsed(accept)
    return best(ranges, ACCEPTED, SOLUTIONS), best(ranges, ACCEPTED_GRAPHS, GRAPHS)


def best(ranges: list[tuple[str, float]], known: dict[str, str], own: dict[str, str]) -> str | None:
    """The format with the highest q-value; of equal ones the one that was named first, and behind a wildcard our first."""
    ours = [(media_type.partition(";")[0], name) for name, media_type in own.items()]
    others = [(media_type, name) for media_type, name in known.items() if any(media_type == one for one, _ in ranges)]
    scored = [(*quality_of(media_type, ranges), -at, name) for at, (media_type, name) in enumerate(dict.fromkeys([*ours, *others]))]
    quality, *_, name = max(scored)
    return name if quality > 0 else None


def quality_of(media_type: str, ranges: list[tuple[str, float]]) -> tuple[float, bool, int]:
    """Its q-value by the most specific range that fits; whether it was named in full, and how early."""
    fits = [(specific, quality, -at) for at, (one, quality) in enumerate(ranges) if (specific := fit(media_type, one))]
    if not fits:
        return (0.0, False, 0)
    specific, quality, early = max(fits)
    return (quality, specific == 3, early if specific == 3 else 0)


def fit(media_type: str, one: str) -> int:
    if one == media_type:
        return 3
    if one == media_type.partition("/")[0] + "/*":
        return 2
    return int(one in ("*/*", "*"))


def parsed(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their q-values; what is no number counts as 1, as browsers take it."""
    found = []
    for part in accept.split(","):
        media_type, *parameters = (piece.strip() for piece in part.lower().split(";"))
        if media_type:
            found.append((media_type, next((quality(value) for value in parameters if value.startswith("q=")), 1.0)))
    return found


def quality(parameter: str) -> float:
    try:
        return min(1.0, max(0.0, float(parameter[2:]))) if "n" not in parameter else 1.0
    except ValueError:
        return 1.0


@functools.lru_cache(1000)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether the client takes gzip, by name or by `*`."""
    qualities = dict(parsed(accept_encoding))
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0
