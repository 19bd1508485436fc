"""Answers that were given before, by request and by question; together no larger than told, the oldest go first."""

from collections import OrderedDict
from collections.abc import Hashable

from .replies import Response

LONGEST = 8000  # characters of a question, or bytes of a request, that is kept
SHORTCUTS = 16 << 20  # bytes


class Cache:
    """By a first, quick key (the request as it came) and by a second (what was asked, however it was put)."""

    def __init__(self, limit: int):
        self.limit, self.size = limit, 0
        self.answers: OrderedDict[Hashable, Response] = OrderedDict()
        self.shortcuts: dict[tuple, Hashable] = {}
        self.length = 0  # of all shortcuts

    def quick(self, request: Hashable) -> Response | None:
        question = self.shortcuts.get(request)
        return None if question is None else self.get(question)

    def get(self, question: Hashable) -> Response | None:
        found = self.answers.get(question)
        if found is not None:
            self.answers.move_to_end(question)
        return found

    def keep(self, question: Hashable, response: Response, length: int) -> None:
        """Keep the answer to a question of so many characters, if neither is too long to be worth it."""
        if length > LONGEST or response.size > self.limit // 8 or question in self.answers:
            return
        self.answers[question] = response
        self.size += response.size
        while self.size > self.limit:
            _, oldest = self.answers.popitem(last=False)
            self.size -= oldest.size

    def shorten(self, request: tuple, question: Hashable) -> None:
        """Remember that this request, in its parts, puts this question."""
        length = sum(map(len, request))
        if length > LONGEST or request in self.shortcuts:
            return
        if self.length > SHORTCUTS:
            self.shortcuts.clear()
            self.length = 0
        self.shortcuts[request] = question
        self.length += length + 500

    def clear(self) -> None:
        self.answers.clear()
        self.shortcuts.clear()
        self.size = self.length = 0
