"""Pages for people, and the same addresses for machines: the start with its editor, every IRI of ours, search, questions.

`routes(service, found)` adds them to the application's own. Pages work without scripts; the editor comes on top of a plain
form where its bundle was built.
"""

import asyncio

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...names import INFERRED_GRAPH, KG, SI
from . import asking, files, finding, html, negotiation, things, welcome
from .apart import Apart
from .knowledge import Keeper
from .shelf import Shelf

HTML = "text/html; charset=utf-8"
LONGEST = 300  # characters of a name that is looked for


def routes(service, found: list[Route]) -> list[Route]:
    """The application's routes and the pages; where both answer at one address, who prefers HTML gets the page."""
    pages = Pages(service)
    readable = {"/queries": pages.questions, "/queries/{name}": pages.question}
    both = [Route(route.path, Either(readable[route.path], route.endpoint)) if route.path in readable else route for route in found]
    return [
        *both, Route("/", pages.start), Route("/find", pages.find), Route("/graph", pages.kinds), Route("/graph/", pages.kinds),
        Route("/ontology", pages.ontology), Route("/ontology/{name:path}", pages.ontology), Route("/graph/{name:path}", pages.graph),
        Route("/pages/editor.json", pages.editor), Route("/pages/{file}", pages.file),
    ]


class Either:
    """An ASGI application of two at one address: the page for a person, and what a program gets."""

    def __init__(self, page, data):
        self.page, self.data = page, data

    async def __call__(self, scope, receive, send) -> None:
        request = Request(scope, receive)
        response = await self.page(request) if wants_page(request) else None
        await (response or self.data)(scope, receive, send)


def wants_page(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and "format" not in request.query_params and negotiation.is_person(request.headers.get("accept", ""))


class Pages:
    def __init__(self, service):
        self.service, self.keeper, self.shelf = service, Keeper(service), Shelf()
        self.root, self.names = html.root_of(service.public_url), asking.Fetched()
        self.apart, self.search = Apart(), Apart()  # so that pages do not wait for those who look for something

    async def kept(self, request: Request, key: str, template: str, content, policy: str = html.POLICY, headers=None) -> Response | None:
        """A page that changes with the build only; `content` gives what it shows, or None."""
        async def making() -> bytes | None:
            shown = await content()
            return None if shown is None else (await self.apart(html.render, template, self.root, **shown)).encode()

        return await self.shelf.response(request, self.service.etag, key, making, {**html.secured(policy), **(headers or {})}, HTML)

    async def start(self, request: Request) -> Response:
        async def content() -> dict:
            known = await self.keeper.known()
            return {"known": known, "bundle": bundle, "counts": await self.apart(welcome.counts, known), "endpoint": f"{self.service.public_url}/sparql"}

        bundle = files.has_bundle()
        return await self.kept(request, f"start {bundle}", "start.html", content, html.POLICY_OF_EDITOR)

    async def editor(self, request: Request) -> Response:
        """What the editor has to know: prefixes, questions, names to complete."""
        async def making() -> bytes:
            return await self.apart(welcome.editor, await self.keeper.known(), self.service.library)

        return await self.shelf.response(request, self.service.etag, "editor", making, html.SAFE, "application/json")

    async def kinds(self, request: Request) -> Response:
        async def content() -> dict:
            known = await self.keeper.known()
            return {"known": known, "below": await self.apart(welcome.below, known), "ontology": known.about[0], "inferred": INFERRED_GRAPH}

        return await self.kept(request, "kinds", "kinds.html", content)

    async def questions(self, request: Request) -> Response:
        async def content() -> dict:
            return {"subjects": asking.by_subject(self.service.library)}

        return await self.kept(request, "questions", "questions.html", content)

    async def question(self, request: Request) -> Response | None:
        """The answer as a page; None for a question that is none, which the other side refuses in its own words."""
        query = asking.find(self.service.library, request.path_params["name"])
        if query is None:
            return None
        if self.names.etag != self.service.etag:
            self.names = asking.Fetched(self.service.etag)
        known, asked = await self.keeper.known(), await asking.ask(self.service, query, dict(request.query_params), self.names, self.apart)
        return await self.page("question.html", asked.status, known=known, it=asked, most=asking.MOST, iri=html.iri, number=html.is_number)

    async def find(self, request: Request) -> Response:
        known, words = await self.keeper.known(), request.query_params.get("q", "").strip()[:LONGEST]
        found = await self.search(finding.find, known, words)
        near = [] if found or not words else await self.search(finding.near_names, known, words)
        return await self.page("find.html", known=known, searched=words, found=found, near=near)

    async def page(self, template: str, status: int = 200, **content) -> Response:
        """A page that is made each time."""
        headers = {**html.secured(), "Cache-Control": "no-cache", "Vary": "Accept"}
        return Response(await self.apart(html.render, template, self.root, **content), status, headers, HTML)

    async def ontology(self, request: Request) -> Response:
        return await self.thing(request, SI)

    async def graph(self, request: Request) -> Response:
        return await self.thing(request, KG)

    async def thing(self, request: Request, base: str) -> Response:
        """The page or the data of an IRI; each says where the other is."""
        name = request.path_params.get("name", "")
        wanted = negotiation.wanted(request.headers.get("accept", ""), request.query_params.get("format"))
        if wanted is None:
            return plain(406, "This is here as HTML, Turtle, JSON-LD, N-Triples or RDF/XML.")
        for iri in html.candidates(base, name):
            if response := await (self.entity(request, iri) if wanted == "html" else self.data(iri, wanted)):
                return response
        return await self.missing(base, name, wanted)

    async def entity(self, request: Request, iri: str) -> Response | None:
        async def content() -> dict | None:
            found = await things.page(self.keeper, iri, self.apart)
            return found and {"known": found.known, "it": found, "machine": negotiation.ALTERNATES}

        return await self.kept(request, iri, "entity.html", content, headers=negotiation.links(iri, self.root, "html"))

    async def data(self, iri: str, wanted: str) -> Response | None:
        thing = {"thing": ox.NamedNode(iri)}
        if not any([(await self.keeper.ask(name, thing)).rows for name in ("facts", "links", "graph")]):
            return None
        body = await negotiation.document(self.keeper, self.service, iri, wanted)
        headers = {**html.SAFE, "Vary": "Accept", "Cache-Control": "no-cache", **negotiation.links(iri, self.root, wanted)}
        return Response(body, 200, headers, negotiation.media_type(wanted))

    async def missing(self, base: str, name: str, wanted: str) -> Response:
        known, iri = await self.keeper.known(), base + name[:LONGEST]
        near = await self.search(finding.near_iris, known, iri)
        if wanted == "html":
            return await self.page("missing.html", 404, known=known, iri=iri, name=name[:LONGEST], near=near)
        return plain(404, f"there is no <{iri}> here" + (f"; near: {' '.join(near)}" if near else ""))

    async def file(self, request: Request) -> Response:
        """The style sheet, the icon, or a file of the editor's bundle."""
        name = request.path_params["file"]
        if (found := files.find(name)) is None:
            return plain(404, "There is no such file.")

        async def making() -> bytes:
            return await asyncio.to_thread(found.content)

        return await self.shelf.response(request, found.version, name, making, html.SAFE, found.media_type)


def plain(status: int, words: str) -> Response:
    return Response(words + "\n", status, {**html.SAFE, "Vary": "Accept"}, "text/plain; charset=utf-8")
