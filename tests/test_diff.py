"""What differs between two versions, in sentences: between revisions, folders and files; asserted and inferred apart."""

import json
import shutil
import subprocess

import pytest
from conftest import make_project

from kgtools.names import expand
from kgtools.problems import Stop
from kgtools.turtle import records, sources
from kgtools.versions import comparing, sentences

SECTION, CONCEPTS, ANODES = "graph/section-1.ttl", "graph/concepts.ttl", "ontology/anodes.ttl"
CLAIM = """
kg:claim-soot-coating-mitigates-cracking a si:Claim ;
    si:subject kg:soot-coating ;
    si:predicate si:mitigates ;
    si:object kg:cracking ;
    si:statement "A skin of soot keeps the grains whole."@en ;
    si:reportedIn kg:mew2020 ;
    si:statedIn kg:s1-p1-coating ;
    si:evidenceType si:FullCellTest .
"""


def git(project, *words):
    subprocess.run(["git", "-C", str(project.root), "-c", "user.name=a", "-c", "user.email=a@example.org", *words], check=True, capture_output=True)


@pytest.fixture
def committed(project):
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    return project


def sentences_of(project, *words, inferred=False):
    return [str(item) for item in comparing.compare(project.places, *words, inferred=inferred).found.asserted]


@pytest.fixture(scope="module")
def graph(built):
    return records.of(sources.read(built.places).published)


