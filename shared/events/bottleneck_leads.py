"""Contract of who leads each group of bottlenecks: one table in each tenant."""

from typing import ClassVar

from pydantic import Field

from shared.events.bottlenecks import BottleneckGroup, BottleneckScope
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot


class LeadLine(Contract):
    """One unit leads a group, or a part of it (FR-BP-10, FR-BP-11)."""

    group: BottleneckGroup = Field(description="Exactly one of the five groups")
    scope: BottleneckScope | None = Field(default=None, description="Part that it leads; null: the whole group")
    unit: str = Field(description="Unit that leads")
    coordinating: tuple[str, ...] = Field(default=(), description="Units that help it")
    assignment: str | None = Field(default=None, description="Assignment that says so")


class Consolidator(Contract):
    """Who brings the results of all groups together (FR-BP-12)."""

    lead_unit: str = Field(description="Unit that does it")
    coordinating_units: tuple[str, ...] = Field(default=(), description="Units that help it")
    assignment: str | None = Field(default=None, description="Assignment that says so")


class BottleneckLeadsSnapshot(Snapshot):
    """The whole table. Lines are not groups: five groups may have six lines (AMB-12)."""

    lines: tuple[LeadLine, ...] = Field(description="In the order of the groups")
    consolidator: Consolidator | None = Field(default=None, description="Null: nobody was named")


class BottleneckLeadsSet(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck-leads.set.v1"
    after: BottleneckLeadsSnapshot


EVENTS = (
    EventType(
        BottleneckLeadsSet,
        "bottleneck-leads",
        ("gateway",),
        "The units that lead the five groups of bottlenecks are named, or named anew.",
        "Các cơ quan chủ trì 5 nhóm điểm nghẽn được phân công hoặc phân công lại.",
    ),
)
