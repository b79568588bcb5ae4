"""A whole Tiendo as its user starts it, in a directory of its own: for end-to-end tests and benchmarks."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import httpx2

from deploy.local.datadir import DataDirectory
from deploy.local.tokens import issue
from shared.calendar import SystemClock
from shared.tenancy import Principal, Role, TenantId, UnitId
from tests.stacks.process import free_port

PROJECT = Path(__file__).parents[2]
_START_SECONDS = 120
_STOP_SECONDS = 20


class Tiendo:
    """One data directory, started and stopped as often as a test likes, always at the same address."""

    def __init__(self, data: Path, *, demo: bool = True, environment: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output: list[str] = []
        self._demo = demo
        self._environment = {**os.environ, "PYTHONPATH": str(PROJECT), **(environment or {})}
        self._process: subprocess.Popen[str] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Returns when the last start line says that it is ready. Raises RuntimeError with the output otherwise."""
        command = [sys.executable, "-m", "deploy.local", "up", "--data", str(self.data), "--port", str(self.port)]
        self._process = subprocess.Popen(
            [*command, "--demo"] if self._demo else command,
            cwd=PROJECT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._process, self.output, lines), daemon=True).start()
        with contextlib.suppress(queue.Empty):
            while (line := lines.get(timeout=_START_SECONDS)) is not None:
                if line.startswith("ready "):
                    return
        said = "".join(self.output[-30:])
        self.kill()
        raise RuntimeError(f"not ready:\n{said}")

    def stop(self) -> int:
        """As Ctrl-C does; gives the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(_STOP_SECONDS)

    def kill(self) -> None:
        """kill -9 of the supervisor; its children end by themselves."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def pids(self) -> dict[str, int]:
        """The process ids of the parts by name, as `./tiendo status` shows them."""
        record = json.loads((self.data / "run" / "supervisor.json").read_text())
        return {part["name"]: part["pid"] for part in record["parts"]}

    def urls(self) -> dict[str, str]:
        """The addresses of the services by name."""
        record = json.loads((self.data / "run" / "supervisor.json").read_text())
        return {part["name"]: f"http://127.0.0.1:{part['port']}" for part in record["parts"] if part["port"]}

    def bus(self) -> str:
        """The address of the embedded bus."""
        record = json.loads((self.data / "run" / "supervisor.json").read_text())
        return next(str(part["address"]) for part in record["parts"] if part["name"] == "bus")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`./tiendo …` on this data directory."""
        command = [sys.executable, "-m", "deploy.local", *arguments, "--data", str(self.data)]
        return subprocess.run(
            command, cwd=PROJECT, env=self._environment, capture_output=True, text=True, timeout=60, check=False
        )

    def token(self, tenant: str, role: str, unit: str | None = None, *, deputy: bool = False) -> str:
        subject = f"{role}@{unit or tenant}"
        who = Principal(subject, TenantId(tenant), Role(role), UnitId(unit) if unit else None, deputy)
        return issue(DataDirectory(self.data).keys, who, timedelta(hours=1), SystemClock())

    def client(self, tenant: str, role: str, unit: str | None = None, *, deputy: bool = False) -> httpx2.Client:
        """A client of the gateway that acts as this role."""
        headers = {"authorization": f"Bearer {self.token(tenant, role, unit, deputy=deputy)}"}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False)


@contextlib.contextmanager
def running(data: Path, *, demo: bool = True, environment: Mapping[str, str] | None = None) -> Iterator[Tiendo]:
    tiendo = Tiendo(data, demo=demo, environment=environment)
    tiendo.start()
    try:
        yield tiendo
    finally:
        tiendo.stop()


def _read(process: subprocess.Popen[str], output: list[str], lines: "queue.SimpleQueue[str | None]") -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            output.append(line)
            lines.put(line)
    lines.put(None)
