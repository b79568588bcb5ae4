"""One log per process, and one older generation of it: a forgotten installation does not fill the disk."""

import json
import shutil
from pathlib import Path
from typing import BinaryIO

LARGEST_BYTES = 5 * 1024 * 1024
_TAIL_BYTES = 8192


def open_log(log: Path) -> BinaryIO:
    """For appending; the kernel keeps lines of several writers whole, and a cut while it is open does no harm."""
    cut(log)
    return log.open("ab", buffering=0)


def cut(log: Path) -> None:
    """Moves the content of a log that has grown too large to `<name>.log.1`, also while a process writes to it."""
    if log.exists() and log.stat().st_size > LARGEST_BYTES:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        with log.open("r+b") as handle:
            handle.truncate()


def last_words(log: Path) -> str:
    """The last error of a process that its log tells of, else its last line, whether JSON or plain text; empty if nothing."""
    if not log.exists():
        return ""
    with log.open("rb") as handle:
        handle.seek(max(0, log.stat().st_size - _TAIL_BYTES))
        lines = handle.read().decode("utf-8", "replace").splitlines()
    spoken = [_spoken(line) for line in lines if line.strip()]
    errors = [error for error, _ in spoken if error]
    return errors[-1] if errors else next((words for _, words in reversed(spoken)), "")


def _spoken(line: str) -> tuple[str, str]:
    """The last line of a record's error, empty where it has none; and its message, or the plain line."""
    try:
        record = json.loads(line)
    except ValueError:
        return "", line.strip()
    if not isinstance(record, dict):
        return "", line.strip()
    return str(record.get("error", "")).strip().rpartition("\n")[2], str(record.get("message", line))
