"""What one province has learned, and what others see of it (FR-BP-06)."""

from tests.stacks.installed import Api

SHARES = True


def test_a_published_note_is_read_elsewhere_and_its_task_is_not(api: Api) -> None:
    """SC-000-4: FR-BP-06."""
    binh_phuoc, nghe_an = api("binh-phuoc", "standing_officer", "BP-CA"), api("nghe-an", "unit_officer", "NA-STC")
    note = {
        "id": "BP-KN-01",
        "task": "BP-A-01",
        "locality_vi": "Thành phố Hà Nội, Thành phố Hồ Chí Minh",
        "title_vi": "Kinh nghiệm sử dụng kinh phí, thuê dịch vụ công nghệ thông tin",
        "done_vi": "Bố trí kinh phí chi thường xuyên để thuê dịch vụ",
    }
    assert binh_phuoc.post("/v1/binh-phuoc/experience-notes", json=note).status_code == 201
    assert nghe_an.get("/v1/nghe-an/published-notes").json()["items"] == []
    assert nghe_an.get("/v1/binh-phuoc/experience-notes/BP-KN-01").status_code == 404
    decision = binh_phuoc.post("/v1/binh-phuoc/experience-notes/BP-KN-01/publication", json={"published": True})
    assert decision.status_code == 200, decision.text
    (seen,) = nghe_an.get("/v1/nghe-an/published-notes").json()["items"]
    assert (seen["tenant"], seen["done_vi"], seen["task"]) == ("binh-phuoc", note["done_vi"], None)
    assert nghe_an.get("/v1/binh-phuoc/tasks/BP-A-01").status_code == 404
