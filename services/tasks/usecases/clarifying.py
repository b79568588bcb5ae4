"""What has to be clear about every task: chosen by the tenant, and how many tasks are (FR-NA-15, FR-NA-16, FR-X-10)."""

from dataclasses import dataclass
from datetime import datetime

from services.tasks.domain.authority import require_chooser
from services.tasks.domain.works import clarity
from services.tasks.domain.works.clarity import CHOICE, CRITERIA, PRESETS, ClarityWish, mask
from services.tasks.ports import Committed, Records, Search
from services.tasks.usecases.joining import require_tenant
from shared.events import Change, ClaritySnapshot
from shared.events.clarity import Criterion
from shared.events.work_parts import rounded_percent
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered, NotFound
from shared.tenancy import Principal, TenantId


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What tasks are measured by; without a choice it is the preset `default`."""

    preset: str
    criteria: tuple[Criterion, ...]


DEFAULT = Yardstick("default", PRESETS["default"])


@dataclass(frozen=True, slots=True)
class ClarityRate:
    """`missing` counts tasks by criterion; one task may miss several."""

    total: int
    clear: int
    missing: dict[str, int]

    @property
    def percent(self) -> float | None:
        """Half-up, two decimals."""
        return rounded_percent(self.clear, self.total)


async def choose(
    records: Records, caller: Principal, command: Command, wish: ClarityWish
) -> Committed[ClaritySnapshot]:
    """The chairman or the standing agency; the event says who. Raises NotFound, NotAllowed, FieldRefused, NothingChanges, …"""
    require_chooser(caller, command.tenant)
    await require_tenant(records, command.tenant)

    def first() -> Change[ClaritySnapshot]:
        return clarity.choose(wish, None, command.tenant, caller.role, command.recorded_at)

    def anew(before: ClaritySnapshot) -> Change[ClaritySnapshot]:
        return clarity.choose(wish, before, command.tenant, caller.role, command.recorded_at)

    try:
        try:
            return await records.clarity.change(command, CHOICE, anew)
        except NotFound:
            return await records.clarity.add(command, first())
    except AlreadyRegistered:
        # Two chose for the first time at once.
        return await records.clarity.change(command, CHOICE, anew)
    finally:
        records.clarity.forget(command.tenant)


async def yardstick(records: Records, tenant: TenantId) -> Yardstick:
    choice = await records.clarity.chosen(tenant)
    return Yardstick(choice.preset, choice.criteria) if choice else DEFAULT


async def rate(records: Records, tenant: TenantId, criteria: tuple[Criterion, ...], now: datetime) -> ClarityRate:
    """Of all tasks that are not cancelled."""

    async def counted(gaps: tuple[int, ...]) -> int:
        return await records.works.count(tenant, Search(now=now, gaps=gaps))

    everything = tuple(range(1 << len(CRITERIA)))
    return ClarityRate(
        total=await counted(everything),
        clear=await counted(clarity.masks(criteria, clear=True)),
        missing={one: await counted(tuple(gaps for gaps in everything if gaps & mask([one]))) for one in criteria},
    )
