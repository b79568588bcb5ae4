"""What the catalogue says of one type of event."""

from dataclasses import dataclass

from shared.events.payloads import Payload

TASKS_TOPIC = "tiendo.tasks.v1"
MIRROR_TOPIC = "tiendo.events.{tenant}.v1"
"""One tenant's events once more, where a deployment sends them there as well."""
SCHEMA_ROOT = "https://tiendo.vn/schemas/"
EVERYONE = ("notifications", "reporting", "gateway")


@dataclass(frozen=True, slots=True)
class EventType:
    """One contract: its payload, its subject, the services on both sides, and when it happens."""

    payload: type[Payload]
    subject: str
    consumers: tuple[str, ...]
    occurs: str
    occurs_vi: str
    producer: str = "tasks"
    topic: str = TASKS_TOPIC

    @property
    def name(self) -> str:
        return self.payload.TYPE

    @property
    def dataschema(self) -> str:
        return f"{SCHEMA_ROOT}{self.name}.json"
