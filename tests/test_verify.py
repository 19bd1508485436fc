"""What `verify` reports about a small graph of a small article, one planted fault at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from kgtools.article import article
from kgtools.fidelity import coverage
from kgtools.fidelity.report import coverage_report
from kgtools.fidelity.verify import find_source, main, run, verify
from kgtools.problems import Stop
from kgtools.turtle import reader, records

ARTICLE = """Abstract: A word about batteries.

1. Cells

Rex et al. [2] made a cell. It kept >80.5% of 2000 mAh g^{-1} after eight cycles at 75 MPa. \
Its pressure was 5 MPa twice, and 5 MPa it stayed. At C/3 the first capacity was half of that (Figure 1b).

Figure 1. (a) A cell [2]. (b) Rates of 10 and 20 mg cm^{-2} [3].

Table 1. Cells.

Cell	ICE	Refs
Rex cell	72.0	[2]

Funding: none.

References

1. Bo, A. A cat.
2. Rex, D. A dog.
3. Mew, C. Both.
"""

PREFIXES = """@prefix si: <https://w3id.org/si-assb/ontology/> .
@prefix kg: <https://w3id.org/si-assb/graph/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

GOOD = (
    PREFIXES
    + """
kg:bo2000 a si:Publication ;
    si:referenceNumber 1 ;
    si:firstAuthor "Bo, A." .

kg:rex2001 a si:Publication ;
    si:referenceNumber 2 .

kg:mew2002 a si:Publication ;
    si:referenceNumber 3 .

kg:p-kept a si:Passage ;
    si:section "1" ;
    si:paragraph 1 ;
    oa:exact ">80.5% of 2000 mAh g⁻¹" .

kg:p-made a si:Passage ;
    si:section "1" ;
    si:paragraph 1 ;
    oa:exact "made a cell" .

kg:p-half a si:Passage ;
    si:section "1" ;
    si:paragraph 1 ;
    oa:exact "half of that" .

kg:p-rates a si:Passage ;
    si:section "Figure 1" ;
    si:panel "b" ;
    oa:exact "10 and 20 mg cm⁻²" .

kg:p-ice a si:Passage ;
    si:section "Table 1" ;
    si:tableRow 1 ;
    si:tableColumn "ICE" ;
    oa:exact "72.0" .

kg:mention-rex a si:Mention ;
    si:nameUsed "Rex et al." ;
    si:mentions kg:rex2001 ;
    si:statedIn kg:p-made .

kg:retention a si:Measurement ;
    si:metric si:CapacityRetention ;
    si:value 80.5 ;
    si:unit unit:PERCENT ;
    si:relation ">" ;
    si:asPrinted "80.5%" ;
    si:cycle 8 ;
    si:hasCondition kg:pressure ;
    si:reportedIn kg:rex2001 ;
    si:statedIn kg:p-kept .

kg:capacity a si:Measurement ;
    si:metric si:SpecificCapacity ;
    si:value 2000.0 ;
    si:unit unit:MilliA-HR-PER-GM ;
    si:relation "=" ;
    si:asPrinted "2000 mAh g⁻¹" ;
    si:reportedIn kg:rex2001 ;
    si:statedIn kg:p-kept .

kg:pressure a si:StackPressure ;
    si:value 75 ;
    si:unit unit:MegaPA ;
    si:relation "=" ;
    si:asPrinted "75 MPa" ;
    si:statedIn kg:p-kept .

kg:rate a si:CRate ;
    si:value 0.333 ;
    si:unit si:CRateUnit ;
    si:relation "=" ;
    si:asPrinted "C/3" ;
    si:statedIn kg:p-half .

kg:halved a si:Comparison ;
    si:metric si:SpecificCapacity ;
    si:value 0.5 ;
    si:unit unit:UNITLESS ;
    si:relation "=" ;
    si:asPrinted "half" ;
    si:cycle 1 ;
    si:reportedIn kg:mew2002 ;
    si:statedIn kg:p-half .

kg:loading a si:Measurement ;
    si:metric si:ArealLoading ;
    si:minValue 10.0 ;
    si:maxValue 20.0 ;
    si:unit unit:MilliGM-PER-CentiM2 ;
    si:relation "range" ;
    si:asPrinted "10 and 20 mg cm⁻²" ;
    si:reportedIn kg:mew2002 ;
    si:statedIn kg:p-rates .

kg:ice a si:Measurement ;
    si:metric si:InitialCoulombicEfficiency ;
    si:value 72.0 ;
    si:unit unit:PERCENT ;
    si:relation "=" ;
    si:asPrinted "72.0" ;
    si:cycle 1 ;
    si:ofMaterial kg:anode ;
    si:reportedIn kg:rex2001 ;
    si:statedIn kg:p-ice .

kg:anode a si:Anode ;
    si:hasActiveMaterial kg:silicon .
"""
)

