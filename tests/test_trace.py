"""The trace on the whole graph, against what sections 3.3, 4.2 and Table 1 say; worked out from the article by hand."""

import csv
import io
import json

import golden
import pytest

from kgtools.commands import render
from kgtools.problems import Stop
from kgtools.tracing import as_text, trace
from kgtools.tracing.evidence import Evidence


@pytest.fixture(scope="module")
def evidence():
    return Evidence(golden.graph(), golden.questions())


@pytest.fixture(scope="module")
def short_circuit(evidence):
    return trace.trace(evidence, trace.find(evidence, "short circuit"))


@pytest.fixture(scope="module")
def fading(evidence):
    return trace.trace(evidence, trace.find(evidence, "capacity fading"))


def labels(parts):
    return {part.strategy.label for part in parts}


def claims_of(parts, strategy):
    return [claim for part in parts if part.strategy.label == strategy for claim in part.claims]


def results_of(parts, strategy):
    """Metric, printed figure, cycle and conditions of every measurement behind a strategy, comparisons opened."""
    found = set()
    for claim in claims_of(parts, strategy):
        for result in claim.results:
            for one in (result, result.measured, result.controlled):
                if one and one.printed:
                    found.add((one.metric, one.printed, one.cycle, tuple(sorted(one.conditions))))
    return found


def numbers(claims):
    return {source.number for claim in claims for source in claim.sources}


@pytest.mark.parametrize("words", ["short circuit", "Short-Circuit", "ISC", "internal short circuit", "kg:short-circuit", "short-circuit"])
def test_a_mechanism_is_found_by_id_label_or_synonym(evidence, words):
    assert trace.find(evidence, words).label == "short circuit"


def test_a_close_name_is_suggested(evidence):
    with pytest.raises(Stop, match="did you mean short circuit"):
        trace.find(evidence, "shrt circuit")


def test_a_strategy_is_no_mechanism_and_the_message_says_what_it_is(evidence):
    with pytest.raises(Stop, match="is a strategy, not a failure mechanism"):
        trace.find(evidence, "nano-sizing")


def test_short_circuits_come_from_dendrites_and_chemo_mechanical_failure(short_circuit):
    """§3.3: dendrites and chemo-mechanical failure [94]; §1: dendrites of lithium metal, propagation under pressure [17]."""
    causes = {short_circuit.names[step.cause].label for step, _ in short_circuit.causes}
    assert {"lithium dendrite growth", "chemo-mechanical failure", "lithium propagation through the solid electrolyte"} <= causes


def test_li3ps4_in_the_alloy_stands_against_short_circuits_with_355_cycles(short_circuit):
    """§3.3, paragraph 2, reference 93 by Kim et al., whom the text calls Lim's group."""
    claims = claims_of(short_circuit.direct, "addition of Li3PS4 to lithium–silicon alloy")
    assert numbers(claims) == {93}
    assert results_of(short_circuit.direct, "addition of Li3PS4 to lithium–silicon alloy") == {("cycle life", "355 cycles", None, ())}
    assert {(place.section, place.paragraph) for claim in claims for place in claim.places} == {("3.3", 2)}


def test_li21si5_stands_against_short_circuits_as_an_aim_only(short_circuit):
    """§3.3: the anode was made to avoid them; a wrong answer would call it shown."""
    claims = claims_of(short_circuit.direct, "buffering with Li21Si5")
    assert numbers(claims) == {70}
    assert all(claim.hedged for claim in claims)


def test_three_strategies_are_said_of_short_circuits_and_one_without_reserve(short_circuit):
    """§3.3: Li3PS4 against them, Li21Si5 to avoid them; §2.2.2: none was seen with columns. Hard carbon acts on dendrites."""
    assert labels(short_circuit.direct) == {"addition of Li3PS4 to lithium–silicon alloy", "buffering with Li21Si5", "columnar structuring"}
    assert numbers(claim for part in short_circuit.direct for claim in part.claims if not claim.hedged) == {93}


def test_hard_carbon_acts_upstream_through_dendrites(short_circuit):
    parts = [part for part in short_circuit.upstream if part.strategy.label == "hard carbon stabilization"]
    assert [as_text.path_text(part.path, short_circuit.names) for part in parts] == ["lithium dendrite growth → short circuit"]
    assert 69 in numbers(parts[0].claims)


