"""Contracts of what happens to works besides their status: numbers, steps on the way, new leads, amended details."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EVERYONE, EventType
from shared.events.payloads import Contract, Payload
from shared.events.work_parts import Progress
from shared.events.works import ModelSnapshot, TaskSnapshot


class ProgressChange(Contract):
    """`reported` by another unit waits for the lead; `counted` was said by the lead; `confirmed` and `refused` end the wait."""

    what: Literal["reported", "counted", "confirmed", "refused"] = Field(description="What became of the number")
    progress: Progress = Field(description="The number that it is about")
    note: str | None = Field(default=None, description="Why it was refused, or what was remarked")


class PartMet(Contract):
    """A milestone was reached or a period was met."""

    sort: Literal["milestone", "period"] = Field(description="Which of the two")
    name: str = Field(description="The milestone's name, or the period such as 2024-03")
    met_on: date = Field(description="Day on which it was met")
    product: str | None = Field(default=None, description="Evidence of what was delivered")
    note: str | None = Field(default=None, description="What the officer wrote")


class Amendment(Contract):
    """What was amended, and why."""

    fields: tuple[str, ...] = Field(description="Names of the fields that were set")
    reason: str | None = Field(default=None, description="Why")
    document: str | None = Field(default=None, description="Document that decides it")


class LeadChange(Contract):
    """A work went from one lead unit to another (FR-NT-10)."""

    from_: str = Field(alias="from", description="Lead unit before")
    to: str = Field(description="Lead unit after")
    reason: str = Field(description="Why")
    document: str = Field(description="Document that decides it")


class TaskProgressReported(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.progress-reported.v1"
    after: TaskSnapshot
    change: ProgressChange


class ModelProgressReported(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.model.progress-reported.v1"
    after: ModelSnapshot
    change: ProgressChange


class TaskPartMet(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.part-met.v1"
    after: TaskSnapshot
    change: PartMet


class TaskAmended(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.amended.v1"
    after: TaskSnapshot
    change: Amendment


class ModelAmended(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.model.amended.v1"
    after: ModelSnapshot
    change: Amendment


class TaskLeadChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.lead-changed.v1"
    after: TaskSnapshot
    change: LeadChange


EVENTS = (
    EventType(
        TaskAmended,
        "task id",
        EVERYONE,
        "Details of a task are set: coordinating units, milestones, resources, the target, who decides about its product.",
        "Chi tiết của nhiệm vụ được bổ sung: đơn vị phối hợp, mốc, nguồn lực, chỉ tiêu, cấp có thẩm quyền.",
    ),
    EventType(
        TaskPartMet,
        "task id",
        EVERYONE,
        "A milestone of a task is reached, or a regular task is met for a period.",
        "Một mốc của nhiệm vụ đạt được, hoặc nhiệm vụ thường xuyên hoàn thành trong kỳ.",
    ),
    EventType(
        TaskProgressReported,
        "task id",
        EVERYONE,
        "A number is reported for a task, or the lead confirms or refuses what another unit reported.",
        "Khối lượng của nhiệm vụ được báo cáo, hoặc đơn vị chủ trì xác nhận số của đơn vị khác.",
    ),
    EventType(
        TaskLeadChanged,
        "task id",
        EVERYONE,
        "A task goes to another lead unit by a decision; what is owed goes with it.",
        "Nhiệm vụ chuyển sang đơn vị chủ trì khác theo quyết định, kèm nghĩa vụ.",
    ),
    EventType(
        ModelAmended,
        "pilot model id",
        EVERYONE,
        "Details of a pilot model are set: its sites, its target, its place on the acceleration list.",
        "Chi tiết của mô hình được bổ sung: địa điểm, chỉ tiêu, vị trí trong danh sách tập trung.",
    ),
    EventType(
        ModelProgressReported,
        "pilot model id",
        EVERYONE,
        "A number is reported for a pilot model.",
        "Kết quả bằng số của mô hình được báo cáo.",
    ),
)
