"""Directives through the gateway, with those of the sample provinces."""

from collections import Counter
from typing import Any

import httpx2
import pytest

from tests.e2e.waiting import until
from tests.stacks.installed import Api

ISSUED = "vn.tiendo.directive.issued.v1"
DISPATCH = {
    "id": "BP-CV-1470-EN",
    "doc_type": "cong_van",
    "full_number": "1470/UBND-NC",
    "issued_date": "2024-04-22",
    "issuer_unit": "BP-UBND",
    "source": "seed",
    "source_ref": "000_1032e569a5af3266.txt (en)",
}
ENGLISH = {
    "language": "en",
    "subject": "Official Dispatch No. 1470/UBND-NC on researching solutions and experiences in implementing Project 06",
    "machine": True,
}
MISTRANSLATED = "the Project Implementation Working Group of 06 provinces"


def _json(answer: httpx2.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    content: dict[str, Any] = answer.json()
    return content


def _types(client: httpx2.Client, tenant: str, subject: str) -> Counter[str]:
    """How often each type of event has happened to that subject."""
    happened: Counter[str] = Counter()
    after = 0
    while events := _json(client.get(f"/v1/{tenant}/events", params={"after": after, "limit": 500}))["items"]:
        happened.update(event["type"] for event in events if event["subject"] == subject)
        after = events[-1]["sequence"]
    return happened


def _told(client: httpx2.Client, directive: str) -> bool:
    """Whether a notice about the acknowledgement of that directive is in the caller's inbox."""
    notices = _json(client.get("/v1/ninh-thuan/inbox"))["items"]
    return any(notice["subject"].startswith(f"acknowledgement:{directive}.") for notice in notices)


def _ids(client: httpx2.Client, path: str, **query: str) -> list[str]:
    return [item["id"] for item in _json(client.get(path, params={"limit": "500", **query}))["items"]]


def test_the_dispatch_of_binh_phuoc_has_eleven_assignments_in_three_blocks(api: Api) -> None:
    """SC-001-1: FR-BP-01, FR-BP-02, FR-BP-15, FR-BP-21."""
    office = api("binh-phuoc", "office_officer")
    directive = _json(office.get("/v1/binh-phuoc/directives/BP-CV-1470"))
    assert (directive["number"], directive["symbol"], directive["full_number"]) == ("1470", "UBND-NC", "1470/UBND-NC")
    assert (directive["issued_date"], directive["published_at"]) == ("2024-04-22", "2024-04-23T03:08:00.000000Z")
    assert directive["recorded_at"] > directive["published_at"] and directive["entry_hours"] > 24
    assert (directive["principle"], directive["warnings"], directive["assignments"]) == ("5-4-3-2-1", [], 11)
    assignments = _json(office.get("/v1/binh-phuoc/tasks", params={"directive": "BP-CV-1470"}))["items"]
    blocks = Counter(task["block"] for task in assignments)
    assert set(blocks) == {block["id"] for block in directive["blocks"]} == {"BP-G01", "BP-G02", "BP-G03"}
    assert blocks.total() == 11
    until(lambda: _types(office, "binh-phuoc", "BP-CV-1470")[ISSUED])
    assert _types(office, "binh-phuoc", "BP-CV-1470")[ISSUED] == 1


def test_an_office_officer_enters_a_dispatch_with_its_assignments(api: Api) -> None:
    """SC-001-1: FR-BP-01, FR-BP-02, FR-BP-21, with a number of the test."""
    office = api("binh-phuoc", "office_officer")
    blocks = [{"id": f"ND{place}", "title_vi": f"Nội dung {place}"} for place in (1, 2, 3)]
    new = DISPATCH | {"id": "BP-CV-T", "full_number": "1471/UBND-NC", "subject_vi": "Văn bản thử nghiệm"}
    new |= {"published_at": "2024-04-23T10:08:00+07:00", "blocks": blocks}
    assert _json(office.post("/v1/binh-phuoc/directives", json=new), 201)["warnings"] == []
    task = {"kind": "directive", "plan": "BP-CV-1470", "directive": "BP-CV-T", "lead_unit": "BP-STTTT"}
    for number in range(11):
        named = {"id": f"BP-T-{number}", "title_vi": f"Đầu việc {number}", "block": f"ND{number % 3 + 1}"}
        _json(office.post("/v1/binh-phuoc/tasks", json=task | named), 201)
    directive = _json(office.get("/v1/binh-phuoc/directives/BP-CV-T"))
    assert (directive["assignments"], len(directive["blocks"])) == (11, 3)
    until(lambda: _types(office, "binh-phuoc", "BP-CV-T")[ISSUED])
    assert _types(office, "binh-phuoc", "BP-CV-T").total() == 1


def test_the_english_text_adds_a_translation_and_no_second_directive(api: Api) -> None:
    """SC-000-1: FR-BP-22, FR-BP-23."""
    office = api("binh-phuoc", "office_officer")
    before = _ids(office, "/v1/binh-phuoc/directives")
    for _ in range(2):
        answer = office.post("/v1/binh-phuoc/directives", json=DISPATCH | {"translations": [ENGLISH]})
        directive = _json(answer)
        assert directive["id"] == "BP-CV-1470"
        assert [one["subject"] for one in directive["translations"]].count(ENGLISH["subject"]) == 1
        assert directive["sources"].count(DISPATCH["source_ref"]) == 1
        assert directive["subject_vi"].startswith("Nghiên cứu giải pháp")
    assert _ids(office, "/v1/binh-phuoc/directives") == before
    assert directive["sequence"] == 0, "the second time nothing happened"
    until(lambda: _types(office, "binh-phuoc", "BP-CV-1470")["vn.tiendo.directive.source-added.v1"])
    happened = _types(office, "binh-phuoc", "BP-CV-1470")
    assert happened[ISSUED] == happened["vn.tiendo.directive.translation-added.v1"] == 1


def test_a_working_group_of_06_provinces_is_the_provinces_own(api: Api) -> None:
    """SC-000-3: FR-BP-24."""
    office, central = api("binh-phuoc", "office_officer"), api("central", "central_wg_officer")
    units, tenants = _ids(office, "/v1/binh-phuoc/units"), _ids(central, "/v1/tenants")
    text = {**ENGLISH, "subject": "The same, told by a newspaper", "text": f"It was decided by {MISTRANSLATED}."}
    answer = office.post("/v1/binh-phuoc/directives", json=DISPATCH | {"translations": [text]})
    directive = _json(answer)
    (warning,) = [one for one in directive["warnings"] if one["code"] == "terminology"]
    assert warning["unit"] == "BP-TCT06"
    assert MISTRANSLATED.removeprefix("the ") in warning["message_vi"]
    assert directive["mentioned_units"] == ["BP-TCT06"]
    assert _ids(office, "/v1/binh-phuoc/units") == units
    assert _ids(central, "/v1/tenants") == tenants


def test_tasks_are_found_by_their_legal_references_in_any_spelling(api: Api) -> None:
    """SC-004-8: FR-TW-05, FR-TW-13, FR-X-11."""
    officer = api("central", "central_wg_officer")
    for q in ("123/2020/ND-CP", "123/2020/NĐ-CP", "123/2020/nd-cp"):
        assert _ids(officer, "/v1/central/tasks", q=q) == ["TW-N-02"]
    assert _ids(officer, "/v1/central/tasks", q="34/CT-TTg") == ["TW-N-08"]
    assert _ids(officer, "/v1/central/directives", q="34/ct-ttg") == ["REF-CT34"]
    task = _json(officer.get("/v1/central/tasks/TW-N-02"))
    assert task["legal_refs"] == ["Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ"]
    directive = _json(officer.get(f"/v1/central/directives/{task['directive']}"))
    assert [above["full_number"] for above in directive["chain"]] == ["34/CT-TTg"]


def test_sections_of_the_central_conclusion_are_its_blocks(api: Api) -> None:
    """FR-TW-02: five sections, and every one of the twelve tasks names its own."""
    officer = api("central", "central_wg_officer")
    directive = _json(officer.get("/v1/central/directives/TW-PTTG-2024"))
    tasks = _json(officer.get("/v1/central/tasks", params={"directive": "TW-PTTG-2024"}))["items"]
    assert (len(directive["blocks"]), len(tasks), directive["assignments"]) == (5, 12, 12)
    assert {task["block"] for task in tasks} == {block["id"] for block in directive["blocks"]}


def test_the_central_level_sees_a_province_through_a_link(api: Api) -> None:
    """Part of SC-003-9: FR-NT-05, FR-NT-06. Figures stay the province's own; nothing is added up."""
    standing, central = api("ninh-thuan", "standing_officer"), api("central", "central_wg_officer")
    link = {"id": "NT-D-01.TW-N-12", "directive": "NT-KL-2024", "block": "NT-D-01", "target_kind": "task"}
    link |= {"target_tenant": "central", "target": "TW-N-12"}
    _json(standing.post("/v1/ninh-thuan/links", json=link), 201)
    incoming = _json(central.get("/v1/central/links/incoming", params={"target": "TW-N-12"}))["items"]
    assert [(one["tenant"], one["directive"], one["block"]) for one in incoming] == [
        ("ninh-thuan", "NT-KL-2024", "NT-D-01")
    ]
    seen = _json(central.get(f"/v1/{incoming[0]['tenant']}/overview", params={"as_of": "2024-10-15"}))["tasks"]
    assert (seen["done"], seen["total"]) == (33, 43)
    for path in ("/v1/central/links/incoming?target=TW-N-12", "/v1/nghe-an/directives", "/v1/nghe-an/links"):
        assert standing.get(path).status_code == 404
    own = _json(standing.get("/v1/ninh-thuan/directives/NT-KL-2024"))["links"]
    assert ("ninh-thuan", "NT-T-01") in {(one["target_tenant"], one["target"]) for one in own}


@pytest.mark.on_real_servers
def test_a_unit_acknowledges_a_directive_that_it_was_sent(api: Api) -> None:
    """An acknowledgement is an obligation: its head is told, it is given once, and who has not given it is listed."""
    standing, head = api("ninh-thuan", "standing_officer"), api("ninh-thuan", "unit_head", "NT-STP")
    directive = {"id": "NT-CV-T", "doc_type": "cong_van", "number": "999", "symbol": "UBND-NC"}
    directive |= {"issued_date": "2024-10-16", "issuer_unit": "NT-UBND", "subject_vi": "Văn bản thử nghiệm"}
    directive |= {"addressees": ["NT-STP", "NT-STTTT"], "acknowledge_by": "2024-10-18"}
    _json(standing.post("/v1/ninh-thuan/directives", json=directive), 201)
    until(lambda: _told(head, "NT-CV-T"))
    path = "/v1/ninh-thuan/directives/NT-CV-T/acknowledgements"
    given = _json(head.post(f"{path}/NT-STP", json={"received_at": "2024-10-17", "incoming_number": "12"}))
    assert (given["status"], given["obligation"]["due_at"]) == ("acknowledged", "2024-10-18T16:59:59.999999Z")
    until(lambda: _told(standing, "NT-CV-T"))
    assert _json(standing.get(path))["missing"] == ["NT-STTTT"]
    assert head.post(f"{path}/NT-STTTT", json={"received_at": "2024-10-17"}).status_code == 403
