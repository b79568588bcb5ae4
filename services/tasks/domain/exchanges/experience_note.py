"""What other localities have done, noted for a task and shared when that is decided (FR-BP-06)."""

from datetime import datetime

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.duty_errors import PublicationUnchanged
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.values import Flag, Identifier, Line, Text, Wish
from shared.events import Change, Occurred, Source
from shared.events.experience import (
    ExperienceNotePublicationChanged,
    ExperienceNoteSnapshot,
    ExperienceNoteWritten,
    PublicationChange,
)
from shared.tenancy import TenantId


class NewExperienceNote(Wish):
    """Written for the own tenant; whether others may read it is decided apart from it."""

    id: Identifier
    task: Identifier | None = Field(None, description="Task or pilot model that it is written for")
    locality_vi: Line = Field(description="Where it was done, such as thành phố Hà Nội")
    locality_tenant: Identifier | None = Field(None, description="That locality as a tenant, if it is one")
    title_vi: Line
    title_en: Line | None = None
    done_vi: Text = Field(description="What was done there")
    legal_basis: tuple[Line, ...] = Field((), max_length=100, description="Documents that it rests on")
    applicability_vi: Text | None = Field(None, description="Whether it would do here")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class PublicationWish(Wish):
    published: Flag = Field(description="true: every tenant may read it; false: taken back")
    reason: Line | None = None


def write(
    new: NewExperienceNote, tenant: TenantId, unit: str | None, task_exists: bool, now: datetime
) -> Change[ExperienceNoteSnapshot]:
    """Raises UnknownReference."""
    if new.task is not None and not task_exists:
        raise UnknownReference("task", new.task)
    note = ExperienceNoteSnapshot(tenant=tenant, version=1, unit=unit, **new.model_dump())
    return Change(note, (Occurred(ExperienceNoteWritten(after=note), now),))


def publish(note: ExperienceNoteSnapshot, wish: PublicationWish, now: datetime) -> Change[ExperienceNoteSnapshot]:
    """Raises PublicationUnchanged."""
    if note.published == wish.published:
        raise PublicationUnchanged(note.published)
    at = now if wish.published else None
    after = note.model_copy(update={"version": note.version + 1, "published": wish.published, "published_at": at})
    change = PublicationChange(published=wish.published, reason=wish.reason)
    payload = ExperienceNotePublicationChanged(before=old_values(note, after), after=after, change=change)
    return Change(after, (Occurred(payload, now),))


def as_others_read_it(note: ExperienceNoteSnapshot) -> ExperienceNoteSnapshot:
    """Without the task that it was written for, which is the author's own business."""
    return note.model_copy(update={"task": None})
