"""The dataset and the service described as RDF: VoID, DCAT and SPARQL 1.1 Service Description, counted when the server starts.

The descriptions stand in named graphs of their own inside the dataset, so a query finds them like anything else.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from .. import __version__
from ..names import KG, PREFIXES, RDF_TYPE, SI
from ..querying.examples import DECLARATIONS
from ..querying.store import Store

DATASET, DATASET_GRAPH, SERVICE_GRAPH = KG + "dataset", KG + "dataset-description", KG + "service-description"
VOID, DCAT, SD = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/sparql-service-description#"
DCTERMS, FORMATS = PREFIXES["dcterms"], "http://www.w3.org/ns/formats/"
LICENSE, REVIEW = "https://creativecommons.org/licenses/by/4.0/", "https://doi.org/10.3390/coatings14050608"
TITLE = "Silicon anodes for all-solid-state batteries: mechanisms, strategies and evidence"
ABOUT = ("What makes silicon anodes lose capacity in all-solid-state batteries, what helps, and who showed it in which cell, with which "
         "number, under which conditions; curated from one review.")
RESULT_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML",
                  "JSON-LD")
COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "entities": f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{KG}")) }}',
}
BY_CLASS = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class ORDER BY ?class"
BY_PROPERTY = "SELECT ?p (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } GROUP BY ?p ORDER BY ?p"
BY_GRAPH = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
IRI = ox.NamedNode


def quads(store: Store, public_url: str) -> list[ox.Quad]:
    graphs = {DATASET_GRAPH: dataset(store, public_url), SERVICE_GRAPH: service(store, public_url)}
    return [ox.Quad(*triple, IRI(graph)) for graph, triples in graphs.items() for triple in triples]


def dataset(store: Store, public_url: str) -> Iterator[ox.Triple]:
    """VoID and DCAT: what the dataset is, how large it is, which classes and properties it has how often."""
    about = IRI(DATASET)
    yield from told(about, RDF_TYPE, IRI(VOID + "Dataset"), IRI(DCAT + "Dataset"), IRI(SD + "Dataset"))
    yield from told(about, DCTERMS + "title", ox.Literal(TITLE, language="en"))
    yield from told(about, DCTERMS + "description", ox.Literal(ABOUT, language="en"))
    yield from told(about, DCTERMS + "license", IRI(LICENSE))
    yield from told(about, DCTERMS + "source", IRI(REVIEW))
    yield from told(about, DCAT + "version", ox.Literal(__version__))
    yield from told(about, VOID + "uriSpace", ox.Literal(KG))
    yield from told(about, VOID + "vocabulary", *(IRI(PREFIXES[prefix]) for prefix in ("si", "skos", "dcterms", "oa")))
    yield from told(about, VOID + "exampleResource", IRI(KG + "cracking"), IRI(SI + "FailureMechanism"))
    yield from told(about, VOID + "sparqlEndpoint", IRI(public_url + "/sparql"))
    yield from told(about, PREFIXES["sh"] + "declare", *(row[0] for row in store.rows(
        f"SELECT ?one {{ <{DECLARATIONS.value}> sh:declare ?one }} ORDER BY ?one")))
    for name, query in COUNTS.items():
        yield from told(about, VOID + name, next(iter(store.rows(query)))[0])
    yield from partitions(about, store.rows(BY_CLASS), "classPartition", "class", "entities")
    yield from partitions(about, store.rows(BY_PROPERTY), "propertyPartition", "property", "triples")
    yield from distribution(about, public_url)


def partitions(about: ox.NamedNode, rows: Iterable, link: str, what: str, count: str) -> Iterator[ox.Triple]:
    for term, number in rows:
        part = ox.BlankNode()
        yield from told(about, VOID + link, part)
        yield from told(part, VOID + what, term)
        yield from told(part, VOID + count, number)


def distribution(about: ox.NamedNode, public_url: str) -> Iterator[ox.Triple]:
    through, endpoint = ox.BlankNode(), IRI(public_url + "/sparql")
    yield from told(about, DCAT + "distribution", through)
    yield from told(through, RDF_TYPE, IRI(DCAT + "Distribution"))
    yield from told(through, DCAT + "accessURL", endpoint)
    yield from told(through, DCAT + "accessService", endpoint)
    yield from told(endpoint, RDF_TYPE, IRI(DCAT + "DataService"))
    yield from told(endpoint, DCTERMS + "title", ox.Literal(f"SPARQL endpoint: {TITLE}", language="en"))
    yield from told(endpoint, DCAT + "endpointURL", endpoint)
    yield from told(endpoint, DCAT + "endpointDescription", IRI(public_url + "/openapi.json"))
    yield from told(endpoint, DCAT + "servesDataset", about)


def service(store: Store, public_url: str) -> Iterator[ox.Triple]:
    """What the endpoint speaks, and its graphs by name."""
    this, here, default = IRI(public_url + "/sparql"), IRI(DATASET), ox.BlankNode()
    yield from told(this, RDF_TYPE, IRI(SD + "Service"))
    yield from told(this, SD + "endpoint", this)
    yield from told(this, SD + "supportedLanguage", IRI(SD + "SPARQL11Query"))
    yield from told(this, SD + "feature", IRI(SD + "UnionDefaultGraph"))
    yield from told(this, SD + "resultFormat", *(IRI(FORMATS + name) for name in RESULT_FORMATS))
    yield from told(this, SD + "defaultDataset", here)
    yield from told(here, RDF_TYPE, IRI(SD + "Dataset"))
    yield from told(here, SD + "defaultGraph", default)
    yield from told(default, RDF_TYPE, IRI(SD + "Graph"))
    yield from told(default, DCTERMS + "description", ox.Literal("The union of all named graphs.", language="en"))
    yield from told(default, VOID + "triples", next(iter(store.rows(COUNTS["triples"])))[0])
    sizes = [(name, size) for name, size in store.rows(BY_GRAPH) if isinstance(name, ox.NamedNode)]
    for name, size in [*sizes, *((IRI(one), None) for one in (DATASET_GRAPH, SERVICE_GRAPH))]:
        named, graph = ox.BlankNode(), ox.BlankNode()
        yield from told(here, SD + "namedGraph", named)
        yield from told(named, RDF_TYPE, IRI(SD + "NamedGraph"))
        yield from told(named, SD + "name", name)
        if size is not None:
            yield from told(named, SD + "graph", graph)
            yield from told(graph, RDF_TYPE, IRI(SD + "Graph"))
            yield from told(graph, VOID + "triples", size)


def told(subject, predicate: str, *objects) -> Iterator[ox.Triple]:
    for one in objects:
        yield ox.Triple(subject, IRI(predicate), one)
