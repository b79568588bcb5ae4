"""Bottlenecks in five groups: who leads them, and the one that holds Nghệ An's IOC up."""

from typing import Any

import httpx2
import pytest

from tests.stacks.installed import Api

pytestmark = pytest.mark.on_real_servers


def test_the_dispatch_names_five_groups_and_six_lead_lines(api: Api) -> None:
    """SC-001-3: 5 groups, 6 lead lines, 4 lead units (FR-BP-08, FR-BP-10, FR-BP-11, AMB-12)."""
    leads = api("binh-phuoc", "chairman").get("/v1/binh-phuoc/bottleneck-leads").raise_for_status().json()
    assert (len(leads["groups"]), leads["lead_lines"], leads["lead_units"]) == (5, 6, 4)
    lines = {group["group"]: [(line["unit"], line["scope"]) for line in group["leads"]] for group in leads["groups"]}
    assert lines == {
        "legal": [("BP-VPUB", None)],
        "infrastructure": [("BP-STTTT", None)],
        "data": [("BP-STTTT", None)],
        "security": [("BP-STTTT", None)],
        "resources": [("BP-STC", "funding"), ("BP-SNV", "people")],
    }
    funding = leads["groups"][4]["leads"][0]
    assert funding["coordinating"] == ["BP-SKHDT"]
    assert leads["consolidator"]["lead_unit"] == "BP-CA"


def test_the_legal_bottleneck_of_the_ioc(api: Api) -> None:
    """SC-002-8: the legal column shows 1; VNPT sees only NA-T-29, and cannot close it (FR-NA-08, FR-NA-20)."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    board = police.get("/v1/nghe-an/bottlenecks/board").raise_for_status().json()
    columns = {column["group"]: column for column in board["groups"]}
    assert (len(board["groups"]), columns["legal"]["total"], columns["legal"]["by_status"]["open"]) == (5, 1, 1)
    (known,) = _items(police, task="NA-T-29")
    assert (known["id"], known["group"], known["owner_unit"], known["status"]) == (
        "NA-BN-01",
        "legal",
        "NA-STTTT",
        "open",
    )
    assert known["steps"][0]["role"] == "standing_officer"
    partner = api("nghe-an", "unit_head", "NA-VNPT")
    assert partner.get("/v1/nghe-an/bottlenecks/board").status_code == 403
    listed = partner.get("/v1/nghe-an/tasks").raise_for_status().json()["items"]
    assert [task["id"] for task in listed] == ["NA-T-29"]
    assert partner.get("/v1/nghe-an/tasks/NA-T-29/history").status_code == 200
    assert partner.get("/v1/nghe-an/tasks/NA-T-30").status_code == 404
    assert partner.get("/v1/me").json()["partner"] is True
    for view in ("overview", "events", "stream", "indicator-series"):
        assert partner.get(f"/v1/nghe-an/{view}").status_code == 403, view
    done = {"to": "completed", "product": "IOC"}
    assert partner.post("/v1/nghe-an/tasks/NA-T-29/status", json=done).status_code == 403


def test_the_ioc_stays_on_the_board_until_it_is_resolved(api: Api) -> None:
    """FR-NA-08, FR-BP-13, FR-BP-14: the task goes on meanwhile; only the chairman or his deputy decides."""
    police, lead = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "unit_head", "NA-STTTT")
    path = "/v1/nghe-an/bottlenecks/NA-BN-01"
    proposal = {"text": "Ban hành quy chế vận hành IOC", "competent_authority": {"role": "chairman"}}
    assert lead.post(f"{path}/proposal", json=proposal).status_code == 403, "nobody leads the legal group here"
    police.post(f"{path}/proposal", json=proposal).raise_for_status()
    decision = {"text": "Đồng ý", "document": "1/TB-UBND"}
    assert police.post(f"{path}/decision", json=decision).status_code == 403
    api("nghe-an", "permanent_vice_chairman").post(f"{path}/decision", json=decision).raise_for_status()
    assert lead.post("/v1/nghe-an/tasks/NA-T-29/status", json={"to": "submitted"}).status_code == 200
    assert _unsolved(police) == 1
    police.post(f"{path}/resolution", json={"text": "Đã ban hành quy chế"}).raise_for_status()
    assert _unsolved(police) == 0
    roles = [step["role"] for step in police.get(path).json()["steps"]]
    assert roles == ["standing_officer", "standing_officer", "permanent_vice_chairman", "standing_officer"]


def _items(client: httpx2.Client, **query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/v1/nghe-an/bottlenecks", params=query).raise_for_status().json()["items"]
    return items


def _unsolved(client: httpx2.Client) -> int:
    unsolved: int = client.get("/v1/nghe-an/bottlenecks/board").raise_for_status().json()["groups"][0]["unsolved"]
    return unsolved