SENTENCES = {
    "kg:claim-soot-coating-mitigates-swelling": "soot coating mitigates swelling (Mew and Bo 2020 [1]; §1, paragraph 1)",
    "kg:claim-swelling-not-from-grain-size": "it is denied that grain size leads to swelling (Rex et al. 2024 (review); §1, paragraph 1)",
    "kg:claim-squeezing-aggravates-cracking": "squeezing aggravates cracking (said with reserve; Rex et al. 2024 (review); §1, paragraph 2)",
    "kg:mew2020-si-c-retention":
        "capacity retention 80.5% after 20 cycles (Si-C cell of Mew and Bo; 0.50 mA cm⁻², 60 °C; Mew and Bo 2020 [1]; §1, paragraph 1)",
    "kg:mew2020-retention-compared": "capacity retention of Si-C cell of Mew and Bo higher than that of bare cell of Mew and Bo"
        " (80.5% against 10-20%; Mew and Bo 2020 [1]; §1, paragraph 1)",
    "kg:mew2020-warm": "temperature 60 °C (§1, paragraph 1)",
    "kg:s1-p2-press": "§1, paragraph 2 “when pressed”",
    "kg:mew2020-si-c-cell": "Si-C cell of Mew and Bo (anode Si-C anode of Mew and Bo; electrolyte Li3PS4; counter electrode NCM cathode; "
        "Mew and Bo 2020 [1]; §1, paragraph 1)",
    "kg:mew2020": "Mew and Bo 2020 [1] “A study of nothing”",
    "kg:mention-s1-mew": "“Mew et al.” means Mew and Bo 2020 [1] (§1, paragraph 1)",
    "kg:soot": "soot “Carbon from a flame.” (material)",
    "si:CoatedAnode": "coated anode “Anode whose silicon carries a coating.” (si:CoatedAnode)",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_record_is_one_sentence(graph, name):
    assert sentences.sentence(graph, expand(name)) == SENTENCES[name]


def test_every_record_has_a_sentence_that_names_it(graph, built):
    for record in sources.read(built.places).records.values():
        if record.name[0] not in "[_<":
            assert sentences.sentence(graph, record.iri).strip(), record.name


def test_without_a_change_there_is_no_difference(committed):
    result = committed.run("diff")
    assert result.exit_code == 0
    assert result.stdout == "no difference in meaning between HEAD and the working tree\n"


def test_what_is_added_since_the_last_commit_is_told_and_what_follows_apart(committed):
    line = committed.append(SECTION, CLAIM) + 1
    result = committed.run("diff")
    assert result.exit_code == 0, result.output
    said, follows = result.stdout.split("WHAT FOLLOWS")
    assert f"claim added: soot coating mitigates cracking (Mew and Bo 2020 [1]; §1, paragraph 1)   {SECTION}:{line}\n" in said
    assert "1 claim added" in said
    assert "+ soot coating mitigates cracking\n" in follows
    assert "mitigated by" not in follows
    assert "claim added" not in follows


def test_a_changed_figure_is_told_where_it_stands_in_the_sentence(committed):
    committed.replace(SECTION, '    si:value 80.5 ;', '    si:value 81.5 ;')
    committed.replace(SECTION, 'si:asPrinted "80.5%" ;', 'si:asPrinted "81.5%" ;')
    assert sentences_of(committed) == ["measurement changed: capacity retention 80.5% → 81.5% after 20 cycles "
                                       "(Si-C cell of Mew and Bo; 0.50 mA cm⁻², 60 °C; Mew and Bo 2020 [1]; §1, paragraph 1)"]


def test_a_value_that_no_longer_fits_its_print_is_told_too(committed):
    committed.replace(SECTION, '    si:value 80.5 ;', '    si:value 81.5 ;')
    assert sentences_of(committed)[0].endswith("; value: 80.5 → 81.5")


def test_what_is_removed_and_what_no_longer_follows(committed):
    committed.replace(CONCEPTS, "    si:hasCoating kg:soot ;\n", "")
    found = comparing.compare(committed.places).found
    assert [str(item) for item in found.asserted] == ["concept changed: Si-C anode of Mew and Bo (silicon-based anode); has coating − soot"]
    [sentence] = [sentence for sentence in found.went if sentence.startswith("Si-C anode of Mew and Bo is")]
    assert "a coated anode" in sentence and "a silicon-carbon composite anode" in sentence


def test_a_new_class_and_what_the_rules_put_into_it(committed):
    committed.append(ANODES, """
si:SootyAnode a owl:Class ;
    rdfs:label "sooty anode"@en ;
    skos:definition "Silicon-based anode with a carbon coating."@en ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( si:Anode [ a owl:Restriction ; owl:onProperty si:hasCoating ; owl:someValuesFrom si:CarbonMaterial ] ) ] .
""")
    found = comparing.compare(committed.places).found
    assert [str(item) for item in found.asserted] == ["class added: sooty anode “Silicon-based anode with a carbon coating.” (si:SootyAnode)"]
    assert "Si-C anode of Mew and Bo is a sooty anode" in found.came


def test_order_layout_and_file_are_no_difference(committed):
    text = (committed.root / CONCEPTS).read_text("utf-8")
    head, *blocks = text.split("\n\n")
    moved, rest = blocks[1:4], [blocks[0], *reversed(blocks[4:])]
    (committed.root / CONCEPTS).write_text("\n\n".join([head, *rest]) + "\n", "utf-8")
    (committed.root / "graph/moved.ttl").write_text("\n\n".join([head, *moved]).replace("    ", "\t"), "utf-8")
    assert sentences_of(committed) == []


def test_the_order_of_a_definition_is_no_difference(committed):
    committed.replace(ANODES, "( si:Anode [ a owl:Restriction ; owl:onProperty si:hasCoating ; owl:someValuesFrom si:MaterialEntity ] )",
                      "( [ a owl:Restriction ; owl:someValuesFrom si:MaterialEntity ; owl:onProperty si:hasCoating ] si:Anode )")
    assert sentences_of(committed) == []


def test_a_statement_that_two_classes_exclude_each_other_is_an_axiom(committed):
    committed.append(ANODES, "\n[] a owl:AllDisjointClasses ;\n    owl:members ( si:MicroSilicon si:ThinFilmSilicon ) .\n")
    assert sentences_of(committed) == ["axiom added: nothing is two of si:MicroSilicon, si:ThinFilmSilicon"]


def test_revisions_tags_and_folders_are_versions(committed, tmp_path_factory):
    git(committed, "tag", "v1")
    committed.append(SECTION, CLAIM)
    git(committed, "commit", "-q", "-am", "second")
    added = ["claim added: soot coating mitigates cracking (Mew and Bo 2020 [1]; §1, paragraph 1)"]
    assert sentences_of(committed, "v1", "HEAD") == sentences_of(committed, "HEAD~1") == added
    assert sentences_of(committed, "HEAD", "v1") == [added[0].replace("added", "removed")]
    other = make_project(tmp_path_factory.mktemp("other"))
    assert sentences_of(committed, str(other.root)) == added


def test_a_project_below_the_root_of_its_repository_is_found(tmp_path):
    above = make_project(tmp_path / "inside")
    repository = type(above)(tmp_path)
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "first")
    above.append(SECTION, CLAIM)
    assert len(sentences_of(above)) == 1


