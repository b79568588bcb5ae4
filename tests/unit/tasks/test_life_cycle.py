"""The status machine: what the table allows, whatever order people try."""

from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.errors import (
    EffectiveBeforeLastChange,
    EffectiveInFuture,
    IllegalTransition,
    ProductMissing,
    ReasonMissing,
)
from services.tasks.domain.lifecycle import MODEL, TASK
from services.tasks.domain.works import measuring, pilot_model, task
from services.tasks.domain.works.measuring import ProgressWish, Reporter
from services.tasks.domain.works.steps import AnyStatus, StatusWish
from services.tasks.domain.works.work_errors import TargetNotReached
from shared.events import TaskSnapshot, TaskStatusChanged
from shared.events.works import ModelStatus, TaskStatus
from tests.unit.tasks.cast import NOW, PLAN_START, a_model, a_task

STATUSES = st.sampled_from(get_args(AnyStatus))


def step(state: TaskSnapshot, to: str, now: datetime = NOW, **fields: object) -> TaskSnapshot:
    return task.change_status(state, StatusWish.model_validate({"to": to, **fields}), now).state


def in_status(status: str) -> TaskSnapshot:
    """A task that got there by adoption."""
    return a_task(status=status, reason="theo công văn", product="Tờ trình số 12/TTr")


def test_the_table_names_every_status_and_leads_only_to_known_ones() -> None:
    for life, statuses in ((TASK, get_args(TaskStatus)), (MODEL, get_args(ModelStatus))):
        assert set(life.steps) == set(statuses)
        assert {wanted for steps in life.steps.values() for wanted in steps} <= set(statuses)


def test_a_task_travels_the_whole_way_to_completed() -> None:
    way = ("in_progress", "submitted", "returned", "in_progress", "submitted", "basically_completed", "completed")
    state = a_task()
    for to in way:
        state = step(state, to, product="Quyết định 55/QĐ-UBND" if to == "completed" else None)
    assert (state.status, state.product, state.version) == ("completed", "Quyết định 55/QĐ-UBND", 8)


@pytest.mark.parametrize("current", get_args(TaskStatus))
@pytest.mark.parametrize("wanted", get_args(AnyStatus))
def test_every_pair_of_statuses_is_a_step_of_the_table_or_an_illegal_transition(current: str, wanted: str) -> None:
    state = in_status(current)
    if wanted in TASK.steps[current]:
        assert step(state, wanted, reason="có lý do").status == wanted
        return
    with pytest.raises(IllegalTransition) as refused:
        step(state, wanted, reason="có lý do", product="có sản phẩm")
    assert (refused.value.current, refused.value.wanted) == (current, wanted)
    assert refused.value.allowed == TASK.steps[current]


@pytest.mark.parametrize("current", get_args(TaskStatus))
def test_the_same_status_again_is_an_illegal_transition(current: str) -> None:
    with pytest.raises(IllegalTransition):
        step(in_status(current), current, reason="có lý do", product="có sản phẩm")


@pytest.mark.parametrize("final", ["completed", "cancelled"])
def test_completed_and_cancelled_are_final(final: str) -> None:
    assert TASK.steps[final] == ()


@pytest.mark.parametrize("to", ["on_hold", "cancelled"])
def test_putting_on_hold_and_cancelling_need_a_reason(to: str) -> None:
    with pytest.raises(ReasonMissing):
        step(a_task(), to)
    assert step(a_task(), to, reason="Chờ Nghị định mới").reason == "Chờ Nghị định mới"


def test_the_reason_is_forgotten_when_the_task_goes_on() -> None:
    held = step(a_task(), "on_hold", reason="Chờ kinh phí")
    assert step(held, "in_progress").reason is None


def test_completion_needs_its_product() -> None:
    with pytest.raises(ProductMissing) as refused:
        step(in_status("in_progress").model_copy(update={"product": None}), "completed")
    assert refused.value.field == "product"


def test_a_product_that_was_delivered_earlier_is_enough_for_completion() -> None:
    submitted = step(step(a_task(), "in_progress"), "submitted", product="Tờ trình 12")
    assert step(submitted, "completed").product == "Tờ trình 12"


def test_basically_completed_may_come_without_a_product() -> None:
    assert step(step(a_task(), "in_progress"), "basically_completed").product is None


def test_the_first_done_status_discharges_the_obligation_and_the_second_does_not_move_it() -> None:
    state = step(a_task(), "in_progress", effective_at="2024-02-01T08:00:00+07:00")
    state = step(state, "basically_completed", effective_at="2024-03-01T08:00:00+07:00")
    first = state.obligation.discharged_at
    state = step(state, "completed", effective_at="2024-03-20T08:00:00+07:00", product="Quyết định 55")
    assert state.obligation.discharged_at == first
    assert first == datetime.fromisoformat("2024-03-01T08:00:00+07:00")


def test_the_first_submission_is_remembered_after_a_return() -> None:
    state = step(a_task(), "in_progress", effective_at="2024-02-01T08:00:00+07:00")
    state = step(state, "submitted", effective_at="2024-02-10T08:00:00+07:00")
    state = step(state, "returned", effective_at="2024-02-11T08:00:00+07:00")
    state = step(state, "submitted", effective_at="2024-02-20T08:00:00+07:00")
    assert state.obligation.first_submitted_at == datetime.fromisoformat("2024-02-10T08:00:00+07:00")


