"""What the ontology may import: its own modules, each of which a file in ontology/ declares.

Nothing is ever fetched. An import from elsewhere would change what follows from the sources with every change of the
other end, so it is refused; what that gives up: terms of other vocabularies are declared here before they are used.
"""

from collections.abc import Iterable

from ..names import PREFIXES, RDF_TYPE, SI, shorten
from ..problems import Problem
from .reader import Source

IMPORTS = PREFIXES["owl"] + "imports"
ONTOLOGY = PREFIXES["owl"] + "Ontology"


def check(sources: list[Source]) -> Iterable[Problem]:
    declared = {t.subject.value for source in sources for t in source.triples
                if t.predicate.value == RDF_TYPE and t.object.value == ONTOLOGY}
    for source in sources:
        for triple in source.triples:
            if triple.predicate.value == IMPORTS and triple.object.value not in declared:
                yield problem(source, triple.subject.value, triple.object.value)


def problem(source: Source, importing: str, imported: str) -> Problem:
    record = next((record for record in source.records if record.iri == importing), None)
    line = record.line_of("owl:imports", shorten(imported)) if record else 1
    if imported.startswith(SI.rstrip("/")):
        return Problem(source.path, line, "import", f"<{imported}> is imported, and no file in ontology/ declares it",
                       "correct the name, or add a file that begins with it as owl:Ontology")
    return Problem(source.path, line, "import", f"<{imported}> is imported from elsewhere, and nothing is fetched",
                   "declare the terms that are needed in ontology/annotations.ttl, or match them in ontology/alignment.ttl")
