"""The overview says what it can and names what it cannot (G5)."""

import pytest
from starlette.responses import JSONResponse

from tests.component.gateway.conftest import SCOREBOARD, Builder, Town

OVERVIEW = "/v1/nghe-an/overview"


async def test_it_is_made_of_three_parts(town: Town) -> None:
    answer = await town.get(OVERVIEW)
    assert answer.status_code == 200
    assert answer.json() == {
        **dict.fromkeys(("known_at", "valid_to", "succeeded_by", "slow_groups", "assignments", "models")),
        **dict.fromkeys(("by_plan", "by_group", "by_unit")),
        **SCOREBOARD,
        "head": 3,
        "unread": 4,
        "degraded": [],
    }


async def test_the_services_see_the_callers_token_and_moments(town: Town) -> None:
    token = town.issuer.bearer()
    await town.get(OVERVIEW, params={"as_of": "2024-03-31T23:59:00+07:00", "known_at": "2024-06-30"}, headers=token)
    (asked,) = town.reporting.received
    assert asked.target == "/v1/nghe-an/scoreboard?as_of=2024-03-31T23%3A59%3A00%2B07%3A00&known_at=2024-06-30"
    assert asked.headers["authorization"] == token["authorization"]


@pytest.mark.parametrize(
    ("trouble", "reason"), [("hang", "timeout"), ("fail", "failed"), ("garbage", "malformed"), ("down", "unreachable")]
)
async def test_without_reporting_the_rest_is_shown(town: Town, trouble: str, reason: str) -> None:
    town.reporting.trouble = trouble
    if trouble == "down":
        await town.stop("reporting")
    answer = await town.get(OVERVIEW)
    assert answer.status_code == 200
    view = answer.json()
    assert view["degraded"] == [{"part": "reporting", "reason": reason}]
    assert (view["tasks"], view["by_group"], view["groups"], view["sequence"]) == (None, None, None, None)
    assert (view["head"], view["unread"]) == (3, 4)


@pytest.mark.parametrize(("trouble", "reason"), [("hang", "timeout"), ("fail", "unreachable"), ("down", "unreachable")])
async def test_without_tasks_the_figures_are_shown(town: Town, trouble: str, reason: str) -> None:
    await town.get(OVERVIEW)
    town.tasks.trouble = trouble
    if trouble == "down":
        await town.stop("tasks")
    view = (await town.get(OVERVIEW)).json()
    assert view["degraded"] == [{"part": "tasks", "reason": reason}]
    assert (view["tasks"], view["head"], view["unread"]) == (SCOREBOARD["tasks"], None, 4)


async def test_without_notifications_only_the_unread_count_is_missing(town: Town) -> None:
    await town.stop("notifications")
    view = (await town.get(OVERVIEW)).json()
    assert view["degraded"] == [{"part": "notifications", "reason": "unreachable"}]
    assert (view["tasks"], view["head"], view["unread"]) == (SCOREBOARD["tasks"], 3, None)


async def test_a_caller_without_a_mailbox_is_no_fault(town: Town) -> None:
    town.notifications.answers["/v1/nghe-an/inbox/count"] = JSONResponse({"status": 403}, 403)
    view = (await town.get(OVERVIEW)).json()
    assert (view["unread"], view["degraded"]) == (None, [])


async def test_the_last_figures_are_shown_with_their_age_while_reporting_is_away(town: Town) -> None:
    await town.get(OVERVIEW)
    await town.stop("reporting")
    view = (await town.get(OVERVIEW)).json()
    (lack,) = view["degraded"]
    assert (lack["part"], view["tasks"]) == ("reporting", SCOREBOARD["tasks"])
    assert lack["stale_since"].endswith("Z")


async def test_old_figures_are_not_shown_for_another_date_role_or_tenant(town: Town) -> None:
    await town.get(OVERVIEW)
    await town.stop("reporting")
    for answer in (
        await town.get(OVERVIEW, params={"as_of": "2024-04-02"}),
        await town.get(OVERVIEW, role="integrator"),
        await town.get("/v1/ninh-thuan/overview", tenant="ninh-thuan"),
    ):
        assert answer.json()["tasks"] is None


async def test_figures_of_another_date_are_not_kept_as_those_of_now(town: Town) -> None:
    await town.get(OVERVIEW, params={"as_of": "2024-04-02"})
    await town.stop("reporting")
    assert (await town.get(OVERVIEW)).json()["tasks"] is None


async def test_with_nothing_to_show_it_is_unavailable(town: Town) -> None:
    for service in ("tasks", "reporting", "notifications"):
        await town.stop(service)
    answer = await town.get(OVERVIEW)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["type"] == "https://tiendo.vn/problems/service-unavailable"


async def test_what_reporting_refuses_is_refused(town: Town) -> None:
    refusal = JSONResponse({"type": "x", "status": 403}, 403, {"content-language": "vi"}, "application/problem+json")
    town.reporting.answers["/v1/nghe-an/scoreboard"] = refusal
    answer = await town.get(OVERVIEW)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")


async def test_a_date_that_is_none_is_named(town: Town) -> None:
    for as_of in ("yesterday", "2024-02-30", "2024-03-31T23:59:00", ""):
        answer = await town.get(OVERVIEW, params={"as_of": as_of})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "query.as_of"
    assert town.reporting.received == []


async def test_missing_parts_are_counted(town: Town) -> None:
    async def counted() -> float:
        lines = (await town.web.get("/metrics")).text.splitlines()
        found = [line for line in lines if line.startswith('tiendo_gateway_degraded_total{part="notifications"}')]
        return float(found[0].split()[-1]) if found else 0.0

    before = await counted()
    await town.stop("notifications")
    await town.get(OVERVIEW)
    assert await counted() == before + 1


async def test_the_central_officer_reads_any_province_and_it_is_written_down(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="tiendo.audit"):
        answer = await town.get(OVERVIEW, tenant="central", role="central_wg_officer")
    assert answer.status_code == 200
    (record,) = [record for record in caplog.records if record.name == "tiendo.audit"]
    assert (record.tenant, record.subject) == ("nghe-an", "central_wg_officer-of-central")  # type: ignore[attr-defined]
    assert record.reason == "central_wg_officer reads /v1/{tenant}/overview"  # type: ignore[attr-defined]


async def test_slow_parts_are_waited_for_at_the_same_time(build: Builder) -> None:
    town = await build(view_seconds=0.3)
    town.tasks.happen("nghe-an")
    await town.get(OVERVIEW)
    for upstream in (town.tasks, town.notifications):
        upstream.trouble = "hang"
    answer = await town.get(OVERVIEW)
    assert {lack["part"] for lack in answer.json()["degraded"]} == {"tasks", "notifications"}
    assert answer.elapsed.total_seconds() < 0.55


async def test_ones_own_tenant_may_be_empty_yet(town: Town) -> None:
    view = (await town.get("/v1/binh-phuoc/overview", tenant="binh-phuoc")).json()
    assert (view["head"], view["degraded"]) == (0, [])


async def test_an_unknown_province_is_not_found(town: Town) -> None:
    answer = await town.get("/v1/atlantis/overview", tenant="central", role="central_wg_officer")
    assert answer.status_code == 404
