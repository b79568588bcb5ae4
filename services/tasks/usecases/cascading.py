"""What is done to an assignment is done to the children that are still open, each by a change of its own (FR-BP-03, FR-BP-26).

Every child is changed once: one that has the parent's state already is left alone, so that a cascade that was cut short is
completed by repeating the command.
"""

from collections.abc import AsyncIterator, Callable

from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.errors import DeadlineClosed, DeadlineUnchanged, IllegalTransition
from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.works import task as tasks
from services.tasks.domain.works.steps import StatusWish
from services.tasks.domain.works.work import Work
from services.tasks.ports import Records, Search
from services.tasks.usecases.completing import part_of, some_at_once
from shared.events import Change, TaskSnapshot
from shared.messaging.commands import Command

_AT_ONCE = 50
_OPEN = tuple(status for status in TASK.steps if TASK.is_open(status))
Decide = Callable[[TaskSnapshot], Change[TaskSnapshot]]


async def cancel_children(records: Records, command: Command, parent: str, wish: StatusWish) -> None:
    """Raises StorageError, ConcurrentChange."""

    def decide(child: TaskSnapshot) -> Change[TaskSnapshot]:
        # A child may have moved after the instant at which its parent was cancelled: it is cancelled from then on.
        at = max(wish.effective_at, child.status_since) if wish.effective_at else None
        return tasks.change_status(child, wish.model_copy(update={"effective_at": at}), command.recorded_at)

    await _on_each(records, command, parent, decide)


async def move_children(records: Records, command: Command, parent: str, wish: DeadlineWish) -> None:
    """Raises StorageError, ConcurrentChange."""
    await _on_each(records, command, parent, lambda child: tasks.move_deadline(child, wish, command.recorded_at))


async def _on_each(records: Records, command: Command, parent: str, decide: Decide) -> None:
    own = part_of(command)
    async for some in _open_children(records, command, parent):
        await some_at_once(_change(records, own, child, decide) for child in some)


async def _open_children(records: Records, command: Command, parent: str) -> AsyncIterator[list[str]]:
    after: str | None = None
    search = Search(now=command.recorded_at, parent=parent, statuses=_OPEN)
    while True:
        found = await records.works.find(command.tenant, search, _AT_ONCE, after)
        yield [child.id for child in found.items]
        if (after := found.after) is None:
            return


async def _change(records: Records, command: Command, key: str, decide: Decide) -> None:
    def decided(work: Work) -> Change[TaskSnapshot]:
        if not isinstance(work, TaskSnapshot):
            raise TypeError(f"{key} is a child, so it is a task")
        return decide(work)

    try:
        await records.works.change(command, key, decided)
    except (IllegalTransition, DeadlineClosed, DeadlineUnchanged):
        # It was changed by the cascade that was cut short, or became done meanwhile.
        return
