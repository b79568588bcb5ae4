"""What passes on is found: everything open that a unit leads, helps with, owes, or is named in."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from itertools import chain
from typing import cast

from services.tasks.domain.bottlenecks.bottleneck_leads import TABLE
from services.tasks.domain.lifecycle import MODEL, TASK
from services.tasks.domain.successions.heritage import Heritage, Passing, is_owed
from services.tasks.domain.successions.passing_on import OFFICES, OPEN_BOTTLENECKS
from services.tasks.domain.works.work import Work
from services.tasks.ports import BottleneckSearch, Records, Register, Search
from services.tasks.usecases.completing import every
from shared.events import Duty, TaskSnapshot
from shared.tenancy import TenantId

_PAGE = 500


async def passing_of(records: Records, heritage: Heritage) -> list[Passing]:
    """In the order in which it is handed over. Works are read once, whoever leads them."""
    found = [one async for work in _open_works(records, heritage) for one in _of_work(work, heritage)]
    for duties in duties_of(records):
        found += [one async for one in _of_duties(duties, heritage)]
    found += [one async for one in _of_bottlenecks(records, heritage)]
    found += [one async for one in _of_cycles(records, heritage)]
    return found + [one async for one in _of_offices(records, heritage)]


def _of_work(work: Work, heritage: Heritage) -> Iterator[Passing]:
    """The lead of an open work, and those who help with it."""
    to = heritage.lead_of(work.id, work.lead_unit)
    if work.lead_unit is not None and to != work.lead_unit:
        yield Passing("lead", work.id, work.lead_unit, to)
    if isinstance(work, TaskSnapshot):
        for unit in work.coordinating_units:
            heir = heritage.heir_of(unit)
            # A helper whom nobody succeeds helps no more: that leaves nothing undone.
            if heir not in (None, unit):
                yield Passing("coordination", work.id, unit, heir)


async def _open_works(records: Records, heritage: Heritage) -> AsyncIterator[Work]:
    """Every task and pilot model of the tenant that is not done."""
    tenant, now = _tenant(heritage), heritage.succession.status_since
    tasks = Search(now=now, statuses=tuple(status for status in TASK.steps if TASK.is_open(status)))
    models = Search(now=now, models=True, statuses=tuple(status for status in MODEL.steps if MODEL.is_open(status)))
    for search in (tasks, models):
        async for work in every(partial(records.works.find, tenant, search, _PAGE)):
            yield work


def duties_of(records: Records) -> tuple[Register[Duty], ...]:
    """Every sort of duty that a unit may owe. What is read of one register only ever goes back there."""
    registers = (
        *(records.acknowledgements, records.survey_responses, records.reports, records.requests),
        records.undertakings,
    )
    return cast(tuple[Register[Duty], ...], registers)


async def _of_duties(duties: Register[Duty], heritage: Heritage) -> AsyncIterator[Passing]:
    async for duty in every(partial(duties.page, _tenant(heritage), _PAGE)):
        if duty.unit in heritage.ending and is_owed(duty):
            yield Passing("duty", duty.id, duty.unit, heritage.heir_of(duty.unit), duty.obligation.kind)


async def _of_bottlenecks(records: Records, heritage: Heritage) -> AsyncIterator[Passing]:
    tenant = _tenant(heritage)
    for unit, heir in heritage.ending.items():
        search = BottleneckSearch(unit=unit, statuses=OPEN_BOTTLENECKS)
        async for known in every(partial(records.bottlenecks.search, tenant, search, _PAGE)):
            yield Passing("bottleneck", known.id, unit, heir)
    table = await records.bottleneck_leads.get(tenant, TABLE)
    lines = table.lines if table else ()
    for line in lines:
        for unit in chain((line.unit,), line.coordinating):
            if unit in heritage.ending:
                yield Passing("bottleneck_leads", line.group, unit, heritage.heir_of(unit), line.scope)


async def _of_cycles(records: Records, heritage: Heritage) -> AsyncIterator[Passing]:
    async for cycle in every(partial(records.cycles.page, _tenant(heritage), _PAGE)):
        for unit in cycle.units:
            heir = heritage.heir_of(unit)
            if heir not in (None, unit):
                yield Passing("reporting_cycle", cycle.id, unit, heir)


async def _of_offices(records: Records, heritage: Heritage) -> AsyncIterator[Passing]:
    tenant = await records.tenants.get(_tenant(heritage), _tenant(heritage))
    for office in OFFICES:
        unit: str | None = getattr(tenant, office, None)
        if unit is not None and unit in heritage.ending:
            yield Passing("office", str(tenant.id if tenant else ""), unit, heritage.heir_of(unit), office)


def _tenant(heritage: Heritage) -> TenantId:
    return TenantId(heritage.succession.tenant)
