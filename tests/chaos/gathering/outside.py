"""What endpoints were sent, by their own book, and what the installation's log says of it."""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from services.notifications.adapters.webhooks.specifications import DELIVERIES, SUBSCRIPTIONS
from shared.calendar import from_wire
from shared.messaging.generations import pages
from shared.storage import Store
from shared.tenancy import TenantId
from tests.chaos.evidence import Evidence
from tests.chaos.gathering.secrets import from_the_beginning, lives
from tests.chaos.gathering.stores import opened
from tests.chaos.installation import Installation
from tests.chaos.integrators.manners import Manner
from tests.chaos.outside import Arrival, Endpoint, Entry, Outside, Span
from tests.chaos.run_directory import RunDirectory, read_lines

_SENDER = "notifications"
_HURT = frozenset({_SENDER, "services", "everything", "mongo"})
_BY_STARTS = frozenset({"kill", "crash-point"})
_LINKS = frozenset({"latency", "cut", "black-hole", "lost-reply"})
_SECONDS = re.compile(r"([\d.]+) s\b")
_AFTERWARDS = timedelta(seconds=5)
_BEFORE = timedelta(seconds=1)

Row = Mapping[str, Any]


async def seen_outside(evidence: Evidence, installation: Installation) -> Evidence:
    directory = installation.directory
    steps = list(read_lines(directory.secrets))
    endpoints = [_endpoint(row, steps) for row in read_lines(directory.endpoints)]
    phases = {row["phase"]: from_wire(row["at"]) for row in read_lines(directory.phases)}
    outside = Outside(
        endpoints=endpoints,
        arrivals=list(arrivals(directory)),
        hosts=sorted({row["host"] for row in read_lines(directory.connections)}),
        troubles=list(troubles(directory)),
        calm=(phases["calm"], phases["calmed"]) if "calmed" in phases else None,
    )
    async with opened(installation.store_url, _SENDER, [SUBSCRIPTIONS, DELIVERIES]) as store:
        kept = [await _as_kept(store, endpoint) for endpoint in endpoints]
        log = {each.subscription: await _log(store, each) for each in endpoints}
    return dataclasses.replace(evidence, outside=dataclasses.replace(outside, endpoints=kept, log=log))


def _endpoint(row: Row, steps: Sequence[Row]) -> Endpoint:
    own = [step for step in steps if step["endpoint"] == row["endpoint"]]
    return Endpoint(
        row["endpoint"],
        row["tenant"],
        row["subscription"],
        Manner(row["manner"]),
        row["after"],
        lives(from_the_beginning(row["live"]), own),
        [*row["secrets"].values(), *(step["secret"] for step in own if step["phase"] == "made")],
    )


async def _as_kept(store: Store, endpoint: Endpoint) -> Endpoint:
    found = await store.collection(SUBSCRIPTIONS, TenantId(endpoint.tenant)).get(endpoint.subscription)
    if found is None:
        return dataclasses.replace(endpoint, state="lost")
    return dataclasses.replace(endpoint, state=found["state"], cursor=found["progress"]["cursor"])


async def _log(store: Store, endpoint: Endpoint) -> dict[int, Entry]:
    return {
        document["sequence"]: Entry(document["event"], document["verdict"])
        async for page in pages(store.collection(DELIVERIES, TenantId(endpoint.tenant)))
        for document in page
        if document["subscription"] == endpoint.subscription
    }


def arrivals(directory: RunDirectory) -> Iterator[Arrival]:
    rows = list(read_lines(directory.arrivals))
    answers = {row["n"]: row for row in rows if row["phase"] == "answered"}
    for row in rows:
        if row["phase"] == "came":
            yield _arrival(row, answers.get(row["n"]))


def _arrival(row: Row, answer: Row | None) -> Arrival:
    stamp = row["timestamp"] or ""
    return Arrival(
        n=row["n"],
        at=from_wire(row["at"]),
        endpoint=row["endpoint"],
        address=row["address"],
        id=row["id"],
        stamp=datetime.fromtimestamp(int(stamp), UTC) if stamp.isdecimal() else None,
        digest=row["digest"],
        sequence=row["sequence"],
        signed_by=row["signed_by"],
        signatures=row["signatures"],
        verified=row["verified"],
        taken=row["taken"],
        status=answer["status"] if answer else None,
        ended=from_wire(answer["at"]) if answer else None,
    )


def troubles(directory: RunDirectory) -> Iterator[Span]:
    """A kill shows as the start of the next process; whatever else hurts the sending service lasts for a while."""
    for row in read_lines(directory.restarts):
        if row["part"] == _SENDER:
            yield Span("start", from_wire(row["at"]), from_wire(row["at"]))
    for row in read_lines(directory.faults):
        if row["target"] in _HURT and not (row["kind"] in _BY_STARTS or _is_of_its_door(row)):
            began = from_wire(row["at"])
            yield Span(row["kind"], began - _BEFORE, began + _lasting(row) + _AFTERWARDS)


def _is_of_its_door(row: Row) -> bool:
    """The proxy stands before its API; what it sends passes it by."""
    return row["kind"] in _LINKS and row["target"] == _SENDER


def _lasting(row: Row) -> timedelta:
    found: Sequence[str] = _SECONDS.findall(str(row["detail"]))
    return timedelta(seconds=float(found[-1])) if found else timedelta(seconds=30)