def test_two_files_are_compared_alone(committed, tmp_path):
    copy = tmp_path / "copy.ttl"
    shutil.copy(committed.root / CONCEPTS, copy)
    committed.replace(CONCEPTS, 'skos:prefLabel "squeezing"@en', 'skos:prefLabel "pressing"@en')
    assert sentences_of(committed, str(copy), str(committed.root / CONCEPTS)) == ["concept changed: squeezing → pressing (mitigation strategy)"]
    assert sentences_of(committed, "HEAD", str(committed.root / CONCEPTS)) == ["concept changed: squeezing → pressing (mitigation strategy)"]


def test_a_version_that_cannot_be_read_is_compared_as_far_as_it_goes_and_nothing_is_said_of_what_follows(committed):
    committed.replace(SECTION, 'si:statement "Pressing may break the grains."@en ;', 'si:statement "Pressing may break the grains.@en ;')
    result = committed.run("diff")
    assert result.exit_code == 0
    assert "WHAT FOLLOWS" not in result.stdout
    assert "the working tree cannot be read whole" in result.stderr and "nothing is said of what follows" in result.stderr


def test_json_has_the_same_and_each_property(committed):
    line = committed.replace(CONCEPTS, 'skos:prefLabel "soot"@en', 'skos:prefLabel "smut"@en')
    data = json.loads(committed.run("diff", "--format", "json").stdout)
    assert (data["from"], data["to"], data["note"]) == ("HEAD", "the working tree", "")
    [item] = data["asserted"]
    assert {key: item[key] for key in ("change", "kind", "id", "sentence", "place")} == {
        "change": "changed", "kind": "concept", "id": "kg:soot", "sentence": "soot → smut (material)", "place": f"{CONCEPTS}:{line - 1}"}
    assert item["properties"] == [{"property": "skos:prefLabel", "gone": ["soot"], "come": ["smut"]}]
    assert data["inferred"] == {"came": [], "went": []}


def test_an_addition_that_is_not_asked_for_is_not_told(committed):
    committed.append(SECTION, CLAIM)
    assert json.loads(committed.run("diff", "--no-inferred", "--format", "json").stdout)["inferred"] is None


@pytest.mark.parametrize("words", [["nowhere"], ["HEAD~99"], ["--output=x"]])
def test_what_is_no_version_is_refused_in_plain_words(committed, words):
    result = committed.run("diff", "--", *words)
    assert result.exit_code == 2
    assert "no file, no folder and no revision" in result.output


def test_a_file_and_a_whole_version_cannot_be_compared(committed, tmp_path):
    tmp_path.joinpath("x.ttl").write_text("")
    with pytest.raises(Stop, match="cannot be compared"):
        comparing.compare(committed.places, str(tmp_path / "x.ttl"))


def test_outside_of_a_repository_revisions_are_no_versions(project):
    with pytest.raises(Stop, match="no file, no folder"):
        comparing.compare(project.places, "HEAD")
