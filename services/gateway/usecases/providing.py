"""Signing in at an identity provider (OpenID Connect Core, code flow with PKCE): what is kept meanwhile, and what must fit."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Self
from urllib.parse import urlsplit

_LONGEST_PATH = 1_000


@dataclass(frozen=True, slots=True)
class Provided:
    """What the provider gave: a token for the API, and whom its id token is about."""

    token: str
    subject: str


class Unfit(Exception):
    """`reason`: state (another attempt's, or too late), declined (by the provider), token (not for us, or for nobody here)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to the provider and back. All of it is secret but `following`, the page to go to in the end."""

    state: str
    nonce: str
    verifier: str
    following: str

    @classmethod
    def begun(cls, following: str) -> Self:
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, local_path(following))

    @classmethod
    def read(cls, text: str | None) -> Self:
        """As `kept` wrote it. Raises Unfit where there is none."""
        if text is None:
            raise Unfit("state")
        return cls(**json.loads(text))

    @property
    def kept(self) -> str:
        return json.dumps(asdict(self))

    @property
    def challenge(self) -> str:
        """PKCE, S256 (RFC 7636, section 4.2)."""
        return base64.urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    def require_state(self, given: str) -> None:
        """Raises Unfit."""
        if not compare_digest(self.state.encode(), given.encode()):
            raise Unfit("state")


def local_path(given: str) -> str:
    """A path of ours, else the first page: nobody is led elsewhere by a link to our sign-in.

    Browsers read a backslash as a slash and skip control characters, so nothing with either is taken. Nothing of the sign-in
    itself is either, which would begin anew for ever.
    """
    plain = given.isprintable() and "\\" not in given and " " not in given and len(given) <= _LONGEST_PATH
    if not plain or not given.startswith("/") or given.startswith(("//", "/session")):
        return "/"
    try:
        parts = urlsplit(given)
    except ValueError:
        return "/"
    return given if not parts.scheme and not parts.netloc else "/"
