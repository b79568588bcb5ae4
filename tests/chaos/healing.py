"""After the faults: everything as it should be again, then waiting until nothing moves any more."""

import asyncio
import signal
import time

from deploy.local.parts import SERVICES
from shared.storage import StorageError
from tests.chaos.installation import Installation
from tests.chaos.levels import Stores
from tests.chaos.observers import Observers
from tests.chaos.offsets import unread

REST_SECONDS = 120.0
_LOOK = 0.5
_START_TRIES = 30


async def heal(installation: Installation) -> None:
    """Whatever state a fault that was broken off has left: links, stopped processes, switches, servers, the supervisor."""
    installation.clear()
    for name in SERVICES:
        for switch in (name, f"{name}.clock"):
            (installation.directory.switches / switch).unlink(missing_ok=True)
    installation.servers.resume()
    for part in installation.parts():
        installation.signal(part, signal.SIGCONT)
    await installation.servers.start_kafka()
    await installation.start_parts(_START_TRIES)


async def rest(
    installation: Installation, stores: Stores, observers: Observers, seconds: float = REST_SECONDS
) -> list[str]:
    """Waits until heads = positions = cursors = offsets, outboxes are empty and observers have seen it all.

    Gives what is missing in the end.
    """
    deadline = time.monotonic() + seconds
    while True:
        missing = await _missing(installation, stores, observers)
        if not missing or time.monotonic() > deadline:
            return missing
        await asyncio.sleep(_LOOK)


async def _missing(installation: Installation, stores: Stores, observers: Observers) -> list[str]:
    if not await installation.all_ready():
        return ["not every service is ready"]
    try:
        heads = await stores.heads()
        missing = await stores.behind(heads)
        if waiting := await stores.waiting():
            missing.append(f"{waiting} outboxes are not empty")
    except StorageError as problem:
        return [f"the store is away: {problem}"]
    seen = observers.seen
    late = [tenant for tenant, number in seen.items() if number < heads.get(tenant, 0)]
    missing += [f"stream of {tenant}: {seen[tenant]} of {heads[tenant]}" for tenant in late]
    if not missing:
        missing += (await stores.endpoints_behind(heads)).values()
    if installation.servers.kafka and not missing:
        missing += await unread(installation.servers.kafka.address)
    return missing
