"""The courier of one endpoint: follows the tenant's journal and delivers what is wanted, in order, one event at a time.

Whatever the courier remembers can be lost: the place in the journal is stored after each run. A crash between the
answers of the endpoint and that write repeats one run of events, at most 20, with the same ids (G2).
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from services.notifications.domain.subscriptions.attempts import Outcome, Reply
from services.notifications.domain.subscriptions.deliveries import Delivery, attempt_of, logged
from services.notifications.domain.subscriptions.errors import SecretUnreadable, SubscriptionsNotConfigured
from services.notifications.domain.subscriptions.interest import Told, concerns
from services.notifications.domain.subscriptions.progress import Lane, Progress, Schedule, Verdict, after_attempt
from services.notifications.domain.subscriptions.subscription import State, Subscription
from services.notifications.ports.delivering import Deliveries, JournalAway, Subscriptions
from services.notifications.usecases.subscriptions.lanes import Lanes
from services.notifications.usecases.subscriptions.lines import Lines
from services.notifications.usecases.subscriptions.post import Letter, Post
from services.notifications.usecases.subscriptions.telling import Tell
from shared.storage.errors import StorageError
from shared.tenancy import TenantId

_log = logging.getLogger(__name__)
_TROUBLE_SECONDS = 1.0
_KEY_SECONDS = 60.0
_TIDY_SECONDS = 5.0
_UNWANTED_AT_ONCE = 1_000
_RUN_EVENTS = 20
_RUN_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Round:
    """What all couriers share. `jitter` gives a number between -0.2 and 0.2."""

    subscriptions: Subscriptions
    deliveries: Deliveries
    lines: Lines
    lanes: Lanes
    post: Post
    tell: Tell
    schedule: Schedule
    jitter: Callable[[], float] = lambda: random.uniform(-0.2, 0.2)  # noqa: S311 - spreads load, guards nothing


class _Ended(Exception):
    """Nothing is sent to this endpoint any more."""


@dataclass(slots=True)
class _Run:
    """Attempts that follow each other, and what they have come to; nothing of it is stored yet."""

    subscription: Subscription
    progress: Progress
    verdict: Verdict = Verdict.WAITING
    last: Reply | None = None
    noted: dict[int, Callable[[Delivery | None], Delivery]] = field(default_factory=dict)


class Courier:
    def __init__(self, tenant: TenantId, key: str, shared: Round) -> None:
        self.tenant = tenant
        self.key = key
        self.woken = asyncio.Event()
        self.version = 0
        self.waits_for: str | None = None
        """When the event was recorded that is to be delivered next (wire text); None where the endpoint is level."""
        self._shared = shared
        self._mark = (-1, -1)
        self._seen = 0

    async def run(self) -> None:
        """Until the subscription is paused, disabled or removed, or this is cancelled."""
        self._shared.lines.join(self.tenant, self.woken)
        try:
            while True:
                self.woken.clear()
                pause = await self._careful_step()
                if pause != 0:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(pause):
                            await self.woken.wait()
        except _Ended:
            return
        finally:
            self._shared.lines.leave(self.tenant, self.woken)

    async def _careful_step(self) -> float | None:
        try:
            return await self._step()
        except (StorageError, JournalAway) as problem:
            self._log_trouble(problem)
            return _TROUBLE_SECONDS
        except (SecretUnreadable, SubscriptionsNotConfigured):
            # Signed with some of its secrets only, its receiver might refuse the event, which would then be parked.
            _log.error("an endpoint waits for a key", extra={"tenant": self.tenant, "subscription": self.key})
            return _KEY_SECONDS

    async def _step(self) -> float | None:
        """Seconds until the next step: none at all, or None until somebody rings."""
        subscription = await self._current()
        if pause := self._patience(subscription):
            return pause
        clock = asyncio.get_running_loop().time
        fresh_until = clock() + _RUN_SECONDS
        event = await self._next(subscription)
        if event is None:
            return await self._rest(subscription)
        self.waits_for = event.recorded_at
        lane = subscription.progress.lane(self._shared.lines.behind(self.tenant, subscription.progress.cursor))
        async with self._shared.lanes.turn(lane, self.tenant) as waited:
            # What its owner has changed while this waited, for the journal or for its turn, holds at once.
            is_fresh = not waited and clock() < fresh_until
            if is_fresh or (await self._current()).revision == subscription.revision:
                await self._deliver(subscription, event, lane)
        return 0

    async def _current(self) -> Subscription:
        found = await self._shared.subscriptions.get(self.tenant, self.key)
        if found is None or found.state is not State.ACTIVE:
            raise _Ended
        self.version = found.version
        return found

    def _patience(self, subscription: Subscription) -> float:
        next_at = subscription.progress.next_at
        return 0 if next_at is None else max(0.0, (next_at - self._shared.post.clock.now()).total_seconds())

    async def _next(self, subscription: Subscription) -> Told | None:
        """The next event that is wanted; None at the end of the journal, or where many were passed over."""
        mark = (subscription.version, subscription.progress.cursor)
        if mark != self._mark:
            self._mark, self._seen = mark, subscription.progress.cursor
        wish = subscription.wish
        while self._seen - subscription.progress.cursor < _UNWANTED_AT_ONCE:
            events = await self._shared.lines.after(self.tenant, self._seen)
            if not events:
                return None
            for event in events:
                if concerns(event, wish.types, wish.units):
                    return event
                self._seen = event.sequence
        return None

    async def _rest(self, subscription: Subscription) -> float | None:
        """Nothing is wanted up to here. That is stored once in a while, so that a restart does not look at all of it again."""
        self.waits_for = None
        cursor, seen = subscription.progress.cursor, self._seen
        if seen == cursor:
            return None
        if seen - cursor < _UNWANTED_AT_ONCE:
            with suppress(TimeoutError):
                async with asyncio.timeout(_TIDY_SECONDS):
                    await self.woken.wait()
                return 0
        moved = await self._shared.subscriptions.change(
            self.tenant,
            self.key,
            lambda now: (
                now.model_copy(update={"progress": now.progress.moved_to(seen)})
                if now.progress.cursor == cursor
                else now
            ),
        )
        if moved is None:
            raise _Ended
        return 0

    async def _deliver(self, subscription: Subscription, event: Told, lane: Lane) -> None:
        """A run: as long as the endpoint takes what it is sent, the next one follows, and all is noted at the end."""
        run = _Run(subscription, subscription.progress)
        try:
            await self._go(run, event, lane)
        except asyncio.CancelledError:
            await asyncio.gather(self._note(run), return_exceptions=True)  # whatever comes of it, this was cut off
            raise
        except JournalAway:
            await self._noted(run)
            raise
        await self._noted(run)

    async def _noted(self, run: _Run) -> None:
        """Waits for a store that is away: otherwise what was answered would be sent again and again meanwhile."""
        while True:
            try:
                return await _to_its_end(self._note(run))
            except StorageError as problem:
                self._log_trouble(problem)
            await asyncio.sleep(_TROUBLE_SECONDS)

    def _log_trouble(self, problem: Exception) -> None:
        about = {"tenant": self.tenant, "subscription": self.key, "reason": str(problem)}
        _log.warning("a delivery waits for the store or the journal", extra=about)

    async def _go(self, run: _Run, event: Told, lane: Lane) -> None:
        clock = asyncio.get_running_loop().time
        ends, following = clock() + _RUN_SECONDS, event
        while True:
            await self._attempt(run, following, lane)
            if run.verdict is not Verdict.DELIVERED or len(run.noted) >= _RUN_EVENTS or clock() >= ends:
                return
            found = await self._next(run.subscription)
            if found is None or clock() >= ends:
                return
            following = found

    async def _attempt(self, run: _Run, event: Told, lane: Lane) -> None:
        shared = self._shared
        exchange = await shared.post.send(self.tenant, run.subscription, Letter(event.id, event.body))
        now, pacing = shared.post.clock.now(), (shared.schedule, shared.jitter())
        settled = after_attempt(run.progress, event.sequence, exchange[1], now, pacing)
        run.progress, run.verdict, run.last = settled.progress, settled.verdict, exchange[1]
        attempt, verdict = attempt_of(now, lane, *exchange), settled.verdict
        run.noted[event.sequence] = lambda before: logged(before, self.key, event, attempt, verdict)
        if verdict is Verdict.DELIVERED:
            self._seen = event.sequence
            shared.post.meter.delivered(event.recorded_at, now)

    async def _note(self, run: _Run) -> None:
        """The log first, then the place: what the log says was delivered was, and what it does not say may come again."""
        if not run.noted:
            return
        await self._shared.deliveries.change(self.tenant, self.key, run.noted)
        reason = "gone" if run.last is not None and run.last.outcome is Outcome.GONE else "failing"
        if run.verdict is Verdict.DISABLED:
            # Told before it is done: a crash in between tells it again, which is the same notice.
            await self._shared.tell.disabled(self.tenant, run.subscription, reason, run.progress)
        await self._settle(run, reason)

    async def _settle(self, run: _Run, reason: str) -> None:
        """Where its owner has moved the cursor or wants something else meanwhile, that holds, and this is not noted.

        A secret that was exchanged, or a pause, changes nothing about what has been delivered.
        """
        before = run.subscription

        def noted(now: Subscription) -> Subscription:
            if now.progress != before.progress or now.wish != before.wish:
                return now
            changed = now.model_copy(update={"progress": run.progress})
            ended = run.verdict is Verdict.DISABLED and now.state is State.ACTIVE
            return changed.disabled(reason) if ended else changed

        await self._shared.subscriptions.change(self.tenant, self.key, noted, before)


async def _to_its_end(noting: Coroutine[Any, Any, None]) -> None:
    """Also where this is cut off: so the next process repeats no more than the request that was under way."""
    task = asyncio.ensure_future(noting)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)  # whatever comes of it, this was cut off
        raise
