"""What one tenant leaves to another: which unit goes on with whose work, from when on, and under which ids."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.calendar import start_of_day
from shared.events import UnitSnapshot
from shared.events.tenant_successions import Ending, PassingOn, TenantSuccessionSnapshot
from shared.events.work_parts import Elsewhere
from shared.tenancy import TenantId, is_identifier


@dataclass(frozen=True, slots=True)
class Legacy:
    """`units` are those of the successor that the succession names; `last_resort` is its standing agency."""

    succession: TenantSuccessionSnapshot
    units: Mapping[str, UnitSnapshot]
    last_resort: UnitSnapshot | None = None

    @property
    def old(self) -> TenantId:
        return TenantId(self.succession.tenant)

    @property
    def new(self) -> TenantId:
        return TenantId(self.succession.successor)

    @property
    def since(self) -> datetime:
        """The first instant of the successor, in Vietnam."""
        return start_of_day(self.succession.effective_on)

    @property
    def last_day(self) -> date:
        """Of the tenant that ends."""
        return self.succession.effective_on - timedelta(days=1)

    @property
    def heirs(self) -> Mapping[str, str]:
        return {heir.unit: heir.successor for heir in self.succession.heirs}

    @property
    def chosen(self) -> Mapping[str, str]:
        """Works that pass to units of their own."""
        return {work.work: work.lead_unit for work in self.succession.works}

    def lead_of(self, work: str, lead: str | None) -> str | None:
        """Who goes on with the work; None where nobody was chosen for it."""
        return self.chosen.get(work) or (self.heirs.get(lead) if lead is not None else None)

    def heirs_of(self, units: Iterable[str]) -> tuple[str, ...]:
        """Each once; a unit for which nobody was chosen is left out."""
        heirs = self.heirs
        return tuple(dict.fromkeys(heirs[unit] for unit in units if unit in heirs))

    def unit(self, chosen: str | None) -> UnitSnapshot | None:
        """The unit of the successor. What came in the last instant and was chosen for nobody, its standing agency gets."""
        return self.units.get(chosen or "") or self.last_resort or next(iter(self.units.values()), None)

    def moment_of(self, since: datetime) -> datetime:
        """When something that has its status since then passes on."""
        return max(self.since, since)

    def ids_of(self, key: str) -> Iterator[str]:
        """Under which ids it may go on. The first says where it came from; the second is there for what is too long, or taken."""
        spoken = f"{self.old}.{key}"
        if is_identifier(spoken):
            yield spoken
        yield f"kt.{hashlib.sha256(f'{self.old}/{key}'.encode()).hexdigest()[:40]}"

    def id_of(self, key: str) -> str:
        return next(self.ids_of(key))

    def origin(self, key: str) -> Elsewhere:
        return Elsewhere(tenant=self.old, id=key)

    def passing_on(self, key: str) -> PassingOn:
        """`key` is its id in the successor."""
        said = self.succession
        to = Elsewhere(tenant=self.new, id=key)
        return PassingOn(to=to, document=said.document, effective_on=said.effective_on)

    def ending(self) -> Ending:
        said = self.succession
        return Ending(successor=said.successor, document=said.document, effective_on=said.effective_on)
