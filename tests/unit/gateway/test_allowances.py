"""Rates and seats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.allowances import Buckets, NoSeat, Rate, SeatLimits, Seats, whole_seconds


def test_a_burst_is_granted_and_then_the_rate_holds() -> None:
    buckets = Buckets(Rate(per_second=2, burst=3))
    assert [buckets.take("an", now=10) for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("an", now=10.5) == 0
    assert buckets.take("an", now=10.5) == 0.5


def test_callers_do_not_share_a_bucket() -> None:
    buckets = Buckets(Rate(per_second=1, burst=1))
    assert buckets.take("an", now=0) == 0
    assert buckets.take("binh", now=0) == 0
    assert buckets.take("an", now=0) > 0


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    buckets = Buckets(Rate(per_second=1, burst=1))
    assert buckets.take("an", now=100) == 0
    assert buckets.take("an", now=50) > 0
    assert buckets.take("an", now=100.5) > 0


def test_the_wait_is_told_in_whole_seconds_and_never_as_none() -> None:
    assert [whole_seconds(wait) for wait in (0.02, 1.0, 1.2)] == [1, 1, 2]


@given(st.lists(st.floats(0, 0.5), max_size=200), st.floats(0.5, 20), st.integers(1, 20))
def test_never_more_than_burst_and_rate_are_granted(pauses: list[float], per_second: float, burst: int) -> None:
    buckets = Buckets(Rate(per_second, burst))
    now = granted = 0.0
    for pause in pauses:
        now += pause
        granted += buckets.take("an", now) == 0
    assert granted <= burst + now * per_second + 1e-6


@given(st.floats(0.5, 20), st.integers(1, 5), st.integers(1, 20))
def test_one_who_waits_as_told_is_granted(per_second: float, burst: int, tries: int) -> None:
    buckets = Buckets(Rate(per_second, burst))
    now = 0.0
    for _ in range(tries):
        while wait := buckets.take("an", now):
            now += wait + 1e-9
    assert now <= tries / per_second + 1e-3


def test_a_seat_is_free_again_after_its_leaving() -> None:
    seats = Seats(SeatLimits(per_tenant=1, per_caller=1))
    with seats.taken("nghe-an", "an"), pytest.raises(NoSeat), seats.taken("nghe-an", "an"):
        pytest.fail("there is no second seat")
    with seats.taken("nghe-an", "an"):
        pass


def test_one_caller_cannot_take_all_seats_nor_one_tenant_those_of_others() -> None:
    seats = Seats(SeatLimits(per_tenant=2, per_caller=1))
    with seats.taken("nghe-an", "an"), seats.taken("nghe-an", "binh"), seats.taken("ninh-thuan", "chi"):
        for caller in ("an", "dung"):
            with pytest.raises(NoSeat), seats.taken("nghe-an", caller):
                pytest.fail("the tenant has no seat left")


def test_a_seat_is_left_by_an_error_too() -> None:
    seats = Seats(SeatLimits(per_tenant=1, per_caller=1))
    with pytest.raises(RuntimeError), seats.taken("nghe-an", "an"):
        raise RuntimeError
    with seats.taken("nghe-an", "an"):
        pass
