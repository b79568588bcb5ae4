"""A province studies key tasks, proposes and selects them, and directs their implementation (FR-BP-17)."""

from collections.abc import Mapping

from services.tasks.domain.authority import require_chairman, require_standing_agency
from services.tasks.domain.key_tasks import key_selection as selections
from services.tasks.domain.key_tasks.key_selection import Act, task_id
from services.tasks.domain.key_tasks.key_selection_wishes import KeyDecision, KeyImplementation, KeyProposal, StudyWish
from services.tasks.domain.key_tasks.key_task_errors import StepRefused, TaskIdTaken
from services.tasks.domain.key_tasks.local_tasks import Around, carries_out, local_task
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import add_missing
from services.tasks.usecases.existing import existing
from services.tasks.usecases.issuing_key_tasks import look_up
from services.tasks.usecases.joining import require_tenant
from services.tasks.usecases.keeping_one import keep_one
from shared.events import Change, TaskSnapshot
from shared.events.key_tasks import KeyCatalogueSnapshot, KeySelectionSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId

_Selected = Committed[KeySelectionSnapshot]


async def study(records: Records, caller: Principal, command: Command, key: str, wish: StudyWish) -> _Selected:
    """The standing agency studies; the first study opens the province's selection (FR-BP-17).

    Raises NotAllowed, NotFound (the tenant, the catalogue), FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_standing_agency(caller, command.tenant)
    await require_tenant(records, command.tenant)
    catalogue = await look_up(records, key)
    named = [*filter(None, [wish.proposing_unit]), *wish.deciding_units]
    units = (await records.units.get_many(command.tenant, named)).keys()
    by = (command.tenant, _act(caller, command))

    def studied(known: KeySelectionSnapshot | None) -> Change[KeySelectionSnapshot]:
        return selections.study(known, wish, catalogue, units, by)

    return await keep_one(records.key_selections, command, key, studied)


async def propose(records: Records, caller: Principal, command: Command, key: str, wish: KeyProposal) -> _Selected:
    """The standing agency proposes (FR-BP-17). Raises as study, and StepRefused."""
    require_standing_agency(caller, command.tenant)
    await _require_begun(records, command.tenant, key)
    catalogue, act = await look_up(records, key), _act(caller, command)
    return await records.key_selections.change(
        command, key, lambda known: selections.propose(known, wish, catalogue, act)
    )


async def decide(records: Records, caller: Principal, command: Command, key: str, wish: KeyDecision) -> _Selected:
    """The chairman selects; each selected item becomes a local task that is linked to it (FR-BP-16, FR-BP-17).

    Repeating the command, with or without its key, completes tasks that are missing. Raises as propose.
    """
    require_chairman(caller, command.tenant)
    await _require_begun(records, command.tenant, key)
    catalogue, act = await look_up(records, key), _act(caller, command)
    changes = await _local_tasks(records, command, catalogue, wish)
    await _require_free(records, command.tenant, catalogue, wish)
    try:
        committed = await records.key_selections.change(
            command, key, lambda known: selections.decide(known, wish, catalogue, act)
        )
    except StepRefused:
        await _complete(records, command, key, changes)
        raise
    await _complete(records, command, key, changes)
    return committed


async def implement(
    records: Records, caller: Principal, command: Command, key: str, wish: KeyImplementation
) -> _Selected:
    """The standing agency records that what was selected is being implemented (FR-BP-17). Raises as propose."""
    require_standing_agency(caller, command.tenant)
    act = _act(caller, command)
    return await records.key_selections.change(command, key, lambda known: selections.implement(known, wish, act))


async def _require_begun(records: Records, tenant: TenantId, key: str) -> None:
    """Before a field is looked at. Raises NotFound."""
    await existing(records.key_selections, tenant, key)


async def _local_tasks(
    records: Records, command: Command, catalogue: KeyCatalogueSnapshot, wish: KeyDecision
) -> list[Change[TaskSnapshot]]:
    around, by = await _around(records, command.tenant, wish), (command.tenant, command.recorded_at)
    return [local_task(chosen, catalogue, around, by, place) for place, chosen in enumerate(wish.selected)]


async def _around(records: Records, tenant: TenantId, wish: KeyDecision) -> Around:
    units = {unit for chosen in wish.selected for unit in (chosen.lead_unit, *chosen.coordinating_units)}
    return Around(
        plans=await records.plans.get_many(tenant, sorted({chosen.plan for chosen in wish.selected})),
        groups=await records.groups.get_many(tenant, sorted({item.group for item in wish.selected if item.group})),
        units=await records.units.get_many(tenant, sorted(units)),
    )


async def _require_free(records: Records, tenant: TenantId, catalogue: KeyCatalogueSnapshot, wish: KeyDecision) -> None:
    """Raises TaskIdTaken: the id stands for a work that does not carry out the item."""
    ids = [task_id(catalogue.id, chosen.item) for chosen in wish.selected]
    present: Mapping[str, object] = await records.works.get_many(tenant, ids)
    for place, (key, chosen) in enumerate(zip(ids, wish.selected, strict=True)):
        there = present.get(key)
        own = isinstance(there, TaskSnapshot) and carries_out(there, catalogue.id, chosen.item)
        if there is not None and not own:
            raise TaskIdTaken(f"selected.{place}.item", key)


async def _complete(records: Records, command: Command, key: str, changes: list[Change[TaskSnapshot]]) -> None:
    """Whether the decision is new or was cut short by a crash: what is selected has its task afterwards."""
    known = await existing(records.key_selections, command.tenant, key)
    selected = {choice.task for choice in known.choices if choice.task}
    await add_missing(records.works, command, [change for change in changes if change.state.id in selected])


def _act(caller: Principal, command: Command) -> Act:
    return Act(caller.role, command.recorded_at)
