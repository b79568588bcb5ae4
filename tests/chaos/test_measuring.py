"""What the program measures beside its faults: memory, times to recover, and acts that nobody may leave half done."""

import asyncio
import threading

import pytest

from tests.chaos.memory import slope
from tests.chaos.recoveries import Recoveries
from tests.chaos.undisturbed import Undisturbed


@pytest.mark.parametrize("mib_an_hour", [0.0, 12.0, -6.0])
def test_a_straight_line_has_its_slope(mib_an_hour: float) -> None:
    assert slope([(second, 100 + mib_an_hour * second / 3600) for second in range(0, 600, 5)]) == pytest.approx(
        mib_an_hour
    )


def test_too_few_samples_say_nothing() -> None:
    assert slope([(0, 100), (5, 900)]) == 0


async def test_what_comes_back_is_timed_and_what_is_still_away_at_the_end_is_not() -> None:
    back, recoveries = asyncio.Event(), Recoveries()

    async def is_back() -> bool:
        return back.is_set()

    async def never() -> bool:
        return False

    recoveries.watch("process", is_back)
    recoveries.watch("store", never)
    assert not recoveries.seconds
    back.set()
    async with asyncio.timeout(10):
        while not recoveries.seconds["process"]:  # noqa: ASYNC110 - it looks for itself
            await asyncio.sleep(0.01)
    await recoveries.end()
    assert [len(recoveries.seconds[what]) for what in ("process", "store")] == [1, 0]


async def test_an_act_whose_caller_went_away_is_ended_before_the_next_begins() -> None:
    told: list[str] = []
    begun, may_end = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        may_end.wait(10)
        told.append("first")

    undisturbed = Undisturbed()
    caller = asyncio.create_task(undisturbed.do(first))
    await asyncio.to_thread(begun.wait, 10)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    second = asyncio.create_task(undisturbed.do(lambda: told.append("second")))
    may_end.set()
    await second
    assert told == ["first", "second"]


async def test_a_failure_reaches_whoever_waits() -> None:
    def fails() -> None:
        raise RuntimeError("not ready")

    with pytest.raises(RuntimeError, match="not ready"):
        await Undisturbed().do(fails)
