"""The sums of a reporting period hold, whatever its units do and in whatever order (FR-NA-17, FR-NA-18)."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.errors import Refusal
from services.tasks.domain.reports import unit_report
from services.tasks.domain.reports.period_standing import standing_of
from services.tasks.domain.reports.statement import ReportContent
from services.tasks.domain.reports.unit_report import STEPS, ReportReturn, Signature, Waiver
from shared.events import ReportingPeriodSnapshot, UnitReportSnapshot
from tests.unit.tasks.cast import NGHE_AN, UNITS

OPENED = datetime(2024, 2, 14, 17, 0, tzinfo=UTC)
DUE = datetime(2024, 3, 25, 16, 59, 59, 999999, UTC)
PERIOD = ReportingPeriodSnapshot(
    id="BC.2024-03",
    tenant=NGHE_AN,
    version=1,
    cycle="BC",
    period="2024-03",
    title_vi="Báo cáo",
    first_day=date(2024, 2, 15),
    last_day=date(2024, 3, 14),
    opened_at=OPENED,
    due_at=DUE,
    locks_at=DUE + timedelta(days=10),
    units=tuple(UNITS),
)
DEEDS = ("draft", "hand in", "sign", "sign as deputy", "waive", "return")
STORIES = st.lists(st.tuples(st.sampled_from(sorted(UNITS)), st.sampled_from(DEEDS), st.integers(0, 5)), max_size=40)


def done(report: UnitReportSnapshot, deed: str, now: datetime) -> Any:
    if deed in {"draft", "hand in"}:
        content = ReportContent(draft=deed == "draft", text_vi="Nội dung", reason="Sửa")
        return unit_report.write(report, content, now)
    if deed == "waive":
        return unit_report.waive(report, Waiver(reason="Mưa lũ"), now)
    if deed == "return":
        return unit_report.give_back(report, ReportReturn(reason="Chưa cụ thể"), now)
    by = "head" if deed == "sign" else "deputy"
    return unit_report.sign(report, by, Signature(edition=max(report.edition, 1)), now)


def lived(story: list[tuple[str, str, int]]) -> tuple[list[UnitReportSnapshot], datetime]:
    reports = {change.state.unit: change.state for change in unit_report.owed(PERIOD, UNITS, OPENED)}
    now = OPENED
    for unit, deed, days in story:
        now += timedelta(days=days)
        with suppress(Refusal):
            before = reports[unit]
            after = done(before, deed, now).state
            assert after.status in (("draft",) if deed == "return" else STEPS[before.status])
            assert after.version == before.version + 1
            reports[unit] = after
    return list(reports.values()), now


@given(STORIES)
def test_every_unit_is_counted_once(story: list[tuple[str, str, int]]) -> None:
    reports, now = lived(story)
    found = standing_of(reports, now)
    assert found.units == found.reported + len(found.not_reported) + found.waived == len(UNITS)
    assert found.reported == found.on_time + found.late == found.by_head + found.by_deputy
    assert all(missing.overdue == (now > DUE) for missing in found.not_reported)
    assert (found.share_by_head is None) == (found.reported == 0)


@given(STORIES)
def test_first_times_stay_and_only_a_signature_discharges(story: list[tuple[str, str, int]]) -> None:
    reports, _ = lived(story)
    for report in reports:
        owed = report.obligation
        assert owed.discharged_at == report.first_signed_at
        assert (owed.first_submitted_at is None) == (report.edition == 0)
        assert (report.signed_by is not None) == (report.status == "signed")
        if report.first_signed_at is not None:
            assert owed.first_submitted_at is not None
            assert owed.first_submitted_at <= report.first_signed_at
            assert not owed.waived
        assert PERIOD.locks_at is not None
        assert report.status_since <= PERIOD.locks_at
