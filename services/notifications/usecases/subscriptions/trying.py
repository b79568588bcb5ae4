"""What is sent because somebody asks for it now: the challenge, a test, one event again, and a replay (FR-X-03)."""

import json
import secrets
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from services.notifications.domain.subscriptions.attempts import Outcome, Reply, Sent
from services.notifications.domain.subscriptions.deliveries import Attempt, attempt_of, logged
from services.notifications.domain.subscriptions.errors import EventNotFound, ReplayFromTheFuture, SubscriptionNotFound
from services.notifications.domain.subscriptions.progress import Lane, Verdict
from services.notifications.domain.subscriptions.subscription import Subscription
from services.notifications.usecases.subscriptions.administration import Administration, Desk
from services.notifications.usecases.subscriptions.lanes import Lanes
from services.notifications.usecases.subscriptions.post import Letter, Post
from services.notifications.usecases.subscriptions.reach import Keeper
from shared.calendar import to_wire
from shared.events.envelope import new_event_id

_CHALLENGE = "vn.tiendo.subscription.challenge.v1"
_TEST = "vn.tiendo.subscription.test.v1"


class Tried(NamedTuple):
    """`answered`: the challenge came back."""

    subscription: Subscription
    attempt: Attempt
    answered: bool


class Trying:
    def __init__(self, desk: Desk, administration: Administration, post: Post, lanes: Lanes) -> None:
        self._desk = desk
        self._administration = administration
        self._post = post
        self._lanes = lanes

    async def verify(self, keeper: Keeper, key: str) -> Tried:
        """Sends a challenge; an endpoint that sends it back wants what we send, and is active. Raises SubscriptionNotFound."""
        subscription = await self._administration.get(keeper, key)
        challenge = secrets.token_urlsafe(24)
        attempt = await self._asked(keeper, subscription, _CHALLENGE, {"challenge": challenge})
        answered = attempt.outcome is Outcome.DELIVERED and _echoed(attempt.response_body) == challenge
        if answered:
            subscription = await self._verified(keeper, subscription)
        return Tried(subscription, attempt, answered)

    async def test(self, keeper: Keeper, key: str) -> Attempt:
        """An event that is marked as a test, whatever the subscription's state. Raises SubscriptionNotFound."""
        subscription = await self._administration.get(keeper, key)
        return await self._asked(keeper, subscription, _TEST, {"test": True})

    async def redeliver(self, keeper: Keeper, key: str, sequence: int) -> Attempt:
        """One event of the journal once more, now and beside the line.

        Raises SubscriptionNotFound, EventNotFound, and NotVerified: who has not agreed gets no event, asked for or not.
        """
        subscription = await self._administration.get(keeper, key)
        subscription.require_verified()
        event = await self._desk.lines.one(keeper.tenant, sequence) if sequence > 0 else None
        if event is None:
            raise EventNotFound
        exchange = await self._send(keeper, subscription, Letter(event.id, event.body))
        attempt = attempt_of(self._desk.clock.now(), Lane.ASKED, *exchange)
        verdict = Verdict.DELIVERED if attempt.outcome is Outcome.DELIVERED else Verdict.PARKED
        await self._desk.deliveries.change(
            keeper.tenant, key, {sequence: lambda before: logged(before, key, event, attempt, verdict)}
        )
        return attempt

    async def replay(self, keeper: Keeper, key: str, after: int | datetime) -> Subscription:
        """Everything that follows that number, or that was recorded from that time on, is sent again in order.

        Raises SubscriptionNotFound, EventNotFound where the journal does not reach so far, ReplayFromTheFuture.
        """
        await self._administration.get(keeper, key)
        if isinstance(after, datetime):
            if after > self._desk.clock.now():
                raise ReplayFromTheFuture
            after = await self._desk.lines.before(keeper.tenant, to_wire(after))
        elif after > await self._desk.lines.head(keeper.tenant):
            raise EventNotFound
        number = after
        changed = await self._desk.subscriptions.change(keeper.tenant, key, lambda now: now.replayed(number))
        if changed is None:
            raise SubscriptionNotFound
        self._desk.changed()
        return changed

    async def _verified(self, keeper: Keeper, asked: Subscription) -> Subscription:
        """The address that answered, and no other that was entered meanwhile."""

        def verified(current: Subscription) -> Subscription:
            return current.verified() if current.wish.url == asked.wish.url else current

        changed = await self._desk.subscriptions.change(keeper.tenant, asked.id, verified)
        if changed is None:
            raise SubscriptionNotFound
        self._desk.changed()
        return changed

    async def _asked(self, keeper: Keeper, subscription: Subscription, kind: str, data: dict[str, Any]) -> Attempt:
        now, identifier = self._desk.clock.now(), new_event_id()
        body = orjson.dumps(
            {
                "specversion": "1.0",
                "id": identifier,
                "source": "notifications",
                "type": kind,
                "subject": subscription.id,
                "time": to_wire(now),
                "datacontenttype": "application/json",
                "tenant": keeper.tenant,
                "data": data,
            }
        )
        exchange = await self._send(keeper, subscription, Letter(identifier, body))
        return attempt_of(self._desk.clock.now(), Lane.ASKED, *exchange)

    async def _send(self, keeper: Keeper, subscription: Subscription, letter: Letter) -> tuple[Sent, Reply]:
        async with self._lanes.turn(Lane.ASKED, keeper.tenant):
            return await self._post.send(keeper.tenant, subscription, letter, asked=True)


def _echoed(body: str) -> Any:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer.get("challenge") if isinstance(answer, dict) else None
