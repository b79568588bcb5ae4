"""One tenant is succeeded by another: looked at first, then decided; a worker carries it out (FR-X-07)."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from services.tasks.domain.authority import require_operator
from services.tasks.domain.errors import EffectiveInFuture
from services.tasks.domain.successions.heritage import is_owed
from services.tasks.domain.successions.passing_on import OPEN_BOTTLENECKS, NothingPasses
from services.tasks.domain.successions.succession_errors import LedByNoneOfThem
from services.tasks.domain.tenant_successions import tenant_succession as successions
from services.tasks.domain.tenant_successions.legacy import Legacy
from services.tasks.domain.tenant_successions.moving import Moving, plan_of
from services.tasks.domain.tenant_successions.tenant_succession import NewTenantSuccession
from services.tasks.domain.works.work import Work
from services.tasks.ports import BottleneckSearch, Committed, Found, Records, Register, Search
from services.tasks.usecases.completing import every, part_of
from services.tasks.usecases.inheriting import duties_of
from shared.events import Change
from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.tenant_successions import TenantSuccessionSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would go on where, what ends with the tenant by sort of duty, and what stays as history."""

    succession: TenantSuccessionSnapshot
    last_day: date
    moving: list[Moving]
    ends: dict[str, int]
    stays: dict[str, int]


async def preview(records: Records, caller: Principal, new: NewTenantSuccession, now: datetime) -> Outlook:
    """Nothing changes, and the day may lie ahead. Raises NotAllowed, FieldRefused."""
    require_operator(caller)
    legacy = await _checked(records, successions.wished(new, now))
    moving = await _moving(records, legacy, now)
    ends, stays = await _ends(records, legacy.old), await _stays(records, legacy.old)
    return Outlook(legacy.succession, legacy.last_day, moving, ends, stays)


async def enter(
    records: Records, caller: Principal, command: Command, new: NewTenantSuccession
) -> Committed[TenantSuccessionSnapshot]:
    """On the day or later. From then on the tenant that ends takes nothing new; its open work passes on in the background.

    Raises NotAllowed, FieldRefused, CannotPass, AlreadyRegistered, KeyReused.
    """
    require_operator(caller)
    now = command.recorded_at
    wish = successions.wished(new, now)
    if await records.tenant_successions.get(command.tenant, wish.id) is not None:
        return await records.tenant_successions.add(command, Change(wish, ()))
    legacy = await _checked(records, wish)
    if legacy.since > now:
        raise EffectiveInFuture("effective_on")
    decided = successions.decide(wish, await _moving(records, legacy, now), now)
    committed = await records.tenant_successions.add(command, decided)
    await end_tenant(records, command, legacy)
    return committed


async def end_tenant(records: Records, command: Command, legacy: Legacy) -> None:
    """Once: whoever finds that it has not ended yet, ends it. Raises StorageError, ConcurrentChange."""
    with suppress(NothingPasses):
        await records.tenants.change(part_of(command), legacy.old, lambda tenant: successions.end(tenant, legacy))
    records.tenants.forget(legacy.old)


async def list_successions(
    records: Records, caller: Principal, limit: int, after: str | None
) -> Found[TenantSuccessionSnapshot]:
    """Raises NotAllowed, ValueError (an `after` that is not one)."""
    require_operator(caller)
    return await records.tenant_successions.of_every_tenant(f"{caller.role} lists successions", limit, after)


async def left_of(records: Records, tenant: TenantId, now: datetime) -> int:
    """How many works are still to pass on."""
    counts = [await records.works.count(tenant, Search(now=now, models=models, done=False)) for models in (False, True)]
    return sum(counts)


async def open_works(records: Records, tenant: TenantId, now: datetime) -> AsyncIterator[Work]:
    """Every task and pilot model that is still owed there."""
    for models in (False, True):
        search = Search(now=now, models=models, done=False)
        async for work in every(partial(records.works.find, tenant, search, _PAGE)):
            yield work


async def open_bottlenecks(records: Records, tenant: TenantId) -> AsyncIterator[BottleneckSnapshot]:
    search = BottleneckSearch(statuses=OPEN_BOTTLENECKS)
    async for known in every(partial(records.bottlenecks.search, tenant, search, _PAGE)):
        yield known


async def legacy_of(records: Records, succession: TenantSuccessionSnapshot) -> Legacy:
    """With the units of the successor that it names, and its standing agency."""
    new = TenantId(succession.successor)
    units = await records.units.get_many(new, successions.named_heirs(succession))
    tenant = await records.tenants.get(new, new)
    standing = tenant.standing_unit if tenant else None
    return Legacy(succession, units, await records.units.get(new, standing) if standing else None)


async def _checked(records: Records, wish: TenantSuccessionSnapshot) -> Legacy:
    """Raises FieldRefused."""
    named = {key: await records.tenants.get(TenantId(key), key) for key in (wish.tenant, wish.successor)}
    successions.require_tenants(wish, {key: tenant for key, tenant in named.items() if tenant is not None})
    legacy = await legacy_of(records, wish)
    old = await records.units.get_many(legacy.old, [heir.unit for heir in wish.heirs])
    successions.require_units(wish, old, legacy.units)
    return legacy


async def _moving(records: Records, legacy: Legacy, now: datetime) -> list[Moving]:
    """Raises LedByNoneOfThem."""
    works = [work async for work in open_works(records, legacy.old, now)]
    moving = list(plan_of(works, [known async for known in open_bottlenecks(records, legacy.old)], legacy))
    led = {one.id for one in moving if one.sort != "bottleneck" and one.from_ is not None}
    for place, work in enumerate(legacy.succession.works):
        if work.work not in led:
            raise LedByNoneOfThem(f"works.{place}.work", work.work)
    return moving


async def _ends(records: Records, tenant: TenantId) -> dict[str, int]:
    counts: dict[str, int] = {}
    for duties in duties_of(records):
        async for duty in every(partial(duties.page, tenant, _PAGE)):
            if is_owed(duty):
                counts[duty.obligation.kind] = counts.get(duty.obligation.kind, 0) + 1
    return dict(sorted(counts.items()))


async def _stays(records: Records, tenant: TenantId) -> dict[str, int]:
    """What has no open end: readers find it where it was."""
    found: dict[str, Register[Any]] = {
        "survey_round": records.survey_rounds,
        "indicator": records.indicators,
        "reporting_cycle": records.cycles,
    }
    return {sort: len([1 async for _ in every(partial(each.page, tenant, _PAGE))]) for sort, each in found.items()}
