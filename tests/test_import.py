"""Import: tables become records, whole or not at all; what is wrong is told with its cell and what to do."""

import csv
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
from conftest import ROOT, make_project

from kgtools.names import KG

TABLES = ROOT / "tests" / "synthetic" / "tables"
RETENTION = {"metric": "capacity retention", "value": "80.5", "unit": "%", "cycle": 100, "cell": "Si-C cell of Mew and Bo", "source": "mew2020",
             "section": "4", "paragraph": 1, "exact": "80.5% in the end"}


def rows_of(kind: str) -> list[dict[str, str]]:
    with (TABLES / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(workbook: Path, **rows: list[dict]) -> Path:
    """Put rows into the sheets of a template, below the example."""
    book = openpyxl.load_workbook(workbook)
    for kind, filled in rows.items():
        page = book[kind]
        columns = [cell.value for cell in page[1]]
        for at, row in enumerate(filled, start=5):
            for name, value in row.items():
                page.cell(at, columns.index(name) + 1, value or None)
    book.save(workbook)
    return workbook


def table(folder: Path, *rows: dict, sheet="measurement", name="evidence.xlsx") -> Path:
    """A workbook with one sheet whose columns are those of the rows."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    columns = list(dict.fromkeys(column for row in rows for column in row))
    page.append(columns)
    for row in rows:
        page.append([row.get(column) for column in columns])
    book.save(folder / name)
    return folder / name


def files(project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in ("graph", "ontology") for path in (project.root / folder).rglob("*") if path.is_file()}


def lines(result) -> list[str]:
    return result.output.splitlines()


# --- From template to answer ---


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A project into which a synthetic paper with ten measurements came through two filled templates."""
    project = make_project(tmp_path_factory.mktemp("imported"))
    concepts, evidence = project.root / "concepts.xlsx", project.root / "evidence.xlsx"
    assert project.run("template", "concepts", "-o", str(concepts)).exit_code == 0
    assert project.run("template", "evidence", "-o", str(evidence)).exit_code == 0
    fill(concepts, anode=rows_of("anode"))
    fill(evidence, **{kind: rows_of(kind) for kind in ("publication", "cell", "measurement", "claim")})
    return project, project.run("import", str(concepts), str(evidence), "--no-hermit")


def test_a_filled_template_is_imported_whole(imported):
    _, result = imported
    assert result.exit_code == 0, result.output
    assert lines(result)[-1] == "added 2 anodes, 1 publication, 2 cells, 10 measurements, 1 claim; no problems"


def test_the_questions_find_what_was_imported(imported):
    project, _ = imported
    result = project.run("query", "anode-results", "--anode", "invented coated anode", "--format", "csv")
    printed = {row["printed"] for row in csv.DictReader(result.stdout.splitlines())}
    assert printed == {"80.5%", ">70%", "88.2%", "2510 mAh g⁻¹", "3.1 mAh cm⁻²", "99.4%"}


def test_each_record_is_told_in_a_sentence_with_its_row(imported):
    _, result = imported
    assert ("added the measurement kg:testperson2031-invented-coated-capacity-retention-cycle-100 (measurement!5): capacity retention 80.5% after 100 cycles "
            "(invented coated cell; 0.5 C, 60 °C; Testperson and Nobody 2031; §3, paragraph 1)") in lines(result)
    assert "    which is: coated anode, nanometre-sized silicon anode, silicon-carbon composite anode" in lines(result)


def test_short_names_join_the_rows_and_are_not_kept(imported):
    project, _ = imported
    claims = (project.root / "graph/papers/testperson2031/claims.ttl").read_text("utf-8")
    assert ("si:hasEvidence kg:testperson2031-invented-coated-capacity-retention-cycle-100, "
            "kg:testperson2031-invented-bare-capacity-retention-cycle-100 ;") in claims
    assert not [path for path, held in files(project).items() if b'"m1"' in held or b"kg:m1" in held]


def test_a_second_import_of_the_same_rows_is_refused(imported):
    project, _ = imported
    before = files(project)
    result = project.run("import", str(project.root / "evidence.xlsx"), "--no-hermit")
    assert result.exit_code == 1
    assert lines(result)[0].startswith("publication!B5: [there-already] ")
    assert files(project) == before


def test_the_same_rows_as_csv_and_as_workbook_give_the_same_files(imported, tmp_path):
    by_workbook, _ = imported
    by_csv = make_project(tmp_path)
    result = by_csv.run("import", str(TABLES), "--no-hermit")
    assert result.exit_code == 0, result.output
    here, there = ({path.relative_to(one.root): held for path, held in files(one).items()} for one in (by_csv, by_workbook))
    assert here == there
    assert len([path for path in here if "testperson2031" in str(path)]) == 6


# --- Without writing ---


def test_a_dry_run_shows_turtle_and_sentences_and_writes_nothing(project, tmp_path):
    before = files(project)
    result = project.run("import", str(table(tmp_path, RETENTION)), "--no-hermit", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "    si:metric si:CapacityRetention ;" in lines(result)
    assert any(line.startswith("would add the measurement kg:mew2020-si-c-capacity-retention-cycle-100 (measurement!2): capacity retention 80.5 % after 100 cycles (")
               for line in lines(result))
    assert lines(result)[-1] == "would add 1 measurement; no problems"
    assert files(project) == before


def test_a_file_of_ones_own_takes_the_records_and_ours_stay_as_they_are(project, tmp_path, tmp_path_factory):
    before, own = files(project), tmp_path_factory.mktemp("outside") / "mine.ttl"
    result = project.run("import", str(table(tmp_path, RETENTION)), "--no-hermit", "--into", str(own))
    assert result.exit_code == 0, result.output
    assert "kg:mew2020-si-c-capacity-retention-cycle-100 a si:Measurement ;" in own.read_text("utf-8")
    assert files(project) == before
    assert project.run("check", "--with", str(own)).exit_code == 0


# --- What is wrong ---

# One row each: what is in it besides a sound measurement, the column of the cell to blame, and the message.
FAULTS = [
    ({"unit": "mAh/gr"}, "unit", "[unknown] there is no unit of measurement 'mAh/gr', did you mean mAh/g or "),
    ({"value": "80,5"}, "value", "[decimal-comma] '80,5' has a decimal comma, write 80.5"),
    ({"value": "3\u2009058"}, "value", "[thousands] '3 058' has spaces or marks between its thousands, write 3058"),
    ({"value": "\u22120.2"}, "value", "[minus] '−0.2' has a typographic minus (U+2212), write -0.2 with the minus of the keyboard"),
    ({"value": "80 %"}, "value", "[percent-sign] '80 %' has a percent sign, write 80 here and % in the column of the unit"),
    ({"value": "=40*2"}, "value", "[formula] the cell holds a formula (=40*2), put its value there (paste special: values), or format the cell as text and type it again"),
    ({"value": "#DIV/0!"}, "value", "[error-value] the cell holds the error #DIV/0!, type the value again; a text that begins with = + - or @ wants a text format"),
    ({"value": "99.9", "printed": "> 99.9 %"}, "value", "[lost-sign] '99.9' is without the > of '> 99.9 %', write > 99.9"),
    ({"exact": "4-Mar"}, "exact", "[date] '4-Mar' is a date or time, which spreadsheets make of 3-4, 3/4 or 1:1, format the cell as text, then type it again"),
    ({"metric": "capacity retentoin"}, "metric", "[unknown] there is no performance metric 'capacity retentoin', did you mean capacity retention or "),
    ({"cell": "Si-C cel of Mew and Bo"}, "cell", "[unknown] there is no test cell 'Si-C cel of Mew and Bo', did you mean Si-C cell of Mew and Bo or "),
    ({"cycle": "1.5"}, "cycle", "[integer] '1.5' is no whole number from 1, write it like 500"),
    ({"cycle": "1e2"}, "cycle", "[scientific] '1e2' is in scientific notation, in which spreadsheets also drop digits, write 100, or all digits if there were more"),
    ({"metric": None}, "metric", "[missing] a measurement needs its metric, say what was measured, such as capacity retention"),
    ({"condition": "60 Grad"}, "condition", None),
    ({"section": None}, "section", None),
    ({"id": "Two Words"}, "id", "[id] 'Two Words' is no name of a record, write it in lower case with hyphens, like two-words"),
    ({"id": "x> <http://evil.example/y> <z"}, "id", None),
]
COLUMNS = [*RETENTION, "printed", "condition", "id"]
PLACE = re.compile(r"measurement!(?P<letter>[A-Z]?)(?P<row>\d+): ")


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """One workbook with all of the faults, each in a row of its own from the third on, and what the import said of it."""
    project = make_project(tmp_path_factory.mktemp("refused"))
    before = files(project)
    sound = dict.fromkeys(COLUMNS) | RETENTION
    result = project.run("import", str(table(project.root, sound, *(sound | fault for fault, _, _ in FAULTS))))
    assert files(project) == before
    return result


def told_of(result, row: int) -> list[str]:
    return [line for line in lines(result) if (found := PLACE.match(line)) and int(found["row"]) == row]


@pytest.mark.parametrize("case", range(len(FAULTS)), ids=lambda case: " ".join(map(str, FAULTS[case][0].values())))
def test_a_fault_is_told_once_with_its_cell_and_what_to_do(refused, case):
    _, column, message = FAULTS[case]
    row, letter = case + 3, chr(ord("A") + COLUMNS.index(column))
    assert len(told_of(refused, row)) == 1
    assert told_of(refused, row)[0].startswith(f"measurement!{letter}{row}: {message or '['}")


def test_all_faults_are_told_at_once_in_the_order_of_the_rows(refused):
    rows = [int(found["row"]) for line in lines(refused) if (found := PLACE.match(line))]
    assert rows == list(range(3, 3 + len(FAULTS)))
    assert refused.exit_code == 1
    assert lines(refused)[-1] == f"{len(FAULTS)} problems; nothing was written"


def problems(project, file: Path, *options: str) -> list[str]:
    """What an import in vain says, line by line; nothing is written by it."""
    before = files(project)
    result = project.run("import", str(file), "--no-hermit", *options)
    assert result.exit_code == 1, result.output
    assert files(project) == before
    return lines(result)[:-1]


def test_what_only_the_whole_graph_shows_is_told_with_the_cell_it_comes_from(project, tmp_path):
    rows = [RETENTION | {"value": "805", "exact": "805% in the end"}, RETENTION | {"metric": "ionic conductivity", "exact": "80.5% for ions"}]
    first, *others = problems(project, table(tmp_path, *rows))
    assert first.startswith("measurement!B2: [plausible-band] kg:mew2020-si-c-capacity-retention-cycle-100 gives si:CapacityRetention as 805 %, ")
    assert [line.split("]")[0] for line in others] == ["measurement!C3: [unit-of-measurement"]


def test_a_column_that_is_no_field_is_told_in_the_header(project, tmp_path):
    found = problems(project, table(tmp_path, RETENTION | {"cicle": 5, "Cycle": 5, "si:unit": "%", "# mine": "x"}))
    assert found[0] == "measurement!J1: [column] 'cicle' is no column of measurement, did you mean cycle?"
    assert [line.split(" ", 2)[:2] for line in found[1:]] == [["measurement!K1:", "[doubled-column]"], ["measurement!L1:", "[doubled-column]"]]


def test_a_sheet_of_no_kind_wants_a_name_or_a_column_of_kinds(project, tmp_path):
    assert problems(project, table(tmp_path, RETENTION, sheet="mesurement"))[0].startswith(
        "mesurement!A1: [kind] 'mesurement' is no kind of record, did you mean measurement? name the table mechanism, ")
    assert problems(project, table(tmp_path, {"kind": "measurement", **RETENTION, "unit": "mAh/gr"}, {"kind": "Cells", "source": "mew2020"}, {"kind": "thing"}, sheet="evidence"))[0].startswith(
        "evidence!D2: [unknown] there is no unit of measurement 'mAh/gr', did you mean mAh/g")
    result = project.run("import", str(table(tmp_path, RETENTION, sheet="Sheet1")), "--kind", "measurements", "--no-hermit", "--dry-run")
    assert lines(result)[-1] == "would add 1 measurement; no problems"


def test_a_kind_that_is_none_stops_the_import(project, tmp_path):
    result = project.run("import", str(table(tmp_path, RETENTION)), "--kind", "mesurement")
    assert result.exit_code == 2
    assert result.output.startswith("kgtools: 'mesurement' is no kind of record, say one of mechanism, ")


def test_a_short_name_belongs_to_one_row(project, tmp_path):
    rows = [RETENTION | {"short-name": "m1"}, RETENTION | {"short-name": "M1", "cycle": 200, "exact": "later on"}]
    assert problems(project, table(tmp_path, *rows)) == ["measurement!J3: [short-name] 'M1' is the name of measurement!J2 already, give each row a name of its own"]


def test_a_template_without_rows_has_nothing_to_import(project, tmp_path):
    assert project.run("template", "evidence", "-o", str(tmp_path / "evidence.xlsx")).exit_code == 0
    result = project.run("import", str(tmp_path / "evidence.xlsx"))
    assert result.exit_code == 2
    assert result.output == "kgtools: there is no row to import in evidence.xlsx, fill in rows below the example, without # before them\n"


def test_a_table_made_for_robot_is_read_by_its_template_strings(project, tmp_path):
    (tmp_path / "driver.csv").write_text(
        "Ontology ID,Name,Text,Other names,Origin,Curator\n"
        "ID,A rdfs:label,A IAO:0000115,AL skos:altLabel@en SPLIT=;,AI dcterms:source,\n"
        "kg:tortuosity,tortuosity,Winding of the paths through the pores.,winding; windingness,own work,\n", "utf-8")
    assert problems(project, tmp_path / "driver.csv")[0].startswith("driver.csv:1, column Curator: [column] 'Curator' is no column of driver, ")
    text = (tmp_path / "driver.csv").read_text("utf-8")
    (tmp_path / "driver.csv").write_text(text.replace(",Curator\n", ",# Curator\n"), "utf-8")
    result = project.run("import", str(tmp_path / "driver.csv"), "--no-hermit", "--dry-run")
    assert 'kg:tortuosity a si:Driver ;\n    skos:prefLabel "tortuosity"@en ;\n    skos:altLabel "winding"@en, "windingness"@en ;' in result.output


def test_a_label_can_say_nothing_but_itself(project, tmp_path):
    label = 'grit" . kg:soot a si:Driver'
    row = {"label": label, "definition": "Roughness of the grains, made up for tests.", "source": "own work"}
    result = project.run("import", str(table(tmp_path, row, sheet="driver")), "--no-hermit", "--into", str(tmp_path / "tests" / "mine.ttl"))
    assert result.exit_code == 0, result.output
    triples = list(ox.parse((tmp_path / "tests" / "mine.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    assert {triple.object.value for triple in triples if triple.predicate.value.endswith("prefLabel")} == {label}
    assert {triple.subject.value for triple in triples} == {KG + "grit-kg-soot-a-si-driver"}


def test_a_sound_row_beside_a_wrong_one_is_not_written(project, tmp_path):
    problems(project, table(tmp_path, RETENTION, RETENTION | {"unit": "%%", "cycle": 200}))


# --- Cut off, and two at once ---

IMPORT = "import os, signal, sys; from kgtools import cli; from kgtools.building import publication, writing\n"
KILLS = {
    "before anything is decided": "publication.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n",
    "between two files": "done = []; first = os.replace\n"
                         "def replace(*paths):\n    done.append(paths); len(done) == 3 and os.kill(os.getpid(), signal.SIGKILL); first(*paths)\n"
                         "os.replace = replace\n",
}


def run_apart(project, code: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", code + f"cli.main(['import', {str(TABLES)!r}, '--no-hermit'])"],
                            env={**os.environ, "KGTOOLS_HOME": str(project.root)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("moment", KILLS)
def test_an_import_that_is_killed_leaves_all_or_nothing(project, moment):
    before = files(project).keys()
    process = run_apart(project, IMPORT + KILLS[moment])
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert project.run("check").output.splitlines()[-1] == "no problems"
    came = {path.name for path in files(project).keys() - before if path.suffix == ".ttl"}
    whole = {"publication.ttl", "materials.ttl", "passages.ttl", "cells.ttl", "numbers.ttl", "claims.ttl"}
    assert came == (set() if moment.startswith("before") else whole)


def test_of_two_imports_at_once_one_comes_second_and_is_told(project):
    both = [run_apart(project, IMPORT) for _ in range(2)]
    said = [process.communicate()[0].decode() for process in both]
    assert sorted(process.returncode for process in both) == [0, 1], said
    assert "[there-already]" in said[[process.returncode for process in both].index(1)]
    assert project.run("check").output.splitlines()[-1] == "no problems"
