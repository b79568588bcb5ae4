"""The shapes of the answers about subscriptions. No answer holds a secret, except the one that it was made in."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.subscriptions.deliveries import Attempt, Delivery
from services.notifications.domain.subscriptions.progress import Verdict
from services.notifications.domain.subscriptions.subscription import State, Subscription
from services.notifications.ports.delivering import DeliveryPage, SubscriptionPage
from services.notifications.usecases.subscriptions.administration import Shown
from services.notifications.usecases.subscriptions.trying import Tried
from shared.events.envelope import Instant

_SUBSCRIPTION: dict[str, Any] = {
    "id": "sub-0b8f9a526d0c5a3e9c350d6a7d1f7d10",
    "url": "https://ioc.example.vn/tiendo",
    "types": ["vn.tiendo.task.*"],
    "units": [],
    "description": "IOC tỉnh",
    "state": "active",
    "reason": None,
    "version": 2,
    "created_at": "2024-10-28T01:00:00.000000Z",
    "secrets": [{"number": 1, "made_at": "2024-10-28T01:00:00.000000Z", "ends_at": None}],
    "health": {
        "cursor": 4120,
        "failures": 0,
        "failing_since": None,
        "next_attempt_at": None,
        "last_attempt_at": "2024-10-28T02:00:00.000000Z",
        "last_success_at": "2024-10-28T02:00:00.000000Z",
        "last_answer": "200",
    },
}


class SecretAnswer(BaseModel):
    number: int
    made_at: Instant
    ends_at: Instant | None = Field(description="Nothing is signed with it from then on; null: not ending")


class HealthAnswer(BaseModel):
    cursor: int = Field(description="Every event up to this number is settled")
    failures: int = Field(description="Failed attempts in a row at the next event")
    failing_since: Instant | None
    next_attempt_at: Instant | None
    last_attempt_at: Instant | None
    last_success_at: Instant | None
    last_answer: str | None = Field(description="Status, or why there was none")


class SubscriptionAnswer(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_SUBSCRIPTION]})

    id: str
    url: str
    types: list[str]
    units: list[str]
    description: str
    state: State
    reason: str | None = Field(description="Why it was disabled: `gone` (410) or `failing` (five days)")
    version: int = Field(description="Moves when its owner changes something; also the ETag")
    created_at: Instant
    secrets: list[SecretAnswer]
    health: HealthAnswer


class SubscriptionWithSecret(SubscriptionAnswer):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**_SUBSCRIPTION, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw4Zw0c9Xz0hE="}]
        }
    )

    secret: str | None = Field(description="Shown now and never again; null where a repeated request made nothing")


class SubscriptionsAnswer(BaseModel):
    items: list[SubscriptionAnswer]
    next: str | None


class AttemptAnswer(BaseModel):
    """Signatures and what stands behind `?` of the address are not kept; the body is the event in the feed."""

    at: Instant
    lane: str = Field(description="fresh, troubled (repeated or slow), replay, or asked (by somebody, beside the line)")
    outcome: str = Field(description="delivered, rejected, unreachable or gone")
    status: int | None
    error: str | None
    milliseconds: int
    url: str
    request_headers: dict[str, str]
    request_bytes: int
    response_headers: dict[str, str]
    response_body: str = Field(description="Its first 1,000 characters")


class VerificationAnswer(BaseModel):
    """`verified`: the endpoint answered 2xx with the challenge that it was sent."""

    verified: bool
    state: State
    attempt: AttemptAnswer


class DeliveryAnswer(BaseModel):
    """`attempts` are the last ones, oldest first; `made` counts all of them."""

    sequence: int
    event: str = Field(description="Id of the event, and `webhook-id` of every attempt")
    type: str
    verdict: Verdict = Field(
        description="delivered; waiting (tried again); parked (given up); disabled (the endpoint was)"
    )
    at: Instant
    made: int
    attempts: list[AttemptAnswer]


class DeliveriesAnswer(BaseModel):
    """Newest event first."""

    items: list[DeliveryAnswer]
    next: str | None


def subscription_answer(subscription: Subscription) -> SubscriptionAnswer:
    return SubscriptionAnswer(**_said(subscription))


def with_secret(shown: Shown) -> SubscriptionWithSecret:
    return SubscriptionWithSecret(**_said(shown.subscription), secret=shown.secret)


def subscriptions_answer(page: SubscriptionPage) -> SubscriptionsAnswer:
    return SubscriptionsAnswer(items=[subscription_answer(one) for one in page.items], next=page.next)


def attempt_answer(attempt: Attempt) -> AttemptAnswer:
    return AttemptAnswer.model_validate(attempt.model_dump())


def verification_answer(tried: Tried) -> VerificationAnswer:
    return VerificationAnswer(
        verified=tried.answered, state=tried.subscription.state, attempt=attempt_answer(tried.attempt)
    )


def delivery_answer(delivery: Delivery) -> DeliveryAnswer:
    return DeliveryAnswer.model_validate(delivery.model_dump(exclude={"subscription"}))


def deliveries_answer(page: DeliveryPage) -> DeliveriesAnswer:
    return DeliveriesAnswer(items=[delivery_answer(one) for one in page.items], next=page.next)


def _said(subscription: Subscription) -> dict[str, Any]:
    wish, progress = subscription.wish, subscription.progress
    health = HealthAnswer(
        cursor=progress.cursor,
        failures=progress.failures,
        failing_since=progress.failing_since,
        next_attempt_at=progress.next_at,
        last_attempt_at=progress.last_attempt_at,
        last_success_at=progress.last_success_at,
        last_answer=progress.last_answer,
    )
    secrets = [
        SecretAnswer(number=one.number, made_at=one.made_at, ends_at=one.ends_at) for one in subscription.secrets
    ]
    return {
        **wish.model_dump(),
        "id": subscription.id,
        "state": subscription.state,
        "reason": subscription.reason,
        "version": subscription.version,
        "created_at": subscription.created_at,
        "secrets": secrets,
        "health": health,
    }
