"""How long each named question takes in the embedded store: `python benchmarks/questions.py [--runs 9] [--only NAME]`.

Every question is put twice over: with parameters, in every way that the golden tests put it (the table has the slowest; what
they leave out takes the default of its header), and unbound, which gives all that there is. Times are
the processor's, each the median of some runs after a first one that is not counted; the best run stands beside it, because
others on the machine take their share of its caches. Labels are looked up before: what is measured is the query.
"""

import argparse
import ast
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgtools import places
from kgtools.building import build
from kgtools.querying import library, lookup, store
from kgtools.querying.library import Query

TESTS = Path(__file__).resolve().parents[1] / "tests"
GOLDEN = "test_questions_*.py"
WANTED_EACH, WANTED_MEDIAN = 20.0, 2.0  # ms


@dataclass(frozen=True)
class Timing:
    name: str
    parameters: dict[str, str]
    ms: float
    best: float
    rows: int


def main() -> None:
    options = arguments()
    where = places.find()
    build.build(where, hermit=False)
    data, questions = store.load(where), library.read(where, "questions").queries
    calls = golden_calls()
    chosen = [query for query in questions if options.only in (None, query.name)]
    asked = {query.name: [timed(data, query, given, options.runs) for given in calls.get(query.name, [{}])] for query in chosen}
    unbound = [timed(data, query, None, options.runs) for query in chosen]
    print(*table("with parameters: the slowest call of each", [max(timings, key=lambda one: one.ms) for timings in asked.values()]),
          "of all calls: " + medians([timing for timings in asked.values() for timing in timings]), *table("unbound", unbound), sep="\n")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9, help="runs of which the median counts")
    parser.add_argument("--only", help="one question")
    return parser.parse_args()


def golden_calls() -> dict[str, list[dict[str, str]]]:
    """Every `asked("name", parameter="value")` of the golden tests, by question."""
    calls: dict[str, list[dict[str, str]]] = {}
    for path in sorted(TESTS.glob(GOLDEN)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "asked":
                name, given = constants(node)
                if name and given not in calls.setdefault(name, []):
                    calls[name].append(given)
    return calls


def constants(call: ast.Call) -> tuple[str | None, dict[str, str]]:
    """The name and parameters of a call that writes them out; no name for one that computes them."""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not call.args or not all(isinstance(value, ast.Constant) for value in values) or None in [keyword.arg for keyword in call.keywords]:
        return None, {}
    return call.args[0].value, {keyword.arg: str(keyword.value.value) for keyword in call.keywords if keyword.value.value is not None}


def timed(data: store.Store, query: Query, given: dict[str, str] | None, runs: int) -> Timing:
    """The median of some runs; `None` leaves even the parameters with a default unbound."""
    bound = {} if given is None else lookup.bindings(data, query, given)
    rows = len(data.ask(query.text, bound).rows)
    times = [one_run(data, query, bound) for _ in range(runs)]
    return Timing(query.name, {name: term.value for name, term in bound.items()}, statistics.median(times), min(times), rows)


def one_run(data: store.Store, query: Query, bound: store.Bindings) -> float:
    start = time.process_time()
    data.ask(query.text, bound)
    return 1000 * (time.process_time() - start)


def table(title: str, timings: list[Timing]) -> Iterable[str]:
    yield f"\n{title}\n{'ms':>8} {'best':>8} {'rows':>6} {'rows/ms':>8}  question"
    for one in sorted(timings, key=lambda one: -one.ms):
        given = " ".join(f"{name}={value.rsplit('/', 1)[-1]}" for name, value in one.parameters.items())
        yield f"{one.ms:8.2f} {one.best:8.2f} {one.rows:6} {one.rows / one.ms:8.1f}  {one.name} {given}".rstrip()
    yield medians(timings)


def medians(timings: list[Timing]) -> str:
    median, best = statistics.median(one.ms for one in timings), statistics.median(one.best for one in timings)
    slow = sum(one.ms > WANTED_EACH for one in timings)
    return (f"median {median:.2f} ms, of the best runs {best:.2f} ms (wanted {WANTED_MEDIAN:g}); "
            f"{slow} of {len(timings)} over {WANTED_EACH:g} ms")


if __name__ == "__main__":
    main()
