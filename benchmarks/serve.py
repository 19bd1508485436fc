"""`kgtools serve` beside Oxigraph's own server and rdflib-endpoint: the same data, questions, load and cores, one after the other.

    python benchmarks/serve.py                  # every server that is installed; needs wrk
    python benchmarks/serve.py --seconds 20     # longer rounds; --rounds 5 for more of them
    python benchmarks/serve.py --soak 600       # ten minutes of mixed load on ours alone, a tenth of it hostile

A table on standard output: requests a second, requests for a second of processor time, 99th percentile. The load
generator takes its share of the cores, so figures for a second of processor time are what to compare. Servers that are not
installed are left out: pip install oxigraph, pip install 'rdflib-endpoint[cli]' (name it with --rdflib-endpoint).
"""

import argparse
import contextlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import hostile
import pyoxigraph as ox
import serving

from kgtools import places
from kgtools.names import PREFIXES, SI

ACCEPT = "application/sparql-results+json"
SMALL = {  # what people and programs ask of one record at a time
    "names": "SELECT ?name WHERE {{ <{0}> skos:prefLabel|skos:altLabel ?name }}",
    "facts": "SELECT ?property ?value WHERE {{ <{0}> ?property ?value }}",
    "mentions": "SELECT ?other ?property ?label WHERE {{ ?other ?property <{0}> . OPTIONAL {{ ?other rdfs:label ?label }} }} ORDER BY ?other ?property LIMIT 20",
    "claims": "SELECT ?claim ?statement ?year WHERE {{ ?claim si:subject|si:object <{0}> ; si:statement ?statement ; si:reportedIn ?publication ."
              " ?publication si:year ?year }} ORDER BY ?year ?claim LIMIT 10",
    "strategies": "SELECT ?strategy ?label WHERE {{ ?strategy si:mitigates|si:counteracts <{0}> ; skos:prefLabel ?label }} ORDER BY ?label",
}
LUA = """
local paths, at = {}, %d
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function()
  at = at + 1
  return wrk.format("GET", paths[at %% #paths + 1] .. "%s" .. (%s), {["Accept"] = "%s"})
end
"""


def questions(dataset: ox.Store) -> list[str]:
    """The small questions about every record, shuffled but always in the same way."""
    records = {quad.subject.value for quad in dataset.quads_for_pattern(None, ox.NamedNode(PREFIXES["skos"] + "prefLabel"), None)}
    prologue = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("si", "skos", "rdfs"))
    found = [prologue + text.format(record) for record in sorted(records) if record.startswith(SI.removesuffix("ontology/")) for text in SMALL.values()]
    random.Random(1).shuffle(found)
    return found


@contextlib.contextmanager
def started(command: list[str], port: int, log: Path) -> Iterator[int]:
    with log.open("ab") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file)
    try:
        if not serving.until(lambda: process.poll() is not None or serving.is_open(port), 90) or process.poll() is not None:
            raise SystemExit(f"{command[0]} does not start: {log.read_text()[-1000:]}")
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def servers(options, folder: Path, data: Path) -> dict[str, tuple[list[str], str]]:
    """The commands that start each server, with %d for the port, and the path of its endpoint."""
    found = {"kgtools serve": ([sys.executable, "-m", "kgtools", "serve", "--port", "%d", "--store", str(data.parent)], "/sparql")}
    if oxigraph := shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{options.path}"):
        subprocess.run([oxigraph, "load", "--location", str(folder / "db"), "--file", str(data)], check=True, capture_output=True)
        subprocess.run([oxigraph, "optimize", "--location", str(folder / "db")], check=True, capture_output=True)
        found["oxigraph serve-read-only"] = ([oxigraph, "serve-read-only", "--location", str(folder / "db"), "--bind", "127.0.0.1:%d",
                                              "--union-default-graph"], "/query")
    if rdflib := shutil.which(options.rdflib_endpoint, path=f"{Path(sys.executable).parent}:{options.path}"):
        triples = folder / "data.nt"
        ox.serialize({quad.triple for quad in ox.parse(path=data)}, triples, ox.RdfFormat.N_TRIPLES)
        found["rdflib-endpoint"] = ([rdflib, "serve", "--host", "127.0.0.1", "--port", "%d", str(triples)], "/")
    return found


def load(port: int, path: str, paths: Path, seconds: int, clients: int, distinct: bool) -> tuple[float, float, int]:
    """Requests a second, 99th percentile in ms, and answers that were no success, under wrk."""
    script = paths.with_suffix(".lua")
    start = random.randrange(10**6)
    script.write_text(LUA % ((start, paths, "%23", "at", ACCEPT) if distinct else (0, paths, "", '""', ACCEPT)))
    said = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "--latency", "-s", str(script), f"http://127.0.0.1:{port}"],
                          capture_output=True, text=True, check=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said).groups()
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit], int(bad[1]) if bad else 0


