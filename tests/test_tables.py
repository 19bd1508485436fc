"""Tables as people make them: every kind of damage is found with its cell, and what is certain is mended and told."""

import csv
import datetime
import io
import os
import zipfile

import openpyxl
import pytest

from kgtools.entries import damage, opening, spreadsheet_package
from kgtools.entries.tables import letters
from kgtools.problems import Stop


def text_table(folder, content: str | bytes, name="measurement.csv"):
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return opening.read([file])


def workbook(folder, *rows, name="evidence.xlsx", change=lambda page: None):
    """A workbook with one sheet `evidence`, below a header with the columns id, value and unit."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "evidence"
    for row in (("id", "value", "unit"), *rows):
        page.append(row)
    change(page)
    book.save(folder / name)
    return opening.read([folder / name])


def cells(reading) -> list[dict[str, str]]:
    return [row.cells for table in reading.tables for row in table.rows]


def told(reading) -> list[tuple[str, str]]:
    return [(problem.place, problem.rule) for problem in reading.problems]


def test_a_text_gives_its_rows_by_the_names_of_their_columns(tmp_path):
    reading = text_table(tmp_path, 'id,value,unit\nm1,80.5,%\nm2,"3, 4","mAh ""g"""\n')
    assert cells(reading) == [{"id": "m1", "value": "80.5", "unit": "%"}, {"id": "m2", "value": "3, 4", "unit": 'mAh "g"'}]
    assert not reading.problems and not reading.notes
    assert [str(reading.tables[0].place(row, "unit")) for row in reading.tables[0].rows] == ["measurement.csv:2, column unit", "measurement.csv:3, column unit"]


def test_a_workbook_gives_the_same_rows(tmp_path):
    reading = workbook(tmp_path, ("m1", 80.5, "%"), (None, None, None), ("m2", "80.5", "%"), ("m3", True, 3))
    assert cells(reading) == [{"id": "m1", "value": "80.5", "unit": "%"}, {"id": "m2", "value": "80.5", "unit": "%"}, {"id": "m3", "value": "true", "unit": "3"}]
    assert not reading.problems
    assert [row.number for row in reading.tables[0].rows] == [2, 4, 5]
    assert str(reading.tables[0].place(reading.tables[0].rows[1], "unit")) == "evidence!C4"


def test_tabs_separate_the_columns_of_a_tsv(tmp_path):
    assert cells(text_table(tmp_path, "id\tvalue\nm1\t1,5\n", "cell.tsv")) == [{"id": "m1", "value": "1,5"}]


