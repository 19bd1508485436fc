"""The one prefix table, and the names that the code itself has to know.

Queries, tests and documents use the same prefixes; a Turtle file that binds one of them
to another IRI is refused (see vocabulary.py), so `si:leadsTo` means one thing everywhere.
"""

import difflib
import functools
import re
from urllib.parse import quote

SI = "https://w3id.org/si-assb/ontology/"
KG = "https://w3id.org/si-assb/graph/"

PREFIXES = {
    "si": SI,
    "kg": KG,
    "unit": "http://qudt.org/vocab/unit/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "vann": "http://purl.org/vocab/vann/",
    "prov": "http://www.w3.org/ns/prov#",
    "sh": "http://www.w3.org/ns/shacl#",
}

RDF_TYPE = PREFIXES["rdf"] + "type"
XSD = PREFIXES["xsd"]

SOURCE_GRAPH = KG + "source/"
INFERRED_GRAPH = KG + "inferred"

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?\Z")


def source_graph(path: str) -> str:
    """The named graph of one source file: `graph/materials/carbon.ttl` -> `.../source/graph/materials/carbon`."""
    return SOURCE_GRAPH + quote(path.removesuffix(".ttl").lstrip("./"))


def shorten(iri: str) -> str:
    """`https://w3id.org/si-assb/ontology/leadsTo` -> `si:leadsTo`; an IRI that no prefix fits comes back in <>."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and _LOCAL.match(iri[len(base):]):
            return f"{prefix}:{iri[len(base):]}"
    return f"<{iri}>"


@functools.lru_cache(maxsize=10_000)
def expand(name: str) -> str | None:
    """`si:leadsTo`, `<https://...>` or a full IRI -> the IRI; None when it is none of these."""
    name = name.strip()
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return name if re.match(r"(https?|urn):\S+\Z", name) else None


def local_name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def nearest(word: str, candidates, count: int = 1) -> list[str]:
    """The candidates that look most like `word`, ignoring case; best first."""
    by_key: dict[str, str] = {}
    for candidate in candidates:
        by_key.setdefault(candidate.casefold(), candidate)
    found = difflib.get_close_matches(word.casefold(), by_key, n=count, cutoff=0.6)
    return [by_key[key] for key in found]
