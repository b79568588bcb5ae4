"""A mail that is to be sent: what it tells and to which address, by key. Its id follows from both, and so its Message-ID.

A claim is a time before which nobody else tries: whoever claims a mail moves the time of its next attempt. After a crash it is
due again when the claim has ended, and goes out once more under the same Message-ID.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.notices import Notice
from services.notifications.domain.subscriptions.progress import Schedule
from shared.calendar import local_date
from shared.events.envelope import Instant

CLAIMED_FOR = timedelta(minutes=5)


class Sort(StrEnum):
    VERIFICATION = "verification"
    NOTICE = "notice"
    DIGEST = "digest"


class Fate(StrEnum):
    """`gathered`: it waits for the next digest of its address. `dropped`: there was nobody to send it to any more, or nothing
    to tell; the inbox has it anyway."""

    WAITING = "waiting"
    GATHERED = "gathered"
    SENT = "sent"
    PARKED = "parked"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """`away`: the mail server, or our access to it; the mail is not to blame. `deferred`: not now. `refused`: never."""

    SENT = "sent"
    AWAY = "away"
    DEFERRED = "deferred"
    REFUSED = "refused"


class Mail(BaseModel):
    """`wanted_at`: when it was to go out at first. `due_at`: when it is tried next, None once nothing more is tried.

    `kind` is that of its notice, and `day` that of a digest. `revision` is the store's, moved by every write.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    sort: Sort
    address: str
    mailbox: str = ""
    kind: str = ""
    notices: tuple[str, ...] = ()
    day: date | None = None
    wanted_at: Instant
    due_at: Instant | None
    fate: Fate = Fate.WAITING
    attempts: int = 0
    settled_at: Instant | None = None
    reason: str | None = None
    revision: int = 0

    def claimed(self, now: datetime) -> "Mail":
        return self.model_copy(update={"due_at": now + CLAIMED_FOR})

    def settled(self, fate: Fate, now: datetime, reason: str | None = None) -> "Mail":
        return self.model_copy(update={"fate": fate, "due_at": None, "settled_at": now, "reason": reason})

    def postponed(self, until: datetime) -> "Mail":
        return self.model_copy(update={"due_at": until})

    def held(self, until: datetime) -> "Mail":
        """Not wanted before then."""
        return self.model_copy(update={"due_at": until, "wanted_at": until})

    def is_over(self, at: datetime) -> bool:
        """A digest is sent on its day or never: the next one tells what it would have told."""
        return self.day is not None and self.day != local_date(at)

    def filled(self, notices: Iterable[str]) -> "Mail":
        """What a digest tells once it has been tried, it tells whenever it is tried again."""
        return self if self.notices else self.model_copy(update={"notices": tuple(notices)})

    def after(self, outcome: Outcome, reason: str | None, now: datetime, pacing: tuple[Schedule, float]) -> "Mail":
        """What follows from an attempt; `pacing` is the schedule and this attempt's jitter.

        A server that is away costs no attempt: the mail waits however long that takes.
        """
        schedule, jitter = pacing
        if outcome is Outcome.SENT:
            return self.settled(Fate.SENT, now)
        if outcome is Outcome.AWAY:
            return self.postponed(now)
        tried = self.model_copy(update={"attempts": self.attempts + 1})
        if outcome is Outcome.REFUSED or tried.attempts >= len(schedule.pauses):
            return tried.settled(Fate.PARKED, now, reason)
        return tried.postponed(now + schedule.after(tried.attempts, jitter)).model_copy(update={"reason": reason})


def mail_id(*cause: str) -> str:
    """The same for the same cause, whoever computes it and whenever."""
    return blake2b("\n".join(cause).encode(), digest_size=16).hexdigest()


def telling(notice: Notice, address: str, due_at: datetime) -> Mail:
    return Mail(
        id=telling_id(notice.id, address),
        sort=Sort.NOTICE,
        address=address,
        mailbox=notice.mailbox,
        kind=notice.kind.value,
        notices=(notice.id,),
        wanted_at=due_at,
        due_at=due_at,
    )


def telling_id(notice: str, address: str) -> str:
    return mail_id("notice", notice, address)


def gathering(notice: Notice, address: str, now: datetime) -> Mail:
    """Not sent by itself: the digest tells it. It is forgotten in time even if no digest ever does."""
    gathered = {"fate": Fate.GATHERED, "due_at": None, "settled_at": now}
    return telling(notice, address, now).model_copy(update=gathered)


def digesting(address: str, mailbox: str, day: date, due_at: datetime) -> Mail:
    """One for each address and day."""
    return Mail(
        id=mail_id("digest", address, day.isoformat()),
        sort=Sort.DIGEST,
        address=address,
        mailbox=mailbox,
        day=day,
        wanted_at=due_at,
        due_at=due_at,
    )


def asking(address: str, asked_at: datetime) -> Mail:
    """One for each time that it is asked."""
    cause = mail_id("verification", address, asked_at.isoformat())
    return Mail(id=cause, sort=Sort.VERIFICATION, address=address, wanted_at=asked_at, due_at=asked_at)
