"""How far an endpoint has heard, and what follows from each attempt.

The line of an endpoint is the tenant's journal: the event behind the cursor is delivered before any later one. Where the
endpoint is away the line waits. Where it is there and refuses this event again and again, the event is parked after its
schedule and the line goes on; but only so often in a row, for then it is not the event.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.subscriptions.attempts import Outcome, Reply
from shared.events.envelope import Instant

DISABLED_AFTER = timedelta(days=5)
PARKED_IN_A_ROW = 3
_SLOW_SECONDS = 2.0
_LONGEST_WISH = timedelta(hours=6)
_FAR_BEHIND = 500


class Lane(StrEnum):
    """Who waits with whom for a turn: those in good health never behind those that are slow, failing or far behind."""

    FRESH = "fresh"
    TROUBLED = "troubled"
    REPLAY = "replay"
    ASKED = "asked"


class Verdict(StrEnum):
    DELIVERED = "delivered"
    WAITING = "waiting"
    PARKED = "parked"
    DISABLED = "disabled"


class Progress(BaseModel):
    """Everything up to `cursor` is settled: delivered, parked, or of no interest.

    `failures` counts attempts in a row at the event behind the cursor, `rejections` those of them that were about the event,
    `parked` how many events in a row were parked. `failing_since`: when the first attempt after the last success failed.
    """

    model_config = ConfigDict(frozen=True)

    cursor: int = 0
    failures: int = 0
    rejections: int = 0
    parked: int = 0
    slow: bool = False
    failing_since: Instant | None = None
    next_at: Instant | None = None
    last_attempt_at: Instant | None = None
    last_success_at: Instant | None = None
    last_answer: str | None = None

    def lane(self, behind: int) -> Lane:
        """`behind`: how many events the journal has beyond the cursor."""
        if self.failures or self.slow:
            return Lane.TROUBLED
        return Lane.REPLAY if behind > _FAR_BEHIND else Lane.FRESH

    def moved_to(self, sequence: int) -> "Progress":
        """Whatever was waited for is waited for no longer."""
        cleared = {"cursor": sequence, "failures": 0, "rejections": 0, "next_at": None}
        return self.model_copy(update=cleared)

    def begun_anew(self) -> "Progress":
        """After a pause: the next attempt is made at once, and the days of failing are forgotten."""
        return self.moved_to(self.cursor).model_copy(update={"failing_since": None, "parked": 0, "slow": False})


class Schedule(NamedTuple):
    """Seconds before each next attempt; the last one repeats while an endpoint is away."""

    pauses: Sequence[float]

    def after(self, failures: int, jitter: float) -> timedelta:
        """`failures` so far, at least one."""
        return timedelta(seconds=self.pauses[min(failures, len(self.pauses)) - 1] * (1 + jitter))

    def pause(self, failures: int, reply: Reply, jitter: float) -> timedelta:
        """`jitter` lies between -0.2 and 0.2. What the endpoint asks for (Retry-After) is granted, up to some hours."""
        own = self.after(failures, jitter)
        if reply.retry_after is None:
            return own
        # Compared as numbers: an endpoint may ask for more than any span of time can hold.
        return max(own, timedelta(seconds=min(reply.retry_after, _LONGEST_WISH.total_seconds())))


class Settled(NamedTuple):
    progress: Progress
    verdict: Verdict


def after_attempt(
    progress: Progress, sequence: int, reply: Reply, now: datetime, pacing: tuple[Schedule, float]
) -> Settled:
    """What follows from an attempt to deliver that event; `pacing` is the schedule and this attempt's jitter."""
    noted = progress.model_copy(
        update={
            "last_attempt_at": now,
            "last_answer": reply.error or str(reply.status),
            "slow": reply.seconds > _SLOW_SECONDS,
        }
    )
    if reply.outcome is Outcome.DELIVERED:
        fine = {"last_success_at": now, "failing_since": None, "parked": 0}
        return Settled(noted.moved_to(sequence).model_copy(update=fine), Verdict.DELIVERED)
    return _after_failure(noted, sequence, reply, now, pacing)


def _after_failure(
    progress: Progress, sequence: int, reply: Reply, now: datetime, pacing: tuple[Schedule, float]
) -> Settled:
    since = progress.failing_since or now
    failures = progress.failures + 1
    rejections = progress.rejections + (reply.outcome is Outcome.REJECTED)
    failed = progress.model_copy(update={"failures": failures, "rejections": rejections, "failing_since": since})
    if reply.outcome is Outcome.GONE or now - since >= DISABLED_AFTER:
        return Settled(failed.model_copy(update={"next_at": None}), Verdict.DISABLED)
    schedule, jitter = pacing
    if rejections >= len(schedule.pauses) and progress.parked < PARKED_IN_A_ROW:
        parked = failed.moved_to(sequence).model_copy(update={"parked": progress.parked + 1})
        return Settled(parked, Verdict.PARKED)
    next_at = now + schedule.pause(failures, reply, jitter)
    return Settled(failed.model_copy(update={"next_at": next_at}), Verdict.WAITING)
