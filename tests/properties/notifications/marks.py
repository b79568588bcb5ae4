"""What a notice may say of being read, after people have marked it through programs that fail and overtake each other."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ReadAt = datetime | None


@dataclass(eq=False, slots=True)
class Marking:
    """A wish under way. `alone` says that nobody else has marked one of these notices meanwhile."""

    notices: frozenset[str]
    wish: ReadAt
    before: dict[str, frozenset[ReadAt]]
    task: "asyncio.Task[dict[str, Any]]"
    alone: bool = True

    def after(self, notice: str) -> frozenset[ReadAt]:
        """What is read already keeps its time."""
        if self.wish is None:
            return frozenset({None})
        return frozenset(self.wish if read_at is None else read_at for read_at in self.before[notice])


class Marks:
    """A new notice is unread. A wish that was granted while nobody interfered holds; any other one may hold."""

    def __init__(self) -> None:
        self._possible: defaultdict[str, frozenset[ReadAt]] = defaultdict(lambda: frozenset({None}))
        self._running: list[Marking] = []

    def begin(self, notices: Iterable[str], wish: ReadAt, task: "asyncio.Task[dict[str, Any]]") -> None:
        """After `note`, which forgets those who are done."""
        own = frozenset(notices)
        new = Marking(own, wish, {notice: self._possible[notice] for notice in own}, task)
        for other in self._running:
            if own & other.notices:
                new.alone = other.alone = False
        self._running.append(new)
        for notice in own:
            self._possible[notice] |= {wish}

    def note(self) -> None:
        """Who is done has told what it found, and where it was alone it has settled the matter."""
        for marking in [each for each in self._running if each.task.done()]:
            self._running.remove(marking)
            if not marking.task.cancelled() and marking.task.exception() is None:
                assert marking.task.result().keys() == marking.notices, "just the notices of that mailbox are marked"
                if marking.alone:
                    self._possible |= {notice: marking.after(notice) for notice in marking.notices}

    def possible(self, notice: str) -> frozenset[ReadAt]:
        return self._possible[notice]
