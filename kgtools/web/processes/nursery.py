"""Where query processes come from: the zygote, asked for a fork, telling of deaths."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections import deque

from ...problems import Stop
from ..settings import Settings
from .process import Process

ENDED = Stop("the process that holds the dataset has ended", "start the server again; its last words stand above")
BARREN = Stop("no process can be made for the query", "try again in a moment")


class Nursery:
    """Sets `lost` when the zygote ends without being told to."""

    def __init__(self, settings: Settings, lost: asyncio.Event):
        self.settings, self.lost = settings, lost
        self.living: dict[int, Process] = {}
        self.unborn: deque[Process] = deque()
        self.about: dict = {}

    async def start(self) -> None:
        """Ready when the dataset is loaded."""
        self.closed = False
        self.loop = asyncio.get_running_loop()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.zygote = subprocess.Popen([sys.executable, "-m", "kgtools.web.processes.zygote", str(theirs.fileno()), str(os.getpid())],
                                       pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()
        self.control.setblocking(False)
        self.ready = self.loop.create_future()
        self.loop.add_reader(self.control.fileno(), self._heard)
        self.control.send(json.dumps(self.settings.for_the_zygote).encode())
        self.about = await self.ready

    def _heard(self) -> None:
        data = self.control.recv(1 << 20)
        if not data:
            self.lost.set()
            return self._close()
        message = json.loads(data)
        if "pid" in message:
            process = self.unborn.popleft()
            process.pid = message["pid"]
            self.living[process.pid] = process
            process.born.set_result(None)
        elif "barren" in message:
            self.unborn.popleft().born.set_exception(BARREN)
        elif "died" in message:
            self.living.pop(message["died"]).died.set_result(message["signal"])
        elif "ready" in message:
            self.ready.set_result(message["ready"])

    def _close(self) -> None:
        self.loop.remove_reader(self.control.fileno())
        self.closed = True
        for waiting in [self.ready, *(process.born for process in self.unborn)]:
            if not waiting.done():
                waiting.set_exception(ENDED)

    async def fork(self) -> Process:
        """A new query process; one that nobody waits for any more is killed as soon as it is there."""
        birth = asyncio.ensure_future(self._fork())
        try:
            return await asyncio.shield(birth)
        except asyncio.CancelledError:
            birth.add_done_callback(unwanted)
            raise

    async def _fork(self) -> Process:
        if self.closed:
            raise ENDED
        ours, theirs = socket.socketpair()
        process = Process()
        try:
            socket.send_fds(self.control, [b"fork"], [theirs.fileno()])
        except OSError as error:
            ours.close()
            raise BARREN from error
        finally:
            theirs.close()
        self.unborn.append(process)
        await self.loop.create_unix_connection(lambda: process, sock=ours)
        try:
            await process.born
        except Stop:
            process.transport.abort()
            raise
        return process

    async def cause_of_death(self, process: Process) -> int:
        """The signal that ended it; 0 if it has ended by itself."""
        await asyncio.wait((process.died,), timeout=1)
        return process.died.result() if process.died.done() else 0

    async def stop(self) -> None:
        if not self.closed:
            self._close()
        for process in list(self.living.values()):
            process.kill()
        self.control.close()
        end = time.monotonic() + 2
        while self.zygote.poll() is None and time.monotonic() < end:
            await asyncio.sleep(0.01)
        self.zygote.kill()
        self.zygote.wait()


def unwanted(birth: asyncio.Future) -> None:
    if not birth.cancelled() and birth.exception() is None:
        birth.result().kill()
