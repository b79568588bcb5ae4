"""The book of a mailbox: one small document that makes its counts exact and their cost flat.

A mailbox's notices are documents of their own, and no write spans two documents. So the book is written before them: it
remembers what is about to happen (`arriving`, `marks`) until that is seen to have happened. An arrival is counted when its
notice is stored and its entry goes, in one write; a mark is counted when it is entered, for from then on it will be carried
out. Whoever finds an entry after a crash completes it; an arrival that never came about stays and counts nothing. The
book's revision is what concurrent writers compete for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.ports import Counts
from shared.storage import Document


@dataclass(frozen=True, slots=True)
class Mark:
    """A notice is to become read at that time, or unread. A later mark has a higher serial and wins."""

    serial: int
    read_at: str | None


@dataclass(frozen=True, slots=True)
class Book:
    mailbox: Mailbox
    revision: int = 0
    total: int = 0
    unread: int = 0
    serial: int = 0
    arriving: frozenset[str] = frozenset()
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @classmethod
    def of(cls, mailbox: Mailbox, document: Mapping[str, Any] | None) -> Self:
        if document is None:
            return cls(mailbox)
        return cls(
            mailbox,
            document["revision"],
            document["total"],
            document["unread"],
            document["serial"],
            frozenset(document["arriving"]),
            {notice: Mark(**mark) for notice, mark in document["marks"].items()},
        )

    @property
    def document(self) -> Document:
        return {
            "id": self.mailbox,
            "revision": self.revision,
            "total": self.total,
            "unread": self.unread,
            "serial": self.serial,
            "arriving": sorted(self.arriving),
            "marks": {n: {"serial": mark.serial, "read_at": mark.read_at} for n, mark in self.marks.items()},
        }

    @property
    def counts(self) -> Counts:
        return Counts(self.total, self.unread)

    @property
    def stored(self) -> Self:
        """This book after the store has taken it."""
        return replace(self, revision=self.revision + 1)

    def expecting(self, notices: Collection[str]) -> Self:
        """Remembers notices that are about to be stored. They must be neither stored nor expected yet."""
        return replace(self, arriving=self.arriving | frozenset(notices))

    def arrived(self, stored: Collection[str]) -> Self:
        """Counts, as unread, those of the stored notices that are still expected."""
        here = self.arriving & frozenset(stored)
        return replace(
            self, total=self.total + len(here), unread=self.unread + len(here), arriving=self.arriving - here
        )

    def marked(self, notices: Collection[str], read_at: str | None) -> Self:
        """Counts notices that are about to change. They must have arrived, and not be as wished yet."""
        mark = Mark(self.serial + 1, read_at)
        change = len(notices) if read_at is None else -len(notices)
        return replace(
            self,
            unread=self.unread + change,
            serial=mark.serial,
            marks={**self.marks, **dict.fromkeys(notices, mark)},
        )

    def carried_out(self, notices: Collection[str]) -> Self:
        """Forgets marks that the notices hold."""
        return replace(self, marks={notice: mark for notice, mark in self.marks.items() if notice not in notices})
