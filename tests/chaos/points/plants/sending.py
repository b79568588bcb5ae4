"""Defects of sending to integrators."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import wraps
from typing import Any

from tests.chaos.points.hooks import Alteration
from tests.chaos.points.switches import Switches

_DOMAIN = "services.notifications.domain.subscriptions"


def passes_over_what_is_refused(_: Switches) -> list[Alteration]:
    """The cursor moves as soon as an endpoint has said no."""

    def replace(original: Any) -> Any:
        @wraps(original)
        def after_attempt(progress: Any, sequence: int, *rest: Any) -> Any:
            settled = original(progress, sequence, *rest)
            if settled.verdict != "waiting":
                return settled
            return settled._replace(progress=settled.progress.moved_to(sequence))

        return after_attempt

    return [Alteration(f"{_DOMAIN}.progress", "after_attempt", replace)]


def tries_again_at_once(_: Switches) -> list[Alteration]:
    def pause(*_: Any) -> timedelta:
        return timedelta(milliseconds=20)

    return [Alteration(f"{_DOMAIN}.progress", "Schedule.pause", lambda _: pause)]


def signs_other_bytes(_: Switches) -> list[Alteration]:
    """Signed is what the event means, sent is its text."""

    def replace(original: Any) -> Any:
        @wraps(original)
        def signed_headers(message: str, body: bytes, *rest: Any) -> Any:
            return original(message, json.dumps(json.loads(body)).encode(), *rest)

        return signed_headers

    return [Alteration(f"{_DOMAIN}.signatures", "signed_headers", replace)]


def signs_with_the_youngest_only(_: Switches) -> list[Alteration]:
    """Whoever has not changed over yet cannot believe a word."""

    def replace(original: Any) -> Any:
        def live(subscription: Any, now: Any) -> Any:
            return original(subscription, now)[:1]

        return live

    return [Alteration(f"{_DOMAIN}.subscription", "Subscription.live", replace)]


def signs_with_what_was_dropped(_: Switches) -> list[Alteration]:
    def without_secret(subscription: Any, *_: Any) -> Any:
        return subscription

    return [Alteration(f"{_DOMAIN}.subscription", "Subscription.without_secret", lambda _: without_secret)]


def looks_at_no_address(_: Switches) -> list[Alteration]:
    def check(*_: Any, **__: Any) -> None: ...

    return [Alteration(f"{_DOMAIN}.addresses", "check", lambda _: check)]


def takes_silence_for_consent(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        def outcome(reply: Any) -> Any:
            found = original.fget(reply)
            return type(found)("delivered") if reply.status is None else found

        return property(outcome)

    return [Alteration(f"{_DOMAIN}.attempts", "Reply.outcome", replace)]


def sends_one_after_the_other(_: Switches) -> list[Alteration]:
    """All endpoints of all tenants in one line."""
    line = asyncio.Lock()

    def replace(_: Any) -> Any:
        @asynccontextmanager
        async def turn(*_: Any) -> AsyncIterator[bool]:
            async with line:
                yield True

        return turn

    return [Alteration("services.notifications.usecases.subscriptions.lanes", "Lanes.turn", replace)]


PLANTS = {
    "passes-over-what-is-refused": passes_over_what_is_refused,
    "tries-again-at-once": tries_again_at_once,
    "signs-other-bytes": signs_other_bytes,
    "signs-with-the-youngest-only": signs_with_the_youngest_only,
    "signs-with-what-was-dropped": signs_with_what_was_dropped,
    "looks-at-no-address": looks_at_no_address,
    "takes-silence-for-consent": takes_silence_for_consent,
    "sends-one-after-the-other": sends_one_after_the_other,
}
