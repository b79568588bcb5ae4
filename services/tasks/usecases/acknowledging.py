"""Units acknowledge the directives that are addressed or assigned to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.tasks.domain.authority import require_member
from services.tasks.domain.directives import acknowledgement as acknowledgements
from services.tasks.domain.directives.acknowledgement import AcknowledgementWish, acknowledgement_id, require_room
from services.tasks.domain.works.new_task import NewTask
from services.tasks.ports import Committed, Found, Records
from services.tasks.usecases.completing import add_missing
from services.tasks.usecases.existing import existing
from shared.events import AcknowledgementSnapshot, DirectiveSnapshot, TaskSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId


async def ask(
    records: Records, command: Command, directive: DirectiveSnapshot, units: Sequence[str], since: datetime
) -> None:
    """Afterwards each of the units owes its acknowledgement, if the directive asks for any; repeating adds what is missing."""
    if not units or not acknowledgements.is_asked(directive):
        return
    tenant = TenantId(directive.tenant)
    known = await records.units.get_many(tenant, list(units))
    changes = [acknowledgements.request(directive, unit, since, command.recorded_at) for unit in known.values()]
    await add_missing(records.acknowledgements, command, changes)


async def ask_assigned(records: Records, command: Command, task: str) -> None:
    """The units of an assignment acknowledge its directive, from the moment in which they got it."""
    assignment = await records.works.get(command.tenant, task)
    if not isinstance(assignment, TaskSnapshot) or assignment.directive is None:
        return
    directive = await records.directives.get(command.tenant, assignment.directive)
    if directive is not None:
        await ask(records, command, directive, _units_of(assignment), assignment.obligation.opened_at)


def require_room_for(new: NewTask, directive: DirectiveSnapshot | None) -> None:
    """Raises ChildIdTooLong."""
    if directive is not None and acknowledgements.is_asked(directive):
        require_room(directive.id, _units_of(new), "directive")


async def acknowledge(
    records: Records, caller: Principal, command: Command, owed: tuple[str, str], wish: AcknowledgementWish
) -> Committed[AcknowledgementSnapshot]:
    """`owed`: the directive and the unit, or the one before it (FR-X-07). By head and officers of who owes it, once (FR-BP-21).

    Raises NotAllowed, NotFound, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    key = acknowledgement_id(*owed)
    known = await records.acknowledgements.get(command.tenant, key)
    require_member(caller, command.tenant, known.unit if known else owed[1])
    return await records.acknowledgements.change(
        command,
        key,
        lambda state: acknowledgements.acknowledge(state, wish, command.recorded_at),
    )


async def page(
    records: Records, tenant: TenantId, wanted: Mapping[str, str | None], limit: int, after: str | None
) -> Found[AcknowledgementSnapshot]:
    """Who has to acknowledge the wanted directive, in the wanted status. Raises NotFound, ValueError (a wrong `after`)."""
    await existing(records.directives, tenant, str(wanted["directive"]))
    return await records.acknowledgements.page(tenant, limit, after, wanted)


def _units_of(assignment: NewTask | TaskSnapshot) -> tuple[str, ...]:
    return (assignment.lead_unit,) if assignment.lead_unit else assignment.assignees
