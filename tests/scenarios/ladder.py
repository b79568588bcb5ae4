"""What the clock would say on the coming mornings, asked of the dry run of the reminders."""

from datetime import date, timedelta
from typing import Any

import httpx2

_COMING_DAYS = 21
"""Long enough for any run of holidays between a deadline and what follows it."""


def coming(client: httpx2.Client, tenant: str, obligation: str, today: date) -> list[dict[str, Any]]:
    """The notices about one obligation from tomorrow on, in order of time."""
    told: list[dict[str, Any]] = []
    for days in range(1, _COMING_DAYS + 1):
        day = (today + timedelta(days=days)).isoformat()
        answer = client.get(f"/v1/{tenant}/reminders/preview", params={"on": day})
        assert answer.status_code == 200, answer.text
        told += [notice for notice in answer.json()["items"] if notice["subject"] == obligation]
    return told


def told_at(notices: list[dict[str, Any]], step: str) -> set[str]:
    """The mailboxes that hear of that step."""
    return {notice["mailbox"] for notice in notices if notice["obligation"]["step"] == step}