EXCLUDED = (
    coverage.Exclusion(
        "graph/x.tsv", 2, "1", "1", "pressure was 5 MPa twice, and 5 MPa", "not the study's own"
    ),
    coverage.Exclusion("graph/x.tsv", 3, "Figure 1", "a", "A cell [2]", "only a picture"),
)


def verified(text=GOOD, exclusions=EXCLUDED, **options):
    graph = records.of([reader.read("graph/case.ttl", text)])
    return verify(article.parse(ARTICLE), graph, exclusions, **options)


def changed(*changes):
    """The good graph with each (old, new) changed, or (record, old, new) changed inside this record."""
    text = GOOD
    for *record, old, new in changes:
        start = text.index(f"\n{record[0]} a ") if record else 0
        end = text.find("\n\n", start) if record else len(text)
        assert text[start:end].count(old) == 1, old
        text = text[:start] + text[start:end].replace(old, new) + text[end:]
    return text


def line_of(text, words):
    """The line of the first of these words, counted from 1."""
    return text[: text.index(words)].count("\n") + 1


def test_a_faithful_graph_has_no_problem_and_nothing_uncovered():
    report = verified()
    assert report.problems == ()
    assert report.uncovered == ()
    assert report.fine


FAULTS = [
    ("passage-words", ('oa:exact "made a cell"', 'oa:exact "made two cells"'), "made two cells", 1),
    ("passage-words", ('oa:exact "made a cell"', 'oa:exact "5 MPa"'), 'exact "5 MPa"', 1),
    ("passage-words", ('oa:exact "made a cell"', 'oa:exact "Made a cell"'), "Made a cell", 1),
    ("passage-place", ('si:panel "b"', 'si:panel "c"'), 'si:section "Figure 1"', 1),
    ("passage-place", ("si:tableRow 1", "si:tableRow 2"), 'si:section "Table 1"', 1),
    ("printed", ('si:asPrinted "75 MPa"', 'si:asPrinted "75 GPa"'), "75 GPa", 1),
    ("printed", ('    si:asPrinted "72.0" ;\n', ""), "si:value 72.0", 1),
    ("value", ("si:value 2000.0", "si:value 200.0"), "si:value 200.0", 1),
    ("value", ("si:value 0.333", "si:value 0.25"), "si:value 0.25", 1),
    ("value", ("si:maxValue 20.0", "si:maxValue 30.0"), "si:maxValue", 1),
    ("unit", ("si:unit si:CRateUnit", "si:unit unit:V"), "si:unit unit:V", 1),
    ("publication", ('si:firstAuthor "Bo, A."', 'si:firstAuthor "Boo, A."'), "Boo, A.", 1),
    ("publication", ("si:referenceNumber 2 .", "si:referenceNumber 4 ."), "si:referenceNumber 4", 1),
    ("relation", ('si:relation ">"', 'si:relation "="'), 'si:relation "=" ;\n    si:asPrinted "80.5%"', 1),
    ("relation", ('si:relation "=" ;\n    si:asPrinted "75 MPa"', 'si:relation ">" ;\n    si:asPrinted "75 MPa"'),
     'si:relation ">" ;\n    si:asPrinted "75 MPa"', 1),
    ("cycle", ("si:cycle 8", "si:cycle 9"), "si:cycle 9", 1),
    ("cycle", ("kg:halved", "    si:cycle 1 ;\n", ""), "si:metric si:SpecificCapacity ;\n    si:value 0.5", 1),
    ("mention", ('si:nameUsed "Rex et al."', 'si:nameUsed "Max et al."'), "Max et al.", 1),
    ("reference", ("si:mentions kg:rex2001", "si:mentions kg:bo2000"), "si:mentions", 1),
    ("reference", ("si:mentions kg:rex2001", "si:mentions kg:silicon"), "si:mentions", 1),
    ("stated", ("si:statedIn kg:p-ice", "si:statedIn kg:p-nowhere"), "kg:p-nowhere", 1),
]


