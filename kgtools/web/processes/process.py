"""One query process as the server sees it: it is asked, it answers, it is killed."""

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass

from . import wire

LOWEST = 19


@dataclass
class Reply:
    """Head and body as a query process gave them, or what is said in its place."""

    head: dict
    body: bytes

    @property
    def status(self) -> int:
        return self.head["status"]


def refusal(status: int, words: str, **more) -> Reply:
    return Reply({"status": status, **more}, words.encode())


LATE = refusal(504, "")
DEAD = refusal(503, "")


def processor_time(pid: int) -> float:
    """Of another process, by its clock in the kernel; where there is none, the time of day does."""
    if not sys.platform.startswith("linux"):
        return time.monotonic()
    try:
        return time.clock_gettime(~pid << 3 | 2)  # what clock_getcpuclockid(3) gives
    except OSError:
        return float("inf")  # it has ended


class Process(asyncio.Protocol):
    def __init__(self):
        self.inbox = wire.Inbox()
        self.pid = 0
        self.loop = asyncio.get_running_loop()
        self.born, self.died = self.loop.create_future(), self.loop.create_future()
        self.alive, self.busy, self.low, self.leaving = True, False, False, False
        self.waiting: asyncio.Future | None = None
        self.said: Reply | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if message := self.inbox.feed(data):
            self.busy, self.leaving = False, message[0].get("leave", False)
            self.said = Reply(*message)
            self._tell(self.said)

    def connection_lost(self, error) -> None:
        self.alive = False
        self._tell(DEAD)

    def _tell(self, reply: Reply) -> None:
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(reply)

    def ask(self, head: wire.Head, text: bytes) -> None:
        self.busy, self.said, self.before = True, None, processor_time(self.pid)
        if self.alive:
            self.transport.write(wire.packed(head, text))

    async def reply(self, seconds: float) -> Reply:
        """What it answers, LATE if it takes longer than this, DEAD if it has died of it."""
        if self.said:
            return self.said  # it came between two waits
        if not self.alive:
            return DEAD
        self.waiting = self.loop.create_future()
        timer = self.loop.call_later(seconds, self._tell, LATE)
        try:
            return await self.waiting
        finally:
            timer.cancel()

    def spent(self) -> float:
        """Seconds of a processor since it was asked; on a busy machine less than have passed."""
        return processor_time(self.pid) - self.before

    def lower(self) -> None:
        """At the lowest priority from now on; there is no way back, so such a process is not kept."""
        self.low = True
        try:
            os.setpriority(os.PRIO_PROCESS, self.pid, LOWEST)
        except OSError:
            pass  # it has ended

    def kill(self) -> None:
        if self.alive:
            self.alive = False
            self.transport.abort()
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
