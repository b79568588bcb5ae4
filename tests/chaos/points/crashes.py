"""The named points, and the clock that may be wrong."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from tests.chaos.points.hooks import Alteration, Replace
from tests.chaos.points.switches import Switches

P = ParamSpec("P")
R = TypeVar("R")
Coroutine = Callable[P, Awaitable[R]]

_COURIER = "services.notifications.usecases.subscriptions.courier"


def alterations(switches: Switches) -> list[Alteration]:
    """The state is stored before the sequencer is asked; the cursor is noted after `send`, the position after `apply`.

    A courier's log is written before `_settle`, which writes the endpoint's cursor.
    """
    after, before = _after(switches), _before(switches)
    return [
        Alteration("shared.messaging.sequencer", "Sequencer.sequence", before("after-aggregate-write")),
        Alteration("shared.messaging.journal", "Journal.append", after("after-journal-write")),
        Alteration("shared.messaging.sending", "KafkaSender.send", after("after-publish")),
        Alteration("services.reporting.usecases.fold", "Fold.apply", after("after-effects")),
        Alteration("services.notifications.usecases.fold", "Fold.apply", after("after-effects")),
        Alteration("httpcore2._async.http11", "AsyncHTTP11Connection._send_request_body", _mid_delivery(switches)),
        Alteration(_COURIER, "Courier._note", before("after-answer")),
        Alteration(_COURIER, "Courier._settle", before("before-cursor")),
        Alteration(_COURIER, "Courier._settle", after("after-cursor")),
        Alteration("services.gateway.api.stream", "EventStream.__call__", _mid_stream(switches)),
        Alteration("shared.calendar.clock", "SystemClock.now", _skewed(switches)),
    ]


def _before(switches: Switches) -> Callable[[str], Replace]:
    def at(point: str) -> Replace:
        def replace(original: Coroutine[P, R]) -> Coroutine[P, R]:
            @wraps(original)
            async def passing(*args: P.args, **kwargs: P.kwargs) -> R:
                switches.here(point)
                return await original(*args, **kwargs)

            return passing

        return replace

    return at


def _after(switches: Switches) -> Callable[[str], Replace]:
    def at(point: str) -> Replace:
        def replace(original: Coroutine[P, R]) -> Coroutine[P, R]:
            @wraps(original)
            async def passing(*args: P.args, **kwargs: P.kwargs) -> R:
                outcome = await original(*args, **kwargs)
                switches.here(point)
                return outcome

            return passing

        return replace

    return at


def _mid_stream(switches: Switches) -> Replace:
    """Between two halves of a frame; comments that only say that the stream lives are no passes."""

    def replace(original: Any) -> Any:
        @wraps(original)
        async def passing(stream: Any, scope: Any, receive: Any, send: Any) -> None:
            async def halved(message: Any) -> None:
                body = message.get("body", b"")
                if body.startswith(b"id:") and switches.passes("mid-stream"):
                    await send({**message, "body": body[: len(body) // 2], "more_body": True})
                    switches.end()
                await send(message)

            await original(stream, scope, receive, halved)

        return passing

    return replace


def _mid_delivery(switches: Switches) -> Replace:
    """The whole request is sent, and nothing has come back; questions to other services are no passes."""

    def replace(original: Any) -> Any:
        @wraps(original)
        async def sent(connection: Any, request: Any) -> None:
            await original(connection, request)
            if request.method == b"POST":
                switches.here("mid-delivery")

        return sent

    return replace


def _skewed(switches: Switches) -> Replace:
    def replace(original: Callable[[Any], datetime]) -> Callable[[Any], datetime]:
        @wraps(original)
        def wrong(clock: Any) -> datetime:
            seconds = switches.read("clock")
            return original(clock) + timedelta(seconds=float(seconds)) if seconds else original(clock)

        return wrong

    return replace
