"""Appraisals of units, and the dossier of a unit's year (FR-NA-06, FR-NA-07, FR-NA-26, FR-NA-28)."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from services.tasks.domain.authority import require_appraiser, require_evaluator
from services.tasks.domain.evaluations import appraisal as appraisals
from services.tasks.domain.evaluations import dossier
from services.tasks.domain.evaluations.appraisal import NewAppraisal, Surroundings
from services.tasks.domain.evaluations.dossier import WorkEvidence, Year
from services.tasks.ports import Committed, Records, Search
from services.tasks.usecases.completing import every
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.calendar import local_date, to_wire
from shared.events import Duty, Event, UnitReportSnapshot
from shared.events.appraisals import AppraisalSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Which dossier."""

    tenant: TenantId
    unit: str
    year: int


async def write_appraisal(
    records: Records, caller: Principal, command: Command, new: NewAppraisal
) -> Committed[AppraisalSnapshot]:
    """FR-NA-06, FR-NA-07, FR-NA-28. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_appraiser(caller, command.tenant)
    await require_tenant(records, command.tenant)
    around = Surroundings(
        await records.units.get(command.tenant, new.unit) is not None,
        await records.works.get(command.tenant, new.work) if new.work else None,
        caller.role,
    )
    return await records.appraisals.add(command, appraisals.write(new, command.tenant, around, command.recorded_at))


async def compile_dossier(records: Records, caller: Principal, asked: Asked, now: datetime) -> dict[str, Any]:
    """FR-NA-26: what the records have of the unit and that year, with links and a digest over all of it.

    Only for the chairman, the standing agency and Home Affairs. Raises NotAllowed, NotFound.
    """
    require_evaluator(caller, asked.tenant)
    unit = await existing(records.units, asked.tenant, asked.unit)
    span = Year.of(asked.year, now)
    evidence: dict[str, Any] = {
        "tenant": asked.tenant,
        "unit": asked.unit,
        "unit_name_vi": unit.name_vi,
        "head_role": unit.head_role,
        "head_role_vi": unit.head_role_vi,
        "year": asked.year,
        "cut_off": to_wire(span.cut_off),
        **await _evidence(records, asked.tenant, asked.unit, span),
        **await _appraisals(records, asked.tenant, asked.unit, span),
    }
    return evidence | {"digest": dossier.digest(evidence)}


async def _evidence(records: Records, tenant: TenantId, unit: str, span: Year) -> dict[str, Any]:
    works, happened = await _works(records, tenant, unit, span)
    reports = [report async for report in every(partial(records.reports.page, tenant, _PAGE, where={"unit": unit}))]
    return {
        "works": {"tally": dossier.tally(works), "items": [dossier.as_json(work) for work in works]},
        "reporting": dossier.as_json(dossier.reporting_of(reports, span)),
        "reports": _reports(reports, span, f"/v1/{tenant}"),
        "actions": dossier.as_json(dossier.actions_of(happened, unit, span)),
        "requests": [dossier.as_json(told) async for told in _requests(records, tenant, unit, span)],
        "inspections": [held async for held in _inspections(records, tenant, unit, span)],
        "undertakings": [dossier.as_json(told) async for told in _undertakings(records, tenant, unit, span)],
    }


async def _works(records: Records, tenant: TenantId, unit: str, span: Year) -> tuple[list[WorkEvidence], list[Event]]:
    """What the unit led at the cut-off, from the journal, and everything that happened to it."""
    found: list[WorkEvidence] = []
    happened: list[Event] = []
    for models in (False, True):
        wanted = Search(now=span.cut_off, models=models, unit=unit)
        async for work in every(partial(records.works.find, tenant, wanted, _PAGE)):
            events = await _history(records, tenant, work.id)
            happened += events
            then = dossier.state_at(events, span.cut_off)
            if then is not None and then.lead_unit == unit and dossier.concerns(then, span):
                found.append(dossier.work_evidence(then, span, f"/v1/{tenant}"))
    return found, happened


async def _history(records: Records, tenant: TenantId, work: str) -> list[Event]:
    events: list[Event] = []
    after: int | None = 0
    while after is not None:
        page = await records.history.of(tenant, work, after, _PAGE)
        events, after = [*events, *page.events], page.after
    return events


def _reports(reports: list[UnitReportSnapshot], span: Year, path: str) -> list[dict[str, object]]:
    due = [report for report in reports if span.holds(report.obligation.due_at)]
    return [dossier.as_json(dossier.duty_evidence(one, span, f"{path}/reports/{one.id}")) for one in due]


async def _requests(records: Records, tenant: TenantId, unit: str, span: Year) -> AsyncIterator[dossier.DutyEvidence]:
    async for one in every(partial(records.requests.page, tenant, _PAGE, where={"unit": unit})):
        if span.holds(one.obligation.opened_at):
            yield _told(one, span, f"/v1/{tenant}/requests/{one.id}")


async def _undertakings(
    records: Records, tenant: TenantId, unit: str, span: Year
) -> AsyncIterator[dossier.DutyEvidence]:
    async for one in every(partial(records.undertakings.page, tenant, _PAGE, where={"unit": unit})):
        if span.holds(one.obligation.opened_at):
            yield _told(one, span, f"/v1/{tenant}/undertakings/{one.id}")


def _told(duty: Duty, span: Year, link: str) -> dossier.DutyEvidence:
    return dossier.duty_evidence(duty, span, link)


async def _inspections(records: Records, tenant: TenantId, unit: str, span: Year) -> AsyncIterator[dict[str, Any]]:
    async for held in every(partial(records.inspections.page, tenant, _PAGE)):
        if unit in held.inspected and local_date(span.first) <= held.held_on <= local_date(span.cut_off):
            said = [found.model_dump(mode="json") for found in held.findings if found.unit in {None, unit}]
            yield {
                "id": held.id,
                "held_on": held.held_on.isoformat(),
                "findings": said,
                "link": f"/v1/{tenant}/inspections/{held.id}",
            }


async def _appraisals(records: Records, tenant: TenantId, unit: str, span: Year) -> Mapping[str, Any]:
    """By kind; as they were written."""
    found: dict[str, list[dict[str, Any]]] = {"assessments": [], "achievements": [], "impacts": []}
    async for one in every(partial(records.appraisals.page, tenant, _PAGE, where={"unit": unit})):
        if local_date(span.first) <= one.as_of <= local_date(span.cut_off):
            said = one.model_dump(mode="json", include={"id", "as_of", "judgement", "work", "text_vi", "by_role"})
            found[f"{one.kind}s"].append(said | {"link": f"/v1/{tenant}/appraisals/{one.id}"})
    return found
