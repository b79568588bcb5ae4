"""Contracts of the work itself: tasks and pilot models."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.calendar import Precision
from shared.events.envelope import Instant
from shared.events.event_types import EVERYONE, EventType
from shared.events.key_tasks import KeyTaskRef
from shared.events.obligations import Obligation
from shared.events.payloads import Contract, Payload, Snapshot
from shared.events.work_parts import (
    Approval,
    ChecklistItem,
    Elsewhere,
    Measured,
    OffTarget,
    Resources,
    Schedule,
    Site,
    Target,
)
from shared.tenancy import Role

TaskKind = Literal["regular", "roadmap", "directive", "unspecified"]
TaskStatus = Literal[
    "not_started",
    "in_progress",
    "submitted",
    "returned",
    "basically_completed",
    "completed",
    "on_hold",
    "cancelled",
]
ModelStatus = Literal["not_started", "in_progress", "completed", "maintained"]


class StatusChange(Contract):
    """What was done. `adopted`: the status was reported before the system knew the task, and is taken over as it is."""

    from_: str = Field(alias="from", description="Status before")
    to: str = Field(description="Status after")
    note: str | None = Field(default=None, description="What the officer wrote")
    product: str | None = Field(default=None, description="Evidence of what was delivered")
    reason: str | None = Field(default=None, description="Why it rests, went back or was called off")
    effective_at: Instant = Field(description="When it took effect; equals the event's time")
    adopted: bool = Field(default=False, description="Reported before the system knew the task, taken over as it is")
    off_target: OffTarget | None = Field(default=None, description="Completed although its target was not reached")


class DeadlineMove(Contract):
    """A moved deadline keeps its reason, document and decision maker (FR-X-08)."""

    from_due_at: Instant | None = Field(default=None, description="Deadline before; null: there was none")
    to_due_at: Instant | None = Field(default=None, description="Deadline after; null: none is known any more")
    precision: Precision = Field(description="How exactly the new deadline is known")
    reason: str = Field(description="Why it was moved")
    document: str = Field(description="Document that decides it")
    decided_by_role: Role = Field(description="Who decided, as a role")


class TaskSnapshot(Snapshot):
    """A task of a plan, or an assignment of a directive (kind `directive`)."""

    kind: TaskKind = Field(description="How it is done; directive: an assignment, never counted among the plan's tasks")
    plan: str = Field(description="Plan or directive frame that it belongs to")
    group: str | None = Field(default=None, description="Group of the plan")
    directive: str | None = Field(default=None, description="Directive that assigned it")
    block: str | None = Field(default=None, description="Block of that directive that it carries out (FR-BP-02)")
    inspection: str | None = Field(default=None, description="Inspection that it follows from (FR-NA-25)")
    parent: str | None = Field(default=None, description="Assignment that it is one unit's share of (FR-BP-03)")
    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    lead_unit: str | None = Field(default=None, description="The one lead unit; null where `assignees` share it")
    lead_basis: str | None = Field(default=None, description="What the lead rests on where no text states it")
    coordinating_units: tuple[str, ...] = Field(default=(), description="Units that help the lead (FR-BP-04, FR-TW-14)")
    coordinating_note_vi: str | None = Field(default=None, description="Helpers that the text does not name")
    assignees: tuple[str, ...] = Field(default=(), description="Units that each got a share of their own")
    assignee_selector_vi: str | None = Field(default=None, description="The class of units as the text puts it")
    assignee_note: str | None = Field(default=None, description="How the class was resolved to units")
    accountable_role_vi: str | None = Field(default=None, description="Who answers for it, as a role (FR-BP-05)")
    accountable_role_en: str | None = Field(default=None, description="The same in English")
    product_vi: str | None = Field(default=None, description="What has to be delivered")
    product_en: str | None = Field(default=None, description="The same in English")
    product: str | None = Field(default=None, description="Evidence of what was delivered")
    deliverable_type: str | None = Field(default=None, description="Sort of product, such as report or plan")
    deliver_to: str | None = Field(default=None, description="Who receives the product (FR-TW-03, FR-TW-04, FR-TW-09)")
    bottleneck: str | None = Field(default=None, description="Group of bottlenecks that it is about (FR-BP-10)")
    sub: str | None = Field(default=None, description="Part of that group, such as funding or people (AMB-12)")
    legal_refs: tuple[str, ...] = Field(default=(), description="Legal documents that it rests on (FR-TW-05)")
    membership: str | None = Field(default=None, description="`inferred`: that it is in the plan is inferred (AMB-20)")
    membership_note: str | None = Field(default=None, description="What that inference rests on")
    due_date: date | None = Field(default=None, description="Day that stands for the deadline; see obligation.due_at")
    due_raw: str | None = Field(default=None, description="The deadline in the words of the text")
    note: str | None = Field(default=None, description="A remark for readers")
    status: TaskStatus = Field(description="Done is basically_completed or completed; overdue is derived, never stored")
    status_since: Instant = Field(description="When the status took effect")
    status_basis: str | None = Field(default=None, description="What the status rests on where no text states it")
    reason: str | None = Field(default=None, description="Why it rests, went back or was called off")
    added: bool = Field(default=False, description="Added after the plan was issued (phát sinh, FR-NA-01)")
    target: Target | None = Field(default=None, description="The number that it has to reach, if any")
    measured: Measured | None = Field(default=None, description="What is known in numbers, if anything")
    schedule: Schedule | None = Field(default=None, description="Milestones or periods, if there are any")
    resources: Resources | None = Field(default=None, description="What pays for it, where that is recorded")
    approval: Approval | None = Field(default=None, description="The decision that it needs, if any")
    security_checklist: tuple[ChecklistItem, ...] = Field(
        default=(), description="What has to be shown of security and safety before it is done (FR-NT-09)"
    )
    key_task: KeyTaskRef | None = Field(default=None, description="Item of a central catalogue that it carries out")
    origin: Elsewhere | None = Field(default=None, description="Where it was begun, if a predecessor began it")
    passed_to: Elsewhere | None = Field(
        default=None, description="Where it goes on since its tenant was succeeded; it keeps the status of that day"
    )
    obligation: Obligation = Field(description="What is owed, by whom and until when")


class TaskRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.registered.v1"
    after: TaskSnapshot


class TaskStatusChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.status-changed.v1"
    after: TaskSnapshot
    change: StatusChange


class TaskDeadlineMoved(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.task.deadline-moved.v1"
    after: TaskSnapshot
    change: DeadlineMove


class ModelSnapshot(Snapshot):
    """A pilot model: its own life cycle, never counted among the tasks (FR-NA-02).

    `focus` marks membership in the acceleration list, whose order is `focus_order` (FR-NA-10).
    """

    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    title_vi_basis: str | None = Field(default=None, description="Where the Vietnamese title comes from if not a text")
    lead_unit: str = Field(description="The one lead unit")
    lead_basis: str | None = Field(default=None, description="What the lead rests on where no text states it")
    year: int = Field(description="Year for which it is registered")
    is_new: bool | None = Field(default=None, description="New in that year; null: not stated (FR-NT-17)")
    focus: bool = Field(default=False, description="On the acceleration list")
    focus_order: int | None = Field(default=None, description="Place on that list")
    target: Target | None = Field(default=None, description="The number that it has to reach, if any")
    linked_tasks: tuple[str, ...] = Field(default=(), description="Tasks with the same content; never added (FR-NT-20)")
    product: str | None = Field(default=None, description="Evidence of what was delivered")
    note: str | None = Field(default=None, description="A remark for readers")
    status: ModelStatus = Field(description="Done is completed or maintained")
    status_since: Instant = Field(description="When the status took effect")
    status_basis: str | None = Field(default=None, description="What the status rests on where no text states it")
    reason: str | None = Field(default=None, description="Why it went back or rests")
    measured: Measured | None = Field(default=None, description="What is known in numbers, if anything")
    checklist: tuple[ChecklistItem, ...] = Field(
        default=(), description="What it consists of, each done or not (FR-NA-12)"
    )
    sites: tuple[Site, ...] = Field(default=(), description="Where it is tried (FR-NT-18)")
    origin: Elsewhere | None = Field(default=None, description="Where it was begun, if a predecessor began it")
    passed_to: Elsewhere | None = Field(
        default=None, description="Where it goes on since its tenant was succeeded; it keeps the status of that day"
    )
    obligation: Obligation = Field(description="What is owed, by whom and until when")


class ModelRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.model.registered.v1"
    after: ModelSnapshot


class ModelStatusChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.model.status-changed.v1"
    after: ModelSnapshot
    change: StatusChange


EVENTS = (
    EventType(
        TaskRegistered,
        "task id",
        EVERYONE,
        "A task is given to its lead unit, or an assignment of a directive to one unit or to each of several.",
        "Một nhiệm vụ được giao cho đơn vị chủ trì, hoặc một đầu việc được giao cho một hay nhiều đơn vị.",
    ),
    EventType(
        TaskStatusChanged,
        "task id",
        EVERYONE,
        "A task takes another status, which may meet what is owed or waive it.",
        "Nhiệm vụ đổi trạng thái; nghĩa vụ kèm theo có thể được hoàn thành hoặc miễn.",
    ),
    EventType(
        TaskDeadlineMoved,
        "task id",
        EVERYONE,
        "The deadline of a task is moved by a decision; the original deadline stays on record.",
        "Thời hạn của nhiệm vụ được điều chỉnh theo quyết định; thời hạn ban đầu được giữ lại.",
    ),
    EventType(
        ModelRegistered,
        "pilot model id",
        EVERYONE,
        "A pilot model is registered for a year with its lead unit.",
        "Một mô hình điểm được đăng ký cho một năm cùng đơn vị chủ trì.",
    ),
    EventType(
        ModelStatusChanged,
        "pilot model id",
        EVERYONE,
        "A pilot model takes another status.",
        "Mô hình điểm đổi trạng thái.",
    ),
)
