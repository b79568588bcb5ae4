"""From the steps of an exchange to the lives of its secrets."""

from typing import Any

from shared.calendar import from_wire
from tests.chaos.gathering.secrets import from_the_beginning, lives


def at(second: int) -> str:
    return f"2026-03-01T00:00:{second:02}.000000Z"


def step(second: int, phase: str, number: int | None = None) -> dict[str, Any]:
    return {"at": at(second), "phase": phase, "number": number}


def lived(*steps: dict[str, Any]) -> dict[int | None, list[int | None]]:
    """By number the seconds of asked, made, dropping and dropped; None for those that never were, 0 for the beginning."""
    return {
        life.number: [
            None if moment is None else 0 if moment.year == 1 else moment.second
            for moment in (life.asked, life.made, life.dropping, life.dropped)
        ]
        for life in lives(from_the_beginning([1]), steps)
    }


def test_a_secret_follows_another() -> None:
    steps = [step(1, "asked"), step(2, "made", 2), step(5, "trusted", 2), step(6, "dropping", 1), step(7, "dropped", 1)]
    assert lived(*steps) == {1: [0, 0, 6, 7], 2: [1, 2, None, None]}


def test_what_was_refused_never_lived() -> None:
    assert lived(step(1, "asked"), step(2, "refused")) == {1: [0, 0, None, None]}


def test_a_secret_that_nobody_was_told_of_is_found_and_dropped() -> None:
    steps = [step(1, "asked"), step(9, "dropping", 2), step(10, "alone", 1), step(11, "asked"), step(12, "made", 3)]
    assert lived(*steps) == {1: [0, 0, None, None], 2: [1, None, 9, 10], 3: [11, 12, None, None]}


def test_a_request_without_an_answer_may_still_come_to_something() -> None:
    (_, lost) = lives(from_the_beginning([1]), [step(1, "asked"), step(2, "alone", 1)])
    assert lost.perhaps(from_wire(at(50)), from_wire(at(50)))
    assert not lost.surely(from_wire(at(50)), from_wire(at(50)))


def test_an_end_that_was_asked_for_again_came_with_the_first_time() -> None:
    steps = [step(1, "asked"), step(2, "made", 2), step(3, "dropping", 1), step(4, "dropping", 1), step(9, "alone", 2)]
    assert lived(*steps)[1] == [0, 0, 3, 9]
