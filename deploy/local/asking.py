"""`python -m deploy.local.asking store|kafka`: can that server be used? Exit code 1 and a line on standard error where not.

The URL of the store comes on standard input; the way to Kafka is in the environment (TIENDO_KAFKA…).
"""

import asyncio
import sys

from deploy.local.language import say
from deploy.local.servers import in_short

_STORE_SECONDS = 8.0  # longer than a driver waits, for its reason is better than ours


async def ask_store(url: str) -> str:
    """The reason why it does not open; empty where it does."""
    from shared.storage import StorageError, connect

    store = connect(url, "tasks")
    try:
        async with asyncio.timeout(_STORE_SECONDS):
            await store.open([])
    except TimeoutError:
        return say("hết thời gian chờ", "no answer in time")
    except (StorageError, ValueError) as error:
        return in_short(error)
    finally:
        await store.close()
    return ""


async def ask_kafka() -> str:
    """The reason why no server lets us in; empty where one does."""
    from shared.chassis import BusSettings, read_settings
    from shared.messaging.reaching import BusAway, reach

    try:
        await reach(read_settings(BusSettings).bus)
    except BusAway as away:
        return str(away)
    return ""


def main(server: str) -> int:
    reason = asyncio.run(ask_kafka() if server == "kafka" else ask_store(sys.stdin.read().strip()))
    if reason:
        print(reason, file=sys.stderr)
    return 1 if reason else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
