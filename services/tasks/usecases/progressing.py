"""Work goes on: its status changes, its deadline moves."""

from services.tasks.domain import pilot_model as models
from services.tasks.domain import task as tasks
from services.tasks.domain.authority import require_keeper, require_planner
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.errors import DeadlineNotKept
from services.tasks.domain.steps import StatusWish
from services.tasks.domain.work import Work, WorkChange
from services.tasks.ports import Committed, Records
from shared.events import TaskSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal


async def change_status(
    records: Records, caller: Principal, command: Command, key: str, wish: StatusWish
) -> Committed[Work]:
    """Raises NotFound, NotAllowed, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""

    def decide(work: Work) -> WorkChange:
        require_keeper(caller, command.tenant, work.lead_unit)
        if isinstance(work, TaskSnapshot):
            return tasks.change_status(work, wish, command.recorded_at)
        return models.change_status(work, wish, command.recorded_at)

    committed = await records.works.change(command, key, decide)
    if committed.replayed:
        # A key is no password: whoever repeats a command must be somebody who may give it.
        require_keeper(caller, command.tenant, committed.state.lead_unit)
    return committed


async def move_deadline(
    records: Records, caller: Principal, command: Command, key: str, wish: DeadlineWish
) -> Committed[Work]:
    """Raises NotFound, NotAllowed, DeadlineClosed, DeadlineUnchanged, DeadlineNotKept, FieldRefused, VersionMismatch, …"""
    require_planner(caller, command.tenant)

    def decide(work: Work) -> WorkChange:
        if not isinstance(work, TaskSnapshot):
            raise DeadlineNotKept
        return tasks.move_deadline(work, wish, command.recorded_at)

    return await records.works.change(command, key, decide)
