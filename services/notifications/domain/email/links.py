"""Links in mails, for people who show no token: computed with the deployment's key, and kept nowhere."""

import base64
import hmac
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from shared.tenancy import TenantId

_PURPOSE = b"tiendo links in mails\n"
DIGEST = "digest"
"""In the place of a kind of notice."""
_SHORT = 32
"""192 bits; with the kind before it the link is still an identifier."""


class Place(NamedTuple):
    """Where mails lead: the address at which people open the web application, without a slash at its end."""

    url: str

    def inbox(self, tenant: TenantId, subject: str | None = None) -> str:
        """The mailbox; with a subject, all that its owner was told about that."""
        thread = f"?show=all&subject={quote(subject, safe='')}" if subject else ""
        return f"{self.url}/t/{tenant}/inbox{thread}"

    def page(self, tenant: TenantId, sort: str, link: str) -> str:
        return f"{self.url}/email/{tenant}/{sort}/{link}"


class Links:
    """`key` is any text with 256 bits of chance in it. With another one, links that were sent open nothing any more."""

    def __init__(self, key: str) -> None:
        self._key = sha256(_PURPOSE + key.encode()).digest()

    def verification(self, tenant: TenantId, address: str, asked_at: datetime) -> str:
        """`KEY.SECRET`: opens until the address is asked again."""
        return f"{address}.{self._secret('verify', tenant, address, asked_at.isoformat())}"

    def is_verification(self, link: str, tenant: TenantId, address: str, asked_at: datetime) -> bool:
        return hmac.compare_digest(link.encode(), self.verification(tenant, address, asked_at).encode())

    def settings(self, tenant: TenantId, address: str, verified_at: datetime) -> str:
        """`KEY.SECRET`: opens until the address is verified anew, or leaves the book."""
        return f"{address}.{self._secret('settings', tenant, address, verified_at.isoformat())}"

    def unsubscribing(self, tenant: TenantId, address: str, kind: str, verified_at: datetime) -> str:
        """`KEY.KIND.SECRET`, for one kind of notice or DIGEST; it opens as long as those of settings."""
        secret = self._secret("unsubscribe", tenant, address, kind, verified_at.isoformat())
        return f"{address}.{kind}.{secret[:_SHORT]}"

    def _secret(self, *about: str) -> str:
        digest = hmac.new(self._key, "\n".join(about).encode(), sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
