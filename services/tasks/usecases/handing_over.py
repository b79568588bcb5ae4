"""Everything that passes on is handed over, each thing by itself; what was handed over before is not found again."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from services.tasks.domain.bottlenecks.bottleneck_leads import TABLE
from services.tasks.domain.successions import passing_on
from services.tasks.domain.successions.heritage import Heritage, Sort
from services.tasks.domain.successions.passing_on import NothingPasses
from services.tasks.ports import Records
from services.tasks.usecases.completing import part_of, some_at_once
from services.tasks.usecases.inheriting import duties_of, passing_of
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound


async def hand_everything_over(records: Records, command: Command, heritage: Heritage) -> None:
    """The units end first, so that nothing new is given to them meanwhile. Raises StorageError, ConcurrentChange."""
    own, now = part_of(command), command.recorded_at
    await _each(records.units, own, heritage.ending, partial(passing_on.close_unit, heritage=heritage))
    passing = await passing_of(records, heritage)

    def ids(*sorts: Sort) -> list[str]:
        return list(dict.fromkeys(one.id for one in passing if one.sort in sorts))

    pass_work = partial(passing_on.pass_work, heritage=heritage, now=now)
    await _each(records.works, own, ids("lead", "coordination"), pass_work)
    for duties in duties_of(records):
        known = await duties.get_many(command.tenant, ids("duty"))
        await _each(duties, own, known, partial(passing_on.pass_duty, heritage=heritage))
    await _each(records.bottlenecks, own, ids("bottleneck"), partial(passing_on.pass_bottleneck, heritage=heritage))
    await _each(records.cycles, own, ids("reporting_cycle"), partial(passing_on.pass_cycle, heritage=heritage))
    await _each(records.tenants, own, ids("office"), partial(passing_on.pass_offices, heritage=heritage))
    if ids("bottleneck_leads"):
        await _passed(records.bottleneck_leads, own, TABLE, partial(passing_on.pass_leads, heritage=heritage, now=now))


async def _each(register: Any, own: Command, keys: Iterable[str], decide: Callable[[Any], Any]) -> None:
    await some_at_once(_passed(register, own, key, decide) for key in keys)


async def _passed(register: Any, own: Command, key: str, decide: Callable[[Any], Any]) -> None:
    """`register` is one of many sorts; what `decide` is given is of that sort."""
    try:
        await register.change(own, key, decide)
    except (NothingPasses, NotFound):
        # Somebody was faster: it was handed over, or is done.
        return
