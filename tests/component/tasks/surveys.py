"""Surveys as the tests of the tasks service set them up."""

from typing import Any

import httpx2

from tests.component.tasks.conftest import World, created

SETS, ROUNDS = "/v1/nghe-an/question-sets", "/v1/nghe-an/survey-rounds"
RESPONSES = f"{ROUNDS}/KS-1/responses"
STP, STC = f"{RESPONSES}/NA-STP", f"{RESPONSES}/NA-STC"
QUESTIONS = [
    {"id": "legal-1", "group": "legal", "text_vi": "Văn bản nào cần sửa đổi?", "text_en": "Which documents?"},
    {"id": "people-1", "group": "resources", "scope": "people", "text_vi": "Có cán bộ chuyên trách chưa?"},
    {"id": "data-1", "group": "data", "text_vi": "Ý kiến khác về dữ liệu?", "required": False},
]
FINE = {"question": "legal-1", "status": "thuan_loi"}
STUCK = {"question": "people-1", "status": "diem_nghen", "text": "Chưa có cán bộ chuyên trách"}
ANSWERS = {"answers": [FINE, STUCK]}


def a_set(**fields: Any) -> dict[str, Any]:
    return {"id": "QS-1", "title_vi": "Bộ danh mục câu hỏi", "questions": QUESTIONS, "source": "synthetic"} | fields


def a_round(**fields: Any) -> dict[str, Any]:
    """Sở Tư pháp, Sở Tài chính and a district are asked since 1 April 2024, until the 30th."""
    return {
        "id": "KS-1",
        "question_set": "QS-1",
        "title_vi": "Khảo sát tháng 4",
        "invited": ["NA-STP", "NA-STC", "NA-H413"],
        "due": {"date": "2024-04-30", "precision": "day"},
        "opened_at": "2024-04-01",
    } | fields


async def opened(world: World, **fields: Any) -> dict[str, Any]:
    """A round of the only question set."""
    if (await world.standing.get(f"{SETS}/QS-1")).status_code == 404:
        await created(world.standing, SETS, **a_set())
    return await created(world.standing, ROUNDS, **a_round(**fields))


async def submitted(world: World, unit: str = "NA-STP", **body: Any) -> dict[str, Any]:
    return await done(unit_of(world, unit), f"{RESPONSES}/{unit}/submission", **(body or ANSWERS))


async def done(client: httpx2.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    state: dict[str, Any] = answer.json()
    return state


def unit_of(world: World, unit: str) -> httpx2.AsyncClient:
    return world.client("nghe-an", "unit_officer", unit)


async def bottlenecks(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.standing.get("/v1/nghe-an/bottlenecks")).json()["items"]
    return found
