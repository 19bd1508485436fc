"""Templates: what they ask for is what the forms ask for, and everything that they offer is accepted back."""

import csv
import io

import openpyxl
import pytest

from kgtools import places
from kgtools.entries import forms, opening, spreadsheet
from kgtools.entries.tables import ROBOT
from kgtools.entries.values import Refused
from kgtools.extend import templates
from kgtools.extend.known_names import Names
from kgtools.turtle import sources

KINDS = {
    "concepts": ["mechanism", "strategy", "driver", "class", "structure", "anode", "electrolyte", "material", "electrode", "method", "metric"],
    "evidence": ["publication", "passage", "cell", "condition", "measurement", "comparison", "claim"],
}


@pytest.fixture(scope="module")
def ours():
    return sources.read(places.find())


@pytest.fixture(scope="module")
def made(ours) -> dict[str, templates.Template]:
    """The templates of our own graph."""
    return {group: templates.make(ours, group) for group in KINDS}


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(io.BytesIO(made["evidence"].workbook()))


@pytest.mark.parametrize("group", KINDS)
def test_there_is_a_sheet_for_each_kind_and_a_column_for_each_field(ours, made, group):
    every = forms.of(ours)
    assert [sheet.name for sheet in made[group].sheets] == KINDS[group]
    for sheet in made[group].sheets:
        assert [column.name for column in sheet.columns] == ["short-name", *(field.name for field in every[sheet.name].fields)]


def test_everything_that_is_offered_is_accepted(ours, made):
    every, names = forms.of(ours), Names(ours)
    offered = refused = 0
    for sheet in (sheet for template in made.values() for sheet in template.sheets):
        for field in (field for field in every[sheet.name].fields if field.accepts.form in ("thing", "class")):
            column = next(column for column in sheet.columns if column.name == field.name)
            for word in column.offers[::7]:
                offered += 1
                try:
                    names.thing(word, field.accepts)
                except Refused:
                    refused += 1
    assert offered > 500
    assert refused == 0


def test_drop_downs_offer_what_the_graph_has(made):
    measurement = next(sheet for sheet in made["evidence"].sheets if sheet.name == "measurement")
    offers = {column.name: column.offers for column in measurement.columns}
    assert {"mAh/g", "%", "MPa"} <= set(offers["unit"])
    assert "capacity retention" in offers["metric"]
    assert "Yan et al. 2023" in offers["source"]
    claim = next(sheet for sheet in made["evidence"].sheets if sheet.name == "claim")
    assert {column.name: column.offers for column in claim.columns}["hedged"] == ("yes", "no")


def test_a_word_that_two_things_share_is_offered_as_their_ids(made):
    claim = next(sheet for sheet in made["evidence"].sheets if sheet.name == "claim")
    ends = next(column for column in claim.columns if column.name == "object").offers
    assert {"kg:volume-change", "si:VolumeChange"} <= set(ends)
    assert "volume change" not in ends


def test_the_second_row_holds_template_strings_of_robot(made):
    strings = {(sheet.name, column.name): column.robot for template in made.values() for sheet in template.sheets for column in sheet.columns}
    assert all(ROBOT.fullmatch(string) for string in strings.values() if string)
    assert strings["mechanism", "id"] == "ID"
    assert strings["mechanism", "label"] == "AL skos:prefLabel@en"
    assert strings["mechanism", "synonym"] == "AL skos:altLabel@en SPLIT=|"
    assert strings["cell", "anode"] == "I si:hasAnode"
    assert strings["class", "parent"] == "SC % SPLIT=|"
    assert strings["cell", "type"] == "TYPE"
    assert strings["passage", "exact"] == "I oa:exact"


def test_a_workbook_has_its_names_frozen_and_its_lists_hidden(book):
    assert book.sheetnames == [*KINDS["evidence"], "values"]
    assert book["values"].sheet_state == "hidden"
    page = book["measurement"]
    assert page.freeze_panes == "B5"
    assert [page.cell(row, 1).value for row in (1, 2)] == ["short-name", None]
    assert page["A3"].value.startswith("# a name of your own")
    assert page["A4"].value == "# example"
    assert all(10 <= page.column_dimensions[cell.column_letter].width <= spreadsheet.WIDEST for cell in page[1])


def test_a_drop_down_of_the_workbook_shows_its_list(book, made):
    page = book["measurement"]
    letter = next(cell.column_letter for cell in page[1] if cell.value == "unit")
    rule = next(rule for rule in page.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}5:"))
    shown = [cell.value for (cell,) in book["values"][rule.formula1.split("!")[1].replace("$", "")]]
    assert tuple(shown) == next(column.offers for sheet in made["evidence"].sheets if sheet.name == "measurement" for column in sheet.columns if column.name == "unit")
    assert rule.type == "list"


def test_what_is_typed_into_a_column_of_texts_stays_text(book):
    page = book["measurement"]
    forms_of_columns = {cell.value: page.column_dimensions[cell.column_letter].number_format for cell in page[1]}
    assert forms_of_columns["value"] == forms_of_columns["printed"] == forms_of_columns["section"] == "@"
    assert forms_of_columns["cycle"] == "General"
    assert not [cell.coordinate for one in book.worksheets for row in one.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_unfilled_template_is_read_without_rows_and_without_problems(made, tmp_path):
    (tmp_path / "evidence.xlsx").write_bytes(made["evidence"].workbook())
    reading = opening.read([tmp_path / "evidence.xlsx"])
    assert [table.name for table in reading.tables] == KINDS["evidence"]
    assert [row for table in reading.tables for row in table.rows] == []
    assert reading.problems == [] and reading.notes == []
    assert reading.tables[4].robot["metric"] == "I si:metric"


def test_the_same_template_as_a_folder_of_csv(project, tmp_path):
    result = project.run("template", "evidence", "-o", str(tmp_path / "tables"))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == sorted(f"{kind}.csv" for kind in KINDS["evidence"])
    data = (tmp_path / "tables" / "measurement.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # by which a spreadsheet knows UTF-8
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [len(row) for row in rows] == [len(rows[0])] * 4
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@") and len(cell) > 1]  # no formula in a spreadsheet


def test_a_template_replaces_nothing_unasked(project, tmp_path):
    file = tmp_path / "evidence.xlsx"
    file.write_text("mine")
    result = project.run("template", "evidence", "-o", str(file))
    assert (result.exit_code, file.read_text()) == (2, "mine")
    assert "exists already" in result.output
    assert project.run("template", "evidence", "-o", str(file), "--force").exit_code == 0
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["evidence.csv", "evidence.ods"])
def test_a_template_of_several_tables_is_no_single_text(project, tmp_path, name):
    result = project.run("template", "evidence", "-o", str(tmp_path / name))
    assert result.exit_code == 2
    assert f"a template has several tables, and {tmp_path / name} is one file, name a folder for a CSV of each, or evidence.xlsx" in result.output
