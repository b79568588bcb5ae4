"""What an answer says about a command, and how frames of a stream are read."""

from collections.abc import AsyncIterator, Sequence

import pytest

from tests.chaos.observers import frames
from tests.chaos.sending import judged


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "ok"), (201, "ok"), (404, "failed"), (412, "failed"), (429, "failed"), (503, "unknown")],
)
def test_a_first_answer_below_500_is_definite(status: int, outcome: str) -> None:
    assert judged(status, {}, repeated=False).outcome == outcome


@pytest.mark.parametrize("status", [401, 408, 425, 429])
def test_a_repetition_refused_at_the_door_says_nothing_about_the_first_attempt(status: int) -> None:
    assert judged(status, {}, repeated=True).outcome == "unknown"


@pytest.mark.parametrize("status", [409, 412, 422])
def test_a_repetition_refused_for_its_content_was_never_carried_out(status: int) -> None:
    assert judged(status, {}, repeated=True).outcome == "failed"


async def _lines(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def _read(*lines: str) -> Sequence[dict[str, object]]:
    return [frame async for frame in frames(_lines(*lines))]


async def test_frames_are_read_and_signs_of_life_are_not() -> None:
    told = (
        "retry: 2000",
        "",
        ": keep-alive",
        "",
        "id: 7",
        "event: happened",
        'data: {"a":1}',
        "",
        "id: 8",
        "data: x",
        "",
    )
    assert await _read(*told) == [
        {"id": 7, "event": "happened", "data": '{"a":1}'},
        {"id": 8, "event": "message", "data": "x"},
    ]


async def test_a_frame_that_was_cut_off_is_none() -> None:
    assert await _read("id: 7", "event: happened", "data: {") == []
