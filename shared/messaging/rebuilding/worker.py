"""Finds rebuilds that somebody has asked for, and works on them one after another. Replicas may run it side by side.

One of them has a rebuild at a time. That spares work and protects nothing: all that a rebuilder writes is guarded.
"""

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Awaitable, Callable

from shared.messaging.rebuilding.rebuilder import Interrupted, Parts, Rebuilder
from shared.messaging.rebuilding.records import Rebuild, Stage
from shared.messaging.subscription import SourceUnavailable
from shared.storage import StorageError
from shared.tenancy import TenantId

_LOOK_SECONDS = 2.0
_SILENCE_SECONDS = 15.0

_log = logging.getLogger(__name__)


class Worker:
    """`replica` names this process over its restarts; `level` makes the live consumer catch up, once a switch is done."""

    def __init__(self, parts: Parts, replica: str, level: Callable[[], Awaitable[object]]) -> None:
        self._parts = parts
        self._replica = replica
        self._level = level
        self._name = f"{replica}/{uuid.uuid4().hex}"
        self._looked: dict[str, tuple[int, float]] = {}
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look now: a wish has come in through this process."""
        self._wake.set()

    async def run(self) -> None:
        """Until it is cancelled. What it was working on before a restart is its own again at once."""
        mine_before = True
        while True:
            try:
                for rebuild in await self._parts.rebuilds.active():
                    if self._may_take(rebuild, mine_before):
                        await self._take(rebuild)
                mine_before = False
            except (StorageError, SourceUnavailable) as problem:
                _log.warning("rebuilding waits for a dependency", extra={"reason": str(problem)})
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._wake.wait()

    def _may_take(self, rebuild: Rebuild, mine_before: bool) -> bool:
        """Nobody's, one's own, or one whose worker has been silent for long, by this process's own clock."""
        owner = rebuild.worker
        revision, since = self._looked.get(rebuild.tenant, (0, 0.0))
        if revision != rebuild.revision:
            since = time.monotonic()
            self._looked[rebuild.tenant] = rebuild.revision, since
        restarted = mine_before and owner.rpartition("/")[0] == self._replica
        return owner in {"", self._name} or restarted or time.monotonic() - since > _SILENCE_SECONDS

    async def _take(self, rebuild: Rebuild) -> None:
        tenant = TenantId(rebuild.tenant)
        try:
            taken = await self._parts.rebuilds.change(tenant, self._claimed)
            if taken.active:
                done = await Rebuilder(self._parts, taken, self._name).work()
                _log.info("a rebuild ended", extra={"tenant": tenant, "stage": done.stage})
                await self._level()
        except Interrupted as wish:
            _log.info("a rebuild is interrupted", extra={"reason": str(wish)})
        except (StorageError, SourceUnavailable):
            raise
        except Exception as problem:
            _log.exception("a rebuild failed", extra={"tenant": tenant})
            reason = f"{type(problem).__name__}: {problem}"[:500]
            await self._parts.rebuilds.change(tenant, lambda current: _failed(current or rebuild, reason))

    def _claimed(self, current: Rebuild | None) -> Rebuild:
        if current is None or not current.active:
            raise Interrupted("it is not wanted any more")
        return current.but(worker=self._name)


def _failed(rebuild: Rebuild, reason: str) -> Rebuild:
    return rebuild.but(stage=Stage.FAILED, reason=reason)
