"""The contract of the principle "5-4-3-2-1", which ships empty: no source says what it means (FR-BP-15, AMB-05)."""

from typing import ClassVar

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot
from shared.tenancy import Role


class PrincipleSlot(Contract):
    """One of its five numbers, and what the tenant writes under it."""

    number: int = Field(ge=1, le=5, description="5, 4, 3, 2 or 1")
    title_vi: str | None = Field(default=None, description="What the number stands for; null: nothing was written")
    points: tuple[str, ...] = Field(default=(), description="The checklist under it")


class PrincipleSnapshot(Snapshot):
    """What the tenant has written into the principle."""

    name: str = Field(description="Its name, as the texts give it")
    slots: tuple[PrincipleSlot, ...] = Field(description="The five numbers, from 5 to 1")
    filled_by_role: Role = Field(description="Who wrote it, as a role")


class PrincipleFilled(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.principle.filled.v1"
    after: PrincipleSnapshot


EVENTS = (
    EventType(
        PrincipleFilled,
        "principle name",
        ("gateway",),
        "A tenant writes what the principle means for it.",
        "Tỉnh điền nội dung của nguyên tắc.",
    ),
)
