"""Carries one rebuild from stage to stage: build, compare, switch, remove. It may be stopped after any write."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from shared.events import Event
from shared.messaging.generations import Places, cleared
from shared.messaging.ignoring import IgnoredEvents
from shared.messaging.letters import DeadLetters
from shared.messaging.rebuilding.building import Account, Building, Unbuildable
from shared.messaging.rebuilding.comparing import Compared, Comparison, Pair
from shared.messaging.rebuilding.read_models import ReadModel
from shared.messaging.rebuilding.records import Rebuild, Rebuilds, Stage
from shared.messaging.subscription import JournalSource
from shared.tenancy import TenantId

_NOTE_SECONDS = 0.5


class Interrupted(Exception):
    """Somebody wants it to pause, or somebody else has taken it over."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What rebuilds of one read model are made with."""

    model: ReadModel
    source: JournalSource
    places: Places
    rebuilds: Rebuilds
    letters: DeadLetters
    ignored: IgnoredEvents


class Rebuilder:
    """Works on one rebuild under the name of one worker. It is a Built of the read model, too."""

    def __init__(self, parts: Parts, rebuild: Rebuild, worker: str) -> None:
        self.tenant = TenantId(rebuild.tenant)
        self.number = rebuild.generation
        self._parts = parts
        self._rebuild = rebuild
        self._worker = worker
        self._account = Account(
            rebuild.built, rebuild.handled, {one.type: one for one in rebuild.ignored}, list(rebuild.left_out)
        )
        handler = parts.model.builder(self.number)
        self._building = Building(self.tenant, parts.source, handler, self._account)
        self._begun = (time.monotonic(), rebuild.built)
        self._noted_at = 0.0
        self._removed = rebuild.removed

    async def work(self) -> Rebuild:
        """Until it is finished or waits for a decision. Raises Interrupted, StorageError, SourceUnavailable."""
        stages: dict[Stage, Callable[[], Awaitable[None]]] = {
            Stage.BUILDING: self._build,
            Stage.COMPARING: self._compare,
            Stage.SWITCHING: self._switch,
            Stage.REMOVING: self._remove,
        }
        try:
            while self._rebuild.active:
                await stages[self._rebuild.stage]()
        except Unbuildable as problem:
            await self._note(stage=Stage.FAILED, reason=str(problem))
        return self._rebuild

    async def position(self) -> int:
        return (await self._parts.places.of(self.tenant)).sequence

    async def reach(self, sequence: int) -> int:
        await self._building.up_to(sequence, self._note_sometimes)
        return self._account.built

    async def catch_up(self) -> int:
        """What was ignored up to there is settled before the position says so: from then on the live consumer counts on."""
        sequence = await self.reach((await self._parts.source.heads()).get(self.tenant, 0))
        await self._parts.ignored.settle(self.tenant, [one.model_dump() for one in self._account.ignored.values()])
        return sequence

    async def differing(self, compared: Compared) -> AsyncIterator[list[Pair]]:
        comparison = await self._comparison()
        async for portion in comparison.differing(compared):
            yield portion
            await self._note_sometimes()

    async def _build(self) -> None:
        """Up to where the live generation is, which may go on meanwhile."""
        if not self._account.built:
            await self._clear()
        while self._account.built < (position := await self.position()):
            await self._note(head=(await self._parts.source.heads()).get(self.tenant, 0))
            await self.reach(position)
        await self._note(stage=Stage.COMPARING)

    async def _compare(self) -> None:
        comparison = await self._comparison()
        findings = await comparison.findings(self._parts.model.compared, self._note_sometimes)
        await self._note(findings=tuple(findings))
        wanted = self._rebuild.equal or self._rebuild.switch_anyway
        await self._note(stage=Stage.SWITCHING if wanted else Stage.DIFFERS)

    async def _switch(self) -> None:
        """Events that were left out become dead letters, as they are not in what people see now; all others were taken in."""
        await self._parts.model.adopt(self)
        letters, left_out = self._parts.letters, self._account.left_out
        for one in left_out:
            (body,) = await self._parts.source.read(self.tenant, one.sequence - 1, 1)
            await letters.put(self.tenant, Event.from_json(body), one.reason)
        await letters.close(self.tenant, self._account.built, {one.sequence for one in left_out})
        await self._parts.ignored.forget_known(self.tenant)
        await self._note(stage=Stage.REMOVING)

    async def _remove(self) -> None:
        await self._clear()
        await self._note(stage=Stage.DONE)

    async def _clear(self) -> None:
        """Removes every generation that there ever was but the live one, with what writers left behind have put there since."""
        live, model = (await self._parts.places.of(self.tenant)).generation, self._parts.model
        for number in range(self.number + 1):
            if number != live:
                async for removed in cleared(model.generation(number), model.kept_in, self.tenant):
                    self._removed += removed
                    await self._note_sometimes()

    async def _comparison(self) -> Comparison:
        live, model = (await self._parts.places.of(self.tenant)).generation, self._parts.model
        return Comparison(self.tenant, model.generation(live), model.generation(self.number), self)

    async def _note_sometimes(self) -> None:
        if time.monotonic() - self._noted_at >= _NOTE_SECONDS:
            await self._note()

    async def _note(self, **changes: object) -> None:
        """Stores the progress. Raises Interrupted where this worker is to go on no more."""

        def noted(current: Rebuild | None) -> Rebuild:
            if current is None or current.generation != self.number or current.worker != self._worker:
                raise Interrupted(f"the rebuild of {self.tenant} is somebody else's now")
            return current.but(**self._progress(), **changes)

        self._rebuild = await self._parts.rebuilds.change(self.tenant, noted)
        self._noted_at = time.monotonic()
        if self._rebuild.paused:
            raise Interrupted(f"the rebuild of {self.tenant} is to pause")

    def _progress(self) -> dict[str, object]:
        begun, built = self._begun
        return {
            "built": self._account.built,
            "handled": self._account.handled,
            "ignored": tuple(self._account.ignored.values()),
            "left_out": tuple(self._account.left_out),
            "removed": self._removed,
            "rate": round((self._account.built - built) / max(time.monotonic() - begun, 0.001), 1),
        }
