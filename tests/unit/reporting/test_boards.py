"""Where a work stands, and in which cells it is counted."""

import pytest

from services.reporting.domain.boards import boards_of, cells_of, due_of, open_cell
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
        (a_task(due=None), ["status:not_started", "undated"]),
        (a_task(due=None, status="completed"), ["status:completed", "undated"]),
        (a_task(), ["status:not_started", "open:20240331T165959999999Z"]),
        (
            a_task(status="completed", obligation=an_obligation("2024-03-31", discharged_at=DUE)),
            ["status:completed", "on_time:2024-03"],
        ),
        (
            a_task(status="completed", obligation=an_obligation("2024-03-31", discharged_at=LATER)),
            ["status:completed", "late:2024-03"],
        ),
        (a_task(status="cancelled", obligation=an_obligation("2024-03-31", waived=True)), ["status:cancelled"]),
        (a_task(obligation=an_obligation("2024-03-31", waived=True)), ["status:not_started", "undated"]),
        (a_model(focus=True), ["status:not_started", "undated", "focus:not_started"]),
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
