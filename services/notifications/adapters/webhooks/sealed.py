"""Secrets at rest: sealed with a key that the store does not hold; a secret opens only where it belongs."""

import base64
from contextlib import suppress

from services.notifications.domain.subscriptions.errors import SecretUnreadable, SubscriptionsNotConfigured
from shared.chassis.sealing import DoesNotOpen, Seal

_PURPOSE = "tiendo webhook secrets"


class SealedVault:
    """`keys`: one a line, each any text with 256 bits of chance in it. The first one seals, every one opens; without any
    nothing can be sealed or opened."""

    def __init__(self, keys: str) -> None:
        self._seals = [Seal(_PURPOSE, key.strip()) for key in keys.splitlines() if key.strip()]

    def seal(self, secret: str, context: str) -> str:
        return base64.b64encode(self._configured()[0].close(secret, context)).decode()

    def open(self, sealed: str, context: str) -> str:
        return self._opened(sealed, context)[1]

    def sealed_anew(self, sealed: str, context: str) -> str | None:
        place, secret = self._opened(sealed, context)
        return self.seal(secret, context) if place else None

    def _opened(self, sealed: str, context: str) -> tuple[int, str]:
        """Which key it was, from 0, and the secret. Unreadable with other keys, and where it was moved."""
        for place, seal in enumerate(self._configured()):
            with suppress(DoesNotOpen):
                return place, seal.open(base64.b64decode(sealed), context)
        raise SecretUnreadable

    def _configured(self) -> list[Seal]:
        if not self._seals:
            raise SubscriptionsNotConfigured
        return self._seals
