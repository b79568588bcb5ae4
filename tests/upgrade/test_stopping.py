"""What happens to work in hand when a listener ends or another one joins."""

import asyncio

from tests.upgrade.clients import BusyReader, Reader, Topic, is_still_waiting, listening, until


async def test_stop_waits_for_the_batch_in_hand_and_commits_it(topic: Topic) -> None:
    """`shared/messaging/hearing.py`, `make_broker`: `graceful_timeout`; so that a rolling restart repeats nothing.

    If it fails, every restart repeats what was in hand. That is harmless, but G9's figures count it.
    """
    reader = BusyReader()
    async with listening(topic, reader) as listener:
        await topic.publish(b"1")
        await reader.until_received(b"1")
        await topic.publish(b"2")
        stopping = asyncio.create_task(listener.broker.stop())
        assert await is_still_waiting(stopping)
        reader.released.set()
        await asyncio.wait_for(stopping, 30)
    assert (reader.received, reader.interrupted, await topic.committed()) == ([b"1"], 0, 1)


async def test_stop_cancels_work_that_outlasts_it_and_commits_nothing_of_it(topic: Topic) -> None:
    """`shared/messaging/consuming.py`, `_stop`: whatever was not finished comes again to the next listener.

    If the work is not interrupted, it goes on beside the next listener's; if its offset is committed, that one misses it.
    """
    stuck, next_one = BusyReader(), Reader()
    async with listening(topic, stuck) as listener:
        await topic.publish(b"1")
        await stuck.until_received(b"1")
        await asyncio.wait_for(listener.broker.stop(), 30)
        await until(lambda: stuck.interrupted)
        assert await topic.committed() == 0
    async with listening(topic, next_one):
        await topic.until_committed(1)
    assert next_one.received == [b"1"]


async def test_a_member_that_joins_waits_for_the_batch_that_another_one_has_in_hand(topic: Topic) -> None:
    """`kafka.py`, `_Drain`: `subscriber.lock.wait_release` in `on_partitions_revoked`, and `rebalance_timeout_ms`.

    If it fails, two replicas work on one batch while a group changes: the position decides who wins, the other one repeats.
    """
    first, second = BusyReader(), Reader()
    async with listening(topic, first) as early:
        await topic.publish(b"in hand 0", partition=0)
        await topic.publish(b"in hand 1", partition=1)
        await until(lambda: first.received)
        joining = asyncio.create_task(_read_until_committed(topic, second, 4))
        await until(early.subscriber.consumer._coordinator._rejoin_needed_fut.done)
        assert await is_still_waiting(joining)
        assert second.received == []
        first.released.set()
        await topic.until_committed(2)
        await topic.publish(b"later 0", partition=0)
        await topic.publish(b"later 1", partition=1)
        await joining
    everything = sorted(first.received + second.received)
    assert everything == [b"in hand 0", b"in hand 1", b"later 0", b"later 1"]


async def _read_until_committed(topic: Topic, reader: Reader, number: int) -> None:
    async with listening(topic, reader):
        await topic.until_committed(number)
        assert reader.received
