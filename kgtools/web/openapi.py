"""The server's addresses in OpenAPI 3.1, for people, for code generators and for fuzzers."""

from .. import __version__
from ..querying.library import Parameter, Query
from . import formats

TYPES = {"iri": "string", "label": "string", "string": "string", "integer": "integer", "decimal": "number"}
SOLUTIONS = [media_type.partition(";")[0] for media_type in formats.SOLUTIONS.values()]
GRAPHS = [media_type.partition(";")[0] for media_type in formats.GRAPHS.values()]
PROBLEMS = {400: "The request or the query is wrong.", 406: "No format that the client takes.", 413: "The request or the answer is too large.",
            503: "Too much to do at once, or too much memory for one query.", 504: "The query takes too long."}
EXAMPLE = "SELECT ?mechanism ?label WHERE { ?mechanism a si:FailureMechanism ; skos:prefLabel ?label } LIMIT 10"


def document(queries: list[Query], public_url: str) -> dict:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Silicon anodes for all-solid-state batteries", "version": __version__, "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
                 "description": "SPARQL 1.1 Protocol, and named questions with parameters, on one knowledge graph."},
        "servers": [{"url": public_url}],
        "paths": {"/sparql": sparql(), "/queries": listing(), "/.well-known/void": void(), "/health": health(),
                  **{f"/queries/{query.name}": named(query) for query in queries}},
    }


def sparql() -> dict:
    query = parameter("query", "A SPARQL 1.1 query; the prefixes of the graph need not be declared.", example=EXAMPLE)
    datasets = [parameter(name, "A graph of this dataset; may be repeated.", many=True) for name in ("default-graph-uri", "named-graph-uri")]
    body = {"application/sparql-query": {"schema": {"type": "string", "minLength": 1}, "example": EXAMPLE},
            "application/x-www-form-urlencoded": {"schema": {"type": "object", "required": ["query"], "properties": {
                "query": {"type": "string", "minLength": 1, "example": EXAMPLE}, "default-graph-uri": {"type": "array", "items": {"type": "string"}},
                "named-graph-uri": {"type": "array", "items": {"type": "string"}}}}}}
    both = answers("The answer; without a query the description of the service.", [*SOLUTIONS, *GRAPHS])
    return {"get": {"operationId": "query", "summary": "Ask a query, or what the service is.", "parameters": [query, *datasets, form()], "responses": both},
            "post": {"operationId": "post-query", "summary": "Ask a query.", "parameters": datasets, "requestBody": {"required": True, "content": body},
                     "responses": {**both, **problem(403, "An update."), **problem(408, "The request took too long."),
                                   **problem(415, "A body of another kind.")}}}


def named(query: Query) -> dict:
    about = {"operationId": query.name, "summary": query.title, "description": query.question, "tags": list(query.tags)}
    kinds = GRAPHS if "CONSTRUCT" in query.text else SOLUTIONS
    return {"get": {**about, "parameters": [*map(of_query, query.parameters.values()), form()], "responses": answers("The answer.", kinds)}}


def of_query(one: Parameter) -> dict:
    what = "class at or below" if one.type == "class" else "record of"
    words = one.help or (f"The id or a label of a {what} {one.values_from}." if one.values_from else "")
    found = parameter(one.name, words)
    found["schema"] = {"type": TYPES.get(one.type, "string"), **({"default": one.default} if one.default else {})}
    return found


def listing() -> dict:
    return {"get": {"operationId": "list-queries", "summary": "All named questions.", "responses": {"200": {
        "description": "Names, titles, questions and parameters.", "content": {"application/json": {"schema": {
            "type": "object", "required": ["queries"], "properties": {"queries": {"type": "array", "items": {"type": "object"}}}}}}}}}}


def void() -> dict:
    return {"get": {"operationId": "void", "summary": "The dataset described in VoID and DCAT.", "responses": answers("The description.", GRAPHS)}}


def health() -> dict:
    return {"get": {"operationId": "health", "summary": "Whether the server can answer.", "responses": {
        "200": {"description": "It can.", "content": {"application/json": {"schema": {"type": "object"}}}}, **problem(503, "It cannot.")}}}


def answers(words: str, kinds: list[str]) -> dict:
    content = {kind: {"schema": {}} for kind in kinds}
    return {"200": {"description": words, "content": content}, **{key: value for status, text in PROBLEMS.items() for key, value in problem(status, text).items()}}


def problem(status: int, words: str) -> dict:
    return {str(status): {"description": words, "content": {"text/plain": {"schema": {"type": "string"}}}}}


def parameter(name: str, words: str, example: str | None = None, many: bool = False) -> dict:
    schema: dict = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "description": words, "schema": schema, **({"example": example} if example else {})}


def form() -> dict:
    return {"name": "format", "in": "query", "description": "The format by name, in place of Accept.",
            "schema": {"type": "string", "enum": ["json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld"]}}
