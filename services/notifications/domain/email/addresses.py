"""An address and its standing: nothing but a verification is sent to it before its owner has opened the link in that.

Addresses are personal data. They are kept in the book and here, and in no log, metric, notice or queue: elsewhere an address
is called by its key.
"""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.email.preferences import Preferences
from shared.events.envelope import Instant
from shared.tenancy import TenantId

LINK_VALID_FOR = timedelta(days=7)
ASKED_AGAIN_AFTER = timedelta(hours=1)
LONGEST = 254
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@(?:{_LABEL}\.)+{_LABEL}"
)
_LONGEST_LOCAL = 64


def is_address(text: str) -> bool:
    """Plain ASCII, no quotes, no comments, no spaces: what every mail server takes, and nothing that ends a header."""
    return len(text) <= LONGEST and len(text.partition("@")[0]) <= _LONGEST_LOCAL and bool(_ADDRESS.fullmatch(text))


def key_of(tenant: TenantId, address: str) -> str:
    """By which an address is called wherever it is not shown. Letters' case makes no other address."""
    return blake2b(f"{tenant}\n{address.lower()}".encode(), digest_size=12).hexdigest()


class Standing(StrEnum):
    """`failing`: it refused what was sent; nothing more is sent until it is verified anew."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    FAILING = "failing"
    REMOVED = "removed"


class Address(BaseModel):
    """`asked_at`: when a verification was last sent, also kept of one that was removed, so that nobody is asked in a row.

    `reason` is the number that the mail server answered with, never its words: they may name the address. `digest_on`: the
    last day on which it was looked whether this address reads a digest.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    text: str
    state: Standing = Standing.UNVERIFIED
    asked_at: Instant | None = None
    verified_at: Instant | None = None
    failing_since: Instant | None = None
    reason: str | None = None
    preferences: Preferences = Preferences()
    digest_on: date | None = None

    def may_be_asked(self, now: datetime) -> bool:
        return self.asked_at is None or now - self.asked_at >= ASKED_AGAIN_AFTER

    def asked(self, now: datetime) -> "Address":
        return self.model_copy(update={"asked_at": now})

    def listed(self, text: str) -> "Address":
        """Back in the book it has to be verified anew."""
        if self.state is not Standing.REMOVED:
            return self
        return Address(key=self.key, text=text, asked_at=self.asked_at)

    def removed(self) -> "Address":
        return Address(key=self.key, text="", state=Standing.REMOVED, asked_at=self.asked_at)

    def verified(self, now: datetime) -> "Address":
        if self.state is Standing.VERIFIED:
            return self
        fine = {"state": Standing.VERIFIED, "verified_at": now, "failing_since": None, "reason": None}
        return self.model_copy(update=fine)

    def failed(self, reason: str, now: datetime) -> "Address":
        if self.state in {Standing.FAILING, Standing.REMOVED}:
            return self
        return self.model_copy(update={"state": Standing.FAILING, "failing_since": now, "reason": reason})

    def preferring(self, preferences: Preferences) -> "Address":
        """Whoever chooses the digest gets that of today, if its hour is over."""
        return self.model_copy(update={"preferences": preferences, "digest_on": None})

    def opened_by_link(self, now: datetime) -> bool:
        """The link of the last verification that was asked for still opens."""
        return self.state is not Standing.REMOVED and self.asked_at is not None and now - self.asked_at < LINK_VALID_FOR
