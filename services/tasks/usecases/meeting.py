"""Conferences, meetings and working sessions, and what units commit themselves to there (FR-NA-13, FR-BP-12)."""

from dataclasses import dataclass
from functools import partial

from services.tasks.domain.authority import require_planner, require_worker_or_planner
from services.tasks.domain.oversight import session as sessions
from services.tasks.domain.oversight.session import NewCommitment, NewSession, Surroundings
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import add_missing, every
from services.tasks.usecases.existing import existing
from services.tasks.usecases.inspecting import undertakings_of
from services.tasks.usecases.joining import require_tenant
from shared.events import Change, UnitReportSnapshot
from shared.events.sessions import SessionSnapshot
from shared.events.undertakings import UndertakingSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said in a session: the units' statements, and what became of their commitments."""

    statements: tuple[UnitReportSnapshot, ...]
    undertakings: tuple[UndertakingSnapshot, ...]


async def convene(records: Records, caller: Principal, command: Command, new: NewSession) -> Committed[SessionSnapshot]:
    """FR-BP-12, FR-NA-13. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    named = [*filter(None, [new.chair_unit]), *new.participants]
    around = Surroundings(
        await records.units.get_many(command.tenant, named),
        new.statements is not None and await records.periods.get(command.tenant, new.statements) is not None,
        new.conclusion is not None and await records.directives.get(command.tenant, new.conclusion) is not None,
    )
    return await records.sessions.add(command, sessions.convene(new, command.tenant, around, command.recorded_at))


async def commit(
    records: Records, caller: Principal, command: Command, key: str, new: NewCommitment
) -> Committed[SessionSnapshot]:
    """By the unit's own people, or as the minutes have it. Repeating the command opens undertakings that are missing.

    Raises NotAllowed, NotFound, SessionLiesAhead, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_worker_or_planner(caller, command.tenant, new.unit)
    session = await existing(records.sessions, command.tenant, key)
    units = await records.units.get_many(command.tenant, list(session.participants))

    def decide(known: SessionSnapshot) -> Change[SessionSnapshot]:
        return sessions.commit(known, new, units, command.recorded_at)

    committed = await records.sessions.change(command, key, decide)
    current = await existing(records.sessions, command.tenant, key)
    await add_missing(records.undertakings, command, sessions.committed(current, units))
    return committed


async def look_at_minutes(records: Records, tenant: TenantId, session: SessionSnapshot) -> Minutes:
    """FR-NA-13: results, advantages, difficulties by group and proposals, as each unit reported them."""
    return Minutes(await _statements(records, tenant, session), await undertakings_of(records, tenant, session.id))


async def _statements(records: Records, tenant: TenantId, session: SessionSnapshot) -> tuple[UnitReportSnapshot, ...]:
    period = await records.periods.get(tenant, session.statements) if session.statements else None
    if period is None:
        return ()
    pages = partial(records.reports.page, tenant, _PAGE, where={"cycle": period.cycle, "period": period.period})
    return tuple([report async for report in every(pages)])
