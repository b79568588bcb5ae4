"""Experience notes, of which everybody reads those that were published."""

from services.tasks.adapters.registers import NOTES, StoredRegister
from services.tasks.domain.exchanges.experience_note import as_others_read_it
from shared.events import ExperienceNoteSnapshot
from shared.messaging import Found, Sequencer
from shared.storage import Store
from shared.tenancy import AcrossTenants


class StoredNotes(StoredRegister[ExperienceNoteSnapshot]):
    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, NOTES, ExperienceNoteSnapshot, sequencer)
        self._everywhere = store

    async def published(self, reason: str, limit: int, after: str | None) -> Found[ExperienceNoteSnapshot]:
        page = await self._everywhere.across(NOTES, AcrossTenants(reason)).find({"published": True}, limit, after)
        notes = [ExperienceNoteSnapshot.model_validate(document["state"]) for document in page.items]
        return Found([as_others_read_it(note) for note in notes], page.after)
