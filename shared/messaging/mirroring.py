"""Mirrors: a tenant's events once more, in a topic of its own, for readers of Kafka who may see no other tenant."""

from collections.abc import Sequence

from aiokafka.errors import KafkaError

from shared.events import MIRROR_TOPIC
from shared.messaging.journal import Entry
from shared.messaging.publisher import SendFailed
from shared.messaging.reaching import explain
from shared.messaging.security import BusAccess
from shared.messaging.sending import KafkaSender
from shared.messaging.topics import ensure_topic
from shared.tenancy import TenantId


def mirror_topic(tenant: TenantId) -> str:
    return MIRROR_TOPIC.format(tenant=tenant)


class MirrorSender:
    """A sender for each tenant: a topic that is refused to us holds up nobody else's.

    A topic has one partition, so that its order is the order of the journal. `embedded`: the bus makes topics at first use.
    """

    def __init__(self, access: BusAccess, embedded: bool) -> None:
        self._access = access
        self._embedded = embedded
        self._senders: dict[TenantId, KafkaSender] = {}

    async def send(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        """As KafkaSender.send; at first, and after each failure, the topic is made where it is missing."""
        sender = self._senders.pop(tenant, None) or await self._opened(tenant)
        await sender.send(tenant, entries)
        self._senders[tenant] = sender

    async def _opened(self, tenant: TenantId) -> KafkaSender:
        topic = mirror_topic(tenant)
        try:
            if not self._embedded:
                await ensure_topic(self._access, topic, partitions=1)
        except (KafkaError, OSError, TimeoutError) as problem:
            raise SendFailed(await explain(self._access, problem)) from problem
        return KafkaSender(self._access, topic)

    async def close(self) -> None:
        for sender in self._senders.values():
            await sender.close()
