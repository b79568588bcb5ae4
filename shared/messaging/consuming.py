"""Keeps a subscription fed: by the bus while it is there, by the journal always."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiokafka.errors import KafkaError

from shared.messaging.hearing import make_broker, subscribe
from shared.messaging.reaching import explain
from shared.messaging.security import BusAccess
from shared.messaging.subscription import SourceUnavailable, Subscription
from shared.messaging.topics import ensure_topic
from shared.storage import StorageError

_log = logging.getLogger(__name__)
_LONGEST_PAUSE = 5.0
_STOP_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a subscription's events come from."""

    access: BusAccess
    topic: str
    group: str
    embedded: bool
    catch_up_every: timedelta


async def consume(feed: Feed, subscription: Subscription) -> None:
    """Runs until cancelled."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_keep_caught_up(feed, subscription))
        tasks.create_task(_keep_connected(feed, subscription))


async def _keep_caught_up(feed: Feed, subscription: Subscription) -> None:
    """At start and then regularly: an empty, new or shortened topic costs nothing but this."""
    pause = 0.2
    while True:
        try:
            await subscription.catch_up()
            pause = feed.catch_up_every.total_seconds()
        except (SourceUnavailable, StorageError) as problem:
            _log.warning("catching up failed, trying again", extra={"reason": str(problem)})
            pause = min(pause * 2, _LONGEST_PAUSE)
        await asyncio.sleep(pause)


async def _keep_connected(feed: Feed, subscription: Subscription) -> None:
    pause = 0.5
    while True:
        try:
            await _listen(feed, subscription)
            pause = 0.5
        except (KafkaError, OSError, TimeoutError) as problem:
            _log.warning("the bus is away, trying again", extra={"reason": await explain(feed.access, problem)})
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _listen(feed: Feed, subscription: Subscription) -> None:
    """Returns when the consuming task has died, which a ping of the bus would not show."""
    if not feed.embedded:
        await ensure_topic(feed.access, feed.topic)
    broker = make_broker(feed.access, embedded=feed.embedded)
    # The embedded bus knows one member per group and forgets nothing of a killed one, so nobody is in a group there.
    subscriber = subscribe(broker, feed.topic, None if feed.embedded else feed.group, subscription)
    try:
        await broker.start()
        await _until_dead(subscriber.tasks)
        _log.error("the consuming task has died and is started anew")
    finally:
        await _stop(broker)


async def _until_dead(consuming: Sequence[asyncio.Task[None]]) -> None:
    await asyncio.wait(consuming, return_when=asyncio.FIRST_COMPLETED)


async def _stop(broker: object) -> None:
    try:
        await asyncio.wait_for(broker.stop(), _STOP_SECONDS)  # type: ignore[attr-defined]
    except Exception as problem:
        # Whatever stop() complains about, a new broker is made next; offsets not committed come again.
        _log.warning("the consumer did not stop cleanly", extra={"reason": str(problem) or type(problem).__name__})
