"""What the load asked for and what it was answered: on disk before each request leaves, so that it outlives everything.

One line of JSON per record. `sent` opens an attempt, one of `ok`, `failed` or `unknown` with the same `n` closes it; an attempt
that nothing closes is unknown. `ok` is a 2xx; `failed` a 4xx, which is definitely not executed; `unknown` a timeout, a lost
connection or a 5xx. A repetition with the same key has a number of its own and names the first attempt in `retry_of`.
"""

import asyncio
import itertools
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from shared.calendar import Clock, SystemClock, to_wire

Outcome = Literal["ok", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Request:
    """One command as it goes over the wire; `key` is its Idempotency-Key, `if_match` the ETag that it insists on.

    `tenant` is whom it is about; `caller` the tenant of the one who asks, where that is another.
    """

    tenant: str
    role: str
    unit: str | None
    method: str
    path: str
    key: str | None
    body: Any
    if_match: str | None = None
    caller: str | None = None

    @property
    def home(self) -> str:
        """The tenant of the one who asks."""
        return self.caller or self.tenant


@dataclass(frozen=True, slots=True)
class Answer:
    """How one attempt ended. `status` is None where nothing came back."""

    outcome: Outcome
    status: int | None = None
    answer: Any = None

    @property
    def sequence(self) -> int | None:
        """The number of the command's last event, from a 2xx."""
        found = self.answer.get("sequence") if self.outcome == "ok" and isinstance(self.answer, dict) else None
        return found if isinstance(found, int) else None


@dataclass(slots=True)
class Operation:
    """A command with all its attempts: `ok` where any attempt was, `failed` where the last said so, otherwise `unknown`.

    `attempts` holds the records of the ledger in their order, `sent` and answers alike. `n` is the number of the first.
    """

    n: int
    tenant: str
    role: str
    unit: str | None
    method: str
    path: str
    key: str | None
    body: Any
    outcome: Outcome = "unknown"
    status: int | None = None
    sequence: int | None = None
    answer: Any = None
    attempts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, record: dict[str, Any]) -> None:
        """Takes in one more record; an `ok` is never taken back."""
        self.attempts.append(record)
        if record["phase"] == "sent" or self.outcome == "ok":
            return
        self.outcome = record["phase"]
        self.status, self.sequence, self.answer = record["status"], record["sequence"], record["answer"]


class Ledger:
    """Append-only. One writer; `read` may be called at any time, also while it is written."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self._file = path.open("ab")
        self._clock = clock or SystemClock()
        self._numbers = itertools.count(1 + max((record["n"] for record in _records(path)), default=0))
        self._syncing = asyncio.Lock()
        self._written = self._synced = 0

    async def sent(self, request: Request, retry_of: int | None = None) -> int:
        """The attempt's number, once the record cannot be lost any more; only then the request may leave."""
        number = next(self._numbers)
        self._append(number, "sent", request, None, retry_of)
        mine = self._written
        async with self._syncing:
            if self._synced < mine:  # otherwise the sync of an earlier caller took this record along
                reached = self._written
                await asyncio.to_thread(os.fsync, self._file.fileno())
                self._synced = reached
        return number

    def answered(self, number: int, request: Request, answer: Answer, retry_of: int | None = None) -> None:
        """Closes an attempt."""
        self._append(number, answer.outcome, request, answer, retry_of)

    def close(self) -> None:
        self._file.close()

    def _append(self, number: int, phase: str, request: Request, answer: Answer | None, retry_of: int | None) -> None:
        record = {
            "n": number,
            "at": to_wire(self._clock.now()),
            "phase": phase,
            "tenant": request.tenant,
            "role": request.role,
            "unit": request.unit,
            "method": request.method,
            "path": request.path,
            "key": request.key,
            "if_match": request.if_match,
            "caller": request.home,
            "body": request.body,
            "status": answer.status if answer else None,
            "sequence": answer.sequence if answer else None,
            "answer": answer.answer if answer else None,
            "retry_of": retry_of,
        }
        self._file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        self._written += 1

    @staticmethod
    def read(path: Path) -> list[Operation]:
        """Every command in the order of its first attempt."""
        return operations(_records(path))


def operations(records: Iterable[dict[str, Any]]) -> list[Operation]:
    """Puts the attempts of each command together."""
    found: dict[int, Operation] = {}
    for record in records:
        first = record["retry_of"] or record["n"]
        if first not in found:
            names = ("tenant", "role", "unit", "method", "path", "key", "body")
            found[first] = Operation(first, **{name: record[name] for name in names})
        found[first].add(record)
    return list(found.values())


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """A last line that a crash cut off was not sent yet and is left out."""
    if not path.exists():
        return
    for line in path.read_bytes().splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield json.loads(line)