@pytest.mark.parametrize(("rule", "change", "at", "count"), FAULTS)
def test_one_fault_is_one_problem_on_its_own_line(rule, change, at, count):
    text = changed(change)
    found = [problem for problem in verified(text).problems if problem.rule == rule]
    assert len(found) == count
    assert (found[0].path, found[0].line) == ("graph/case.ttl", line_of(text, at))


WORDS_FOR_RELATIONS = [("over", ">", True), ("over", ">=", True), ("over", "=", False), ("around", "~", True), ("around", ">", False),
                       ("at", "=", True), ("at", "~", False), ("nearly", "~", True), ("below", "<", True), ("below", "=", False)]


@pytest.mark.parametrize(("word", "relation", "right"), WORDS_FOR_RELATIONS)
def test_a_word_before_the_number_is_its_relation(word, relation, right):
    paper = article.parse(ARTICLE.replace("cycles at 75 MPa", f"cycles {word} 75 MPa"))
    graph = changed(('si:relation "=" ;\n    si:asPrinted "75 MPa"', f'si:relation "{relation}" ;\n    si:asPrinted "75 MPa"'))
    report = verify(paper, records.of([reader.read("graph/case.ttl", graph)]))
    assert ("relation" not in {problem.rule for problem in report.problems}) == right


def test_words_of_more_than_60_characters_are_too_long():
    words = "kept >80.5% of 2000 mAh g⁻¹ after eight cycles at 75 MPa. Its pressure"
    text = changed(('oa:exact ">80.5% of 2000 mAh g⁻¹"', f'oa:exact "{words}"'))
    (problem,) = verified(text).problems
    assert (problem.rule, problem.line) == ("passage-length", line_of(text, words))


def test_the_problem_names_the_line_of_the_article():
    text = changed(('oa:exact "made a cell"', 'oa:exact "made two cells"'))
    (problem,) = [problem for problem in verified(text).problems if problem.rule == "passage-words"]
    assert "1 paragraph 1 (article line 5)" in problem.message


def test_a_number_is_not_in_place_as_a_part_of_another():
    text = changed(('si:asPrinted "75 MPa"', 'si:asPrinted "5 MPa"'), ("si:value 75", "si:value 5"))
    assert [problem.rule for problem in verified(text).problems if problem.line > 1] == ["printed"]


def test_a_study_that_the_sentence_does_not_cite_gets_no_credit():
    text = changed(("kg:ice", "kg:rex2001", "kg:mew2002"))
    (problem,) = verified(text).problems
    at = "si:reportedIn kg:mew2002 ;\n    si:statedIn kg:p-ice"
    assert (problem.rule, problem.line) == ("reference", line_of(text, at))
    assert "reference 3, but Table 1 1/ICE (article line 12) reports 2" in problem.message


def test_a_thing_credits_a_study_that_is_cited_where_the_thing_is_named():
    credit = "si:reportedIn kg:{} ;\n    si:hasActiveMaterial"
    right = changed(("kg:anode", "si:hasActiveMaterial", credit.format("rex2001")))
    wrong = changed(("kg:anode", "si:hasActiveMaterial", credit.format("mew2002")))
    assert verified(right).problems == ()
    (problem,) = verified(wrong).problems
    assert (problem.rule, problem.line) == ("reference", line_of(wrong, credit.format("mew2002")))


def test_the_review_itself_may_always_be_credited():
    text = changed(("si:mentions kg:rex2001", "si:mentions kg:zhao2024-review"))
    assert verified(text).problems == ()


def test_a_number_without_a_passage_is_a_problem():
    text = changed(("kg:ice", "reportedIn kg:rex2001 ;\n    si:statedIn kg:p-ice", "reportedIn kg:rex2001"))
    report = verified(text)
    assert [(problem.rule, problem.line) for problem in report.problems] == [
        ("stated", line_of(text, 'si:asPrinted "72.0"'))
    ]
    assert [item.unit.place for item in report.uncovered] == ["Table 1 1/ICE", "Table 1 1/Refs"]


def test_an_uncovered_number_is_listed_by_the_line_of_the_article():
    report = verified(changed(("si:cycle 8 ;\n    ", "")))
    (shown,) = map(str, report.uncovered)
    assert shown.startswith('line 5: uncovered number "eight" (cycles) in 1 paragraph 1: It kept >80.5% of')


