"""What the routes of the server may call. Nothing here blocks: questions go to query processes and are bounded there.

    found = await service.ask("SELECT ?s WHERE { ?s a ?class }", {"class": ox.NamedNode(...)})   # a store.Answer
    body = await service.answer("DESCRIBE <...>", None, "text/turtle")                           # bytes as a client gets them

Both raise `Unanswered` (a problems.Stop with the HTTP status that fits it: 400, 406, 413, 503, 504); the app turns
one that a route lets through into that answer, so a route need not catch it. Variables that are bound must be selected.

    service.places       where the sources, the library and the build are
    service.public_url   "https://example.org" without a slash at the end: where the world finds this server
    service.etag         a short string that changes with the build, for ETag headers: f'W/"{service.etag}-..."'
    service.library      the query library (library.Library); service.graphs: the IRIs of the named graphs
"""

import asyncio
import hashlib
import json
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from .. import __version__
from ..building import publication
from ..places import Places
from ..problems import Stop
from ..querying import library, remote
from ..querying.store import Answer, Bindings
from . import describe, formats
from .curating import edits
from .curating.changes import edited
from .logs import LOG
from .processes.pool import Pool
from .processes.process import Reply
from .settings import Settings


class Unanswered(Stop):
    def __init__(self, status: int, words: str, retry: int | None = None):
        super().__init__(words)
        self.status, self.retry = status, retry


class Service:
    def __init__(self, settings: Settings):
        self.settings = settings
        self.places = settings.places
        self.public_url = settings.public_url
        self.lost = asyncio.Event()  # the dataset is gone, and with it all that could answer
        self.pool = Pool(settings, self.lost)
        self.etag = ""

    async def start(self) -> None:
        """Ready to answer; once is enough."""
        if self.etag:
            return
        if self.settings.token:
            self.lock = edits.alone(self.places)
        if self.settings.token or edits.patch_file(self.places).is_file():
            self.settings = replace(self.settings, dataset=await self._with_changes())
            self.pool = Pool(self.settings, self.lost)
        self.etag = await asyncio.to_thread(print_of, self.places, self.settings)
        await self.pool.start()
        LOG.info("%s/ is open: %s triples; %d queries at once, each with %g s and %d MB; Ctrl-C ends it", self.public_url,
                 f"{self.pool.about['triples']:,}", self.settings.workers, self.settings.timeout, self.settings.memory >> 20)

    async def _with_changes(self) -> str:
        """The dataset with what curators have changed."""
        found = await edited({"method": "OPEN", "root": str(self.places.root), "build": str(self.places.build)}, b"")
        if "words" in found:
            raise Stop(f"the changes of curators no longer fit the graph: {found['words']}", "correct build/edits/changes.rdfp or take it away")
        return found["dataset"]

    async def stop(self) -> None:
        await self.pool.stop()

    async def renew(self, dataset: str) -> None:
        """Serve another dataset from now on; questions under way are answered from the old one."""
        old, settings = self.pool, replace(self.settings, dataset=dataset)
        pool = Pool(settings, self.lost)
        await pool.start()
        self.settings, self.pool, self.etag = settings, pool, await asyncio.to_thread(print_of, self.places, settings)
        self.__dict__.pop("graph_set", None)
        self.ending = asyncio.ensure_future(old.retire())

    @cached_property
    def library(self) -> library.Library:
        return library.read(self.places)

    @property
    def graphs(self) -> list[str]:
        return self.pool.about["graphs"]

    @cached_property
    def graph_set(self) -> frozenset[str]:
        return frozenset(self.graphs)

    def tag(self, answer: str) -> bytes:
        """The ETag of this answer: weak, because rows without ORDER BY may come in another order next time."""
        return b'W/"%s-%s"' % (self.etag.encode(), hashlib.blake2b(answer.encode(), digest_size=8).hexdigest().encode())

    description = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{describe.SERVICE_GRAPH}> {{ ?s ?p ?o }} }} ORDER BY ?s"
    about = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{describe.DATASET_GRAPH}> {{ ?s ?p ?o }} }} ORDER BY ?s"

    async def ask(self, text: str, bindings: Bindings | None = None) -> Answer:
        """Rows, triples or yes and no, as `store.Store.ask` gives them."""
        reply = checked(await self.reply(text, bindings, formats.Wanted("json", "ntriples")))
        if reply.head["type"] == formats.GRAPHS["ntriples"]:
            triples = [quad.triple for quad in ox.parse(reply.body, ox.RdfFormat.N_TRIPLES)]
            return Answer(["subject", "predicate", "object"], [], triples=triples)
        return remote.answer(json.loads(reply.body))

    async def answer(self, text: str, bindings: Bindings | None, media_type: str) -> bytes:
        """The answer in this media type; 406 if an answer of its kind does not come in it."""
        wanted = formats.wanted(media_type, None)
        if wanted is None:
            raise Unanswered(406, f"There is no {media_type} here.")
        return checked(await self.reply(text, bindings, wanted)).body

    async def reply(self, text: str, bindings: Bindings | None, wanted: formats.Wanted) -> Reply:
        head = (("solutions", wanted.solutions), ("graph", wanted.graph), ("bindings", as_json(bindings or {})))
        pool = self.pool
        question = pool.question(head, text)
        return await pool.quick(question) or await pool.long(question)


def checked(reply: Reply) -> Reply:
    if reply.status != 200:
        raise Unanswered(reply.status, reply.body.decode(), reply.head.get("retry"))
    return reply


def as_json(bindings: Bindings) -> tuple:
    """The terms as remote.term reads them, but hashable."""
    return tuple((name, tuple(term_as_json(term).items())) for name, term in bindings.items())


def term_as_json(term) -> dict:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    language = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **language}


def print_of(places: Places, settings: Settings) -> str:
    """Of the dataset, the address that it is described with, the library and the code that answers."""
    digest = hashlib.sha256(json.dumps([publication.manifest(places), settings.dataset, settings.public_url, __version__], sort_keys=True).encode())
    for path in (places.questions, *sorted(places.queries.rglob("*.rq"))):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:12]
