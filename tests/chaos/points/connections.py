"""Writes down each address that the service which sends to integrators opens a connection to (I16).

At the last call before the event loop, where names are resolved already: below every guard of the product, and also where
the loop opens sockets past Python's.
"""

import json
from contextlib import suppress
from functools import wraps
from typing import Any

from tests.chaos.points.hooks import Alteration
from tests.chaos.points.switches import Switches

FILE = "connections.jsonl"
"""Beside the folder of the switches."""
_SENDER = "notifications"


def alterations(switches: Switches) -> list[Alteration]:
    seen: set[str] = set()
    path = switches.folder.parent / FILE

    def replace(original: Any) -> Any:
        @wraps(original)
        async def connect_tcp(host: str, *rest: Any, **named: Any) -> Any:
            if host not in seen and switches.service == _SENDER:
                with suppress(OSError), path.open("ab") as file:  # the disk may be full; it is noted the next time
                    file.write(json.dumps({"host": host}).encode() + b"\n")
                    seen.add(host)
            return await original(host, *rest, **named)

        return staticmethod(connect_tcp)

    return [Alteration("anyio._backends._asyncio", "AsyncIOBackend.connect_tcp", replace)]