def test_what_is_cancelled_is_no_longer_owed() -> None:
    state = step(a_task(), "cancelled", reason="Trùng với nhiệm vụ khác")
    assert state.obligation.waived
    assert state.obligation.discharged_at is None


def test_a_change_takes_effect_now_unless_it_says_when() -> None:
    assert step(a_task(), "in_progress").status_since == NOW
    earlier = step(a_task(), "in_progress", effective_at="2024-02-01T08:00:00+07:00")
    assert earlier.status_since == datetime.fromisoformat("2024-02-01T08:00:00+07:00")


def test_a_change_cannot_take_effect_in_the_future() -> None:
    with pytest.raises(EffectiveInFuture):
        step(a_task(), "in_progress", effective_at="2024-04-02T03:00:00.000001Z")


def test_a_change_cannot_take_effect_before_the_last_one() -> None:
    state = step(a_task(), "in_progress", effective_at="2024-02-01T08:00:00+07:00")
    with pytest.raises(EffectiveBeforeLastChange) as refused:
        step(state, "submitted", effective_at="2024-02-01T07:59:59+07:00")
    assert refused.value.since == state.status_since


def test_a_clock_that_runs_behind_dates_a_change_at_the_one_before_it() -> None:
    state = step(a_task(), "in_progress")
    assert step(state, "submitted", now=NOW - timedelta(milliseconds=5)).status_since == NOW


def test_the_event_tells_what_was_done_and_what_it_was_before() -> None:
    state = a_task()
    wish = StatusWish(to="in_progress", note="Đã họp triển khai", effective_at="2024-02-01T08:00:00+07:00")
    (occurred,) = task.change_status(state, wish, NOW).events
    payload = occurred.payload
    assert isinstance(payload, TaskStatusChanged)
    assert occurred.time == payload.change.effective_at == payload.after.status_since
    assert (payload.change.from_, payload.change.to, payload.change.note) == (
        "not_started",
        "in_progress",
        "Đã họp triển khai",
    )
    assert payload.before == {"version": 1, "status": "not_started", "status_since": "2023-12-31T17:00:00.000000Z"}


@given(st.lists(st.tuples(STATUSES, st.booleans(), st.integers(0, 90)), max_size=12))
def test_whatever_is_tried_the_state_keeps_its_promises(tries: list[tuple[str, bool, int]]) -> None:
    """Versions count changes, time never runs back, done work is discharged once, completed work has its product."""
    state, changes, moment = a_task(), 0, PLAN_START
    for to, explained, days in tries:
        moment = min(moment + timedelta(days=days), NOW)
        said = "đã ghi rõ" if explained else None
        wish = StatusWish.model_validate(
            {"to": to, "reason": said, "product": said, "effective_at": moment.isoformat()}
        )
        before = state
        try:
            state = task.change_status(state, wish, NOW).state
        except (IllegalTransition, ReasonMissing, ProductMissing):
            assert state is before
            continue
        changes += 1
        assert to in TASK.steps[before.status]
        assert state.status_since >= before.status_since
        assert before.obligation.discharged_at in (None, state.obligation.discharged_at)
        assert before.obligation.first_submitted_at in (None, state.obligation.first_submitted_at)
    assert state.version == 1 + changes
    assert state.product or state.status != "completed"
    assert state.reason or state.status not in {"on_hold", "cancelled"}
    if state.status in TASK.done:
        assert state.obligation.discharged_at is not None


@given(st.lists(STATUSES, max_size=8))
def test_a_model_only_ever_moves_forward(tries: list[str]) -> None:
    order = list(get_args(ModelStatus))
    state = a_model()
    for to in tries:
        try:
            after = pilot_model.change_status(state, StatusWish.model_validate({"to": to}), NOW).state
        except IllegalTransition as refused:
            assert refused.allowed == MODEL.steps[state.status]
            continue
        assert order.index(after.status) == order.index(state.status) + 1
        state = after


def test_a_model_with_a_quantified_target_is_completed_with_what_was_reached() -> None:
    running = a_model(target={"op": "=", "value": 53, "unit": "services"}, status="in_progress")
    with pytest.raises(TargetNotReached):
        pilot_model.change_status(running, StatusWish(to="completed", product="50/53 dịch vụ công"), NOW)
    reported = measuring.report(running, ProgressWish(value=53), Reporter("NA-STP", counts=True), NOW).state
    done = pilot_model.change_status(reported, StatusWish(to="completed"), NOW).state
    assert done.obligation.discharged_at == NOW


def test_a_model_is_discharged_when_completed_and_not_again_when_maintained() -> None:
    done = pilot_model.change_status(a_model(status="in_progress"), StatusWish(to="completed"), NOW).state
    later = NOW + timedelta(days=30)
    kept = pilot_model.change_status(done, StatusWish(to="maintained"), later).state
    assert (kept.status, kept.obligation.discharged_at) == ("maintained", NOW)
