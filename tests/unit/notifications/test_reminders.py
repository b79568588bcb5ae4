"""What the ladder says, to whom, and how its words follow the day on which they are said."""

from datetime import date

import pytest

from services.notifications.domain.ladder import DEFAULT_LADDER
from services.notifications.domain.notices import Notice, NoticeKind, Part
from services.notifications.domain.obligations import Obligation, after_events
from services.notifications.domain.reminders import remind
from services.notifications.domain.timetable import Moment
from shared.calendar import Precision, end_of_day
from shared.tenancy import TenantId
from tests.unit.notifications.cast import (
    CENTRAL,
    JUSTICE,
    NINH_THUAN,
    UNITS,
    a_task,
    a_timetable,
    an_event,
    at,
    registered,
    the_work,
)

TIMETABLE = a_timetable()
HEAD, OFFICERS, STANDING = f"head:{JUSTICE}", f"officer:{JUSTICE}", "role:standing_officer"


def an_obligation(
    due: date = date(2024, 10, 31), precision: Precision = Precision.DAY, status: str = "in_progress"
) -> Obligation:
    payload = registered(a_task(due=due, precision=precision, status=status))
    return after_events(None, [(an_event(payload, 7), the_work(payload))], TIMETABLE)


def told(step: str, day: str, obligation: Obligation | None = None, tenant: TenantId = NINH_THUAN) -> dict[str, Notice]:
    (found,) = (s for s in DEFAULT_LADDER if s.name == step)
    now = at(f"{day} 08:00")
    notices = remind(tenant, obligation or an_obligation(), Moment(found, now), now, (TIMETABLE, UNITS))
    return {notice.mailbox: notice for notice in notices}


@pytest.mark.parametrize(
    ("step", "mailboxes"),
    [
        ("T-7", {HEAD, OFFICERS}),
        ("T-3", {HEAD, OFFICERS}),
        ("T-1", {HEAD, OFFICERS}),
        ("T", {HEAD, OFFICERS}),
        ("T+1", {HEAD, OFFICERS}),
        ("T+3", {STANDING, HEAD}),
        ("T+7", {"role:permanent_vice_chairman", STANDING}),
        ("T+14", {"role:chairman"}),
        ("month-start", {HEAD, OFFICERS}),
        ("month-middle", {HEAD, OFFICERS}),
    ],
)
def test_each_step_climbs_the_line_upwards(step: str, mailboxes: set[str]) -> None:
    assert set(told(step, "2024-10-31")) == mailboxes


def test_at_the_central_level_the_standing_agency_has_its_own_mailbox() -> None:
    assert "role:central_wg_officer" in told("T+3", "2024-11-05", tenant=CENTRAL)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        ("2024-10-22", "Còn 7 ngày làm việc", "7 working days left"),
        ("2024-10-28", "Còn 3 ngày làm việc", "3 working days left"),
        ("2024-10-31", "Đến hạn hôm nay", "Due today"),
        ("2024-11-05", "Quá hạn 5 ngày", "5 days overdue"),
    ],
)
def test_the_words_say_how_it_stands_on_that_day(day: str, vi: str, en: str) -> None:
    title = told("T-7", day)[HEAD].message.title
    assert title.vi == f"{vi}: Số hóa dữ liệu hộ tịch"
    assert title.en == f"{en}: Digitise civil-status data"


def test_the_last_working_day_before_a_sunday_is_called_so() -> None:
    notice = told("T", "2024-03-29", an_obligation(date(2024, 3, 31)))[HEAD]
    assert notice.message.title.vi == "Hôm nay là ngày làm việc cuối cùng trước hạn: Số hóa dữ liệu hộ tịch"


def test_the_text_names_work_lead_deadline_status_and_who_answers_for_it() -> None:
    obligation = an_obligation(precision=Precision.MONTH, status="on_hold")
    assert told("T+3", "2024-11-05", obligation)[STANDING].message.text.vi == (
        "Nhiệm vụ “Số hóa dữ liệu hộ tịch” (chủ trì: Sở Tư pháp) quá hạn 5 ngày. Thời hạn: tháng 10/2024. "
        "Tình trạng: Tạm dừng. Chịu trách nhiệm: Giám đốc Sở Tư pháp."
    )


def test_before_the_deadline_it_is_a_reminder_then_lateness_and_for_those_above_an_escalation() -> None:
    assert told("T", "2024-10-31")[HEAD].kind is NoticeKind.REMINDER
    late = told("T+3", "2024-11-05")
    assert late[HEAD].kind is NoticeKind.OVERDUE
    assert late[STANDING].kind is NoticeKind.ESCALATION
    assert late[STANDING].part is Part.OVERSIGHT


def test_a_reminder_points_to_its_obligation_and_step() -> None:
    notice = told("T-3", "2024-10-28")[HEAD]
    assert notice.message.subject == notice.message.obligation.id == "NT-T-01"
    assert notice.message.obligation.step == "T-3"
    assert notice.message.obligation.due_at == end_of_day(date(2024, 10, 31))
    assert notice.message.sequence == 7


def test_the_same_step_is_the_same_notice_whenever_it_is_told() -> None:
    assert told("T-3", "2024-10-28")[HEAD].id == told("T-3", "2024-11-05")[HEAD].id


def test_another_deadline_step_or_tenant_is_another_notice() -> None:
    ids = {
        told("T-3", "2024-10-28")[HEAD].id,
        told("T-1", "2024-10-28")[HEAD].id,
        told("T-3", "2024-10-28", an_obligation(date(2024, 11, 29)))[HEAD].id,
        told("T-3", "2024-10-28", tenant=CENTRAL)[HEAD].id,
    }
    assert len(ids) == 4


def test_without_a_deadline_there_is_nothing_to_remind_of() -> None:
    with pytest.raises(ValueError, match="NT-T-01"):
        told("T", "2024-10-31", an_obligation()._replace(due_at=None))
