"""The topic on a real Kafka. The embedded bus makes topics at first use."""

import asyncio
import logging

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, NodeNotReadyError, TopicAlreadyExistsError, for_code

from shared.messaging.reaching import explain
from shared.messaging.security import BusAccess

_log = logging.getLogger(__name__)
_COPIES = 3
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0


async def ensure_topic(access: BusAccess, topic: str, partitions: int = 12) -> None:
    """Creates the topic where it is missing; one that exists is left as it is. Raises KafkaError, OSError.

    It is kept on three brokers, or on all where there are fewer. A user who may not create topics needs one that exists.
    """
    admin = AIOKafkaAdminClient(request_timeout_ms=10_000, **access.client_options())
    try:
        await admin.start()
        if topic not in await admin.list_topics():
            await _create(admin, topic, partitions)
    finally:
        await admin.close()


async def insist_on_topic(access: BusAccess, topic: str) -> None:
    """Tries until the topic is there, and says each time why it is not."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await ensure_topic(access, topic)
        except (KafkaError, OSError, TimeoutError) as problem:
            _log.warning("the topic cannot be had, trying again", extra={"reason": await explain(access, problem)})
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _create(admin: AIOKafkaAdminClient, topic: str, partitions: int) -> None:
    cluster = await admin.describe_cluster()
    brokers = cluster["brokers"]
    if cluster["controller_id"] not in {broker["node_id"] for broker in brokers}:
        raise NodeNotReadyError("the cluster is choosing its controller")
    answer = await admin.create_topics([NewTopic(topic, partitions, min(_COPIES, len(brokers)))])
    for _, code, *_ in answer.topic_errors:
        failure = for_code(code)
        if code and failure is not TopicAlreadyExistsError:
            raise failure(topic)
