"""One work's timeline: changes at their own place, states as of any instant and as known at any other."""

from services.reporting.domain.boards import Sums
from services.reporting.domain.timelines import Step, enter, state_at

JAN, FEB, MARCH, APRIL = (f"2024-{month:02d}-01T00:00:00.000000Z" for month in range(1, 5))
OPEN = {"work": "tasks", "unit": "STP", "status": "in_progress", "due": MARCH}


def told(*changes: tuple[dict[str, str], str, str]) -> tuple[list[Step], list[tuple[str, Sums]]]:
    """The timeline after these states, and the effects of the last one."""
    timeline: list[Step] = []
    effects: list[tuple[str, Sums]] = []
    for state, at, known in changes:
        timeline, effects = enter(timeline, state, at, known)
    return timeline, effects


def test_the_first_state_is_a_step_of_its_own() -> None:
    timeline, effects = told((OPEN, JAN, JAN))
    assert timeline == [{"at": JAN, "known": JAN, "set": OPEN}]
    assert [at for at, _ in effects] == [JAN]


def test_a_state_that_says_nothing_new_leaves_the_timeline_alone() -> None:
    timeline, effects = told((OPEN, JAN, JAN), (OPEN, FEB, FEB))
    assert (len(timeline), effects) == (1, [])


def test_a_backdated_change_of_another_field_is_put_at_its_own_place() -> None:
    moved = OPEN | {"due": APRIL}
    done = moved | {"status": "completed", "done_at": FEB}
    timeline, effects = told((OPEN, JAN, JAN), (moved, MARCH, MARCH), (done, FEB, APRIL))
    assert [step["at"] for step in timeline] == [JAN, FEB, MARCH]
    assert state_at(timeline, at=FEB) == OPEN | {"status": "completed", "done_at": FEB}
    assert state_at(timeline, at=FEB, known_at=MARCH) == OPEN
    assert [at for at, _ in effects] == [FEB, MARCH]


def test_a_change_never_takes_effect_before_the_last_change_of_the_same_field() -> None:
    timeline, _ = told((OPEN, JAN, JAN), (OPEN | {"due": APRIL}, MARCH, MARCH), (OPEN | {"due": FEB}, FEB, APRIL))
    assert state_at(timeline, at=MARCH) == OPEN | {"due": FEB}
    assert state_at(timeline, at=FEB) == OPEN


def test_nothing_takes_effect_before_the_work_exists() -> None:
    timeline, _ = told((OPEN, FEB, FEB), (OPEN | {"done_at": JAN}, JAN, MARCH))
    assert state_at(timeline, at=JAN) is None
    assert state_at(timeline, at=FEB) == OPEN | {"done_at": JAN}


def test_changes_become_known_in_their_order_even_where_clocks_disagree() -> None:
    timeline, _ = told((OPEN, JAN, MARCH), (OPEN | {"due": APRIL}, FEB, FEB))
    assert state_at(timeline, known_at=FEB) is None
    assert state_at(timeline, known_at=MARCH) == OPEN | {"due": APRIL}


def test_a_change_that_is_taken_back_leaves_the_latest_state() -> None:
    timeline, _ = told((OPEN, JAN, JAN), (OPEN | {"due": APRIL}, FEB, FEB), (OPEN, MARCH, MARCH))
    assert state_at(timeline) == OPEN