def test_a_printed_number_counts_only_for_the_record_that_has_its_value():
    text = changed(("si:minValue 10.0 ;\n    si:maxValue 20.0", "si:value 20.0"))
    (item,) = verified(text).uncovered
    assert (item.number.printed, item.line) == ("10", 7)


def test_a_citing_sentence_needs_a_claim_number_or_mention():
    text = changed(("kg:mention-rex a si:Mention", "kg:mention-rex a si:Discrepancy"))
    (item,) = verified(text).uncovered
    assert (item.number, item.line) == (None, 5)
    assert item.unit.text == "Rex et al. [2] made a cell."


def test_what_is_not_excluded_is_uncovered():
    report = verified(exclusions=())
    assert [(item.line, item.number and item.number.printed) for item in report.uncovered] == [
        (5, "5"),
        (5, "5"),
        (7, None),
    ]


@pytest.mark.parametrize(
    ("section", "spot", "words"),
    [("1", "1", "after eight cycles"), ("1", "1", "no such words"), ("1", "1", "5 MPa"), ("7", "1", "5 MPa")],
)
def test_an_exclusion_must_stand_once_and_excuse_something(section, spot, words):
    useless = coverage.Exclusion("graph/x.tsv", 4, section, spot, words, "no reason")
    (problem,) = verified(exclusions=(*EXCLUDED, useless)).problems
    assert (problem.path, problem.line, problem.rule) == ("graph/x.tsv", 4, "exclusion")


def test_the_exclusion_file_says_which_of_its_lines_are_malformed(tmp_path):
    path = tmp_path / "graph" / "coverage-exclusions.tsv"
    path.parent.mkdir()
    path.write_text(
        "# why\nsection\tspot\texact\treason\n1\t1\t5 MPa\tset-up\n1\t1\t5 MPa\n1\t1\t5 MPa\t\n"
        + f"1\t1\t{'5' * 61}\tlong\n",
        "utf-8",
    )
    found, problems = coverage.read_exclusions(path)
    assert [(one.line, one.words, one.reason) for one in found] == [(3, "5 MPa", "set-up")]
    assert [problem.line for problem in problems] == [4, 5, 6]


IMPOSSIBLE = [
    (("kg:capacity", "si:value 2000.0", "si:value 4201.0"), "si:value 4201.0"),
    (("kg:retention", "si:value 80.5", "si:value 100.5"), "si:value 100.5"),
    (("kg:ice", "si:value 72.0", "si:value 108.9"), "si:value 108.9"),
    (("kg:pressure", "si:value 75", "si:value -75"), "si:value -75"),
]


@pytest.mark.parametrize(("change", "at"), IMPOSSIBLE)
def test_what_physics_forbids_is_a_problem(change, at):
    text = changed(change)
    found = [problem for problem in verified(text).problems if problem.rule == "impossible"]
    assert [problem.line for problem in found] == [line_of(text, at)]
    assert "article line" in found[0].message


ALLOY = """
kg:alloy a si:Material ;
    si:hasPrincipalElement si:Lithium, si:Silicon .
"""
CLAIM = """
kg:claim a si:Claim ;
    si:subject kg:anode ;
    si:predicate si:usesStrategy ;
    si:object kg:powder .

kg:powder a si:MitigationStrategy ;
    si:adjusts si:LithiationAspect .
"""


def impossible(text, **options):
    return [problem for problem in verified(text, **options).problems if problem.rule == "impossible"]


def test_a_pre_lithiated_anode_may_give_back_more_than_it_took():
    high, made_of = ("si:value 72.0", "si:value 108.9"), "si:hasActiveMaterial kg:silicon ."
    prepared = (made_of, "si:preparedBy kg:dry-pre-lithiation .")
    alloyed = (made_of, f"si:hasActiveMaterial kg:alloy .\n{ALLOY}")
    claimed = (made_of, f"{made_of}\n{CLAIM}")
    assert [len(impossible(changed(high, how))) for how in (prepared, alloyed, claimed)] == [0, 0, 0]
    assert impossible(changed(high), prelithiated=lambda graph, anode: anode.endswith("anode")) == []


def test_a_retention_above_100_percent_with_a_remark_is_let_pass():
    note = ("si:value 80.5", 'si:value 100.5 ;\n    skos:note "Activation."@en')
    assert impossible(changed(note)) == []


