"""Sessions: who somebody is in words, and which offices an installation for trying out lets its visitors choose."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from services.gateway.domain.offices import Names, Unit, name_of, roles_of
from services.gateway.ports import PartMissing, Signer
from services.gateway.usecases.hub import UnknownTenant
from services.gateway.usecases.provinces import Province, Provinces
from services.gateway.usecases.units import Units
from shared.calendar import Clock, local_date
from shared.tenancy import Principal, Role, TenantId, UnitId, is_identifier
from shared.tenancy.identifiers import CENTRAL
from shared.tenancy.principals import holder
from shared.tenancy.roles import UNIT_ROLES

T = TypeVar("T")
LIFETIME = timedelta(hours=8)


class NotOffered(Exception):
    """`field` (tenant, role or unit) names none of the choices."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Wish:
    """As the visitor chose."""

    tenant: str
    role: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A role; `units` are those that have it, None where it belongs to the whole tenant."""

    role: Role
    units: Sequence[Unit] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen in one tenant."""

    province: Province
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who has signed in; what is None was not to be learnt in time."""

    principal: Principal
    role_name: Names
    expires: datetime
    province: Province | None
    unit: Unit | None

    @property
    def central(self) -> bool:
        return self.principal.tenant == CENTRAL


class Sessions:
    """Says who a caller is; names come from tasks, and are missing while it is away (G5)."""

    def __init__(self, provinces: Provinces, units: Units, within: float) -> None:
        self._provinces = provinces
        self._units = units
        self._within = within

    async def of(self, principal: Principal, expires: datetime, headers: Mapping[str, str]) -> Session:
        province, unit = await asyncio.gather(
            self._in_time(self._provinces.known(principal.tenant)), self._in_time(self._unit(principal, headers))
        )
        return Session(principal, name_of(principal.role, deputy=principal.deputy), expires, province, unit)

    async def _in_time(self, asked: Awaitable[T | None]) -> T | None:
        try:
            async with asyncio.timeout(self._within):
                return await asked
        except TimeoutError:
            return None

    async def _unit(self, principal: Principal, headers: Mapping[str, str]) -> Unit | None:
        if principal.unit is None:
            return None
        try:
            units = await self._units.of(principal.tenant, headers)
        except PartMissing:
            return None
        return next((unit for unit in units if unit.id == principal.unit), None)


class Choices:
    """Every office of every tenant, for whoever can reach an installation that is there to be tried."""

    def __init__(self, provinces: Provinces, units: Units, signer: Signer, clock: Clock) -> None:
        self._provinces = provinces
        self._units = units
        self._signer = signer
        self._clock = clock

    async def listed(self) -> Sequence[Choice]:
        """The central level first; without the roles of units where tasks cannot be asked for them."""
        provinces = await self._provinces.listed()
        return await asyncio.gather(*(self._choice(province) for province in provinces))

    async def chosen(self, wish: Wish) -> Principal:
        """Whoever holds that office. Raises NotOffered, PartMissing."""
        province = await self._province(wish.tenant)
        role = next((role for role in roles_of(central=province.central) if role == wish.role), None)
        if role is None:
            raise NotOffered("role")
        if role not in UNIT_ROLES:
            if wish.unit is not None:
                raise NotOffered("unit")
            return holder(province.id, role)
        having = self._having(role, await self._units_of(province))
        if not any(unit.id == wish.unit for unit in having):
            raise NotOffered("unit")
        return holder(province.id, role, UnitId(str(wish.unit)))

    def sign(self, principal: Principal) -> str:
        return self._signer.sign(principal, LIFETIME)

    async def _province(self, tenant: str) -> Province:
        if not is_identifier(tenant):
            raise NotOffered("tenant")
        try:
            return await self._provinces.required(TenantId(tenant))
        except UnknownTenant as problem:
            raise NotOffered("tenant") from problem

    async def _choice(self, province: Province) -> Choice:
        try:
            units = await self._units_of(province)
        except PartMissing:
            units = ()
        offers = [
            Offer(role, self._having(role, units) if role in UNIT_ROLES else None)
            for role in roles_of(central=province.central)
        ]
        return Choice(province, [offer for offer in offers if offer.units is None or offer.units])

    async def _units_of(self, province: Province) -> Sequence[Unit]:
        """Asked as somebody who may read them there."""
        reader = holder(province.id, Role.CENTRAL_OFFICER if province.central else Role.STANDING_OFFICER)
        token = self._signer.sign(reader, timedelta(minutes=5))
        return await self._units.of(province.id, {"authorization": f"Bearer {token}"})

    def _having(self, role: Role, units: Sequence[Unit]) -> Sequence[Unit]:
        today = local_date(self._clock.now())
        return [unit for unit in units if unit.has(role, today)]
