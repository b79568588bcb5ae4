"""The evidence of a year: sums that hold, nothing of another year, the same digest for the same evidence (FR-NA-26)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.evaluations import dossier
from services.tasks.domain.evaluations.dossier import Year
from services.tasks.domain.works import task
from services.tasks.domain.works.steps import StatusWish
from shared.events import Event, Occurred, UnitReportSnapshot
from shared.events.envelope import new_event_id
from tests.unit.tasks.cast import NGHE_AN, NOW, UNITS, a_task, a_wish, surroundings

YEAR = Year.of(2024, datetime(2025, 2, 1, tzinfo=UTC))
DAYS = st.one_of(st.none(), st.integers(-400, 800))


def at(days: int | None) -> datetime | None:
    return None if days is None else NOW + timedelta(days=days)


def a_report(due: int, signed: int | None, by: str, waived: bool) -> UnitReportSnapshot:
    signed_at = at(signed)
    owed = {"kind": "periodic_report", "opened_at": at(due - 30), "due_at": at(due), "discharged_at": signed_at}
    known: dict[str, Any] = {"id": "R", "tenant": NGHE_AN, "version": 1, "unit": "NA-STP", "title_vi": "Báo cáo"}
    known |= {"status": "open", "status_since": NOW, "cycle": "BC", "period": "2024-03"}
    by_whom = {"first_signed_at": signed_at, "first_signed_by": by if signed_at else None}
    return UnitReportSnapshot(**known, **by_whom, obligation=owed | {"waived": waived and signed_at is None})


REPORTS = st.lists(
    st.builds(a_report, st.integers(-300, 600), DAYS, st.sampled_from(["head", "deputy"]), st.booleans()), max_size=20
)


@given(REPORTS)
def test_every_report_that_was_owed_is_on_time_late_or_missing(reports: list[UnitReportSnapshot]) -> None:
    """FR-NA-18, FR-NA-26."""
    found = dossier.reporting_of(reports, YEAR)
    due = [one for one in reports if YEAR.holds(one.obligation.due_at) and not one.obligation.waived]
    assert found.owed == found.on_time + found.late + found.missing == len(due)
    assert found.on_time + found.late == found.by_head + found.by_deputy
    assert (found.rate_on_time is None) == (found.owed == 0)


def events(*happened: Occurred) -> list[Event]:
    return [
        Event(
            id=new_event_id(),
            source="/tasks",
            type=one.payload.TYPE,
            subject="NA-T-01",
            time=one.time,
            dataschema="https://tiendo.vn/schemas/x.json",
            tenant=NGHE_AN,
            sequence=number,
            recordedtime=one.time,
            actor="unit_head@NA-STP",
            correlationid=new_event_id(),
            traceparent=None,
            data=one.payload.model_dump(mode="json"),
        )
        for number, one in enumerate(happened, start=1)
    ]


def test_what_was_done_after_the_year_was_late_at_its_end() -> None:
    entered = task.register(a_wish(), NGHE_AN, surroundings(), NOW)
    started = task.change_status(entered.state, StatusWish(to="in_progress"), NOW)
    after = datetime(2025, 1, 15, tzinfo=UTC)
    wish = StatusWish.model_validate({"to": "completed", "product": "Danh mục"})
    finished = task.change_status(started.state, wish, after)
    told = events(*entered.events, *started.events, *finished.events)
    then = dossier.state_at(told, YEAR.cut_off)
    assert then is not None
    evidence = dossier.work_evidence(then, YEAR, "/v1/nghe-an")
    assert (evidence.status, evidence.outcome) == ("in_progress", "open_overdue")
    assert dossier.tally([evidence]) == {"total": 1, "late": 1, "open_overdue": 1}
    assert dossier.state_at(told, NOW - timedelta(days=400)) is None
    next_year = Year.of(2025, after + timedelta(days=1))
    assert dossier.concerns(finished.state, next_year)
    assert not dossier.concerns(finished.state, Year.of(2026, datetime(2026, 6, 1, tzinfo=UTC)))
    acted = dossier.actions_of(told, "NA-STP", YEAR)
    assert (acted.by_officers, acted.share_by_head) == (0, 100.0)


def test_the_same_evidence_has_the_same_digest() -> None:
    first = {"a": 1, "b": [a_task().id, UNITS["NA-STP"].name_vi]}
    assert dossier.digest(first) == dossier.digest(dict(reversed(first.items())))
    assert dossier.digest(first) != dossier.digest(first | {"a": 2})
