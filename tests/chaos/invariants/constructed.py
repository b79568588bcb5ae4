"""Evidence of a small run in which everything was right, made by hand: what the tests of the invariants bend."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from shared.messaging import Verification
from shared.tenancy import TenantId
from tests.chaos.evidence import (
    Aggregate,
    Connection,
    Cursor,
    Evidence,
    Exit,
    Exposition,
    FeedEnd,
    Frame,
    Inbox,
    Overheard,
    Pair,
    Reading,
    Record,
    Sample,
    Shelf,
    Start,
    Statement,
    Stream,
    Trial,
    Vital,
)
from tests.chaos.invariants.recipients import mailboxes_told
from tests.chaos.invariants.served import outside
from tests.chaos.invariants.stories import AT, HEAD, told_by
from tests.chaos.ledger import operations
from tests.chaos.told import Entity, Told

TENANTS = ("an-giang", "bac-ninh")
_READERS = ("reporting", "notifications")
_AS_OF = "2026-03-02T00:00:00.000000Z"


def good() -> Evidence:
    """Two tenants with the same story, Apache Kafka, nothing wrong."""
    stories = [told_by(tenant, 100 * number) for number, tenant in enumerate(TENANTS)]
    journal = {story.tenant: story.events for story in stories}
    written = Evidence(
        operations=operations(record for story in stories for record in story.records),
        topic=[record for partition, tenant in enumerate(TENANTS) for record in _topic(partition, journal[tenant])],
        outside=outside(TENANTS[0], journal[TENANTS[0]]),
        streams=[_stream(tenant, journal[tenant]) for tenant in TENANTS],
        canaries={tenant: f"WORD-{tenant}" for tenant in TENANTS},
        overheard=[Overheard("the answer", tenant, f"a list with WORD-{tenant}") for tenant in TENANTS],
        statements=[
            Statement("tasks", "works", 'SELECT _body FROM "works" WHERE tenant = ?', bound=True),
            Statement("tasks", "works", 'SELECT _body FROM "works" WHERE "outbox_pending" = ?', bound=False),
        ],
        exits=[Exit("gateway", 1.5)],
        starts=[Start("gateway", AT.format(30))],
        disturbances=1,
        healed_at=AT.format(40),
        settled_at=AT.format(50),
    )
    return _answering(_storing(written, journal))


def _storing(evidence: Evidence, journal: dict[str, list[Told]]) -> Evidence:
    kept = {shelf: documents for tenant in TENANTS for shelf, documents in _kept(tenant, journal[tenant]).items()}
    return dataclasses.replace(
        evidence,
        journal=journal,
        chains=[Verification(TenantId(tenant), HEAD, "0" * 64) for tenant in TENANTS],
        hashes={tenant: [f"hash {number}" for number in range(1, HEAD + 1)] for tenant in TENANTS},
        aggregates={tenant: _aggregates(journal[tenant]) for tenant in TENANTS},
        cursors=[Cursor(tenant, HEAD, f"hash {HEAD}") for tenant in TENANTS],
        readings=[Reading(name, tenant, HEAD) for name in _READERS for tenant in TENANTS],
        committed={(name, partition): HEAD for name in _READERS for partition in (0, 1)},
        kept=kept,
        rebuilt=dict(kept),
    )


def _answering(evidence: Evidence) -> Evidence:
    works = [(tenant, work) for tenant in TENANTS for work in ("T1", "T2")]
    return dataclasses.replace(
        evidence,
        histories={(tenant, work): _numbers(evidence.journal[tenant], work) for tenant, work in works},
        overviews=dict.fromkeys(TENANTS, _OVERVIEW),
        inboxes=[Inbox(tenant, "unit_head:U1", [6, 7, 8, 9, 10, 11], 6) for tenant in TENANTS],
        feeds=[FeedEnd(tenant, HEAD, HEAD) for tenant in TENANTS],
        pairs=[Pair("GET", "404 not found", "404 not found")],
        trials=[Trial("tasks", "over", 401)],
        vitals=[Vital("tasks", "publish", ready=True, progressed=True)],
        expositions=_expositions(),
    )


def _aggregates(events: Iterable[Told]) -> dict[Entity, Aggregate]:
    return {told.entity: Aggregate(told.version, 0) for told in events}


def _numbers(events: Iterable[Told], work: str) -> list[int]:
    return [told.sequence for told in events if told.entity == Entity("works", work)]


def _topic(partition: int, events: Iterable[Told]) -> list[Record]:
    return [Record(partition, told.sequence - 1, told.tenant, told.body) for told in events]


def _kept(tenant: str, events: list[Told]) -> dict[Shelf, dict[str, dict[str, Any]]]:
    works = [told for told in events if told.entity.family == "works"]
    last = {told.subject: told.sequence for told in events}
    kinds = {"registered": "assigned", "status-changed": "status_changed", "deadline-moved": "deadline_moved"}
    lists = {"tenant": (tenant,), "units": ("U1", "U2"), "plans": ("P",), "groups": ("G",)}
    return {
        Shelf("reporting", tenant, "rows"): {f"task:{work}": {"sequence": last[work]} for work in ("T1", "T2")},
        Shelf("reporting", tenant, "history"): {str(told.sequence): {"sequence": told.sequence} for told in works},
        Shelf("reporting", tenant, "names"): {
            name: {"entries": [{"key": key, "sequence": last[key]} for key in keys]} for name, keys in lists.items()
        },
        Shelf("notifications", tenant, "obligations"): {work: {"sequence": last[work]} for work in ("T1", "T2")},
        Shelf("notifications", tenant, "units"): {unit: {"sequence": last[unit]} for unit in ("U1", "U2")},
        Shelf("notifications", tenant, "notices"): {
            f"{told.sequence} {mailbox}": {
                "kind": kinds[told.kind.partition(".")[2]],
                "sequence": told.sequence,
                "mailbox": mailbox,
            }
            for told in works
            for mailbox in mailboxes_told(told)
        },
    }


_OVERVIEW: dict[str, Any] = {
    "as_of": _AS_OF,
    "tasks": {
        **{"total": 2, "done": 1, "cancelled": 0, "by_status": {"in_progress": 1, "completed": 1}},
        "outcome": {"done_on_time": 1, "done_late": 0, "open_in_time": 1, "open_overdue": 0, "no_deadline": 0},
    },
    "by_unit": [{"unit": "U1", "total": 2}],
    "by_group": [{"group": "G", "total": 2}],
}


def _stream(tenant: str, events: list[Told]) -> Stream:
    """Cut after the sixth event, and continued."""
    frames = [Frame(told.sequence, told.kind, told.body) for told in events]
    return Stream(tenant, [Connection(0, frames[:6]), Connection(6, frames[6:])])


def _expositions() -> list[Exposition]:
    """Of processes that have lived all the time."""
    began = "2026-02-28T00:00:00.000000Z"
    tasks: dict[Sample, float] = {}
    reporting: dict[Sample, float] = {}
    for tenant in TENANTS:
        tasks["tiendo_events_sequenced_total", (("tenant", tenant),)] = HEAD
        tasks["tiendo_journal_head", (("tenant", tenant),)] = HEAD
        reporting["tiendo_events_applied_total", (("subscription", "reporting"), ("tenant", tenant))] = HEAD
    gateway: dict[Sample, float] = {}
    for path, status, count in (
        ("tasks", "201", 4),
        ("tasks/{task}/status", "200", 6),
        ("tasks/{task}/deadline", "200", 2),
    ):
        labels = (("method", "POST"), ("route", "/v1/{tenant}/" + path), ("status", status))
        gateway["tiendo_http_request_seconds_count", labels] = count
    return [
        Exposition("tasks", began, tasks),
        Exposition("reporting", began, reporting),
        Exposition("gateway", began, gateway),
    ]
