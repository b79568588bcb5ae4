"""Units are merged, divided, succeeded and closed; what they still owe passes on, and what is done stays (FR-X-07).

One command: it is looked at first, entered, carried out thing by thing, and completed. Cut short by a crash it is repeated.
"""

import dataclasses

from services.tasks.domain.authority import require_standing_agency
from services.tasks.domain.errors import EffectiveInFuture
from services.tasks.domain.successions import succession as successions
from services.tasks.domain.successions.heritage import Heritage, Passing
from services.tasks.domain.successions.succession import NewSuccession
from services.tasks.domain.successions.succession_errors import LedByNoneOfThem
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import part_of
from services.tasks.usecases.handing_over import hand_everything_over
from services.tasks.usecases.inheriting import passing_of
from services.tasks.usecases.joining import require_tenant
from shared.events import Change
from shared.events.successions import SuccessionSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId


async def preview(
    records: Records, caller: Principal, command: Command, new: NewSuccession
) -> tuple[Heritage, list[Passing]]:
    """What would pass to whom, and what would be left with nobody; nothing changes. The day may lie ahead.

    Raises NotAllowed, NotFound (the tenant), FieldRefused.
    """
    require_standing_agency(caller, command.tenant)
    await require_tenant(records, command.tenant)
    heritage = await _checked(records, successions.wished(new, command.tenant, command.recorded_at))
    return heritage, await _passing(records, heritage)


async def succeed(
    records: Records, caller: Principal, command: Command, new: NewSuccession
) -> Committed[SuccessionSnapshot]:
    """By the standing agency, on the day or later.

    Raises NotAllowed, NotFound (the tenant), FieldRefused, CannotPass, AlreadyRegistered, KeyReused, ConcurrentChange.
    Repeating the command, with or without its key, hands over what a crash has left behind.
    """
    require_standing_agency(caller, command.tenant)
    await require_tenant(records, command.tenant)
    wish = successions.wished(new, command.tenant, command.recorded_at)
    known = await records.successions.get(command.tenant, wish.id)
    if known is None:
        known = await _decided(records, command, wish)
    elif not successions.is_same(known, wish):
        raise AlreadyRegistered
    if known.status == "running":
        units = await records.units.get_many(command.tenant, successions.named_units(known))
        await hand_everything_over(records, command, Heritage(known, units))
    return await _completed(records, command, known.id)


async def _decided(records: Records, command: Command, wish: SuccessionSnapshot) -> SuccessionSnapshot:
    heritage = await _checked(records, wish)
    if heritage.since > command.recorded_at:
        raise EffectiveInFuture("effective_on")
    change = successions.decide(wish, await _passing(records, heritage), command.recorded_at)
    return (await records.successions.add(part_of(command), change)).state


async def _completed(records: Records, command: Command, key: str) -> Committed[SuccessionSnapshot]:
    """The command's key goes with its end, so that a repetition gets the whole outcome. Raises AlreadyRegistered."""

    def complete(known: SuccessionSnapshot) -> Change[SuccessionSnapshot]:
        if known.status == "completed":
            raise AlreadyRegistered
        return successions.complete(known, command.recorded_at)

    own = dataclasses.replace(command, expected_version=None)
    return await records.successions.change(own, key, complete)


async def _checked(records: Records, wish: SuccessionSnapshot) -> Heritage:
    """Raises FieldRefused."""
    units = await records.units.get_many(TenantId(wish.tenant), successions.named_units(wish))
    successions.require_units(wish, units)
    return Heritage(wish, units)


async def _passing(records: Records, heritage: Heritage) -> list[Passing]:
    """Raises LedByNoneOfThem."""
    passing = await passing_of(records, heritage)
    led = {one.id for one in passing if one.sort == "lead"}
    for place, work in enumerate(heritage.succession.works):
        if work.work not in led:
            raise LedByNoneOfThem(f"works.{place}.work", work.work)
    return passing
