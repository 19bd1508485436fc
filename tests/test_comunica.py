"""Comunica, the query engine of the JavaScript world, asks the running server as a remote endpoint."""

import json
import shutil
import subprocess

import pytest
import serving
from conftest import ROOT

from kgtools.names import KG, SI

SCRIPT = ROOT / "tests" / "js" / "comunica.cjs"
INSTALLED = SCRIPT.parent / "node_modules" / "@comunica" / "query-sparql"

pytestmark = pytest.mark.skipif(not (shutil.which("node") and INSTALLED.is_dir()), reason="needs node and `npm install --prefix tests/js`")


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with serving.running(built.root, tmp_path_factory.mktemp("comunica") / "log") as server:
        yield server


def asked(server, query: str):
    query = f"PREFIX si: <{SI}> PREFIX kg: <{KG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}"
    done = subprocess.run(["node", str(SCRIPT), f"{server.url}/sparql", query], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_comunica_reads_rows_with_labels_numbers_and_what_is_unbound(server):
    rows = asked(server, "SELECT ?m ?label ?value ?max { ?m si:metric si:CapacityRetention ; si:unit ?unit . OPTIONAL { ?m si:value ?value } OPTIONAL { ?m si:maxValue ?max } "
                         "?m si:ofCell ?cell . ?cell skos:prefLabel ?label } ORDER BY ?label")
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    assert [(row["m"], row["label"]["value"], row["label"]["language"]) for row in rows] == [
        (KG + "mew2020-si-c-retention", "Si-C cell of Mew and Bo", "en"), (KG + "mew2020-bare-retention", "bare cell of Mew and Bo", "en")]
    assert rows[0]["value"] == {"value": "80.5", "type": decimal, "language": ""} and "max" not in rows[0]
    assert float(rows[1]["max"]["value"]) == 20 and "value" not in rows[1]


def test_comunica_reads_yes_and_no(server):
    assert asked(server, "ASK { kg:swelling si:contributesTo kg:capacity-loss }") is True
    assert asked(server, "ASK { kg:capacity-loss si:contributesTo kg:swelling }") is False


def test_comunica_reads_triples(server):
    found = asked(server, "CONSTRUCT { ?a si:leadsTo ?b } WHERE { ?a si:leadsTo ?b }")
    assert sorted(found) == [[KG + "cracking", SI + "leadsTo", KG + "capacity-loss"], [KG + "swelling", SI + "leadsTo", KG + "cracking"]]


def test_comunica_counts_over_paths(server):
    rows = asked(server, "SELECT (COUNT(DISTINCT ?strategy) AS ?n) { ?strategy si:mitigates|si:counteracts ?mechanism }")
    assert [row["n"]["value"] for row in rows] == ["1"]