def test_that_alloying_alone_does_not_end_short_circuits_is_told(short_circuit):
    """§3.3: the Li-Si alloy without hard carbon still shorts [69]; a trace without it would recommend alloying."""
    assert 69 in numbers(short_circuit.denied)
    assert "lithium–silicon alloying" not in labels(short_circuit.direct)


def test_hard_carbon_against_fading_carries_its_three_long_tests(fading):
    """§3.3 and Table 1, row 9: 80 % after 1033 cycles, 61.5 % after 5000 (1 C, 55 °C), 80 % after 15,000 at 30 °C."""
    found = {(printed.rstrip("."), cycle) for metric, printed, cycle, _ in results_of(fading.direct, "hard carbon stabilization")
             if metric == "capacity retention"}
    assert {("80%", 1033), ("61.5%", 5000), ("80%", 15000)} <= found
    conditions = {condition for *_, conditions in results_of(fading.direct, "hard carbon stabilization") for condition in conditions}
    assert {("temperature", "30 °C"), ("temperature", "55 °C"), ("C-rate", "1 C")} <= conditions


def test_high_pressure_slows_fading_with_the_numbers_of_each_pressure(fading):
    """§4.2, reference 107: 76.1 % after eight cycles at 3 MPa, 87.3 % at 150 MPa and 99 % at 230 MPa after 20 cycles."""
    found = results_of(fading.direct, "high external pressure")
    by_pressure = {printed: (cycle, dict(conditions)["stack pressure"]) for metric, printed, cycle, conditions in found
                   if metric == "capacity retention" and "stack pressure" in dict(conditions)}
    assert by_pressure["76.1%"] == (8, "3 MPa")
    assert by_pressure["87.3%"] == (20, "150 MPa")
    assert by_pressure["99%"] == (20, "230 MPa")


def test_the_price_of_high_pressure_stands_beside_it(fading):
    """§4.2: half the capacity at 230 MPa, lithiation held back."""
    part = next(part for part in fading.direct if part.strategy.label == "high external pressure")
    worse = {fading.names[claim.object].label for claim in part.adverse}
    assert {"incomplete lithiation", "specific capacity"} <= worse
    assert "perpendicular cracking" not in worse, "those cracks relieve stress here"


def test_the_chain_from_loading_to_fading_is_walked_link_by_link(evidence, fading):
    """§4.2, reference 109: loading, gradients, uneven stress, cracking, fading; pressure acts on the unevenness."""
    paths = {as_text.path_text(part.path, fading.names) for part in fading.upstream}
    assert any(path.startswith("uneven stress distribution → cracking") for path in paths)
    gradient = trace.find(evidence, "hydrostatic stress gradient")
    assert "silicon loading" in {evidence.names[step.cause].label for step, _ in trace.trace(evidence, gradient).causes}


def test_strategies_upstream_are_those_that_the_ontology_infers(evidence, fading):
    """The paths drawn and si:counteracts are computed apart and agree."""
    rows = golden.graph().rows("SELECT DISTINCT ?s WHERE { ?s si:counteracts kg:capacity-fading }")
    assert {part.strategy.iri for part in fading.upstream} == {row[0].value for row in rows}


def test_depth_keeps_only_near_causes(evidence, fading):
    near = trace.trace(evidence, fading.mechanism, depth=1)
    assert 0 < len(near.upstream) < len(fading.upstream)
    assert {len(part.path.steps) for part in near.upstream} == {1}


def test_every_claim_shown_names_a_publication_and_a_place(fading):
    claims = [claim for part in fading.parts for claim in part.claims]
    assert len(claims) > 50
    assert all(claim.sources and claim.places and claim.statement and claim.evidence_types for claim in claims)


def test_json_csv_and_markdown_tell_the_same_claims(short_circuit):
    data = json.loads(render.trace(short_circuit, "json", width=100))
    table = list(csv.DictReader(io.StringIO(render.trace(short_circuit, "csv", width=100))))
    text = render.trace(short_circuit, "markdown", width=100)
    wanted = {claim.statement for part in short_circuit.direct for claim in part.claims}
    assert {claim["statement"] for part in data["direct"] for claim in part["claims"]} == wanted
    assert {row["statement"] for row in table if row["effect"] == "direct"} == wanted
    assert all(statement in text for statement in wanted)


def test_text_stays_within_the_width_of_the_terminal(fading):
    lines = render.trace(fading, "text", width=100).splitlines()
    assert len(lines) > 100
    plain = [line for line in lines if "\x1b" not in line]
    assert max(map(len, plain)) <= 100
