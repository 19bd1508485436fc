"""Answers that were given before, by request and by question; together no larger than told, the oldest go first."""

from collections import OrderedDict
from collections.abc import Hashable

from .replies import Response


class Cache:
    """By a first, quick key (the request as it came) and by a second (what was asked, however it was put)."""

    def __init__(self, limit: int):
        self.limit, self.size = limit, 0
        self.answers: OrderedDict[Hashable, Response] = OrderedDict()
        self.shortcuts: dict[Hashable, Hashable] = {}

    def quick(self, request: Hashable) -> Response | None:
        question = self.shortcuts.get(request)
        return None if question is None else self.get(question)

    def get(self, question: Hashable) -> Response | None:
        found = self.answers.get(question)
        if found is not None:
            self.answers.move_to_end(question)
        return found

    def keep(self, question: Hashable, response: Response) -> None:
        if response.size > self.limit // 8 or question in self.answers:
            return
        self.answers[question] = response
        self.size += response.size
        while self.size > self.limit:
            _, oldest = self.answers.popitem(last=False)
            self.size -= oldest.size

    def shorten(self, request: Hashable, question: Hashable) -> None:
        """Remember that this request puts this question."""
        if len(self.shortcuts) > 20_000:
            self.shortcuts.clear()
        self.shortcuts[request] = question

    def clear(self) -> None:
        self.answers.clear()
        self.shortcuts.clear()
        self.size = 0
