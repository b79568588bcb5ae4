"""Key tasks of the central level: studied, proposed and selected by a province, with the sample data, through the gateway."""

from typing import Any

import httpx2

from tests.scenarios.talking import Body, done, refused, seen, told
from tests.stacks.installed import Api

SHARES = True

BP, TW, NA = "/v1/binh-phuoc", "/v1/central", "/v1/nghe-an"
CATALOGUE = "KT17-2024"
SELECTION = f"{BP}/key-selections/{CATALOGUE}"
PROPOSED = ["KT-01", "KT-02", "KT-03", "KT-04", "KT-05"]


def _chosen(item: str) -> Body:
    return {
        "item": item,
        "plan": "BP-CV-1470",
        "title_vi": f"Nhiệm vụ của tỉnh theo {item}",
        "lead_unit": "BP-STTTT",
        "product_vi": "Báo cáo kết quả",
        "due": {"date": "2024-12-31", "precision": "year"},
    }


def _counts(client: httpx2.Client) -> dict[str, int]:
    counts: dict[str, int] = seen(client, SELECTION)["by_status"]
    return {status: count for status, count in counts.items() if count}


def test_every_province_reads_seventeen_items_and_none_is_made_up(api: Api) -> None:
    """FR-BP-16: the central level's catalogue, read by all; 15 of 17 have no words, which is shown and not filled."""
    for tenant in ("binh-phuoc", "nghe-an", "ninh-thuan"):
        catalogue = seen(api(tenant, "unit_officer", "X"), f"/v1/{tenant}/key-catalogues/{CATALOGUE}")
        assert (catalogue["tenant"], catalogue["version"], catalogue["stated_count"]) == ("central", 1, 17)
        assert (catalogue["in_force"], catalogue["known"]) == (17, 2)
        unknown = [item for item in catalogue["items"] if item["title_vi"] is None]
        assert len(unknown) == 15
    body: dict[str, Any] = {"id": "X", "title_vi": "Danh mục", "items": [{"code": "A"}]}
    refused(api("binh-phuoc", "standing_officer"), f"{BP}/key-catalogues", 403, **body)


def test_police_propose_five_and_the_chairman_selects_three(api: Api) -> None:
    """SC-001-6: 12 under study, 2 proposed, 3 selected, 3 linked local tasks; an officer who selects is refused
    (FR-BP-16, FR-BP-17)."""
    police, chairman = api("binh-phuoc", "standing_officer", "BP-CA"), api("binh-phuoc", "chairman")
    assert _counts(chairman) == {"under_study": 17}
    refused(chairman, f"{SELECTION}/proposal", 403, items=PROPOSED)
    done(police, f"{SELECTION}/proposal", items=PROPOSED, document="512/TTr-CAT")
    selected: Body = {"selected": [_chosen(item) for item in PROPOSED[:3]], "document": "1210/QĐ-UBND"}
    refused(police, f"{SELECTION}/decision", 403, **selected)
    assert _counts(chairman) == {"under_study": 12, "proposed": 5}
    decision = done(chairman, f"{SELECTION}/decision", **selected)
    assert _counts(chairman) == {"under_study": 12, "proposed": 2, "selected": 3}
    assert [choice["task"] for choice in decision["choices"] if choice["task"]] == [
        f"{CATALOGUE}.{item}" for item in PROPOSED[:3]
    ]
    for item in PROPOSED[:3]:
        task = seen(chairman, f"{BP}/tasks/{CATALOGUE}.{item}")
        assert task["key_task"] == {"catalogue": CATALOGUE, "item": item, "version": 1}
        assert (task["title_vi"], task["lead_unit"]) == (f"Nhiệm vụ của tỉnh theo {item}", "BP-STTTT")
    assert told(api("binh-phuoc", "unit_head", "BP-STTTT"), "binh-phuoc", f"{CATALOGUE}.KT-01")
    problem = refused(chairman, f"{SELECTION}/decision", 409, **selected)
    assert (problem["item"], problem["current"]) == ("KT-01", "selected")
    linked = [task for task in seen(chairman, f"{BP}/tasks", limit=500)["items"] if task["key_task"]]
    assert len(linked) == 3
    done(police, f"{SELECTION}/implementation", items=["KT-01"])
    assert _counts(chairman) == {"under_study": 12, "proposed": 2, "selected": 2, "in_implementation": 1}


