"""The names of those who take part. They are public; nothing else about a tenant is shown without a token."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.ports import PartMissing
from services.gateway.usecases.hub import Hub, UnknownTenant
from shared.events import Event, MalformedEvent, TenantRegistered, TenantSnapshot, payload_of
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Province:
    """A tenant as strangers see it. `sample`: it is made up, and is labelled so."""

    id: TenantId
    name_vi: str
    name_en: str
    central: bool = False
    sample: bool = False

    def named(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


class Provinces:
    """Reads each name once, from the event by which the tenant's journal begins."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._known: dict[TenantId, Province] = {}

    async def listed(self) -> Sequence[Province]:
        """The central level first, then by Vietnamese name; those that are known when the journal cannot be read."""
        try:
            if not self._hub.tenants:
                await self._hub.refresh()
            for tenant in self._hub.tenants:
                if tenant not in self._known:
                    self._known[tenant] = await self._read(tenant)
        except PartMissing:
            pass
        return sorted(self._known.values(), key=lambda province: (not province.central, province.name_vi))

    async def required(self, tenant: TenantId) -> Province:
        """Raises UnknownTenant, PartMissing."""
        if tenant not in self._known:
            await self._hub.head(tenant)
            self._known[tenant] = await self._read(tenant)
        return self._known[tenant]

    async def known(self, tenant: TenantId) -> Province | None:
        """None where nobody of that name takes part, or the journal cannot be read."""
        try:
            return await self.required(tenant)
        except (UnknownTenant, PartMissing):
            return None

    async def _read(self, tenant: TenantId) -> Province:
        first = await self._hub.after(tenant, 0, limit=1)
        registered = _registration(first[0].body) if first else None
        if registered is None:
            return Province(tenant, tenant, tenant)
        return Province(
            tenant,
            registered.name_vi,
            registered.name_en or registered.name_vi,
            registered.level == "central",
            registered.sample,
        )


def _registration(body: bytes) -> TenantSnapshot | None:
    try:
        payload = payload_of(Event.from_json(body))
    except MalformedEvent:
        return None
    return payload.after if isinstance(payload, TenantRegistered) else None
