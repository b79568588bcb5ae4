"""Contracts of working sessions: conferences and meetings with who takes part, and what units commit themselves to."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot
from shared.tenancy import Role

SessionSort = Literal["conference", "meeting", "working_session"]


class Commitment(Contract):
    """What a unit says in a session that it will do by a day; it is followed as an undertaking of its own."""

    unit: str = Field(description="Unit that commits itself")
    title_vi: str = Field(description="What it will do")
    title_en: str | None = Field(default=None, description="The same in English")
    text_vi: str | None = Field(default=None, description="The same at length")
    due_date: date = Field(description="The last day for it")


class SessionSnapshot(Snapshot):
    """A conference, a meeting or a working session. What units state there are their reports of a period."""

    sort: SessionSort = Field(description="What sort of session it is")
    title_vi: str = Field(description="What it is about, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    held_on: date = Field(description="Its day; it may lie ahead")
    chair_role: Role = Field(description="Role of who chairs it")
    chair_unit: str | None = Field(default=None, description="Unit of who chairs it, where the role is of a unit")
    participants: tuple[str, ...] = Field(description="Units that take part")
    statements: str | None = Field(default=None, description="Reporting period whose reports are the units' statements")
    conclusion: str | None = Field(default=None, description="Directive that concludes it (FR-NA-14)")
    commitments: tuple[Commitment, ...] = Field(default=(), description="What units commit themselves to, by number")


class SessionConvened(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.session.convened.v1"
    after: SessionSnapshot


class CommitmentMade(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.session.commitment-made.v1"
    after: SessionSnapshot
    change: Commitment


EVENTS = (
    EventType(
        SessionConvened,
        "session id",
        ("gateway", "notifications"),
        "A conference, meeting or working session is entered with its chair and the units that take part.",
        "Một hội nghị, cuộc họp hoặc phiên làm việc được ghi nhận cùng người chủ trì và đơn vị tham dự.",
    ),
    EventType(
        CommitmentMade,
        "session id",
        ("gateway",),
        "A unit commits itself in a session to something by a day.",
        "Một đơn vị cam kết tại phiên làm việc sẽ thực hiện một việc trước thời hạn.",
    ),
)
