"""Runs the application: one event loop with a server in Rust in front, until a signal ends it.

granian answers about three times as many cached requests a second as uvicorn on the same core, and has time limits for
senders of headers; its embedded form leaves the event loop and the signals to us.
"""

import asyncio
import gc
import logging
import os
import resource
import signal
import socket

from ..problems import COULD_NOT_RUN, Stop
from . import logs
from .app import create_app
from .settings import Settings

CONNECTIONS = 2000
GRACE = 1.0  # seconds in which questions under way may end when the server does


def run(settings: Settings) -> None:
    import uvloop

    refuse_taken(settings)
    raise_limits()
    gc.set_threshold(50_000, 20, 50)  # what is kept is many and has no cycles
    logs.to_stderr()
    sound = uvloop.run(serve(settings))
    logs.LOG.info("closed")
    os._exit(0 if sound else COULD_NOT_RUN)  # connections that clients keep open do not keep us


async def serve(settings: Settings) -> bool:
    """Whether it ended because it was told to."""
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    logging.getLogger("_granian").setLevel(logging.ERROR)
    app = create_app(settings)
    await app.service.start()  # before the port is open, and where a failure is told in plain words
    server = Server(app, address=settings.host, port=settings.port, interface="asgi", websockets=False, http="1",
                    backlog=CONNECTIONS, backpressure=CONNECTIONS, log_enabled=False, http1_settings=HTTP1Settings(header_read_timeout=int(settings.patience * 1000)))
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    serving = asyncio.ensure_future(server.serve())
    waiting = [serving, *(asyncio.ensure_future(event.wait()) for event in (ending, app.service.lost))]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if lost := app.service.lost.is_set():
        logs.LOG.error("the process that holds the dataset has ended; start the server again")
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)  # granian may complain of being told twice
    server.stop()
    await asyncio.wait((serving,), timeout=GRACE)
    app.lines.write()
    await app.service.stop()  # what still runs is told that it was stopped
    await asyncio.wait((serving,), timeout=GRACE)
    if serving.done():
        serving.result()
    return not lost


def raise_limits() -> None:
    """As many connections as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def refuse_taken(settings: Settings) -> None:
    """Two servers can share a port on Linux without knowing of each other, which is never what was meant."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise Stop(f"{settings.host} port {settings.port} cannot be listened at ({error.strerror})", "choose another with --host and --port") from error
