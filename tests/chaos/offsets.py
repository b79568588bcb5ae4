"""How far the groups of a real Kafka have committed. The embedded bus keeps no offsets."""

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from shared.events import TASKS_TOPIC
from tests.chaos.levels import CONSUMERS


async def committed(servers: str) -> dict[tuple[str, int], int]:
    """Group and partition → offset. Raises KafkaError, OSError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    try:
        await admin.start()
        found = {name: await admin.list_consumer_group_offsets(name) for name in CONSUMERS}
    finally:
        await admin.close()
    return {(name, at.partition): told.offset for name, offsets in found.items() for at, told in offsets.items()}


async def unread(servers: str) -> list[str]:
    """What groups have not committed yet, in words: one that a killed member belonged to shares anew only after a while."""
    try:
        done, ends = await committed(servers), await _ends(servers)
    except (KafkaError, OSError) as problem:
        return [f"Kafka is away: {type(problem).__name__}"]
    return [
        f"{name}, partition {partition}: {done.get((name, partition), 0)} of {end}"
        for name in CONSUMERS
        for partition, end in ends.items()
        if done.get((name, partition), 0) < end
    ]


async def _ends(servers: str) -> dict[int, int]:
    consumer = AIOKafkaConsumer(TASKS_TOPIC, bootstrap_servers=servers)
    try:
        await consumer.start()
        ends = await consumer.end_offsets(consumer.assignment())
    finally:
        await consumer.stop()
    return {partition.partition: end for partition, end in ends.items()}
