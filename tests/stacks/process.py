"""A server process that tests start, wait for, kill and start again."""

import secrets
import signal
import subprocess
import time
from pathlib import Path

from deploy.local.ports import is_free

_PORTS = range(10_000, 20_000)


class ServerProcess:
    """One child process with its output in a file. It is ready when a line of the output contains `ready`."""

    def __init__(self, command: list[str], log: Path, ready: str, seconds: float = 120) -> None:
        self._command = command
        self._log = log
        self._ready = ready
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None and self.running else None

    def start(self) -> str:
        """The line that said it was ready. Raises RuntimeError with the end of the output where it ends or hangs."""
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(self._command, stdout=output, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + self._seconds
        while time.monotonic() < deadline:
            ended = not self.running
            said = self._log.read_text(errors="replace")
            for line in said.splitlines(keepends=True):
                if self._ready in line and line.endswith("\n"):
                    return line.strip()
            if ended:
                break
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"{self._command[-1]} did not start: {said[-2000:]}")

    def stop(self) -> None:
        """Asks it to end, and insists after 30 s."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def wait(self) -> int:
        """Until it ends by itself; its exit code."""
        return 0 if self._process is None else self._process.wait()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


class ServerOfTests:
    """What servers of every sort can be told."""

    def __init__(self, process: ServerProcess) -> None:
        self._process = process

    @property
    def running(self) -> bool:
        return self._process.running

    @property
    def pid(self) -> int | None:
        """None while it does not run."""
        return self._process.pid

    def start(self) -> None:
        self._process.start()

    def stop(self) -> None:
        self._process.stop()

    def kill(self) -> None:
        self._process.kill()


def free_port() -> int:
    """A TCP port of this machine that nobody listens on now, below those that systems give to outgoing connections.

    One of these would take it before the server is there. Not of `random`, which workers seed alike.
    """
    while not is_free(port := secrets.choice(_PORTS)):
        pass
    return port
