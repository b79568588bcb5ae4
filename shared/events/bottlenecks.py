"""Contracts of bottlenecks: what holds the work up, who can unblock it, and which units lead each of the five groups."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot
from shared.events.work_parts import Elsewhere
from shared.tenancy import Role

BottleneckGroup = Literal["legal", "infrastructure", "data", "security", "resources"]
BottleneckScope = Literal["funding", "people"]
BottleneckStatus = Literal["open", "proposed", "decided", "resolved", "rejected"]

_SCOPE = Field(
    default=None, description="Part of the group resources; null: not divided, or the whole group (FR-BP-11)"
)


class SurveyOrigin(Contract):
    """The answer of a survey in which a unit named the bottleneck."""

    round: str = Field(description="Round of the survey")
    response: str = Field(description="The unit's response in that round")
    question: str = Field(description="Question that was answered with a bottleneck")


class Authority(Contract):
    """Who can unblock it: a role, a unit, or a level in words, such as the Government."""

    role: Role | None = Field(default=None, description="Role that can decide")
    unit: str | None = Field(default=None, description="Unit that can decide")
    level: str | None = Field(default=None, description="Level of authority in words")


class Proposal(Contract):
    """What the lead of the group proposes."""

    text: str = Field(description="The solution that is proposed")
    document: str | None = Field(default=None, description="Document with which it was put forward")


class Decision(Contract):
    """What was decided on the proposal; a rejection is one too."""

    text: str = Field(description="What was decided, or why it was rejected")
    document: str = Field(description="Document that decides it")
    decided_by_role: Role = Field(description="Who decided, as a role")


class BottleneckStep(Contract):
    """One step of its life: when it took effect, and by whom."""

    status: BottleneckStatus = Field(description="Status that the step led to")
    at: Instant = Field(description="When it took effect")
    role: Role = Field(description="Who did it, as a role")
    unit: str | None = Field(default=None, description="Unit of that role, where it has one")


class BottleneckSnapshot(Snapshot):
    """What holds work up and needs a decision above (FR-BP-13). It never blocks the progress of its works (FR-BP-14)."""

    group: BottleneckGroup = Field(description="Exactly one of the five groups")
    scope: BottleneckScope | None = _SCOPE
    theme: str | None = Field(default=None, description="Code that the same bottleneck has in every province")
    title_vi: str = Field(description="What it is about, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    description_vi: str | None = Field(default=None, description="What exactly holds the work up")
    description_en: str | None = Field(default=None, description="The same in English")
    owner_unit: str = Field(description="Unit whose work is held up")
    linked_works: tuple[str, ...] = Field(default=(), description="Tasks and pilot models that are held up")
    survey: SurveyOrigin | None = Field(default=None, description="The answer that raised it; null: raised by hand")
    corrective_actions: tuple[str, ...] = Field(default=(), description="What the unit does about it itself (FR-BP-14)")
    competent_authority: Authority | None = Field(default=None, description="Who can unblock it; null: not known yet")
    proposal: Proposal | None = Field(default=None, description="What is proposed")
    decision: Decision | None = Field(default=None, description="What was decided")
    resolution: str | None = Field(default=None, description="How it was resolved")
    origin: Elsewhere | None = Field(default=None, description="Where it was begun, if a predecessor began it")
    passed_to: Elsewhere | None = Field(
        default=None, description="Where it goes on since its tenant was succeeded; it keeps the status of that day"
    )
    status: BottleneckStatus = Field(description="Where it stands")
    status_since: Instant = Field(description="When the status took effect")
    raised_at: Instant = Field(description="When it was raised; its age counts from here")
    steps: tuple[BottleneckStep, ...] = Field(description="Every step with its time and role, the first one first")


class Amendment(Contract):
    """Why something about it was written down anew."""

    reason: str = Field(description="Why")


class BottleneckRaised(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.raised.v1"
    after: BottleneckSnapshot


class BottleneckAmended(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.amended.v1"
    after: BottleneckSnapshot
    change: Amendment


class BottleneckProposed(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.proposed.v1"
    after: BottleneckSnapshot


class BottleneckDecided(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.decided.v1"
    after: BottleneckSnapshot


class BottleneckResolved(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.resolved.v1"
    after: BottleneckSnapshot


class BottleneckRejected(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.bottleneck.rejected.v1"
    after: BottleneckSnapshot


_HEARD = ("reporting", "gateway")

EVENTS = (
    EventType(
        BottleneckRaised,
        "bottleneck id",
        _HEARD,
        "A unit or the standing agency names a bottleneck, or a submitted survey answer does.",
        "Một điểm nghẽn được nêu, do đơn vị, cơ quan thường trực hoặc từ câu trả lời khảo sát đã nộp.",
    ),
    EventType(
        BottleneckAmended,
        "bottleneck id",
        _HEARD,
        "What is said of a bottleneck changes, such as the unit's own corrective actions; its status does not.",
        "Nội dung điểm nghẽn được bổ sung, ví dụ biện pháp tự khắc phục; trạng thái giữ nguyên.",
    ),
    EventType(
        BottleneckProposed,
        "bottleneck id",
        _HEARD,
        "The lead of its group proposes a solution to those who can decide.",
        "Cơ quan chủ trì nhóm đề xuất giải pháp với cấp có thẩm quyền.",
    ),
    EventType(
        BottleneckDecided,
        "bottleneck id",
        _HEARD,
        "The proposal is decided upon by a document.",
        "Đề xuất được quyết định bằng văn bản.",
    ),
    EventType(
        BottleneckResolved,
        "bottleneck id",
        _HEARD,
        "The bottleneck no longer holds anything up.",
        "Điểm nghẽn đã được tháo gỡ.",
    ),
    EventType(
        BottleneckRejected,
        "bottleneck id",
        _HEARD,
        "The proposal is rejected by a document.",
        "Đề xuất bị bác bằng văn bản.",
    ),
)
