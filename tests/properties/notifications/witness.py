"""Reads every notice that is stored, and knows which causes it has seen told to which mailboxes."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from shared.calendar import from_wire
from shared.events import Event
from shared.storage import Document
from tests.properties.notifications.calendar import in_office_hours
from tests.properties.notifications.duties import Promised, Told, announced


class Witness:
    """`reminded` and `heard` are what mailboxes were told by the clock, and of which events (by number)."""

    def __init__(self) -> None:
        self.reminded: set[Told] = set()
        self.heard: set[tuple[int, str]] = set()
        self._seen: set[str] = set()

    def look(self, stored: Iterable[Document], begun: Sequence[Event], may: AbstractSet[Promised]) -> None:
        """Raises AssertionError where a notice is gone, is there twice, or never ought to be there."""
        notices = {notice["id"]: notice for notice in stored}
        assert notices.keys() >= self._seen, "what was told stays told"
        for new in notices.keys() - self._seen:
            if notices[new]["obligation"]["step"] is None:
                self._hear(notices[new], begun)
            else:
                self._be_reminded(notices[new], may)
        self._seen |= notices.keys()

    def missing(self, folded: Iterable[Event]) -> set[tuple[int, str]]:
        """Of what these events have to say."""
        return {(event.sequence, mailbox) for event in folded for mailbox in announced(event)} - self.heard

    def check_ticked_off(self, obligations: Iterable[Document]) -> None:
        """Whatever a program believes to be told for the present deadline has been told, or a crash would lose it."""
        told = {(work, due, step) for work, due, step, _ in self.reminded}
        ticked_off = {(each["id"], each["due_at"], step) for each in obligations for step in each["fired"]}
        assert ticked_off <= told, "a step is ticked off that nobody was told"

    def _hear(self, notice: Document, begun: Sequence[Event]) -> None:
        cause = notice["sequence"], notice["mailbox"]
        assert cause not in self.heard, f"an event is told twice: {cause}"
        assert notice["sequence"] <= len(begun), f"nobody has folded this event yet: {cause}"
        event = begun[notice["sequence"] - 1]
        assert notice["mailbox"] in announced(event), f"an event does not concern this mailbox: {cause}"
        assert notice["subject"] == event.subject
        assert from_wire(notice["created_at"]) == event.recordedtime
        self.heard.add(cause)

    def _be_reminded(self, notice: Document, may: AbstractSet[Promised]) -> None:
        owed = notice["obligation"]
        told: Told = notice["subject"], owed["due_at"], owed["step"], notice["mailbox"]
        assert told not in self.reminded, f"a step is told twice: {told}"
        assert (told, from_wire(notice["effective_at"])) in may, f"nobody could have found this step due: {told}"
        assert in_office_hours(from_wire(notice["created_at"])), f"told while nobody works: {told}"
        self.reminded.add(told)
