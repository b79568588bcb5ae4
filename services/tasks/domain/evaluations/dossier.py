"""A unit's year as evidence: late work, reports, inspections, achievements; no score and no judgement (FR-NA-26)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from services.tasks.domain.duty_outcome import duty_outcome
from services.tasks.domain.outcome import Outcome, standing
from services.tasks.domain.works.work import Work
from shared.calendar import end_of_day, start_of_day, to_wire
from shared.events import Duty, Event, ModelSnapshot, Obligation, TaskSnapshot, UnitReportSnapshot, payload_of
from shared.tenancy.roles import DEPUTY, HEADS

_HEADS = frozenset(map(str, HEADS))


@dataclass(frozen=True, slots=True)
class Year:
    """From its first instant to its last, or to now where it is not over yet."""

    first: datetime
    cut_off: datetime

    @classmethod
    def of(cls, year: int, now: datetime) -> "Year":
        return cls(start_of_day(date(year, 1, 1)), min(end_of_day(date(year, 12, 31)), now))

    def holds(self, instant: datetime | None) -> bool:
        return instant is not None and self.first <= instant <= self.cut_off


@dataclass(frozen=True, slots=True)
class WorkEvidence:
    """How one work stood at the cut-off; `link` leads to what happened to it."""

    id: str
    sort: str
    title_vi: str
    status: str
    outcome: Outcome | None
    due_at: str | None
    original_due_at: str | None
    moves: int
    link: str


@dataclass(frozen=True, slots=True)
class DutyEvidence:
    """How one report, explanation or recommendation stood at the cut-off."""

    id: str
    kind: str
    title_vi: str
    outcome: Outcome | None
    due_at: str | None
    link: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """`rate_on_time` in percent of reports that were owed in the year; null where there was none."""

    owed: int
    on_time: int
    late: int
    missing: int
    by_head: int
    by_deputy: int
    rate_on_time: float | None


@dataclass(frozen=True, slots=True)
class Actions:
    """Who of the unit acted on its work; `share_by_head` in percent, null where nobody did."""

    by_head: int
    by_deputy: int
    by_officers: int
    share_by_head: float | None


def state_at(events: Iterable[Event], cut_off: datetime) -> Work | None:
    """The work as it was at that instant; what was entered later with an earlier effect counts (G9)."""
    found: Work | None = None
    for event in events:
        after = getattr(payload_of(event), "after", None)
        if event.time <= cut_off and isinstance(after, TaskSnapshot | ModelSnapshot):
            found = after
    return found


def concerns(work: Work, year: Year) -> bool:
    """Work that was done before the year began belongs to another year."""
    done_at = work.obligation.discharged_at
    return done_at is None or done_at >= year.first


def work_evidence(work: Work, year: Year, path: str) -> WorkEvidence:
    owed = work.obligation
    return WorkEvidence(
        id=work.id,
        sort="task" if isinstance(work, TaskSnapshot) else "pilot_model",
        title_vi=work.title_vi,
        status=work.status,
        outcome=standing(work, year.cut_off).outcome,
        due_at=_wire(owed.due_at),
        original_due_at=_wire(owed.original_due_at),
        moves=owed.moves,
        link=f"{path}/tasks/{work.id}/history",
    )


def duty_evidence(duty: Duty, year: Year, link: str) -> DutyEvidence:
    owed = as_of(duty.obligation, year.cut_off)
    outcome = duty_outcome(owed, year.cut_off)
    return DutyEvidence(duty.id, owed.kind, duty.title_vi, outcome, _wire(owed.due_at), link)


def as_of(owed: Obligation, cut_off: datetime) -> Obligation:
    """What was met later was still owed then."""
    met_later = owed.discharged_at is not None and owed.discharged_at > cut_off
    return owed.model_copy(update={"discharged_at": None}) if met_later else owed


def reporting_of(reports: Sequence[UnitReportSnapshot], year: Year) -> Reporting:
    """Of reports that were due in the year and not waived; only a signature counts (FR-NA-17, FR-NA-18)."""
    due = [report for report in reports if year.holds(report.obligation.due_at) and not report.obligation.waived]
    signed = [report for report in due if year_end(report.first_signed_at, year)]
    outcomes = Counter(duty_outcome(as_of(report.obligation, year.cut_off), year.cut_off) for report in due)
    on_time = outcomes["done_on_time"]
    return Reporting(
        owed=len(due),
        on_time=on_time,
        late=outcomes["done_late"],
        missing=len(due) - len(signed),
        by_head=sum(report.first_signed_by == "head" for report in signed),
        by_deputy=sum(report.first_signed_by == "deputy" for report in signed),
        rate_on_time=percent(on_time, len(due)),
    )


def year_end(instant: datetime | None, year: Year) -> bool:
    """Whether it had happened by the cut-off."""
    return instant is not None and instant <= year.cut_off


def actions_of(events: Iterable[Event], unit: str, year: Year) -> Actions:
    """Which role of the unit acted; nobody's name is known (FR-NA-17)."""
    acted = [event.actor.partition("@") for event in events if year.holds(event.time)]
    roles = Counter(role for role, _, of_unit in acted if of_unit == unit)
    heads, deputies = sum(roles[role] for role in _HEADS), roles[DEPUTY]
    return Actions(heads, deputies, roles.total() - heads - deputies, percent(heads, roles.total()))


def tally(works: Iterable[WorkEvidence]) -> Mapping[str, int]:
    """How many there are by outcome; late is what was done late or is overdue."""
    outcomes: Counter[str] = Counter(work.outcome or "cancelled" for work in works)
    return {"total": outcomes.total(), "late": outcomes["done_late"] + outcomes["open_overdue"], **outcomes}


def percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def digest(evidence: object) -> str:
    """The same evidence has the same digest."""
    text = json.dumps(evidence, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def as_json(part: Reporting | Actions | WorkEvidence | DutyEvidence) -> dict[str, object]:
    return asdict(part)


def _wire(instant: datetime | None) -> str | None:
    return to_wire(instant) if instant else None
