"""Requests to endpoints: who can know that they are ours, where they go, and who waits for whom."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tests.chaos.evidence import Evidence
from tests.chaos.integrators.manners import Manner
from tests.chaos.integrators.pacing import ALLOWED
from tests.chaos.invariants.model import instant
from tests.chaos.invariants.verdicts import unless
from tests.chaos.outside import Arrival, Endpoint, Life, Outside

LATEST = 4.0
"""Seconds from an event's number to its arrival, for 95 of 100: less than the patience with one endpoint that hangs."""
_SOON, _LONG = timedelta(seconds=3), timedelta(seconds=30)
_STOOD_STILL = ("pause", "slow-consumer", "clock-skew")


def requests_are_signed(evidence: Evidence) -> Iterator[str | None]:
    """Every request verifies over its very bytes with each secret of its endpoint that lived when it was signed and with no
    other, and no secret stands in an answer, stream, record, log or metric."""
    outside = evidence.outside
    lives = {endpoint.name: endpoint.lives for endpoint in outside.endpoints}
    for each in outside.arrivals:
        where = f"{each.endpoint}: request {each.n}"
        yield _signed_by_the_living(where, each, lives.get(each.endpoint, ()), _signing(outside, each))
        late = outside.disturbed(each.at, each.at, "clock-skew")
        yield unless(each.verified or late, f"{where} does not verify")
    yield from _secrets_are_kept(evidence)


def _signed_by_the_living(
    where: str, each: Arrival, lives: Sequence[Life], signing: tuple[datetime, datetime]
) -> str | None:
    """A signature with a secret that its endpoint did not know yet is one that the book cannot name."""
    surely = {life.number for life in lives if life.surely(*signing)}
    perhaps = [life.number for life in lives if life.perhaps(*signing)]
    right = surely <= set(each.signed_by) <= set(perhaps) and len(each.signed_by) <= each.signatures <= len(perhaps)
    told = f"{where} is signed by {sorted(each.signed_by)} in {each.signatures} signatures"
    return unless(right, f"{told}, {sorted(map(str, surely))} lived, and perhaps {sorted(map(str, perhaps))}")


def _signing(outside: Outside, each: Arrival) -> tuple[datetime, datetime]:
    """Between these two it was signed, by its own time, unless the process stood still or had a wrong one."""
    if each.stamp is None or outside.disturbed(each.at - _SOON, each.at, *_STOOD_STILL):
        return each.at - _LONG, each.at
    return each.stamp - _SOON, min(each.at, each.stamp + _SOON)


def _secrets_are_kept(evidence: Evidence) -> Iterator[str | None]:
    secrets = [
        (one.name, secret.removeprefix("whsec_")) for one in evidence.outside.endpoints for secret in one.secrets
    ]
    for heard in evidence.overheard if secrets else ():
        found = [name for name, secret in secrets if secret in heard.text]
        yield unless(not found, f"{heard.where} shows a secret of {found}")


def nothing_goes_where_it_may_not(evidence: Evidence) -> Iterator[str | None]:
    """The sending service opens connections to allowed addresses only, whatever a name or a redirect leads to, and an endpoint
    elsewhere is never verified."""
    outside = evidence.outside
    yield from (unless(host == ALLOWED, f"a connection was opened to {host}") for host in outside.hosts)
    for each in outside.arrivals:
        wrong = f"request {each.n} for {each.endpoint} came to {each.address}"
        yield unless(each.address == ALLOWED, wrong)
    for endpoint in outside.endpoints:
        if endpoint.manner is Manner.FORBIDDEN:
            wrong = f"{endpoint.name}: leads to a forbidden address, and is {endpoint.state}"
            yield unless(endpoint.state == "pending", wrong)


def the_dead_delay_nobody(evidence: Evidence) -> Iterator[str | None]:
    """While some endpoints hang and no fault is done, 95 of 100 events reach each healthy endpoint within four seconds, or
    within twice what 95 of 100 commands took meanwhile."""
    latest = max(LATEST, 2 * _most(_answer_times(evidence)))
    for endpoint in evidence.outside.begun():
        if endpoint.manner is Manner.HEALTHY and (waits := _waits(evidence, endpoint)):
            slowest = _most(waits)
            wrong = f"{endpoint.name}: 95 of 100 of {len(waits)} events came within {slowest:.1f} s, not {latest:.0f} s"
            yield unless(slowest <= latest, wrong)


def _most(seconds: Sequence[float]) -> float:
    """What 95 of 100 stay within; 0 of none."""
    return sorted(seconds)[int(len(seconds) * 0.95)] if seconds else 0.0


def _answer_times(evidence: Evidence) -> list[float]:
    """Of the commands of the calm time, in seconds: on a machine that is full they are late without any endpoint's doing."""
    if evidence.outside.calm is None:
        return []
    since, until = evidence.outside.calm
    settled = [each.attempts[-2:] for each in evidence.operations if len(each.attempts) > 1]
    spans = [(instant(sent["at"]), instant(answered["at"])) for sent, answered in settled]
    return [(answered - sent).total_seconds() for sent, answered in spans if since <= sent <= until]


def _waits(evidence: Evidence, endpoint: Endpoint) -> list[float]:
    """Of each event of the calm time, in seconds; infinite where it never came."""
    if evidence.outside.calm is None:
        return []
    first: dict[int, datetime] = {}
    for each in evidence.outside.at(endpoint):
        if each.taken:
            first.setdefault(each.sequence or 0, each.at)
    since, until = evidence.outside.calm
    recorded = {told.sequence: instant(told.recorded) for told in evidence.journal.get(endpoint.tenant, ())}
    calm = {number: at for number, at in recorded.items() if since <= at <= until}
    return [(first[n] - at).total_seconds() if n in first else float("inf") for n, at in calm.items()]
