"""Which processes there were: the judge tells by it what a count that began anew means."""

import asyncio

from tests.chaos.harm import now
from tests.chaos.installation import Installation
from tests.chaos.run_directory import RunDirectory, append

_LOOK = 0.05


async def note_starts(installation: Installation, directory: RunDirectory) -> None:
    """Until cancelled: each process, as soon as it is there."""
    known: set[tuple[str, int, str]] = set()
    while True:
        for part in installation.parts():
            if (who := (part.name, part.pid, part.birth)) not in known:
                known.add(who)
                append(directory.restarts, {"at": now(), "part": part.name, "pid": part.pid})
        await asyncio.sleep(_LOOK)
