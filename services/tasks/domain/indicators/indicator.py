"""Indicators: what is measured, who reports it, which number is to be reached (FR-NA-22, FR-NA-23, FR-NT-14 to FR-NT-16)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.indicators.indicator_errors import BreakdownDiffers, TargetNotMeasured
from services.tasks.domain.indicators.indicator_target import NewIndicatorTarget, stated
from services.tasks.domain.values import Amount, Day, Identifier, Line, Wish, Word
from services.tasks.domain.works.work_errors import NothingChanges
from shared.events import Change, Occurred, Source
from shared.events.indicators import (
    Direction,
    IndicatorAmended,
    IndicatorRegistered,
    IndicatorSnapshot,
    Measure,
    ReportedEvery,
)
from shared.events.work_details import Amendment
from shared.tenancy import TenantId

_ABOUT = frozenset({"reason", "document"})
_Units = Annotated[
    tuple[Identifier, ...], Field(max_length=2000), AfterValidator(lambda units: tuple(dict.fromkeys(units)))
]


class NewBaseline(Wish):
    as_of: Day
    value: Amount
    breakdown: dict[Word, Amount] = Field({}, max_length=50, description="Parts that add up to the value")


class NewIndicator(Wish):
    """A target that the source does not state is left out; it is never made up."""

    id: Identifier
    code: Identifier | None = Field(None, description="The same in every tenant that measures the same")
    name_vi: Line
    name_en: Line | None = None
    unit_of_measure: Word
    measure: Measure
    numerator_vi: Line | None = None
    denominator_vi: Line | None = None
    direction: Direction | None = None
    frequency: ReportedEvery | None = None
    owner_unit: Identifier | None = None
    units: _Units = Field((), description="Units that report; without any there is one value for the whole tenant")
    target: NewIndicatorTarget | None = None
    baseline: NewBaseline | None = None
    linked_work: Identifier | None = Field(None, description="Task or pilot model that carries it out")
    note: Line | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class IndicatorDetails(Wish):
    """Only the fields that are given change; null takes a value away."""

    code: Identifier | None = None
    numerator_vi: Line | None = None
    denominator_vi: Line | None = None
    direction: Direction | None = None
    frequency: ReportedEvery | None = None
    owner_unit: Identifier | None = None
    units: _Units = ()
    target: NewIndicatorTarget | None = None
    linked_work: Identifier | None = None
    note: Line | None = None
    reason: Line | None = None
    document: Line | None = Field(None, description="Number and symbol of the document that decides it")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the command names and the tenant has."""

    units: Collection[str]
    works: Collection[str]


def register(new: NewIndicator, tenant: TenantId, around: Surroundings, now: datetime) -> Change[IndicatorSnapshot]:
    """Raises UnknownReference, BreakdownDiffers, TargetNotMeasured."""
    _require_known(new, around)
    _require_sum(new.baseline)
    state = new.model_dump(exclude={"target"}) | {"target": _target(new.target, new.measure, new.unit_of_measure)}
    indicator = IndicatorSnapshot(tenant=tenant, version=1, **state)
    return Change(indicator, (Occurred(IndicatorRegistered(after=indicator), now),))


def amend(
    known: IndicatorSnapshot, wish: IndicatorDetails, around: Surroundings, now: datetime
) -> Change[IndicatorSnapshot]:
    """Raises UnknownReference, TargetNotMeasured, NothingChanges."""
    _require_known(wish, around)
    given = wish.model_fields_set - _ABOUT
    update: dict[str, Any] = {name: getattr(wish, name) for name in given}
    if "target" in given:
        update["target"] = _target(wish.target, known.measure, known.unit_of_measure)
    after = known.model_copy(update=update | {"version": known.version + 1})
    if after == known.model_copy(update={"version": after.version}):
        raise NothingChanges
    change = Amendment(fields=tuple(sorted(given)), reason=wish.reason, document=wish.document)
    payload = IndicatorAmended(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, now),))


def _target(new: NewIndicatorTarget | None, measure: Measure, unit_of_measure: str) -> Any:
    if new is None:
        return None
    if measure == "quality":
        raise TargetNotMeasured
    return stated(new, unit_of_measure)


def _require_known(wish: NewIndicator | IndicatorDetails, around: Surroundings) -> None:
    if wish.owner_unit is not None and wish.owner_unit not in around.units:
        raise UnknownReference("owner_unit", wish.owner_unit)
    for unit in wish.units:
        if unit not in around.units:
            raise UnknownReference("units", unit)
    if wish.linked_work is not None and wish.linked_work not in around.works:
        raise UnknownReference("linked_work", wish.linked_work)


def _require_sum(baseline: NewBaseline | None) -> None:
    if baseline is not None and baseline.breakdown:
        total = round(fsum(baseline.breakdown.values()), 2)
        if total != baseline.value:
            raise BreakdownDiffers(total)
