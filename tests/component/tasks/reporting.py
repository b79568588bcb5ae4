"""A province with a monthly report: cut off on the 15th, due on the 25th, locked ten days later."""

from datetime import UTC, datetime
from typing import Any

import httpx2

from tests.component.tasks.conftest import World, created

CYCLES, REPORTS, REQUESTS = "/v1/nghe-an/reporting-cycles", "/v1/nghe-an/reports", "/v1/nghe-an/requests"
MARCH = f"{CYCLES}/NA-BC/periods/2024-03"
OF_STP, OF_STC = "NA-BC.2024-03.NA-STP", "NA-BC.2024-03.NA-STC"
IN_TIME = datetime(2024, 3, 20, 3, 0, tzinfo=UTC)
LATE = datetime(2024, 3, 26, 3, 0, tzinfo=UTC)
LOCKED = datetime(2024, 4, 4, 17, 0, tzinfo=UTC)
A_TEXT = {"text_vi": "Đã hoàn thành rà soát"}


def a_cycle(**fields: Any) -> dict[str, Any]:
    cycle = {
        "id": "NA-BC",
        "name_vi": "Báo cáo tháng",
        "name_en": "Monthly report",
        "frequency": "monthly",
        "cut_off_day": 15,
        "due_day_of_month": 25,
        "lock_days": 10,
        "unit_types": ["department"],
    }
    return {name: value for name, value in (cycle | fields).items() if value is not ...}


async def opened(world: World, **fields: Any) -> dict[str, Any]:
    """The period of March 2024, as it is opened on 20 March."""
    world.clock.move_to(IN_TIME)
    await created(world.standing, CYCLES, **a_cycle(**fields))
    return await created(world.standing, f"{CYCLES}/NA-BC/periods", period="2024-03")


async def written(world: World, content: dict[str, Any], who: httpx2.AsyncClient | None = None) -> httpx2.Response:
    """What an officer of Sở Tư pháp hands in, or somebody else."""
    officer = who or world.client("nghe-an", "unit_officer", "NA-STP")
    return await officer.post(f"{REPORTS}/{OF_STP}/content", json=content)


async def signed(world: World, edition: int = 1, who: httpx2.AsyncClient | None = None) -> httpx2.Response:
    return await (who or world.head).post(f"{REPORTS}/{OF_STP}/signature", json={"edition": edition})


async def standing(world: World) -> dict[str, Any]:
    review: dict[str, Any] = (await world.head.get(MARCH)).json()
    return review


def a_request(**fields: Any) -> dict[str, Any]:
    request = {
        "id": "DD-01",
        "kind": "urge",
        "units": ["NA-STP", "NA-STC"],
        "title_vi": "Đôn đốc cập nhật tiến độ",
        "text_vi": "Đề nghị cập nhật kết quả",
        "reply_by": "2024-04-05",
    }
    return {name: value for name, value in (request | fields).items() if value is not ...}
