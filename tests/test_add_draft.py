"""Entries become blocks in house form in the right files, and a fault is told with the flag to change."""

import pytest
from additions import STUDY, entry, measurement, mechanism

from kgtools.extend import adding

PAPER = {"title": "A study that never was", "author": "Doe, J.; Roe, R.", "year": "2025", "doi": "10.1234/never"}


def drafted(project, *entries):
    found = adding.draft(project.places, entries)
    assert found.problems == []
    return {made.block.name: made.block.text() for made in found.made}, found


def faults(project, *entries):
    """Place and rule of each problem, with what was drafted taken through the verdict where the entries are fine."""
    found = adding.settle(project.places, adding.draft(project.places, entries), hermit=False)
    return [(getattr(one, "place", ""), one.rule) for one in found.problems]


def fault(project, *entries):
    found = adding.draft(project.places, entries).problems
    assert len(found) == 1, found
    return found[0]


def test_a_mechanism_is_one_block_at_the_end_of_the_file_of_its_kind(built):
    blocks, found = drafted(built, mechanism(leads_to="cracking", evidence="characterization", synonym=["creep of the binder"]))
    assert blocks["kg:binder-creep"] == (
        'kg:binder-creep a si:FailureMechanism ;\n    skos:prefLabel "binder creep"@en ;\n    skos:altLabel "creep of the binder"@en ;\n'
        '    skos:definition "Slow flow of the binder under pressure."@en ;\n    si:actsAt si:ElectrodeLevel .\n'
    )
    before = (built.root / "graph/concepts.ttl").read_text("utf-8")
    assert found.texts["graph/concepts.ttl"] == before + "\n" + blocks["kg:binder-creep"]


def test_a_relation_becomes_a_claim_with_its_passage(built):
    blocks, found = drafted(built, mechanism(leads_to="cracking", evidence="characterization"))
    claim = blocks["kg:claim-mew2020-binder-creep-leads-to-cracking"]
    for part in (
        "si:subject kg:binder-creep",
        "si:predicate si:leadsTo",
        "si:object kg:cracking",
        '"Binder creep leads to cracking."@en',
        "si:reportedIn kg:mew2020",
        "si:statedIn kg:mew2020-s2-p1-words-that-find-the-place",
        "si:evidenceType si:Characterization",
    ):
        assert part in claim
    assert "si:mentions kg:binder-creep" in blocks["kg:mew2020-s2-p1-words-that-find-the-place"]
    assert set(found.texts) == {"graph/concepts.ttl", "graph/papers/mew2020/passages.ttl", "graph/papers/mew2020/claims.ttl"}


def test_a_relation_read_backwards_is_the_same_claim_turned(built):
    blocks, _ = drafted(built, mechanism(results_from="cracking", mitigated_by="squeezing", evidence="characterization"))
    assert (
        "si:subject kg:cracking ;\n    si:predicate si:leadsTo ;\n    si:object kg:binder-creep"
        in blocks["kg:claim-mew2020-cracking-leads-to-binder-creep"]
    )
    assert "si:subject kg:squeezing" in blocks["kg:claim-mew2020-squeezing-mitigates-binder-creep"]


def test_nothing_else_in_a_file_changes_by_a_byte(built):
    for path, text in drafted(built, mechanism(note="a remark"))[1].texts.items():
        file = built.root / path
        lines = text.splitlines(keepends=True)
        if file.is_file():
            assert [line for line in lines if line not in set(file.read_text("utf-8").splitlines(keepends=True))] != []
            rest = iter(lines)
            assert all(line in rest for line in file.read_text("utf-8").splitlines(keepends=True)), path


def test_a_prefix_that_the_file_lacks_is_declared_behind_the_others(built):
    text = drafted(built, mechanism(note="a remark"))[1].texts["graph/concepts.ttl"]
    head = text.split("\n\n")[0].splitlines()
    assert head[-1] == "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    assert all(line.startswith("@prefix") for line in head)


