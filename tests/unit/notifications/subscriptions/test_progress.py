"""What follows from attempts: repeated on schedule, parked, disabled after five days (FR-X-03)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.subscriptions.attempts import Outcome, Reply
from services.notifications.domain.subscriptions.progress import (
    DISABLED_AFTER,
    PARKED_IN_A_ROW,
    Lane,
    Progress,
    Schedule,
    Verdict,
    after_attempt,
)

NOW = datetime(2024, 10, 28, 1, tzinfo=UTC)
SCHEDULE = Schedule([5, 30, 120, 600, 1800, 3600])
AWAY = Reply(None, "no answer")


def tried(progress: Progress, reply: Reply, now: datetime = NOW, jitter: float = 0.0) -> tuple[Progress, Verdict]:
    return after_attempt(progress, progress.cursor + 1, reply, now, (SCHEDULE, jitter))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((status, "delivered") for status in (200, 204, 299)),
        *((status, "rejected") for status in (101, 301, 302, 304, 400, 401, 404, 500)),
        *((status, "unreachable") for status in (408, 429, 502, 503, 504, None)),
        (410, "gone"),
    ],
)
def test_only_a_2xx_is_a_delivery(status: int | None, outcome: str) -> None:
    assert Reply(status).outcome is Outcome(outcome)


def test_an_endpoint_that_is_away_is_tried_on_schedule_and_then_hourly_until_five_days_have_passed() -> None:
    progress, now, pauses = Progress(cursor=7), NOW, []
    while True:
        progress, verdict = tried(progress, AWAY, now)
        if verdict is Verdict.DISABLED:
            break
        assert progress.next_at is not None
        pauses.append((progress.next_at - now).total_seconds())
        now = progress.next_at
    assert pauses[:8] == [5, 30, 120, 600, 1800, 3600, 3600, 3600]
    assert now - NOW >= DISABLED_AFTER
    assert (progress.cursor, progress.next_at) == (7, None), "nothing is passed over"


@pytest.mark.parametrize("wish", [10.0**7, 10.0**14, float("inf")])
def test_an_endpoint_may_ask_for_some_hours_and_no_more(wish: float) -> None:
    progress, verdict = tried(Progress(), Reply(429, retry_after=wish))
    assert (progress.next_at, verdict) == (NOW + timedelta(hours=6), Verdict.WAITING)


def test_an_event_that_is_refused_is_parked_after_its_schedule_and_only_so_many_in_a_row() -> None:
    progress, attempts = Progress(), 0
    for _ in range(PARKED_IN_A_ROW):
        for _ in range(len(SCHEDULE.pauses)):
            progress, verdict = tried(progress, Reply(400))
            attempts += 1
        assert verdict is Verdict.PARKED
    assert (progress.cursor, attempts) == (PARKED_IN_A_ROW, PARKED_IN_A_ROW * len(SCHEDULE.pauses))
    for _ in range(20):
        progress, verdict = tried(progress, Reply(400))
        assert verdict is Verdict.WAITING
    progress, verdict = tried(progress, Reply(200))
    assert (verdict, progress.parked, progress.failing_since) == (Verdict.DELIVERED, 0, None)


@pytest.mark.parametrize(("asked", "granted"), [(0, 5), (60, 60), (10**9, 6 * 3600)])
def test_retry_after_is_granted_within_reason(asked: float, granted: float) -> None:
    progress, _ = tried(Progress(), Reply(429, retry_after=asked))
    assert progress.next_at == NOW + timedelta(seconds=granted)


def test_410_disables_at_once() -> None:
    assert tried(Progress(), Reply(410))[1] is Verdict.DISABLED


def test_those_in_trouble_and_those_far_behind_wait_in_lanes_of_their_own() -> None:
    assert Progress().lane(behind=3) is Lane.FRESH
    assert Progress().lane(behind=10_000) is Lane.REPLAY
    assert tried(Progress(), Reply(503))[0].lane(behind=0) is Lane.TROUBLED
    assert tried(Progress(), Reply(200, seconds=9.0))[0].lane(behind=0) is Lane.TROUBLED
    assert tried(Progress(slow=True), Reply(200, seconds=0.1))[0].lane(behind=0) is Lane.FRESH


REPLIES = st.builds(
    Reply,
    status=st.none() | st.sampled_from([200, 204, 302, 400, 404, 410, 429, 500, 503]),
    seconds=st.floats(0, 20),
    retry_after=st.none() | st.floats(0, 10**9),
)


@given(
    st.lists(st.tuples(REPLIES, st.floats(-0.2, 0.2), st.integers(0, 90_000)), max_size=60),
)
def test_whatever_comes_back_nothing_is_skipped_unseen(course: list[tuple[Reply, float, int]]) -> None:
    """The cursor moves one event at a time, and only for a delivery or a parking; what waits has a time."""
    progress, now = Progress(), NOW
    for reply, jitter, later in course:
        now += timedelta(seconds=later)
        before = progress
        progress, verdict = tried(before, reply, now, jitter)
        settled = verdict in {Verdict.DELIVERED, Verdict.PARKED}
        assert progress.cursor == before.cursor + settled
        assert (verdict is Verdict.DELIVERED) == (reply.outcome is Outcome.DELIVERED)
        assert (progress.next_at is not None) == (verdict is Verdict.WAITING)
        if progress.next_at is not None:
            assert timedelta(seconds=4) <= progress.next_at - now <= timedelta(hours=6)
        if verdict is Verdict.DISABLED:
            return
