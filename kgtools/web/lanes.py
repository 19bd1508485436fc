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
        turn = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        try:
            await asyncio.wait((turn,), timeout=seconds)
            return turn.done()
        except asyncio.CancelledError:
            if turn.done():  # our turn came in the same moment
                self.leave()
            raise
        finally:
            turn.cancel()

    def leave(self) -> None:
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                return turn.set_result(None)
        self.room += 1
