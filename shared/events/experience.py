"""Contracts of experience notes: what one locality has learned from another, and shares when it decides to."""

from typing import ClassVar

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot


class ExperienceNoteSnapshot(Snapshot):
    """What was done elsewhere and whether it would do here (FR-BP-06). Others read it only where it was published."""

    task: str | None = Field(default=None, description="Task that it was written for; never shown to other tenants")
    unit: str | None = Field(default=None, description="Unit that wrote it")
    locality_vi: str = Field(description="Where it was done")
    locality_tenant: str | None = Field(default=None, description="That locality as a tenant, if it is one")
    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    done_vi: str = Field(description="What was done there")
    legal_basis: tuple[str, ...] = Field(default=(), description="Documents that it rests on")
    applicability_vi: str | None = Field(default=None, description="Whether it would do here")
    published: bool = Field(default=False, description="Readable by every tenant")
    published_at: Instant | None = Field(default=None, description="Since when it is readable by every tenant")


class PublicationChange(Contract):
    """What was decided about a note, and why."""

    published: bool = Field(description="Whether every tenant may read it from now on")
    reason: str | None = Field(default=None, description="Why")


class ExperienceNoteWritten(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.experience-note.written.v1"
    after: ExperienceNoteSnapshot


class ExperienceNotePublicationChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.experience-note.publication-changed.v1"
    after: ExperienceNoteSnapshot
    change: PublicationChange


EVENTS = (
    EventType(
        ExperienceNoteWritten,
        "note id",
        ("gateway",),
        "A unit notes what another locality has done.",
        "Một đơn vị ghi lại kinh nghiệm của địa phương khác.",
    ),
    EventType(
        ExperienceNotePublicationChanged,
        "note id",
        ("gateway",),
        "A note is published to every tenant, or taken back.",
        "Ghi chú kinh nghiệm được công bố cho mọi tỉnh, hoặc được thu hồi.",
    ),
)
