"""What Python runs at its start: everything in a service's process of the program, nothing anywhere else."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.chaos.installation import POINTS
from tests.stacks.tiendo import PROJECT

_FOLD = """
import asyncio
from services.reporting.usecases.fold import Fold

class Ledger:
    async def nothing(self, *_): return {}
    rows = counters = lists = keep_counts = keep_rows = nothing

async def main():
    for number in range(3):
        await Fold(Ledger()).apply("an-giang", [])
        print("folded", flush=True)

asyncio.run(main())
"""
_CLOCK = "from shared.calendar import SystemClock; import time; print(SystemClock().now().timestamp() - time.time())"
_MODULES = "import sys; print([name for name in sys.modules if name.startswith('tests')])"


def _python(code: str, *words: str, folder: Path | None = None, path: str = "") -> "subprocess.CompletedProcess[str]":
    """Runs with the startup folder on the path; `words` are arguments, by which a service is recognised."""
    environment = {name: value for name, value in os.environ.items() if name != "TIENDO_CHAOS_DIR"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PROJECT), str(POINTS), path]))
    if folder is not None:
        environment["TIENDO_CHAOS_DIR"] = str(folder)
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def _switches(tmp_path: Path) -> Path:
    folder = tmp_path / "switches"
    folder.mkdir()
    return folder


def test_a_process_that_is_no_service_loads_nothing(tmp_path: Path) -> None:
    run = _python(_MODULES, "deploy.local", folder=_switches(tmp_path))
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_a_service_outside_of_the_program_loads_nothing() -> None:
    run = _python(_MODULES, "services.reporting")
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_the_sitecustomize_behind_ours_runs_too(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('the other one')")
    run = _python("pass", path=str(tmp_path))
    assert (run.stdout, run.stderr) == ("the other one\n", "")


def test_an_armed_process_ends_at_the_nth_pass_and_takes_the_switch_with_it(tmp_path: Path) -> None:
    folder = _switches(tmp_path)
    (folder / "reporting").write_text("after-effects 2")
    run = _python(_FOLD, "services.reporting", folder=folder)
    assert run.stderr == ""
    assert (run.returncode, run.stdout) == (-signal.SIGKILL, "folded\n")
    assert not (folder / "reporting").exists()


def test_a_process_that_is_not_armed_goes_on(tmp_path: Path) -> None:
    run = _python(_FOLD, "services.reporting", folder=_switches(tmp_path))
    assert (run.returncode, run.stdout.split()) == (0, ["folded"] * 3)


def test_the_clock_of_one_service_can_be_wrong(tmp_path: Path) -> None:
    folder = _switches(tmp_path)
    (folder / "tasks.clock").write_text("-600")
    wrong = float(_python(_CLOCK, "services.tasks", folder=folder).stdout)
    right = float(_python(_CLOCK, "services.gateway", folder=folder).stdout)
    assert round(wrong) == -600
    assert round(right) == 0


def test_what_a_store_is_asked_is_written_down_once_for_each_shape(tmp_path: Path) -> None:
    asking = """
import sqlite3
import shared.storage.sqlite
base = sqlite3.connect(":memory:")
base.execute('CREATE TABLE "works" (tenant TEXT, id TEXT)')
for _ in range(2):
    base.execute('SELECT id FROM "works" WHERE tenant = ?', ("an-giang",))
    base.execute('SELECT id FROM "works" WHERE id IN (?, ?)', ("1", "2"))
"""
    run = _python(asking, "services.tasks", folder=_switches(tmp_path))
    assert run.stderr == ""
    lines = [json.loads(line) for line in (tmp_path / "statements" / "tasks.jsonl").read_text().splitlines()]
    assert [(line["collection"], line["text"], line["bound"]) for line in lines] == [
        ("works", 'SELECT id FROM "works" WHERE tenant = ?', True),
        ("works", 'SELECT id FROM "works" WHERE id IN (?, …)', False),
    ]