def test_a_new_paper_gets_a_folder_whose_files_begin_with_prefixes_and_a_comment(built):
    blocks, found = drafted(built, entry("publication", **PAPER), measurement(source="10.1234/never"))
    assert "si:JournalArticle" in blocks["kg:doe2025"]
    assert 'skos:prefLabel "Doe and Roe 2025"@en' in blocks["kg:doe2025"]
    assert set(found.texts) == {f"graph/papers/doe2025/{name}.ttl" for name in ("publication", "passages", "numbers")}
    assert found.texts["graph/papers/doe2025/passages.ttl"].startswith("@prefix si: ")
    assert (
        "\n\n# Where Doe and Roe 2025 says what is recorded here.\n\nkg:doe2025-s2-p1-"
        in found.texts["graph/papers/doe2025/passages.ttl"]
    )


def test_what_the_review_says_goes_into_the_file_of_its_section(built):
    _, found = drafted(built, mechanism(source="rex2024-review", section="1", paragraph="2"))
    assert set(found.texts) == {"graph/concepts.ttl", "graph/section-1.ttl"}


def test_a_passage_that_is_there_is_used_and_stays_as_it_is(built):
    blocks, found = drafted(built, mechanism(source="rex2024-review", section="1", paragraph="2", exact="when pressed"))
    assert set(found.texts) == {"graph/concepts.ttl"}
    assert "dcterms:source kg:s1-p2-press" in blocks["kg:binder-creep"]


def test_a_concept_of_ones_own_says_so_and_needs_no_place(built):
    own = {name: "" for name in STUDY} | {"source": "own work"}
    blocks, _ = drafted(built, mechanism(**own))
    assert 'dcterms:source "own work"' in blocks["kg:binder-creep"]
    assert faults(built, mechanism(**own)) == []


def test_a_measurement_has_its_sign_its_settings_and_what_is_silent(built):
    blocks, _ = drafted(
        built,
        measurement(
            value="> 2 400",
            unit="mAh g⁻¹",
            metric="specific capacity",
            cell="Si-C cell of Mew and Bo",
            condition=["25 °C", "stack pressure: 50 MPa", "2-3.5 V"],
            cycle="5",
        ),
    )
    said = blocks["kg:mew2020-si-c-specific-capacity-cycle-5"]
    for part in (
        "si:value 2400.0",
        'si:relation ">"',
        "si:unit unit:MilliA-HR-PER-GM",
        'si:asPrinted "> 2 400 mAh g⁻¹"',
        "si:massBasis si:BasisNotStated",
        "si:cycle 5",
        "si:hasCondition kg:mew2020-temperature-25-c, kg:mew2020-stack-pressure-50-mpa, kg:mew2020-voltage-window-2-3-5-v",
    ):
        assert part in said
    assert "a si:VoltageWindow ;\n    si:minValue 2.0 ;\n    si:maxValue 3.5 ;" in blocks["kg:mew2020-voltage-window-2-3-5-v"]


def test_ten_rows_under_one_setting_share_its_record(built):
    rows = [
        measurement(
            value=f"{90 - n}.5", cycle=str(10 + n), condition="25 °C", cell="Si-C cell of Mew and Bo", exact=f"cycle {10 + n}"
        )
        for n in range(10)
    ]
    blocks, _ = drafted(built, *rows)
    assert sum(" a si:Measurement" in text for text in blocks.values()) == 10
    assert sum(" a si:Temperature" in text for text in blocks.values()) == 1


def test_a_batch_may_speak_of_what_another_entry_adds(built):
    anode = entry(
        "anode",
        label="Si-D anode",
        definition="Anode of grains with another skin.",
        structure="silicon grains",
        **{**STUDY, "exact": "the Si-D anode"},
    )
    cell = entry("cell", label="Si-D cell", anode="Si-D anode", electrolyte="Li3PS4", **{**STUDY, "exact": "a cell of Si-D"})
    assert faults(built, measurement(cell="Si-D cell"), cell, anode) == []


def test_a_class_is_defined_by_genus_and_difference_behind_its_sisters(built):
    blocks, found = drafted(
        built,
        entry(
            "class",
            label="soot-bearing anode",
            definition="Anode that holds soot.",
            parent="silicon-based anode",
            where="coating: soot",
        ),
    )
    assert (
        "owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( si:Anode [ a owl:Restriction ; owl:onProperty si:hasCoating ; owl:hasValue kg:soot ] ) ]"
        in blocks["si:SootBearingAnode"]
    )
    text = found.texts["ontology/anodes.ttl"]
    assert text.index("si:AmorphousSiliconAnode a") < text.index("si:SootBearingAnode a") < text.index("# --- Relations ---")


