"""The book of the endpoints: what came is on disk before it is answered, so that it outlives everything."""

import asyncio
import hashlib
import itertools
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from tests.chaos.harm import now
from tests.chaos.run_directory import as_line

Secrets = Mapping[int, str]


class Arrivals:
    """Two records for each request: `came`, with everything that is to be judged, and `answered`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        self._numbers = itertools.count(1)
        self._syncing = asyncio.Lock()
        self._written = self._synced = 0

    async def came(self, facts: Mapping[str, Any]) -> int:
        """The request's number, once the record cannot be lost any more."""
        number = next(self._numbers)
        self._append({"n": number, "at": now(), "phase": "came", **facts})
        mine = self._written
        async with self._syncing:
            if self._synced < mine:  # otherwise an earlier one has taken this record along
                reached = self._written
                await asyncio.to_thread(os.fsync, self._file.fileno())
                self._synced = reached
        return number

    def answered(self, number: int, status: int | None, begun: str) -> None:
        """Noted when the answer is out, with the moment before: from then on the other side may have had it."""
        self._append({"n": number, "at": begun, "phase": "answered", "status": status})

    def close(self) -> None:
        self._file.close()

    def _append(self, record: dict[str, Any]) -> None:
        self._file.write(as_line(record))
        self._file.flush()
        self._written += 1


def facts(endpoint: str, address: str, headers: Mapping[str, str], body: bytes, secrets: Secrets) -> dict[str, Any]:
    """Of one request. Signatures are checked by the public library, over the bytes that came."""
    event = _event(body)
    return {
        "endpoint": endpoint,
        "address": address,
        "id": headers.get("webhook-id"),
        "timestamp": headers.get("webhook-timestamp"),
        "digest": hashlib.sha256(body).hexdigest(),
        "sequence": event.get("sequence"),
        "signed_by": [number for number, secret in secrets.items() if signs(secret, headers, body)],
        "signatures": len(headers.get("webhook-signature", "").split()),
        "verified": any(_verifies(secret, headers, body) for secret in secrets.values()),
    }


def signs(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whatever the time is: clocks are put wrong in a run."""
    stamp = headers.get("webhook-timestamp", "")
    if not stamp.isdecimal():
        return False
    own = Webhook(secret).sign(headers.get("webhook-id", ""), datetime.fromtimestamp(int(stamp), UTC), body.decode())
    return own in headers.get("webhook-signature", "").split()


def _verifies(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        Webhook(secret).verify(body, dict(headers))
    except WebhookVerificationError:
        return False
    return True


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}
