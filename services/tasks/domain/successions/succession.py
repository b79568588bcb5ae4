"""Units are merged, divided, succeeded or closed on a day: who hands over to whom (FR-X-07)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.organisation.unit import require_lead
from services.tasks.domain.successions.heritage import Passing
from services.tasks.domain.successions.succession_errors import (
    CannotPass,
    NotYetThere,
    SuccessorEnds,
    SuccessorMissing,
    UnitTwice,
)
from services.tasks.domain.values import Day, Flag, Identifier, Line, Some, Wish
from shared.events import Change, Occurred, Source, UnitSnapshot
from shared.events.successions import (
    ChosenLead,
    Heir,
    Inherited,
    SuccessionCompleted,
    SuccessionDecided,
    SuccessionSnapshot,
)
from shared.tenancy import TenantId

_SHOWN = 20
_MOST = 2000
_OWN = frozenset({"version", "status", "status_since", "inherited", "sample"})


class NewHeir(Wish):
    """One unit that hands over. Several with the same successor are merged; one whose works are chosen is divided."""

    unit: Identifier
    successor: Identifier | None = Field(None, description="Null: it owes nothing any more, or all of it is in `works`")
    closes: Flag = Field(True, description="False: the unit goes on and gives away only what `works` names")


class NewChosenLead(Wish):
    work: Identifier
    lead_unit: Identifier


class NewSuccession(Wish):
    """What passes on is found by the system: works, their helpers, duties, bottlenecks, reporting duties, offices."""

    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    effective_on: Day = Field(description="First day of the new order; the units end the day before")
    document: Line = Field(description="Number and symbol of the document that decides it")
    heirs: Annotated[tuple[NewHeir, ...], Some] = Field(max_length=_MOST)
    works: tuple[NewChosenLead, ...] = Field(
        (), max_length=_MOST, description="Works that pass to other units than the heir"
    )
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def wished(new: NewSuccession, tenant: TenantId, now: datetime) -> SuccessionSnapshot:
    """As it would be entered."""
    said = new.model_dump(exclude={"heirs", "works"})
    return SuccessionSnapshot(
        tenant=tenant,
        version=1,
        **said,
        heirs=tuple(Heir(**heir.model_dump()) for heir in new.heirs),
        works=tuple(ChosenLead(**work.model_dump()) for work in new.works),
        status="running",
        status_since=now,
    )


def named_units(new: SuccessionSnapshot) -> list[str]:
    """Every unit that it names."""
    heirs = [unit for heir in new.heirs for unit in (heir.unit, heir.successor) if unit]
    return list(dict.fromkeys([*heirs, *(work.lead_unit for work in new.works)]))


def last_day(succession: SuccessionSnapshot) -> date:
    """Of the units that end."""
    return succession.effective_on - timedelta(days=1)


def require_units(new: SuccessionSnapshot, units: Mapping[str, UnitSnapshot]) -> None:
    """`units` are those named that exist. Raises UnknownReference, UnitTwice, SuccessorEnds, SuccessorMissing, …"""
    ending = {heir.unit for heir in new.heirs if heir.closes}
    seen: set[str] = set()
    for place, heir in enumerate(new.heirs):
        field = f"heirs.{place}.unit"
        if heir.unit in seen:
            raise UnitTwice(field, heir.unit)
        seen.add(heir.unit)
        _require_ending(new, heir, _known(units, heir.unit, field), place)
    for field, unit in _successors(new):
        if unit in ending:
            raise SuccessorEnds(field, unit)
        require_lead(_known(units, unit, field), new.effective_on, field)


def decide(new: SuccessionSnapshot, passing: Iterable[Passing], now: datetime) -> Change[SuccessionSnapshot]:
    """Raises CannotPass."""
    found = list(passing)
    left = [one for one in found if one.to is None]
    if left:
        raise CannotPass([one.id for one in left[:_SHOWN]], len(left))
    decided = new.model_copy(update={"inherited": inherited(found), "status_since": now})
    return Change(decided, (Occurred(SuccessionDecided(after=decided), now),))


def complete(running: SuccessionSnapshot, now: datetime) -> Change[SuccessionSnapshot]:
    at = max(now, running.status_since)
    update = {"version": running.version + 1, "status": "completed", "status_since": at}
    after = running.model_copy(update=update)
    payload = SuccessionCompleted(before=old_values(running, after), after=after)
    return Change(after, (Occurred(payload, at),))


def is_same(known: SuccessionSnapshot, new: SuccessionSnapshot) -> bool:
    """Whether the id stands for the same decision."""
    return known.model_dump(exclude=set(_OWN)) == new.model_dump(exclude=set(_OWN))


def inherited(passing: Iterable[Passing]) -> tuple[Inherited, ...]:
    """How much each unit takes over, by sort."""
    counts: dict[str, Counter[str]] = {}
    for one in passing:
        if one.to is not None:
            counts.setdefault(one.to, Counter())[one.sort] += 1
    return tuple(Inherited(unit=unit, counts=dict(sorted(counts[unit].items()))) for unit in sorted(counts))


def _require_ending(new: SuccessionSnapshot, heir: Heir, unit: UnitSnapshot, place: int) -> None:
    if not heir.closes and heir.successor is not None:
        raise SuccessorMissing(f"heirs.{place}.successor", heir.unit)
    if heir.closes and unit.valid_from and unit.valid_from > last_day(new):
        raise NotYetThere("effective_on", unit.id, unit.valid_from)


def _successors(new: SuccessionSnapshot) -> Iterator[tuple[str, str]]:
    yield from ((f"heirs.{place}.successor", heir.successor) for place, heir in enumerate(new.heirs) if heir.successor)
    yield from ((f"works.{place}.lead_unit", work.lead_unit) for place, work in enumerate(new.works))


def _known(units: Mapping[str, UnitSnapshot], unit: str, field: str) -> UnitSnapshot:
    if unit not in units:
        raise UnknownReference(field, unit)
    return units[unit]
