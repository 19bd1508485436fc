"""Slips are planted as said, tried as a whole check would judge them, and counted right."""

import pytest
from conftest import ROOT, make_project

from kgtools import places
from kgtools.building import build
from kgtools.fidelity import verify
from kgtools.mutation import mutate
from kgtools.mutation.faults import Edit, Texts
from kgtools.mutation.mutate import KINDS, Mutant, Result
from kgtools.mutation.trial import Find, Trial
from kgtools.problems import Problem, Stop


@pytest.fixture(scope="module")
def texts():
    """The real sources: what is planted there must be possible there."""
    where = places.Places(ROOT)
    files = [path for folder in (where.ontology, where.graph) for path in sorted(folder.rglob("*.ttl")) if "shapes" not in path.parts]
    return Texts({where.relative(path): path.read_text("utf-8") for path in files})


# --- Planting ---


def test_there_are_at_least_twenty_kinds_with_names_of_their_own():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 20


def test_every_kind_has_its_share_and_no_slip_is_planted_twice(texts):
    planned = mutate.plan(texts, 1, 2 * len(KINDS), KINDS)
    assert sorted(mutant.kind for mutant in planned) == sorted(2 * [kind.name for kind in KINDS])
    assert len({mutant.edit for mutant in planned}) == len(planned)


def test_every_slip_changes_its_file(texts):
    for mutant in mutate.plan(texts, 2, len(KINDS), KINDS):
        before = texts.texts[mutant.edit.path]
        after = mutant.edit.apply(before)
        assert after != before, mutant
        assert abs(after.count("\n") - before.count("\n")) <= 60, mutant


def test_the_same_seed_plants_the_same_slips_and_another_others(texts):
    one, again, other = (mutate.plan(texts, seed, 40, KINDS) for seed in (1, 1, 2))
    assert one == again
    assert {mutant.edit for mutant in one} != {mutant.edit for mutant in other}


TEXT = """@prefix si: <https://w3id.org/si-assb/ontology/> .
@prefix kg: <https://w3id.org/si-assb/graph/> .

kg:m a si:Measurement ;
    si:metric si:SpecificDischargeCapacity ;
    si:value 12.0 ;
    si:cycle 1 .

kg:n a si:Measurement ;
    si:metric si:SpecificCapacity ;
    si:value 7.5 ;
    si:hasCondition kg:warm, kg:pressed .

si:SpecificDischargeCapacity a si:PerformanceMetric ;
    si:narrowerThan si:SpecificCapacity .
"""


def planted(kind: str) -> set[str]:
    """All that slips of this kind make of the text, as the lines that are new."""
    small = Texts({"graph/x.ttl": TEXT})
    found = mutate.plan(small, 1, 30, mutate.kinds_called(kind))
    return {line.strip() for mutant in found for line in mutant.edit.apply(TEXT).split("\n") if line not in TEXT.split("\n")}


def test_transposed_digits_and_a_moved_point():
    assert planted("digits transposed") == {"si:value 21.0 ;"}
    assert planted("decimal point moved") == {"si:value 120.0 ;", "si:value 75.0 ;"}


def test_a_line_that_ends_its_record_leaves_the_dot_to_the_line_before():
    assert planted("cycle dropped") == {"si:value 12.0 ."}


def test_a_wider_metric_is_true_and_so_no_slip():
    [slip] = mutate.plan(Texts({"graph/x.ttl": TEXT}), 1, 30, mutate.kinds_called("metric swapped"))
    assert slip.before.strip() == "si:metric si:SpecificCapacity ;"


def test_a_kind_that_has_no_place_plants_nothing():
    assert planted("polarity flipped") == set()


# --- Trying: the mini project has no article, so what is compared with one is left out ---


class WithoutArticle(Trial):
    def verification(self, changed):
        return []


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("trial"))
    return project, WithoutArticle(project.places, None)


TRIALS = [
    ("graph/section-1.ttl", "si:metric si:CapacityRetention ;\n    si:value", "si:metrik si:CapacityRetention ;\n    si:value", "read"),
    ("graph/section-1.ttl", "    si:hedged true ;\n", "", "checks"),
    ("graph/section-1.ttl", "si:value 80.5", 'si:value "80.5"', "shapes"),
    ("graph/section-1.ttl", "si:predicate si:mitigates", "si:predicate si:aggravates", "checks"),
    ("graph/section-1.ttl", "Broken silicon stores less charge.", "Broken silicon stores little charge.", None),
    ("ontology/anodes.ttl", '    rdfs:label "nanometre-sized silicon"@en ;\n', "", "report"),
]


