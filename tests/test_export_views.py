"""Views: the right nodes and edges, what stands behind them, and what can be asked of them."""

import golden
import networkx as nx
import pytest
from conftest import ROOT
from exports import EDGES, NODES, VIEWS, awkward, awkward_store, made_view, view

from kgtools.building import publication
from kgtools.export import looks, views
from kgtools.export.network import Selection, network, to_networkx
from kgtools.problems import Stop
from kgtools.querying import library, store
from kgtools.querying.terms import name

CITES = "PREFIX si: <https://w3id.org/si-assb/ontology/>\nSELECT ?source ?kind ?target WHERE { BIND ('cites' AS ?kind) ?source si:leadsTo ?target }"


def answered(query, *columns: str) -> set:
    rows = views.rows(golden.graph(), query)
    return {tuple(row.get(column) and name(row[column]) for column in columns) for row in rows}


def test_the_six_views_are_there():
    assert [found.name for found in views.all_views(golden.questions())] == VIEWS


@pytest.mark.parametrize("named", VIEWS)
def test_every_view_has_the_nodes_and_edges_of_its_queries(named):
    queries = views.find(golden.questions(), named)
    graph, with_inferred = view(named), view(named, inferred=True)
    nodes = {node for node, in answered(queries.nodes, "node")}
    edges = {edge for edge in answered(queries.edges, "source", "target", "kind", "inferred") if edge[0] in nodes and edge[1] in nodes}
    assert len(nodes) > 80 and set(graph) == set(with_inferred) == nodes
    assert set(graph.edges(keys=True)) == {edge[:3] for edge in edges if edge[3] != "true"}
    assert set(with_inferred.edges(keys=True)) == {edge[:3] for edge in edges}
    assert not any(data["inferred"] for *_, data in graph.edges(data=True))


def test_the_causal_view_is_what_claims_say():
    """Asked another way: every claim of these two relations that is not denied, and every mechanism and driver."""
    said = {(name(s), name(o), name(p)) for s, p, o in golden.graph().rows("""
        SELECT ?s ?p ?o WHERE { ?c a si:Claim ; si:subject ?s ; si:predicate ?p ; si:object ?o .
          FILTER (?p IN (si:leadsTo, si:relieves)) MINUS { ?c si:denied true } }""")}
    things = {name(x) for x, in golden.graph().rows("SELECT ?x WHERE { { ?x a si:FailureMechanism } UNION { ?x a si:Driver } }")}
    assert (set(view("causal")), set(view("causal").edges(keys=True))) == (things, said)


def test_inferred_edges_of_the_causal_view_are_the_closure_without_what_claims_say():
    closure = {(name(s), name(o), name(p)) for s, p, o in golden.graph().rows("""
        SELECT ?s ?p ?o WHERE { VALUES ?p { si:contributesTo si:inhibits } ?s ?p ?o }""")}
    stated = set(view("causal").edges(keys=True))
    direct = {(s, o, {"si:leadsTo": "si:contributesTo", "si:relieves": "si:inhibits"}[p]) for s, o, p in stated}
    assert set(view("causal", inferred=True).edges(keys=True)) - stated == closure - direct
    assert all(data["inferred"] for *_, data in view("causal", inferred=True).edges(data=True)
               if data["kind"] in ("si:contributesTo", "si:inhibits"))


def test_evidence_leads_from_mechanism_over_strategy_and_claim_to_publication():
    graph = view("evidence")
    claim = next(node for node, data in graph.nodes(data=True) if data["kind"] == "si:Claim")
    strategy, = (node for node, _, key in graph.in_edges(claim, keys=True) if key == "subject of")
    mechanism, = (node for node, _, key in graph.in_edges(claim, keys=True) if key == "object of")
    assert {key for _, _, key in graph.out_edges(claim, keys=True)} == {"si:reportedIn"}
    assert graph.number_of_edges(mechanism, strategy) >= 1
    assert nx.has_path(graph, mechanism, next(iter(graph.successors(claim))))


