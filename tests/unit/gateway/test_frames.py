"""Server-sent events on the wire."""

import pytest

from services.gateway.domain import frames
from services.gateway.domain.live_events import read_event
from shared.events import MalformedEvent
from tests.unit.gateway.events import an_event, body


def test_a_frame_carries_sequence_type_and_the_events_own_text() -> None:
    event = an_event(7)
    assert frames.frames([event]) == b"id: 7\nevent: vn.tiendo.task.status-changed.v1\ndata: " + event.body + b"\n\n"


def test_an_event_of_several_lines_stays_one_event() -> None:
    event = read_event(body(7).replace(b",", b",\r\n"))
    lines = frames.frames([event]).removesuffix(b"\n\n").split(b"\n")
    assert b"".join(line.removeprefix(b"data: ") for line in lines[2:]) == body(7)
    assert all(line.startswith(b"data: ") for line in lines[2:])


def test_batches_are_frames_in_a_row() -> None:
    assert frames.frames([an_event(1), an_event(2)]) == frames.frames([an_event(1)]) + frames.frames([an_event(2)])


def test_a_reset_moves_the_clients_cursor_to_the_head() -> None:
    assert frames.reset(12) == b'id: 12\nevent: reset\ndata: {"head":12}\n\n'


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b'{"tenant":"nghe-an","sequence":1}',
        b'{"tenant":"nghe-an","sequence":0,"type":"t"}',
        b'{"tenant":"nghe-an","sequence":true,"type":"t"}',
        b'{"tenant":7,"sequence":1,"type":"t"}',
        b'{"tenant":"nghe-an","sequence":1,"type":"t\\nid: 9"}',
    ],
)
def test_what_is_not_an_event_of_ours_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedEvent):
        read_event(text)
