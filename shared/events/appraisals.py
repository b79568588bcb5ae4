"""Contracts of appraisals: what the Working Group writes about a unit at a day, beside what is computed."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot
from shared.tenancy import Role

AppraisalKind = Literal["assessment", "achievement", "impact"]
Judgement = Literal["good", "on_track", "limited", "slow"]


class Basis(Contract):
    """What an appraisal rests on."""

    text: str = Field(description="In words")
    documents: tuple[str, ...] = Field(default=(), description="Numbers and symbols of documents")


class AppraisalSnapshot(Snapshot):
    """It is written once and stays; another day has another one (FR-NA-06, FR-NA-07, FR-NA-28)."""

    kind: AppraisalKind = Field(
        description="assessment: how the unit does; achievement: what is recognised; impact: what its lateness does"
    )
    unit: str = Field(description="Unit that it is about")
    work: str | None = Field(default=None, description="Task or pilot model that it is about, if any")
    as_of: date = Field(description="The day at whose end it holds")
    judgement: Judgement | None = Field(default=None, description="Of an assessment; never computed")
    text_vi: str = Field(description="What is said, in Vietnamese")
    text_en: str | None = Field(default=None, description="The same in English")
    basis: Basis | None = Field(default=None, description="What it rests on")
    by_role: Role = Field(description="Who wrote it, as a role")


class AppraisalWritten(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.appraisal.written.v1"
    after: AppraisalSnapshot


EVENTS = (
    EventType(
        AppraisalWritten,
        "appraisal id",
        ("reporting", "gateway"),
        "The Working Group assesses a unit, recognises an achievement, or notes what lateness does to people and businesses.",
        "Tổ công tác đánh giá một đơn vị, ghi nhận thành tích, hoặc ghi tác động của việc chậm tới người dân, doanh nghiệp.",
    ),
)
