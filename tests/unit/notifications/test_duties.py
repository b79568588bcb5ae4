"""Who hears of reports and of what units ask of each other, and how silence climbs to the Office (FR-NA-09, FR-NA-17)."""

from datetime import date
from typing import Any

import pytest

from services.notifications.domain.duties import announce_duty
from services.notifications.domain.mailboxes import mailbox_of
from services.notifications.domain.obligations import after_events, planned
from services.notifications.domain.reminders import remind
from services.notifications.domain.units import actor_title
from shared.events import (
    DutyEvent,
    Obligation,
    ReportChange,
    RequestChange,
    RequestSent,
    RequestSnapshot,
    RequestStatusChanged,
    UnitReportOpened,
    UnitReportSnapshot,
    UnitReportStatusChanged,
)
from shared.tenancy import Principal, Role, UnitId
from tests.unit.notifications.cast import HEALTH, JUSTICE, NINH_THUAN, UNITS, a_timetable, an_event, at, owed, the_work

HEAD, OFFICERS = f"head:{JUSTICE}", f"officer:{JUSTICE}"
OFFICE, STANDING = "role:office_officer", "role:standing_officer"


def of_kind(kind: str) -> Obligation:
    return owed(date(2024, 10, 31)).model_copy(update={"kind": kind})


def a_report(status: str) -> UnitReportSnapshot:
    fields: dict[str, Any] = {"id": f"BC.2024-10.{JUSTICE}", "tenant": NINH_THUAN, "version": 2, "unit": JUSTICE}
    words: dict[str, Any] = {"title_vi": "Báo cáo tháng", "cycle": "BC", "period": "2024-10"}
    since = at("2024-10-15 09:00")
    duty = {"status": status, "status_since": since, "obligation": of_kind("periodic_report")}
    return UnitReportSnapshot(**fields, **words, **duty)


def a_request(status: str = "sent", role: Role = Role.STANDING_OFFICER, unit: str | None = None) -> RequestSnapshot:
    return RequestSnapshot(
        id=f"DD.{JUSTICE}",
        tenant=NINH_THUAN,
        version=1,
        unit=JUSTICE,
        title_vi="Đôn đốc",
        kind="urge",
        letter="DD",
        asked_by_role=role,
        asked_by_unit=unit,
        subject_sort="other",
        text_vi="Đề nghị cập nhật",
        status=status,
        status_since=at("2024-10-15 09:00"),
        obligation=of_kind("urge"),
    )


def told(payload: DutyEvent, actor: str = "standing_officer") -> dict[str, Any]:
    event = an_event(payload, 7, actor=actor)
    notices = announce_duty(event, payload, the_work(payload), UNITS)
    return {notice.mailbox: notice for notice in notices}


def report_moved(before: str, after: str) -> UnitReportStatusChanged:
    change = ReportChange(from_=before, to=after, edition=1)
    return UnitReportStatusChanged(before={"status": before}, after=a_report(after), change=change)


def request_moved(after: str, **asked: Any) -> RequestStatusChanged:
    change = RequestChange(from_="sent", to=after, note="Đã cập nhật")
    return RequestStatusChanged(before={"status": "sent"}, after=a_request(after, **asked), change=change)


def test_a_unit_hears_that_it_owes_a_report() -> None:
    notices = told(UnitReportOpened(after=a_report("open")))
    assert set(notices) == {HEAD, OFFICERS}
    assert "báo cáo định kỳ “Báo cáo tháng”" in notices[HEAD].message.text.vi


@pytest.mark.parametrize(
    ("before", "after", "mailboxes"),
    [
        ("open", "draft", set()),
        ("open", "submitted", {HEAD}),
        ("signed", "corrected", {HEAD}),
        ("submitted", "signed", {STANDING}),
    ],
)
def test_what_was_handed_in_waits_for_the_head(before: str, after: str, mailboxes: set[str]) -> None:
    """FR-NA-17."""
    assert set(told(report_moved(before, after), f"unit_officer@{JUSTICE}")) == mailboxes


def test_an_exception_is_told_to_the_unit() -> None:
    assert set(told(report_moved("open", "waived"))) == {HEAD, OFFICERS}


def test_the_office_has_a_copy_of_what_is_asked() -> None:
    """FR-NA-09."""
    notices = told(RequestSent(after=a_request()))
    assert set(notices) == {HEAD, OFFICERS, OFFICE}
    assert "Đề nghị cập nhật" in notices[HEAD].message.text.vi
    assert set(told(RequestSent(after=a_request(role=Role.OFFICE_OFFICER)))) == {HEAD, OFFICERS}


@pytest.mark.parametrize(
    ("asked", "mailboxes"),
    [
        ({}, {STANDING}),
        ({"role": Role.OFFICE_OFFICER}, {OFFICE}),
        ({"role": Role.UNIT_OFFICER, "unit": HEALTH}, {f"head:{HEALTH}", f"officer:{HEALTH}"}),
    ],
)
def test_who_asked_hears_the_answer(asked: dict[str, Any], mailboxes: set[str]) -> None:
    notices = told(request_moved("answered", **asked), f"unit_head@{JUSTICE}")
    assert set(notices) == mailboxes
    assert all("Đã cập nhật" in notice.message.text.vi for notice in notices.values())


def test_a_withdrawal_is_told_to_the_unit() -> None:
    assert set(told(request_moved("withdrawn"))) == {HEAD, OFFICERS}


def test_silence_reaches_the_office_and_goes_no_higher() -> None:
    """FR-BP-18, FR-NA-09."""
    timetable, payload = a_timetable(), RequestSent(after=a_request())
    obligation = after_events(None, [(an_event(payload, 7), the_work(payload))], timetable)
    steps = {
        moment.step.name: {
            notice.mailbox for notice in remind(NINH_THUAN, obligation, moment, moment.at, (timetable, UNITS))
        }
        for moment in planned(obligation, timetable)
    }
    assert steps == {
        "T-1": {HEAD, OFFICERS},
        "T": {HEAD, OFFICERS},
        "T+1": {HEAD, OFFICE, STANDING},
        "T+3": {HEAD, OFFICE},
    }


def test_a_deputy_reads_and_is_named_as_one() -> None:
    """FR-NA-17."""
    deputy = Principal("somebody", NINH_THUAN, Role.UNIT_HEAD, UnitId(JUSTICE), deputy=True)
    assert mailbox_of(deputy) == OFFICERS
    assert actor_title(deputy.actor, NINH_THUAN, UNITS).vi == "Cấp phó Sở Tư pháp"
