"""Where a work stands, and in which cells it is counted."""

import pytest

from services.reporting.domain.boards import boards_of, cells_of, difference, due_of, open_cell
from services.reporting.domain.states import state_of
from shared.events import ModelSnapshot, TaskSnapshot
from tests.unit.reporting.cast import a_model, a_task, an_obligation, instant

DUE, LATER = instant("2024-03-31T23:59:59.999999+07:00"), instant("2024-04-01")


@pytest.mark.parametrize(
    ("work", "boards"),
    [
        (a_task(), ("tasks/frame/roadmap/P-1/G-1", "tasks/unit/STP")),
        (a_task(group=None), ("tasks/frame/roadmap/P-1/", "tasks/unit/STP")),
        (a_task(kind="directive", lead_unit=None), ("assignments/frame/directive/P-1/G-1", "assignments/unit/")),
        (a_task(kind="directive", parent="A-1"), ("children/frame/directive/P-1/G-1", "children/unit/STP")),
        (a_model(), ("models/frame///", "models/unit/STP")),
    ],
)
def test_every_work_stands_on_one_frame_and_one_unit(
    work: TaskSnapshot | ModelSnapshot, boards: tuple[str, str]
) -> None:
    assert boards_of(state_of(work)) == boards


@pytest.mark.parametrize(
    ("work", "cells"),
    [
        (a_task(due=None), ["status:not_started", "undated", "still:2024-01-01"]),
        (a_task(due=None, status="completed"), ["status:completed", "undated"]),
        (a_task(), ["status:not_started", "open:20240331T165959999999Z", "still:2024-01-01"]),
        (
            a_task(status="completed", obligation=an_obligation("2024-03-31", discharged_at=DUE)),
            ["status:completed", "on_time:2024-03"],
        ),
        (
            a_task(status="completed", obligation=an_obligation("2024-03-31", discharged_at=LATER)),
            ["status:completed", "late:2024-03"],
        ),
        (a_task(status="cancelled", obligation=an_obligation("2024-03-31", waived=True)), ["status:cancelled"]),
        (
            a_task(obligation=an_obligation("2024-03-31", waived=True)),
            ["status:not_started", "undated", "still:2024-01-01"],
        ),
        (a_task(due=None, status="on_hold"), ["status:on_hold", "undated"]),
        (
            a_task(obligation=an_obligation("2024-03-31", moves=2)),
            ["status:not_started", "open:20240331T165959999999Z", "still:2024-01-01", "moved"],
        ),
        (a_model(focus=True), ["status:not_started", "undated", "focus:not_started", "still:2024-01-01"]),
    ],
)
def test_a_work_is_counted_by_status_and_by_outcome(work: TaskSnapshot | ModelSnapshot, cells: list[str]) -> None:
    assert cells_of(state_of(work)) == cells


def test_a_work_done_without_a_discharge_is_done_since_its_status() -> None:
    late = a_task(status="completed", status_since=LATER)
    assert cells_of(state_of(late)) == ["status:completed", "late:2024-03"]


def test_no_cell_has_a_dot_and_its_instant_can_be_read_again() -> None:
    due = "2024-03-31T16:59:59.999999Z"
    assert "." not in open_cell(due)
    assert due_of(open_cell(due)) == due


def test_what_was_added_after_the_plan_was_issued_is_counted_until_it_is_cancelled() -> None:
    """FR-NA-01: planned and added make up the total."""
    added = {"work": "tasks", "kind": "regular", "plan": "P", "unit": "U", "status": "in_progress", "added": True}
    assert "added" in cells_of(added)
    assert "added" not in cells_of(added | {"status": "cancelled"})
    change = difference(added, added | {"status": "cancelled"})
    assert {cells["added"] for cells in change.values()} == {-1}
