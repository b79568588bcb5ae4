"""Contracts of clarity: what has to be clear about every task of a tenant (FR-NA-16, FR-X-10)."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.payloads import Payload, Snapshot
from shared.tenancy import Role

Criterion = Literal["person", "work", "time", "responsibility", "product", "authority", "progress", "result"]


class ClaritySnapshot(Snapshot):
    """The criteria that a tenant chose; there is one choice in force."""

    preset: str = Field(description="Name of the shipped preset, or custom")
    criteria: tuple[Criterion, ...] = Field(description="What has to be clear about every task")
    chosen_by_role: Role = Field(description="Who chose it, as a role")


class ClarityChosen(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.clarity.chosen.v1"
    after: ClaritySnapshot


EVENTS = (
    EventType(
        ClarityChosen,
        "clarity",
        ("gateway",),
        "The chairman or the standing agency chooses what has to be clear about every task.",
        "Chủ tịch hoặc cơ quan thường trực chọn bộ tiêu chí “rõ” cho mọi nhiệm vụ.",
    ),
)
