"""Answers as text."""

import csv
import io
import json

import pyoxigraph as ox
import pytest

from kgtools.commands.render import render
from kgtools.querying.store import Answer

KG = "https://w3id.org/si-assb/graph/"
ANSWER = Answer(["thing", "a_note", "number"], [
    [ox.NamedNode(KG + "soot"), ox.Literal('says "a, b" | [c]', language="en"), ox.Literal("3", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))],
    [ox.NamedNode("http://example.org/x"), None, ox.Literal("µ")],
])


def test_a_table_shortens_names_and_counts_rows():
    text = render(ANSWER)
    assert "kg:soot" in text and "<http://example.org/x>" in text and "[c]" in text
    assert text.endswith("2 rows")


def test_csv_is_read_back_by_the_csv_module():
    rows = list(csv.reader(io.StringIO(render(ANSWER, "csv"))))
    assert rows == [["thing", "a_note", "number"], [KG + "soot", 'says "a, b" | [c]', "3"], ["http://example.org/x", "", "µ"]]


@pytest.mark.parametrize(("form", "format_"), [("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)])
def test_standard_formats_are_read_back_by_a_sparql_library(form, format_):
    found = ox.parse_query_results(render(ANSWER, form).encode() + b"\n", format=format_)
    assert [[row[name] for name in ANSWER.columns] for row in found] == ANSWER.rows


def test_json_keeps_language_and_datatype():
    first = json.loads(render(ANSWER, "json"))["results"]["bindings"][0]
    assert first["a_note"]["xml:lang"] == "en"
    assert first["number"]["datatype"].endswith("#integer")


def test_markdown_escapes_its_bars():
    assert render(ANSWER, "markdown").splitlines()[2] == '| kg:soot | says "a, b" \\| [c] | 3 |'


def test_yes_and_no():
    assert render(Answer([], [], yes=True)) == "yes"
    assert json.loads(render(Answer([], [], yes=False), "json"))["boolean"] is False


def test_triples_are_rows():
    triple = ox.Triple(ox.NamedNode(KG + "a"), ox.NamedNode(KG + "b"), ox.NamedNode(KG + "c"))
    assert render(Answer(["subject", "predicate", "object"], [], triples=[triple]), "csv").splitlines()[1] == f"{KG}a,{KG}b,{KG}c"
