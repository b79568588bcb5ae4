"""What is known of a work besides its status: numbers, steps on the way, details, its lead."""

from collections.abc import Callable

from services.tasks.domain.authority import keeps, plans, require_keeper, require_planner
from services.tasks.domain.errors import NotAllowed
from services.tasks.domain.works import details, leads, measuring, schedule
from services.tasks.domain.works.details import OF_THE_LEAD, OF_THE_MODELS_LEAD, ModelDetails, TaskDetails
from services.tasks.domain.works.leads import LeadWish
from services.tasks.domain.works.measuring import ConfirmationWish, ProgressWish, Reporter
from services.tasks.domain.works.schedule import PartWish
from services.tasks.domain.works.work import Work, WorkChange
from services.tasks.ports import Committed, Records
from services.tasks.usecases.by_right import change_by_right
from shared.events import ModelSnapshot, TaskSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound
from shared.tenancy import Principal, TenantId, UnitId


async def report_progress(
    records: Records, caller: Principal, command: Command, key: str, wish: ProgressWish
) -> Committed[Work]:
    """What the lead says counts, what coordinating units say waits for the lead (FR-NT-11, FR-NT-21).

    Raises NotFound, NotAllowed, WorkClosed, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """

    def reporter(work: Work) -> Reporter:
        return _reporter(caller, command.tenant, work)

    def report(work: Work) -> WorkChange:
        if isinstance(work, TaskSnapshot):
            return measuring.report(work, wish, reporter(work), command.recorded_at)
        return measuring.report(work, wish, reporter(work), command.recorded_at)

    return await change_by_right(records.works, command, key, reporter, report)


async def confirm_progress(
    records: Records, caller: Principal, command: Command, key: str, wish: ConfirmationWish
) -> Committed[Work]:
    """The lead counts or refuses the number of another unit (FR-NT-21). Raises as report_progress."""

    def confirm(work: Work) -> WorkChange:
        if isinstance(work, TaskSnapshot):
            return measuring.confirm(work, wish, command.recorded_at)
        return measuring.confirm(work, wish, command.recorded_at)

    return await change_by_right(records.works, command, key, _keeper(caller, command.tenant), confirm)


async def meet_part(records: Records, caller: Principal, command: Command, key: str, wish: PartWish) -> Committed[Work]:
    """A milestone is reached, or a regular task is met for a period. Raises as report_progress."""
    return await change_by_right(
        records.works,
        command,
        key,
        _keeper(caller, command.tenant),
        lambda work: schedule.meet(_task(work), wish, command.recorded_at),
    )


async def amend_task(
    records: Records, caller: Principal, command: Command, key: str, wish: TaskDetails
) -> Committed[Work]:
    """The lead plans milestones, resources and its product, and shows what is asked of security; all else is set by planners.

    FR-BP-07, FR-NT-09, FR-NT-13, FR-NT-22.

    Raises NotFound, NotAllowed, NothingChanges, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    units = await records.units.get_many(command.tenant, list(wish.coordinating_units))
    of_lead = wish.model_fields_set <= OF_THE_LEAD
    return await change_by_right(
        records.works,
        command,
        key,
        lambda work: _require_planner_or_lead(caller, command.tenant, work, of_lead),
        lambda work: details.amend_task(_task(work), wish, units.keys(), command.recorded_at),
    )


async def amend_model(
    records: Records, caller: Principal, command: Command, key: str, wish: ModelDetails
) -> Committed[Work]:
    """Sites and the checklist also by the lead; target, place on the acceleration list by planners. Raises as amend_task.

    FR-NT-18, FR-NA-10, FR-NA-12.
    """
    units = await records.units.get_many(command.tenant, [site.unit for site in wish.sites if site.unit])
    of_lead = wish.model_fields_set <= OF_THE_MODELS_LEAD
    return await change_by_right(
        records.works,
        command,
        key,
        lambda work: _require_planner_or_lead(caller, command.tenant, _model(work), of_lead),
        lambda work: details.amend_model(_model(work), wish, units.keys(), command.recorded_at),
    )


async def change_lead(
    records: Records, caller: Principal, command: Command, key: str, wish: LeadWish
) -> Committed[Work]:
    """The task and what is owed go to another unit by a decision (FR-NT-10). Raises as amend_task, and WorkClosed."""
    require_planner(caller, command.tenant)
    units = await records.units.get_many(command.tenant, [wish.lead_unit])
    return await records.works.change(
        command, key, lambda work: leads.change_lead(_task(work), wish, units, command.recorded_at)
    )


def _keeper(caller: Principal, tenant: TenantId) -> Callable[[Work], None]:
    return lambda work: require_keeper(caller, tenant, work.lead_unit)


def _require_planner_or_lead(caller: Principal, tenant: TenantId, work: Work, of_lead: bool) -> None:
    """`of_lead`: the wish names only what the lead itself may set. Raises NotAllowed."""
    if not ((of_lead and keeps(caller, tenant, work.lead_unit)) or plans(caller, tenant)):
        raise NotAllowed


def _reporter(caller: Principal, tenant: TenantId, work: Work) -> Reporter:
    """Raises NotAllowed."""
    unit = None if caller.is_standing_agency else caller.unit
    if keeps(caller, tenant, work.lead_unit):
        return Reporter(unit, counts=True)
    helpers = work.coordinating_units if isinstance(work, TaskSnapshot) else ()
    if caller.tenant == tenant and any(caller.works_in(UnitId(helper)) for helper in helpers):
        return Reporter(unit, counts=False)
    raise NotAllowed


def _task(work: Work) -> TaskSnapshot:
    """Raises NotFound: a pilot model has none of it."""
    if not isinstance(work, TaskSnapshot):
        raise NotFound
    return work


def _model(work: Work) -> ModelSnapshot:
    """Raises NotFound: a task has none of it."""
    if not isinstance(work, ModelSnapshot):
        raise NotFound
    return work
