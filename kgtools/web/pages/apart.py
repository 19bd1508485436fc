"""Computing in a thread, one at a time.

Threads of Python take turns: several at once are done no sooner than one after the other, and the event loop would wait
for each of them whenever it has something to do. What that gives up: who comes when many wait is sent away.
"""

import asyncio

from ..service import Unanswered

MOST = 64  # that wait


class Apart:
    def __init__(self):
        self.turn, self.waiting = asyncio.Semaphore(1), 0

    async def __call__(self, computing, *given, **more):
        if self.waiting >= MOST:
            raise Unanswered(503, "Too many pages at once; try again in a moment.", 1)
        self.waiting += 1
        try:
            async with self.turn:
                return await asyncio.to_thread(computing, *given, **more)
        finally:
            self.waiting -= 1