def test_a_class_of_a_class_asks_for_some_member_of_it(built):
    blocks, _ = drafted(
        built,
        entry(
            "class",
            label="polymer-bound anode",
            definition="Anode held together by a polymer.",
            parent="silicon-based anode",
            where="binder: polymer",
        ),
    )
    assert "owl:onProperty si:hasBinder ; owl:someValuesFrom si:Polymer" in blocks["si:PolymerBoundAnode"]


def test_a_metric_takes_its_dimension_from_the_unit(built):
    blocks, found = drafted(
        built,
        entry(
            "metric",
            label="self-discharge",
            definition="Charge lost at rest.",
            better_when="lower",
            unit="%",
            lowest="0",
            highest="100",
        ),
    )
    assert "si:betterWhen si:Lower" in blocks["si:SelfDischarge"]
    assert "si:measuredIn si:RatioDimension" in blocks["si:SelfDischarge"]
    assert "si:plausibleMaximum 100.0" in blocks["si:SelfDischarge"]
    assert list(found.texts) == ["ontology/metrics.ttl"]


@pytest.mark.parametrize(("given", "place", "rule", "fix"), [
    ({"label": "Crackings"}, "--label", "same-name", "use it"),
    ({"label": "swellin"}, "--label", "similar", "--even-if-similar"),
    ({"synonym": "fractures"}, "--synonym", "similar", "--even-if-similar"),
    ({"definition": "A binder creep"}, "--definition", "definition", "what sets it apart"),
    ({"definition": ""}, "--definition", "missing", "one sentence in your own words"),
    ({"level": "interfce level"}, "--level", "unknown", "interface level"),
    ({"level": "cracking"}, "--level", "wrong-kind", "mechanism level"),
    ({"parent": "crackin"}, "--parent", "unknown", "cracking"),
    ({"leads_to": "capacity los", "evidence": "characterization"}, "--leads-to", "unknown", "capacity loss"),
    ({"leads_to": "cracking"}, "evidence", "missing", "half-cell test"),
    ({"source": "mew2021"}, "--source", "unknown", "did you mean mew2020"),
    ({"exact": "x" * 61}, "--exact", "length", "60"),
    ({"exact": ""}, "--exact", "missing", "a few words"),
    ({"paragraph": "second"}, "--paragraph", "number", "402"),
    ({"label": "two\nlines"}, "--label", "one-line", "one line"),
    ({"label": "bell\x07"}, "--label", "control-character", "without it"),
    ({"label": "硅"}, "mechanism: id", "id", "give an id"),
    ({"id": "Binder Creep"}, "--id", "id", "binder-creep"),
    ({"id": "cracking"}, "--id", "taken", "another id"),
    ({"weight": "3"}, "--weight", "field", "it has label"),
    ({"lable": "x"}, "--lable", "field", "label"),
])
def test_a_fault_of_a_mechanism_names_its_flag_and_what_to_do(built, given, place, rule, fix):
    found = adding.draft(built.places, [mechanism(**given)]).problems
    assert [(one.place if one.place != "add mechanism" else place, one.rule) for one in found][:1] == [(place, rule)], found
    assert fix in found[0].fix


