"""The topic from outside: records written straight to it, and all of it read at the end."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx2
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from shared.events import TASKS_TOPIC
from tests.chaos.installation import Installation
from tests.chaos.run_directory import append

_SECONDS = 10.0
_LARGEST = 1024 * 1024
_SILENCE_MS = 1_000
_MARK = "chaos"

Headers = Sequence[tuple[str, bytes | None]]


class BusAway(Exception):
    """The bus took nothing, or gave nothing, in time."""


class JournalAway(Exception):
    """The tasks service does not answer."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record to write; `headers` come on top of the mark that says which fault it belongs to."""

    key: str | None
    value: bytes | None
    headers: Headers = ()


async def write(installation: Installation, kind: str, records: Sequence[Record]) -> None:
    """In that order, past the proxies, each marked as injected. Raises BusAway."""
    try:
        async with asyncio.timeout(_SECONDS):
            await _write(installation.kafka, kind, records)
    except (KafkaError, OSError, TimeoutError) as problem:
        raise BusAway(type(problem).__name__) from problem


async def _write(servers: str | None, kind: str, records: Sequence[Record]) -> None:
    if servers is None:
        raise BusAway("being started")
    producer = AIOKafkaProducer(bootstrap_servers=servers, acks="all", max_request_size=2 * _LARGEST)
    try:
        await producer.start()
        for record in records:
            headers = [(_MARK, kind.encode()), *record.headers]
            key = record.key.encode() if record.key else None
            await producer.send_and_wait(TASKS_TOPIC, record.value, key=key, headers=headers)
    finally:
        with suppress(KafkaError, TimeoutError):
            await asyncio.wait_for(producer.stop(), 2)


async def newest(installation: Installation, tenant: str, count: int) -> list[bytes]:
    """The texts of a tenant's newest events, past the proxies. Raises JournalAway."""
    url = installation.service_url("tasks")
    if url is None:
        raise JournalAway("tasks is being started")
    key = {"authorization": f"Bearer {installation.internal_key}"}
    try:
        async with httpx2.AsyncClient(base_url=url, headers=key, timeout=3, trust_env=False) as client:
            heads = await client.get("/internal/journal/heads")
            head = heads.raise_for_status().json()["heads"].get(tenant, 0)
            params: dict[str, Any] = {"tenant": tenant, "after": max(0, head - count), "limit": count}
            texts = await client.get("/internal/journal", params=params)
            return [text for text in texts.raise_for_status().content.split(b"\n") if text]
    except httpx2.HTTPError as problem:
        raise JournalAway(type(problem).__name__) from problem


def altered(text: bytes, **changes: Any) -> bytes:
    """An event with some of its attributes changed."""
    return orjson.dumps({**orjson.loads(text), **changes})


async def keep(installation: Installation) -> int:
    """Writes every record of the topic into the run's directory; how many there are. Raises BusAway."""
    if installation.kafka is None:
        raise BusAway("not running")
    consumer = AIOKafkaConsumer(
        TASKS_TOPIC, bootstrap_servers=installation.kafka, auto_offset_reset="earliest", enable_auto_commit=False
    )
    count = 0
    try:
        await consumer.start()
        while batches := await consumer.getmany(timeout_ms=_SILENCE_MS, max_records=1_000):
            for record in (record for records in batches.values() for record in records):
                append(installation.directory.topic, _told(record))
                count += 1
    except (KafkaError, OSError) as problem:
        raise BusAway(type(problem).__name__) from problem
    finally:
        await consumer.stop()
    return count


def _told(record: Any) -> dict[str, Any]:
    return {
        "partition": record.partition,
        "offset": record.offset,
        "key": _text(record.key),
        "value": _text(record.value),
        "headers": [[name, _text(value)] for name, value in record.headers],
    }


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "backslashreplace")
