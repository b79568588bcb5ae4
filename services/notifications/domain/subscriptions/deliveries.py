"""The delivery log: what was tried for one event at one endpoint. A repetition adds an attempt to the others."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.subscriptions.attempts import Outcome, Reply, Sent
from services.notifications.domain.subscriptions.interest import Told
from services.notifications.domain.subscriptions.progress import Lane, Verdict
from shared.events.envelope import Instant

_KEPT = 10


class Attempt(BaseModel):
    """One request and its answer, shortened; `lane` says whether it was a first try, a repetition, a replay or asked for."""

    model_config = ConfigDict(frozen=True)

    at: Instant
    lane: Lane
    outcome: Outcome
    status: int | None
    error: str | None
    milliseconds: int
    url: str
    request_headers: dict[str, str]
    request_bytes: int
    response_headers: dict[str, str]
    response_body: str


class Delivery(BaseModel):
    """`attempts` are the last ones, oldest first; `made` counts all of them."""

    model_config = ConfigDict(frozen=True)

    subscription: str
    sequence: int
    event: str
    type: str
    verdict: Verdict
    at: Instant
    made: int
    attempts: tuple[Attempt, ...]


def attempt_of(at: datetime, lane: Lane, sent: Sent, reply: Reply) -> Attempt:
    return Attempt(
        at=at,
        lane=lane,
        outcome=reply.outcome,
        status=reply.status,
        error=reply.error,
        milliseconds=round(reply.seconds * 1_000),
        url=sent.url,
        request_headers=sent.headers,
        request_bytes=sent.size,
        response_headers=dict(reply.headers),
        response_body=reply.body,
    )


def logged(before: Delivery | None, subscription: str, event: Told, attempt: Attempt, verdict: Verdict) -> Delivery:
    """What was delivered once stays delivered, and what was asked for beside the line only adds a success to what it was."""
    attempts = (*(before.attempts if before else ()), attempt)[-_KEPT:]
    failed_beside = attempt.lane is Lane.ASKED and verdict is not Verdict.DELIVERED
    kept = before is not None and (before.verdict is Verdict.DELIVERED or failed_beside)
    return Delivery(
        subscription=subscription,
        sequence=event.sequence,
        event=event.id,
        type=event.type,
        verdict=before.verdict if before is not None and kept else verdict,
        at=attempt.at,
        made=(before.made if before else 0) + 1,
        attempts=attempts,
    )