def test_the_central_level_sees_how_far_provinces_are(api: Api) -> None:
    """FR-BP-17, FR-TW-16: one of three provinces has begun; of the others nothing is said, which is not 0."""
    officer = api("central", "central_wg_officer")
    coverage = seen(officer, f"{TW}/key-catalogues/{CATALOGUE}/coverage")
    assert (coverage["reported_by"], coverage["of"]) == (1, 3)
    first = coverage["items"][0]
    assert (first["item"], first["studied_by"], first["proposed_by"], first["selected_by"]) == ("KT-01", 1, 1, 1)
    lines = {line["tenant"]: line for line in coverage["provinces"]}
    assert lines["binh-phuoc"]["by_status"]["under_study"] == 12
    for silent in ("nghe-an", "ninh-thuan"):
        assert (lines[silent]["reported"], lines[silent]["by_status"]) == (False, None)
    assert api("binh-phuoc", "chairman").get(f"{TW}/key-catalogues/{CATALOGUE}/coverage").status_code == 404
    assert api("binh-phuoc", "chairman").get(f"{BP}/key-catalogues/{CATALOGUE}/coverage").status_code == 403


def test_a_new_version_shows_what_it_changes_and_what_it_touches(api: Api) -> None:
    """FR-BP-16: one item gets its words, one is withdrawn, one is new; the province sees which of its choices that concerns."""
    officer, police = api("central", "central_wg_officer"), api("binh-phuoc", "standing_officer")
    known = seen(officer, f"{TW}/key-catalogues/{CATALOGUE}")
    items = [
        {field: item[field] for field in ("code", "title_vi", "title_en", "note", "source")} for item in known["items"]
    ]
    items[2] |= {"title_vi": "Nhiệm vụ vừa được nêu tên", "source": "entered"}
    changed = [item for item in items if item["code"] != "KT-04"] + [{"code": "KT-18", "title_vi": "Nhiệm vụ mới"}]
    done(officer, f"{TW}/key-catalogues/{CATALOGUE}", "PUT", items=changed, document="126/TB-TCTTKĐA")
    view = seen(police, f"{BP}/key-catalogues/{CATALOGUE}")
    assert (view["version"], view["in_force"], view["known"]) == (2, 17, 4)
    found = view["differences"]
    assert {name: [item["code"] for item in found[name]] for name in ("added", "changed", "withdrawn")} == {
        "added": ["KT-18"],
        "changed": ["KT-03"],
        "withdrawn": ["KT-04"],
    }
    assert found["changed"][0]["before"] == {"until": 2, "title_vi": None, "title_en": None, "content_vi": None}
    selection = seen(police, SELECTION)
    assert [(one["item"], one["how"], one["status"], one["task"]) for one in selection["touched"]] == [
        ("KT-03", "changed", "selected", f"{CATALOGUE}.KT-03"),
        ("KT-04", "withdrawn", "proposed", None),
    ]
    assert [item["code"] for item in selection["not_yet_studied"]] == ["KT-18"]
    assert seen(police, f"{BP}/tasks/{CATALOGUE}.KT-03")["title_vi"] == "Nhiệm vụ của tỉnh theo KT-03"
    problem = refused(api("binh-phuoc", "chairman"), f"{SELECTION}/decision", 422, selected=[_chosen("KT-04")])
    assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [
        ("body.selected.0.item", "item_withdrawn")
    ]
    done(police, f"{SELECTION}/study", note="Đã rà soát phiên bản 2")
    again = seen(police, SELECTION)
    assert ([one["item"] for one in again["touched"]], again["not_yet_studied"]) == (["KT-04"], [])
