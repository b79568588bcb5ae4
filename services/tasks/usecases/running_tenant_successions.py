"""Successions of tenants are carried out, some works at a time; what a crash leaves, the next round or another replica takes
(FR-X-07).

Every step can be repeated: a work that is in the successor already is found there by its origin, and one that says where it
went is left alone. So nothing is kept of how far a round came: what is still open is what is left.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

from services.tasks.domain.directives.directive import natural_key
from services.tasks.domain.successions.heritage import is_owed
from services.tasks.domain.successions.passing_on import OPEN_BOTTLENECKS, NothingPasses
from services.tasks.domain.tenant_successions import moving
from services.tasks.domain.tenant_successions import tenant_succession as successions
from services.tasks.domain.tenant_successions.legacy import Legacy
from services.tasks.domain.tenant_successions.moving import Around
from services.tasks.domain.works.work import Work, is_still_open
from services.tasks.ports import BottleneckSearch, Records, Search
from services.tasks.usecases.completing import add_missing, every, some_at_once
from services.tasks.usecases.inheriting import duties_of
from services.tasks.usecases.succeeding_tenants import end_tenant, legacy_of
from shared.calendar import Clock
from shared.events import DirectiveSnapshot, TaskSnapshot, new_event_id
from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.tenant_successions import TenantSuccessionSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered, NotFound
from shared.tenancy import Role

_REASON = "tenants that are being succeeded"
_AT_ONCE = 100
_PAGE = 500
SETTLED = timedelta(seconds=5)
"""By then every replica knows that the tenant has ended, and what had begun before is written."""


class RunTenantSuccessions:
    """Safe to repeat, and beside another instance of itself. It acts in the role that ordered it."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    async def __call__(self) -> bool:
        """Some works of each succession that is under way; whether any was left. Raises StorageError, ConcurrentChange."""
        found = await self._records.tenant_successions.of_every_tenant(_REASON, _AT_ONCE, None, running=True)
        busy = [await self._go_on(succession) for succession in found.items]
        return any(busy)

    async def _go_on(self, succession: TenantSuccessionSnapshot) -> bool:
        """True where something passed on; it is completed in a round in which nothing was left."""
        legacy, now = await legacy_of(self._records, succession), self._clock.now()
        command = Command(legacy.old, Role.OPS, now, correlation=new_event_id())
        await end_tenant(self._records, command, legacy)
        if await _Passage(self._records, legacy, command).some():
            return True
        if now >= succession.status_since + SETTLED:
            complete = partial(successions.complete, now=now)
            await self._records.tenant_successions.change(command, succession.id, complete)
        return False


