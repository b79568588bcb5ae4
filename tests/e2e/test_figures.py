"""The figures of the source texts come out of the gateway as they are (golden values: expected_reports.yaml)."""

from typing import Any

import httpx2
import pytest

from tests.stacks.installed import Api


def _overview(api: Api, tenant: str, as_of: str) -> dict[str, Any]:
    who = ("central", "central_wg_officer") if tenant == "central" else (tenant, "chairman")
    answer = api(*who).get(f"/v1/{tenant}/overview", params={"as_of": as_of})
    assert answer.status_code == 200, answer.text
    overview: dict[str, Any] = answer.json()
    assert overview["degraded"] == []
    return overview


def test_nghe_an_has_10_groups_51_tasks_and_38_models(api: Api) -> None:
    """FR-NA-01, FR-NA-02."""
    overview = _overview(api, "nghe-an", "2024-03-31")
    assert (overview["groups"], overview["tasks"]["total"], overview["models"]["total"]) == (10, 51, 38)


def test_nghe_ans_models_stand_at_6_20_12_on_2_april_2024(api: Api) -> None:
    """FR-NA-03, FR-X-06."""
    models = _overview(api, "nghe-an", "2024-04-02")["models"]
    statuses = {status: count for status, count in models["by_status"].items() if count}
    assert statuses == {"completed": 6, "in_progress": 20, "not_started": 12}
    assert models["rate_done"] == 15.79


@pytest.mark.parametrize(("as_of", "overdue"), [("2024-03-31T23:59+07:00", 3), ("2024-04-01T00:01+07:00", 10)])
def test_what_is_due_on_a_day_is_overdue_from_the_next_instant(api: Api, as_of: str, overdue: int) -> None:
    """FR-NA-05, FR-X-05."""
    assert _overview(api, "nghe-an", as_of)["tasks"]["outcome"]["open_overdue"] == overdue


def test_ninh_thuan_has_done_33_of_43(api: Api) -> None:
    """FR-NT-01, FR-NT-02, FR-NT-03."""
    tasks = _overview(api, "ninh-thuan", "2024-10-15")["tasks"]
    assert (tasks["total"], tasks["done"], tasks["remaining"], tasks["rate_done"]) == (43, 33, 10, 76.74)
    assert (tasks["by_kind"]["regular"]["done"], tasks["by_kind"]["roadmap"]["done"]) == (16, 17)


def test_ninh_thuans_three_slow_groups_are_those_that_were_assessed(api: Api) -> None:
    """SC-003-2."""
    groups = _overview(api, "ninh-thuan", "2024-10-15")["by_group"]
    assert {group["group"] for group in groups if group["slow"]} == {"NT-G01", "NT-G02", "NT-G03"}
    assert sum(group["remaining"] for group in groups if group["slow"]) == 9


def test_binh_phuoc_has_no_data_which_is_never_zero(api: Api) -> None:
    """FR-X-12."""
    overview = _overview(api, "binh-phuoc", "2024-12-31")
    assert overview["tasks"]["total"] is None
    assert overview["models"]["total"] is None
    assert overview["assignments"]["total"] == 11


def test_before_anything_was_registered_there_is_no_data(api: Api) -> None:
    overview = _overview(api, "nghe-an", "2023-12-31")
    assert overview["tasks"]["total"] is None
    assert overview["groups"] is None


def test_parts_of_an_overview_add_up(api: Api) -> None:
    for tenant, as_of in (("nghe-an", "2024-04-02"), ("ninh-thuan", "2024-10-15")):
        overview = _overview(api, tenant, as_of)
        tasks = overview["tasks"]
        assert sum(tasks["by_status"].values()) == tasks["total"] == sum(tasks["outcome"].values())
        for part in ("by_group", "by_unit"):
            assert sum(item["total"] for item in overview[part]) == tasks["total"]


def test_provinces_are_compared_with_how_many_reported(api: Api) -> None:
    """FR-TW-16, FR-X-12."""
    officer = api("central", "central_wg_officer")
    comparison = officer.get("/v1/comparison", params={"as_of": "2024-10-15"}).json()
    totals = comparison["totals"]
    assert (totals["tasks"]["reported_by"], totals["tasks"]["of"], totals["tasks"]["total"]) == (2, 3, 94)
    assert (totals["models"]["reported_by"], totals["models"]["of"], totals["models"]["total"]) == (2, 3, 63)


def test_a_province_may_not_compare(api: Api) -> None:
    assert api("nghe-an", "chairman").get("/v1/comparison").status_code == 403


def test_every_number_of_the_overview_is_the_length_of_its_list(api: Api) -> None:
    chairman = api("nghe-an", "chairman")
    tasks = _now(chairman)["tasks"]
    assert len(_all(chairman, {})) == tasks["total"]
    assert len(_all(chairman, {"overdue": "true"})) == tasks["outcome"]["open_overdue"]
    for status, count in tasks["by_status"].items():
        assert len(_all(chairman, {"status": status})) == count


def _now(client: httpx2.Client) -> dict[str, Any]:
    overview: dict[str, Any] = client.get("/v1/nghe-an/overview").json()
    return overview


def _all(client: httpx2.Client, wanted: dict[str, str]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = client.get(
            "/v1/nghe-an/tasks", params={**wanted, "limit": "20", **({"cursor": cursor} if cursor else {})}
        )
        assert page.status_code == 200, page.text
        items += page.json()["items"]
        if (cursor := page.json()["next"]) is None:
            return items
