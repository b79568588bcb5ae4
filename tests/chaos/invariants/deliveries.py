"""Every event reaches every endpoint that wants it, in order, and no sooner again than it may."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby, pairwise

from tests.chaos.evidence import Evidence
from tests.chaos.integrators.manners import RETRY_AFTER, Manner
from tests.chaos.integrators.pacing import JITTER, PATIENCE, SCHEDULE
from tests.chaos.invariants.verdicts import unless
from tests.chaos.outside import Arrival, Endpoint, Outside
from tests.chaos.told import Told

_REFUSING = frozenset({Manner.REFUSING, Manner.REDIRECTING})
_HELD_BACK = frozenset({None, "waiting", "disabled"})
_BUSY, _GONE = 429, 410
_SLACK = timedelta(seconds=2)


def each_ends_once(evidence: Evidence) -> Iterator[str | None]:
    """At each endpoint every event ends as one of delivered, parked where its receiver refuses some, or held back since the
    endpoint is disabled; its cursor passes no other, and a disabled endpoint gets nothing more."""
    outside = evidence.outside
    for endpoint in outside.begun():
        for told in evidence.journal.get(endpoint.tenant, ()):
            if told.sequence > endpoint.after:
                yield _ended(outside, endpoint, told)
        yield from _nothing_after_the_end(outside, endpoint)


def _ended(outside: Outside, endpoint: Endpoint, told: Told) -> str | None:
    entry = outside.log.get(endpoint.subscription, {}).get(told.sequence)
    verdict = entry.verdict if entry else None
    where = f"{endpoint.name}: number {told.sequence} is {verdict or 'not in the log'}"
    if told.sequence > endpoint.cursor:
        held = endpoint.state == "disabled" and verdict in _HELD_BACK
        return unless(held, f"{where}, and the endpoint is {endpoint.state} at {endpoint.cursor}")
    right = verdict in _settled(endpoint) and entry is not None and entry.event == told.id
    return unless(right, f"{where}, and the cursor is at {endpoint.cursor}")


def _settled(endpoint: Endpoint) -> frozenset[str]:
    """Whoever refuses nothing loses nothing, whatever is done to its secrets."""
    return frozenset({"delivered", "parked"} if endpoint.manner in _REFUSING else {"delivered"})


def _nothing_after_the_end(outside: Outside, endpoint: Endpoint) -> Iterator[str | None]:
    """A process that died before it noted the 410 hears it again."""
    ends = [each for each in outside.at(endpoint) if each.status == _GONE]
    for before, after in pairwise(ends):
        wrong = f"{endpoint.name}: was gone, and number {after.sequence} was sent to it"
        yield unless(outside.disturbed(before.at, after.at), wrong)
    if ends:
        yield unless(endpoint.state == "disabled", f"{endpoint.name}: is gone, and is {endpoint.state}")


def attempts_keep_the_schedule(evidence: Evidence) -> Iterator[str | None]:
    """An event is tried again no sooner than the schedule or Retry-After says, under the same id and with the time of the
    attempt, and is parked only when the whole schedule has failed."""
    outside = evidence.outside
    for endpoint in outside.begun():
        for sequence, attempts in _by_event(outside.at(endpoint)).items():
            where = f"{endpoint.name}: number {sequence}"
            yield from _repeated(outside, where, attempts)
            yield from (_stamped(outside, where, attempt) for attempt in attempts)
            entry = outside.log.get(endpoint.subscription, {}).get(sequence)
            if entry is not None and entry.verdict == "parked":
                yield _exhausted(outside, where, attempts)


def _by_event(arrivals: Sequence[Arrival]) -> Mapping[int, Sequence[Arrival]]:
    ordered = sorted(arrivals, key=lambda each: (each.sequence or 0, each.n))
    return {number or 0: list(own) for number, own in groupby(ordered, key=lambda each: each.sequence)}


def _repeated(outside: Outside, where: str, attempts: Sequence[Arrival]) -> Iterator[str | None]:
    failures = 0
    for before, after in pairwise(attempts):
        yield unless(before.id == after.id, f"{where} came as {before.id} and as {after.id}")
        if before.status is None or before.agreed or before.ended is None:
            continue
        failures += 1
        asked = RETRY_AFTER if before.status == _BUSY else 0
        least = max(SCHEDULE[min(failures, len(SCHEDULE)) - 1] * (1 - JITTER), asked)
        pause = (after.at - before.ended).total_seconds()
        wrong = f"{where} was tried again after {pause:.2f} s, the schedule says {least:.2f} s"
        yield unless(pause >= least or outside.disturbed(attempts[0].at, after.at), wrong)


def _stamped(outside: Outside, where: str, attempt: Arrival) -> str | None:
    if attempt.stamp is None:
        return f"{where} came without a time"
    fresh = -_SLACK <= attempt.at - attempt.stamp <= timedelta(seconds=PATIENCE) + _SLACK
    right = fresh or outside.disturbed(attempt.at - _SLACK, attempt.at + _SLACK)
    return unless(right, f"{where} came at {attempt.at} with the time {attempt.stamp}")


def _exhausted(outside: Outside, where: str, attempts: Sequence[Arrival]) -> str | None:
    tried, wanted = sum(not each.agreed for each in attempts), len(SCHEDULE)
    again = sum(1 for _ in outside.excuses(attempts[0].at, attempts[-1].at))
    return unless(wanted <= tried <= wanted + again, f"{where} was parked after {tried} attempts, not {wanted}")


def the_log_tells_the_truth(evidence: Evidence) -> Iterator[str | None]:
    """What the log says was delivered was taken, word by word and first in the order of the numbers; what was taken and
    answered comes again only where the service had been disturbed."""
    outside = evidence.outside
    for endpoint in outside.begun():
        arrivals = outside.at(endpoint)
        agreed = {each.sequence for each in arrivals if each.taken and each.agreed}
        for sequence, entry in outside.log.get(endpoint.subscription, {}).items():
            if entry.verdict == "delivered":
                wrong = f"{endpoint.name}: number {sequence} is delivered by the log, and was never taken"
                yield unless(sequence in agreed, wrong)
        yield from _as_written(evidence, endpoint, arrivals)
        yield from _in_order(endpoint, arrivals)
        for attempts in _by_event(arrivals).values():
            yield from _taken_once(outside, endpoint, attempts)


def _as_written(evidence: Evidence, endpoint: Endpoint, arrivals: Sequence[Arrival]) -> Iterator[str | None]:
    told = {each.sequence: each for each in evidence.journal.get(endpoint.tenant, ())}
    digests = {number: hashlib.sha256(each.body.encode()).hexdigest() for number, each in told.items()}
    for each in arrivals:
        number = each.sequence or 0
        right = number in told and (each.id, each.digest) == (told[number].id, digests[number])
        yield unless(right, f"{endpoint.name}: number {number} came with other words than the journal has")


def _in_order(endpoint: Endpoint, arrivals: Sequence[Arrival]) -> Iterator[str | None]:
    newest = endpoint.after
    for each in sorted(arrivals, key=lambda each: each.n):
        number = each.sequence or 0
        yield unless(number <= newest + 1, f"{endpoint.name}: number {number} came when {newest} was the newest")
        newest = max(newest, number)


def _taken_once(outside: Outside, endpoint: Endpoint, attempts: Sequence[Arrival]) -> Iterator[str | None]:
    for before, after in pairwise(attempts):
        if before.agreed:
            wrong = f"{endpoint.name}: number {before.sequence} was answered {before.status}, and came again"
            yield unless(outside.disturbed(before.at, after.at), wrong)
