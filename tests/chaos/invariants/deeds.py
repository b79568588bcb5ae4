"""Which events a command leads to: both sides are brought to the same words, and compared."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.evidence import Evidence
from tests.chaos.ledger import Operation
from tests.chaos.told import Told

Deed = tuple[str, ...]
"""What was done to whom, with the words that tell it from a like one."""

_REGISTERED = {
    "tenants": "tenant",
    "units": "unit",
    "plans": "plan",
    "groups": "group",
    "tasks": "task",
    "models": "model",
}
_FIRST_STATUS = "not_started"


def deeds_of(operation: Operation) -> list[Deed]:
    """What the command asks for, in the order of its events; nothing where it is no command of the journal."""
    if operation.method != "POST" or not isinstance(operation.body, dict):
        return []
    match operation.path.strip("/").split("/")[1:]:
        case ["tenants"]:
            return _registration("tenants", operation.body)
        case [_, collection] if collection in _REGISTERED:
            return _registration(collection, operation.body)
        case [_, "tasks", work, "status"]:
            return [("status-changed", work, *_said(operation.body, "to", "note", "product", "reason"))]
        case [_, "tasks", work, "deadline"]:
            return [("deadline-moved", work, *_said(operation.body, *_OF_A_MOVE))]
    return []


_OF_A_MOVE = ("date", "precision", "reason", "document", "decided_by_role")


def _registration(collection: str, body: Mapping[str, Any]) -> list[Deed]:
    identifier = str(body.get("id"))
    deeds: list[Deed] = [("registered", _REGISTERED[collection], identifier)]
    if body.get("status", _FIRST_STATUS) != _FIRST_STATUS:
        deeds.append(("adopted", identifier, str(body["status"])))
    return deeds + [("child", identifier, unit) for unit in dict.fromkeys(body.get("assignees") or ())]


def deed_of(told: Told) -> Deed:
    noun, _, what = told.kind.partition(".")
    change = told.change
    if what == "registered":
        parent = told.after.get("parent")
        if noun == "task" and parent and told.subject.startswith(f"{parent}."):
            return "child", parent, told.subject.removeprefix(f"{parent}.")
        return what, noun, told.subject
    if what == "status-changed" and change.get("adopted"):
        return "adopted", told.subject, str(change.get("to"))
    if what == "status-changed":
        return what, told.subject, *_said(change, "to", "note", "product", "reason")
    return what, told.subject, *_said({**change, "date": told.after.get("due_date")}, *_OF_A_MOVE)


def _said(words: Mapping[str, Any], *names: str) -> list[str]:
    return [unicodedata.normalize("NFC", str(words.get(name) or "")).strip() for name in names]


@dataclass(slots=True)
class Account:
    """All commands of one deed beside all events of it."""

    events: list[Told] = field(default_factory=list)
    done: list[Operation] = field(default_factory=list)
    unknown: list[Operation] = field(default_factory=list)
    refused: list[Operation] = field(default_factory=list)

    @property
    def at_most(self) -> int:
        """How many events the commands explain."""
        return len(self.done) + len(self.unknown)


def accounts(evidence: Evidence, tenant: str) -> dict[Deed, Account]:
    """A command that was refused only after an attempt without an answer may have been executed late: it is unknown."""
    found: defaultdict[Deed, Account] = defaultdict(Account)
    for told in evidence.journal.get(tenant, ()):
        found[deed_of(told)].events.append(told)
    for operation in commands(evidence, tenant):
        for deed in deeds_of(operation):
            account = found[deed]
            side = {"ok": account.done, "unknown": account.unknown}.get(operation.outcome, account.refused)
            (account.unknown if side is account.refused and was_unknown(operation) else side).append(operation)
    return dict(found)


def commands(evidence: Evidence, tenant: str) -> list[Operation]:
    """Those whose events stand in the journal of that tenant."""
    return [operation for operation in evidence.operations if operation.tenant == tenant and deeds_of(operation)]


def tenants(evidence: Evidence) -> list[str]:
    """All that have an event or were given a command."""
    return sorted({*evidence.journal, *(operation.tenant for operation in evidence.operations if deeds_of(operation))})


def was_unknown(operation: Operation) -> bool:
    """Whether an attempt went out that got no definite answer."""
    phases = Counter(record["phase"] for record in operation.attempts)
    return phases["sent"] > phases["ok"] + phases["failed"]


def answers(operation: Operation) -> Sequence[Mapping[str, Any]]:
    """What its attempts with a 2xx were told."""
    records: Iterable[Mapping[str, Any]] = operation.attempts
    return [record for record in records if record["phase"] == "ok"]
