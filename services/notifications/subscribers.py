"""The door of events: this service hears everything that the tasks service publishes."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import orjson
from aiokafka.errors import KafkaError

from shared.events import TASKS_TOPIC
from shared.messaging import Subscription
from shared.messaging.consuming import Feed, consume
from shared.messaging.hearing import tail
from shared.messaging.reaching import explain
from shared.messaging.security import BusAccess
from shared.messaging.topics import ensure_topic
from shared.tenancy import TenantId

SUBSCRIPTION = "notifications"
_PAUSE = 1.0

_log = logging.getLogger(__name__)


async def on_tasks_events(
    access: BusAccess, subscription: Subscription, *, embedded: bool, catch_up: timedelta
) -> None:
    """Runs until cancelled."""
    await consume(Feed(access, TASKS_TOPIC, SUBSCRIPTION, embedded, catch_up), subscription)


async def on_any_publication(
    access: BusAccess, ring: Callable[[Mapping[TenantId, int]], None], *, embedded: bool
) -> None:
    """Rings for whatever is published, in any tenant, also where another replica hears the events. Runs until cancelled.

    While the bus is away nothing rings; whoever listens looks into the journal once in a while.
    """

    def hear(bodies: Sequence[bytes]) -> None:
        ring(_newest(bodies))

    while True:
        try:
            if not embedded:
                await ensure_topic(access, TASKS_TOPIC)
            await tail(access, TASKS_TOPIC, hear, lambda: None, embedded=embedded)
        except (KafkaError, OSError, TimeoutError) as problem:
            _log.warning("the bus is away, trying again", extra={"reason": await explain(access, problem)})
        await asyncio.sleep(_PAUSE)


def _newest(bodies: Sequence[bytes]) -> dict[TenantId, int]:
    """The highest number of each tenant. What is no event says nothing."""
    heads: dict[TenantId, int] = {}
    for body in bodies:
        try:
            event = orjson.loads(body)
            tenant, sequence = TenantId(event["tenant"]), event["sequence"]
        except (orjson.JSONDecodeError, KeyError, TypeError):
            continue
        if isinstance(tenant, str) and isinstance(sequence, int):
            heads[tenant] = max(heads.get(tenant, 0), sequence)
    return heads
