"""Localities learn from each other (FR-BP-06)."""

from services.tasks.domain.authority import require_author, require_planner
from services.tasks.domain.exchanges import experience_note as notes
from services.tasks.domain.exchanges.experience_note import NewExperienceNote, PublicationWish
from services.tasks.ports import Committed, Found, Records
from services.tasks.usecases.joining import require_tenant
from shared.events import ExperienceNoteSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal


async def write_note(
    records: Records, caller: Principal, command: Command, new: NewExperienceNote
) -> Committed[ExperienceNoteSnapshot]:
    """FR-BP-06. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_author(caller, command.tenant)
    await require_tenant(records, command.tenant)
    exists = new.task is not None and await records.works.get(command.tenant, new.task) is not None
    return await records.notes.add(command, notes.write(new, command.tenant, caller.unit, exists, command.recorded_at))


async def publish_note(
    records: Records, caller: Principal, command: Command, key: str, wish: PublicationWish
) -> Committed[ExperienceNoteSnapshot]:
    """FR-BP-06. Raises NotAllowed, NotFound, PublicationUnchanged, VersionMismatch, KeyReused, ConcurrentChange."""
    require_planner(caller, command.tenant)
    return await records.notes.change(command, key, lambda note: notes.publish(note, wish, command.recorded_at))


async def published_notes(
    records: Records, caller: Principal, limit: int, after: str | None
) -> Found[ExperienceNoteSnapshot]:
    """What any tenant has published; FR-BP-06. Raises ValueError (an `after` that is not one)."""
    return await records.notes.published(f"{caller.role} reads what was published", limit, after)
