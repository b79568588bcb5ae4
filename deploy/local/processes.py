"""Child processes: how one is started, kept running, and ended.

Every child has the read end of one pipe as its standard input (deploy.local.lifeline), so none outlives the supervisor,
and a session of its own, so that Ctrl-C reaches the supervisor alone and it decides the order of ending.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from deploy.local import PROJECT
from deploy.local.language import say
from deploy.local.logs import open_log

_STEADY_SECONDS = 2.0  # one that lived this long and dies is started again at once
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0

Report = Callable[[str], None]


class Launcher:
    """Starts modules of the project as processes; their ends of the pipe keep them alive no longer than this object."""

    def __init__(self) -> None:
        self._read_end, self._write_end = os.pipe()

    async def start(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path, *, piped: bool = False
    ) -> Process:
        """`command` is a module and its arguments. Its errors go to the log, its output too unless piped. Raises OSError."""
        with open_log(log) as output:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "deploy.local.lifeline", *command),
                env={**os.environ, "PYTHONPATH": _import_path(), **environment},
                cwd=PROJECT,
                stdin=self._read_end,
                stdout=PIPE if piped else output,
                stderr=output,
                start_new_session=True,
            )

    def close(self) -> None:
        os.close(self._read_end)
        os.close(self._write_end)


def _import_path() -> str:
    """The project before whatever the caller named; `./tiendo` names nothing else."""
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.pathsep.join(dict.fromkeys([str(PROJECT), *filter(None, named)]))


def output_of(process: Process) -> asyncio.StreamReader:
    """What a process that was started `piped` prints."""
    if process.stdout is None:
        raise ValueError("the output of this process goes to its log")
    return process.stdout


class Keeper:
    """Keeps one program running until it is stopped: it is started again whenever it ends, however it ended."""

    def __init__(
        self, name: str, launch: Callable[[], Awaitable[Process]], report: Report, changed: Callable[[], None]
    ) -> None:
        self.name = name
        self.process: Process | None = None
        self.failures = 0  # how often in a row it ended by itself with an error
        self._launch = launch
        self._report = report
        self._changed = changed
        self._stopping = asyncio.Event()
        self._recycling = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep(), name=self.name)

    async def stop(self, grace: float) -> None:
        """SIGTERM, then after `grace` seconds SIGKILL; returns when the process is gone."""
        self._stopping.set()
        if self._task is None:
            return
        self.signal(signal.SIGTERM)
        _, late = await asyncio.wait({self._task}, timeout=grace)
        if late:
            self.signal(signal.SIGKILL)
        await self._task

    @property
    def pid(self) -> int | None:
        """None between the end of one process and the start of the next."""
        return self.process.pid if self.process is not None and self.process.returncode is None else None

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(number)

    async def recycle(self, grace: float) -> None:
        """Ends the present process so that the next one starts, with what its launch knows now."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        self._recycling = True
        self.signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), grace)
        except TimeoutError:
            self.signal(signal.SIGKILL)

    async def _keep(self) -> None:
        deaths = 0
        clock = asyncio.get_running_loop().time
        while not self._stopping.is_set():
            began = clock()
            code = await self._run_once()
            if self._stopping.is_set():
                return
            if self._recycling:
                self._recycling, deaths = False, 0
                continue
            deaths = 1 if clock() - began >= _STEADY_SECONDS else deaths + 1
            self.failures = self.failures + 1 if code > 0 else 0
            self._say_it_ended(code)
            await self._pause(deaths)

    async def _run_once(self) -> int:
        """The exit code; below zero the number of the signal that ended it."""
        try:
            self.process = await self._launch()
        except OSError as error:
            self._report(f"{self.name}: {error}")
            return 1
        self._changed()
        if self._stopping.is_set():
            self.signal(signal.SIGTERM)
        code = await self.process.wait()
        self._changed()
        return code

    async def _pause(self, deaths: int) -> None:
        if deaths <= 1:
            return
        try:
            await asyncio.wait_for(self._stopping.wait(), min(_FIRST_PAUSE * 2 ** (deaths - 2), _LONGEST_PAUSE))
        except TimeoutError:
            return

    def _say_it_ended(self, code: int) -> None:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        self._report(
            say(f"{self.name} đã dừng ({how}), khởi động lại", f"{self.name} ended ({how}), starting it again")
        )
