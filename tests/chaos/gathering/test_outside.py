"""What was done to the service that sends, as the judge of its deliveries takes it."""

from datetime import timedelta
from pathlib import Path

import pytest

from shared.calendar import from_wire
from tests.chaos.gathering.outside import arrivals, troubles
from tests.chaos.run_directory import RunDirectory, append

_AT = "2026-03-01T00:00:00.000000Z"
_CAME = {
    **{"n": 1, "at": _AT, "phase": "came", "endpoint": "well", "address": "127.0.0.1", "id": "e1", "digest": "d"},
    **{"sequence": 1, "signed_by": [1], "signatures": 1, "verified": True, "taken": True},
}


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    return RunDirectory(tmp_path)


@pytest.mark.parametrize(
    ("kind", "target", "detail", "seconds"),
    [
        ("pause", "notifications", "12.5 s", 12.5),
        ("clock-skew", "notifications", "-600 s for 9.0 s", 9),
        ("rolling-restart", "services", "", 30),
        ("installation-kill", "everything", "0.5 s", 0.5),
        ("store-pause", "mongo", "7.0 s", 7),
    ],
)
def test_a_fault_excuses_while_it_lasts_and_shortly_after(
    directory: RunDirectory, kind: str, target: str, detail: str, seconds: float
) -> None:
    append(directory.faults, {"at": _AT, "kind": kind, "target": target, "detail": detail})
    (span,) = troubles(directory)
    assert (span.kind, span.until - from_wire(_AT)) == (kind, timedelta(seconds=seconds + 5))


@pytest.mark.parametrize(
    ("kind", "target"),
    [("kill", "notifications"), ("crash-point", "notifications"), ("cut", "notifications"), ("pause", "tasks")],
)
def test_a_kill_excuses_by_what_began_after_it_and_others_troubles_do_not(
    directory: RunDirectory, kind: str, target: str
) -> None:
    append(directory.faults, {"at": _AT, "kind": kind, "target": target, "detail": ""})
    assert list(troubles(directory)) == []
    append(directory.restarts, {"at": _AT, "part": "notifications", "pid": 1})
    assert [(span.kind, span.since) for span in troubles(directory)] == [("start", from_wire(_AT))]


def test_a_request_has_its_answer(directory: RunDirectory) -> None:
    append(directory.arrivals, {**_CAME, "timestamp": "1772323200"})
    append(directory.arrivals, {"n": 1, "at": _AT, "phase": "answered", "status": 200})
    append(directory.arrivals, {**_CAME, "n": 2, "timestamp": "soon"})
    answered, open_ended = arrivals(directory)
    assert (answered.agreed, answered.stamp) == (True, from_wire(_AT))
    assert (open_ended.agreed, open_ended.status, open_ended.stamp) == (False, None, None)
