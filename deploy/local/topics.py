"""`./tiendo topics`: creates the topic of the catalogue on a real Kafka (TIENDO_KAFKA), where it is missing."""

from aiokafka.errors import KafkaError

from deploy.local.language import Refusal, say
from deploy.local.servers import named_kafka, require_kafka
from shared.chassis import BusSettings, read_settings
from shared.events import TASKS_TOPIC
from shared.messaging.topics import ensure_topic


async def topics(partitions: int) -> int:
    """An existing topic stays as it is. Raises Refusal where there is no Kafka, or it refuses."""
    kafka = named_kafka()
    if kafka is None:
        raise Refusal(
            "hãy đặt TIENDO_KAFKA=máy:cổng (bus đi kèm tự tạo chủ đề)",
            "set TIENDO_KAFKA=host:port (the embedded bus makes topics itself)",
        )
    await require_kafka(kafka)
    try:
        await ensure_topic(read_settings(BusSettings).bus, TASKS_TOPIC, partitions)
    except KafkaError as error:
        raise Refusal(
            f"Kafka từ chối tạo {TASKS_TOPIC}: {error}", f"Kafka refuses to create {TASKS_TOPIC}: {error}"
        ) from error
    print(f"{TASKS_TOPIC}: {say('sẵn sàng', 'ready')}")
    return 0
