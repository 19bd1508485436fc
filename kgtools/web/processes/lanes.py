"""Room for so many at a time, and for so many who wait their turn."""

import asyncio
from collections import deque


class Lane:
    def __init__(self, room: int, queue: int):
        self.room, self.queue, self.size = room, queue, room
        self.waiting: deque[asyncio.Future] = deque()

    @property
    def used(self) -> bool:
        return self.room < self.size

    def enter_at_once(self) -> bool:
        if self.room > 0:
            self.room -= 1
            return True
        return False

    async def enter(self, seconds: float) -> bool:
        """Whether there was room in time."""
        if self.enter_at_once():
            return True
        if len(self.waiting) >= self.queue:
            return False
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self.waiting.append(turn)
        timer = loop.call_later(seconds, too_late, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():  # our turn came in the same moment
                self.leave()
            raise
        finally:
            timer.cancel()
            if turn in self.waiting:
                self.waiting.remove(turn)

    def leave(self) -> None:
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                return turn.set_result(True)
        self.room += 1


def too_late(turn: asyncio.Future) -> None:
    if not turn.done():
        turn.set_result(False)