def test_weight_and_attributes_of_an_edge_come_from_its_claims(built):
    graph = network(store.load(built.places), library.read(built.places), views.find(library.read(built.places), "mitigation"))
    data = graph.edges["kg:soot-coating", "kg:swelling", "si:mitigates"]
    assert data == {
        "id": "kg:soot-coating si:mitigates kg:swelling", "label": "mitigates", "kind": "si:mitigates", "effect": "benefit",
        "weight": 1, "inferred": False, "claims": 1, "publications": 1, "best_evidence": "full-cell test", "first_year": 2020,
        "last_year": 2020, "sections": "1", "statements": "A skin of soot holds silicon together as it swells.", "hedged": False,
        "color": looks.GREEN}
    harm = graph.edges["kg:squeezing", "kg:cracking", "si:aggravates"]
    assert (harm["effect"], harm["color"], harm["hedged"]) == ("harm", looks.VERMILLION, True)


def test_attributes_of_a_node_come_from_all_records_about_it(built):
    graph = network(store.load(built.places), library.read(built.places), views.find(library.read(built.places), "causal"))
    data = graph.nodes["kg:swelling"]
    # Claims: it leads to cracking, soot mitigates it, and (denied) large grains lead to it.
    assert {key: data[key] for key in ("class", "claims", "results", "publications", "best_evidence", "first_year", "last_year")} == {
        "class": "failure mechanism", "claims": 3, "results": 0, "publications": 2, "best_evidence": "full-cell test",
        "first_year": 2020, "last_year": 2024}
    assert data["color"] == looks.ORANGE and data["size"] == looks.size(3) > looks.size(1)


def test_the_weight_of_every_causal_edge_is_its_number_of_claims():
    counts = {(name(s), name(o), name(p)): int(n.value) for s, p, o, n in golden.graph().rows("""
        SELECT ?s ?p ?o (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c si:subject ?s ; si:predicate ?p ; si:object ?o .
          FILTER (?p IN (si:leadsTo, si:relieves)) MINUS { ?c si:denied true } } GROUP BY ?s ?p ?o""")}
    assert {edge: data["weight"] for *edge, data in ((s, o, k, d) for s, o, k, d in view("causal").edges(keys=True, data=True))
            for edge in [tuple(edge)]} == counts


def test_what_a_person_filters_by_is_there():
    for node, data in view("causal").nodes(data=True):
        assert {"class", "classes", "claims", "results", "publications", "full_label"} <= set(data), node
        assert data["kind"] != "si:FailureMechanism" or data["level"]
    assert all(data["best_evidence"] and data["sections"] and data["first_year"] <= data["last_year"]
               for _, data in view("causal").nodes(data=True) if data["claims"])


