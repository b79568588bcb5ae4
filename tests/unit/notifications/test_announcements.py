"""What an event tells, to whom, and in which words (FR-BP-03, FR-BP-05, FR-BP-26, FR-X-08)."""

from datetime import date
from typing import Any

import pytest

from services.notifications.domain.announcements import announce
from services.notifications.domain.notices import Notice, NoticeKind, Part
from services.notifications.domain.works import WorkEvent
from shared.calendar import Precision
from shared.events import Source, TaskSnapshot
from tests.unit.notifications.cast import (
    CENTRAL,
    HEALTH,
    JUSTICE,
    UNITS,
    a_model,
    a_task,
    an_event,
    at,
    deadline_moved,
    model_moved,
    owed,
    registered,
    task_moved,
    the_work,
)

HEAD, OFFICERS, COORDINATOR = f"head:{JUSTICE}", f"officer:{JUSTICE}", f"head:{HEALTH}"
STANDING = "role:standing_officer"


def told(payload: WorkEvent, **event: Any) -> dict[str, Notice]:
    notices = announce(an_event(payload, **event), payload, the_work(payload), UNITS)
    by_mailbox: dict[str, Notice] = {notice.mailbox: notice for notice in notices}
    assert len(by_mailbox) == len(notices), "nobody is told the same thing twice"
    return by_mailbox


def test_a_new_task_is_told_to_the_head_the_officers_and_the_heads_of_coordinating_units() -> None:
    assert set(told(registered(a_task()))) == {HEAD, OFFICERS, COORDINATOR}


def test_the_lead_learns_deadline_product_accountability_and_with_whom() -> None:
    notice = told(registered(a_task(due=date(2024, 10, 5), precision=Precision.MONTH)))[HEAD]
    assert notice.kind is NoticeKind.ASSIGNED
    assert notice.part is Part.LEAD
    assert notice.message.title.vi == "Được giao chủ trì: Số hóa dữ liệu hộ tịch"
    assert notice.message.text.vi == (
        "Sở Tư pháp được giao chủ trì nhiệm vụ “Số hóa dữ liệu hộ tịch”. Hạn hoàn thành: tháng 10/2024. "
        "Sản phẩm: Dữ liệu hộ tịch số hóa. Chịu trách nhiệm: Giám đốc Sở Tư pháp. Đơn vị phối hợp: Sở Y tế."
    )
    assert notice.message.text.en.startswith(
        "Department of Justice is assigned to lead the task “Digitise civil-status data”."
    )


def test_a_coordinator_is_told_that_it_coordinates_and_who_leads() -> None:
    notice = told(registered(a_task()))[COORDINATOR]
    assert notice.part is Part.COORDINATOR
    assert "phối hợp" in notice.message.title.vi
    assert "phối hợp" in notice.message.text.vi
    assert "Đơn vị chủ trì: Sở Tư pháp" in notice.message.text.vi


def test_an_assignment_to_a_class_of_units_is_told_by_its_children_not_by_itself() -> None:
    """FR-BP-03: those who help hear of it once, as a whole, and not with each unit's share."""
    parent = a_task("BP-A-02", lead=None, kind="directive", assignees=(JUSTICE, HEALTH))
    child = a_task("BP-A-02.NT-STP", kind="directive", parent="BP-A-02", assignee_selector_vi="các sở, ban, ngành")
    assert told(registered(parent)).keys() == {COORDINATOR}
    assert COORDINATOR not in told(registered(child))
    assert "nhóm đơn vị: các sở, ban, ngành" in told(registered(child))[HEAD].message.text.vi
    assert "đầu việc" in told(registered(child))[HEAD].message.text.vi


def test_a_unit_named_twice_or_beside_its_own_lead_is_told_once() -> None:
    assert set(told(registered(a_task(coordinating_units=(HEALTH, JUSTICE, HEALTH))))) == {HEAD, OFFICERS, COORDINATOR}


def test_a_pilot_model_is_called_a_pilot_model() -> None:
    notice = told(registered(a_model()))[HEAD]
    assert "mô hình điểm “Ki-ốt y tế”" in notice.message.text.vi
    assert "chưa rõ thời gian" in notice.message.text.vi


