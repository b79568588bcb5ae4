"""What the figures must be, worked out from the commands alone: no event's snapshot is believed, no service's rule is used.

Of the journal the model takes which command got which number, and when it took effect.
"""

import calendar
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from tests.chaos.evidence import Evidence
from tests.chaos.invariants.deeds import accounts
from tests.chaos.ledger import Operation
from tests.chaos.told import Told

DONE = frozenset({"basically_completed", "completed"})
_VIETNAM = timezone(timedelta(hours=7))  # without summer time since 1975
_OUTCOMES = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(slots=True)
class Task:
    """One task of a plan as the commands leave it."""

    unit: str | None
    group: str | None
    status: str = "not_started"
    due: datetime | None = None
    done_at: datetime | None = None

    def become(self, status: str, at: datetime) -> None:
        """Done is done since it first was."""
        if status in DONE and self.done_at is None:
            self.done_at = at
        self.status = status

    def outcome(self, now: datetime) -> str:
        if self.due is None:
            return "no_deadline"
        if self.status in DONE:
            return "done_on_time" if self.done_at and self.done_at <= self.due else "done_late"
        return "open_overdue" if now > self.due else "open_in_time"


@dataclass(slots=True)
class Figures:
    """What an overview says of the tasks of plans."""

    total: int = 0
    done: int = 0
    cancelled: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    outcome: Counter[str] = field(default_factory=Counter)
    by_unit: Counter[str | None] = field(default_factory=Counter)
    by_group: Counter[str | None] = field(default_factory=Counter)

    def count(self, task: Task, now: datetime) -> None:
        if task.status == "cancelled":
            self.cancelled += 1
            return
        self.total += 1
        self.done += task.status in DONE
        self.by_status[task.status] += 1
        self.outcome[task.outcome(now)] += 1
        self.by_unit[task.unit] += 1
        self.by_group[task.group] += 1


def figures(evidence: Evidence, tenant: str, now: datetime, without: frozenset[int] = frozenset()) -> Figures:
    """Of every task that was carried out as the ledger has it; numbers in `without` are known not to be folded."""
    result = Figures()
    for task in tasks(evidence, tenant, without).values():
        result.count(task, now)
    return result


def tasks(evidence: Evidence, tenant: str, without: frozenset[int] = frozenset()) -> dict[str, Task]:
    """An event that is left out takes effect with the next one of its task, for each tells the whole state."""
    told: dict[str, Task] = {}
    shown: dict[str, Task] = {}
    for event, operation in _in_order(evidence, tenant):
        _apply(told, event, operation)
        if event.sequence not in without and event.subject in told:
            task = told[event.subject]
            shown[event.subject] = Task(task.unit, task.group, task.status, task.due, task.done_at)
    return shown


def _in_order(evidence: Evidence, tenant: str) -> Iterator[tuple[Told, Operation]]:
    """Each event with the command behind it: the one that was answered with its number, else one that was not answered."""
    pairs: dict[int, tuple[Told, Operation]] = {}
    for account in accounts(evidence, tenant).values():
        by_number = {operation.sequence: operation for operation in account.done}
        others = iter([*account.unknown, *account.done])
        for event in account.events:
            command = by_number.get(event.sequence) or next(others, None)
            if command is not None:
                pairs[event.sequence] = event, command
    return (pairs[number] for number in sorted(pairs))


def _apply(told: dict[str, Task], event: Told, operation: Operation) -> None:
    body: Mapping[str, Any] = operation.body
    if event.kind == "task.registered":
        if body.get("kind") != "directive" and body.get("parent") is None and event.subject == body.get("id"):
            told[event.subject] = Task(body.get("lead_unit"), body.get("group"), due=due_at(body.get("due") or {}))
    elif (task := told.get(event.subject)) is None:
        return
    elif event.kind == "task.deadline-moved":
        task.due = due_at(body)
    elif "to" in body:
        task.become(body["to"], instant(event.time))
    else:
        at = instant(event.time)
        task.become(body["status"], min(at, task.due) if task.due else at)


def due_at(stated: Mapping[str, Any]) -> datetime | None:
    """The last microsecond in Vietnam of the day, month, quarter or year that is stated."""
    if not stated.get("date"):
        return None
    day = date.fromisoformat(stated["date"])
    if months := _MONTHS.get(stated.get("precision", "day")):
        last = (day.month + months - 1) // months * months
        day = date(day.year, last, calendar.monthrange(day.year, last)[1])
    following = datetime(day.year, day.month, day.day, tzinfo=_VIETNAM) + timedelta(days=1)
    return (following - timedelta(microseconds=1)).astimezone(UTC)


def instant(wire: str) -> datetime:
    return datetime.fromisoformat(wire)


def differences(expected: Figures, block: Mapping[str, Any]) -> list[str]:
    """Where an overview's block of tasks says something else."""
    numbers = {name: (getattr(expected, name), block[name] or 0) for name in ("total", "done", "cancelled")}
    numbers |= {name: (expected.outcome[name], block["outcome"][name] or 0) for name in _OUTCOMES}
    for status in sorted({*expected.by_status, *block["by_status"]}):
        numbers[status] = (expected.by_status[status], block["by_status"].get(status) or 0)
    return [f"{name} is {said}, by the ledger {right}" for name, (right, said) in numbers.items() if right != said]


def lines_differ(expected: Counter[str | None], lines: list[Mapping[str, Any]], place: str) -> list[str]:
    """Where the totals of an overview's lines say something else."""
    said = {line[place]: line["total"] or 0 for line in lines}
    keys = sorted({*expected, *said}, key=str)
    return [
        f"{place} {key} has {said.get(key, 0)}, by the ledger {expected[key]}"
        for key in keys
        if expected[key] != said.get(key, 0)
    ]
