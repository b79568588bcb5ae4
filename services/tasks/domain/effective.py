"""When something took effect: never later than now, never before the last change (G9)."""

from datetime import datetime

from services.tasks.domain.errors import EffectiveBeforeLastChange, EffectiveInFuture


def effective_instant(wished: datetime | None, since: datetime, now: datetime, field: str = "effective_at") -> datetime:
    """The wished instant, or now. Raises EffectiveInFuture, EffectiveBeforeLastChange.

    Clocks of two machines differ by a little: without a wish, a change is never dated before the one that it follows.
    """
    if wished is None:
        return max(now, since)
    if wished > now:
        raise EffectiveInFuture(field)
    if wished < since:
        raise EffectiveBeforeLastChange(field, since)
    return wished
