"""Contracts of the checklist of essential public services: which of the 53 a tenant has deployed (FR-NA-12)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot


class ListedService(Contract):
    """One service of the list. Until somebody says so it is neither deployed nor not deployed."""

    id: str = Field(description="Unique in the checklist")
    part: str = Field(description="List that it comes from: 25 by one decision, 28 by another")
    name_vi: str | None = Field(default=None, description="Name in Vietnamese; null: not known")
    name_en: str | None = Field(default=None, description="Name in English; null: not known")
    deployed: bool | None = Field(default=None, description="Null: nothing was stated")
    deployed_on: date | None = Field(default=None, description="Since which day; null: not stated")
    since: Instant | None = Field(default=None, description="When the present statement took effect")
    note: str | None = Field(default=None, description="What was remarked")


class ServiceChecklistSnapshot(Snapshot):
    """All services that are to be deployed, with what was stated of each."""

    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    services: tuple[ListedService, ...] = Field(description="In the order of the list")


class DeploymentChange(Contract):
    """What was stated of one service."""

    service: str = Field(description="Service that it is about")
    deployed: bool = Field(description="Whether it is deployed")
    deployed_on: date | None = Field(default=None, description="Since which day; null: not stated")


class ServiceChecklistRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.service-checklist.registered.v1"
    after: ServiceChecklistSnapshot


class ServiceDeploymentStated(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.service-checklist.deployment-stated.v1"
    after: ServiceChecklistSnapshot
    change: DeploymentChange


_READERS = ("reporting", "gateway")

EVENTS = (
    EventType(
        ServiceChecklistRegistered,
        "checklist id",
        _READERS,
        "The list of services that a tenant is to deploy is registered; of none of them anything is stated yet.",
        "Danh mục dịch vụ công cần triển khai được khai báo; chưa dịch vụ nào có thông tin triển khai.",
    ),
    EventType(
        ServiceDeploymentStated,
        "checklist id",
        _READERS,
        "It is stated of one service whether it is deployed, and since when.",
        "Xác nhận một dịch vụ đã hay chưa triển khai, từ ngày nào.",
    ),
)