class _Passage:
    """From the tenant that ends to the one that goes on."""

    def __init__(self, records: Records, legacy: Legacy, command: Command) -> None:
        self._records = records
        self._legacy = legacy
        self._leaving = command
        self._arriving = Command(legacy.new, command.actor, command.recorded_at, command.correlation)

    async def some(self) -> bool:
        """A pack of works; bottlenecks when there are none, and duties last. False where nothing was left."""
        for models in (False, True):
            search = Search(now=self._leaving.recorded_at, models=models, done=False)
            works = (await self._records.works.find(self._legacy.old, search, _AT_ONCE, None)).items
            if works:
                await self._frame(works)
                await some_at_once(self._work(work) for work in works)
                return True
        return await self._bottlenecks() or await self._duties()

    async def _work(self, work: Work) -> None:
        around = await self._around(work)
        add = partial(self._records.works.add, self._arriving)
        key = await self._arrived(self._records.works, work.id, lambda at: add(self._arrival(work, at, around)))
        await self._left(self._records.works, work.id, lambda known: moving.gone(known, key, self._legacy))

    def _arrival(self, work: Work, key: str, around: Around) -> Any:
        return moving.arrived(work, key, self._legacy, around)

    async def _bottlenecks(self) -> bool:
        search = BottleneckSearch(statuses=OPEN_BOTTLENECKS)
        found = (await self._records.bottlenecks.search(self._legacy.old, search, _AT_ONCE, None)).items
        await some_at_once(self._bottleneck(known) for known in found)
        return bool(found)

    async def _bottleneck(self, known: BottleneckSnapshot) -> None:
        register, legacy = self._records.bottlenecks, self._legacy
        around = Around(linked=await self._going_on(known.linked_works))

        def add(key: str) -> Awaitable[object]:
            return register.add(self._arriving, moving.arrived_bottleneck(known, key, legacy, around))

        key = await self._arrived(register, known.id, add)
        await self._left(register, known.id, lambda old: moving.gone_bottleneck(old, key, legacy))

    async def _duties(self) -> bool:
        """What was owed to the tenant that ends is owed no more."""
        ended = False
        for duties in duties_of(self._records):
            found = [duty async for duty in every(partial(duties.page, self._legacy.old, _PAGE)) if is_owed(duty)]
            decide = partial(moving.ended_duty, legacy=self._legacy)
            await some_at_once(self._left(duties, duty.id, decide) for duty in found)
            ended = ended or bool(found)
        return ended

    async def _arrived(self, register: Any, key: str, add: Callable[[str], Awaitable[object]]) -> str:
        """Under which id it is in the successor now, whether by this round or by one before."""
        origin = self._legacy.origin(key)
        for wanted in self._legacy.ids_of(key):
            known = await register.get(self._legacy.new, wanted)
            if known is None:
                try:
                    await add(wanted)
                except AlreadyRegistered:
                    known = await register.get(self._legacy.new, wanted)
            if known is None or known.origin == origin:
                return wanted
        raise AlreadyRegistered

    async def _left(self, register: Any, key: str, decide: Callable[[Any], Any]) -> None:
        """`register` is one of many sorts; what `decide` is given is of that sort."""
        try:
            await register.change(self._leaving, key, decide)
        except (NothingPasses, NotFound):
            # Another replica was faster.
            return

    async def _frame(self, works: Any) -> None:
        """Plans and groups of what is open are there before it."""
        records, legacy = self._records, self._legacy
        tasks = [work for work in works if isinstance(work, TaskSnapshot)]
        plans = await records.plans.get_many(legacy.old, sorted({task.plan for task in tasks}))
        groups = await records.groups.get_many(legacy.old, sorted({task.group for task in tasks if task.group}))
        arriving = self._arriving
        await add_missing(records.plans, arriving, [moving.arrived_plan(plan, legacy) for plan in plans.values()])
        await add_missing(records.groups, arriving, [moving.arrived_group(each, legacy) for each in groups.values()])
        for directive in sorted({task.directive for task in tasks if task.directive}):
            await self._directive(directive)

    async def _around(self, work: Work) -> Around:
        if not isinstance(work, TaskSnapshot):
            return Around(linked=await self._going_on(work.linked_tasks))
        directive = await self._directive(work.directive) if work.directive else None
        blocks = {block.id for block in directive.blocks} if directive else set()
        return Around(
            parent=await self._parent(work.parent) if work.parent else None,
            directive=directive.id if directive else None,
            block=work.block if work.block in blocks else None,
        )

    async def _parent(self, key: str) -> str | None:
        """A share of what is done stands on its own."""
        parent = await self._records.works.get(self._legacy.old, key)
        if parent is None or not (is_still_open(parent) or parent.passed_to):
            return None
        return parent.passed_to.id if parent.passed_to else self._legacy.id_of(key)

    async def _going_on(self, works: tuple[str, ...]) -> frozenset[str]:
        if not works:
            return frozenset()
        known = await self._records.works.get_many(self._legacy.old, list(works))
        return frozenset(key for key, work in known.items() if is_still_open(work) or work.passed_to)

    async def _directive(self, key: str) -> DirectiveSnapshot | None:
        """A document that the successor has entered itself is there once (FR-BP-23)."""
        records, new = self._records.directives, self._legacy.new
        old = await records.get(self._legacy.old, key)
        if old is None:
            return None
        change = moving.arrived_directive(old, self._legacy)
        known = await records.by_natural_key(new, natural_key(change.state))
        if known is not None:
            return known
        try:
            return (await records.add(self._arriving, change)).state
        except AlreadyRegistered:
            return await records.by_natural_key(new, natural_key(change.state))
