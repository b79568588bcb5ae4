"""What new things refer to."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from services.tasks.domain.works.work import Work
from services.tasks.ports import Directives
from shared.events import GroupSnapshot, PlanSnapshot, UnitSnapshot
from shared.events.indicators import IndicatorSnapshot
from shared.events.inspections import InspectionSnapshot
from shared.tenancy import TenantId

K_co = TypeVar("K_co", covariant=True)


class Lookup(Protocol[K_co]):
    """What exists, by id."""

    async def get(self, tenant: TenantId, key: str) -> K_co | None: ...

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, K_co]: ...


class Frame(Protocol):
    """What new units, plans, groups, tasks and values refer to: the records, or the records with what a file adds to them."""

    @property
    def units(self) -> Lookup[UnitSnapshot]: ...

    @property
    def plans(self) -> Lookup[PlanSnapshot]: ...

    @property
    def groups(self) -> Lookup[GroupSnapshot]: ...

    @property
    def works(self) -> Lookup[Work]: ...

    @property
    def directives(self) -> Directives: ...

    @property
    def inspections(self) -> Lookup[InspectionSnapshot]: ...

    @property
    def indicators(self) -> Lookup[IndicatorSnapshot]: ...
