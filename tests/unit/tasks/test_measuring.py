"""Work in numbers: percentages, targets, completion off target, numbers of other units."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.errors import EffectiveBeforeLastChange, EffectiveInFuture, NotADecider
from services.tasks.domain.telling import tell
from services.tasks.domain.works import measuring, pilot_model, task
from services.tasks.domain.works.measuring import ConfirmationWish, ProgressWish, Reporter
from services.tasks.domain.works.steps import StatusWish
from services.tasks.domain.works.work_errors import (
    DoneExceedsTotal,
    NothingReported,
    NumberMissing,
    OffTargetNotNeeded,
    TargetNotReached,
    WorkClosed,
)
from shared.events import Measured, ModelSnapshot, Progress, Target, TaskSnapshot
from tests.unit.tasks.cast import NOW, a_model, a_task

LEAD, PARTNER = Reporter("NA-STP", counts=True), Reporter("NA-VNPT", counts=False)
TWENTY = {"op": ">=", "value": 20, "unit": "dịch vụ"}


def reported(work: TaskSnapshot, by: Reporter = LEAD, **wish: Any) -> TaskSnapshot:
    return measuring.report(work, ProgressWish.model_validate(wish), by, NOW).state


def complete(work: ModelSnapshot, **wish: object) -> ModelSnapshot:
    return pilot_model.change_status(work, StatusWish.model_validate({"to": "completed", **wish}), NOW).state


def running_model(value: int | None = None) -> ModelSnapshot:
    model = a_model(target=TWENTY, status="in_progress")
    return model if value is None else measuring.report(model, ProgressWish(value=value), LEAD, NOW).state


@given(done=st.integers(0, 10**9), more=st.integers(0, 10**9))
def test_the_percentage_follows_from_the_numbers_and_stays_within_100(done: int, more: int) -> None:
    """FR-NT-11: never stated, always derived; half-up with two decimals."""
    progress = Progress(done=done, total=done + more, as_of=NOW)
    if progress.total == 0:
        assert progress.percent is None
        return
    assert progress.percent is not None
    assert 0 <= progress.percent <= 100
    assert abs(Decimal(str(progress.percent)) - Decimal(100 * done) / (done + more)) <= Decimal("0.005")


def test_33_of_43_is_76_74_percent() -> None:
    assert Progress(done=33, total=43, as_of=NOW).percent == 76.74


@pytest.mark.parametrize(
    ("op", "value", "number", "enough"),
    [(">=", 20, 19, False), (">=", 20, 20, True), ("=", 53, 52, False), ("=", 53, 54, False),
     ("<=", 3, 4, False), ("<=", 3, 3, True)],
)  # fmt: skip
def test_a_target_is_reached_as_its_operator_says(op: str, value: int, number: int, enough: bool) -> None:
    """FR-NA-11."""
    progress = Progress(done=number, as_of=NOW)
    assert measuring.reached(Target.model_validate({"op": op, "value": value}), Measured(progress=progress)) is enough


def test_nothing_reported_reaches_no_target() -> None:
    assert not measuring.reached(Target(op="<=", value=3), None)


def test_a_missed_target_refuses_completion_and_says_how_far_it_is() -> None:
    with pytest.raises(TargetNotReached) as refused:
        complete(running_model(19))
    assert (refused.value.op, refused.value.value, refused.value.reached) == (">=", 20, 19)
    assert complete(running_model(20)).status == "completed"


def test_the_head_of_the_working_group_may_complete_off_target() -> None:
    """FR-NA-11: an explicit waiver, recorded in the state and in the event."""
    decision = {"reason": "Hạ tầng chưa sẵn sàng", "document": "12/TB-UBND", "decided_by_role": "chairman"}
    wish = StatusWish.model_validate({"to": "completed", "off_target": decision})
    change = pilot_model.change_status(running_model(19), wish, NOW)
    assert change.state.measured is not None
    assert change.state.measured.off_target is not None
    assert (change.state.measured.off_target.reached, change.state.measured.off_target.document) == (19, "12/TB-UBND")
    assert "off target" in tell(change.events[-1].payload).summary.en


def test_nobody_else_decides_that() -> None:
    with pytest.raises(NotADecider):
        complete(running_model(19), off_target={"reason": "khó", "decided_by_role": "unit_head"})


@pytest.mark.parametrize("model", [running_model(20), a_model(status="in_progress")])
def test_what_is_not_missed_is_not_completed_off_target(model: ModelSnapshot) -> None:
    with pytest.raises(OffTargetNotNeeded):
        complete(model, off_target={"reason": "thừa", "decided_by_role": "chairman"})


def test_a_task_with_a_target_is_completed_when_it_is_reached() -> None:
    started = a_task(target=TWENTY, status="in_progress")
    wish = StatusWish(to="completed", product="Báo cáo 9")
    with pytest.raises(TargetNotReached):
        task.change_status(started, wish, NOW)
    assert task.change_status(reported(started, value=21), wish, NOW).state.status == "completed"


def test_more_than_there_is_cannot_be_done() -> None:
    """FR-NT-11: refused, also against the total of the last report."""
    with pytest.raises(DoneExceedsTotal):
        reported(a_task(), done=5, total=4)
    with pytest.raises(DoneExceedsTotal):
        reported(reported(a_task(), done=3, total=4), done=5)


@pytest.mark.parametrize("wish", [{}, {"value": 1, "done": 1}])
def test_a_report_is_one_number(wish: dict[str, Any]) -> None:
    with pytest.raises(NumberMissing):
        reported(a_task(), **wish)


def test_numbers_are_reported_in_the_order_of_time() -> None:
    known = reported(a_task(), done=3, total=4, as_of="2024-03-01")
    with pytest.raises(EffectiveBeforeLastChange):
        reported(known, done=2, as_of="2024-02-01")
    with pytest.raises(EffectiveInFuture):
        reported(known, done=4, as_of="2024-05-01")


def test_the_unit_of_counting_is_remembered() -> None:
    known = reported(reported(a_task(), done=3, total=4, unit="hồ sơ"), done=4)
    assert known.measured is not None
    assert known.measured.progress is not None
    assert (known.measured.progress.unit, known.measured.progress.total) == ("hồ sơ", 4)


def test_a_partners_number_waits_and_its_next_takes_its_place() -> None:
    """FR-NT-21: it does not count before the lead confirms it."""
    waiting = reported(reported(a_task(), PARTNER, done=3), PARTNER, done=4)
    assert waiting.measured is not None
    assert (waiting.measured.progress, [one.done for one in waiting.measured.unconfirmed]) == (None, [4])


@pytest.mark.parametrize(("accept", "counted"), [(True, 4), (False, None)])
def test_the_lead_confirms_or_refuses_it(accept: bool, counted: int | None) -> None:
    waiting = reported(a_task(), PARTNER, done=4)
    after = measuring.confirm(waiting, ConfirmationWish(unit="NA-VNPT", accept=accept), NOW).state
    assert after.measured is not None
    assert after.measured.unconfirmed == ()
    assert (after.measured.progress.done if after.measured.progress else None) == counted


def test_what_does_not_wait_cannot_be_confirmed() -> None:
    with pytest.raises(NothingReported):
        measuring.confirm(a_task(), ConfirmationWish(unit="NA-VNPT"), NOW)


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_a_closed_task_takes_no_numbers(status: str) -> None:
    closed = a_task(status=status, reason="thôi", product="Văn bản")
    with pytest.raises(WorkClosed):
        reported(closed, value=1)
