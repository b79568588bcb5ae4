"""Faults on a real process: it is hurt as told, comes out of it, and what was done is written down."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from deploy.local import record
from tests.chaos.faults import inject
from tests.chaos.harm import Harm, Rotate
from tests.chaos.healing import heal
from tests.chaos.installation import Installation
from tests.chaos.levels import Stores
from tests.chaos.patience import comes_true
from tests.chaos.run_directory import RunDirectory, read_lines
from tests.chaos.schedule import Fault

# Says ready, then for each line that it reads whether it could write to a file.
_WRITER = """
import sys
print("ready", flush=True)
for line in sys.stdin:
    try:
        with open(sys.argv[1], "a") as file:
            file.write(line)
        print("written", flush=True)
    except OSError as problem:
        print(problem.errno, flush=True)
"""


class Victim:
    """A process that the record of an installation names as its service `tasks`."""

    def __init__(self, directory: RunDirectory) -> None:
        command = [sys.executable, "-c", _WRITER, str(directory.path / "written")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._line() == "ready"
        directory.logs.mkdir()
        part = record.describe("tasks", self.process.pid)
        me = record.describe("supervisor", self.process.pid)
        record.write(directory.logs / "supervisor.json", record.Record(me, "http://127.0.0.1", [part]))

    def writes(self) -> bool:
        assert self.process.stdin is not None
        self.process.stdin.write("x\n")
        self.process.stdin.flush()
        return self._line() == "written"

    @property
    def state(self) -> str:
        """One letter, as in proc(5)."""
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]

    async def stands_still(self) -> bool:
        return self.state == "T"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    return RunDirectory(tmp_path)


@pytest.fixture
def victim(directory: RunDirectory) -> Iterator[Victim]:
    victim = Victim(directory)
    with victim.process:
        yield victim
        victim.process.kill()


@pytest.fixture
def harm(directory: RunDirectory) -> Harm:
    installation = Installation(directory, "embedded", seed=1)
    return Harm(installation, cast("Stores", None), cast("Rotate", None), patience=0.2)


@asynccontextmanager
async def under(harm: Harm, fault: Fault) -> AsyncIterator[None]:
    """The fault goes on while the body runs and is waited for afterwards."""
    injecting = asyncio.create_task(inject(harm, fault))

    async def is_in() -> bool:
        return harm.injected[fault.kind] > 0

    assert await comes_true(is_in, 10, every=0.01)
    yield
    await injecting


def _fault(kind: str, seconds: float = 0.0, detail: str = "") -> Fault:
    return Fault(1.0, "processes", kind, "tasks", seconds, detail)


async def test_a_kill_ends_the_process_and_is_written_down(harm: Harm, victim: Victim) -> None:
    await inject(harm, _fault("kill", detail="at once"))
    assert victim.process.wait(10) == -signal.SIGKILL
    (told,) = read_lines(harm.installation.directory.faults)
    assert (told["kind"], told["target"]) == ("kill", "tasks")
    await harm.recoveries.end()


async def test_a_pause_stops_the_process_and_lets_it_go_on(harm: Harm, victim: Victim) -> None:
    async with under(harm, _fault("pause", 0.5)):
        assert await comes_true(victim.stands_still, 0.4, every=0.01)
    assert victim.writes()


async def test_a_full_disk_takes_no_byte_and_then_takes_them_again(harm: Harm, victim: Victim) -> None:
    async with under(harm, _fault("disk-full", 0.5)):
        assert not victim.writes()
    assert victim.writes()


async def test_a_point_is_armed_by_its_switch_and_counts_when_the_process_takes_it(harm: Harm, victim: Victim) -> None:
    switch = harm.installation.directory.switches / "tasks"

    async def take_switch() -> None:
        async def is_armed() -> bool:
            return switch.exists()

        assert await comes_true(is_armed, 20, every=0.01)
        switch.unlink()

    taking = asyncio.create_task(take_switch())
    await inject(harm, _fault("crash-point", 20.0, "after-journal-write 3"))
    await taking
    assert harm.injected == {"crash-point": 1}
    await harm.recoveries.end()


async def test_a_point_that_nobody_passes_is_disarmed_and_missed(harm: Harm, victim: Victim) -> None:
    await inject(harm, _fault("crash-point", 0.1, "after-journal-write 3"))
    assert not list(harm.installation.directory.switches.iterdir())
    assert harm.missed == {("crash-point", "the point was not passed often enough"): 1}


async def test_a_wrong_clock_is_switched_on_and_off(harm: Harm, victim: Victim) -> None:
    switch = harm.installation.directory.switches / "tasks.clock"
    async with under(harm, _fault("clock-skew", 0.3, "-90")):
        assert switch.read_text() == "-90"
    assert not switch.exists()


async def test_whoever_does_not_run_is_missed(harm: Harm) -> None:
    await inject(harm, _fault("kill", detail="at once"))
    assert harm.missed == {("kill", "not running"): 1}


async def test_healing_lets_stopped_processes_go_on_and_disarms(
    harm: Harm, victim: Victim, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim.process.send_signal(signal.SIGSTOP)
    (harm.installation.directory.switches / "tasks").write_text("after-publish 1")
    monkeypatch.setattr(type(harm.installation.tiendo), "running", True)
    await heal(harm.installation)
    assert victim.writes()
    assert not list(harm.installation.directory.switches.iterdir())
