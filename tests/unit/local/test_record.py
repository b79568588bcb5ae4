import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.local import record
from deploy.local.record import Part, Record

ME = Part("supervisor", 1, "0")


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    """A process that lives until its standard input ends."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    written = Record(
        ME, "http://127.0.0.1:8080", [Part("bus", 7, "12", address="127.0.0.1:1"), Part("tasks", 8, "13", 20001)]
    )
    record.write(tmp_path / "supervisor.json", written)
    assert record.read(tmp_path / "supervisor.json") == written


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"parts": [], "url": ""}', '{"supervisor": {}, "url": "", "parts": []}']
)
def test_a_record_that_makes_no_sense_is_no_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "supervisor.json").write_text(text)
    assert record.read(tmp_path / "supervisor.json") is None


def test_there_is_no_record_before_the_first_start(tmp_path: Path) -> None:
    assert record.read(tmp_path / "supervisor.json") is None


def test_a_running_process_is_alive_and_this_very_one(child: subprocess.Popen[bytes]) -> None:
    part = record.describe("tasks", child.pid)
    assert record.is_alive(part)
    assert not record.is_alive(replace(part, birth="an earlier process with the same number"))


def test_a_process_that_ended_is_not_alive_even_before_it_is_collected(child: subprocess.Popen[bytes]) -> None:
    part = record.describe("tasks", child.pid)
    os.kill(child.pid, 9)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not record.is_alive(part)


def test_leftovers_of_a_killed_supervisor_are_ended(child: subprocess.Popen[bytes]) -> None:
    part = record.describe("tasks", child.pid)
    assert record.end_leftovers(Record(ME, "", [part])) == [part]
    assert not record.is_alive(part)


def test_a_stranger_that_got_an_old_number_is_left_in_peace(child: subprocess.Popen[bytes]) -> None:
    stranger = replace(record.describe("tasks", child.pid), birth="long ago")
    assert record.end_leftovers(Record(ME, "", [stranger])) == []
    assert child.poll() is None


def test_without_a_record_nothing_is_ended() -> None:
    assert record.end_leftovers(None) == []
