"""The query library as data: every question is an `sh:SPARQLExecutable` that the dataset itself can be asked for.

In the manner of the SIB's example queries: title as rdfs:label, question as rdfs:comment, other words for it as
schema:alternateName, tags as schema:keywords, the text as sh:select, the endpoint to put it to as schema:target, the prefixes declared once. Generated; the `.rq` files are the
source. A server names its own address as the endpoint; in a file that lies somewhere the project's permanent one stands.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from ..names import PREFIXES, RDF_TYPE, XSD
from .library import Query

QUERIES = "https://w3id.org/si-assb/queries/"
GRAPH = ox.NamedNode(QUERIES.rstrip("/"))
DECLARATIONS = ox.NamedNode(QUERIES + "prefixes")
ENDPOINT = "https://w3id.org/si-assb/sparql"
SH, SCHEMA, RDFS = PREFIXES["sh"], "https://schema.org/", PREFIXES["rdfs"]
FORMS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct"}


def quads(queries: Iterable[Query], endpoint: str = ENDPOINT) -> Iterable[ox.Quad]:
    """All questions and the prefixes they share, in a named graph of their own."""
    for triple in (*prefixes(), *(triple for query in queries for triple in executable(query, endpoint))):
        yield ox.Quad(*triple, GRAPH)


def prefixes() -> Iterable[ox.Triple]:
    for prefix, iri in PREFIXES.items():
        one = ox.NamedNode(f"{QUERIES}prefix-{prefix}")
        yield ox.Triple(DECLARATIONS, node(SH, "declare"), one)
        yield ox.Triple(one, node(SH, "prefix"), ox.Literal(prefix))
        yield ox.Triple(one, node(SH, "namespace"), ox.Literal(iri, datatype=ox.NamedNode(XSD + "anyURI")))


def executable(query: Query, endpoint: str = ENDPOINT) -> Iterable[ox.Triple]:
    this, form = ox.NamedNode(QUERIES + query.name), form_of(query.text)
    yield ox.Triple(this, ox.NamedNode(RDF_TYPE), node(SH, "SPARQLExecutable"))
    yield ox.Triple(this, ox.NamedNode(RDF_TYPE), node(SH, f"SPARQL{FORMS[form]}Executable"))
    yield ox.Triple(this, node(SH, form.lower()), ox.Literal(query.text))
    yield ox.Triple(this, node(SH, "prefixes"), DECLARATIONS)
    yield ox.Triple(this, node(SCHEMA, "target"), ox.NamedNode(endpoint))
    yield ox.Triple(this, node(RDFS, "label"), ox.Literal(query.title, language="en"))
    yield ox.Triple(this, node(RDFS, "comment"), ox.Literal(query.question, language="en"))
    for words in query.asked_as:
        yield ox.Triple(this, node(SCHEMA, "alternateName"), ox.Literal(words, language="en"))
    for tag in query.tags:
        yield ox.Triple(this, node(SCHEMA, "keywords"), ox.Literal(tag))


def form_of(text: str) -> str:
    """SELECT, ASK or CONSTRUCT: the first of these words at the start of a line."""
    return next((word for line in text.splitlines() for word in line.split()[:1] if word in FORMS), "SELECT")


def node(base: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(base + name)
