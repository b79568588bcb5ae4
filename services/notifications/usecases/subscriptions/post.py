"""One attempt: signed, sent, and what came back in a form that may be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.notifications.domain.subscriptions.attempts import Reply, Sent
from services.notifications.domain.subscriptions.endpoints import without_query
from services.notifications.domain.subscriptions.signatures import signed_headers
from services.notifications.domain.subscriptions.subscription import Subscription
from services.notifications.ports.delivering import DeliveryMeter, Sender, Vault
from shared.calendar import Clock
from shared.events.envelope import CONTENT_TYPE
from shared.tenancy import TenantId

_MASK = "***"
_SIGNATURE = "webhook-signature"
SEAL = "{tenant}/{subscription}/{number}"
"""What a secret is bound to: elsewhere it cannot be opened."""


class Letter(NamedTuple):
    """`id` is the same whenever it is sent again; receivers keep it to tell repetitions."""

    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """`within` and `asked_within` are seconds: for deliveries, and where somebody waits for the answer."""

    sender: Sender
    vault: Vault
    clock: Clock
    meter: DeliveryMeter
    within: float = 15.0
    asked_within: float = 10.0

    async def send(
        self, tenant: TenantId, subscription: Subscription, letter: Letter, *, asked: bool = False
    ) -> tuple[Sent, Reply]:
        now = self.clock.now()
        live = [
            self.vault.open(secret.sealed, sealed_for(tenant, subscription.id, secret.number))
            for secret in subscription.live(now)
        ]
        signed = signed_headers(letter.id, letter.body, live, now)
        headers = {"content-type": CONTENT_TYPE, "user-agent": "tiendo", **signed}
        reply = await self.sender.send(
            subscription.wish.url, headers, letter.body, self.asked_within if asked else self.within
        )
        self.meter.attempted(tenant, reply.outcome)
        kept = {**headers, _SIGNATURE: _MASK}
        sent = Sent(without_query(subscription.wish.url), kept, len(letter.body))
        return sent, _masked(reply, [*live, *signed[_SIGNATURE].split()])


def sealed_for(tenant: TenantId, subscription: str, number: int) -> str:
    return SEAL.format(tenant=tenant, subscription=subscription, number=number)


def _masked(reply: Reply, words: Sequence[str]) -> Reply:
    """A receiver that echoes what it got must not put secrets into the log."""

    def mask(text: str) -> str:
        for word in words:
            text = text.replace(word, _MASK).replace(word.partition("_")[2] or word, _MASK)
        return text

    return reply._replace(body=mask(reply.body), headers={name: mask(value) for name, value in reply.headers.items()})
