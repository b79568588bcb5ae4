"""Secrets at rest: sealed with a key that the store does not hold; a secret opens only where it belongs."""

import base64

from services.notifications.domain.subscriptions.errors import SubscriptionsNotConfigured
from shared.chassis.sealing import Seal

_PURPOSE = "tiendo webhook secrets"


class SealedVault:
    """`key` is any text with 256 bits of chance in it; without one nothing can be sealed or opened."""

    def __init__(self, key: str) -> None:
        self._seal = Seal(_PURPOSE, key) if key else None

    def seal(self, secret: str, context: str) -> str:
        return base64.b64encode(self._configured().close(secret, context)).decode()

    def open(self, sealed: str, context: str) -> str:
        """Raises DoesNotOpen where the key is another one, or the secret was moved."""
        return self._configured().open(base64.b64decode(sealed), context)

    def _configured(self) -> Seal:
        if self._seal is None:
            raise SubscriptionsNotConfigured
        return self._seal
