"""When an offset is committed, and what comes again: at least once rests on this."""

import asyncio

from tests.upgrade.clients import BusyReader, Reader, Topic, listening, listening_plainly, until


async def test_an_offset_is_committed_only_when_the_handler_has_returned(topic: Topic) -> None:
    """`shared/messaging/hearing.py`, `subscribe`: offsets are committed after the effects are stored (NACK_ON_ERROR).

    If it fails, a crash loses what was in hand until the journal is asked: find the policy or setting that commits late.
    """
    reader = BusyReader()
    async with listening(topic, reader):
        await topic.publish(b"1", b"2")
        await reader.until_received(b"1")
        assert await topic.committed() == 0
        reader.released.set()
        await topic.until_committed(2)
    assert await topic.committed() == 2


async def test_a_batch_whose_handler_raises_comes_again_before_anything_later(topic: Topic) -> None:
    """`subscribe` relies on NACK_ON_ERROR to bring a batch again that `Subscription.receive` could not finish.

    If it fails, `on_events` has to repeat the batch itself, as `_persist` in `subscription.py` does for the store.
    """
    tries = 0

    async def fail_three_times(_: list[bytes]) -> None:
        nonlocal tries
        tries += 1
        if tries <= 3:
            assert await topic.committed() == 0
            await topic.publish(b"later %d" % tries)
            raise LookupError

    reader = Reader(fail_three_times)
    await topic.publish(b"1", b"2")
    async with listening(topic, reader):
        await topic.until_committed(5)
    assert [batch[:2] for batch in reader.batches[:4]] == [[b"1", b"2"]] * 4
    assert [body for batch in reader.batches[3:] for body in batch][2:] == [b"later 1", b"later 2", b"later 3"]


async def test_a_batch_of_several_partitions_comes_again_from_each(topic: Topic) -> None:
    """A batch mixes what all partitions brought; `Subscription.receive` takes it apart by tenant.

    If it fails, a batch that raised leaves the records of all its partitions but one behind: read with `batch=False`.
    """
    together: list[bytes] = []

    async def fail_until_a_mixed_batch_failed(bodies: list[bytes]) -> None:
        if together:
            return
        if len({body[:1] for body in bodies}) == 2:
            together.extend(bodies)
        raise LookupError

    for partition, letter in enumerate((b"a", b"b")):
        await topic.publish(*(letter + b"%d" % number for number in range(20)), partition=partition)
    reader = Reader(fail_until_a_mixed_batch_failed)
    async with listening(topic, reader):
        await topic.until_committed(40)
    failed = reader.batches.index(together)
    handled = [body for batch in reader.batches[failed + 1 :] for body in batch]
    for letter in (b"a", b"b"):
        assert [body for body in handled if body[:1] == letter] == [letter + b"%d" % number for number in range(20)]


async def test_a_cancellation_that_leaves_a_handler_ends_the_consuming_unseen_by_a_ping(topic: Topic) -> None:
    """`shared/messaging/consuming.py`, `_until_lost`: `subscriber.tasks` tells of it, `broker.ping` does not.

    If it fails because consuming goes on, `_until_lost` may go; if `tasks` is missing, find what else tells of a dead loop.
    """

    async def leak(_: list[bytes]) -> None:
        raise asyncio.CancelledError

    reader = Reader(leak)
    async with listening(topic, reader) as listener:
        await topic.publish(b"1")
        ended, _ = await asyncio.wait(listener.subscriber.tasks, timeout=30, return_when=asyncio.FIRST_COMPLETED)
        assert ended
        assert await listener.broker.ping(timeout=10)
        await topic.publish(b"2")
        await asyncio.sleep(0)
        assert all(task.done() for task in listener.subscriber.tasks)
    assert (reader.received, await topic.committed()) == ([b"1"], 0)


async def test_without_a_group_everything_is_read_each_time_and_what_raised_is_passed_over(topic: Topic) -> None:
    """`subscribe` for the embedded bus: group None, MANUAL, `earliest`; the journal brings what a failure left out.

    If what raised comes again, a poison record would hold up the embedded bus; if less is read, `earliest` is ignored.
    """
    failing: list[list[bytes]] = []

    async def fail_once(bodies: list[bytes]) -> None:
        if not failing:
            failing.append(bodies)
            raise LookupError

    await topic.publish(b"1", b"2")
    for reader in (Reader(fail_once), Reader()):
        async with listening(topic, reader, grouped=False):
            await reader.until_received(b"1", b"2")
            await topic.publish(b"later")
            await reader.until_received(b"later")
        assert reader.received[:3] == [b"1", b"2", b"later"]
        assert reader.received.count(failing[0][0]) == 1


async def test_work_that_outlasts_the_poll_interval_moves_and_its_late_commit_is_harmless(topic: Topic) -> None:
    """`subscription.py`, `_persist`: a batch is held for as long as the store is away, also beyond max_poll_interval_ms.

    If it fails, holding a batch that long ends consuming or commits what another member has in hand: give up earlier.
    """
    quick = {"max_poll_interval_ms": 1_000, "session_timeout_ms": 6_000, "heartbeat_interval_ms": 200}
    stuck, other = BusyReader(), BusyReader()
    async with listening_plainly(topic, stuck.receive, **quick) as late:
        await topic.publish(b"long")
        await stuck.until_received(b"long")
        await topic.until_deserted()
        async with listening_plainly(topic, other.receive, **quick):
            await other.until_received(b"long")
            stuck.released.set()
            await until(lambda: late.subscriber.lock.empty)
            assert await topic.committed() == 0
            other.released.set()
            await topic.until_committed(1)
        await topic.publish(b"later")
        await stuck.until_received(b"later")
        assert not any(task.done() for task in late.subscriber.tasks)
        await topic.until_committed(2)
