"""The files by which a service's process is told what to do to itself."""

import os
import signal
from pathlib import Path
from typing import NoReturn


class Switches:
    """Of one service. Looking costs a few microseconds where nothing is switched on."""

    def __init__(self, folder: Path, service: str) -> None:
        self.service = service
        self.folder = folder
        self._point = folder / service
        self._armed: tuple[str, int] | None = None
        self._passed = 0

    def file(self, sort: str) -> Path:
        return self.folder / f"{self.service}.{sort}"

    def read(self, sort: str) -> str | None:
        """What stands in `<service>.<sort>`; None where there is no such file."""
        return _text(self.file(sort))

    def passes(self, point: str) -> bool:
        """True where this is the pass at which the process is to end. Passes count from when the point was armed."""
        text = _text(self._point)
        if text is None:
            return False
        try:
            armed = (text, self._point.stat().st_mtime_ns)
        except FileNotFoundError:
            return False
        if armed != self._armed:
            self._armed, self._passed = armed, 0
        wanted, number = text.split()
        if point != wanted:
            return False
        self._passed += 1
        return self._passed == int(number)

    def end(self) -> NoReturn:
        """Takes the switch away, then kill -9 of this very process."""
        self._point.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody survives that")

    def here(self, point: str) -> None:
        """Passes a point."""
        if self.passes(point):
            self.end()


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