def test_nothing_is_none_anywhere():
    for named in VIEWS:
        graph = view(named)
        for data in (*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
            assert all(isinstance(value, (str, int, float, bool)) for value in data.values())


def test_the_kinds_of_a_view_have_colours_of_their_own_and_edges_other_ones():
    for named in ("causal", "mitigation", "evidence"):
        graph = view(named)
        colors = {data["kind"]: data["color"] for _, data in graph.nodes(data=True)}
        assert len(set(colors.values())) == len(colors)
        assert not {data["color"] for *_, data in graph.edges(data=True) if data["effect"] != "other"} & set(colors.values())


def test_around_a_node_to_a_depth():
    whole, near = view("causal"), view("causal", around="Short circuits", depth=1)
    beside = set(whole.successors("kg:short-circuit")) | set(whole.predecessors("kg:short-circuit"))
    assert set(near) == beside | {"kg:short-circuit"} and len(beside) > 1
    assert set(view("causal", around="kg:short-circuit", depth=0)) == {"kg:short-circuit"}
    assert set(near) < set(view("causal", around="short circuit", depth=2))


def test_only_some_kinds():
    assert {data["kind"] for _, data in view("causal", kinds=("driver",)).nodes(data=True)} == {"si:Driver"}
    composites = view("materials", kinds=("SiliconCarbonComposite",))
    assert len(composites) > 5 and all("silicon-carbon composite" in data["classes"] for _, data in composites.nodes(data=True))


def test_literals_as_attributes_or_as_nodes():
    assert view("causal").nodes["kg:short-circuit"]["definition"]
    graph = view("causal", literals="nodes")
    definitions = [(target, data) for _, target, data in graph.out_edges("kg:short-circuit", data=True) if data["kind"] == "skos:definition"]
    (target, data), = definitions
    assert graph.nodes[target]["full_label"] == view("causal").nodes["kg:short-circuit"]["definition"]
    assert data["label"] == "definition" and graph.nodes[target]["kind"] == "literal"
    assert "definition" not in graph.nodes["kg:short-circuit"] and len(graph) > len(view("causal"))


def test_labels_are_short_and_the_full_one_is_an_attribute():
    data = awkward().nodes["kg:long"]
    assert data["label"].endswith("…") and len(data["label"]) <= looks.LONGEST_LABEL and data["full_label"].endswith("words")
    assert awkward().nodes["kg:unlabelled"]["label"] == "unlabelled"
    assert awkward().nodes["kg:lines"]["label"] == "two lines and a tab"


def test_columns_that_a_format_needs_for_itself_get_an_underscore():
    assert awkward().nodes["kg:angle"]["size_"] == 3 and awkward().nodes["kg:angle"]["size"] == looks.SMALLEST


def test_the_view_is_a_networkx_graph(built, monkeypatch):
    monkeypatch.setenv("KGTOOLS_HOME", str(built.root))
    graph = to_networkx("causal", positions=True)
    assert isinstance(graph, nx.MultiDiGraph) and graph.number_of_edges() == 2
    assert nx.betweenness_centrality(nx.DiGraph(graph))["kg:cracking"] > 0 == nx.betweenness_centrality(nx.DiGraph(graph))["kg:swelling"]
    assert nx.pagerank(graph)["kg:capacity-loss"] > nx.pagerank(graph)["kg:swelling"]  # needs numpy and scipy: the extra `measures`
    assert nx.shortest_path(graph, "kg:swelling", "kg:capacity-loss") == ["kg:swelling", "kg:cracking", "kg:capacity-loss"]
    assert {"x", "y"} <= set(graph.nodes["kg:swelling"])


def test_it_is_offered_by_the_package(built, monkeypatch):
    import kgtools

    monkeypatch.setenv("KGTOOLS_HOME", str(built.root))
    assert publication.is_current(built.places) and len(kgtools.to_networkx("causal", around="cracking")) == 3


# --- Bad input ---

@pytest.mark.parametrize("wanted, words", [
    ({"around": "short circiut"}, "did you mean short circuit"),
    ({"around": "Li6PS5Cl"}, "no node in the view causal"),
    ({"kinds": ("failure mechansm",)}, "did you mean failure mechanism"),
])
def test_an_unknown_node_or_kind_is_met_with_the_nearest(wanted, words):
    with pytest.raises(Stop, match=words):
        network(golden.graph(), golden.questions(), views.find(golden.questions(), "causal"), Selection(**wanted))


def test_an_unknown_view_is_met_with_the_nearest():
    with pytest.raises(Stop, match="did you mean mitigation"):
        views.find(golden.questions(), "mitigations")


@pytest.mark.parametrize("nodes, edges, words", [
    (NODES.replace("?kind ?size", "?size").replace("SELECT", "SELECT DISTINCT"), EDGES, r"made-nodes.rq does not select \?kind,"),
    ("SELECT ?x WHERE { ?x ?y ?z }", EDGES, r"does not select \?node, \?label, \?kind, the nodes of a view need"),
    (NODES, "SELECT ?source ?target WHERE { ?source si:leadsTo ?target }", r"made-edges.rq does not select \?kind"),
    (NODES, "SELECT ?source WHERE {", "made-edges.rq: "),
    ("ASK { ?s ?p ?o }", EDGES, r"does not select \?node"),
])
def test_a_query_without_the_needed_columns_says_which(nodes, edges, words):
    with pytest.raises(Stop, match=words):
        network(awkward_store(), golden.questions(), made_view(nodes, edges))


def test_half_a_view_is_an_error(project):
    (project.root / "queries/export/mine-nodes.rq").write_text("SELECT ?node ?label ?kind WHERE { ?node a ?kind }")
    with pytest.raises(Stop, match="queries/export/mine-edges.rq, add it"):
        views.all_views(library.read(project.places))


def test_a_view_of_ones_own_needs_only_its_two_files(project):
    folder = project.root / "queries" / "export"
    (folder / "mine-nodes.rq").write_text((folder / "causal-nodes.rq").read_text())
    (folder / "mine-edges.rq").write_text(CITES)
    project.run("build", "--no-hermit")
    graph = network(store.load(project.places), library.read(project.places), views.find(library.read(project.places), "Mine"))
    assert {data["label"] for *_, data in graph.edges(data=True)} == {"cites"} and len(graph) == len(graph.nodes)


def test_the_view_files_say_what_they_ask():
    for query in library.read(golden.WHERE, views.FOLDER).queries:
        assert query.title and query.question and query.columns, query.path
    assert ROOT.joinpath("queries/export").is_dir()
