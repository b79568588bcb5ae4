"""`up` with the real bus and fake services (fake_installation.py): what is killed comes back, what is stopped goes."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deploy.local import PROJECT, ports, record
from deploy.local.readiness import get
from deploy.local.record import Part

SECONDS = 20.0
PROMISED_STOP_SECONDS = 10.0


async def until(condition: Callable[[], bool]) -> None:
    async def met() -> bool:
        return condition()

    await until_async(met)


async def until_async(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SECONDS):
        while not await condition():  # noqa: ASYNC110 - other processes cannot set an event of ours
            await asyncio.sleep(0.02)


@dataclass
class Installation:
    """A started `up`; `lines` is what it printed."""

    data: Path
    port: int
    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def read_until(self, beginning: str) -> str:
        """The first line from here on that begins so; fails where the output ends before."""
        assert self.process.stdout is not None
        async with asyncio.timeout(SECONDS):
            while line := (await self.process.stdout.readline()).decode():
                self.lines.append(line.rstrip())
                if line.startswith(beginning):
                    return line.rstrip()
        pytest.fail(f"no line {beginning!r} in {self.lines}")

    async def end(self) -> tuple[int, str]:
        """Exit code and errors."""
        async with asyncio.timeout(SECONDS):
            _, errors = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, errors.decode()

    def part(self, name: str) -> Part:
        found = record.read(self.data / "run/supervisor.json")
        parts = found.parts if found else []
        return next((part for part in parts if part.name == name), Part(name, 0, ""))

    def runs_anew(self, before: Part) -> bool:
        now = self.part(before.name)
        return now.pid != before.pid and record.is_alive(now)

    async def answer(self, name: str) -> str:
        """What the fake service says: the address of the bus, and whether that is embedded."""
        return (await get(self.part(name).port or 0, "/readyz")).body


@asynccontextmanager
async def started(data: Path, port: int = 0, /, **variables: str) -> AsyncIterator[Installation]:
    port = port or ports.choose(1)[0]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.local.fake_installation", str(data), str(port)),
        env={**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8", **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=PROJECT,
    )
    try:
        yield Installation(data, port, process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def ready(data: Path, /, **variables: str) -> AsyncIterator[Installation]:
    async with started(data, **variables) as installation:
        await installation.read_until("ready ")
        yield installation


async def test_ready_is_the_last_line_of_the_start_and_true(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        assert up.lines[-1] == f"ready http://127.0.0.1:{up.port}"
        address = up.part("bus").address
        assert await up.answer("inner") == f"{address} true"
        assert await up.answer("gateway") == f"{address} true"


async def test_a_stop_takes_every_part_along_and_leaves_no_record(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        parts = [up.part(name) for name in ("bus", "inner", "gateway")]
        assert all(record.is_alive(part) for part in parts)
        up.process.terminate()
        assert await up.end() == (0, "")
        assert not any(record.is_alive(part) for part in parts)
        assert not (tmp_path / "run/supervisor.json").exists()


async def test_a_part_that_does_not_listen_is_ended_within_the_promised_time(tmp_path: Path) -> None:
    async with ready(tmp_path, FAKE_DEAF="1") as up:
        inner = up.part("inner")
        began = time.monotonic()
        up.process.send_signal(signal.SIGINT)
        assert (await up.end())[0] == 0
        assert time.monotonic() - began < PROMISED_STOP_SECONDS
        assert not record.is_alive(inner)


async def test_a_second_ctrl_c_does_not_wait(tmp_path: Path) -> None:
    async with ready(tmp_path, FAKE_DEAF="1") as up:
        up.process.send_signal(signal.SIGINT)
        await up.read_until("stopping")
        began = time.monotonic()
        up.process.send_signal(signal.SIGINT)
        assert (await up.end())[0] == 0
        assert time.monotonic() - began < 5


async def test_a_killed_service_comes_back_at_its_port(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        before = up.part("inner")
        os.kill(before.pid, signal.SIGKILL)
        await up.read_until("inner ended (signal 9)")
        await until(lambda: up.runs_anew(before))
        assert up.part("inner").port == before.port
        assert record.is_alive(up.part("gateway"))


async def test_a_service_that_is_killed_again_and_again_keeps_coming_back(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        for _ in range(4):
            before = up.part("gateway")
            os.kill(before.pid, signal.SIGKILL)
            await until(lambda before=before: up.runs_anew(before))  # type: ignore[misc]


async def test_a_killed_bus_is_replaced_and_the_services_learn_its_new_address(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        bus, inner, gateway = up.part("bus"), up.part("inner"), up.part("gateway")
        os.kill(bus.pid, signal.SIGKILL)
        await until(lambda: up.runs_anew(inner))
        assert record.is_alive(gateway), "they are started again one after the other"
        await until(lambda: up.runs_anew(gateway))
        address = up.part("bus").address
        assert address != bus.address

        async def told() -> bool:
            return await up.answer("gateway") == f"{address} true"

        await until_async(told)


async def test_no_part_outlives_a_killed_supervisor_and_the_next_start_works(tmp_path: Path) -> None:
    async with ready(tmp_path, FAKE_DEAF="1") as up:
        parts = [up.part(name) for name in ("bus", "inner", "gateway")]
        up.process.kill()
        await until(lambda: not any(record.is_alive(part) for part in parts))
    async with ready(tmp_path) as up:
        assert await up.answer("gateway")


async def test_a_stopped_part_does_not_outlive_a_killed_supervisor(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        inner = up.part("inner")
        os.kill(inner.pid, signal.SIGSTOP)
        up.process.kill()
        await until(lambda: not record.is_alive(inner))


async def test_a_second_start_on_the_same_data_is_refused_and_disturbs_nobody(tmp_path: Path) -> None:
    async with ready(tmp_path) as first, started(tmp_path) as second:
        code, errors = await second.end()
        assert code == 1
        assert errors.count("\n") == 1
        assert f"http://127.0.0.1:{first.port}, pid {first.process.pid}" in errors
        assert await first.answer("gateway")


async def test_a_taken_port_is_refused_in_one_line(tmp_path: Path) -> None:
    with closing(socket.create_server((ports.HOST, 0))) as taken:
        port = taken.getsockname()[1]
        async with started(tmp_path, port) as up:
            code, errors = await up.end()
    assert code == 1
    assert errors == f"port {port} is taken: stop the program that uses it or choose another one, " + (
        f"for example --port {port + 1}\n"
    )


async def test_a_service_that_cannot_start_ends_the_start_with_its_last_words(tmp_path: Path) -> None:
    async with started(tmp_path, FAKE_FAILS="the moon is in the way") as up:
        code, errors = await up.end()
    assert code == 1
    assert errors.count("\n") == 1
    assert "does not start: the moon is in the way (log: " in errors
    assert not (tmp_path / "run/supervisor.json").exists()


async def test_a_stop_during_the_start_is_a_stop(tmp_path: Path) -> None:
    async with started(tmp_path, FAKE_NEVER_READY="1") as up:
        await until(lambda: record.is_alive(up.part("gateway")))
        up.process.terminate()
        assert await up.end() == (0, "")


async def test_a_real_kafka_is_used_in_place_of_the_embedded_bus(tmp_path: Path) -> None:
    async with ready(tmp_path / "one") as one:
        kafka = one.part("bus").address
        assert kafka is not None
        async with ready(tmp_path / "two", TIENDO_KAFKA=kafka) as two:
            assert two.part("bus").pid == 0
            assert await two.answer("inner") == f"{kafka} false"


async def test_somebody_who_stops_reading_our_output_stops_nothing(tmp_path: Path) -> None:
    async with ready(tmp_path) as up:
        transport = up.process.stdout._transport  # type: ignore[union-attr]
        transport.close()
        before = up.part("inner")
        os.kill(before.pid, signal.SIGKILL)
        await until(lambda: up.runs_anew(before))
        up.process.terminate()
        assert await up.process.wait() == 0
