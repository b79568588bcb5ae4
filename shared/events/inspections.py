"""Contracts of inspections: who looked at whom, when, what was found and what is recommended (FR-NA-25)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot


class Finding(Contract):
    """One thing that was found."""

    about: Literal["progress", "discipline"] = Field(description="Progress of the work, or administrative discipline")
    unit: str | None = Field(default=None, description="Inspected unit that it is about; null: all of them")
    text: str = Field(description="What was found")


class Recommendation(Contract):
    """What a unit should do by a day; it is followed as an undertaking of its own."""

    unit: str = Field(description="Unit that should do it")
    title_vi: str = Field(description="What should be done")
    title_en: str | None = Field(default=None, description="The same in English")
    text_vi: str | None = Field(default=None, description="The same at length")
    due_date: date = Field(description="The last day for it")


class InspectionSnapshot(Snapshot):
    """The record of one inspection; tasks that follow from it name it."""

    title_vi: str = Field(description="What was inspected, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    held_on: date = Field(description="Its day")
    inspectors: tuple[str, ...] = Field(description="Units that inspect, such as the police and Home Affairs")
    inspected: tuple[str, ...] = Field(description="Units that are inspected")
    findings: tuple[Finding, ...] = Field(default=(), description="What was found")
    recommendations: tuple[Recommendation, ...] = Field(default=(), description="What is recommended, by number")
    documents: tuple[str, ...] = Field(default=(), description="Numbers and symbols of its documents")


class InspectionRecorded(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.inspection.recorded.v1"
    after: InspectionSnapshot


EVENTS = (
    EventType(
        InspectionRecorded,
        "inspection id",
        ("gateway",),
        "An inspection of progress and discipline is recorded with its findings and recommendations.",
        "Một cuộc kiểm tra tiến độ, kỷ luật, kỷ cương được ghi lại cùng phát hiện và kiến nghị.",
    ),
)
