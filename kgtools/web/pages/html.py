"""HTML from templates: every text is escaped, a link leads to http(s) or nowhere, and no script or style stands in a page.

The content security policy lets a page load what this server sends and nothing else. The editor's page alone may run the
script of its bundle, which may give elements styles, as CodeMirror does.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

from ... import __version__
from ...export import looks
from ...names import KG, SI, local_name, shorten
from ...querying.terms import INTEGERS, NUMBERS
from . import words

TEMPLATES = Path(__file__).parents[1] / "templates"
LOADS = "default-src 'none'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
POLICY = f"{LOADS}; style-src 'self'"
COLUMN_RESIZER = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # the style sheet that the table of results puts in the page
POLICY_OF_EDITOR = f"{LOADS}; style-src 'self' {COLUMN_RESIZER}; style-src-attr 'unsafe-inline'; script-src 'self'"
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": "*"}
BASES = {SI: "/ontology/", KG: "/graph/", SI.rstrip("/"): "/ontology", KG.rstrip("/"): "/graph"}


@cache
def environment():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(version=__version__, shorten=shorten, local_name=local_name, words=words, looks=looks, kind_name=words.kind_name)
    made.filters.update(number=lambda count: f"{count:,}", counted=counted)
    return made


def counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def render(template: str, root: str, **content) -> str:
    """A page; `root` is the path under which the world sees this server, mostly empty."""
    return environment().get_template(template).render(root=root, path=lambda iri: path(iri, root), **content)


def secured(policy: str = POLICY) -> dict[str, str]:
    return {**SAFE, "Content-Security-Policy": policy}


def root_of(public_url: str) -> str:
    return urlsplit(public_url).path.rstrip("/")


def path(iri: str, root: str = "") -> str | None:
    """Where the page of an IRI is: here for one of ours, elsewhere for http(s), nowhere for what could run."""
    for base, start in BASES.items():
        if iri == base or (base.endswith("/") and iri.startswith(base)):
            return root + start + quote(unquote(iri[len(base):]), safe="/-._~!$&'()*+,;=:@")
    return iri if iri.lower().startswith(("http://", "https://")) else None


def candidates(base: str, name: str) -> Iterator[str]:
    """The IRIs that an address can mean: as it reads, or with its characters escaped as the dataset writes a file's name."""
    for iri in dict.fromkeys((base + name if name else base.rstrip("/"), base + quote(name, safe="/-._~!$&'()*+,;=:@%"))):
        try:
            ox.NamedNode(iri)
        except ValueError:
            continue
        yield iri


def iri(term) -> str | None:
    return term.value if isinstance(term, ox.NamedNode) else None


def is_number(term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in INTEGERS | NUMBERS
