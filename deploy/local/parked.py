"""`./tiendo parked` and `./tiendo redrive`: events that a reader could not handle, and another attempt at them (G7)."""

from collections.abc import Sequence
from typing import Any

from deploy.local.datadir import DataDirectory
from deploy.local.internal import Door
from deploy.local.language import Refusal, say
from deploy.local.rebuild import Wish, watched


async def parked(directory: DataDirectory, services: Sequence[str], tenant: str | None) -> int:
    """One line per event: service, tenant, sequence, type, reason, tries, when. Exit code 0, also where there are none."""
    lines: list[str] = []
    for service in services:
        door = Door(service, directory)
        try:
            lines += await _listed(door, tenant)
        finally:
            await door.close()
    print("\n".join(lines) or say("không có sự kiện nào bị gác lại", "no event is parked"))
    return 0


async def _listed(door: Door, tenant: str | None) -> list[str]:
    lines: list[str] = []
    for item in (await door.get("/internal/parked", tenant=tenant))["tenants"]:
        letters = item["letters"]
        while letters:
            lines += [_line(door.service, letter) for letter in letters]
            after = letters[-1]["sequence"]
            (more,) = (await door.get("/internal/parked", tenant=item["tenant"], after=after))["tenants"]
            letters = more["letters"]
        lines += [_ignored(door.service, item["tenant"], tally) for tally in item["ignored"]]
    return lines


def _line(service: str, letter: dict[str, Any]) -> str:
    tries = say(f"{letter['tries']} lần thử", f"{letter['tries']} tries")
    where = f"{service:<13} {letter['tenant']:<14} {letter['sequence']:>9}"
    return f"{where}  {letter['type']}  {letter['parked_at']}  {tries}  {letter['reason']}"


def _ignored(service: str, tenant: str, tally: dict[str, Any]) -> str:
    first, last = tally["first"], tally["last"]
    said = say(
        f"bỏ qua {tally['count']:,} sự kiện loại chưa biết ({first} … {last})",
        f"{tally['count']:,} events of a type that is not known were ignored ({first} … {last})",
    )
    return f"{service:<13} {tenant:<14} {'':>9}  {tally['type']}  {said}"


async def redrive(directory: DataDirectory, service: str, tenant: str | None, sequence: int | None) -> int:
    """Exit code 0 where every event is handled now, 1 where one still cannot be. Raises Refusal."""
    if sequence is not None and tenant is None:
        raise Refusal("--sequence cần --tenant", "--sequence needs --tenant")
    door = Door(service, directory)
    try:
        found = (await door.get("/internal/parked", tenant=tenant))["tenants"]
        waiting = [item["tenant"] for item in found if item["parked"]]
        attempts = [attempt for each in waiting for attempt in await _redriven(door, each, sequence)]
        if not attempts:
            print(say("không có sự kiện nào bị gác lại", "no event is parked"))
        failed = any(attempt["outcome"] == "failed" for attempt in attempts)
        overtaken = sorted({attempt["tenant"] for attempt in attempts if attempt["outcome"] == "needs_rebuild"})
        for each in overtaken:
            print(
                say(f"{each}: dựng lại để đưa vào đúng chỗ", f"{each}: rebuilding, to take them in at their own place")
            )
            failed |= bool(await watched(door, Wish(service, each, switch=True)))
    finally:
        await door.close()
    return 1 if failed else 0


async def _redriven(door: Door, tenant: str, sequence: int | None) -> list[dict[str, Any]]:
    attempts: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        answer = await door.post("/internal/redrive", {"tenant": tenant, "after": after, "only": sequence})
        for attempt in answer["redriven"]:
            print(_outcome(attempt), flush=True)
        attempts += answer["redriven"]
        after = answer["next"]
    return attempts


def _outcome(attempt: dict[str, Any]) -> str:
    return f"{attempt['tenant']:<14} {attempt['sequence']:>9}  {attempt['type']}  {_said(attempt)}"


def _said(attempt: dict[str, Any]) -> str:
    later = attempt["superseded_by"]
    if attempt["outcome"] == "failed":
        return say(f"VẪN LỖI: {attempt['why']}", f"STILL FAILS: {attempt['why']}")
    if attempt["outcome"] == "handled":
        done = say("đã xử lý", "handled")
        return f"{done}; {say(f'sự kiện {later} đã mới hơn', f'superseded in part by {later}')}" if later else done
    if later:
        return say(
            f"nay xử lý được; số liệu hiện tại đã có qua sự kiện {later}, số liệu của các ngày trước đó thì chưa",
            f"can be handled; figures of today have it from event {later}, those as of earlier dates do not",
        )
    return say("nay xử lý được; số liệu hiện tại còn thiếu nó", "can be handled; figures lack it so far")
