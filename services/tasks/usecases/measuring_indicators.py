"""Indicators are defined, units report them, heads or the standing agency confirm (FR-NA-22, FR-NA-23, FR-NT-14 to FR-NT-16)."""

from services.tasks.domain.authority import (
    require_confirmer,
    require_planner,
    require_reporter,
    require_worker,
)
from services.tasks.domain.indicators import indicator as indicators
from services.tasks.domain.indicators import indicator_value
from services.tasks.domain.indicators.indicator import IndicatorDetails, NewIndicator, Surroundings
from services.tasks.domain.indicators.indicator_value import CorrectionWish, NewValue, ValueConfirmation
from services.tasks.ports import Committed, Records
from services.tasks.ports.frame import Frame
from services.tasks.usecases.by_right import change_by_right
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.events.indicators import ConfirmedBy, IndicatorSnapshot, IndicatorValueSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId


async def register_indicator(
    records: Records, caller: Principal, command: Command, new: NewIndicator
) -> Committed[IndicatorSnapshot]:
    """FR-NA-22, FR-NT-15. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    around = await _surroundings(records, command.tenant, new)
    change = indicators.register(new, command.tenant, around, command.recorded_at)
    return await records.indicators.add(command, change)


async def amend_indicator(
    records: Records, caller: Principal, command: Command, key: str, wish: IndicatorDetails
) -> Committed[IndicatorSnapshot]:
    """FR-NT-15: the tenant chooses how its target is read (AMB-07).

    Raises NotAllowed, NotFound, FieldRefused, NothingChanges, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_planner(caller, command.tenant)
    around = await _surroundings(records, command.tenant, wish)
    return await records.indicators.change(
        command, key, lambda known: indicators.amend(known, wish, around, command.recorded_at)
    )


async def report_value(
    records: Records, caller: Principal, command: Command, key: str, new: NewValue
) -> Committed[IndicatorValueSnapshot]:
    """FR-NA-22, FR-NA-23, FR-NT-14, FR-NT-16, FR-TW-07: by the unit's own people; the whole tenant's by the indicator's
    owner or the standing agency.

    Raises NotAllowed, NotFound, FieldRefused, AlreadyRegistered, KeyReused.
    """
    indicator = await reported_by(records, caller, command.tenant, key, new.unit)
    return await records.indicator_values.add(command, indicator_value.report(new, indicator, command.recorded_at))


async def reported_by(
    frame: Frame, caller: Principal, tenant: TenantId, key: str, unit: str | None
) -> IndicatorSnapshot:
    """The indicator, where the caller reports it for that unit, or for the whole tenant. Raises NotAllowed, NotFound."""
    if unit is not None:
        require_reporter(caller, tenant, unit)
    indicator = await existing(frame.indicators, tenant, key)
    _require_reporter(caller, indicator, unit)
    return indicator


async def correct_value(
    records: Records, caller: Principal, command: Command, key: str, wish: CorrectionWish
) -> Committed[IndicatorValueSnapshot]:
    """The first figures are not lost (FR-NA-22).

    Raises NotAllowed, NotFound, FieldRefused, NothingChanges, TooManyEditions, VersionMismatch, KeyReused, ConcurrentChange.
    """
    indicator = await _indicator_of(records, command.tenant, key)

    return await change_by_right(
        records.indicator_values,
        command,
        key,
        lambda value: _require_reporter(caller, indicator, value.unit),
        lambda value: indicator_value.correct(value, wish, indicator.measure, command.recorded_at),
    )


async def confirm_value(
    records: Records, caller: Principal, command: Command, key: str, wish: ValueConfirmation
) -> Committed[IndicatorValueSnapshot]:
    """By the unit's head or deputy, or the standing agency (FR-NA-17, FR-NA-22).

    Raises NotAllowed, NotFound, IllegalTransition, EditionChanged, VersionMismatch, KeyReused, ConcurrentChange.
    """
    indicator = await _indicator_of(records, command.tenant, key)

    def confirmer(value: IndicatorValueSnapshot) -> ConfirmedBy:
        return require_confirmer(caller, command.tenant, value.unit or indicator.owner_unit)

    return await change_by_right(
        records.indicator_values,
        command,
        key,
        confirmer,
        lambda value: indicator_value.confirm(value, confirmer(value), wish, command.recorded_at),
    )


async def _indicator_of(records: Records, tenant: TenantId, value: str) -> IndicatorSnapshot:
    """Raises NotFound."""
    return await existing(
        records.indicators, tenant, (await existing(records.indicator_values, tenant, value)).indicator
    )


async def _surroundings(records: Records, tenant: TenantId, wish: NewIndicator | IndicatorDetails) -> Surroundings:
    named = [*wish.units, *([wish.owner_unit] if wish.owner_unit else [])]
    units = await records.units.get_many(tenant, named)
    work = await records.works.get(tenant, wish.linked_work) if wish.linked_work else None
    return Surroundings(units.keys(), {work.id} if work else set())


def _require_reporter(caller: Principal, indicator: IndicatorSnapshot, unit: str | None) -> None:
    """Raises NotAllowed."""
    tenant, owner = TenantId(indicator.tenant), indicator.owner_unit
    if unit is None and owner is not None and caller.unit == owner and not caller.is_standing_agency:
        require_worker(caller, tenant, owner)
    else:
        require_reporter(caller, tenant, unit)
