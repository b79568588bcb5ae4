"""A consumer that has gone deaf is noticed, and one that is only slow or has nothing to hear is left alone."""

from collections.abc import Sequence

import pytest

from shared.messaging.consuming import Hearing

MINUTE, PAUSE = 60.0, 5.0


class Deeds:
    """A subscription that does nothing."""

    async def receive(self, bodies: Sequence[bytes]) -> None: ...


class Watched:
    """A consumer's hearing, and the time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.hearing = Hearing(Deeds(), lambda: self.now)  # type: ignore[arg-type]

    def sweep(self, *, news: bool) -> None:
        self.now += PAUSE
        self.hearing.note_sweep(news=news)

    @property
    def deaf(self) -> bool:
        return self.hearing.deaf.is_set()


@pytest.fixture
def watched() -> Watched:
    return Watched()


async def test_news_that_only_sweeps_bring_show_a_deaf_consumer(watched: Watched) -> None:
    while watched.now < MINUTE:
        watched.sweep(news=True)
    assert watched.deaf


async def test_one_that_hears_something_now_and_then_is_not_deaf(watched: Watched) -> None:
    while watched.now < 10 * MINUTE:
        await watched.hearing.receive([])
        for _ in range(4):
            watched.sweep(news=True)
    assert not watched.deaf


async def test_where_nothing_happens_there_is_nothing_to_hear(watched: Watched) -> None:
    for _ in range(20):
        watched.now += MINUTE
        watched.sweep(news=False)
        watched.sweep(news=True)
    assert not watched.deaf


async def test_a_new_consumer_gets_its_time(watched: Watched) -> None:
    while not watched.deaf:
        watched.sweep(news=True)
    watched.hearing.begin()
    watched.sweep(news=True)
    assert not watched.deaf
