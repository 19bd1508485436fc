"""Changes to the graph as the server has them made: by a process of its own, in limited time."""

import asyncio
import json
import os
import sys

LONGEST = 120.0  # seconds for one change


async def edited(change: dict, body: bytes) -> dict:
    """What the process that makes changes says of this one."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "kgtools.web.curating.editing", str(os.getpid()),
                                                   stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    head = json.dumps(change).encode()
    try:
        async with asyncio.timeout(LONGEST):
            said, _ = await process.communicate(len(head).to_bytes(8, "big") + head + body)
        return json.loads(said)
    except TimeoutError:
        return {"status": 504, "words": f"Nothing was changed, because it took longer than {LONGEST:g} s."}
    except ValueError:
        return {"status": 500, "words": "Nothing was changed; the server's log says why."}
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
