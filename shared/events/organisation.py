"""Contracts of the frame in which work is done: tenants, units, plans and groups of tasks."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EVERYONE, EventType
from shared.events.payloads import Payload, Snapshot
from shared.tenancy import Role


class TenantSnapshot(Snapshot):
    """A province or the central level."""

    level: Literal["central", "province"] = Field(description="Which of the two levels of the programme")
    short_code: str = Field(description="Two letters that start the ids of this tenant's records, such as NA")
    name_vi: str = Field(description="Name in Vietnamese")
    name_en: str | None = Field(default=None, description="Name in English")
    standing_unit: str | None = Field(default=None, description="Unit that keeps the programme going (AMB-19)")
    office_unit: str | None = Field(default=None, description="Office that reports together with the standing unit")
    working_group_unit: str | None = Field(default=None, description="The working group of Project 06")
    working_group_head_role_vi: str | None = Field(default=None, description="Who heads the working group, as a role")
    working_group_head_role_en: str | None = Field(default=None, description="The same in English")
    gso_code: str | None = Field(default=None, description="Code of the General Statistics Office, as text")
    e_identifier: str | None = Field(default=None, description="Electronic identifier of the organisation, if verified")
    timezone: str = Field(default="Asia/Ho_Chi_Minh", description="Deadlines end in this time zone")
    valid_from: date | None = Field(default=None, description="First day on which it exists; null: not known")
    valid_to: date | None = Field(default=None, description="Last day on which it exists; null: still there")
    succeeded_by: str | None = Field(default=None, description="Tenant that goes on with its work after valid_to")


class TenantRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.tenant.registered.v1"
    after: TenantSnapshot


class UnitSnapshot(Snapshot):
    """An organisation unit with the dates between which it exists; its head is a role, never a person."""

    type: str = Field(description="Sort of unit, such as department, district, ministry")
    name_vi: str = Field(description="Name in Vietnamese")
    name_en: str | None = Field(default=None, description="Name in English")
    parent: str | None = Field(default=None, description="The unit above")
    level: str | None = Field(default=None, description="Level of local government: district or commune")
    head_role: Role = Field(default=Role.UNIT_HEAD, description="Role in which the head signs in")
    officer_role: Role = Field(default=Role.UNIT_OFFICER, description="Role in which its officers sign in")
    head_role_vi: str | None = Field(default=None, description="What the head is called, in Vietnamese")
    head_role_en: str | None = Field(default=None, description="What the head is called, in English")
    is_standing: bool = Field(default=False, description="The standing agency of its tenant")
    gso_code: str | None = Field(default=None, description="Code of the General Statistics Office, as text")
    valid_from: date | None = Field(default=None, description="First day on which the unit exists; null: not known")
    valid_to: date | None = Field(default=None, description="Last day on which the unit exists; null: still there")
    successor: str | None = Field(default=None, description="Unit that takes over after valid_to")
    note: str | None = Field(default=None, description="A remark for readers")


class UnitRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.unit.registered.v1"
    after: UnitSnapshot


class PlanSnapshot(Snapshot):
    """A plan of a year, or the frame of a directive. The planned totals stay what the plan said (FR-NA-01)."""

    year: int = Field(description="Year that the plan is for")
    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    doc_number: str | None = Field(default=None, description="Number of the document; null: not stated")
    effective_from: date = Field(description="Day from which its tasks count")
    issued_at: Instant | None = Field(
        default=None, description="Since when tasks are added to it; null: being drawn up"
    )
    groups_total: int | None = Field(default=None, description="Groups that the plan states; null: not stated, never 0")
    tasks_total: int | None = Field(default=None, description="Tasks that the plan states; null: not stated, never 0")
    models_total: int | None = Field(default=None, description="Pilot models that the plan states; null: not stated")


class PlanRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.plan.registered.v1"
    after: PlanSnapshot


class PlanIssued(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.plan.issued.v1"
    after: PlanSnapshot


class GroupSnapshot(Snapshot):
    """A group of tasks in a plan. `slow` is an assessment with its basis, not a calculation (AMB-21)."""

    plan: str = Field(description="Plan that the group belongs to")
    name_vi: str = Field(description="Name in Vietnamese")
    name_en: str | None = Field(default=None, description="Name in English")
    order: int = Field(default=0, description="Place among the groups of the plan")
    slow: bool = Field(default=False, description="Assessed as slow by the standing agency (FR-NT-04)")
    slow_basis: str | None = Field(default=None, description="What the assessment rests on")
    note: str | None = Field(default=None, description="A remark for readers")


class GroupRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.group.registered.v1"
    after: GroupSnapshot


EVENTS = (
    EventType(
        TenantRegistered,
        "tenant id",
        ("reporting", "gateway"),
        "A province or the central level joins the system.",
        "Một tỉnh hoặc cấp Trung ương tham gia hệ thống.",
    ),
    EventType(
        UnitRegistered,
        "unit id",
        EVERYONE,
        "An agency, a district, a commune or another organisation unit is entered.",
        "Một cơ quan, địa phương hoặc đơn vị được khai báo.",
    ),
    EventType(
        PlanRegistered,
        "plan id",
        ("reporting", "gateway"),
        "A plan of a year, or the frame of a directive, is entered with the totals that it states.",
        "Một kế hoạch năm hoặc văn bản chỉ đạo được khai báo cùng các con số của nó.",
    ),
    EventType(
        PlanIssued,
        "plan id",
        ("reporting", "gateway"),
        "A plan is issued: a task that is registered from now on is counted as added.",
        "Kế hoạch được ban hành: nhiệm vụ ghi nhận từ đây là phát sinh.",
    ),
    EventType(
        GroupRegistered,
        "group id",
        ("reporting", "gateway"),
        "A group of tasks of a plan is entered, with the assessment whether it is slow.",
        "Một nhóm nhiệm vụ của kế hoạch được khai báo, kèm đánh giá chậm hay không.",
    ),
)
