"""Nobody waits behind the dead, the slow and the noisy (G8): the healthy ones' times with and without them, in one run."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from itertools import count

import pytest

from services.notifications.adapters.webhooks.guarded import GuardedBackend, SystemResolver
from services.notifications.adapters.webhooks.http_sender import HttpSender
from services.notifications.domain.subscriptions.progress import Lane
from services.notifications.usecases.subscriptions.lanes import Lanes, Width
from shared.storage import Store
from shared.tenancy import TenantId
from tests.component.notifications.subscriptions.world import REACH, World, eventually
from tests.stacks.receiver import Manner, Receiver, answers, drips, for_events, hangs, receiving

TENANTS = [TenantId(f"province-{number}") for number in range(10)]
NOISY = TENANTS[0]
ROUNDS = 5
_HOST_WITH_MOODS = "moody.example"


class MoodyNames(SystemResolver):
    """One name says something else each time, mostly an address inside."""

    def __init__(self) -> None:
        super().__init__()
        self._turns = count()

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        if host == _HOST_WITH_MOODS:
            return ["127.0.0.1"] if next(self._turns) % 3 == 0 else ["10.0.0.7"]
        return await super().__call__(host, port)


async def _slowest(world: World, receiver: Receiver, paths: Sequence[str]) -> float:
    """Seconds from the ring to the last arrival at those paths, in the median of rounds that begin when all is quiet.

    The median, because one busy moment of the machine is nobody's fault; who waits behind another waits in every round.
    """
    slowest: list[float] = []
    for _ in range(ROUNDS):
        newest, rung = {tenant: world.ledger.add(tenant) for tenant in TENANTS}, time.monotonic()
        seen: list[float] = []
        for path in paths:
            wanted = newest[TenantId(path.split("/")[1])]
            arrival = await eventually(lambda path=path, wanted=wanted: receiver.arrived(path, wanted))
            seen.append(arrival.at - rung)
        slowest.append(max(seen))
    return statistics.median(slowest)


async def test_a_hundred_healthy_endpoints_do_not_notice_the_sick_and_the_noisy(
    store: Store, receiver: Receiver
) -> None:
    """FR-X-03: beside them ones that hang, fail, are gone, drip, redirect inside, change their name, and fifty dead ones;
    then a neighbour that enters hundreds of events at once."""
    world = World(store, sender=HttpSender(GuardedBackend(REACH, MoodyNames())))
    healthy = [f"/{tenant}/{number}" for tenant in TENANTS for number in range(10)]
    for path in healthy:
        await world.subscribe(receiver.url(path), TenantId(path.split("/")[1]))
    with receiving() as inside:
        async with world.delivering():
            await eventually(lambda: world.ledger.rings)
            await _slowest(world, receiver, healthy)  # every connection is open
            alone = await _slowest(world, receiver, healthy)
            for path, manner in _sick(inside).items():
                receiver.manners[path] = for_events(manner)
                host = _HOST_WITH_MOODS if path == "/moody" else "127.0.0.1"
                await world.subscribe(receiver.url(path, host), NOISY)
            beside_the_sick = await _slowest(world, receiver, healthy)
            world.ledger.add(NOISY, number=300)
            beside_the_noisy = await _slowest(
                world, receiver, [path for path in healthy if NOISY not in path.split("/")]
            )
        assert inside.connections == 0
    await world.sender.close()
    # One processor serves all, so they are felt; the bounds are ratios within one run, with room for a busy machine.
    assert beside_the_sick <= 4 * alone + 0.5, f"alone {alone:.3f} s, beside the sick {beside_the_sick:.3f} s"
    assert beside_the_noisy <= 6 * alone + 1.0, f"alone {alone:.3f} s, beside the noisy {beside_the_noisy:.3f} s"


def _sick(inside: Receiver) -> dict[str, Manner]:
    named = {
        "/hangs": hangs,
        "/fails": answers(500),
        "/gone": answers(410),
        "/drips": drips,
        "/redirects": answers(302, f"location: {inside.url()}\r\n"),
        "/moody": answers(200),
    }
    return {**named, **{f"/dead/{number}": hangs for number in range(50)}}


async def test_a_lane_gives_each_tenant_its_share_and_no_more() -> None:
    lanes, at_work, most = Lanes(dict.fromkeys(Lane, Width(4, 2))), dict.fromkeys("ab", 0), dict.fromkeys("ab", 0)
    order: list[str] = []

    async def work(tenant: str) -> None:
        async with lanes.turn(Lane.FRESH, TenantId(tenant)):
            at_work[tenant] += 1
            most[tenant] = max(most[tenant], at_work[tenant])
            await asyncio.sleep(0)
            at_work[tenant] -= 1
            order.append(tenant)

    await asyncio.gather(*(work("a") for _ in range(50)), *(work("b") for _ in range(2)))
    assert most == {"a": 2, "b": 2}
    assert order.index("b") < 4, "b does not wait for all of a"


@pytest.mark.parametrize("lane", list(Lane))
async def test_lanes_do_not_wait_for_each_other(lane: Lane) -> None:
    lanes = Lanes(dict.fromkeys(Lane, Width(1, 1)))
    async with lanes.turn(lane, NOISY), asyncio.timeout(1):
        for other in set(Lane) - {lane}:
            async with lanes.turn(other, NOISY):
                continue
