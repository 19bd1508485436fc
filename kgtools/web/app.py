"""The server as one ASGI application: the cache in front, the routes behind it."""

import contextlib
import json
import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response as StarletteResponse
from starlette.routing import Route

from . import replies
from .cache import Cache
from .curating.curators import Curators
from .logs import LOG, Counter, Lines, Noted, one_line
from .named import Named
from .pages import routing
from .replies import header
from .service import Service, Unanswered
from .settings import Settings
from .sparql import QUERYING, READING, Sparql, shortcut, told

NEGOTIATED, LONGEST_HEADER = (b"accept", b"accept-encoding", b"if-none-match"), 2000


class Front:
    """Answers what was answered before without looking closer; sees to the headers and the log of all other answers."""

    def __init__(self, service: Service, sparql: Sparql, cache: Cache, app):
        self.service, self.sparql, self.cache, self.app = service, sparql, cache, app
        self.counter, self.lines = Counter(), Lines()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if scope["method"] in ("GET", "HEAD") and (found := self.cache.quick(shortcut(scope))):
            self.counter.add()
            return await found(scope, receive, send)
        scope["kgtools.patience"] = self.service.settings.patience
        if any(len(header(scope, name)) > LONGEST_HEADER for name in NEGOTIATED):
            return await replies.error(431, f"A header is longer than {LONGEST_HEADER} bytes; make it shorter.")(scope, receive, send)
        if scope["path"] == "/sparql":
            return await self._query(scope, receive, send)
        noted = Noted(send, [*replies.CORS, *replies.SAFE])
        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            if not noted.status:
                await own_fault(scope, error)(scope, receive, noted)
        finally:
            noted.tell(scope, self.lines)

    async def _query(self, scope, receive, send) -> None:
        """The shortest way for what is asked most."""
        start, response = time.perf_counter(), None
        try:
            response = await told(self.sparql.response, QUERYING, scope, receive)
        except Exception as error:
            response = own_fault(scope, error)
        finally:
            self.lines.add(scope, response.status if response else 0, len(response.body) if response else 0, start)
        if response:
            await response(scope, receive, send)


def own_fault(scope, error: Exception) -> replies.Response:
    LOG.error("an error of the server itself, in %s", one_line(scope["path"], 80), exc_info=error)
    return replies.error(500, "Something is wrong with the server itself; its log says what.")


def create_app(settings: Settings):
    """Ready to be run by any ASGI server, which has to support lifespan events."""
    service, cache = Service(settings), Cache(settings.cache)

    @contextlib.asynccontextmanager
    async def lifespan(app):
        await service.start()
        yield
        await service.stop()

    sparql = Sparql(service, cache)
    app = Starlette(routes=routes(service, sparql), lifespan=lifespan, exception_handlers={Unanswered: unanswered, 404: nothing, 405: other_method})
    app.router.redirect_slashes = False  # it would send clients wherever their Host header says
    app.state.service = service
    return Front(service, sparql, cache, app)


def routes(service: Service, sparql: Sparql) -> list:
    named = Named(service, sparql.answer)
    found = [Route("/health", Speaking(health(service))), Route("/.well-known/void", Speaking(sparql.about)), Route("/queries", Speaking(named.listing)),
             Route("/queries/{name}", Speaking(named.answer)), Route("/openapi.json", Speaking(named.description))]
    curators = Curators(service, sparql)
    found += [Route("/update", Speaking(curators.update, ("POST", "OPTIONS"))),
              Route("/store", Speaking(curators.store, ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")))]
    return routing.routes(service, found)


class Speaking:
    """An ASGI application from a function that gives a response or says what is wrong."""

    def __init__(self, responding, methods: tuple[str, ...] = READING):
        self.responding, self.methods = responding, methods

    async def __call__(self, scope, receive, send) -> None:
        if response := await told(self.responding, self.methods, scope, receive):
            await response(scope, receive, send)


def health(service: Service):
    """Whether a query is answered."""
    async def response(scope, receive):
        await service.ask("ASK { }")
        about = {"status": "fine", "triples": service.pool.about["triples"], "build": service.etag}
        return replies.made(200, json.dumps(about).encode(), "application/json", *replies.NOT_KEPT)

    return response


async def unanswered(request: Request, error: Unanswered):
    retry = {"Retry-After": str(error.retry)} if error.retry else {}
    return plain(error.status, str(error), retry)


async def nothing(request: Request, error):
    return plain(404, "There is nothing at this address; queries go to /sparql, and /queries lists the named ones.")


async def other_method(request: Request, error):
    return plain(405, "This address does not take this method.", error.headers)


def plain(status: int, words: str, headers=None) -> StarletteResponse:
    return StarletteResponse(words + "\n", status, headers, "text/plain; charset=utf-8")
