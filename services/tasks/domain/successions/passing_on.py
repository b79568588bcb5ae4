"""Each thing that passes on changes by itself: from the day of the succession, or from its own last change if that is later."""

from datetime import datetime
from typing import TypeVar

from services.tasks.domain.differences import old_values
from services.tasks.domain.successions.heritage import Heritage, is_owed
from services.tasks.domain.successions.succession import last_day
from services.tasks.domain.works import leads
from services.tasks.domain.works.work import Work, WorkChange, life_of
from shared.events import (
    Change,
    Duty,
    LeadChange,
    ModelSnapshot,
    Occurred,
    ReportingCycleSnapshot,
    TaskAmended,
    TaskSnapshot,
    TenantSnapshot,
    UnitSnapshot,
)
from shared.events.bottleneck_leads import BottleneckLeadsSet, BottleneckLeadsSnapshot
from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.successions import (
    BottleneckHandedOver,
    Closing,
    DutyHandedOver,
    ReportersChanged,
    TenantOfficesChanged,
    UnitClosed,
)
from shared.events.work_details import Amendment

OPEN_BOTTLENECKS = ("open", "proposed", "decided")
OFFICES = ("standing_unit", "office_unit", "working_group_unit")
D = TypeVar("D", bound=Duty)


class NothingPasses(Exception):
    """Since it was found, somebody else has changed it: there is nothing to pass on any more."""


def pass_work(work: Work, heritage: Heritage, now: datetime) -> WorkChange:
    """Open work goes to its new lead; work that is done stays where it was done. Raises NothingPasses."""
    if not life_of(work).is_open(work.status):
        raise NothingPasses
    if isinstance(work, ModelSnapshot):
        return _pass_model(work, heritage)
    state, events = work, []
    to = heritage.lead_of(work.id, work.lead_unit)
    at = max(heritage.since, work.status_since)
    if work.lead_unit is not None and to not in (None, work.lead_unit):
        change = _lead_change(work.lead_unit, str(to), heritage)
        state, occurred = leads.pass_on(work, heritage.units[str(to)], change, at)
        events.append(occurred)
    helpers = tuple(unit for unit in heritage.heirs_of(state.coordinating_units) if unit != state.lead_unit)
    if helpers != state.coordinating_units:
        state, occurred = _help(state, helpers, heritage, at)
        events.append(occurred)
    if not events:
        raise NothingPasses
    return Change(state, tuple(events))


def pass_duty(duty: D, heritage: Heritage) -> Change[D]:
    """Raises NothingPasses."""
    to = heritage.heir_of(duty.unit)
    if not is_owed(duty) or to is None or to == duty.unit:
        raise NothingPasses
    owner = heritage.units[to]
    owed = {"owner_unit": owner.id, "accountable_role": owner.head_role}
    update = {
        "version": duty.version + 1,
        "unit": owner.id,
        "obligation": duty.obligation.model_copy(update=owed),
    }
    after = duty.model_copy(update=update)
    change = heritage.hand_over(duty.unit, to)
    payload = DutyHandedOver.model_validate({"before": old_values(duty, after), "after": after, "change": change})
    return Change(after, (Occurred(payload, max(heritage.since, duty.status_since)),))


def pass_bottleneck(known: BottleneckSnapshot, heritage: Heritage) -> Change[BottleneckSnapshot]:
    """Raises NothingPasses."""
    to = heritage.heir_of(known.owner_unit)
    if known.status not in OPEN_BOTTLENECKS or to is None or to == known.owner_unit:
        raise NothingPasses
    after = known.model_copy(update={"version": known.version + 1, "owner_unit": to})
    change = heritage.hand_over(known.owner_unit, to)
    payload = BottleneckHandedOver(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, max(heritage.since, known.status_since)),))


