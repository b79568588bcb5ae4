"""Keeps a subscription fed: by the bus while it is there, by the journal always."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
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
_DEAF_AFTER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a subscription's events come from."""

    access: BusAccess
    topic: str
    group: str
    embedded: bool
    catch_up_every: timedelta


class Hearing:
    """Finds out that a consumer has gone deaf: sweep after sweep of the journal brings news, and the bus brings nothing.

    No answer of a client and no ping shows that, whatever has become of its group, its connections or its loop.
    """

    def __init__(self, subscription: Subscription, seconds: Callable[[], float] = time.monotonic) -> None:
        self.deaf = asyncio.Event()
        self._subscription = subscription
        self._seconds = seconds
        self._level_at = seconds()

    async def receive(self, bodies: Sequence[bytes]) -> None:
        self._level_at = self._seconds()
        await self._subscription.receive(bodies)

    def note_sweep(self, *, news: bool) -> None:
        if not news:
            self._level_at = self._seconds()
        elif self._seconds() - self._level_at > _DEAF_AFTER_SECONDS:
            self.deaf.set()

    def begin(self) -> None:
        """With a new consumer, which gets its time."""
        self._level_at = self._seconds()
        self.deaf.clear()


async def consume(feed: Feed, subscription: Subscription) -> None:
    """Runs until cancelled."""
    hearing = Hearing(subscription)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_keep_caught_up(feed, subscription, hearing))
        tasks.create_task(_keep_connected(feed, hearing))


async def _keep_caught_up(feed: Feed, subscription: Subscription, hearing: Hearing) -> None:
    """At start and then regularly: an empty, new or shortened topic costs nothing but this."""
    pause = 0.2
    while True:
        try:
            hearing.note_sweep(news=await subscription.catch_up())
            pause = feed.catch_up_every.total_seconds()
        except (SourceUnavailable, StorageError) as problem:
            _log.warning("catching up failed, trying again", extra={"reason": str(problem)})
            pause = min(pause * 2, _LONGEST_PAUSE)
        await asyncio.sleep(pause)


async def _keep_connected(feed: Feed, hearing: Hearing) -> None:
    pause = 0.5
    while True:
        try:
            await _listen(feed, hearing)
            pause = 0.5
        except (KafkaError, OSError, TimeoutError) as problem:
            _log.warning("the bus is away, trying again", extra={"reason": await explain(feed.access, problem)})
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _listen(feed: Feed, hearing: Hearing) -> None:
    """Returns when the consumer hears nothing any more."""
    if not feed.embedded:
        await ensure_topic(feed.access, feed.topic)
    broker = make_broker(feed.access, embedded=feed.embedded)
    # The embedded bus knows one member per group and forgets nothing of a killed one, so nobody is in a group there.
    subscriber = subscribe(broker, feed.topic, None if feed.embedded else feed.group, hearing)
    try:
        hearing.begin()
        await broker.start()
        await _until_lost(subscriber.tasks, hearing)
        _log.error("the consumer has died or gone deaf, and is started anew")
    finally:
        await _stop(broker)


async def _until_lost(consuming: Sequence[asyncio.Task[None]], hearing: Hearing) -> None:
    deaf = asyncio.create_task(hearing.deaf.wait())
    try:
        await asyncio.wait([*consuming, deaf], return_when=asyncio.FIRST_COMPLETED)
    finally:
        deaf.cancel()


async def _stop(broker: object) -> None:
    try:
        await asyncio.wait_for(broker.stop(), _STOP_SECONDS)  # type: ignore[attr-defined]
    except Exception as problem:
        # Whatever stop() complains about, a new broker is made next; offsets not committed come again.
        _log.warning("the consumer did not stop cleanly", extra={"reason": str(problem) or type(problem).__name__})
