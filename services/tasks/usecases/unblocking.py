"""Bottlenecks go from being raised to being resolved, each step by those who may take it (FR-BP-13)."""

from collections.abc import Callable, Sequence

from services.tasks.domain.authority import require_decider, require_group_lead, require_keeper
from services.tasks.domain.bottlenecks import bottleneck as bottlenecks
from services.tasks.domain.bottlenecks.bottleneck_leads import TABLE, leads_of
from services.tasks.domain.bottlenecks.bottleneck_wishes import (
    AmendmentWish,
    DecisionWish,
    NewBottleneck,
    ProposalWish,
    ResolutionWish,
    WhoCanUnblock,
)
from services.tasks.ports import Committed, Records
from services.tasks.usecases.by_right import change_by_right
from services.tasks.usecases.joining import require_tenant
from shared.events.bottlenecks import BottleneckSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

Outcome = Committed[BottleneckSnapshot]
_Guard = Callable[[BottleneckSnapshot], None]


async def raise_bottleneck(records: Records, caller: Principal, command: Command, new: NewBottleneck) -> Outcome:
    """By the unit that it holds up, or the standing agency (FR-BP-13, FR-BP-19, FR-NA-08).

    Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused.
    """
    require_keeper(caller, command.tenant, new.owner_unit)
    await require_tenant(records, command.tenant)
    if await records.survey_responses.get(command.tenant, new.id.rpartition(".")[0]):
        # The id belongs to an answer, which raises its bottleneck when it is submitted.
        raise AlreadyRegistered
    units = [new.owner_unit, *_unit_of(new.competent_authority)]
    around = await _surroundings(records, command.tenant, units, new.linked_works)
    return await records.bottlenecks.add(command, bottlenecks.register(new, caller, around, command.recorded_at))


async def amend(records: Records, caller: Principal, command: Command, key: str, wish: AmendmentWish) -> Outcome:
    """By the unit that it holds up, or the standing agency (FR-BP-14).

    Raises NotFound, NotAllowed, BottleneckClosed, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    units = _unit_of(wish.competent_authority)
    around = await _surroundings(records, command.tenant, units, wish.linked_works or ())
    return await change_by_right(
        records.bottlenecks,
        command,
        key,
        lambda known: require_keeper(caller, command.tenant, known.owner_unit),
        lambda known: bottlenecks.amend(known, wish, around, command.recorded_at),
    )


async def propose(records: Records, caller: Principal, command: Command, key: str, wish: ProposalWish) -> Outcome:
    """By a unit that leads its group, or the standing agency (FR-BP-10, FR-BP-13).

    Raises NotFound, NotAllowed, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    around = await _surroundings(records, command.tenant, _unit_of(wish.competent_authority), ())
    return await change_by_right(
        records.bottlenecks,
        command,
        key,
        await _leading(records, caller, command.tenant),
        lambda known: bottlenecks.propose(known, wish, caller, around, command.recorded_at),
    )


async def decide(records: Records, caller: Principal, command: Command, key: str, wish: DecisionWish) -> Outcome:
    """By the chairman or the permanent vice chairman (FR-BP-13).

    Raises NotAllowed, NotFound, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_decider(caller, command.tenant)
    return await records.bottlenecks.change(
        command, key, lambda known: bottlenecks.decide(known, wish, caller, command.recorded_at)
    )


async def reject(records: Records, caller: Principal, command: Command, key: str, wish: DecisionWish) -> Outcome:
    """By the chairman or the permanent vice chairman. Raises what `decide` raises."""
    require_decider(caller, command.tenant)
    return await records.bottlenecks.change(
        command, key, lambda known: bottlenecks.reject(known, wish, caller, command.recorded_at)
    )


async def resolve(records: Records, caller: Principal, command: Command, key: str, wish: ResolutionWish) -> Outcome:
    """By a unit that leads its group, or the standing agency. Raises what `propose` raises."""
    return await change_by_right(
        records.bottlenecks,
        command,
        key,
        await _leading(records, caller, command.tenant),
        lambda known: bottlenecks.resolve(known, wish, caller, command.recorded_at),
    )


async def _leading(records: Records, caller: Principal, tenant: TenantId) -> _Guard:
    table = await records.bottleneck_leads.get(tenant, TABLE)
    return lambda known: require_group_lead(caller, tenant, leads_of(table, known.group, known.scope))


async def _surroundings(
    records: Records, tenant: TenantId, units: Sequence[str], works: Sequence[str]
) -> bottlenecks.Surroundings:
    """Of the units and works that are named, those that exist."""
    return bottlenecks.Surroundings(
        units=await records.units.get_many(tenant, list(units)),
        works=(await records.works.get_many(tenant, list(works))).keys(),
    )


def _unit_of(wish: WhoCanUnblock | None) -> list[str]:
    return [wish.unit] if wish and wish.unit else []
