"""The event path against the bare bus: `./tiendo bench pipeline [--events 20000] [--rounds 3]`.

Tiendo: documents whose outboxes are full → sequencer → journal → publisher → Kafka → subscription → reporting's fold, stored.
Bare: one aiokafka producer (acks=all, the settings of ours) and one aiokafka consumer moving the same bytes over the same broker.
Both use two processes, one on either side of the broker, and take turns within one run.
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks._broker import broker
from benchmarks._figures import print_machine
from services.reporting.adapters.specifications import SPECIFICATIONS
from services.reporting.adapters.stored_ledger import StoredLedger
from services.reporting.usecases.fold import Fold
from shared.calendar import SystemClock
from shared.chassis.serving import spare_the_collector
from shared.events import Change, Obligation, Occurred, TaskRegistered, TaskSnapshot
from shared.messaging import (
    CURSORS,
    JOURNAL,
    SUBSCRIPTION_SPECS,
    Command,
    Journal,
    Outlet,
    Publisher,
    Replica,
    Sequencer,
    Subscription,
    aggregate_spec,
)
from shared.messaging.consuming import Feed, consume
from shared.messaging.outbox import draft, put
from shared.messaging.security import BusAccess
from shared.messaging.sending import KafkaSender
from shared.storage import Document, connect
from shared.tenancy import TenantId

WORKS = aggregate_spec("works")
_TENANTS = tuple(TenantId(f"province-{number}") for number in range(3))
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_SOON = timedelta(milliseconds=20)


def _document(tenant: TenantId, number: int) -> Document:
    owed = Obligation(kind="task", owner_unit=f"U-{number % 45}", opened_at=_NOW)
    task = TaskSnapshot(
        id=f"T-{number}",
        tenant=tenant,
        version=1,
        kind="roadmap",
        plan="PLAN",
        group=f"G-{number % 10}",
        title_vi=f"Rà soát, chuẩn hóa dữ liệu chuyên ngành số {number}",
        lead_unit=f"U-{number % 45}",
        status="not_started",
        status_since=_NOW,
        obligation=owed,
    )
    change = Change(task, (Occurred(TaskRegistered(after=task), _NOW),))
    document: Document = {"id": task.id, "state": task.model_dump(mode="json"), "commands": []}
    put(document, [draft(change.events[0], Command(tenant, "standing_officer", _NOW, "bench"), task.id)])
    return document


async def _fill(folder: str, events: int) -> None:
    store = connect(f"sqlite://{folder}", "tasks")
    await store.open([JOURNAL, CURSORS, WORKS])
    for place, tenant in enumerate(_TENANTS):
        documents = [_document(tenant, number) for number in range(place, events, len(_TENANTS))]
        await store.collection(WORKS, tenant).insert_many(documents)
    await store.close()


async def send_tiendo(servers: str, topic: str, folder: str, _: int) -> None:
    """The tasks side: numbers and publishes until it is ended."""
    store = connect(f"sqlite://{folder}", "tasks")
    await store.open([JOURNAL, CURSORS, WORKS])
    journal, clock = Journal(store), SystemClock()
    publisher = Publisher(
        store, journal, Outlet(KafkaSender(BusAccess(servers), topic).send), clock, Replica("bench", _SOON)
    )
    sequencer = Sequencer(store, journal, [WORKS], clock, publisher.offer)
    await asyncio.gather(publisher.run(), sequencer.run())


class FileJournal:
    """The journal straight from the store; the path over HTTP is for gaps and not measured here."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        return [entry.body.encode() for entry in await self._journal.read(tenant, after, limit)]

    async def heads(self) -> dict[TenantId, int]:
        return {tenant: (await self._journal.head(tenant)).sequence for tenant in _TENANTS}


async def hear_tiendo(servers: str, topic: str, folder: str, events: int) -> None:
    """The reporting side: ends when the effects of all events are stored."""
    tasks, store = connect(f"sqlite://{folder}", "tasks"), connect(f"sqlite://{folder}", "reporting")
    await tasks.open([JOURNAL, CURSORS, WORKS])
    await store.open([*SPECIFICATIONS, *SUBSCRIPTION_SPECS])
    subscription = Subscription(
        "reporting", store, FileJournal(Journal(tasks)), Fold(StoredLedger(store)), SystemClock()
    )
    feed = Feed(BusAccess(servers), topic, f"bench-{os.getpid()}", embedded=False, catch_up_every=timedelta(hours=1))
    consuming = asyncio.create_task(consume(feed, subscription))
    while sum([await subscription.position(tenant) for tenant in _TENANTS]) < events:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    consuming.cancel()
    await asyncio.gather(consuming, return_exceptions=True)


