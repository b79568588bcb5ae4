"""The ring holds the newest run of events, whatever order and repetition the bus brings them in."""

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.rings import Ring, RingLimits
from tests.unit.gateway.events import an_event, sequences

WIDE = RingLimits(events=10_000, size=1 << 30)


def filled(numbers: list[int], limits: RingLimits = WIDE) -> Ring:
    ring = Ring(limits)
    for number in numbers:
        ring.add(an_event(number))
    return ring


def test_events_after_the_cursor_come_in_order() -> None:
    assert sequences(filled([5, 6, 7]).after(5, limit=10)) == [6, 7]


def test_an_empty_ring_answers_nothing() -> None:
    assert list(Ring(WIDE).after(0, limit=10)) == []


def test_a_cursor_before_its_run_is_not_answered() -> None:
    assert list(filled([5, 6, 7]).after(3, limit=10)) == []


def test_the_cursor_right_before_its_run_is_answered() -> None:
    assert sequences(filled([5, 6, 7]).after(4, limit=10)) == [5, 6, 7]


def test_no_more_than_the_limit_is_answered() -> None:
    assert sequences(filled([1, 2, 3, 4]).after(0, limit=2)) == [1, 2]


def test_a_duplicate_is_ignored() -> None:
    assert sequences(filled([5, 6, 5, 6, 7]).after(4, limit=10)) == [5, 6, 7]


def test_after_a_gap_the_run_begins_anew() -> None:
    ring = filled([5, 6, 9])
    assert list(ring.after(4, limit=10)) == []
    assert sequences(ring.after(8, limit=10)) == [9]


def test_it_forgets_the_oldest_beyond_its_number() -> None:
    ring = filled(list(range(1, 101)), RingLimits(events=10, size=1 << 30))
    assert len(ring) <= 10
    assert sequences(ring.after(95, limit=10)) == [96, 97, 98, 99, 100]


def test_it_forgets_the_oldest_beyond_its_size_but_keeps_the_newest() -> None:
    ring = filled([1, 2, 3], RingLimits(events=10, size=1))
    assert sequences(ring.after(2, limit=10)) == [3]
    assert len(ring) == 1


@given(st.lists(st.integers(1, 30), max_size=60), st.integers(0, 31), st.integers(1, 30), st.integers(1, 12))
def test_what_it_answers_follows_the_cursor_without_a_gap(
    numbers: list[int], cursor: int, limit: int, most: int
) -> None:
    ring = filled(numbers, RingLimits(events=most, size=1 << 30))
    answered = sequences(ring.after(cursor, limit))
    assert answered == list(range(cursor + 1, cursor + 1 + len(answered)))
    assert len(answered) <= limit
    assert len(ring) <= most
    assert set(answered) <= set(numbers)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60))
def test_the_newest_event_is_always_held(numbers: list[int]) -> None:
    newest = max(numbers)
    assert sequences(filled(numbers, RingLimits(events=3, size=1)).after(newest - 1, limit=1)) == [newest]
