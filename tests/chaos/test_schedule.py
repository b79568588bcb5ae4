"""From a seed to a schedule: the same every time, complete in three minutes, and in an order that can be carried out."""

from collections import Counter
from itertools import chain, pairwise

import pytest

from tests.chaos.faults import KINDS
from tests.chaos.schedule import POISONS, Fault, draw, kinds
from tests.chaos.servers import Stack

STACKS: tuple[Stack, ...] = ("embedded", "kafka", "mongo")
every_stack = pytest.mark.parametrize("stack", STACKS)
some_seeds = pytest.mark.parametrize("seed", range(1, 21))


@every_stack
def test_a_seed_gives_one_schedule(stack: Stack) -> None:
    assert draw(7, 3, stack) == draw(7, 3, stack)
    assert draw(7, 3, stack) != draw(8, 3, stack)


@every_stack
def test_a_longer_run_begins_as_a_shorter_one(stack: Stack) -> None:
    def early(faults: list[Fault]) -> list[Fault]:
        return [fault for fault in faults if fault.at + fault.seconds < 60]

    short = [fault for fault in draw(7, 1, stack) if fault.lane == "processes"]
    assert early(short) == early([fault for fault in draw(7, 10, stack) if fault.lane == "processes"])


@every_stack
@some_seeds
def test_three_minutes_bring_every_kind_of_the_stack(stack: Stack, seed: int) -> None:
    wanted = {kind.name for kind in chain.from_iterable(kinds(stack).values())} | {"kill", "crash-point"}
    assert wanted - {fault.kind for fault in draw(seed, 3, stack)} == set()


@some_seeds
def test_three_minutes_bring_every_poison(seed: int) -> None:
    poisons = [fault.detail for fault in draw(seed, 3, "kafka") if fault.kind == "poison"]
    assert set(poisons) == set(POISONS)


@every_stack
@some_seeds
def test_the_bus_is_away_for_twenty_seconds_at_least_once_in_three_minutes(stack: Stack, seed: int) -> None:
    assert any(fault.kind == "broker-outage" and fault.seconds >= 20 for fault in draw(seed, 3, stack))


@every_stack
def test_a_pause_outlasts_the_lease_of_a_publisher(stack: Stack) -> None:
    pauses = [fault.seconds for fault in draw(1, 30, stack) if fault.kind == "pause"]
    assert min(pauses) > 10


@every_stack
def test_processes_are_killed_more_often_than_fifteen_times_a_minute(stack: Stack) -> None:
    kills = [fault for fault in draw(1, 10, stack) if fault.lane == "processes"]
    assert len(kills) > 150


@every_stack
@some_seeds
def test_faults_of_one_lane_do_not_overlap_and_none_outlasts_the_load(stack: Stack, seed: int) -> None:
    faults = draw(seed, 3, stack)
    for lane in kinds(stack):
        mine = [fault for fault in faults if fault.lane == lane]
        assert all(before.at + before.seconds <= after.at for before, after in pairwise(mine))
        assert all(fault.at + fault.seconds <= 180 for fault in mine)


@pytest.mark.parametrize("minutes", [0.1, 0.5])
def test_a_short_run_has_faults_too(minutes: float) -> None:
    assert draw(1, minutes, "embedded")


@every_stack
def test_every_kind_that_is_drawn_can_be_injected(stack: Stack) -> None:
    assert {fault.kind for fault in draw(1, 30, stack)} - set(KINDS) == set()


def test_every_way_to_inject_is_drawn_on_some_stack() -> None:
    drawn = Counter(fault.kind for stack in STACKS for fault in draw(1, 30, stack))
    assert set(KINDS) - set(drawn) == set()
