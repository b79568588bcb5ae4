"""What happens in the middle of a rehearsal, so that a planted defect has its occasion."""

import asyncio
import sys
from pathlib import Path

from deploy.local import ports
from deploy.local.readiness import get
from tests.chaos import commands
from tests.chaos.defects.rehearsal import Rehearsal, until
from tests.chaos.harm import now
from tests.chaos.proxy import Weather
from tests.chaos.run_directory import append
from tests.chaos.schedule import ROTATING
from tests.stacks.tiendo import PROJECT

_OUTAGE = 2.5
_LOST = 0.4
_TWIN = 20.0
_EXCHANGE = 15.0
_SIGNED_ANEW = 4.0


async def nothing(_: Rehearsal) -> None: ...


async def services_are_killed(run: Rehearsal) -> None:
    """Two at a time, with work in between."""
    for pair in (("gateway", "tasks"), ("reporting", "notifications")):
        await asyncio.gather(*map(run.kill, pair))
        await run.work()
    await people_work_while_endpoints_hang(run)


async def a_delivery_is_cut_short(run: Rehearsal) -> None:
    """At each point around it, one after the other; whatever the next process does is judged."""
    for point in ("mid-delivery", "after-answer", "before-cursor", "after-cursor"):
        await run.end_at("notifications", point, 3)


async def secrets_are_exchanged(run: Rehearsal) -> None:
    """While people work; some receivers take longer than others. Then long enough that whatever comes was signed anew.

    A defect may keep an exchange from ever coming to its end.
    """
    exchanging = [asyncio.create_task(run.rotate(name, pace)) for pace, name in enumerate(ROTATING)]
    for _ in ROTATING:
        await run.work()
    _, unending = await asyncio.wait(exchanging, timeout=_EXCHANGE)
    for each in unending:
        each.cancel()
    await asyncio.gather(*exchanging, return_exceptions=True)
    await asyncio.sleep(_SIGNED_ANEW)


async def people_work_while_endpoints_hang(run: Rehearsal) -> None:
    await run.work_calmly()


async def services_are_asked_to_end(run: Rehearsal) -> None:
    for name in ("gateway", "notifications"):
        await run.ask_to_end(name)


async def tasks_dies_right_after_an_answer(run: Rehearsal) -> None:
    book = next(iter(run.books.values()))
    for task in sorted(book.statuses):
        await run.do(book, commands.status_request(book, task, book.next_status(task, run.random), run.random))
    await run.kill("tasks")


async def tasks_dies_after_the_state_is_stored(run: Rehearsal) -> None:
    (run.directory.switches / "tasks").write_text("after-aggregate-write 2")
    await run.work()
    await run.until_ready("tasks")


async def an_answer_is_lost(run: Rehearsal) -> None:
    """While others go on, so that numbers show what was carried out when."""
    first, second, *_ = sorted(run.books.values(), key=lambda book: book.tenant.id)
    for book in (first, second):
        link = run.installation.links["tasks"]
        link.set(Weather.LOST_REPLY)
        task, other, *_ = sorted(book.statuses)
        lost = commands.status_request(book, task, book.next_status(task, run.random), run.random)
        waiting = asyncio.create_task(run.do(book, lost))
        await asyncio.sleep(_LOST)
        link.set(Weather.CLEAR)
        await run.do(book, commands.status_request(book, other, book.next_status(other, run.random), run.random))
        await waiting


async def tasks_cannot_be_reached(run: Rehearsal) -> None:
    link = run.installation.links["tasks"]
    link.set(Weather.CUT)
    await asyncio.sleep(_OUTAGE)
    link.set(Weather.CLEAR)


async def a_second_publisher_runs(run: Rehearsal) -> None:
    """Another replica of tasks on the same store, for a while."""
    part = await run.alive("tasks")
    (port,) = ports.choose(1)
    environment = {**_environment(part.pid), "TIENDO_PORT": str(port), "TIENDO_REPLICA": "twin"}
    with (run.directory.logs / "twin.log").open("wb") as log:
        twin = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "services.tasks"), env=environment, cwd=PROJECT, stdout=log, stderr=log
        )
    append(run.directory.restarts, {"at": now(), "part": "tasks", "pid": twin.pid})
    try:
        await until(lambda: _answers(port), _TWIN)
        await run.work()
        await run.work()
    finally:
        twin.terminate()
        await twin.wait()


def _environment(process: int) -> dict[str, str]:
    given = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
    return dict(entry.decode().split("=", 1) for entry in given if b"=" in entry)


async def _answers(port: int) -> bool:
    return (await get(port, "/readyz")).status == 200