@pytest.mark.parametrize(("path", "old", "new", "stage"), TRIALS)
def test_a_trial_finds_what_a_whole_check_finds(tried, path, old, new, stage):
    project, trial_ = tried
    text = trial_.texts[path]
    assert text.count(old) == 1
    found = trial_.find(path, text.replace(old, new))
    assert (found and found.stage) == stage
    project.replace(path, old, new)
    whole = build.examine(project.places, anew=True).problems
    project.root.joinpath(path).write_text(text, "utf-8")
    if stage == "report":  # a matter of the ontology report, which a check leaves out
        assert found.problem.rule == "label-missing"
    else:
        assert (found.problem in whole) if found else whole == []


def test_a_trial_leaves_no_trace(tried):
    _, trial_ = tried
    path, old, new, _ = TRIALS[3]
    text = trial_.texts[path]
    assert trial_.find(path, text.replace(old, new)) is not None
    assert trial_.find(path, text.replace("charge.", "charge at all.", 1)) is None


def test_unsound_sources_are_not_tried(project):
    project.replace("graph/section-1.ttl", "si:value 80.5", "si:value eighty")
    with pytest.raises(Stop, match="problems already"):
        WithoutArticle(project.places, None)


def test_a_few_slips_in_the_real_sources_are_found_by_two_processes():
    try:
        article = verify.read_article(verify.find_source())
    except Stop:
        pytest.skip("the article's text is not here")
    kinds = [kind for kind in KINDS if kind.name in ("digit wrong", "dot dropped")]
    found = list(mutate.run(places.Places(ROOT), article, 3, 4, kinds, jobs=2))
    assert [(mutant.kind, mutant.found.stage) for mutant in found] == 2 * [("digit wrong", "verify"), ("dot dropped", "read")]


# --- Counting ---


def mutant(kind: str, number: int, found: bool) -> Mutant:
    problem = Problem("graph/x.ttl", number, "rule", "it is wrong", "mend it")
    return Mutant(kind, Edit("graph/x.ttl", number, number + 1, ("    si:value 2 ;",)), "    si:value 1 ;", Find("checks", problem) if found else None)


def result(*shares: tuple[str, int, int]) -> Result:
    """So many found of so many for each kind."""
    return Result([mutant(kind, number, number < found) for kind, found, planted in shares for number in range(planted)])


def test_the_goal_is_97_percent_of_all_and_85_of_each_kind():
    one, two = KINDS[0].name, KINDS[1].name
    assert result((one, 97, 100)).reaches_goal
    assert not result((one, 96, 100)).reaches_goal
    assert not result((one, 1000, 1000), (two, 8, 10)).reaches_goal
    assert result((one, 1000, 1000), (two, 9, 10)).reaches_goal


def test_a_tally_says_how_many_were_found_at_which_stage():
    [tally] = result((KINDS[0].name, 3, 4)).tallies
    assert (tally.planted, tally.found, tally.share, tally.stages) == (4, 3, 0.75, "checks 3")


@pytest.fixture
def planting(project, monkeypatch):
    """The command with the trying left out: so many slips of one kind, so many of them found."""
    def run(found: int, planted: int, *arguments: str):
        monkeypatch.setattr(verify, "find_source", lambda given=None: given)
        monkeypatch.setattr(verify, "read_article", lambda path: None)
        monkeypatch.setattr(mutate, "run", lambda *given: iter(result((KINDS[0].name, found, planted)).mutants))
        return project.run("mutate", *arguments)
    return run


def test_the_command_shows_each_kind_and_what_is_not_planted(planting):
    done = planting(4, 4)
    assert done.exit_code == 0
    assert "unit swapped                        4    4   100%  checks 4" in done.output
    assert "all kinds                           4    4 100.0%" in done.output
    assert all(what in done.output and why in done.output for what, why in mutate.NOT_PLANTED.items())


def test_the_command_ends_with_1_below_the_goal_and_shows_what_escaped_when_asked(planting):
    assert planting(3, 4).exit_code == 1
    assert "si:value" not in planting(3, 4).output
    assert "graph/x.ttl:4: unit swapped: si:value 1 ; -> si:value 2 ;" in planting(3, 4, "--escaped").output


def test_the_command_lists_the_kinds_and_knows_them_by_name(planting):
    assert all(kind.name in planting(1, 1, "-n", "0").output for kind in KINDS)
    unknown = planting(1, 1, "--kind", "unit swaped")
    assert unknown.exit_code == 2 and "did you mean 'unit swapped'" in unknown.output


def test_the_command_without_the_article_could_not_run(project, tmp_path):
    done = project.run("mutate", "--source", str(tmp_path / "nothing.txt"))
    assert done.exit_code == 2 and "the article's text is not at" in done.output
