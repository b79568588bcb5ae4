"""Secret links to calendars, for programs that can show no token. Whoever has a link may read; only a hash of it is kept."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from services.notifications.domain.mailboxes import Mailbox

VALID_FOR = timedelta(days=365)
_UNKNOWN = "0" * 64


class CalendarLink(NamedTuple):
    """One per mailbox. `handle` finds it and is no secret; `digest` is that of the secret in the link."""

    mailbox: Mailbox
    handle: str
    digest: str
    made_at: datetime
    made_by: str

    @property
    def expires_at(self) -> datetime:
        return self.made_at + VALID_FOR


def digest_of(secret: str) -> str:
    """The secret is 32 random bytes, so a fast hash is enough."""
    return sha256(secret.encode()).hexdigest()


def opens(link: CalendarLink | None, secret: str, now: datetime) -> bool:
    """Takes as long for a link that is not there as for a wrong secret."""
    expected = _UNKNOWN if link is None else link.digest
    right = hmac.compare_digest(expected, digest_of(secret))
    return right and link is not None and now < link.expires_at
