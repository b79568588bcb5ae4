"""One tenant is succeeded by another on a day: which unit goes on with whose work (FR-X-07)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import NotAProvince, PeriodReversed, UnknownReference
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.successions.passing_on import NothingPasses
from services.tasks.domain.successions.succession import NewChosenLead
from services.tasks.domain.successions.succession_errors import CannotPass, UnitTwice
from services.tasks.domain.tenant_successions.legacy import Legacy
from services.tasks.domain.tenant_successions.moving import Moving
from services.tasks.domain.tenant_successions.tenant_succession_errors import SucceedsItself, TenantNotInForce
from services.tasks.domain.values import Day, Identifier, Line, Some, Wish
from shared.events import Change, Occurred, Source, TenantSnapshot, UnitSnapshot
from shared.events.successions import ChosenLead, Inherited
from shared.events.tenant_successions import (
    TenantSucceeded,
    TenantSuccessionCompleted,
    TenantSuccessionDecided,
    TenantSuccessionSnapshot,
    UnitHeir,
)

_SHOWN = 20
_MOST = 2000


class NewUnitHeir(Wish):
    """One unit of the tenant that ends, and the unit of its successor that goes on with its open work."""

    unit: Identifier
    successor: Identifier


class NewTenantSuccession(Wish):
    """What passes on is found by the system: open tasks, assignments, pilot models, and bottlenecks not resolved."""

    tenant: Identifier = Field(description="The tenant that ends")
    successor: Identifier = Field(description="The tenant that goes on with its open work")
    title_vi: Line
    title_en: Line | None = None
    effective_on: Day = Field(description="First day of the successor; the other ends the day before")
    document: Line = Field(description="Number and symbol of the document that decides it")
    heirs: Annotated[tuple[NewUnitHeir, ...], Some] = Field(max_length=_MOST)
    works: tuple[NewChosenLead, ...] = Field(
        (), max_length=_MOST, description="Works that pass to other units than the heir"
    )
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def wished(new: NewTenantSuccession, now: datetime) -> TenantSuccessionSnapshot:
    """As it would be entered."""
    said = new.model_dump(exclude={"heirs", "works"})
    return TenantSuccessionSnapshot(
        id=f"kt-{new.tenant}",
        version=1,
        **said,
        heirs=tuple(UnitHeir(**heir.model_dump()) for heir in new.heirs),
        works=tuple(ChosenLead(**work.model_dump()) for work in new.works),
        status="running",
        status_since=now,
    )


def require_tenants(new: TenantSuccessionSnapshot, tenants: Mapping[str, TenantSnapshot]) -> None:
    """`tenants` are those of the two that have joined. Raises UnknownReference, NotAProvince, SucceedsItself, …"""
    if new.tenant == new.successor:
        raise SucceedsItself("successor", new.successor)
    for field, wanted in (("tenant", new.tenant), ("successor", new.successor)):
        if wanted not in tenants:
            raise UnknownReference(field, wanted)
        if tenants[wanted].level != "province":
            raise NotAProvince(field, wanted)
    ending = tenants[new.tenant]
    if ending.valid_from and ending.valid_from >= new.effective_on:
        raise PeriodReversed("effective_on")
    if not exists_on(tenants[new.successor], new.effective_on):
        raise TenantNotInForce("successor", new.successor, new.effective_on)


def require_units(
    new: TenantSuccessionSnapshot, old: Mapping[str, UnitSnapshot], heirs: Mapping[str, UnitSnapshot]
) -> None:
    """`old` and `heirs` are those named that exist, in either tenant. Raises UnknownReference, UnitTwice, …"""
    seen: set[str] = set()
    for place, heir in enumerate(new.heirs):
        if heir.unit not in old:
            raise UnknownReference(f"heirs.{place}.unit", heir.unit)
        if heir.unit in seen:
            raise UnitTwice(f"heirs.{place}.unit", heir.unit)
        seen.add(heir.unit)
        _require_heir(f"heirs.{place}.successor", heir.successor, heirs, new.effective_on)
    for place, work in enumerate(new.works):
        _require_heir(f"works.{place}.lead_unit", work.lead_unit, heirs, new.effective_on)


def decide(new: TenantSuccessionSnapshot, moving: Iterable[Moving], now: datetime) -> Change[TenantSuccessionSnapshot]:
    """Raises CannotPass."""
    found = list(moving)
    left = [one.id for one in found if one.to is None]
    if left:
        raise CannotPass(left[:_SHOWN], len(left))
    decided = new.model_copy(update={"inherited": inherited(found), "status_since": now})
    return Change(decided, (Occurred(TenantSuccessionDecided(after=decided), now),))


def complete(running: TenantSuccessionSnapshot, now: datetime) -> Change[TenantSuccessionSnapshot]:
    at = max(now, running.status_since)
    update = {"version": running.version + 1, "status": "completed", "status_since": at}
    after = running.model_copy(update=update)
    payload = TenantSuccessionCompleted(before=old_values(running, after), after=after)
    return Change(after, (Occurred(payload, at),))


def end(tenant: TenantSnapshot, legacy: Legacy) -> Change[TenantSnapshot]:
    """From the day on nothing new is entered in it. Raises NothingPasses: it has ended before."""
    if tenant.succeeded_by is not None:
        raise NothingPasses
    said = {"valid_to": legacy.last_day, "succeeded_by": legacy.new}
    after = tenant.model_copy(update={"version": tenant.version + 1, **said})
    payload = TenantSucceeded(before=old_values(tenant, after), after=after, change=legacy.ending())
    return Change(after, (Occurred(payload, legacy.since),))


def inherited(moving: Iterable[Moving]) -> tuple[Inherited, ...]:
    """How much each unit takes over, by sort."""
    counts: dict[str, Counter[str]] = {}
    for one in moving:
        if one.to is not None:
            counts.setdefault(one.to, Counter())[one.sort] += 1
    return tuple(Inherited(unit=unit, counts=dict(sorted(counts[unit].items()))) for unit in sorted(counts))


def named_heirs(new: TenantSuccessionSnapshot) -> list[str]:
    """Every unit of the successor that it names."""
    named = [*(heir.successor for heir in new.heirs), *(work.lead_unit for work in new.works)]
    return list(dict.fromkeys(named))


def _require_heir(field: str, unit: str, known: Mapping[str, UnitSnapshot], day: date) -> None:
    if unit not in known:
        raise UnknownReference(field, unit)
    require_lead(known[unit], day, field)


def exists_on(tenant: TenantSnapshot, day: date) -> bool:
    return not ((tenant.valid_from and day < tenant.valid_from) or (tenant.valid_to and day > tenant.valid_to))
