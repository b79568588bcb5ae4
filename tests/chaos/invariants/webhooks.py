"""Requests to endpoints: who can know that they are ours, where they go, and who waits for whom."""

from collections.abc import Iterator
from datetime import datetime

from tests.chaos.evidence import Evidence
from tests.chaos.integrators.manners import Manner
from tests.chaos.integrators.pacing import ALLOWED
from tests.chaos.invariants.model import instant
from tests.chaos.invariants.verdicts import unless
from tests.chaos.outside import Endpoint

LATEST = 4.0
"""Seconds from an event's number to its arrival, for 95 of 100: less than the patience with one endpoint that hangs."""


def requests_are_signed(evidence: Evidence) -> Iterator[str | None]:
    """Every request verifies over its very bytes with each live secret of its endpoint and with no other, and no secret
    stands in an answer, stream, record, log or metric."""
    outside = evidence.outside
    live = {endpoint.name: list(endpoint.live) for endpoint in outside.endpoints}
    for each in outside.arrivals:
        where, signers = f"{each.endpoint}: request {each.n}", live.get(each.endpoint, [])
        right = sorted(each.signed_by) == signers and each.signatures == len(signers)
        wrong = f"{where} is signed by {sorted(each.signed_by)} in {each.signatures} signatures, not by {signers}"
        yield unless(right, wrong)
        late = outside.disturbed(each.at, each.at, "clock-skew")
        yield unless(each.verified or late, f"{where} does not verify")
    yield from _secrets_are_kept(evidence)


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
    """While some endpoints hang and no fault is done, 95 of 100 events reach each healthy endpoint within four seconds."""
    for endpoint in evidence.outside.begun():
        if endpoint.manner is Manner.HEALTHY and (waits := _waits(evidence, endpoint)):
            slowest = sorted(waits)[int(len(waits) * 0.95)]
            wrong = f"{endpoint.name}: 95 of 100 of {len(waits)} events came within {slowest:.1f} s, not {LATEST:.0f} s"
            yield unless(slowest <= LATEST, wrong)


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