def test_a_registration_recorded_long_after_it_took_effect_is_still_one_assignment() -> None:
    notices = told(registered(a_task()), recorded="2024-09-02 10:00", time="2024-01-01 00:00")
    assert {notice.kind for notice in notices.values()} == {NoticeKind.ASSIGNED}
    assert notices[HEAD].message.created_at == at("2024-09-02 10:00")
    assert notices[HEAD].message.effective_at == at("2024-01-01 00:00")


def test_history_that_was_taken_over_is_not_news() -> None:
    assert told(task_moved("not_started", "basically_completed", adopted=True)) == {}


@pytest.mark.parametrize("status", ["submitted", "on_hold", "basically_completed", "completed"])
def test_the_standing_agency_hears_of_what_it_has_to_act_on(status: str) -> None:
    notices = told(task_moved("in_progress", status))
    assert set(notices) == {HEAD, OFFICERS, COORDINATOR, STANDING}
    assert notices[STANDING].part is Part.OVERSIGHT


@pytest.mark.parametrize("status", ["in_progress", "returned", "cancelled"])
def test_other_steps_are_told_to_the_units_only(status: str) -> None:
    assert set(told(task_moved("not_started", status))) == {HEAD, OFFICERS, COORDINATOR}


def test_at_the_central_level_the_ministry_of_public_security_is_the_standing_agency() -> None:
    task = a_task("TW-N-01", status="submitted", tenant=CENTRAL)
    assert "role:central_wg_officer" in told(task_moved("in_progress", "submitted", task))


def test_a_change_is_told_with_its_statuses_day_actor_product_reason_and_note() -> None:
    notice = told(task_moved("in_progress", "completed", product="12/BC-STP", note="Đủ hồ sơ"))[STANDING]
    assert notice.message.title.vi == "Hoàn thành: Số hóa dữ liệu hộ tịch"
    assert notice.message.text.vi == (
        "Nhiệm vụ “Số hóa dữ liệu hộ tịch” (chủ trì: Sở Tư pháp) chuyển từ “Đang triển khai” sang “Hoàn thành” "
        "ngày 15/10/2024. Người cập nhật: Chuyên viên Sở Tư pháp. Sản phẩm: 12/BC-STP. Ghi chú: Đủ hồ sơ."
    )
    assert notice.message.text.en.startswith(
        "Task “Digitise civil-status data” (lead: Department of Justice) moved from"
    )


def test_a_model_changes_its_status_like_a_task() -> None:
    assert told(model_moved("in_progress", "completed"))[STANDING].message.title.vi == "Hoàn thành: Ki-ốt y tế"


def test_the_day_of_a_change_is_the_day_in_vietnam() -> None:
    late = task_moved("in_progress", "submitted", effective_at=at("2024-10-16 00:30"))
    assert "ngày 16/10/2024" in told(late)[HEAD].message.text.vi


def test_a_moved_deadline_is_told_with_both_dates_and_its_basis_but_not_to_the_standing_agency() -> None:
    before = a_task(due=date(2024, 10, 31), precision=Precision.MONTH)
    after = before.model_copy(update={"obligation": owed(date(2024, 12, 15), moves=1)})
    notices = told(deadline_moved(before, after))
    assert set(notices) == {HEAD, OFFICERS, COORDINATOR}
    assert notices[HEAD].message.title.vi == "Thời hạn mới 15/12/2024: Số hóa dữ liệu hộ tịch"
    assert "từ tháng 10/2024 sang 15/12/2024" in notices[HEAD].message.text.vi
    assert "Căn cứ: 6907/UBND-KSTT" in notices[HEAD].message.text.vi
    assert "Người quyết định: Chủ tịch UBND tỉnh" in notices[HEAD].message.text.vi


def test_the_same_event_gives_the_same_notices() -> None:
    payload = task_moved("in_progress", "submitted")
    assert told(payload) == told(payload)


def test_notices_of_different_events_or_mailboxes_have_different_ids() -> None:
    first, second = told(registered(a_task()), sequence=1), told(registered(a_task()), sequence=2)
    ids = [notice.id for notice in (*first.values(), *second.values())]
    assert len(set(ids)) == len(ids) == 6


def test_sample_data_stays_labelled() -> None:
    sample: TaskSnapshot = a_task(source=Source.SYNTHETIC)
    assert told(registered(sample))[HEAD].message.sample
    assert not told(registered(a_task()))[HEAD].message.sample
