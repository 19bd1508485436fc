"""Every check and every shape has a case that trips it and one that does not, and the lines found are asserted.

All cases lie in one project side by side and are examined once: in graph/, or in ontology/ if they declare terms. In a
bad case each line that ends with `#!` is a line on which the rule of the case's folder must find something, once; it
must find nothing elsewhere.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, make_project

CASES = Path(__file__).parent / "cases"
RULES = sorted(folder.name for folder in CASES.iterdir())


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("cases"))
    for rule in RULES:
        for kind in ("good", "bad"):
            target = project.root / path_of(rule, kind)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(CASES / rule / f"{kind}.ttl", target)
    return project.problems()


def path_of(rule: str, kind: str) -> str:
    declares_terms = " a owl:" in (CASES / rule / f"{kind}.ttl").read_text("utf-8")
    return f"{'ontology' if declares_terms else 'graph'}/cases/{rule}-{kind}.ttl"


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_case_is_found_on_the_marked_lines(rule, problems):
    text = (CASES / rule / "bad.ttl").read_text("utf-8")
    marked = [number for number, line in enumerate(text.splitlines(), start=1) if line.endswith("#!")]
    found = Counter(p.line for p in problems if p.path == path_of(rule, "bad") and p.rule == rule)
    assert marked
    assert found == Counter(marked)


@pytest.mark.parametrize("rule", RULES)
def test_the_good_case_has_no_problem_at_all(rule, problems):
    assert [p for p in problems if p.path == path_of(rule, "good")] == []


def test_the_mini_project_itself_has_no_problem(problems):
    assert [p for p in problems if "/cases/" not in p.path] == []


def test_every_check_and_every_shape_has_a_case():
    checks = {path.stem for path in (ROOT / "queries/checks").glob("*.rq")}
    shapes = {
        "shape-" + line.split()[0].removeprefix("si:").removesuffix("Shape").lower()
        for path in (ROOT / "ontology/shapes").glob("*.ttl")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("si:") and " a sh:NodeShape" in line
    }
    assert set(RULES) == checks | shapes
