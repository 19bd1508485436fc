"""One IRI, a page for a person or data for a machine: which of them, by `format=` or by Accept."""

from urllib.parse import quote

import pyoxigraph as ox

from ...names import SI
from .. import formats
from . import html
from .knowledge import Keeper

HTML = {"text/html": "html", "application/xhtml+xml": "html"}
OFFERED = {**formats.GRAPHS, "html": "text/html"}  # data first: who takes anything is a machine
ALTERNATES = [(name, formats.GRAPHS[name].split(";")[0]) for name in ("turtle", "jsonld", "ntriples", "rdfxml")]
IN_IRIS = "%/:#?&=+,;@!$'()*~._-"


def wanted(accept: str, name: str | None) -> str | None:
    """html or the name of a graph format; None when we have nothing that would do."""
    if name is not None:
        if name.strip().lower() == "html":
            return "html"
        found = formats.NAMES.get(name.strip().lower())
        return found[1] if found else best(name)
    return best(accept) if accept.strip() else "turtle"


def best(accept: str) -> str | None:
    return formats.best(formats.parsed(accept), {**formats.ACCEPTED_GRAPHS, **HTML}, OFFERED)


def is_person(accept: str) -> bool:
    """Whether the client would rather have a page than any kind of data."""
    return formats.best(formats.parsed(accept), {**formats.ACCEPTED, **formats.ACCEPTED_GRAPHS, **HTML},
                        {**formats.SOLUTIONS, **OFFERED}) == "html"


def links(iri: str, root: str, shown: str) -> dict[str, str]:
    """The header that says what an answer is about, and where it is in other forms."""
    here = html.path(iri, root)
    others = [f'<{here}?format={name}>; rel="alternate"; type="{kind}"' for name, kind in [("html", "text/html"), *ALTERNATES] if name != shown]
    return {"Link": ", ".join([f'<{quote(iri, safe=IN_IRIS)}>; rel="describes"', *others])}


def media_type(name: str) -> str:
    return formats.GRAPHS[name]


async def document(keeper: Keeper, service, iri: str, name: str) -> bytes:
    """What the dataset says of this IRI; of the ontology, of a module or of a source file all that stands in it."""
    known = await keeper.known()
    if iri.startswith(SI.rstrip("/")) and iri in (known.about[0], SI, f"{SI}{known.about[3]}"):
        return await service.answer(keeper.text("of-ontology"), None, media_type(name))
    thing = {"thing": ox.NamedNode(iri)}
    is_file = (await keeper.ask("graph", thing)).rows
    return await service.answer(keeper.text("of-module" if is_file else "data"), thing, media_type(name))