def test_only_the_sections_asked_for_are_verified():
    text = changed(("si:cycle 8", "si:cycle 9"), ('oa:exact "72.0"', 'oa:exact "73.0"'))
    assert {problem.rule for problem in verified(text, sections=["Table 1"]).problems} == {"passage-words"}
    assert {item.unit.section for item in verified(text, exclusions=(), sections=["1"]).uncovered} == {"1"}


OTHER = """
kg:bo2024-review a si:ReviewArticle ;
    si:doi "10.3390/coatings14050608" .

kg:p-elsewhere a si:Passage ;
    si:inSource kg:bo2000 ;
    si:section "7" ;
    oa:exact "words of a text that is not held" .

kg:bo2000-value a si:Measurement ;
    si:value 1.0 ;
    si:asPrinted "1 V" ;
    si:unit unit:V ;
    si:statedIn kg:p-elsewhere .
"""


def test_passages_of_other_sources_are_counted_and_not_compared():
    report = verified(GOOD + OTHER)
    assert report.problems == ()
    assert coverage_report(report)[-1] == "not compared, no text held: 1 passage of other sources"
    assert not any("not compared" in line for line in coverage_report(verified()))


def test_a_run_that_verified_nothing_is_a_problem():
    report = verified(PREFIXES, exclusions=())
    assert [problem.rule for problem in report.problems] == ["nothing-verified"] * 2
    assert [problem.message for problem in report.problems] == [
        "no measurement was verified",
        "no passage was verified",
    ]


def test_the_coverage_report_counts_by_section_and_kind():
    header, *lines, total = coverage_report(verified())
    assert header.split()[:6] == ["section", "passages", "numbers", "citing", "claims", "measurements"]
    assert [line.split()[0] for line in lines] == ["1", "Figure", "Table"]
    assert total.split() == ["all", "5/5", "9+2/11", "3+1/4", "0", "4", "1", "2", "1", "0"]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "case.ttl").write_text(GOOD, "utf-8")
    rows = ["\t".join((one.section, one.spot, one.words, one.reason)) for one in EXCLUDED]
    (tmp_path / "graph" / "coverage-exclusions.tsv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def arguments(project, *more):
    return ["--graph", str(project / "graph"), "--source", str(project / "article.txt"), *more]


def test_the_command_ends_with_0_when_all_is_well(project, capsys):
    assert main(arguments(project)) == 0
    assert capsys.readouterr().out.endswith("0 problems, 0 uncovered\n")


def test_the_command_ends_with_1_and_shows_the_problem(project, capsys):
    (project / "graph" / "case.ttl").write_text(changed(("si:cycle 8", "si:cycle 9")), "utf-8")
    assert main(arguments(project)) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(
        f"graph/case.ttl:{line_of(GOOD, 'si:cycle 8')}: [cycle] cycle 9 does not stand in 1 paragraph 1"
    )


@pytest.mark.parametrize("more", [["--section", "9.9"], ["--graph", "nowhere"], ["--source", "nowhere.txt"]])
def test_the_command_ends_with_2_when_it_could_not_run(project, more, capsys):
    assert main(arguments(project, *more)) == 2
    assert capsys.readouterr().err.strip()


def test_without_the_article_the_command_says_where_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("KGTOOLS_SOURCE", str(tmp_path))
    with pytest.raises(Stop, match="https://doi.org/10.3390/coatings14050608") as stop:
        find_source()
    assert stop.value.exit_code == 2


@pytest.mark.parametrize(
    "data", [b"\xff\xfe nonsense", b"A text that is no article.", ARTICLE.replace("\t72.0", "").encode()]
)
def test_a_file_that_is_not_the_article_stops_the_run(project, data):
    (project / "article.txt").write_bytes(data)
    with pytest.raises(Stop, match="article's text"):
        run(project / "article.txt", [project / "graph"])


def test_a_broken_file_is_reported_and_the_others_are_verified(project):
    (project / "graph" / "broken.ttl").write_text(
        PREFIXES + "\nkg:x a si:Anode\n    si:formula 0..9 .\n", "utf-8"
    )
    report = run(project / "article.txt", [project / "graph"])
    assert {problem.path for problem in report.problems} == {"graph/broken.ttl"}
    assert report.counts["1", "found"] == 3


def test_curators_can_run_the_module(project):
    command = [sys.executable, "-m", "kgtools.fidelity.verify", *arguments(project, "--section", "Table 1")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split()[:4] == ["Table", "1", "1/1", "1/1"]
