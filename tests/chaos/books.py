"""What the load believes of each task: good enough to send commands that usually make sense."""

import random
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.ledger import Answer, Request
from tests.chaos.world import Tenant

STEPS = {
    "not_started": ("in_progress", "on_hold"),
    "in_progress": ("submitted", "on_hold", "basically_completed", "completed"),
    "submitted": ("returned", "completed"),
    "returned": ("in_progress", "submitted"),
    "on_hold": ("in_progress", "not_started"),
    "basically_completed": ("completed",),
}
_LASTING = {"completed", "basically_completed"}  # rare, or soon nothing would be left to do


@dataclass(slots=True)
class Book:
    """One tenant's open tasks by id, with status and version as they were last told."""

    tenant: Tenant
    statuses: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    registered: int = 0

    def learn(self, request: Request, answer: Answer) -> None:
        """From the answer of a command about one of its tasks."""
        told = answer.answer
        if answer.outcome != "ok" or not isinstance(told, dict) or "status" not in told or "id" not in told:
            return
        known = self.versions.get(told["id"], 0)
        if told["version"] >= known:
            self.note(told)

    def note(self, task: dict[str, Any]) -> None:
        if task["status"] not in STEPS:
            for facts in (self.statuses, self.versions, self.leads):
                facts.pop(task["id"], None)
            return
        self.statuses[task["id"]] = task["status"]
        self.versions[task["id"]] = task["version"]
        self.leads[task["id"]] = task["lead_unit"]

    def any_task(self, rnd: random.Random) -> str | None:
        return rnd.choice(list(self.statuses)) if self.statuses else None

    def next_status(self, task: str, rnd: random.Random) -> str:
        steps = STEPS[self.statuses[task]]
        return rnd.choices(steps, [1 if step in _LASTING else 12 for step in steps])[0]

    def new_id(self) -> str:
        self.registered += 1
        return f"{self.tenant.code}-T{self.registered:05d}"
