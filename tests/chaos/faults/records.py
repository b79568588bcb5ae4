"""Records that the publisher never wrote, or wrote once: repeated, out of order, or no events at all."""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from uuid import uuid4

from tests.chaos.harm import Harm, Missed
from tests.chaos.patience import comes_true
from tests.chaos.proxy import Weather
from tests.chaos.schedule import Fault
from tests.chaos.topic import BusAway, JournalAway, Record, altered, newest, write

_SOME = 50
_LARGE = 900_000
_FAR = 1_000_000
_PATIENCE = 5.0


async def duplicates(harm: Harm, fault: Fault) -> None:
    """The newest events of every tenant once more."""
    records = [
        Record(tenant.id, text)
        for tenant in harm.installation.tenants
        for text in await _newest(harm, tenant.id, _SOME)
    ]
    await _write(harm, fault, records)


async def reordered(harm: Harm, fault: Fault) -> None:
    """Events in the wrong order; where the link to the bus can be cut, they are there before the publisher sends them."""
    async with AsyncExitStack() as stack:
        if harm.installation.servers.kafka is not None:
            await stack.enter_async_context(harm.weather("kafka", Weather.CUT))
            await asyncio.sleep(fault.seconds)
        texts = [text for tenant in harm.installation.tenants for text in await _keyed(harm, tenant.id)]
        _dice(fault).shuffle(texts)
        await _write(harm, fault, texts)


async def poison(harm: Harm, fault: Fault) -> None:
    """One record of the kind that `detail` names."""
    dice = _dice(fault)
    one, other = dice.sample([tenant.id for tenant in harm.installation.tenants], 2)
    texts = await _newest(harm, one, 1)
    if not texts:
        raise Missed("no event yet")
    await _write(harm, fault, [_POISON[fault.detail](one, other, texts[0])])


def _bad_headers(value: bytes | None) -> "Callable[[str, str, bytes], Record]":
    return lambda one, _, text: Record(one, text, [("content-type", value), ("traceparent", value)])


def _unknown_type(_: str, __: str, text: bytes) -> Record:
    """Of a tenant that nobody knows, since a number that is taken would be dropped before anybody looks at the type."""
    stranger = f"poison-{uuid4().hex[:8]}"
    return Record(stranger, altered(text, tenant=stranger, sequence=1, id=str(uuid4()), type="vn.tiendo.unknown.v9"))


_POISON: dict[str, Callable[[str, str, bytes], Record]] = {
    "null-header": _bad_headers(None),
    "broken-header": _bad_headers(b"\xff\xfe"),
    "bad-json": lambda one, _, text: Record(one, text[: len(text) // 2]),
    "tombstone": lambda one, _, __: Record(one, None),
    "large": lambda one, _, __: Record(one, b"x" * _LARGE),
    "unknown-type": _unknown_type,
    "wrong-key": lambda _, other, text: Record(other, text),
    "ahead": lambda one, _, text: Record(one, altered(text, sequence=_FAR, id=str(uuid4()))),
}


async def _keyed(harm: Harm, tenant: str) -> list[Record]:
    return [Record(tenant, text) for text in await _newest(harm, tenant, _SOME)]


async def _newest(harm: Harm, tenant: str, count: int) -> list[bytes]:
    await comes_true(partial(harm.installation.is_ready, "tasks"), _PATIENCE)
    try:
        return await newest(harm.installation, tenant, count)
    except JournalAway as problem:
        raise Missed("the journal is away") from problem


async def _write(harm: Harm, fault: Fault, records: Sequence[Record]) -> None:
    try:
        await write(harm.installation, fault.detail or fault.kind, records)
    except BusAway as problem:
        raise Missed("the bus is away") from problem
    harm.note(fault)


def _dice(fault: Fault) -> random.Random:
    return random.Random(f"{fault.at}")  # noqa: S311 - reproducible, no secret


KINDS = {"duplicates": duplicates, "reordered": reordered, "poison": poison}