def processor_time(pid: int) -> float:
    """Seconds of all processes of a server, with those that have ended."""
    total = 0
    for one in serving.descendants(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total / 100


def measured(command: list[str], path: str, asked: list[str], folder: Path, options) -> list[float]:
    port, figures = serving.free_port(), []
    with started([word.replace("%d", str(port)) for word in command], port, folder / "log") as pid:
        for distinct, clients, chosen in ((True, 8, asked), (False, 32, asked[:1])):
            paths = folder / "paths"
            paths.write_text("".join(f"{path}?query={quote(one)}\n" for one in chosen))
            load(port, path, paths, 1, clients, distinct)  # to warm up
            before = processor_time(pid)
            rate, slowest, bad = load(port, path, paths, options.seconds, clients, distinct)
            spent = processor_time(pid) - before
            figures += [rate, rate * options.seconds / spent, slowest, bad]
    return figures


def row(name: str, rounds: list[list[float]]) -> str:
    """The median of each figure over the rounds; of answers that were no success, all."""
    figures = [sum(one) if at % 4 == 3 else statistics.median(one) for at, one in enumerate(zip(*rounds, strict=True))]
    return "| " + " | ".join([name, *(f"{one:.1f}" if at % 4 == 2 else f"{one:,.0f}" for at, one in enumerate(figures))]) + " |"


def soak(command: list[str], asked: list[str], folder: Path, options, dataset: ox.Store) -> None:
    """Thirty clients, a tenth of them hostile: every right answer is compared with the engine's own."""
    port = serving.free_port()
    with started([word.replace("%d", str(port)) for word in command], port, folder / "log") as pid:
        server = serving.Server(subprocess.Popen(["true"]), port, folder / "log")
        end, seen, wrong, memory = time.monotonic() + options.soak, Counter(), [], []

        def client(number: int) -> None:
            chance = random.Random(number)
            while time.monotonic() < end:
                if number % 10:
                    query = chance.choice(asked)
                    found = server.ask(query)
                    right = rows(dataset.query(query, use_default_graph_as_union=True).serialize(format=ox.QueryResultsFormat.JSON))
                    if found.status != 200 or rows(found.body) != right:
                        wrong.append((query, found.status))
                else:
                    query = chance.choice([*hostile.EXPENSIVE, *hostile.ODD, *hostile.network("http://127.0.0.1:9/")])
                    found = server.ask(query.text, "*/*")
                    wrong.extend([(query.name, found.status)] if found.status not in query.statuses else [])
                seen[found.status] += 1

        threads = [threading.Thread(target=client, args=(number,)) for number in range(30)]
        for thread in threads:
            thread.start()
        while time.monotonic() < end:
            time.sleep(options.soak / 10)
            memory.append(sum(map(serving.proportional, serving.descendants(pid))) >> 10)
        for thread in threads:
            thread.join()
        time.sleep(2)
        at_rest = sum(map(serving.proportional, serving.descendants(pid))) >> 10
        print(f"{options.soak} s: {dict(sorted(seen.items()))}; wrong: {len(wrong)} {wrong[:3]}; MB on the way: {memory}, at rest: {at_rest}")


def rows(data: bytes) -> list[str]:
    import json

    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(data)["results"]["bindings"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3, help="how often each server has its turn; the table has the medians")
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--build", type=Path, help="a folder with a build (that of the project)")
    parser.add_argument("--path", default="/usr/local/bin:/usr/bin", help="where other servers are looked for")
    parser.add_argument("--rdflib-endpoint", default="rdflib-endpoint")
    options = parser.parse_args()
    data = (options.build or places.find().build) / "dataset.nq"
    dataset = ox.Store()
    dataset.load(path=data)
    asked = questions(dataset)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = servers(options, folder, data)
        if options.soak:
            return soak(found["kgtools serve"][0], asked, folder, options, dataset)
        print(f"{len(dataset):,} quads; {len(asked):,} small questions, each asked once (8 clients); one question again and again (32 clients)\n")
        print("| server | distinct/s | per CPU s | p99 ms | bad | same/s | per CPU s | p99 ms | bad |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|")
        rounds = [{server: measured(command, path, asked, folder, options) for server, (command, path) in found.items()} for _ in range(options.rounds)]
        for server in found:
            print(row(server, [one[server] for one in rounds]))


if __name__ == "__main__":
    main()
