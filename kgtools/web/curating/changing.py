"""A change to the graph, from SPARQL Update or the Graph Store Protocol: carried out on a copy, as differences of graphs.

In an update the default graph is the union of all, as in a query. What is deleted from it is deleted wherever it stands;
what is added goes to the graph that has the record already, else to the curators' own. Only the graphs of graph/ change:
the ontology is changed in its files, and what is inferred follows.
"""

import re
from collections import defaultdict

import pyoxigraph as ox

from ...names import INFERRED_GRAPH, KG, PREFIXES, RDF_TYPE
from ...problems import Stop
from ...querying.offline import TOKEN
from . import operations
from .edits import CURATED, OURS

DEFAULT = ox.DefaultGraph()
TYPE = ox.NamedNode(RDF_TYPE)
Graphs = dict[str, set[ox.Triple]]
ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DEEPEST = 100
FORMATS = {"text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES, "application/rdf+xml": ox.RdfFormat.RDF_XML,
           "application/ld+json": ox.RdfFormat.JSON_LD}
HIDDEN = re.compile(r"[.]*(?:LOAD|SERVICE):|<[^>]*[^\w/:.-](?:LOAD|SERVICE)[^>]*#", re.IGNORECASE)


def updated(dataset: ox.Store, text: str) -> Graphs:
    """The graphs after an update; the dataset is changed on the way, and settled after each step."""
    refuse_calls(text)
    before = after = graphs(dataset)
    gone: set[ox.Triple] = set()  # deleted from the union, though the inferred graph keeps what follows
    for step in operations.steps(text):
        union = shown(dataset, after, gone)
        carry_out(dataset, step)
        now = default(dataset)
        after, gone = settled(after, graphs(dataset), union, now), gone | (union - now)
    if after == before and (following := gone & before.get(INFERRED_GRAPH, set()) - stated(after)):
        raise Stop(f"{min(following, key=str)} follows from other triples", "delete what it follows from")
    return after


def carry_out(dataset: ox.Store, step: str) -> None:
    try:
        dataset.update(step, prefixes=PREFIXES)
    except SyntaxError as error:
        raise Stop(f"the update is no SPARQL ({error})", "correct it") from error
    except (RuntimeError, OSError, ValueError) as error:
        raise Stop(f"the update cannot be carried out ({error})", "correct it") from error


def shown(dataset: ox.Store, wanted: Graphs, gone: set[ox.Triple]) -> set[ox.Triple]:
    """Let the dataset hold these graphs, and their union as its default graph, which is given back."""
    union = stated(wanted) | wanted.get(INFERRED_GRAPH, set()) - gone
    have = {**{ox.NamedNode(name): triples for name, triples in graphs(dataset).items()}, DEFAULT: default(dataset)}
    want = {**{ox.NamedNode(name): triples for name, triples in wanted.items()}, DEFAULT: union}
    for graph in have.keys() | want.keys():
        there, due = have.get(graph, set()), want.get(graph, set())
        for triple in there - due:
            dataset.remove(ox.Quad(*triple, graph))
        dataset.bulk_extend(ox.Quad(*triple, graph) for triple in due - there)
    return union


def settled(before: Graphs, after: Graphs, old_union: set[ox.Triple], union: set[ox.Triple]) -> Graphs:
    """Changes of the default graph as changes of the graphs that it is the union of; what follows goes when its reasons go."""
    found = defaultdict(set, {name: set(triples) for name, triples in after.items()})
    for triple in old_union - union:
        for name in before:
            if name != INFERRED_GRAPH and triple in before[name]:
                found[name].discard(triple)
    homes = homes_of(before)
    for triple in union - old_union:
        found[homes.get(triple.subject, CURATED)].add(triple)
    return {name: triples for name, triples in found.items() if triples}


def homes_of(some: Graphs) -> dict:
    """For each subject the graph that says what it is."""
    homes: dict = {}
    for name in sorted(name for name in some if name.startswith(OURS)):
        for triple in some[name]:
            if triple.predicate == TYPE:
                homes.setdefault(triple.subject, name)
    return homes


def replaced(dataset: ox.Store, graph: str | None, triples: set[ox.Triple], method: str) -> Graphs:
    """The graphs after PUT, POST or DELETE of one of them."""
    found = defaultdict(set, graphs(dataset))
    if graph is None:
        homes = homes_of(found)
        for triple in triples:
            found[homes.get(triple.subject, CURATED)].add(triple)
    else:
        found[graph] = found[graph] | triples if method == "POST" else triples
    return dict(found)


def graphs(dataset: ox.Store) -> Graphs:
    found: Graphs = {}
    for quad in dataset:
        if isinstance(quad.graph_name, ox.NamedNode):
            found.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return found


def stated(some: Graphs) -> set[ox.Triple]:
    return set().union(*(triples for name, triples in some.items() if name != INFERRED_GRAPH))


def default(dataset: ox.Store) -> set[ox.Triple]:
    return {quad.triple for quad in dataset.quads_for_pattern(None, None, None, DEFAULT)}


def changed(before: Graphs, after: Graphs) -> set[str]:
    """The graphs that differ, all of which have to be such as may be changed."""
    found = {name for name in before.keys() | after.keys() if before.get(name, set()) != after.get(name, set())}
    if forbidden := sorted(name for name in found if not name.startswith(OURS)):
        raise Stop(f"the graph <{forbidden[0]}> is not changed here", f"change graphs whose names begin with <{OURS}>, or name none")
    for name in found:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*", name.removeprefix(OURS)):
            raise Stop(f"<{name}> is no name for a graph", "use small letters, digits, - and /")
    return found


def refuse_calls(text: str) -> None:
    """LOAD and SERVICE reach for the network, also where `1<2)SERVICE#>` looks like an IRI or `SERVICE:x` like a name."""
    for token in TOKEN.finditer(text):
        if (token["word"] or "").upper() in ("LOAD", "SERVICE") or HIDDEN.match(token[0]):
            raise Stop(f"the update has {token[0][:40]}, and nothing is fetched from here", "send the triples themselves")


def parsed(body: bytes, media_type: str) -> set[ox.Triple]:
    """The triples of a body, in a process that may die of it."""
    if media_type not in FORMATS:
        raise Stop(f"{media_type[:60] or 'no type'} is no format for triples", f"send {', '.join(FORMATS)}")
    if media_type == "application/rdf+xml" and ENTITY.search(body):
        raise Stop("the XML declares entities", "write it without <!DOCTYPE")
    if media_type == "application/ld+json" and deepest(body) > DEEPEST:
        raise Stop(f"the JSON is nested more than {DEEPEST} deep", "write it flatter")
    try:
        return {quad.triple for quad in ox.parse(body.removeprefix(b"\xef\xbb\xbf"), FORMATS[media_type], base_iri=KG)}
    except (SyntaxError, ValueError) as error:
        raise Stop(f"the triples cannot be read ({error})", "correct them") from error


def deepest(body: bytes) -> int:
    deep = most = 0
    for sign in re.findall(rb"[][{}]", body):
        deep += 1 if sign in b"[{" else -1
        most = max(most, deep)
    return most
