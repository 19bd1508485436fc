"""The ontology report: every rule has a case that trips it and one that does not, and our own ontology has no finding.

As in test_cases.py, all cases lie in one project, and a line that ends with `#!` is one on which the rule must find
something, once.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, make_project

from kgtools import places
from kgtools.building import audit

CASES = Path(__file__).parent / "report"
RULES = sorted(folder.name for folder in CASES.iterdir())


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("report"))
    for rule in RULES:
        for kind in ("good", "bad"):
            target = project.root / path_of(rule, kind)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(CASES / rule / f"{kind}.ttl", target)
    return audit.run(project.places).findings


def path_of(rule: str, kind: str) -> str:
    return f"ontology/report/{rule}-{kind}.ttl"


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_case_is_found_on_the_marked_lines(rule, findings):
    lines = (CASES / rule / "bad.ttl").read_text("utf-8").splitlines()
    marked = [number for number, line in enumerate(lines, start=1) if line.endswith("#!")]
    found = Counter(f.problem.line for f in findings if f.problem.path == path_of(rule, "bad") and f.problem.rule == rule)
    assert marked
    assert found == Counter(marked)


@pytest.mark.parametrize("rule", RULES)
def test_the_good_case_has_no_such_finding(rule, findings):
    assert [f for f in findings if f.problem.path == path_of(rule, "good") and f.problem.rule == rule] == []


def test_every_rule_has_a_case():
    assert set(RULES) == {path.stem for path in (ROOT / "queries/report").glob("*.rq")}


def test_our_own_ontology_has_neither_error_nor_warning():
    """On the real graph, because what is unused in the mini project is used there."""
    found = audit.run(places.Places(ROOT))
    assert found.findings == []
    assert found.rules >= 28


def test_the_command_says_place_severity_rule_and_what_to_do(project):
    line = project.append("ontology/anodes.ttl", "\nsi:NamelessAnode a owl:Class ;\n    rdfs:subClassOf si:Anode .\n") + 1
    result = project.run("report")
    assert result.exit_code == 1
    assert f"ontology/anodes.ttl:{line}: error [label-missing] si:NamelessAnode has no rdfs:label" in result.output


def test_warnings_alone_are_no_failure(project):
    project.append("ontology/anodes.ttl", """
si:idleProperty a owl:ObjectProperty ;
    rdfs:label "idle property"@en ;
    skos:definition "Relates nothing to nothing."@en ;
    rdfs:domain si:Anode ;
    rdfs:range si:Anode .
""")
    result = project.run("report")
    assert "warning [unused-property] nothing has si:idleProperty" in result.output
    assert result.exit_code == 0


def test_a_rule_without_severity_is_no_green_rule(project):
    project.replace("queries/report/label-missing.rq", "#+ severity: error\n", "")
    result = project.run("report")
    assert (result.exit_code, "label-missing.rq:1: [query-header] the severity is not given" in result.output) == (1, True)


def test_sources_that_cannot_be_read_are_reported_instead(project):
    project.append("ontology/anodes.ttl", "\nsi:Broken a owl:Class\n")
    result = project.run("report")
    assert (result.exit_code, "[syntax]" in result.output) == (1, True)
