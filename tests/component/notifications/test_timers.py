"""The door of time: at once, then at every full minute, whatever the store does."""

import asyncio

import pytest

from services.notifications.timers import every_minute_fire_reminders
from shared.calendar import FixedClock
from shared.storage import StoreUnavailable
from tests.unit.notifications.cast import at


class Rounds:
    """Counts the rounds; the first ones fail."""

    def __init__(self, failing: int, error: Exception) -> None:
        self.made = 0
        self._failing = failing
        self._error = error
        self.fourth = asyncio.Event()

    async def __call__(self) -> None:
        self.made += 1
        if self.made == 4:
            self.fourth.set()
        if self.made <= self._failing:
            raise self._error


def shortly_before_a_minute() -> FixedClock:
    return FixedClock(at("2024-10-28 07:59").replace(second=59, microsecond=990_000))


async def test_a_round_that_fails_for_the_store_is_made_up_for_by_the_next(caplog: pytest.LogCaptureFixture) -> None:
    rounds = Rounds(2, StoreUnavailable("away"))
    timer = asyncio.create_task(every_minute_fire_reminders(shortly_before_a_minute(), rounds))
    await asyncio.wait_for(rounds.fourth.wait(), 10)
    timer.cancel()
    assert [record.message for record in caplog.records] == ["reminders wait for the store"] * 2


async def test_the_first_round_does_not_wait_for_the_minute() -> None:
    rounds = Rounds(1, ValueError("a fault of ours"))
    with pytest.raises(ValueError, match="a fault of ours"):
        await every_minute_fire_reminders(FixedClock(at("2024-10-28 07:59")), rounds)
    assert rounds.made == 1
