"""Starts the bus and the services, keeps them running, and ends them in order."""

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial

from deploy.local import record
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal
from deploy.local.logs import cut, last_words
from deploy.local.parts import BUS, Service
from deploy.local.processes import Keeper, Launcher, Report, output_of
from deploy.local.readiness import get, reason_of

_START_SECONDS = 60.0
_BUS_SECONDS = 15.0
_GRACE_SECONDS = 8.0  # `up` promises to end within 10
_BUS_GRACE_SECONDS = 1.0
_RECYCLE_SECONDS = 2.0
_RENEWAL_SECONDS = 15.0
_POLL_SECONDS = 0.05
_LOG_CHECK_SECONDS = 60.0
_TRIES = 2  # a part that ends by itself with an error this often before it was ready will not come up


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. `kafka` is the address of a real server; None runs the module `bus`. The last service is the public one."""

    services: Sequence[Service]
    kafka: str | None
    bus: str = "deploy.local.bus"

    @property
    def url(self) -> str:
        return self.services[-1].url


class Supervisor:
    """One installation: `start` returns when every part is ready, `stop` when every part is gone."""

    def __init__(self, plan: Plan, directory: DataDirectory, launcher: Launcher, report: Report) -> None:
        self._plan = plan
        self._directory = directory
        self._launcher = launcher
        self._address = plan.kafka
        self._bus = Keeper(BUS, self._launch_bus, report, self._record)
        self._services = [
            Keeper(service.name, self._launching(service), report, self._record) for service in plan.services
        ]
        self._told: dict[str, str] = {}  # the address of the bus that each service was started with
        self._background: set[asyncio.Task[None]] = set()

    @property
    def bus_address(self) -> str:
        """Known after `start`."""
        return self._address or ""

    async def start(self) -> None:
        """Raises Refusal where a part does not come up."""
        self._in_background(self._cut_logs())
        if self._plan.kafka is None:
            self._bus.start()
            await self._wait(self._missing_bus, _BUS_SECONDS)
        for keeper in self._services:
            keeper.start()
        for service in self._plan.services:
            await self._wait(partial(self._missing, service), _START_SECONDS)

    async def stop(self) -> None:
        """The services first, so that they can still tell the bus what they know; SIGKILL for those that do not listen."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.gather(*(keeper.stop(_GRACE_SECONDS) for keeper in self._services))
        await self._bus.stop(_BUS_GRACE_SECONDS)
        self._directory.supervisor.unlink(missing_ok=True)

    def kill(self) -> None:
        """For somebody who will not wait: `stop` then returns at once."""
        for keeper in (*self._services, self._bus):
            keeper.signal(signal.SIGKILL)

    async def _wait(self, missing: Callable[[], Awaitable[str]], seconds: float) -> None:
        """Until nothing is missing. Raises Refusal after that many seconds, or as soon as a part is beyond hope."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        while reason := await missing():
            self._refuse_hopeless()
            if clock() > deadline:
                raise Refusal(
                    f"chưa sẵn sàng sau {seconds:.0f} giây: {reason} (nhật ký: {self._directory.run})",
                    f"not ready after {seconds:.0f} seconds: {reason} (logs: {self._directory.run})",
                )
            await asyncio.sleep(_POLL_SECONDS)

    async def _missing_bus(self) -> str:
        return "" if self._address else BUS

    async def _missing(self, service: Service) -> str:
        answer = await get(service.port, "/readyz")
        return "" if answer.status == 200 else f"{service.name} {reason_of(answer.body)}".strip()

    def _refuse_hopeless(self) -> None:
        for keeper in (self._bus, *self._services):
            if keeper.failures < _TRIES:
                continue
            log = self._directory.log(keeper.name)
            words = last_words(log)
            raise Refusal(
                f"{keeper.name} không khởi động được: {words} (nhật ký: {log})",
                f"{keeper.name} does not start: {words} (log: {log})",
            )

    def _launching(self, service: Service) -> Callable[[], Awaitable[Process]]:
        async def launch() -> Process:
            environment = {
                **service.environment,
                "TIENDO_KAFKA": self._address or "",
                "TIENDO_EMBEDDED": "false" if self._plan.kafka else "true",
            }
            self._told[service.name] = environment["TIENDO_KAFKA"]
            return await self._launcher.start([service.module], environment, self._directory.log(service.name))

        return launch

    async def _launch_bus(self) -> Process:
        process = await self._launcher.start([self._plan.bus], {}, self._directory.log(BUS), piped=True)
        self._in_background(self._learn_address(process))
        return process

    async def _learn_address(self, process: Process) -> None:
        """A bus that was started again has another address: the services are started again to use it."""
        try:
            line = await asyncio.wait_for(output_of(process).readline(), _BUS_SECONDS)
            address = str(json.loads(line)["address"])
        except (TimeoutError, ValueError, KeyError):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            return
        self._address = address
        self._record()
        await self._renew_services(address)

    async def _renew_services(self, address: str) -> None:
        """One after the other: meanwhile the rest work on, since without the bus everything travels by the journal."""
        for service, keeper in zip(self._plan.services, self._services, strict=True):
            if self._told.get(service.name, address) != address:
                await keeper.recycle(_RECYCLE_SECONDS)
                with contextlib.suppress(Refusal):  # said by its keeper; the others get the address all the same
                    await self._wait(partial(self._missing, service), _RENEWAL_SECONDS)
            if self._address != address:
                return

    def _record(self) -> None:
        """Whom `status` asks, and whom the next start ends if this process is killed."""
        parts = [
            record.describe(service.name, keeper.pid, service.port)
            for service, keeper in zip(self._plan.services, self._services, strict=True)
            if keeper.pid
        ]
        if self._bus.pid:
            parts.insert(0, record.describe(BUS, self._bus.pid, address=self._address))
        me = record.describe("supervisor", os.getpid())
        record.write(self._directory.supervisor, record.Record(me, self._plan.url, parts))

    async def _cut_logs(self) -> None:
        while True:
            await asyncio.sleep(_LOG_CHECK_SECONDS)
            for name in (BUS, *(service.name for service in self._plan.services)):
                cut(self._directory.log(name))

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
