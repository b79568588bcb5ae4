"""Sending to the bus with aiokafka: every setting that decides about what is sent stands here and nowhere else."""

import asyncio
from collections.abc import Iterator, Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder

from shared.events.envelope import CONTENT_TYPE
from shared.messaging.journal import Entry
from shared.messaging.publisher import SendFailed
from shared.messaging.reaching import RETRY_BACKOFF_MS, explain, stopped
from shared.messaging.security import BusAccess
from shared.tenancy import TenantId

_HEADERS = [("content-type", CONTENT_TYPE.encode())]
_PARTITIONER = DefaultPartitioner()
_SEND_TIMEOUT = 15.0
_REQUEST_TIMEOUT_MS = 5_000


class KafkaSender:
    """Sends entries with acks from all replicas, keyed by tenant, so that a tenant's events keep their order."""

    def __init__(self, access: BusAccess, topic: str) -> None:
        self._access = access
        self._topic = topic
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def send(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        """Returns when all are acknowledged. Raises SendFailed, after which the outcome is unknown."""
        try:
            async with asyncio.timeout(_SEND_TIMEOUT):
                producer = await self._started()
                partition = await self._partition(producer, tenant)
                for batch in _batches(producer, tenant, entries):
                    await (await producer.send_batch(batch, self._topic, partition=partition))
        except (KafkaError, OSError, TimeoutError) as problem:
            # Whatever state it is in, the next attempt gets a new one.
            await self.close()
            raise SendFailed(await explain(self._access, problem)) from problem

    async def _partition(self, producer: AIOKafkaProducer, tenant: TenantId) -> int:
        """Where any Kafka client would put this key."""
        partitions = sorted(await producer.partitions_for(self._topic))
        return int(_PARTITIONER(tenant.encode(), partitions, partitions))

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                # Not idempotent: readers drop duplicates by number anyway, and an idempotent producer neither gives up
                # nor stops while the bus is away. One batch is under way per partition, so the order is kept.
                producer = AIOKafkaProducer(
                    **self._access.client_options(),
                    acks="all",
                    request_timeout_ms=_REQUEST_TIMEOUT_MS,
                    retry_backoff_ms=RETRY_BACKOFF_MS,
                    max_batch_size=256 * 1024,
                )
                try:
                    await producer.start()
                except BaseException:
                    await stopped(producer)
                    raise
                self._producer = producer
            return self._producer

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await stopped(producer)


def _batches(producer: AIOKafkaProducer, tenant: TenantId, entries: Sequence[Entry]) -> Iterator[BatchBuilder]:
    """One acknowledgement for many events: waiting for each by itself costs more than everything else together."""
    batch = producer.create_batch()
    for entry in entries:
        message = {"key": tenant.encode(), "value": entry.body.encode(), "timestamp": None, "headers": _HEADERS}
        if batch.append(**message) is None:
            yield batch
            batch = producer.create_batch()
            if batch.append(**message) is None:  # an empty batch takes an event of any size
                raise SendFailed(f"event {entry.sequence} of {tenant} fits into no batch")
    yield batch
