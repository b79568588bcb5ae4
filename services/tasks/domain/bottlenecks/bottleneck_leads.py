"""Who leads which group of bottlenecks: one table in each tenant, set as a whole (FR-BP-10, FR-BP-11)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from pydantic import Field

from services.tasks.domain.bottlenecks.bottleneck_errors import CoordinatorLeads, LeadLineTwice
from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS, concerns, require_scope
from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import PartnerCannotLead, UnknownReference
from services.tasks.domain.organisation.unit import EXTERNAL_PARTNER
from services.tasks.domain.values import Identifier, Line, Wish
from shared.events import Change, Occurred, Source, UnitSnapshot
from shared.events.bottleneck_leads import BottleneckLeadsSet, BottleneckLeadsSnapshot, Consolidator, LeadLine
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope
from shared.tenancy import TenantId

TABLE = "bottleneck-leads"
"""The id of the one table that a tenant has."""

_COORDINATING = Field((), max_length=50)
_UnitOf = tuple[str, str]


class NewLeadLine(Wish):
    group: BottleneckGroup
    scope: BottleneckScope | None = None
    unit: Identifier
    coordinating: tuple[Identifier, ...] = _COORDINATING
    assignment: Identifier | None = None


class NewConsolidator(Wish):
    lead_unit: Identifier
    coordinating_units: tuple[Identifier, ...] = _COORDINATING
    assignment: Identifier | None = None


class LeadTable(Wish):
    """The whole table; what it does not name is led by nobody."""

    lines: tuple[NewLeadLine, ...] = Field(max_length=50)
    consolidator: NewConsolidator | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def establish(
    wish: LeadTable, tenant: TenantId, units: Mapping[str, UnitSnapshot], now: datetime
) -> Change[BottleneckLeadsSnapshot]:
    """The tenant's first table. Raises FieldRefused."""
    table = _table(wish, tenant, units)
    return Change(table, (Occurred(BottleneckLeadsSet(after=table), now),))


def replace(
    known: BottleneckLeadsSnapshot, wish: LeadTable, units: Mapping[str, UnitSnapshot], now: datetime
) -> Change[BottleneckLeadsSnapshot]:
    """The table anew. Raises FieldRefused."""
    table = _table(wish, TenantId(known.tenant), units).model_copy(update={"version": known.version + 1})
    payload = BottleneckLeadsSet(before=old_values(known, table), after=table)
    return Change(table, (Occurred(payload, now),))


def named_units(wish: LeadTable) -> list[str]:
    """Every unit that the table names."""
    return list(dict.fromkeys(unit for _, unit in (*_leading(wish), *_coordinating(wish))))


def leads_of(
    table: BottleneckLeadsSnapshot | None, group: BottleneckGroup, scope: BottleneckScope | None
) -> frozenset[str]:
    """The units that are responsible for something of that group and scope; none without a table."""
    lines = table.lines if table else ()
    return frozenset(line.unit for line in lines if line.group == group and concerns(line.scope, scope))


def _table(wish: LeadTable, tenant: TenantId, units: Mapping[str, UnitSnapshot]) -> BottleneckLeadsSnapshot:
    _require_units(wish, units)
    _require_one_lead_each(wish.lines)
    order = list(GROUPS)
    lines = [LeadLine(**line.model_dump()) for line in sorted(wish.lines, key=lambda line: order.index(line.group))]
    return BottleneckLeadsSnapshot(
        id=TABLE,
        tenant=tenant,
        version=1,
        source=wish.source,
        source_ref=wish.source_ref,
        lines=tuple(lines),
        consolidator=Consolidator(**wish.consolidator.model_dump()) if wish.consolidator else None,
    )


def _leading(wish: LeadTable) -> Iterator[_UnitOf]:
    """Where a leading unit is named, and which."""
    yield from ((f"lines.{place}.unit", line.unit) for place, line in enumerate(wish.lines))
    if wish.consolidator:
        yield "consolidator.lead_unit", wish.consolidator.lead_unit


def _coordinating(wish: LeadTable) -> Iterator[_UnitOf]:
    for place, line in enumerate(wish.lines):
        yield from ((f"lines.{place}.coordinating", unit) for unit in line.coordinating)
    if wish.consolidator:
        yield from (("consolidator.coordinating_units", unit) for unit in wish.consolidator.coordinating_units)


def _require_units(wish: LeadTable, units: Mapping[str, UnitSnapshot]) -> None:
    for field, unit in (*_leading(wish), *_coordinating(wish)):
        if unit not in units:
            raise UnknownReference(field, unit)
    for field, unit in _leading(wish):
        if units[unit].type == EXTERNAL_PARTNER:
            raise PartnerCannotLead(field, unit)


def _require_one_lead_each(lines: Iterable[NewLeadLine]) -> None:
    seen: set[tuple[BottleneckGroup, BottleneckScope | None]] = set()
    for place, line in enumerate(lines):
        require_scope(line.group, line.scope, f"lines.{place}.scope")
        if line.unit in line.coordinating:
            raise CoordinatorLeads(f"lines.{place}.coordinating", line.unit)
        if (line.group, line.scope) in seen:
            raise LeadLineTwice(f"lines.{place}.group", line.group)
        seen.add((line.group, line.scope))