async def send_bare(servers: str, topic: str, folder: str, _: int) -> None:
    bodies = (Path(folder) / "bodies").read_bytes().split(b"\n")
    producer = AIOKafkaProducer(bootstrap_servers=servers, acks="all", max_batch_size=256 * 1024)
    await producer.start()
    try:
        for number, body in enumerate(bodies):
            await producer.send(topic, body, key=_TENANTS[number % len(_TENANTS)].encode())
        await producer.flush()
    finally:
        await producer.stop()


async def hear_bare(servers: str, topic: str, _: str, events: int) -> None:
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=servers, group_id=f"bare-{os.getpid()}", auto_offset_reset="earliest"
    )
    await consumer.start()
    heard = 0
    try:
        while heard < events:
            batches = await consumer.getmany(timeout_ms=1_000, max_records=1_000)
            heard += sum(len(records) for records in batches.values())
    finally:
        await consumer.stop()


async def _write_bodies(folder: str) -> None:
    """The very bytes that the journal holds, for the bare run."""
    store = connect(f"sqlite://{folder}", "tasks")
    await store.open([JOURNAL, CURSORS, WORKS])
    journal = Journal(store)
    bodies = [entry.body.encode() for tenant in _TENANTS async for entry in journal.every_entry(tenant)]
    await store.close()
    (Path(folder) / "bodies").write_bytes(b"\n".join(bodies))


@contextlib.contextmanager
def _process(role: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.pipeline", role, *arguments])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def _rate(way: str, servers: str, topic: str, folder: str, events: int) -> float:
    """Events a second from the start of the sending side until the hearing side has all."""
    arguments = (servers, topic, folder, str(events))
    with _process(f"hear_{way}", *arguments) as hearing:
        await asyncio.sleep(3)  # both ways start with a consumer that is connected
        started = time.perf_counter()
        with _process(f"send_{way}", *arguments):
            if await asyncio.to_thread(hearing.wait, 300) != 0:
                raise SystemExit(f"{way}: the consumer failed")
            return events / (time.perf_counter() - started)


async def _measure(events: int, rounds: int) -> None:
    rates: dict[str, list[float]] = {"tiendo": [], "bare": []}
    with broker() as (servers, name):
        for number in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                await _fill(folder, events)
                rates["tiendo"].append(await _rate("tiendo", servers, f"bench.tiendo.{number}", folder, events))
                await _write_bodies(folder)
                rates["bare"].append(await _rate("bare", servers, f"bench.bare.{number}", folder, events))
    print_machine()
    _report(rates, name, events)


def _report(rates: Mapping[str, Sequence[float]], name: str, events: int) -> None:
    middle = {way: statistics.median(values) for way, values in rates.items()}
    print(f"{events:,} events of three provinces over {name}; start of the sending process → all of them stored")
    print(f"  outbox → journal → Kafka → projection   {middle['tiendo']:>8,.0f} events/s   {_all(rates['tiendo'])}")
    print(f"  bare aiokafka producer and consumer     {middle['bare']:>8,.0f} events/s   {_all(rates['bare'])}")
    print(f"  ratio {middle['tiendo'] / middle['bare']:.2f}   (budget ≥ 0.50)")


def _all(values: Sequence[float]) -> str:
    return "of " + ", ".join(f"{value:,.0f}" for value in values)


def main(arguments: Sequence[str]) -> None:
    roles = {role.__name__: role for role in (send_tiendo, hear_tiendo, send_bare, hear_bare)}
    if arguments and arguments[0] in roles:
        servers, topic, folder, events = arguments[1:]
        spare_the_collector()  # as every service does
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(roles[arguments[0]](servers, topic, folder, int(events)))
        return
    parser = argparse.ArgumentParser(prog="./tiendo bench pipeline")
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args(arguments)
    asyncio.run(_measure(wanted.events, wanted.rounds))


if __name__ == "__main__":
    main(sys.argv[1:])