@pytest.mark.parametrize(("separator", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_separator_is_seen_in_the_header_and_told(tmp_path, separator, word):
    reading = text_table(tmp_path, f"id{separator}value\nm1{separator}80,5\n")
    assert cells(reading) == [{"id": "m1", "value": "80,5"}]
    assert reading.notes == [f"the columns of measurement.csv are separated by {word} and read so"]


def test_the_first_line_of_a_spreadsheet_may_say_what_separates(tmp_path):
    reading = text_table(tmp_path, "sep=;\r\nid;value\r\nm1;1\r\n")
    assert cells(reading) == [{"id": "m1", "value": "1"}]
    assert str(reading.tables[0].place(reading.tables[0].rows[0], "value")) == "measurement.csv:3, column value"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_text_with_a_mark_is_read_by_it(tmp_path, encoding):
    assert cells(text_table(tmp_path, "id,unit\nm1,µm\n".encode(encoding))) == [{"id": "m1", "unit": "µm"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_on_any_machine(tmp_path, end):
    reading = text_table(tmp_path, end.join(("id,value", "m1,1", "m2,2", "")))
    assert [row.number for row in reading.tables[0].rows] == [2, 3]


def test_remarks_and_columns_for_oneself_are_skipped(tmp_path):
    reading = text_table(tmp_path, "# taken on Monday\nid,value,# mine\n# an example,5,x\nm1,1,#REF!\n\n,,\nm2,2\n")
    assert cells(reading) == [{"id": "m1", "value": "1"}, {"id": "m2", "value": "2"}]
    assert not reading.problems


def test_template_strings_of_robot_in_the_second_row_are_no_data(tmp_path):
    reading = text_table(tmp_path, "id,name,level\nID,AL skos:prefLabel@en,I si:actsAt SPLIT=|\nm1,a,b|c\n")
    assert reading.tables[0].robot == {"id": "ID", "name": "AL skos:prefLabel@en", "level": "I si:actsAt SPLIT=|"}
    assert cells(reading) == [{"id": "m1", "name": "a", "level": "b|c"}]


MENDED = [("a\u00a0b", "a b", "no-break and thin spaces"), ("a\u202fb", "a b", "no-break and thin spaces"), ("a\u2009b", "a b", "no-break and thin spaces"),
          (" ab  ", "ab", "blanks at the ends"), ("a\u200bb", "ab", "characters without width"), ("\ufeffab", "ab", "characters without width"),
          ("soft\u00adhyphen", "softhyphen", "characters without width"), ("ab\n", "ab", "blanks at the ends")]


@pytest.mark.parametrize(("typed", "meant", "note"), MENDED)
def test_what_cannot_be_seen_is_mended_and_told(tmp_path, typed, meant, note):
    reading = workbook(tmp_path, ("m1", 1, typed))
    assert cells(reading) == [{"id": "m1", "value": "1", "unit": meant}]
    assert not reading.problems
    assert [line for line in reading.notes if line.startswith(note) and line.endswith("in evidence!C2")]


# What a cell of a workbook holds, and the rule that refuses it.
REFUSED = [
    (datetime.datetime(2024, 4, 3), "date"), (datetime.date(2024, 4, 3), "date"), (datetime.time(1, 1), "date"), (datetime.timedelta(hours=27, minutes=1), "date"),
    ("3-Apr", "date"), ("03. Apr", "date"), ("Apr-03", "date"), ("4. Mrz", "date"), ("03.04.2024", "date"), ("3/4/2024", "date"), ("2024-04-03", "date"),
    ("2024-04-03 00:00:00", "date"), ("01:01:00", "date"), ("1:01:00 AM", "date"),
    ("=B2*2", "formula"), ("=SUM(B2:B9)", "formula"), ("+cmd|' /C calc'!A0", "formula"), ("@SUM(1,2)", "formula"), ("-2+3|'x'!A0", "formula"), ("+SUM(1,2)", "formula"),
    ("#N/A", "error-value"), ("#DIV/0!", "error-value"), ("#REF!", "error-value"), ("#NAME?", "error-value"), ("#WERT!", "error-value"), ("########", "error-value"),
    ("60 Â°C", "encoding"), ("ÂµmâˆšΩ", "encoding"), ("mAh gâ€“1", "encoding"), ("KÃ¶nig", "encoding"),
    ("a\ufffdb", "control-character"), ("two\nlines", "line-break"), ("'-0.5", "apostrophe"), ("x" * 6000, "too-large"),
]


@pytest.mark.parametrize(("held", "rule"), REFUSED)
def test_a_damaged_cell_of_a_workbook_is_refused_with_its_place(tmp_path, held, rule):
    reading = workbook(tmp_path, ("m1", 1, "%"), ("m2", 2, held))
    assert told(reading) == [("evidence!C3", rule)]
    assert cells(reading) == [{"id": "m1", "value": "1", "unit": "%"}, {"id": "m2", "value": "2"}]


@pytest.mark.parametrize(("held", "rule"), [(held, rule) for held, rule in REFUSED if isinstance(held, str) and "\n" not in held])
def test_a_damaged_cell_of_a_text_is_refused_with_its_place(tmp_path, held, rule):
    text = io.StringIO()
    csv.writer(text).writerows([["id", "value", "unit"], ["m1", "1", "%"], ["m2", "2", held]])
    assert told(text_table(tmp_path, text.getvalue())) == [("measurement.csv:3, column unit", rule)]


@pytest.mark.parametrize("text", ["70/20/10", "2.2.10", "1:1", "3-4", "3/4", "C/3", "March 2020 data", "-CN", "=", ">=", "0.5 C", "may", "10:1:1", "#1 sample", "Dec", "=80", "=> 5", "= 0.5", "+3", "-3.04 V vs. SHE", "-0.2 V (vs. Li)", "-Si–O-", "-CH2(OH)",
                                  "Novak 2009", "May 2020", "Marker 12", "Dec 2020"])
def test_what_only_looks_like_damage_passes(text):
    assert damage.in_any_text(text) is None


# What is typed where a number is wanted, the rule, and the fix.
NUMBERS = [
    ("80,5", "decimal-comma", "write 80.5"), ("-0,25", "decimal-comma", "write -0.25"), ("1,250", "decimal-comma", "write 1250 or 1.250"),
    ("1,250,000", "thousands", "write 1250000"), ("3 058", "thousands", "write 3058"), ("3'058.5", "thousands", "write 3058.5"), ("1.250.000", "thousands", "write 1250000"),
    ("\u22120.2", "minus", "write -0.2 with the minus of the keyboard"), ("\u20135", "minus", "write -5 with the minus of the keyboard"),
    ("80 %", "percent-sign", "write 80 here and % in the column of the unit"),
    ("3058 mAh/g", "unit-in-number", "write 3058 here and mAh/g in the column of the unit"),
    ("1.2E-05", "scientific", "write 0.000012, or all digits if there were more"), ("1e3", "scientific", "write 1000, or all digits if there were more"), ("1.2 × 10-5", "scientific", "write all digits, such as 0.000012"),
    (".5", "number-form", "write 0.5"), ("5.", "number-form", "write 5"), ("007", "number-form", "write 7"), ("-.5", "number-form", "write -0.5"),
    ("80.5±0.3", "number-form", "write 80.5 here, and the whole as printed"), ("1O0", "number-form", "type the number again"), ("\u0663\u0664", "number-form", "type the number again"),
]


@pytest.mark.parametrize(("typed", "rule", "fix"), NUMBERS)
def test_a_number_in_another_way_of_writing_is_refused_with_the_right_one(typed, rule, fix):
    found = damage.in_number(typed)
    assert (found.rule, found.fix) == (rule, fix)
    assert repr(typed) in found.message


@pytest.mark.parametrize("number", ["0", "80", "80.5", "-0.25", "+3", "0.000012", "3058.0", "100000000"])
def test_a_plain_number_passes(number):
    assert damage.in_number(number) is None


@pytest.mark.parametrize("quantity", ["80", "> 99.9", ">=5", "~ 5", "≥5", "80-85", "3.0 - 4.5", "80 to 85", "-0.2", "0.01–2.00"])
def test_a_quantity_may_have_a_sign_or_be_a_range(quantity):
    assert damage.in_quantity(quantity) is None


@pytest.mark.parametrize(("quantity", "fix"), [("> 99,9", "write 99.9"), ("80,5-82,5", "write 80.5"), ("3 000 - 4 000", "write 3000"), ("~\u22120.2", "write -0.2 with the minus of the keyboard")])
def test_a_damaged_number_in_a_quantity_is_refused(quantity, fix):
    assert damage.in_quantity(quantity).fix == fix


@pytest.mark.parametrize(("value", "printed", "fix"), [
    ("99.9", "> 99.9 %", "write > 99.9"), ("99.9", ">99.9%", "write > 99.9"), ("5", "≈5 mAh", "write ~ 5"), ("0.2", "−0.2 V", "write -0.2"), ("80", "≥ 80", "write ≥ 80"),
    ("> 80", "80 %", "correct the one that is wrong; the figure stands as printed"), ("> 80", "< 80 %", None)])
def test_a_sign_that_got_lost_is_seen_in_the_printed_figure(value, printed, fix):
    found = damage.lost_sign(value, printed)
    assert found.rule == "lost-sign"
    assert fix is None or found.fix == fix


@pytest.mark.parametrize(("value", "printed"), [("> 80", "> 80 %"), (">= 80", "≥ 80 %"), ("~ 5", "≈ 5"), ("80", "80 %"), ("-0.2", "−0.2 V"), ("80", "")])
def test_signs_that_agree_are_no_problem(value, printed):
    assert damage.lost_sign(value, printed) is None


def test_a_cell_shown_as_percent_has_two_readings(tmp_path):
    def shown_as_percent(page):
        page["B2"].number_format = "0 %"
        page["B3"].number_format = '0.0" %"'

    reading = workbook(tmp_path, ("m1", 0.8, "%"), ("m2", 80, "%"), change=shown_as_percent)
    assert [str(problem) for problem in reading.problems] == [
        "evidence!B2: [percent-format] the cell holds 0.8 and shows 80 %, format it as a plain number and write 80, with the unit %"]
    assert cells(reading)[1]["value"] == "80"


@pytest.mark.parametrize(("number", "text"), [(80.1, "80.1"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (3058, "3058"), (3058.0, "3058"), (1e20, "100000000000000000000"), (-0.05, "-0.05")])
def test_a_number_of_a_workbook_is_written_out_in_full(tmp_path, number, text):
    assert cells(workbook(tmp_path, ("m1", number, "%")))[0]["value"] == text


def test_merged_cells_are_refused_with_the_first_of_them(tmp_path):
    reading = workbook(tmp_path, ("m1", 1, "%"), ("m2", 2, "%"), change=lambda page: page.merge_cells("C2:C3"))
    assert told(reading) == [("evidence!C2", "merged-cells")]


def test_a_hidden_sheet_is_refused_and_hidden_rows_are_told(tmp_path):
    def hide(page):
        page.parent.create_sheet("old").sheet_state = "hidden"
        page.parent.create_sheet("values").sheet_state = "hidden"
        page.row_dimensions[2].hidden = True

    reading = workbook(tmp_path, ("m1", 1, "%"), change=hide)
    assert told(reading) == [("old!A1", "hidden-sheet")]
    assert reading.notes == ["hidden rows and columns are read too: evidence, row 2"]
    assert len(cells(reading)) == 1


def test_an_open_quotation_mark_swallows_no_record(tmp_path):
    reading = text_table(tmp_path, 'id,note,unit\nm1,"an open one,%\nm2,fine,%\nm3,"closed","%\n')
    assert told(reading) == [("measurement.csv:2, column note", "open-quote"), ("measurement.csv:4, column unit", "open-quote")]
    assert cells(reading) == [{"id": "m2", "note": "fine", "unit": "%"}]


def test_a_row_with_a_cell_too_many_is_a_problem_and_a_short_one_is_told(tmp_path):
    reading = text_table(tmp_path, "id,value,unit\nm1,80,5,%\nm2,80\n")
    assert told(reading) == [("measurement.csv:2, column 4", "ragged-row")]
    assert reading.notes == ["cells that are missing at the end taken as empty in measurement.csv:3, column unit"]


def test_a_column_that_is_there_twice_or_has_no_name_is_a_problem(tmp_path):
    reading = text_table(tmp_path, "mass basis,,Mass-Basis,value\na,,b,c\nd,e,f,g\n")
    assert told(reading) == [("measurement.csv:1, column 3", "doubled-column"), ("measurement.csv:3, column 2", "nameless-column")]
    assert told(workbook(tmp_path, ("m1", 1, "%", None, "far right"))) == [("evidence!E2", "nameless-column")]


OTHER_FILES = [
    ("a.xlsx", b"id,value\n1,2\n", "no workbook by its content"), ("a.csv", b"PK\x03\x04rest", "an archive, such as a workbook is"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls), or one with a password"), ("a.csv", b"%PDF-1.7", "a PDF"),
    ("a.csv", b"<html><table>", "a web page or XML"), ("a.csv", b"\xef\xbb\xbf  <!DOCTYPE html>", "a web page or XML"), ("a.xlsx", b"PK\x03\x04broken", "a damaged workbook"),
    ("a.csv", b"id,unit\n1,\xb5m\n", "a.csv:2: byte 0xB5 is not UTF-8 (µ in Windows-1252)"), ("a.csv", "id,unit\n".encode("utf-16-le"), "UTF-16 without its mark"),
    ("a.csv", b"\x89PNG\r\n", "a picture"), ("a.csv", b"  \n", "is empty"), ("a.doc", b"id\n", "is no .csv, .tsv or .xlsx file"), ("a.tsv", b"\x1f\x8b\x08", "compressed"),
]


@pytest.mark.parametrize(("name", "content", "message"), OTHER_FILES)
def test_a_file_that_is_not_what_its_name_says_is_told_what_it_is(tmp_path, name, content, message):
    with pytest.raises(Stop) as stopped:
        text_table(tmp_path, content, name)
    assert message in str(stopped.value)


@pytest.mark.parametrize(("part", "what"), [("content.xml", "an OpenDocument file (.ods)"), ("word/document.xml", "a text document (.docx)"), ("xl/workbook.bin", "(.xlsb)"), ("a.txt", "no workbook is in it")])
def test_an_archive_that_is_no_workbook_is_told_what_it_is(tmp_path, part, what):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr(part, "x")
    with pytest.raises(Stop) as stopped:
        opening.read([tmp_path / "a.xlsx"])
    assert what in str(stopped.value)


def test_a_table_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "a.csv"
    with file.open("wb") as stream:
        os.truncate(stream.fileno(), 100 * 2**20)
    with pytest.raises(Stop, match="a.csv has 100 MB and 16 MB is the most"):
        opening.read([file])


def repacked(folder, part: str, content: bytes):
    """A sound workbook in which one part is another."""
    workbook(folder, ("m1", 1, "%"), name="sound.xlsx")
    with zipfile.ZipFile(folder / "sound.xlsx") as old, zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, content if name == part else old.read(name))
    return folder / "a.xlsx"


def test_a_zip_bomb_is_refused_by_what_it_unpacks_to(tmp_path):
    file = repacked(tmp_path, "xl/media/zeros.bin", bytes(spreadsheet_package.LARGEST))
    assert file.stat().st_size < opening.LARGEST
    with pytest.raises(Stop, match="unpacks to 64 MB"):
        opening.read([file])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_the_xml_of_a_workbook_are_refused(tmp_path, encoding):
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    with pytest.raises(Stop, match="definitions of its own in xl/sharedStrings.xml"):
        opening.read([repacked(tmp_path, "xl/sharedStrings.xml", laughs.encode(encoding))])


def test_a_workbook_with_a_broken_sheet_is_refused_without_a_traceback(tmp_path):
    with pytest.raises(Stop, match=r"a.xlsx is a damaged workbook"):
        opening.read([repacked(tmp_path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row")])


def test_too_many_columns_or_rows_are_refused(tmp_path, monkeypatch):
    assert told(text_table(tmp_path, "id\n" + "x," * 300 + "y\n"))[0][1] == "too-large"
    monkeypatch.setattr("kgtools.entries.tables.MOST_ROWS", 3)
    assert told(text_table(tmp_path, "id\n" + "m\n" * 5)) == [("measurement.csv:4, column id", "too-large")]


def test_a_folder_gives_every_table_in_it(tmp_path):
    text_table(tmp_path, "id\nc1\n", "cell.csv")
    workbook(tmp_path, ("m1", 1, "%"))
    (tmp_path / "~$evidence.xlsx").write_bytes(b"lock")
    assert [table.name for table in opening.read([tmp_path]).tables] == ["cell", "evidence"]


def test_a_folder_without_tables_says_so(tmp_path):
    with pytest.raises(Stop, match="there is no table in"):
        opening.read([tmp_path])


def test_columns_are_lettered_as_spreadsheets_do():
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_two_sheets_of_one_name_are_told_apart(tmp_path):
    workbook(tmp_path, ("m1", "#N/A", "%"), name="a.xlsx")
    workbook(tmp_path, ("m1", "#N/A", "%"), name="b.xlsx")
    assert [place for place, _ in told(opening.read([tmp_path]))] == ["evidence!B2", "b.xlsx evidence!B2"]
