"""Work goes on: its status changes, its deadline moves; what is done to an assignment is done to its open children."""

from services.tasks.domain.authority import require_keeper, require_planner
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.errors import DeadlineNotKept, DeadlineUnchanged, IllegalTransition
from services.tasks.domain.lifecycle import CANCELLED
from services.tasks.domain.works import approving
from services.tasks.domain.works import pilot_model as models
from services.tasks.domain.works import task as tasks
from services.tasks.domain.works.approving import ApprovalWish
from services.tasks.domain.works.steps import StatusWish
from services.tasks.domain.works.work import Work, WorkChange
from services.tasks.ports import Committed, Records
from services.tasks.usecases import cascading
from services.tasks.usecases.by_right import change_by_right
from shared.events import TaskSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound
from shared.tenancy import Principal


async def change_status(
    records: Records, caller: Principal, command: Command, key: str, wish: StatusWish
) -> Committed[Work]:
    """Raises NotFound, NotAllowed, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.

    Cancelling an assignment cancels its open children (FR-BP-03); repeating the command, with or without its key, cancels
    those that a crash left behind. Completing off target is entered by the standing agency or the Office (FR-NA-11).
    """

    def require_right(work: Work) -> None:
        require_keeper(caller, command.tenant, work.lead_unit)
        if wish.off_target is not None:
            require_planner(caller, command.tenant)

    def step(work: Work) -> WorkChange:
        if isinstance(work, TaskSnapshot):
            return tasks.change_status(work, wish, command.recorded_at)
        return models.change_status(work, wish, command.recorded_at)

    try:
        committed = await change_by_right(records.works, command, key, require_right, step)
    except IllegalTransition as refused:
        if refused.current == refused.wanted == CANCELLED:
            await cascading.cancel_children(records, command, key, wish)
        raise
    if wish.to == CANCELLED:
        await cascading.cancel_children(records, command, key, wish)
    return committed


async def decide_approval(
    records: Records, caller: Principal, command: Command, key: str, wish: ApprovalWish
) -> Committed[Work]:
    """The lead submits; what the authority decided is entered by the standing agency or the Office (FR-TW-06, FR-TW-15).

    Raises NotFound, NotAllowed, IllegalTransition, TargetNotReached, FieldRefused, VersionMismatch, KeyReused, …
    """

    def require_right(work: Work) -> None:
        if wish.to == "submitted":
            require_keeper(caller, command.tenant, work.lead_unit)
        else:
            require_planner(caller, command.tenant)

    def decide(work: Work) -> WorkChange:
        if not isinstance(work, TaskSnapshot):
            raise NotFound
        return approving.decide(work, wish, command.recorded_at)

    return await change_by_right(records.works, command, key, require_right, decide)


async def move_deadline(
    records: Records, caller: Principal, command: Command, key: str, wish: DeadlineWish
) -> Committed[Work]:
    """Raises NotFound, NotAllowed, DeadlineClosed, DeadlineUnchanged, DeadlineNotKept, FieldRefused, VersionMismatch, …

    The deadlines of open children move with it (FR-BP-03), those that a crash left behind when the command is repeated.
    """
    require_planner(caller, command.tenant)

    def decide(work: Work) -> WorkChange:
        if not isinstance(work, TaskSnapshot):
            raise DeadlineNotKept
        return tasks.move_deadline(work, wish, command.recorded_at)

    try:
        committed = await records.works.change(command, key, decide)
    except DeadlineUnchanged:
        await cascading.move_children(records, command, key, wish)
        raise
    await cascading.move_children(records, command, key, wish)
    return committed
