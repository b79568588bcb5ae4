"""Bình Phước surveys its units: a district names a bottleneck, the chairman decides, and who is silent is listed."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from tests.e2e.waiting import until
from tests.stacks.installed import Api
from tests.stacks.tiendo import Tiendo

pytestmark = pytest.mark.on_real_servers
ROOT = "/v1/binh-phuoc"
DISTRICT, SECOND, SILENT = "BP-H688", "BP-SNV", "BP-STC"
STUCK = "resources-3"


@pytest.fixture(scope="module")
def rounds(tiendo: Tiendo) -> Callable[[httpx2.Client], str]:
    """Opens the one round of this installation and says its id."""
    opened: list[str] = []

    def open_once(police: httpx2.Client) -> str:
        if not opened:
            body = {
                "id": "BP-KS-1",
                "question_set": "BP-QS-2024",
                "directive": "BP-CV-1470",
                "title_vi": "Khảo sát thực trạng triển khai Đề án 06",
                "invited": [DISTRICT, SECOND, SILENT],
                "opened_at": "2024-04-22",
                "due": {"date": "2024-05-15", "precision": "day"},
            }
            police.post(f"{ROOT}/survey-rounds", json=body).raise_for_status()
            opened.append(body["id"])
        return opened[0]

    return open_once


@pytest.fixture
def police(api: Api) -> httpx2.Client:
    return api("binh-phuoc", "standing_officer", "BP-CA")


@pytest.fixture
def responses(police: httpx2.Client, rounds: Callable[[httpx2.Client], str]) -> str:
    return f"{ROOT}/survey-rounds/{rounds(police)}/responses"


def _answers(police: httpx2.Client, **stuck: str) -> list[dict[str, Any]]:
    """No problem anywhere but where something is said."""
    asked = police.get(f"{ROOT}/question-sets/BP-QS-2024").raise_for_status().json()
    assert (len(asked["questions"]), asked["sample"]) == (25, True)
    fine = [{"question": question["id"], "status": "thuan_loi"} for question in asked["questions"]]
    said = {key.replace("_", "-"): text for key, text in stuck.items()}
    return [
        {**answer, "status": "diem_nghen", "text": said[answer["question"]]} if answer["question"] in said else answer
        for answer in fine
    ]


def test_the_life_of_a_bottleneck_of_a_district(api: Api, police: httpx2.Client, responses: str) -> None:
    """SC-001-5: submitted, proposed by DoHA, decided by the chairman, resolved; the district's task goes on meanwhile."""
    district, home_affairs = api("binh-phuoc", "district_chair", DISTRICT), api("binh-phuoc", "unit_head", "BP-SNV")
    draft = district.put(f"{responses}/{DISTRICT}", json={"answers": _answers(police)[:3]})
    assert draft.status_code == 200, draft.text
    lacking = district.post(f"{responses}/{DISTRICT}/submission", json={})
    assert (lacking.status_code, len(lacking.json()["errors"])) == (422, 22)
    body = {"answers": _answers(police, resources_3="Không có cán bộ"), "effective_at": "2024-05-02T08:00:00+07:00"}
    district.post(f"{responses}/{DISTRICT}/submission", json=body).raise_for_status()
    path = f"{ROOT}/bottlenecks/BP-KS-1.{DISTRICT}.{STUCK}"
    raised = police.get(path).raise_for_status().json()
    assert (raised["status"], raised["group"], raised["scope"]) == ("open", "resources", "people")
    assert (raised["owner_unit"], raised["survey"]["question"]) == (DISTRICT, STUCK)
    proposal = {"text": "Bổ sung biên chế", "effective_at": "2024-05-06T08:00:00+07:00"}
    funding = api("binh-phuoc", "unit_head", "BP-STC").post(f"{path}/proposal", json=proposal)
    assert funding.status_code == 403, "DoF leads the funding, not the people"
    home_affairs.post(f"{path}/proposal", json=proposal).raise_for_status()
    share = f"{ROOT}/tasks/BP-A-01.{DISTRICT}/status"
    assert district.post(share, json={"to": "in_progress", "note": "Vẫn triển khai"}).status_code == 200
    decision = {"text": "Đồng ý", "document": "900/UBND-NC", "effective_at": "2024-05-10T08:00:00+07:00"}
    assert home_affairs.post(f"{path}/decision", json=decision).status_code == 403
    api("binh-phuoc", "chairman").post(f"{path}/decision", json=decision).raise_for_status()
    solved = {"text": "Đã bổ sung 02 cán bộ", "effective_at": "2024-06-01T08:00:00+07:00"}
    resolved = home_affairs.post(f"{path}/resolution", json=solved).raise_for_status().json()
    assert [(step["status"], step["at"][:10], step["role"]) for step in resolved["steps"]] == [
        ("open", "2024-05-02", "district_chair"),
        ("proposed", "2024-05-06", "unit_head"),
        ("decided", "2024-05-10", "chairman"),
        ("resolved", "2024-06-01", "unit_head"),
    ]
    assert resolved["age_days"] == 30
    assert resolved["decision"]["decided_by_role"] == "chairman"


def test_who_says_nothing_is_to_report_has_answered_and_who_is_silent_is_listed(
    api: Api, police: httpx2.Client, responses: str
) -> None:
    """FR-BP-09, FR-BP-12, FR-BP-19: coverage overall, per group and unit type; a returned response is owed again."""
    nothing = {"nothing_to_report": True, "answers": []}
    api("binh-phuoc", "unit_officer", SECOND).post(f"{responses}/{SECOND}/submission", json=nothing).raise_for_status()
    reached = _coverage(police)
    assert reached["silent"] == [SILENT]
    assert reached["overall"] == {"invited": 3, "submitted": 2, "accepted": 0, "rate": 66.67}
    assert reached["nothing_to_report"] == 1
    assert [group["group"] for group in reached["by_group"]] == [
        "legal",
        "infrastructure",
        "data",
        "security",
        "resources",
    ]
    resources = reached["by_group"][4]["answers"]
    assert resources == {"thuan_loi": 4, "con_vuong": 0, "diem_nghen": 1}
    police.post(f"{responses}/{SECOND}/return", json={"reason": "Đề nghị rà soát lại"}).raise_for_status()
    assert (_coverage(police)["overall"]["submitted"], _coverage(police)["returned"]) == (1, [SECOND])
    police.post(f"{responses}/{DISTRICT}/acceptance", json={}).raise_for_status()
    assert _coverage(police)["overall"]["accepted"] == 1
    answers = police.get(f"{responses}?group=resources&status=accepted").raise_for_status().json()["items"]
    assert [len(item["answers"]) for item in answers] == [5]


def test_a_unit_is_told_what_it_owes(api: Api, police: httpx2.Client, responses: str) -> None:
    """FR-BP-09: an invitation is a duty like any other, and reaches the head of the unit."""
    assert police.get(f"{responses}/{SILENT}").raise_for_status().json()["obligation"]["kind"] == "survey_response"
    head = api("binh-phuoc", "unit_head", SILENT)
    until(lambda: any("phiếu khảo sát" in str(notice).lower() for notice in _inbox(head)))


def _coverage(client: httpx2.Client) -> dict[str, Any]:
    coverage: dict[str, Any] = client.get(f"{ROOT}/survey-rounds/BP-KS-1").raise_for_status().json()["coverage"]
    return coverage


def _inbox(client: httpx2.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get(f"{ROOT}/inbox").raise_for_status().json()["items"]
    return items
