"""The checklist of essential public services of a tenant: deployed or not, since when, or not stated (FR-NA-12)."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import EffectiveInFuture, UnknownReference
from services.tasks.domain.indicators.indicator_errors import DeployedOnWithoutDeployment, ServiceTwice
from services.tasks.domain.values import Day, Flag, Identifier, Line, Some, Wish, Word
from services.tasks.domain.works.work_errors import NothingChanges
from shared.calendar import start_of_day
from shared.events import Change, Occurred, Source
from shared.events.service_checklists import (
    DeploymentChange,
    ListedService,
    ServiceChecklistRegistered,
    ServiceChecklistSnapshot,
    ServiceDeploymentStated,
)
from shared.tenancy import TenantId


class NewService(Wish):
    """A service whose name is not known is listed without one."""

    id: Identifier
    part: Word = Field(description="List that it comes from, such as QD06-25")
    name_vi: Line | None = None
    name_en: Line | None = None


class NewServiceChecklist(Wish):
    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    services: Annotated[tuple[NewService, ...], Some, Field(max_length=500, json_schema_extra={"minItems": 1})]
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class DeploymentWish(Wish):
    service: Identifier
    deployed: Flag
    deployed_on: Day | None = Field(None, description="Since which day; not stated where it is left out")
    note: Line | None = None


def register(new: NewServiceChecklist, tenant: TenantId, now: datetime) -> Change[ServiceChecklistSnapshot]:
    """Raises ServiceTwice."""
    seen: set[str] = set()
    for service in new.services:
        if service.id in seen:
            raise ServiceTwice(service.id)
        seen.add(service.id)
    checklist = ServiceChecklistSnapshot(tenant=tenant, version=1, **new.model_dump())
    return Change(checklist, (Occurred(ServiceChecklistRegistered(after=checklist), now),))


def state(known: ServiceChecklistSnapshot, wish: DeploymentWish, now: datetime) -> Change[ServiceChecklistSnapshot]:
    """Raises UnknownReference, DeployedOnWithoutDeployment, EffectiveInFuture, NothingChanges."""
    place = next((number for number, one in enumerate(known.services) if one.id == wish.service), None)
    if place is None:
        raise UnknownReference("service", wish.service)
    if wish.deployed_on is not None and not wish.deployed:
        raise DeployedOnWithoutDeployment
    since = now if wish.deployed_on is None else start_of_day(wish.deployed_on)
    if since > now:
        raise EffectiveInFuture("deployed_on")
    after = _stated(known, place, wish, since)
    change = DeploymentChange(service=wish.service, deployed=wish.deployed, deployed_on=wish.deployed_on)
    payload = ServiceDeploymentStated(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, since),))


def _stated(
    known: ServiceChecklistSnapshot, place: int, wish: DeploymentWish, since: datetime
) -> ServiceChecklistSnapshot:
    """Raises NothingChanges."""
    service = known.services[place]
    said = wish.model_dump(exclude={"service"})
    if said == service.model_dump(include=set(said)):
        raise NothingChanges
    services = list(known.services)
    services[place] = ListedService.model_validate(service.model_dump() | said | {"since": since})
    return known.model_copy(update={"version": known.version + 1, "services": tuple(services)})
