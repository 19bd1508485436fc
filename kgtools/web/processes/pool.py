"""Questions to query processes: timed, kept from hurting each other, and never left without an answer.

Every question begins in the fast lane. One that is not done after a moment is expensive: it goes on if the slow lane has
room, at the lowest priority, and else is stopped, waits for room and begins anew. So expensive questions never take all
processes, and a cheap one never waits for them. What that gives up: a stopped question does its first moment twice.
"""

import asyncio
import signal
import time
from collections import OrderedDict
from dataclasses import dataclass

from ..settings import Settings
from . import wire
from .lanes import Lane
from .nursery import Nursery
from .process import DEAD, LATE, Process, Reply, refusal

MOMENT, SHORT_MOMENT = 0.05, 0.02  # seconds of a processor; the short one while others wait for theirs
LONG_MOMENT = 40  # times as long may pass on a busy machine
BREATH = 1.0  # seconds until a refusal, so that asking again at once does not keep us busy with refusing
QUEUE = 256  # questions that wait for the fast lane
SLOW_QUEUE = 64
KNOWN_SLOW = 1000
KILLED_BY = {
    signal.SIGABRT: (503, "The query needs more memory than one query gets; ask for less at once."),
    signal.SIGSEGV: (400, "The query is nested too deeply or joins too much; write it flatter."),
    signal.SIGXCPU: (504, "The query took too long; ask for less at once."),
}
GONE = (503, "The query was stopped; try again in a moment.")


@dataclass
class Question:
    """On its way: what is asked, and the lane and process that it holds."""

    head: wire.Head
    text: bytes
    key: int
    lane: Lane | None = None
    process: Process | None = None
    again: bool = False


class Pool:
    def __init__(self, settings: Settings, lost: asyncio.Event):
        self.settings = settings
        self.nursery = Nursery(settings, lost)
        self.idle: list[Process] = []
        self.fast = Lane(settings.workers, QUEUE)
        self.slow = Lane(max(1, settings.workers - 2), SLOW_QUEUE)
        self.known_slow: OrderedDict[int, None] = OrderedDict()
        self.spare: asyncio.Task | None = None
        self.closed = False

    async def start(self) -> None:
        """Ready when the dataset is loaded and the first query process is there."""
        await self.nursery.start()
        self.idle.append(await self.nursery.fork())

    async def stop(self) -> None:
        """All questions that are under way are told so."""
        if not self.closed:
            self.closed = True
            await self.nursery.stop()

    async def retire(self) -> None:
        """End when the questions under way have ended, at the latest when their time is up."""
        end = time.monotonic() + 2 * self.settings.timeout
        while time.monotonic() < end and any(lane.used for lane in (self.fast, self.slow)):
            await asyncio.sleep(0.1)
        await self.stop()

    @property
    def about(self) -> dict:
        return self.nursery.about

    def question(self, head: wire.Head, text: str) -> Question:
        return Question((*head, ("seconds", self.settings.timeout)), text.encode(), hash((head, text)))

    async def quick(self, question: Question) -> Reply | None:
        """The answer if it takes no more than a moment; else None, and `long` goes on from there."""
        if self.closed:
            return refusal(*GONE)
        if question.key in self.known_slow or not await self.fast.enter(MOMENT):
            return None
        try:
            await self._begin(question, self.fast)
            reply = await question.process.reply(MOMENT)
        except BaseException:
            self._end(question)
            raise
        return None if reply is LATE else await self._ended(question, reply)

    async def long(self, question: Question) -> Reply:
        """The answer, however long it takes within the limits; cancelling stops its process."""
        try:
            if question.lane is None and question.key not in self.known_slow:
                if not await self.fast.enter(self.settings.timeout):
                    return refusal(503, "Too many questions at once; try again in a moment.", retry=1)
                await self._begin(question, self.fast)
            reply = await self._first_moment(question) if question.process else LATE
            return await (self._slowly(question) if reply is LATE else self._ended(question, reply))
        finally:
            self._end(question)

    async def _first_moment(self, question: Question) -> Reply:
        """What it answers within a moment of computing."""
        moment = SHORT_MOMENT if self.fast.waiting else MOMENT
        for _ in range(LONG_MOMENT):
            reply = await question.process.reply(moment)
            if reply is not LATE or question.process.spent() > moment:
                break
        return reply

    async def _slowly(self, question: Question) -> Reply:
        """In the slow lane; what turns out to be quick after all begins in the fast lane next time."""
        begun = question.process is not None and self.slow.enter_at_once()
        if begun:
            self.fast.leave()
            question.lane = self.slow
        else:
            self._end(question)
            if not await self.slow.enter(self.settings.timeout):
                await asyncio.sleep(BREATH)
                return refusal(503, "Too many long questions at once; try again later, or ask for less.", retry=10)
            await self._begin(question, self.slow)
        start = time.monotonic()
        self._remember(question.key)
        question.process.lower()
        reply = await question.process.reply(self.settings.timeout)
        if not begun and time.monotonic() - start < MOMENT:
            self.known_slow.pop(question.key, None)
        if reply is LATE:
            return refusal(504, f"The query took longer than {self.settings.timeout:g} s; ask for less at once.")
        return await self._ended(question, reply)

    async def _begin(self, question: Question, lane: Lane) -> None:
        question.lane = lane
        while question.process is None or not question.process.alive:
            question.process = self.idle.pop() if self.idle else await self.nursery.fork()
        question.process.ask(question.head, question.text)

    async def _ended(self, question: Question, reply: Reply) -> Reply:
        process = question.process
        self._end(question)
        if reply is not DEAD:
            return reply
        cause = await self.nursery.cause_of_death(process)
        if cause not in KILLED_BY and not question.again and not self.closed:  # killed from outside: that is not the question's fault
            question.again = True
            return await self.long(question)
        return refusal(*KILLED_BY.get(cause, GONE))

    def _end(self, question: Question) -> None:
        """Give back lane and process; a process that was slow, still computes or is about to leave is ended."""
        lane, process, question.lane, question.process = question.lane, question.process, None, None
        if process and (process.busy or process.low or process.leaving or len(self.idle) >= self.settings.workers):
            process.kill()
            self._keep_a_spare()
        elif process and process.alive:
            self.idle.append(process)
        if lane:
            lane.leave()

    def _keep_a_spare(self) -> None:
        """A process that waits for the next question, so that it need not wait for a process."""
        if not self.idle and not self.closed and (self.spare is None or self.spare.done()):
            self.spare = asyncio.ensure_future(self._fork_spare())

    async def _fork_spare(self) -> None:
        self.idle.append(await self.nursery.fork())

    def _remember(self, key: int) -> None:
        self.known_slow[key] = None
        self.known_slow.move_to_end(key)
        if len(self.known_slow) > KNOWN_SLOW:
            self.known_slow.popitem(last=False)
