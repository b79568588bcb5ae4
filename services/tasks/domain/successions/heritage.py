"""What passes from unit to unit: who takes over, and what each thing is called while it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from shared.calendar import start_of_day
from shared.events import Duty, UnitSnapshot
from shared.events.successions import HandOver, SuccessionSnapshot

Sort = Literal["lead", "coordination", "duty", "bottleneck", "bottleneck_leads", "reporting_cycle", "office"]


class Passing(NamedTuple):
    """One thing that passes on. `to` None: nobody takes it over. `kind` is the sort of duty, or which office."""

    sort: Sort
    id: str
    from_: str
    to: str | None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Heritage:
    """A succession with the units that it names."""

    succession: SuccessionSnapshot
    units: Mapping[str, UnitSnapshot]

    @property
    def since(self) -> datetime:
        """The first instant of the new order, in Vietnam."""
        return start_of_day(self.succession.effective_on)

    @property
    def ending(self) -> Mapping[str, str | None]:
        """Units that end → who takes over."""
        return {heir.unit: heir.successor for heir in self.succession.heirs if heir.closes}

    @property
    def giving(self) -> frozenset[str]:
        """Units whose works may pass on."""
        return frozenset(heir.unit for heir in self.succession.heirs)

    @property
    def chosen(self) -> Mapping[str, str]:
        """Works that pass to units of their own."""
        return {work.work: work.lead_unit for work in self.succession.works}

    def lead_of(self, work: str, lead: str | None) -> str | None:
        """Who leads the work afterwards; the same unit where it does not pass on, None where nobody takes it over."""
        if lead not in self.giving:
            return lead
        return self.chosen.get(work) or self.ending.get(lead, lead)

    def heir_of(self, unit: str) -> str | None:
        """Who takes over what the unit owes besides; the unit itself where it goes on."""
        return self.ending.get(unit, unit)

    def heirs_of(self, units: Iterable[str]) -> tuple[str, ...]:
        """The units with their heirs in their places, each once; whom nobody succeeds is left out."""
        heirs = (self.heir_of(unit) for unit in units)
        return tuple(dict.fromkeys(heir for heir in heirs if heir))

    def hand_over(self, from_: str, to: str) -> HandOver:
        return HandOver(from_=from_, to=to, succession=self.succession.id, document=self.succession.document)


def is_owed(duty: Duty) -> bool:
    return duty.obligation.discharged_at is None and not duty.obligation.waived
