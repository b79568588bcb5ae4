"""What a run writes down is read as it was meant."""

from pathlib import Path
from typing import Any

import pytest

from tests.chaos.evidence import Evidence, Exit, Frame, Overheard, Start
from tests.chaos.gathering.files import read
from tests.chaos.run_directory import RunDirectory, append

_AT = "2026-03-01T00:00:00.000000Z"


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    return RunDirectory(tmp_path)


def _fault(directory: RunDirectory, kind: str, target: str, detail: str = "") -> Evidence:
    append(directory.faults, {"at": _AT, "kind": kind, "target": target, "detail": detail})
    return read(directory, "embedded")


def test_a_stream_is_cut_where_its_observer_connected_again(directory: RunDirectory) -> None:
    frame = {"id": 1, "event": "x", "data": "{}"}
    for row in (
        {"connected": True, "last_event_id": 0},
        frame,
        {"connected": True, "last_event_id": 1},
        {**frame, "id": 2},
    ):
        append(directory.stream("an-giang"), row)
    (stream,) = read(directory, "embedded").streams
    assert [(c.last_event_id, list(c.frames)) for c in stream.connections] == [
        (0, [Frame(1, "x", "{}")]),
        (1, [Frame(2, "x", "{}")]),
    ]


def test_a_record_that_a_fault_wrote_is_told_from_the_publishers(directory: RunDirectory) -> None:
    row: dict[str, Any] = {"partition": 0, "offset": 0, "key": "an-giang", "value": "{}", "headers": []}
    append(directory.topic, row)
    append(directory.topic, {**row, "offset": 1, "headers": [["chaos", "poison"]]})
    assert [record.injected for record in read(directory, "kafka").topic] == [False, True]


def test_everything_that_somebody_could_read_is_searched_each_time_anew(directory: RunDirectory) -> None:
    append(directory.answers_of("an-giang"), {"path": "/v1", "status": 200, "text": "an answer"})
    directory.logs.mkdir()
    (directory.logs / "tasks.log").write_text("a line")
    heard = read(directory, "embedded").overheard
    expected = [Overheard("the answer to /v1", "an-giang", "an answer"), Overheard("the log tasks.log", None, "a line")]
    assert list(heard) == list(heard) == expected


def test_ends_starts_and_phases_are_those_that_were_noted(directory: RunDirectory) -> None:
    append(directory.exits, {"at": _AT, "part": "gateway", "seconds": None})
    append(directory.restarts, {"at": _AT, "part": "tasks", "pid": 1})
    append(directory.phases, {"at": _AT, "phase": "healed"})
    evidence = read(directory, "kafka")
    assert (evidence.exits, evidence.starts) == ([Exit("gateway", None)], [Start("tasks", _AT)])
    assert (evidence.healed_at, evidence.settled_at) == (_AT, None)


def test_an_embedded_bus_that_was_ended_has_forgotten(directory: RunDirectory) -> None:
    assert not _fault(directory, "kill", "tasks").forgetful
    assert _fault(directory, "broker-bounce", "bus").forgetful
    assert not read(directory, "kafka").forgetful


def test_an_embedded_bus_has_room_for_so_much(directory: RunDirectory) -> None:
    row: dict[str, Any] = {"partition": 0, "offset": 700, "key": "an-giang", "value": "{}", "headers": []}
    append(directory.topic, row)
    assert read(directory, "embedded").forgetful
    assert not read(directory, "kafka").forgetful


def test_an_outage_gives_as_many_reasons_to_send_again_as_it_is_long(directory: RunDirectory) -> None:
    assert _fault(directory, "kill", "reporting").disturbances == 0
    assert _fault(directory, "pause", "tasks", "12.0 s").disturbances == 2
    assert _fault(directory, "lost-reply", "kafka", "4.0 s").disturbances == 2 + 2 + 8


def test_a_store_whose_answers_may_be_lost_is_disturbed(directory: RunDirectory) -> None:
    assert not _fault(directory, "latency", "tasks").store_disturbed
    assert _fault(directory, "disk-full", "tasks").store_disturbed
