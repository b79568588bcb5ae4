"""Keeps a courier on the way for every endpoint that is sent to. One process of the deployment does, whichever has the lease."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from services.notifications.domain.subscriptions.subscription import State, Subscription
from services.notifications.ports.delivering import Endpoint, JournalAway, Lease
from services.notifications.usecases.subscriptions.courier import Courier, Round
from services.notifications.usecases.subscriptions.resealing import Resealing
from shared.calendar import from_wire
from shared.storage.errors import StorageError
from shared.tenancy import AcrossTenants, TenantId

_log = logging.getLogger(__name__)
_REASON = AcrossTenants("endpoints of integrators that are sent to, in any province")
_FORGOTTEN_AFTER = timedelta(days=30)
_TIDY_EVERY = timedelta(hours=1)

Ring = Callable[[Mapping[TenantId, int]], None]
Listen = Callable[[Ring], Coroutine[Any, Any, None]]
Active = Sequence[tuple[TenantId, Subscription]]


class Dispatch:
    """`listen` rings for each publication until cancelled. `every`: seconds; what another process changed waits so long."""

    def __init__(self, shared: Round, lease: Lease, listen: Listen, every: float) -> None:
        self._shared = shared
        self._reseal = Resealing(shared.subscriptions, shared.post.vault)
        self._lease = lease
        self._listen = listen
        self._every = every
        self._nudged = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._couriers: dict[Endpoint, Courier] = {}
        self._running: dict[Endpoint, asyncio.Task[None]] = {}
        self._tidied = shared.post.clock.now() - _TIDY_EVERY

    def nudge(self) -> None:
        """Somebody has changed a subscription here: it is looked at now."""
        self._nudged.set()

    async def run(self) -> None:
        """Until cancelled; what was under way then is sent again by the next one, with the same id."""
        try:
            while True:
                self._nudged.clear()
                await self._sweep()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._every):
                        await self._nudged.wait()
        finally:
            await self._stop()
            await self._lease.release()

    async def _sweep(self) -> None:
        try:
            if not await self._lease.hold():
                await self._stop()
                return
            active = await self._shared.subscriptions.in_state(State.ACTIVE, _REASON)
            self._employ(active)
            self._shared.post.meter.standing(*self._standing(active))
            if active:
                await self._shared.lines.refresh()
            await self._tidy()
        except (StorageError, JournalAway) as problem:
            _log.warning("endpoints are looked through later", extra={"reason": str(problem)})

    def _employ(self, active: Active) -> None:
        for key in [key for key, running in self._running.items() if running.done()]:
            self._bury(key)
        for tenant, subscription in active:
            key = (tenant, subscription.id)
            if key not in self._running:
                self._couriers[key] = Courier(tenant, subscription.id, self._shared)
                self._running[key] = asyncio.create_task(self._couriers[key].run())
            elif self._couriers[key].version != subscription.version:
                self._couriers[key].woken.set()
        wanted = {(tenant, subscription.id) for tenant, subscription in active}
        for key in self._running.keys() - wanted:
            self._couriers[key].woken.set()
        if active and (self._listening is None or self._listening.done()):
            self._listening = asyncio.create_task(self._listen(self._shared.lines.ring))

    def _bury(self, key: Endpoint) -> None:
        courier, running = self._couriers.pop(key), self._running.pop(key)
        if not running.cancelled() and (problem := running.exception()) is not None:
            about = {"tenant": courier.tenant, "subscription": courier.key}
            _log.error("a courier failed and is sent out again", exc_info=problem, extra=about)

    def _standing(self, active: Active) -> tuple[dict[TenantId, Counter[str]], dict[Endpoint, float]]:
        states: defaultdict[TenantId, Counter[str]] = defaultdict(Counter)
        now = self._shared.post.clock.now()
        for tenant, subscription in active:
            states[tenant]["failing" if subscription.progress.failing_since else "well"] += 1
        return states, {(tenant, one.id): self._backlog((tenant, one.id), now) for tenant, one in active}

    def _backlog(self, endpoint: Endpoint, now: datetime) -> float:
        """Seconds since the event was entered that it waits for; 0 where it waits for none."""
        courier = self._couriers.get(endpoint)
        if courier is None or courier.waits_for is None:
            return 0.0
        return max(0.0, (now - from_wire(courier.waits_for)).total_seconds())

    async def _tidy(self) -> None:
        now = self._shared.post.clock.now()
        if now - self._tidied >= _TIDY_EVERY:
            self._tidied = now
            await self._shared.deliveries.forget(now - _FORGOTTEN_AFTER, _REASON)
            await self._reseal()

    async def _stop(self) -> None:
        tasks = [*self._running.values(), *([self._listening] if self._listening else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._running.clear()
        self._couriers.clear()
        self._listening = None
        self._shared.post.meter.standing({}, {})  # what waits is for the holder of the lease to say
