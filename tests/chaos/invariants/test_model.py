"""The model of the figures, against what the programme's texts say."""

from datetime import UTC, datetime

import pytest

from tests.chaos.invariants import model
from tests.chaos.invariants.bending import ONE
from tests.chaos.invariants.constructed import good


@pytest.mark.parametrize(
    ("stated", "last_instant"),
    [
        ({"date": "2026-06-30", "precision": "day"}, "2026-06-30T16:59:59.999999+00:00"),
        ({"date": "2026-02-03", "precision": "month"}, "2026-02-28T16:59:59.999999+00:00"),
        ({"date": "2026-08-01", "precision": "quarter"}, "2026-09-30T16:59:59.999999+00:00"),
        ({"date": "2026-01-01", "precision": "year"}, "2026-12-31T16:59:59.999999+00:00"),
    ],
    ids=["day", "month", "quarter", "year"],
)
def test_a_deadline_is_the_end_of_its_period_in_vietnam(stated: dict[str, str], last_instant: str) -> None:
    assert model.due_at(stated) == datetime.fromisoformat(last_instant)


def test_no_date_is_no_deadline() -> None:
    assert model.due_at({}) is None
    assert model.Task("U1", "G").outcome(datetime(2026, 1, 1, tzinfo=UTC)) == "no_deadline"


def test_what_is_due_is_overdue_in_the_next_instant() -> None:
    due = datetime(2026, 6, 30, tzinfo=UTC)
    task = model.Task("U1", "G", due=due)
    assert task.outcome(due) == "open_in_time"
    assert task.outcome(due.replace(microsecond=1)) == "open_overdue"


def test_done_is_done_since_it_first_was() -> None:
    due = datetime(2026, 6, 30, tzinfo=UTC)
    task = model.Task("U1", "G", due=due)
    task.become("basically_completed", due)
    task.become("completed", due.replace(microsecond=1))
    assert task.outcome(due) == "done_on_time"


def test_an_unanswered_command_counts_when_its_event_shows_that_it_was_carried_out() -> None:
    tasks = model.tasks(good(), ONE)
    assert (tasks["T1"].status, tasks["T2"].status) == ("in_progress", "completed")


def test_a_moved_deadline_is_the_deadline() -> None:
    assert model.tasks(good(), ONE)["T1"].due == datetime(2026, 12, 31, 16, 59, 59, 999999, tzinfo=UTC)


def test_an_event_that_was_left_out_comes_with_the_next_one_of_its_task() -> None:
    assert model.tasks(good(), ONE, frozenset({10}))["T2"].status == "completed"
    assert model.tasks(good(), ONE, frozenset({11}))["T2"].status == "in_progress"
