"""DIR/run/supervisor.json: which processes run, for `status` and for the next start after a supervisor was killed."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Part:
    """One process. `birth` tells it from a later process with the same number; `port` is None where it has no HTTP."""

    name: str
    pid: int
    birth: str
    port: int | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A supervisor and its children. No addresses of real servers: those may hold passwords."""

    supervisor: Part
    url: str
    parts: list[Part] = field(default_factory=list)


def write(path: Path, record: Record) -> None:
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")
    unfinished.replace(path)


def read(path: Path) -> Record | None:
    """None where nothing was recorded, or nothing that can be understood."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        parts = [Part(**part) for part in document["parts"]]
        return Record(Part(**document["supervisor"]), document["url"], parts)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def describe(name: str, pid: int, port: int | None = None, address: str | None = None) -> Part:
    return Part(name, pid, birth_of(pid) or "", port, address)


def birth_of(pid: int) -> str | None:
    """When the process began, as the system writes it; None where it is gone or waits to be collected."""
    if sys.platform == "linux":
        return _birth_on_linux(pid)
    told = subprocess.run(
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, began = told.stdout.strip().partition(" ")
    return began.strip() if began and not state.startswith("Z") else None


def _birth_on_linux(pid: int) -> str | None:
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = line.rpartition(")")[2].split()  # the name before it may hold anything
    return None if fields[0] in {"Z", "X"} else fields[19]


def is_alive(part: Part) -> bool:
    return bool(part.birth) and birth_of(part.pid) == part.birth


def end_leftovers(record: Record | None) -> list[Part]:
    """Ends what a killed supervisor left behind, and returns it. Processes that merely got an old number are not touched."""
    left = [part for part in record.parts if is_alive(part)] if record else []
    for part in left:
        try:
            os.kill(part.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while any(is_alive(part) for part in left) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left
