"""The feed by server-sent events."""

import asyncio
import contextlib
import gc
import resource
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from services.gateway.domain.live_events import read_event
from shared.calendar import FixedClock
from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.listening import Frame, events, listening

STREAM = "/v1/nghe-an/stream"


async def happen(town: Town, tenant: str = "nghe-an", count: int = 1, **data: object) -> None:
    """Happens in tasks and is heard on the bus."""
    start = len(town.tasks.journal[tenant])
    town.tasks.happen(tenant, count, **data)
    town.hub.receive([read_event(text) for text in town.tasks.journal[tenant][start:]])


async def test_it_begins_with_what_happens_next(town: Town) -> None:
    async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
        await happen(town, note="Đã trình ký")
        (frame,) = await events(heard, 1)
    assert (frame.sequence, frame.event) == (4, "vn.tiendo.task.status-changed.v1")
    assert frame.data.encode() == town.tasks.journal["nghe-an"][3]


async def test_it_goes_on_after_the_cursor_and_the_header_comes_first(town: Town) -> None:
    for path, given in (("", {"last-event-id": "1"}), ("?after=1", {}), ("?after=3", {"last-event-id": "1"})):
        async with listening(town.web, STREAM + path, town.issuer.bearer() | given) as heard:
            assert [frame.sequence for frame in await events(heard, 2)] == [2, 3]


async def test_a_cursor_of_another_journal_is_reset_to_the_head(town: Town) -> None:
    async with listening(town.web, STREAM, {**town.issuer.bearer(), "last-event-id": "99"}) as heard:
        (frame,) = await events(heard, 1)
        assert (frame.id, frame.event, frame.content) == ("3", "reset", {"head": 3})
        await happen(town)
        assert (await events(heard, 1))[0].sequence == 4


async def test_a_cursor_that_is_none_is_refused(town: Town) -> None:
    for cursor in ("x", "-1", "1.5", "٣", "1" * 16, "1 2"):
        answer = await town.get(STREAM, headers={"last-event-id": cursor.encode()})
        assert answer.status_code == 422, cursor
        assert answer.json()["errors"][0]["field"] == "header.Last-Event-ID"


async def test_reconnecting_loses_nothing_and_repeats_nothing(town: Town) -> None:
    """The concatenation over many connections is the journal (I23)."""
    heard_in_all: list[Frame] = []
    for round_ in range(6):
        headers = town.issuer.bearer() | {"last-event-id": str(heard_in_all[-1].sequence if heard_in_all else 0)}
        town.tasks.happen("nghe-an", 40)
        await town.hub.refresh()
        async with listening(town.web, STREAM, headers) as heard:
            await happen(town, count=5)
            heard_in_all += await events(heard, 17 + round_)
    headers = town.issuer.bearer() | {"last-event-id": str(heard_in_all[-1].sequence)}
    head = len(town.tasks.journal["nghe-an"])
    async with listening(town.web, STREAM, headers) as heard:
        heard_in_all += await events(heard, head - len(heard_in_all))
    assert [frame.data.encode() for frame in heard_in_all] == town.tasks.journal["nghe-an"]


async def test_what_the_bus_did_not_bring_is_read_from_the_journal(town: Town) -> None:
    async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
        town.tasks.happen("nghe-an", 2)
        await happen(town)
        assert [frame.sequence for frame in await events(heard, 3)] == [4, 5, 6]


async def test_a_stream_outlives_an_outage_of_tasks(build: Builder) -> None:
    town = await build()
    town.tasks.happen("nghe-an", 3)
    async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
        town.tasks.trouble = "fail"
        town.tasks.happen("nghe-an", 2)
        town.hub.announce({"nghe-an": 5})  # type: ignore[dict-item]
        assert (await anext(heard)).comment == "keep-alive"
        town.tasks.trouble = ""
        assert [frame.sequence for frame in await events(heard, 2)] == [4, 5]


async def test_another_tenants_events_never_pass(town: Town) -> None:
    async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
        await happen(town, "ninh-thuan", 50, canary="bí mật")
        await happen(town)
        (frame,) = await events(heard, 1)
    assert frame.content["tenant"] == "nghe-an"


async def test_it_ends_with_the_token(town: Town) -> None:
    """The chassis grants a minute of leeway; nothing is told after it."""
    clock = town.app.state.clock = FixedClock(datetime.now(UTC))
    async with listening(town.web, STREAM, town.issuer.bearer(seconds=600)) as heard:
        clock.advance(timedelta(minutes=10, seconds=50))
        await happen(town)
        assert (await events(heard, 1))[0].sequence == 4
        clock.advance(timedelta(seconds=20))
        await happen(town)
        assert (await anext(heard)).comment == "the token has expired, connect again with a new one"
        with pytest.raises(StopAsyncIteration):
            await anext(heard)


async def test_open_streams_end_at_once_when_the_process_is_asked_to_stop(town: Town) -> None:
    async with listening(town.web, STREAM, town.issuer.bearer()) as heard:
        town.hub.close()
        comments = [frame.comment async for frame in heard]
    assert comments[-1] == "the server is stopping, connect again"


async def test_seats_are_limited_and_free_again_when_a_client_leaves(build: Builder) -> None:
    town = await build(streams_per_caller=1, streams_per_tenant=2)
    town.tasks.happen("nghe-an")
    async with listening(town.web, STREAM, town.issuer.bearer()):
        refused = await town.get(STREAM)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
        async with listening(town.web, STREAM, town.issuer.bearer(role="chairman")):
            assert (await town.get(STREAM, role="integrator")).status_code == 429
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(AssertionError):
                async with listening(town.web, STREAM, town.issuer.bearer()):
                    break


async def test_it_is_not_compressed_nor_buffered_nor_kept(town: Town) -> None:
    headers = town.issuer.bearer() | {"accept-encoding": "gzip"}
    async with town.web.stream("GET", STREAM, headers=headers) as answer:
        assert "content-encoding" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-accel-buffering"] == "no"


async def test_two_hundred_clients_hear_everything_in_little_memory(build: Builder) -> None:
    """Half of them begin far behind: each is fed by its own cursor, with no queue that could grow."""
    town = await build(streams_per_caller=300)
    town.tasks.happen("nghe-an", 60, text="x" * 1_000)
    await town.hub.refresh()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with contextlib.AsyncExitStack() as stack:
        limits = httpx2.Limits(max_connections=300)
        web = httpx2.AsyncClient(base_url=town.gateway, limits=limits, timeout=60, verify=False)
        await stack.enter_async_context(web)
        listeners = []
        for number in range(200):
            headers = town.issuer.bearer() | ({"last-event-id": "0"} if number % 2 else {})
            listeners.append(await stack.enter_async_context(listening(web, STREAM, headers)))
        await happen(town, count=20, text="y" * 1_000)
        heard = await asyncio.gather(*(events(one, 80 if n % 2 else 20) for n, one in enumerate(listeners)))
    for number, taken in enumerate(heard):
        assert [frame.sequence for frame in taken] == list(range(1 if number % 2 else 61, 81))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024, f"{grown} KiB, the clients and what they have heard included"