@pytest.mark.parametrize(
    ("given", "place", "rule", "fix"),
    [
        ({"unit": "mAh/gr"}, "--unit", "unknown", "mAh/g"),
        ({"unit": ""}, "--unit", "missing", "%"),
        ({"metric": "capacity retension"}, "--metric", "unknown", "capacity retention"),
        ({"value": "80,5"}, "--value", "number", "80.5"),
        ({"value": "90-80"}, "--value", "range", "lower end first"),
        ({"cycle": "0"}, "--cycle", "integer", "500"),
        ({"condition": "warm"}, "--condition", "setting", "60 °C"),
        ({"condition": "5 %"}, "--condition", "setting", "silicon content"),
        ({"condition": "stack presure: 5 MPa"}, "--condition", "setting", "stack pressure"),
        ({"condition": "5 MPAs"}, "--condition", "unknown", "MPa"),
        ({"cell": ""}, "--cell", "of-what", "--material"),
        ({"material": "soot"}, "--cell", "of-what", "--material"),
        ({"value": "12-May"}, "--value", "number", "0.5"),
    ],
)
def test_a_fault_of_a_measurement_names_its_flag_and_what_to_do(built, given, place, rule, fix):
    found = fault(built, measurement(**{"cell": "Si-C cell of Mew and Bo", **given}))
    assert (found.place, found.rule) == (place, rule)
    assert fix in found.fix


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([measurement(cell="Si-C cell of Mew and Bo", unit="MPa")], ("--unit", "unit-of-measurement")),
        ([measurement(cell="Si-C cell of Mew and Bo", value="300")], ("--value", "plausible-band")),
        (
            [
                entry(
                    "comparison",
                    metric="capacity retention",
                    outcome="lower",
                    measurement="kg:mew2020-si-c-retention",
                    control="kg:mew2020-si-c-retention",
                    **STUDY,
                )
            ],
            ("--outcome", "comparison-outcome"),
        ),
        (
            [
                entry(
                    "claim",
                    subject="squeezing",
                    relation="mitigates",
                    object="capacity retention",
                    evidence="characterization",
                    **STUDY,
                )
            ],
            ("--object", "claim-object"),
        ),
        (
            [entry("claim", subject="squeezing", relation="mitigates", object="cracking", evidence="characterization", **STUDY)],
            ("--relation", "claim-opposite"),
        ),
        ([mechanism(leads_to="swelling", results_from="cracking", evidence="characterization")], ("--leads-to", "causal-cycle")),
    ],
)
def test_what_the_verdict_finds_is_told_with_the_flag_that_it_comes_from(built, entries, expected):
    assert expected in faults(built, *entries)


def test_a_concept_is_not_its_own_parent(built):
    assert ("--parent", "broader-cycle") in faults(built, mechanism(parent="binder creep"))
    one = {"definition": "Class that never was.", "parent": "silicon-based anode"}
    circle = (
        entry("class", label="round anode", **{**one, "parent": ["circular anode"]}),
        entry("class", label="circular anode", **{**one, "parent": ["round anode"]}),
    )
    assert ("--parent", "subclass-cycle") in faults(built, *circle)


def test_a_class_that_nothing_can_be_in_is_told_with_the_axioms(project):
    impossible = entry(
        "class", label="two-sided electrode", definition="Electrode of both sides.", parent=["silicon-based anode", "cathode"]
    )
    found = adding.settle(project.places, adding.draft(project.places, [impossible])).problems
    assert [problem.rule for problem in found] == ["unsatisfiable"]
    assert "si:Anode" in found[0].message
    assert "si:Cathode" in found[0].message


def test_a_claim_that_no_publication_could_make_is_refused(built):
    own = {name: "" for name in STUDY} | {"source": "own work"}
    found = fault(built, mechanism(**own, leads_to="cracking", evidence="characterization"))
    assert (found.place, found.rule) == ("--leads-to", "claim")


def test_a_publication_that_is_there_is_not_added_again(built):
    found = fault(built, entry("publication", **{**PAPER, "title": "A study of nothing"}))
    assert found.rule == "there-already"
    assert "kg:mew2020" in found.message


def test_a_second_publication_of_the_name_and_year_gets_a_letter(built):
    blocks, _ = drafted(built, entry("publication", title="Another study", author="Mew, A.", year="2020"))
    assert list(blocks) == ["kg:mew2020b"]


def test_everything_that_is_wrong_is_told_at_once(built):
    found = adding.draft(
        built.places, [mechanism(label="crackings", level="interfce", exact=""), measurement(unit="mAh/gr", value="80,5")]
    ).problems
    assert len({one.place for one in found}) >= 5


def test_an_unknown_kind_is_told_with_the_nearest(built):
    assert "did you mean mechanism?" in str(fault(built, entry("mecanism", label="x")))


def test_a_label_that_tries_to_end_its_text_stays_a_label(built):
    evil = 'x" . kg:evil a si:Claim ; si:statement "y'
    blocks, _ = drafted(built, mechanism(label=evil, id="evil-label"))
    assert 'skos:prefLabel "x\\" . kg:evil a si:Claim ; si:statement \\"y"@en' in blocks["kg:evil-label"]
    assert faults(built, mechanism(label=evil, id="evil-label")) == []
    assert "kg:evil" not in blocks
