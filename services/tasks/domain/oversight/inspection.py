"""Inspections of progress and discipline: recorded once, with what was found and what is recommended (FR-NA-25)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from services.tasks.domain.errors import ChildIdTooLong, EffectiveInFuture, UnknownReference
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.oversight.oversight_errors import DueBeforeItsDay, InspectsItself, NotInspected
from services.tasks.domain.oversight.undertaking import Owed, opened, undertaking_id
from services.tasks.domain.values import Day, Identifier, Line, Some, Text, Wish
from shared.calendar import local_date, start_of_day
from shared.events import Change, Occurred, Source, UnitSnapshot
from shared.events.inspections import InspectionRecorded, InspectionSnapshot
from shared.events.undertakings import UndertakingSnapshot
from shared.tenancy import TenantId, is_identifier

Units = Mapping[str, UnitSnapshot]


class NewFinding(Wish):
    about: Literal["progress", "discipline"]
    unit: Identifier | None = Field(None, description="Inspected unit that it is about; left out: all of them")
    text: Text


class NewRecommendation(Wish):
    """Each is owed by its unit until its day, and reminded of."""

    unit: Identifier
    title_vi: Line
    title_en: Line | None = None
    text_vi: Text | None = None
    due_date: Day


class NewInspection(Wish):
    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    held_on: Day
    inspectors: Annotated[tuple[Identifier, ...], Some, Field(max_length=20, json_schema_extra={"minItems": 1})]
    inspected: Annotated[tuple[Identifier, ...], Some, Field(max_length=200, json_schema_extra={"minItems": 1})]
    findings: tuple[NewFinding, ...] = Field((), max_length=200)
    recommendations: tuple[NewRecommendation, ...] = Field((), max_length=200)
    documents: tuple[Line, ...] = Field((), max_length=100, description="Numbers and symbols of its documents")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def record(new: NewInspection, tenant: TenantId, units: Units, now: datetime) -> Change[InspectionSnapshot]:
    """Takes effect on its day. Raises EffectiveInFuture, UnknownReference, UnitNotInForce, InspectsItself, …"""
    if new.held_on > local_date(now):
        raise EffectiveInFuture("held_on")
    _require_units(new, units)
    _require_of_inspected(new)
    inspection = InspectionSnapshot(tenant=tenant, version=1, **new.model_dump())
    return Change(inspection, (Occurred(InspectionRecorded(after=inspection), start_of_day(new.held_on)),))


def recommended(inspection: InspectionSnapshot, units: Units) -> list[Change[UndertakingSnapshot]]:
    """One undertaking per recommendation."""
    return [opened(owed, units[unit]) for unit, owed in _owed(inspection)]


def _owed(inspection: InspectionSnapshot) -> Iterator[tuple[str, Owed]]:
    since = start_of_day(inspection.held_on)
    for number, said in enumerate(inspection.recommendations, start=1):
        yield (
            said.unit,
            Owed(
                kind="recommendation",
                origin=inspection.id,
                number=number,
                title_vi=said.title_vi,
                title_en=said.title_en,
                text_vi=said.text_vi,
                due_date=said.due_date,
                since=since,
                source=inspection.source,
            ),
        )


def _require_units(new: NewInspection, units: Units) -> None:
    for field, named in (("inspectors", new.inspectors), ("inspected", new.inspected)):
        for unit in named:
            if unit not in units:
                raise UnknownReference(field, unit)
            require_lead(units[unit], new.held_on, field)
    for unit in new.inspected:
        if unit in new.inspectors:
            raise InspectsItself("inspected", unit)


def _require_of_inspected(new: NewInspection) -> None:
    for place, finding in enumerate(new.findings):
        if finding.unit is not None and finding.unit not in new.inspected:
            raise NotInspected(f"findings.{place}.unit", finding.unit)
    for place, said in enumerate(new.recommendations):
        if said.unit not in new.inspected:
            raise NotInspected(f"recommendations.{place}.unit", said.unit)
        if said.due_date < new.held_on:
            raise DueBeforeItsDay(f"recommendations.{place}.due_date", new.held_on)
    last = undertaking_id(new.id, len(new.recommendations))
    if not is_identifier(last):
        raise ChildIdTooLong(last)
