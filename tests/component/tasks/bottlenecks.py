"""Bottlenecks as the tests of the tasks service raise them and carry them on."""

from typing import Any

import httpx2

from tests.component.tasks.conftest import World, created

PATH = "/v1/nghe-an/bottlenecks"
LEADS = "/v1/nghe-an/bottleneck-leads"
LINES = [
    {"group": "legal", "unit": "NA-STP"},
    {"group": "resources", "scope": "funding", "unit": "NA-STC", "coordinating": ["NA-STP"]},
    {"group": "resources", "scope": "people", "unit": "NA-UBND"},
]
DECISION = {"text": "Đồng ý", "document": "228/TB-UBND"}


def a_bottleneck(**fields: Any) -> dict[str, Any]:
    return {"id": "NA-BN-02", "group": "legal", "title_vi": "Chờ danh mục văn bản", "owner_unit": "NA-STC"} | fields


async def raised(world: World, **fields: Any) -> dict[str, Any]:
    return await created(world.standing, PATH, **a_bottleneck(**fields))


async def led(world: World) -> None:
    answer = await world.standing.put(LEADS, json={"lines": LINES})
    assert answer.status_code == 200, answer.text


def chairman(world: World) -> httpx2.AsyncClient:
    return world.client("nghe-an", "chairman")


async def carried(world: World, status: str, key: str = "NA-BN-02") -> dict[str, Any]:
    """A bottleneck in that status."""
    state = await raised(world, id=key)
    steps = {
        "open": [],
        "proposed": ["proposal"],
        "decided": ["proposal", "decision"],
        "resolved": ["proposal", "decision", "resolution"],
        "rejected": ["proposal", "rejection"],
    }[status]
    for step in steps:
        client = chairman(world) if step in {"decision", "rejection"} else world.standing
        body = DECISION if step in {"decision", "rejection"} else {"text": "Giải pháp"}
        answer = await client.post(f"{PATH}/{key}/{step}", json=body)
        assert answer.status_code == 200, answer.text
        state = answer.json()
    assert state["status"] == status
    return state
