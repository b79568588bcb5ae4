"""An installation whose services run elsewhere, seen from its servers: do they answer, and what is in the journals?"""

from dataclasses import dataclass, field

from deploy.local.datadir import DataDirectory
from deploy.local.journals import tasks_store
from deploy.local.language import Refusal, say
from deploy.local.servers import host_of, named_kafka, named_store, require_kafka
from shared.messaging import Journal
from shared.messaging.publisher import published
from shared.storage import Store


@dataclass(frozen=True, slots=True)
class Server:
    """`complaint` is empty where it answers."""

    name: str
    host: str
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """How many events its journal has, and how many of them the bus has acknowledged."""

    tenant: str
    events: int
    published: int


@dataclass(frozen=True, slots=True)
class Seen:
    servers: list[Server] = field(default_factory=list)
    journals: list[Province] = field(default_factory=list)

    @property
    def well(self) -> bool:
        return not any(server.complaint for server in self.servers)


async def look(directory: DataDirectory) -> Seen:
    """At the store and the Kafka that the environment names."""
    seen = Seen()
    host = host_of(named_store() or "") or say("máy này", "this machine")
    try:
        async with tasks_store(directory) as store:
            seen.journals.extend(await _provinces(store))
        seen.servers.append(Server("store", host))
    except Refusal as refusal:
        seen.servers.append(Server("store", host, str(refusal)))
    if kafka := named_kafka():
        seen.servers.append(Server("kafka", kafka, await _complaint(kafka)))
    return seen


async def _provinces(store: Store) -> list[Province]:
    journal = Journal(store)
    heads = {tenant: (await journal.head(tenant)).sequence for tenant in sorted(await journal.tenants())}
    return [Province(tenant, head, (await published(store, tenant)).sequence) for tenant, head in heads.items()]


async def _complaint(kafka: str) -> str:
    try:
        await require_kafka(kafka)
    except Refusal as refusal:
        return str(refusal)
    return ""


def lines(seen: Seen) -> list[str]:
    """For people: the servers, then a line per tenant."""
    answers = say("trả lời", "answers")
    servers = [f"{each.name:<16} {each.host}  {each.complaint or answers}" for each in seen.servers]
    head = f"{say('tỉnh', 'tenant'):<16} {say('sự kiện', 'events'):>9} {say('đã gửi', 'published'):>9}"
    rows = [f"{each.tenant:<16} {each.events:>9} {each.published:>9}" for each in seen.journals]
    return [*servers, *([head, *rows] if rows else [])]
