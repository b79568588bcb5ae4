"""Commands side by side: their additions are one write, and nobody waits for one that adds nothing."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from services.tasks.usecases.adding_together import Company
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.storage import StoreUnavailable
from tests.unit.messaging.cast import a_command


class Books:
    """Notes what was written together; the store may be away, and the id `taken` is."""

    def __init__(self, *, away: bool = False) -> None:
        self.writes: list[list[str]] = []
        self._away = away

    async def add_many(self, additions: Sequence[tuple[Command, Any]]) -> Sequence[Any]:
        if self._away:
            raise StoreUnavailable("away")
        self.writes.append([change for _, change in additions])
        return [AlreadyRegistered() if change == "taken" else change for _, change in additions]


async def each(company: Company, books: Books, *commands: Sequence[str]) -> list[Any]:
    """Every command adds its names one after the other, and leaves."""

    async def carried_out(names: Sequence[str]) -> list[str]:
        try:
            return [await company.add(books, a_command(), name) for name in names]
        finally:
            company.leave()

    company.enter(len(commands))
    return await asyncio.gather(*map(carried_out, commands), return_exceptions=True)


async def test_additions_side_by_side_are_one_write() -> None:
    books = Books()
    assert await each(Company(), books, ["a"], ["b"], [], ["c"]) == [["a"], ["b"], [], ["c"]]
    assert books.writes == [["a", "b", "c"]]


async def test_a_command_that_adds_once_more_waits_for_nobody_who_has_left() -> None:
    books = Books()
    assert await each(Company(), books, ["a", "d"], ["b"], ["c", "e", "f"]) == [["a", "d"], ["b"], ["c", "e", "f"]]
    assert books.writes == [["a", "b", "c"], ["d", "e"], ["f"]]


async def test_one_that_is_refused_does_not_hold_up_the_others() -> None:
    books = Books()
    one, refused, other = await each(Company(), books, ["a", "c"], ["taken"], ["b"])
    assert (one, other) == (["a", "c"], ["b"])
    assert isinstance(refused, AlreadyRegistered)


async def test_everybody_is_told_that_the_store_is_away() -> None:
    told = await each(Company(), Books(away=True), ["a"], ["b"])
    assert [type(problem) for problem in told] == [StoreUnavailable, StoreUnavailable]


async def test_a_company_goes_on_with_the_next_commands() -> None:
    company, books = Company(), Books()
    await each(company, books, ["a"])
    with pytest.raises(AlreadyRegistered):
        raise (await each(company, books, ["taken"], ["b"]))[0]
    assert books.writes == [["a"], ["taken", "b"]]
