"""What the SQLite store promises beyond the port.

It outlives kill -9, is clear about a bad disk, and sorts nothing that an index has in order.
"""

import asyncio
import signal
import sqlite3
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from shared.storage import In, Order, Range, StoreUnavailable, Where, connect
from shared.storage.planning import plan_find, plan_spanning
from shared.storage.sqlite.file import connect_writer, prepare
from shared.storage.sqlite.queries import select
from tests.contract.storage.cast import HANOI, SPECS, TASKS, a_task

_ROUNDS = 3
_ACKNOWLEDGED = 400


async def test_every_acknowledged_write_survives_a_killed_process(tmp_path: Path) -> None:
    said: list[str] = []
    for run in range(_ROUNDS):
        said += _write_until_killed(tmp_path, run)
        store = connect(f"sqlite://{tmp_path}", "killed")
        await store.open(SPECS)
        tasks = store.collection(TASKS, HANOI)
        singles = [line.split()[1] for line in said if line.startswith("insert")]
        batches = [f"{line.split()[1]}-{part}" for line in said if line.startswith("batch") for part in range(10)]
        assert len(await tasks.get_many(singles + batches)) == len(singles) + len(batches)
        counted = max(int(line.split()[1]) for line in said if line.startswith("count"))
        counter = await tasks.get("counter")
        assert counter is not None
        assert counted <= counter["count"] == counter["revision"] - 1
        await store.close()
    connection = sqlite3.connect(tmp_path / "killed.db")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def _write_until_killed(directory: Path, run: int) -> list[str]:
    """The whole lines that a writer said before it was killed in the middle of its work."""
    command = [sys.executable, "-m", "tests.contract.storage.busy_writer", str(directory), str(run)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(_ACKNOWLEDGED)]
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    assert writer.returncode == -signal.SIGKILL
    return [line for line in said if line.endswith("\n")]


def test_a_full_disk_is_reported_to_every_caller_and_loses_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.contract.storage.full_disk", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["unavailable", "kept", "recovered"], done.stderr


async def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = connect(f"sqlite://{tmp_path}/file/stores", "tasks")
    with pytest.raises(StoreUnavailable, match=r"cannot keep data in .*/file/stores: Not a directory"):
        await store.open(SPECS)


async def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "tasks.db").mkdir()
    with pytest.raises(StoreUnavailable, match=r"tasks\.db: .* \(SQLITE_[A-Z_]+\)"):
        await connect(f"sqlite://{tmp_path}", "tasks").open(SPECS)


async def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "tasks.db").write_bytes(b"minutes of the meeting " * 1000)
    with pytest.raises(StoreUnavailable, match=r"tasks\.db: file is not a database"):
        await connect(f"sqlite://{tmp_path}", "tasks").open(SPECS)
    assert (tmp_path / "tasks.db").read_bytes().startswith(b"minutes")


async def test_a_writer_waits_for_another_process_that_writes(tmp_path: Path) -> None:
    store = connect(f"sqlite://{tmp_path}", "tasks")
    await store.open(SPECS)
    tasks = store.collection(TASKS, HANOI)
    other = sqlite3.connect(tmp_path / "tasks.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.ensure_future(tasks.insert(a_task("T-1")))
    assert await tasks.get("T-1") is None
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    await writing
    assert await tasks.get("T-1") is not None
    await store.close()


async def test_writes_that_wait_together_are_committed_together(tmp_path: Path) -> None:
    store = connect(f"sqlite://{tmp_path}", "tasks")
    await store.open(SPECS)
    tasks = store.collection(TASKS, HANOI)
    other = sqlite3.connect(tmp_path / "tasks.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writes = [asyncio.ensure_future(tasks.insert(a_task(f"T-{number}"))) for number in range(200)]
    await tasks.get("T-0")
    before = _commits(tmp_path / "tasks.db-wal")
    other.execute("COMMIT")
    other.close()
    await asyncio.gather(*writes)
    assert 1 <= _commits(tmp_path / "tasks.db-wal") - before <= 3
    await store.close()


def _commits(log: Path) -> int:
    """Transactions in a write-ahead log: frames whose header states the size of the database after the commit."""
    content = log.read_bytes()
    if not content:
        return 0
    (page_size,) = struct.unpack(">I", content[8:12])
    headers = [content[start : start + 24] for start in range(32, len(content), 24 + page_size)]
    return sum(1 for header in headers if header[8:16] == content[16:24] and header[4:8] != bytes(4))


def test_every_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """Killing a process cannot show this; a machine that loses power would."""
    writer = connect_writer(tmp_path / "tasks.db")
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    writer.close()


async def test_what_was_accepted_before_closing_is_written(tmp_path: Path) -> None:
    store = connect(f"sqlite://{tmp_path}", "tasks")
    await store.open(SPECS)
    tasks = store.collection(TASKS, HANOI)
    writes = [asyncio.ensure_future(tasks.insert(a_task(f"T-{number}"))) for number in range(50)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*writes)
    assert not (tmp_path / "tasks.db-wal").exists()


async def test_a_store_leaves_no_thread_behind(tmp_path: Path) -> None:
    for _ in range(3):
        store = connect(f"sqlite://{tmp_path}", "tasks")
        await store.open(SPECS)
        await store.close()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("store-")]


@pytest.mark.parametrize(
    ("where", "order", "index"),
    [
        ({}, Order(), "tasks.primary"),
        ({"id": Range(gt="T-5")}, Order(), "tasks.primary"),
        ({"unit": "police"}, Order("due_at"), "tasks.tenant.index.unit.due_at"),
        ({"unit": "police"}, Order("due_at", descending=True), "tasks.tenant.index.unit.due_at"),
        ({"unit": "police", "due_at": Range(lt="2024")}, Order("due_at"), "tasks.tenant.index.unit.due_at"),
        ({"unit": In(("police", "health", None))}, Order("due_at"), "tasks.tenant.index.unit.due_at"),
        ({"status": "open", "unit": "police"}, Order("due_at"), "tasks.tenant.index.unit.due_at"),
        ({"status": "open", "unit": "police"}, Order("priority"), "tasks.tenant.index.status.priority"),
        ({"urgent": True}, Order(), "tasks.tenant.index.urgent"),
        ({"code": Range(gt="A")}, Order("code"), "tasks.tenant.unique.code"),
    ],
)
def test_the_planned_index_gives_the_order_without_a_sort(
    tmp_path: Path, where: Where, order: Order, index: str
) -> None:
    query = plan_find(TASKS, where, order)
    start = ["T-1"] if query.order == ("id",) else ["T-1", "T-1"]
    for key in ([], start):
        steps = _explained(tmp_path, *select(TASKS, query, HANOI, key, 10))
        assert query.streamed
        assert all(f"USING INDEX {index}" in step or f"USING COVERING INDEX {index}" in step for step in steps), steps


def test_a_sweep_is_served_by_its_spanning_index_alone(tmp_path: Path) -> None:
    query = plan_spanning(TASKS, {"outbox_pending": True})
    steps = _explained(tmp_path, *select(TASKS, query, None, ["ha-noi", "T-1"], 10))
    assert steps == [
        "SEARCH tasks USING INDEX tasks.every_tenant.index.outbox_pending (outbox_pending=? AND (tenant,id)>(?,?))"
    ]


def _explained(directory: Path, text: str, values: Sequence[object]) -> list[str]:
    """The steps that read a table, and any sort."""
    prepare(directory / "tasks.db", SPECS)
    connection = sqlite3.connect(directory / "tasks.db")
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    connection.close()
    return [step for step in steps if step.startswith(("SEARCH", "SCAN", "USE TEMP"))]
