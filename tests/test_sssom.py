"""The mapping table: what SSSOM asks of it, and that every term of others in it is one that exists.

terms-of-others.tsv lists the terms of others that we match, as read in their own files: address, label, file and version.
"""

import csv
from pathlib import Path

import pytest
from conftest import ROOT

from kgtools import places
from kgtools.export import sssom
from kgtools.names import PREFIXES, expand
from kgtools.problems import BadData
from kgtools.turtle import sources

LIST = Path(__file__).with_name("terms-of-others.tsv")
LONG_LIST = ROOT.parent / "shared" / "alignment" / "emmo_terms.tsv"
REQUIRED = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
# The slots of the standard that we fill, with what it allows in them.
PREDICATES = {f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")}
TYPES = {"owl class", "owl object property", "owl data property", "owl annotation property", "owl named individual"}


def rows_of(path, key):
    with path.open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


@pytest.fixture(scope="module")
def read():
    return sources.read(places.Places(ROOT))


@pytest.fixture(scope="module")
def table(read):
    """What is said of the set, and its rows."""
    lines = sssom.table(read).splitlines()
    about = parsed(line[1:] for line in lines if line.startswith("#"))
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
    return about, rows


def parsed(lines):
    """As much of YAML as the header uses: `key: "value"`, and one map with its entries indented."""
    found, into = {}, None
    for line in lines:
        key, _, value = line.partition(": ")
        if line.startswith("  "):
            into[key.strip()] = value.strip('"')
        elif line.endswith(":"):
            into = found.setdefault(line[:-1], {})
        else:
            assert value[0] == value[-1] == '"', line
            found[key] = value.strip('"')
    return found


def full(name, about):
    prefix, local = name.split(":", 1)
    return about["curie_map"][prefix] + local


def test_the_set_has_a_name_a_licence_and_a_version(table):
    about, _ = table
    assert about["mapping_set_id"] == "https://w3id.org/si-assb/ontology/mappings"
    assert about["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert about["mapping_set_version"] == "0.1.0"


def test_every_row_is_whole_and_in_the_words_of_the_standard(table):
    _, rows = table
    assert len(rows) > 100
    for row in rows:
        assert REQUIRED <= row.keys() and all(row.values()), row
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["predicate_id"] in PREDICATES and row["subject_type"] in TYPES


def test_every_prefix_is_declared_and_none_in_vain(table):
    about, rows = table
    ids = ("subject_id", "predicate_id", "object_id", "mapping_justification")
    assert {row[name].split(":")[0] for row in rows for name in ids} == about["curie_map"].keys()


def test_the_rows_are_the_matches_of_the_alignment_each_once(table, read):
    about, rows = table
    [alignment] = [source for source in read.ontology if source.path.startswith(sources.ALIGNMENT)]
    matches = {(t.subject.value, t.predicate.value, t.object.value) for t in alignment.triples if t.predicate.value.endswith("Match")}
    found = [tuple(full(row[name], about) for name in ("subject_id", "predicate_id", "object_id")) for row in rows]
    assert len(found) == len(set(found)) and set(found) == matches
    assert rows == sorted(rows, key=lambda row: row["subject_id"])


def test_a_row_has_the_labels_of_both_terms(table):
    _, rows = table
    by_subject = {row["subject_id"]: row for row in rows}
    assert by_subject["kg:hard-carbon"]["subject_label"] == "hard carbon"
    assert by_subject["kg:hard-carbon"]["object_label"] == "HardCarbon"
    assert by_subject["si:hasBinder"]["subject_type"] == "owl object property"
    assert by_subject["si:YoungsModulus"]["object_label"] == "ModulusOfElasticity"


def test_every_term_of_others_exists_and_is_called_so(table):
    about, rows = table
    known = rows_of(LIST, "iri")
    for row in rows:
        assert known[full(row["object_id"], about)]["label"] == row["object_label"]
    assert {full(row["object_id"], about) for row in rows} == known.keys()


def test_the_list_of_their_terms_agrees_with_what_was_read_in_their_files():
    if not LONG_LIST.is_file():
        pytest.skip("the long list lies beside the checkout only")
    known = rows_of(LONG_LIST, "iri")
    for iri, row in rows_of(LIST, "iri").items():
        assert (known[iri]["prefLabel"], known[iri]["source"]) == (row["label"], row["read in"])


def test_a_namespace_without_a_prefix_is_a_problem_of_its_line(project):
    line = project.append("ontology/alignment.ttl", "\nsi:Anode skos:closeMatch <https://example.org/other#Anode> .  # Anode\n") + 1
    with pytest.raises(BadData) as stopped:
        sssom.table(sources.read(project.places))
    [problem] = stopped.value.problems
    assert (problem.path, problem.line, problem.rule) == ("ontology/alignment.ttl", line, "mapping")


def test_the_command_writes_the_table_and_replaces_nothing_unasked(project, tmp_path):
    file = tmp_path / "ours.sssom.tsv"
    assert project.run("mappings", "-o", str(file)).exit_code == 0
    assert file.read_text("utf-8") == project.run("mappings").output
    again = project.run("mappings", "-o", str(file))
    assert again.exit_code == 2 and "--force" in again.output
    assert project.run("mappings", "-o", str(file), "--force").exit_code == 0


def test_names_of_ours_in_the_table_are_those_of_the_one_prefix_table(table):
    about, rows = table
    assert all(expand(row["subject_id"]) == full(row["subject_id"], about) for row in rows)
    assert about["curie_map"]["si"] == PREFIXES["si"]
