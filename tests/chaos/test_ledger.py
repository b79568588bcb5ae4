"""The ledger: nothing leaves before it is on disk, and what is read back tells what happened."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.chaos.ledger import Answer, Ledger, Request

REQUEST = Request(
    "song-hong", "unit_head", "SH-U1", "POST", "/v1/song-hong/tasks/T/status", "key", {"to": "in_progress"}
)
DONE = Answer("ok", 200, {"id": "T", "sequence": 7})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with closing(Ledger(path)) as opened:
        yield opened


async def test_a_request_is_on_disk_before_it_may_leave(
    ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(path.read_text()))
    number = await ledger.sent(REQUEST)
    assert [f'"n": {number}' in text and '"phase": "sent"' in text for text in synced] == [True]


async def test_requests_that_leave_together_are_all_on_disk(
    ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(path.read_text().count("\n")))
    await asyncio.gather(*(ledger.sent(REQUEST) for _ in range(20)))
    assert synced[-1] == 20
    assert len(synced) < 20


async def test_an_answered_command_reads_as_it_was(ledger: Ledger, path: Path) -> None:
    ledger.answered(await ledger.sent(REQUEST), REQUEST, DONE)
    (operation,) = Ledger.read(path)
    assert (operation.outcome, operation.status, operation.sequence) == ("ok", 200, 7)
    assert (operation.tenant, operation.key, operation.body) == ("song-hong", "key", {"to": "in_progress"})
    assert [record["phase"] for record in operation.attempts] == ["sent", "ok"]


async def test_a_command_without_an_answer_is_unknown(ledger: Ledger, path: Path) -> None:
    await ledger.sent(REQUEST)
    assert [operation.outcome for operation in Ledger.read(path)] == ["unknown"]


@pytest.mark.parametrize("last", [DONE, Answer("failed", 409, {"type": "…"})])
async def test_a_repetition_belongs_to_its_first_attempt_and_settles_it(
    ledger: Ledger, path: Path, last: Answer
) -> None:
    first = await ledger.sent(REQUEST)
    ledger.answered(first, REQUEST, Answer("unknown", 503))
    ledger.answered(await ledger.sent(REQUEST, first), REQUEST, last, first)
    (operation,) = Ledger.read(path)
    assert (operation.n, operation.outcome, operation.status) == (first, last.outcome, last.status)
    assert len(operation.attempts) == 4


async def test_what_was_done_once_stays_done_whatever_a_repetition_is_answered(ledger: Ledger, path: Path) -> None:
    first = await ledger.sent(REQUEST)
    ledger.answered(first, REQUEST, DONE)
    ledger.answered(await ledger.sent(REQUEST, first), REQUEST, Answer("failed", 422), first)
    (operation,) = Ledger.read(path)
    assert (operation.outcome, operation.sequence) == ("ok", 7)


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


async def test_a_line_that_a_crash_cut_off_is_left_out(ledger: Ledger, path: Path) -> None:
    await ledger.sent(REQUEST)
    await ledger.sent(REQUEST)
    _cut_off(path)
    assert [operation.n for operation in Ledger.read(path)] == [1]


async def test_numbers_go_on_where_an_earlier_writer_ended(ledger: Ledger, path: Path) -> None:
    await ledger.sent(REQUEST)
    with closing(Ledger(path)) as later:
        assert await later.sent(REQUEST) == 2
