"""Signed causal paths, on small graphs that one can draw on paper."""

from kgtools.tracing import causes
from kgtools.tracing.evidence import Claim


def claims(*links):
    return [Claim(f"claim-{number}", cause, predicate, effect, "A statement.", False)
            for number, (cause, predicate, effect) in enumerate(links)]


def paths_to(target, *links):
    return causes.upstream(causes.steps(claims(*links)), [target])


def test_a_mechanism_is_its_own_start_without_steps():
    found = paths_to("fading")
    assert list(found) == [("fading", 1)]
    assert found["fading", 1].steps == ()


def test_what_leads_to_a_cause_has_a_positive_path():
    found = paths_to("fading", ("expansion", "leadsTo", "cracking"), ("cracking", "leadsTo", "fading"))
    assert [step.cause for step in found["expansion", 1].steps] == ["expansion", "cracking"]
    assert ("expansion", -1) not in found


def test_a_relieving_step_flips_the_sign_wherever_it_stands_in_the_path():
    found = paths_to("fading", ("upright cracks", "relieves", "stress"), ("stress", "leadsTo", "fading"),
                     ("pressure", "leadsTo", "upright cracks"))
    assert found["upright cracks", -1].sign == -1
    assert [step.predicate for step in found["pressure", -1].steps] == ["leadsTo", "relieves", "leadsTo"]
    assert ("pressure", 1) not in found


def test_no_path_is_drawn_through_two_reliefs():
    found = paths_to("fading", ("a", "relieves", "b"), ("b", "relieves", "fading"))
    assert ("b", -1) in found
    assert ("a", 1) not in found and ("a", -1) not in found


def test_one_factor_can_have_paths_of_both_signs():
    found = paths_to("fading", ("carbon", "leadsTo", "decomposition"), ("decomposition", "leadsTo", "fading"),
                     ("carbon", "relieves", "stress"), ("stress", "leadsTo", "fading"))
    assert {sign for cause, sign in found if cause == "carbon"} == {1, -1}


def test_the_path_shown_is_the_shortest():
    found = paths_to("fading", ("a", "leadsTo", "b"), ("b", "leadsTo", "fading"), ("a", "leadsTo", "fading"))
    assert len(found["a", 1].steps) == 1


def test_a_causal_cycle_ends():
    found = paths_to("fading", ("a", "leadsTo", "b"), ("b", "leadsTo", "a"), ("b", "leadsTo", "fading"))
    assert len(found["a", 1].steps) == 2


def test_several_claims_of_one_step_stay_together():
    steps = causes.steps(claims(("a", "leadsTo", "b"), ("a", "leadsTo", "b"), ("a", "improves", "x")))
    assert len(steps) == 1
    assert steps[0].claims == ("claim-0", "claim-1")
