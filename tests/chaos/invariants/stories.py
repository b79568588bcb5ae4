"""A tenant's small story, command by command, with the events that a service would write."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.told import Told

Doing = tuple[str, str, dict[str, Any], dict[str, Any]]
"""Kind and subject of an event, the state after it, and the change."""

HEAD = 11
"""The number of the story's last event."""
AT = "2026-03-01T00:00:{:02d}.000000Z"
_LEAD = {"lead_unit": "U1", "coordinating_units": ["U2"]}
_DUE = {"date": "2026-06-30", "precision": "day"}
_LATER = {"date": "2026-12-31", "precision": "day", "reason": "r", "document": "d", "decided_by_role": "chairman"}


@dataclass
class Story:
    """One tenant's commands with their events. `n` numbers the attempts of the whole run."""

    tenant: str
    n: int
    records: list[dict[str, Any]] = field(default_factory=list)
    events: list[Told] = field(default_factory=list)

    def does(self, path: str, body: dict[str, Any], told: Doing) -> None:
        """A command that is carried out, and what its event tells."""
        kind, subject, after, change = told
        number = len(self.events) + 1
        self.events.append(event(self.tenant, number, kind, subject, {"after": after, "change": change}))
        self.attempt(path, body, "ok", {"id": subject, "version": after["version"], "sequence": number})

    def attempt(
        self, path: str, body: dict[str, Any], phase: str | None, answer: Any = None, of: int | None = None
    ) -> int:
        """One attempt and how it ended, None where nothing says how; its number."""
        self.n += 1
        status = {"ok": 200, "failed": 409}.get(phase or "")
        common = {"n": self.n, "tenant": self.tenant, "role": "standing_officer", "unit": None, "method": "POST"}
        common |= {"path": path, "key": f"key-{of or self.n}", "body": body, "retry_of": of}
        at, sequence = AT.format(self.n % 60), (answer or {}).get("sequence")
        self.records.append({**common, "at": at, "phase": "sent", "status": None, "sequence": None, "answer": None})
        if phase:
            told = {"at": at, "phase": phase, "status": status, "sequence": sequence, "answer": answer}
            self.records.append({**common, **told})
        return self.n


def event(tenant: str, number: int, kind: str, subject: str, data: dict[str, Any]) -> Told:
    """As a service would write it."""
    body = {
        "id": f"{tenant}-{number}",
        "type": f"vn.tiendo.{kind}.v1",
        "subject": subject,
        "tenant": tenant,
        "sequence": number,
        "time": AT.format(number),
        "recordedtime": AT.format(number),
        "data": data,
    }
    told = Told.read(json.dumps(body))
    assert told is not None
    return told


def told_by(tenant: str, first: int) -> Story:
    """Registered, moved on, a deadline moved, one task done; one command refused, one never arrived, one sent twice."""
    story = Story(tenant, first)
    here = f"/v1/{tenant}"
    story.does("/v1/tenants", {"id": tenant}, ("tenant.registered", tenant, {"version": 1}, {}))
    for unit in ("U1", "U2"):
        story.does(f"{here}/units", {"id": unit}, ("unit.registered", unit, {"version": 1}, {}))
    story.does(f"{here}/plans", {"id": "P"}, ("plan.registered", "P", {"version": 1}, {}))
    story.does(f"{here}/groups", {"id": "G"}, ("group.registered", "G", {"version": 1}, {}))
    _task(story, "T1", 1)
    _step(story, "T1", 2, "in_progress")
    moved = {**_LEAD, "version": 3, "due_date": _LATER["date"]}
    told = ("task.deadline-moved", "T1", moved, {name: _LATER[name] for name in _LATER if name != "date"})
    story.does(f"{here}/tasks/T1/deadline", _LATER, told)
    _task(story, "T2", 1)
    _step(story, "T2", 2, "in_progress")
    first_attempt = story.attempt(f"{here}/tasks/T2/status", {"to": "completed", "product": "x"}, "unknown")
    answer = {"id": "T2", "version": 3, "sequence": HEAD}
    story.attempt(f"{here}/tasks/T2/status", {"to": "completed", "product": "x"}, "ok", answer, first_attempt)
    done = {"after": {**_LEAD, "version": 3}, "change": {"to": "completed", "product": "x"}}
    story.events.append(event(tenant, HEAD, "task.status-changed", "T2", done))
    story.attempt(f"{here}/tasks/T2/status", {"to": "submitted"}, "failed")
    story.attempt(f"{here}/tasks/T1/status", {"to": "on_hold", "reason": "never arrived"}, None)
    return story


def _task(story: Story, task: str, version: int) -> None:
    body = {
        "id": task,
        "kind": "regular",
        "plan": "P",
        "group": "G",
        "due": _DUE,
        "title_vi": f"WORD-{story.tenant}",
        **_LEAD,
    }
    told: Doing = ("task.registered", task, {**_LEAD, "version": version}, {})
    story.does(f"/v1/{story.tenant}/tasks", body, told)


def _step(story: Story, task: str, version: int, to: str) -> None:
    told = ("task.status-changed", task, {**_LEAD, "version": version}, {"to": to})
    story.does(f"/v1/{story.tenant}/tasks/{task}/status", {"to": to}, told)