def pass_leads(table: BottleneckLeadsSnapshot, heritage: Heritage, now: datetime) -> Change[BottleneckLeadsSnapshot]:
    """The table of who leads the groups of bottlenecks. Raises NothingPasses."""
    lines = tuple(
        line.model_copy(update=_led(heritage.heir_of(line.unit) or line.unit, heritage.heirs_of(line.coordinating)))
        for line in table.lines
    )
    after = table.model_copy(update={"version": table.version + 1, "lines": lines})
    if (both := table.consolidator) is not None:
        lead, helpers = heritage.heir_of(both.lead_unit) or both.lead_unit, heritage.heirs_of(both.coordinating_units)
        said = {"lead_unit": lead, "coordinating_units": tuple(unit for unit in helpers if unit != lead)}
        after = after.model_copy(update={"consolidator": both.model_copy(update=said)})
    if (after.lines, after.consolidator) == (table.lines, table.consolidator):
        raise NothingPasses
    return Change(after, (Occurred(BottleneckLeadsSet(before=old_values(table, after), after=after), now),))


def pass_cycle(cycle: ReportingCycleSnapshot, heritage: Heritage) -> Change[ReportingCycleSnapshot]:
    """From its next period on the heirs report. Raises NothingPasses."""
    units = heritage.heirs_of(cycle.units)
    if units == cycle.units or not (units or cycle.unit_types):
        raise NothingPasses
    after = cycle.model_copy(update={"version": cycle.version + 1, "units": units})
    payload = ReportersChanged(before=old_values(cycle, after), after=after, change=_closing(heritage))
    return Change(after, (Occurred(payload, heritage.since),))


def pass_offices(tenant: TenantSnapshot, heritage: Heritage) -> Change[TenantSnapshot]:
    """Raises NothingPasses."""
    held = {office: getattr(tenant, office) for office in OFFICES}
    passed = {office: heritage.heir_of(unit) for office, unit in held.items() if unit}
    after = tenant.model_copy(update={"version": tenant.version + 1, **{k: to for k, to in passed.items() if to}})
    if all(getattr(after, office) == unit for office, unit in held.items()):
        raise NothingPasses
    payload = TenantOfficesChanged(before=old_values(tenant, after), after=after, change=_closing(heritage))
    return Change(after, (Occurred(payload, heritage.since),))


def close_unit(unit: UnitSnapshot, heritage: Heritage) -> Change[UnitSnapshot]:
    """Its last day is the one before; one that had ended earlier keeps its day. Raises NothingPasses."""
    ends = min(unit.valid_to, last_day(heritage.succession)) if unit.valid_to else last_day(heritage.succession)
    successor = heritage.heir_of(unit.id) or unit.successor
    after = unit.model_copy(update={"version": unit.version + 1, "valid_to": ends, "successor": successor})
    if (after.valid_to, after.successor) == (unit.valid_to, unit.successor):
        raise NothingPasses
    payload = UnitClosed(before=old_values(unit, after), after=after, change=_closing(heritage))
    return Change(after, (Occurred(payload, heritage.since),))


def _pass_model(model: ModelSnapshot, heritage: Heritage) -> Change[ModelSnapshot]:
    to = heritage.lead_of(model.id, model.lead_unit)
    if to is None or to == model.lead_unit:
        raise NothingPasses
    change = _lead_change(model.lead_unit, to, heritage)
    at = max(heritage.since, model.status_since)
    state, occurred = leads.pass_on_model(model, heritage.units[to], change, at)
    return Change(state, (occurred,))


def _lead_change(from_: str, to: str, heritage: Heritage) -> LeadChange:
    succession = heritage.succession
    return LeadChange(from_=from_, to=to, reason=succession.title_vi, document=succession.document)


def _help(
    task: TaskSnapshot, helpers: tuple[str, ...], heritage: Heritage, at: datetime
) -> tuple[TaskSnapshot, Occurred]:
    after = task.model_copy(update={"version": task.version + 1, "coordinating_units": helpers})
    said = Amendment(
        fields=("coordinating_units",), reason=heritage.succession.title_vi, document=heritage.succession.document
    )
    return after, Occurred(TaskAmended(before=old_values(task, after), after=after, change=said), at)


def _led(unit: str, coordinating: tuple[str, ...]) -> dict[str, object]:
    return {"unit": unit, "coordinating": tuple(helper for helper in coordinating if helper != unit)}


def _closing(heritage: Heritage) -> Closing:
    return Closing(succession=heritage.succession.id, document=heritage.succession.document)
