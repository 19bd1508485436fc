"""Changes to the graph as the server has them made: by a process of its own, in limited time."""

import asyncio
import json
import os
import sys
from pathlib import Path

from ..settings import Elsewhere
from . import edits

LONGEST = 120.0  # seconds for one change


async def edited(change: dict, body: bytes) -> dict:
    """What the process that makes changes says of this one; if it was ended, what is on the disk says whether it is made."""
    places = Elsewhere(Path(change["root"]), folder=Path(change["build"]))
    before = await asyncio.to_thread(edits.content, places)
    try:
        async with asyncio.timeout(LONGEST):
            return json.loads(await said(change, body))
    except TimeoutError:
        failure = {"status": 504, "words": f"Nothing was changed, because it took longer than {LONGEST:g} s."}
    except ValueError:
        failure = {"status": 500, "words": "Nothing was changed; the server's log says why."}
    if await asyncio.to_thread(edits.content, places) == before:
        return failure
    return {"status": 204, "dataset": str(edits.dataset(places, edits.read(places)))}  # it was ended after the patch had become durable


async def said(change: dict, body: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "kgtools.web.curating.editing", str(os.getpid()),
                                                   stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    head = json.dumps(change).encode()
    try:
        return (await process.communicate(len(head).to_bytes(8, "big") + head + body))[0]
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
