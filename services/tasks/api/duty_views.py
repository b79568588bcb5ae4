"""What the routes of reports and requests answer: snapshots with how they stand at this moment."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

from services.tasks.api.views import answer
from services.tasks.domain.duty_outcome import duty_outcome
from services.tasks.domain.outcome import Outcome
from services.tasks.domain.reports.period_standing import PeriodStanding
from services.tasks.domain.reports.unit_report import is_locked
from services.tasks.ports import Committed
from shared.events import ReportingCycleSnapshot, ReportingPeriodSnapshot, RequestSnapshot, UnitReportSnapshot

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class RegisteredCycle(ReportingCycleSnapshot):
    sequence: int = _SEQUENCE


class CyclePage(BaseModel):
    items: list[ReportingCycleSnapshot]
    next: str | None = _NEXT


class OpenedPeriod(ReportingPeriodSnapshot):
    sequence: int = _SEQUENCE


class PeriodPage(BaseModel):
    items: list[ReportingPeriodSnapshot]
    next: str | None = _NEXT


class MissingView(BaseModel):
    unit: str
    report: str
    status: str
    overdue: bool


class PeriodView(ReportingPeriodSnapshot):
    """A period with how it stands now; a report counts as reported when it was first signed."""

    counted: int = Field(description="Units that owe or owed a report: reported + not reported + waived")
    reported: int
    on_time: int
    late: int
    waived: int
    nothing_to_report: int
    by_head: int = Field(description="Reports that the head signed personally")
    by_deputy: int
    share_by_head: float | None = Field(description="by_head in percent of reported; null where nothing was reported")
    not_reported: list[MissingView]
    difficulties: dict[str, int] = Field(description="Difficulties by group of bottlenecks; `ungrouped`: not stated")
    locked: bool


class ReportView(UnitReportSnapshot):
    """A report with its standing now. Without a signature it is owed, whoever handed it in."""

    outcome: Outcome | None
    locked: bool


class ChangedReport(ReportView):
    sequence: int = _SEQUENCE


class ReportPage(BaseModel):
    items: list[ReportView]
    next: str | None = _NEXT


class RequestView(RequestSnapshot):
    """A request with its standing now."""

    outcome: Outcome | None


class ChangedRequest(RequestView):
    sequence: int = _SEQUENCE


class SentRequests(BaseModel):
    """One request per unit that was asked."""

    items: list[RequestView]
    sequence: int = _SEQUENCE


class RequestPage(BaseModel):
    items: list[RequestView]
    next: str | None = _NEXT


def report_json(report: UnitReportSnapshot, now: datetime) -> dict[str, Any]:
    standing = {"outcome": duty_outcome(report.obligation, now), "locked": is_locked(report, now)}
    return report.model_dump(mode="json") | standing


def request_json(request: RequestSnapshot, now: datetime) -> dict[str, Any]:
    return request.model_dump(mode="json") | {"outcome": duty_outcome(request.obligation, now)}


def period_json(period: ReportingPeriodSnapshot, standing: PeriodStanding, now: datetime) -> dict[str, Any]:
    counts = dataclasses.asdict(standing)
    locked = period.locks_at is not None and now > period.locks_at
    return period.model_dump(mode="json") | {"counted": counts.pop("units"), **counts, "locked": locked}


def changed_report(committed: Committed[UnitReportSnapshot], now: datetime) -> Response:
    state = committed.state
    return answer(report_json(state, now) | {"sequence": committed.sequence}, 200, state.version)


def changed_request(committed: Committed[RequestSnapshot], now: datetime) -> Response:
    state = committed.state
    return answer(request_json(state, now) | {"sequence": committed.sequence}, 200, state.version)


def sent(requests: Sequence[Committed[RequestSnapshot]], now: datetime) -> Response:
    items = [request_json(committed.state, now) for committed in requests]
    return answer({"items": items, "sequence": max(committed.sequence for committed in requests)}, 201)
