"""What the metrics say happened is what happened."""

from collections import Counter
from collections.abc import Iterator

from tests.chaos.evidence import Evidence, Exposition
from tests.chaos.invariants.deeds import deeds_of
from tests.chaos.invariants.verdicts import unless
from tests.chaos.ledger import Operation

_ROUTES = {
    "status": "/v1/{tenant}/tasks/{task}/status",
    "deadline": "/v1/{tenant}/tasks/{task}/deadline",
    "tasks": "/v1/{tenant}/tasks",
}


def counters_tell_the_truth(evidence: Evidence) -> Iterator[str | None]:
    """Counters equal the ledger, but for what was under way when a process began or a store was disturbed."""
    for exposition in evidence.expositions:
        whole = exposition.started <= _first_sent(evidence) and not evidence.store_disturbed
        match exposition.service:
            case "tasks":
                yield from _numbered(evidence, exposition, whole=whole)
            case "gateway":
                yield from _answered(evidence, exposition)
            case subscription:
                yield from _applied(evidence, exposition, subscription, whole=whole)


def _first_sent(evidence: Evidence) -> str:
    return min((record["at"] for operation in evidence.operations for record in operation.attempts), default="")


def _numbered(evidence: Evidence, exposition: Exposition, *, whole: bool) -> Iterator[str | None]:
    for tenant, events in evidence.journal.items():
        counted = exposition.value("tiendo_events_sequenced_total", tenant=tenant) or 0
        least = len(events) if whole else _entered_since(evidence, tenant, exposition.started)
        wrong = f"{tenant}: tasks counts {counted:.0f} numbered events, there are {least} to {len(events)}"
        yield unless(least <= counted <= len(events), wrong)
        head = exposition.value("tiendo_journal_head", tenant=tenant)
        yield unless(head in {None, len(events)}, f"{tenant}: tasks says the head is {head}, it is {len(events)}")


def _applied(evidence: Evidence, exposition: Exposition, subscription: str, *, whole: bool) -> Iterator[str | None]:
    for reading in evidence.readings:
        if reading.subscription != subscription:
            continue
        labels = {"tenant": reading.tenant, "subscription": subscription}
        counted = exposition.value("tiendo_events_applied_total", **labels) or 0
        least = reading.position if whole else 0
        wrong = f"{reading.tenant}: {subscription} counts {counted:.0f} applied events, there are {least} to {reading.position}"
        yield unless(least <= counted <= reading.position, wrong)
        mismatch = exposition.value("tiendo_scoreboard_mismatch", tenant=reading.tenant)
        yield unless(not mismatch, f"{reading.tenant}: boards and rows differ by {mismatch} works")
    if subscription == "notifications":
        yield from _noticed(evidence, exposition, whole=whole)
    letters = sum(len(reading.parked) for reading in evidence.readings if reading.subscription == subscription)
    shown = exposition.value("tiendo_dead_letters", subscription=subscription)
    most = letters + evidence.stray_letters.get(subscription, 0)
    right = shown is None or letters <= shown <= most
    yield unless(right, f"{subscription} shows {shown} dead letters and holds {letters} to {most}")


def _noticed(evidence: Evidence, exposition: Exposition, *, whole: bool) -> Iterator[str | None]:
    for shelf, notices in evidence.kept.items():
        if shelf.collection not in {"notices", "reminders"}:
            continue
        for kind, held in Counter(str(notice["kind"]) for notice in notices.values()).items():
            counted = exposition.value("tiendo_notices_total", tenant=shelf.tenant, kind=kind) or 0
            right = counted == held if whole else counted <= held
            yield unless(right, f"{shelf.tenant}: {counted:.0f} notices of kind {kind} are counted, {held} are kept")


def _answered(evidence: Evidence, exposition: Exposition) -> Iterator[str | None]:
    """An answer that was lost on its way is counted, and unknown in the ledger."""
    least, most = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for operation in evidence.operations:
        route = _ROUTES.get(operation.path.rsplit("/", 1)[-1])
        if route and deeds_of(operation):
            status = "201" if route.endswith("tasks") else "200"
            _tally(operation, exposition.started, (route, status), (least, most))
    for (route, status), highest in most.items():
        labels = {"method": "POST", "route": route, "status": status}
        counted, lowest = exposition.value("tiendo_http_request_seconds_count", **labels) or 0, least[route, status]
        wrong = f"the gateway counts {counted:.0f} answers {status} of {route}, the ledger {lowest} to {highest}"
        yield unless(lowest <= counted <= highest, wrong)


def _tally(
    operation: Operation,
    since: str,
    key: tuple[str, str],
    bounds: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]],
) -> None:
    """Adds what the process that began at `since` must have answered 2xx, and what it may have."""
    least, most = bounds
    sent = {record["n"]: record["at"] for record in operation.attempts if record["phase"] == "sent"}
    closed = {record["n"]: record for record in operation.attempts if record["phase"] != "sent"}
    for number, at in sent.items():
        end = closed.get(number)
        done = end is not None and end["phase"] == "ok"
        open_ended = end is None or end["phase"] == "unknown"
        least[key] += done and at > since
        most[key] += (done or open_ended) and (end is None or end["at"] > since)


def _entered_since(evidence: Evidence, tenant: str, since: str) -> int:
    """Events of commands that were first sent after that instant and are acknowledged."""
    return sum(
        len(deeds_of(operation))
        for operation in evidence.operations
        if operation.tenant == tenant and operation.outcome == "ok" and operation.attempts[0]["at"] > since
    )
