"""What must be true of any work and of its events, held against the promise."""

from datetime import datetime, timedelta
from typing import Any

from services.tasks.domain.outcome import standing
from services.tasks.domain.telling import tell
from services.tasks.domain.works.work import Work
from shared.events import Change, Occurred
from tests.properties.life.promises import MICROSECOND, Promise


def check_state(work: Work, promise: Promise) -> None:
    owed = work.obligation
    assert (work.status, work.status_since, work.version) == (promise.status, promise.since, promise.version)
    assert (work.reason, work.product) == (promise.reason, promise.product)
    assert (owed.due_at, owed.due_precision) == (promise.due.at, promise.due.precision)
    assert (owed.original_due_at, owed.moves) == (promise.original_due_at, promise.moves)
    assert (owed.discharged_at, owed.first_submitted_at) == (promise.discharged_at, promise.first_submitted_at)
    assert owed.waived == promise.waived
    assert type(work).model_validate_json(work.model_dump_json()) == work, "it does not survive being stored"


def check_standing(work: Work, promise: Promise, now: datetime) -> None:
    """Now, and around the deadline: in its last instant in time, overdue in the next."""
    due = promise.due.at
    moments = [now] if due is None else [now, due, due + MICROSECOND, due - timedelta(days=7), due - timedelta(days=8)]
    for moment in moments:
        found = standing(work, moment)
        assert found.done == (promise.status in {"basically_completed", "completed", "maintained"})
        assert (found.overdue, found.due_soon) == (promise.overdue(moment), promise.due_soon(moment))
        assert found.outcome == promise.outcome(moment)


def check_events(before: Work | None, change: Change[Any]) -> None:
    """Each event holds the whole state after it and the old values of what changed; together they lead to the new state."""
    last: dict[str, Any] | None = before.model_dump(mode="json") if before else None
    for occurred in change.events:
        payload: Any = occurred.payload
        after = payload.after.model_dump(mode="json")
        assert (payload.before is None) == (last is None)
        if last is not None:
            assert after | payload.before == last
            assert all(after[name] != value for name, value in payload.before.items())
            assert after["version"] == last["version"] + 1
        check_words(occurred)
        last = after
    assert last == change.state.model_dump(mode="json")


def check_words(occurred: Occurred) -> None:
    words = tell(occurred.payload).summary
    assert words.vi.strip()
    assert words.en.strip()
