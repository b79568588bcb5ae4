"""Many works change their status with one request; one that is refused does not hold up the others."""

import asyncio
import dataclasses
from collections.abc import Iterator, Sequence

from services.tasks.domain.errors import Refusal
from services.tasks.domain.works.many_steps import ManySteps, StepOf
from services.tasks.domain.works.work import Work
from services.tasks.ports import Committed, Records
from services.tasks.usecases.joining import require_tenant
from services.tasks.usecases.progressing import change_status
from shared.messaging.commands import Command
from shared.messaging.errors import CommandRefused
from shared.tenancy import Principal

Outcome = Committed[Work] | Refusal | CommandRefused
_AT_ONCE = 16


async def change_statuses(records: Records, caller: Principal, command: Command, wish: ManySteps) -> list[Outcome]:
    """In the order of the wish, what became of each. Repeating it with its key changes nothing twice.

    Raises NotFound (the tenant), StorageError: some may have changed then, and repeating tells of all.
    """
    await require_tenant(records, command.tenant)
    outcomes: list[Outcome] = []
    for some in _in_turns(wish.changes):
        outcomes += await asyncio.gather(*(_change(records, caller, command, step) for step in some))
    return outcomes


async def _change(records: Records, caller: Principal, command: Command, step: StepOf) -> Outcome:
    # Each work remembers the keys of its own commands, so all of them may carry the one of the request.
    own = dataclasses.replace(command, expected_version=step.version)
    try:
        return await change_status(records, caller, own, step.task, step)
    except (Refusal, CommandRefused) as refused:
        return refused


def _in_turns(steps: Sequence[StepOf]) -> Iterator[Sequence[StepOf]]:
    for start in range(0, len(steps), _AT_ONCE):
        yield steps[start : start + _AT_ONCE]
