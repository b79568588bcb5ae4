"""What was answered stands in the journal, once; what was refused does not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from tests.chaos.evidence import Evidence
from tests.chaos.invariants.deeds import (
    Account,
    accounts,
    answers,
    commands,
    deeds_of,
    tenants,
    was_unknown,
)
from tests.chaos.invariants.verdicts import unless
from tests.chaos.ledger import Operation
from tests.chaos.told import Entity, Told

_SAME_IN_EVERY_ANSWER = ("id", "version", "status", "sequence")


def acknowledged_once(evidence: Evidence) -> Iterator[str | None]:
    """Every command that was answered 2xx is in the history exactly once."""
    for tenant in tenants(evidence):
        found = accounts(evidence, tenant)
        for operation in commands(evidence, tenant):
            if operation.outcome == "ok":
                yield _missing_or_repeated(evidence, operation, [found[deed] for deed in deeds_of(operation)])
    stored = {tenant: _numbers(told) for tenant, told in evidence.journal.items()}
    for tenant, work in evidence.histories:
        yield _history_differs(evidence, tenant, work, stored.get(tenant, {}).get(Entity("works", work), []))


def _missing_or_repeated(evidence: Evidence, operation: Operation, found: Sequence[Account]) -> str | None:
    what = f"{operation.tenant}: command {operation.n} ({operation.path}), answered with number {operation.sequence},"
    if any(not account.events for account in found):
        return f"{what} is not in the journal"
    if not any(told.sequence == operation.sequence for told in _own_events(found)):
        return f"{what} is in the journal under other numbers only"
    alone = [account for account in found if not account.unknown and not account.refused]
    if any(len(account.events) > len(account.done) for account in alone):
        return f"{what} is in the journal more than once"
    return None


def _own_events(found: Sequence[Account]) -> list[Told]:
    """The number of an answer is that of the command's last own event; children come after it."""
    return [told for account in found for told in account.events]


def _numbers(journal: Iterable[Told]) -> dict[Entity, list[int]]:
    numbers: defaultdict[Entity, list[int]] = defaultdict(list)
    for told in journal:
        numbers[told.entity].append(told.sequence)
    return numbers


def _history_differs(evidence: Evidence, tenant: str, work: str, stored: list[int]) -> str | None:
    shown = list(evidence.histories[tenant, work])
    return unless(shown == stored, f"{tenant}: the API tells {work} by numbers {shown}, the journal by {stored}")


def unanswered_at_most_once(evidence: Evidence) -> Iterator[str | None]:
    """A command without an answer is carried out once or never, and repeating it with its key gives the first answer."""
    for tenant in tenants(evidence):
        found = accounts(evidence, tenant)
        newest = _Newest(evidence, tenant)
        for operation in commands(evidence, tenant):
            if was_unknown(operation) or len(answers(operation)) > 1:
                yield _executed_again(operation, [found[deed] for deed in deeds_of(operation)], newest)


def _executed_again(operation: Operation, found: Sequence[Account], newest: "_Newest") -> str | None:
    what = f"{operation.tenant}: command {operation.n} ({operation.path}), sent {_sendings(operation)} times,"
    told = {
        tuple((record["answer"] or {}).get(name) for name in _SAME_IN_EVERY_ANSWER) for record in answers(operation)
    }
    if len(told) > 1:
        return f"{what} was answered in {len(told)} ways"
    if any(len(account.events) > account.at_most for account in found):
        return f"{what} is in the journal more than once"
    if operation.outcome == "failed" and any(newest.had_seen(e, operation) for e in _unclaimed(found)):
        return f"{what} was carried out, and its repetition was answered {operation.status}"
    return None


def _sendings(operation: Operation) -> int:
    return sum(record["phase"] == "sent" for record in operation.attempts)


def _unclaimed(found: Sequence[Account]) -> list[Told]:
    """Events that no acknowledged command explains."""
    return [
        told
        for account in found
        for told in account.events
        if told.sequence not in {operation.sequence for operation in account.done}
    ]


class _Newest:
    """Which numbers were certainly taken at an instant of the ledger's clock, whatever the clocks of services said."""

    def __init__(self, evidence: Evidence, tenant: str) -> None:
        self._told = sorted(
            (record["at"], record["sequence"])
            for operation in evidence.operations
            if operation.tenant == tenant
            for record in answers(operation)
            if record["sequence"]
        )

    def had_seen(self, event: Told, operation: Operation) -> bool:
        """Whether the event had its number before the command was refused for the last time."""
        refused = max(record["at"] for record in operation.attempts if record["phase"] == "failed")
        return any(at < refused and sequence > event.sequence for at, sequence in self._told)


def events_are_changes(evidence: Evidence) -> Iterator[str | None]:
    """The events of the journal, those on the topic and the versions in the store are the same, without a gap; each
    has its command, and no refused command has one."""
    for tenant in tenants(evidence):
        events = evidence.journal.get(tenant, ())
        yield from _numbered(tenant, events)
        yield from _versions(tenant, events, evidence.aggregates.get(tenant, {}))
        yield from _explained(tenant, accounts(evidence, tenant))
    yield from _published(evidence)


def _numbered(tenant: str, events: Sequence[Told]) -> Iterator[str | None]:
    ids = [told.id for told in events]
    yield unless(len(set(ids)) == len(ids), f"{tenant}: an event has more than one number")
    for before, after in pairwise([0, *(told.sequence for told in events)]):
        yield unless(after == before + 1, f"{tenant}: number {after} follows {before}")


def _versions(tenant: str, events: Sequence[Told], aggregates: Mapping[Entity, object]) -> Iterator[str | None]:
    told: dict[Entity, list[int]] = {}
    for event in events:
        told.setdefault(event.entity, []).append(event.version)
    for entity in sorted({*told, *aggregates}):
        kept = getattr(aggregates.get(entity), "version", 0)
        known = told.get(entity, [])
        wrong = f"{tenant}: {entity.id} is kept in version {kept}, its events tell of {known}"
        yield unless(known == list(range(1, kept + 1)), wrong)


def _explained(tenant: str, found: Mapping[tuple[str, ...], Account]) -> Iterator[str | None]:
    for deed, account in found.items():
        numbers = [told.sequence for told in account.events]
        if len(numbers) > account.at_most and account.refused:
            yield f"{tenant}: {deed[:2]} was refused and is in the journal as {numbers}"
        elif numbers:
            yield unless(account.at_most, f"{tenant}: nobody asked for {deed[:2]}, number {numbers}")


def _published(evidence: Evidence) -> Iterator[str | None]:
    """A bus that forgets may lack events; none may have an event that the journal does not have."""
    sent = {told.id for told in published(evidence)}
    for tenant, events in evidence.journal.items():
        for told in () if evidence.forgetful else events:
            yield unless(told.id in sent, f"{tenant}: number {told.sequence} never reached the topic")
    known = {told.id for events in evidence.journal.values() for told in events}
    for event in sorted(sent):
        yield unless(event in known, f"the topic has event {event}, which is in no journal")


def published(evidence: Evidence) -> Iterator[Told]:
    """What the publisher sent, in the order of the topic: a tenant is a key, so all of it lies in one partition."""
    for record in sorted(evidence.topic, key=lambda record: (record.partition, record.offset)):
        if record.told is not None and not record.injected:
            yield record.told
