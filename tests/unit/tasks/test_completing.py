"""Many works, some at a time: none is left out, and a failure is told when all that were begun have ended."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from services.tasks.usecases.completing import every, some_at_once
from shared.events import GroupSnapshot


async def test_all_works_are_done_once() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0)
        done.append(number)

    await some_at_once(work(number) for number in range(123))
    assert sorted(done) == list(range(123))


async def test_a_failure_is_told_after_the_others_of_its_turn() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        if number == 3:
            raise LookupError(number)
        await asyncio.sleep(0)
        done.append(number)

    with pytest.raises(LookupError):
        await some_at_once(work(number) for number in range(10))
    assert sorted(done) == [0, 1, 2, *range(4, 10)]


@dataclass(frozen=True)
class Page:
    items: Sequence[GroupSnapshot]
    after: str | None


async def test_a_list_is_read_to_its_end() -> None:
    groups = [GroupSnapshot(id=f"G{number}", tenant="t", version=1, plan="P", name_vi="x") for number in range(7)]

    async def page(after: str | None) -> Page:
        start = int(after or 0)
        return Page(groups[start : start + 3], str(start + 3) if start + 3 < len(groups) else None)

    assert [group async for group in every(page)] == groups
