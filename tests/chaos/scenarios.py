"""Three measurements on a running installation: without the bus, without reporting, and for a long time."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx2

from tests.chaos.faults import inject
from tests.chaos.memory import MemorySamples
from tests.chaos.proxy import Weather
from tests.chaos.run import Run, say
from tests.chaos.schedule import Fault
from tests.chaos.sending import Exchange

_CALM = 20.0
_BUS_AWAY = 60.0
_REPORTING_AWAY = 20.0
_BUDGET = 60.0  # seconds until everything has arrived after the bus is back


async def kafka_down(run: Run) -> None:
    """The bus is away for a minute under load: commands are accepted all the same, and everything arrives afterwards."""
    async with _loaded(run):
        calm = await _spell(run, _CALM)
        say(f"the bus is away for {_BUS_AWAY:.0f} s")
        clock = asyncio.get_running_loop().time
        left = clock()
        await inject(run.harm, Fault(0.0, "outages", "broker-outage", "bus", _BUS_AWAY))
        away = [exchange for exchange in run.sender.exchanges if left <= exchange.left < left + _BUS_AWAY]
        await run.harm.recoveries.all_back()
        after = await _spell(run, _CALM)
    for name, exchanges in (("before", calm), ("without the bus", away), ("afterwards", after)):
        run.report.figures.append(_told(name, exchanges))
    if refused := sum(exchange.status >= 500 or not exchange.status for exchange in away):
        run.report.problems.append(f"without the bus {refused} commands were not answered as usual")
    for seconds in run.harm.recoveries.seconds["bus"]:
        run.report.figures.append(f"  caught up {seconds:.1f} s after the bus was back (budget {_BUDGET:.0f} s)")
        if seconds > _BUDGET:
            run.report.problems.append(f"caught up after {seconds:.1f} s, which is too late")


async def reporting_down(run: Run) -> None:
    """Reporting stands still, then refuses: the overview goes on without it and says so; commands are accepted."""
    async with _loaded(run):
        await _watch_overview(run, "as usual", _CALM / 2, degraded=False)
        for weather in (Weather.BLACK_HOLE, Weather.CUT):
            async with run.harm.weather("reporting", weather):
                await _watch_overview(run, f"reporting: {weather}", _REPORTING_AWAY, degraded=True)
            await _watch_overview(run, "afterwards", _CALM / 2, degraded=False)
    statuses = run.sender.statuses
    run.report.figures.append(_told("commands all the time", run.sender.exchanges))
    if failed := sum(count for status, count in statuses.items() if status >= 500 or not status):
        run.report.problems.append(f"{failed} commands were not answered as usual")


async def soak(run: Run) -> None:
    """Load and nothing else, for as long as was asked for."""
    samples = MemorySamples(run.installation)
    async with asyncio.TaskGroup() as tasks:
        collecting = tasks.create_task(samples.collect())
        await run.load.run(run.wish.rate, run.wish.minutes * 60)
        collecting.cancel()
    run.report.figures += [_told("commands", run.sender.exchanges), *samples.lines()]


@asynccontextmanager
async def _loaded(run: Run) -> AsyncIterator[None]:
    """Load goes on for as long as the body does."""
    async with asyncio.TaskGroup() as tasks:
        loading = tasks.create_task(run.load.run(run.wish.rate, float("inf")))
        yield
        loading.cancel()


async def _spell(run: Run, seconds: float) -> Sequence[Exchange]:
    """What is answered within that time."""
    begin = len(run.sender.exchanges)
    await asyncio.sleep(seconds)
    return run.sender.exchanges[begin:]


def _told(name: str, exchanges: Sequence[Exchange]) -> str:
    statuses = Counter(exchange.status for exchange in exchanges)
    took = sorted(exchange.seconds for exchange in exchanges) or [0.0]
    counts = ", ".join(f"{status or 'no answer'} {count}" for status, count in sorted(statuses.items()))
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    return f"  {name:<28} {counts}; p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"


async def _watch_overview(run: Run, name: str, seconds: float, *, degraded: bool) -> None:
    """Asks again and again; every answer must be a 200 that names reporting exactly where it is missing."""
    tenant = run.installation.tenants[0]
    headers = {"authorization": f"Bearer {run.installation.token(tenant.id, tenant.reader)}"}
    answers: Counter[str] = Counter()
    took = []
    async with httpx2.AsyncClient(base_url=run.installation.url, headers=headers, trust_env=False) as client:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            began = time.monotonic()
            answers[await _look(client, f"/v1/{tenant.id}/overview")] += 1
            took.append(time.monotonic() - began)
            await asyncio.sleep(0.2)
    counts = ", ".join(f"{answer} {count}" for answer, count in sorted(answers.items()))
    run.report.figures.append(f"  {name:<28} {counts}; the slowest took {max(took):.2f} s")
    wanted = "200 without reporting" if degraded else "200 whole"
    if wrong := answers.total() - answers[wanted]:
        run.report.problems.append(f"{name}: {wrong} overviews were not “{wanted}”")


async def _look(client: httpx2.AsyncClient, path: str) -> str:
    try:
        answer = await client.get(path, timeout=10)
    except httpx2.HTTPError as problem:
        return type(problem).__name__
    if answer.status_code != 200:
        return str(answer.status_code)
    missing = [part["part"] for part in answer.json()["degraded"]]
    return f"200 without {', '.join(missing)}" if missing else "200 whole"


SCENARIOS = {"kafka-down": kafka_down, "reporting-down": reporting_down, "soak": soak}
