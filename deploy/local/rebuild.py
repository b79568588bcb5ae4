"""`./tiendo rebuild`: asks a service to build its read model anew, and shows how far it is (G4).

The service does the work; this only asks and watches. Ctrl-C pauses it, a second call goes on from there, and where this
process is killed the service finishes alone.
"""

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import Any

from deploy.local.datadir import DataDirectory
from deploy.local.internal import Door
from deploy.local.language import say

DIFFERS = 3
_LOOK_SECONDS = 0.5
_LINE_SECONDS = 5.0
_AT_WORK = {
    "building": ("đang dựng", "building"),
    "comparing": ("đang so sánh", "comparing"),
    "switching": ("đang thay thế", "switching"),
    "removing": ("đang xóa bản cũ", "removing the old one"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`tenant` None: all of them, one after another."""

    service: str
    tenant: str | None = None
    switch: bool = False
    anew: bool = False


async def rebuild(directory: DataDirectory, wish: Wish) -> int:
    """Exit code 0 where the new generation is live, 3 where something differs and was left as it is, 1 where it failed.

    Raises Refusal.
    """
    door = Door(wish.service, directory)
    try:
        return await watched(door, wish)
    except asyncio.CancelledError:
        await door.post("/internal/rebuild/pause", {"tenant": wish.tenant})
        print(say("\nđã tạm dừng; chạy lại lệnh này để tiếp tục", "\npaused; the same command goes on from there"))
        raise
    finally:
        await door.close()


async def watched(door: Door, wish: Wish) -> int:
    asked = {"tenant": wish.tenant, "switch": wish.switch, "anew": wish.anew}
    tenants = [item["tenant"] for item in (await door.post("/internal/rebuild", asked))["rebuilds"]]
    if not tenants:
        print(say("chưa có sự kiện nào", "there are no events yet"))
        return 0
    ended = [await _until_ended(door, tenant) for tenant in tenants]
    stages = {item["stage"] for item in ended}
    if "failed" in stages or any(item["paused"] for item in ended):
        return 1
    return DIFFERS if "differs" in stages else 0


async def _until_ended(door: Door, tenant: str) -> dict[str, Any]:
    progress = Progress()
    while True:
        (item,) = (await door.get("/internal/rebuild", tenant=tenant))["rebuilds"]
        if not item["active"]:
            progress.end()
            print("\n".join(summary(item)), flush=True)
            return dict(item)
        progress.show(item)
        await asyncio.sleep(_LOOK_SECONDS)


class Progress:
    """One line that is written over on a terminal; elsewhere a line now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()
        self._shown = ""
        self._shown_at = 0.0

    def show(self, item: dict[str, Any]) -> None:
        line = progress_line(item)
        if self._terminal:
            print(f"\r{line}\x1b[K", end="", flush=True)
        elif item["stage"] != self._shown or time.monotonic() - self._shown_at > _LINE_SECONDS:
            print(line, flush=True)
            self._shown, self._shown_at = item["stage"], time.monotonic()

    def end(self) -> None:
        if self._terminal:
            print("\r\x1b[K", end="")


def progress_line(item: dict[str, Any]) -> str:
    """Tenant, stage, events done and in all, events a second, and the time that is left at that rate."""
    done, total, rate = item["built"], item["head"], item["rate"]
    parts = [f"{item['tenant']:<14}", say(*_AT_WORK[item["stage"]])]
    if item["stage"] == "building" and total:
        parts.append(f"{done:,}/{total:,} ({min(100, 100 * done // total)} %)")
        if rate > 0:
            left = max(0, total - done) / rate
            parts.append(say(f"{rate:,.0f}/giây, còn {left:,.0f} giây", f"{rate:,.0f}/s, {left:,.0f} s left"))
    if item["stage"] == "removing":
        parts.append(f"{item['removed']:,}")
    return "  ".join(parts)


def summary(item: dict[str, Any]) -> list[str]:
    """What has become of a rebuild, and exactly what differs."""
    lines = [f"{item['tenant']:<14}  {_outcome(item)}", *_accounts(item)]
    for found in item["findings"]:
        lines += _found(found)
    return lines


def _outcome(item: dict[str, Any]) -> str:
    equal = all(_same(found) for found in item["findings"])
    if item["paused"]:
        return say("đã tạm dừng", "paused")
    match item["stage"]:
        case "done" if equal:
            return say("giống hệt; đã dùng bản mới", "equal; the new one is live")
        case "done":
            return say("có khác biệt; đã dùng bản mới", "differed; the new one is live")
        case "differs":
            return say(
                "CÓ KHÁC BIỆT; bản đang dùng giữ nguyên. Để thay thế: thêm --switch",
                "DIFFERS; the live one stays. To switch nevertheless: add --switch",
            )
        case _:
            return say(f"THẤT BẠI: {item['reason']}", f"FAILED: {item['reason']}")


def _accounts(item: dict[str, Any]) -> list[str]:
    """Every event is handled, ignored or left out."""
    ignored = sum(one["count"] for one in item["ignored"])
    left_out = len(item["left_out"])
    lines = [
        say(
            f"  {item['built']:,} sự kiện: {item['handled']:,} đã xử lý, {ignored:,} bỏ qua, {left_out:,} không xử lý được",
            f"  {item['built']:,} events: {item['handled']:,} handled, {ignored:,} ignored, {left_out:,} left out",
        )
    ]
    lines += [f"    {one['sequence']}  {one['type']}  {one['reason']}" for one in item["left_out"][:10]]
    return lines


def _found(found: dict[str, Any]) -> list[str]:
    counts = say(
        f"{found['live']:,} đang dùng, {found['rebuilt']:,} dựng lại, {found['same']:,} giống",
        f"{found['live']:,} live, {found['rebuilt']:,} rebuilt, {found['same']:,} the same",
    )
    lines = [f"  {found['collection']:<12} {counts}"]
    if _same(found):
        return lines
    differ = say(
        f"{found['differing']:,} khác nhau, {found['only_live']:,} chỉ có ở bản đang dùng, "
        f"{found['only_rebuilt']:,} chỉ có ở bản dựng lại",
        f"{found['differing']:,} differ, {found['only_live']:,} only live, {found['only_rebuilt']:,} only rebuilt",
    )
    lines.append(f"    {differ}")
    for example in found["examples"]:
        lines.append(f"    {example['id']}: {example['found']}")
        lines += [f"      {name}: {live} → {rebuilt}" for name, (live, rebuilt) in example["fields"].items()]
    return lines


def _same(found: dict[str, Any]) -> bool:
    return not (found["differing"] or found["only_live"] or found["only_rebuilt"])
