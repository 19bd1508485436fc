"""The query library over HTTP: `/queries` lists it, `/queries/NAME?param=value` asks one, `/openapi.json` describes all.

A parameter is a term of the engine, never pasted text: a label or id finds its record as at the command line. In `given`
the parameters have the names of the query; `format` is ours.
"""

import json
from collections import Counter

from ..problems import Stop
from ..querying import library
from ..querying.library import Query
from . import openapi, protocol, replies, requests
from .replies import Response
from .requests import BadRequest
from .service import Service

JSON = "application/json"
LONGEST = 1000  # characters of a parameter


class Named:
    """ASGI applications for the three kinds of addresses."""

    def __init__(self, service: Service, answering):
        self.service, self.answering = service, answering

    @property
    def queries(self) -> list[Query]:
        return [query for query in self.service.library.queries if query.folder not in (*library.NOT_ASKED, "trace", "export")]

    async def listing(self, scope, receive) -> Response:
        found = [about(query, self.service.public_url) for query in self.queries]
        return self.fixed("queries", json.dumps({"queries": found}, indent=1, ensure_ascii=False).encode(), JSON)

    async def description(self, scope, receive) -> Response:
        return self.fixed("openapi", json.dumps(openapi.document(self.queries, self.service.public_url), ensure_ascii=False).encode(), JSON)

    async def answer(self, scope, receive) -> Response:
        """One query of the library with its parameters."""
        name = scope["path_params"]["name"]
        query = next((query for query in self.queries if query.name == name), None)
        if query is None:
            raise BadRequest(404, sentence(library.unknown("query", name[:100], [query.name for query in self.queries], "/queries lists all")))
        given = requests.parameters(scope["query_string"])
        values = checked(given)
        wanted = protocol.wanted_format(scope, {"format": [values.pop("format")]} if "format" in values else {})
        asked = protocol.Asked(query.text, wanted, name=query.name, given=tuple(sorted(values.items())))
        return await self.answering(scope, receive, asked)

    def fixed(self, what: str, body: bytes, media_type: str) -> Response:
        return replies.made(200, body, media_type, etag=self.service.tag(what))


def checked(given: list[tuple[str, str]]) -> dict[str, str]:
    """Each parameter once, and none so long that it can be no name."""
    counted = Counter(key for key, _ in given)
    if twice := [key for key, count in counted.items() if count > 1]:
        raise BadRequest(400, f"The parameter {min(twice)[:60]!r} stands several times; give it once.")
    if long := [key for key, value in given if len(key) + len(value) > LONGEST]:
        raise BadRequest(400, f"The parameter {min(long)[:60]!r} is longer than {LONGEST} characters; give an id or a label.")
    return dict(given)


def about(query: Query, public_url: str) -> dict:
    parameters = {name: {"type": one.type, "default": one.default, "values-from": one.values_from, "help": one.help}
                  for name, one in query.parameters.items()}
    return {"name": query.name, "url": f"{public_url}/queries/{query.name}", "title": query.title, "question": query.question,
            "tags": list(query.tags), "parameters": parameters, "columns": query.columns}


def sentence(stop: Stop) -> str:
    words = str(stop)
    return words[:1].upper() + words[1:] + "."
