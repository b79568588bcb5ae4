"""The doors as callers meet them: who may read what, which instants are understood, and how refusals are told."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from services.reporting.adapters.specifications import SPECIFICATIONS
from services.reporting.app import create
from services.reporting.settings import Settings
from services.reporting.usecases.fold import Fold
from shared.calendar import FixedClock
from shared.messaging import SUBSCRIPTION_SPECS
from shared.storage import connect
from tests.component.reporting.sample import CENTRAL, PROVINCES, story_of
from tests.component.reporting.stored_model import StoredReadModel
from tests.unit.reporting.cast import instant

ISSUER = "https://issuer.test"
STANDING = ("nghe-an", "standing_officer")
CENTRAL_OFFICER = ("central", "central_wg_officer")


@dataclass(frozen=True)
class World:
    app: FastAPI
    key: OKPKey

    async def get(self, path: str, who: tuple[str, str] | None = STANDING, language: str = "vi") -> httpx2.Response:
        headers = {"accept-language": language}
        if who is not None:
            headers["authorization"] = f"Bearer {self._token(*who)}"
        transport = httpx2.ASGITransport(self.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://reporting.test", headers=headers) as http:
            return await http.get(path)

    def _token(self, tenant: str, role: str) -> str:
        claims = {"iss": ISSUER, "aud": "tiendo", "sub": role, "tenant": tenant, "role": role}
        header = {"alg": "Ed25519", "typ": "at+jwt", "kid": self.key.kid}
        return jwt.encode(header, {**claims, "exp": int(time.time()) + 600}, self.key, ["Ed25519"])


async def _fold_samples(directory: Path) -> None:
    store = connect(f"sqlite://{directory}", "reporting")
    await store.open([*SPECIFICATIONS, *SUBSCRIPTION_SPECS])
    model = StoredReadModel(store)
    for tenant in (*PROVINCES, CENTRAL):
        events = story_of(tenant).events
        await Fold(model).apply(tenant, events)
        await model.moved_to(tenant, len(events))
    await store.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folded sample provinces; every test reads the same files."""
    directory = tmp_path_factory.mktemp("samples")
    asyncio.run(_fold_samples(directory))
    return directory


@pytest.fixture
async def world(tmp_path: Path, samples: Path) -> AsyncIterator[World]:
    key = OKPKey.generate_key("Ed25519", {"kid": "test"})
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([key]).as_dict(private=False)), encoding="utf-8")
    settings = Settings(
        store_url=f"sqlite://{samples}",
        kafka="127.0.0.1:1",
        jwks=str(jwks),
        issuer=ISSUER,
        internal_key="k",  # type: ignore[arg-type]
        roles="api",
    )
    app = create(settings, FixedClock(instant("2024-12-31")))
    async with app.router.lifespan_context(app):
        yield World(app, key)


async def test_a_scoreboard_has_the_shape_that_the_overview_promises(world: World) -> None:
    board: dict[str, Any] = (await world.get("/v1/nghe-an/scoreboard?as_of=2024-04-02")).json()
    top = {"tenant", "as_of", "sequence", "groups", "tasks", "assignments", "models", "by_plan", "by_group", "by_unit"}
    assert top | {"headline", "known_at", "slow_groups", "valid_to", "succeeded_by"} == board.keys()
    figures = {"total", "done", "remaining", "rate_done", "cancelled", "passed_on", "by_status", "by_kind", "outcome"}
    assert figures <= board["tasks"].keys()
    outcome = {"done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline"}
    assert board["tasks"]["outcome"].keys() == outcome
    assert {"total", "done", "rate_done", "by_status"} <= board["models"].keys()
    line = {"total", "done", "remaining", "rate_done", "outcome"}
    assert line | {"group", "name_vi", "name_en", "slow", "sample"} <= board["by_group"][0].keys()
    unit = {"unit", "name_vi", "name_en", "head_role_vi", "head_role_en", "oldest_overdue_due_at"}
    assert line | unit <= board["by_unit"][0].keys()
    assert line | {"plan", "groups_total", "tasks_total", "models_total"} <= board["by_plan"][0].keys()


async def test_figures_say_up_to_which_event_they_go(world: World) -> None:
    board = (await world.get("/v1/nghe-an/scoreboard")).json()
    assert board["sequence"] == len(story_of(PROVINCES[0]).events)
    assert board["as_of"] == "2024-12-30T17:00:00.000000Z"


@pytest.mark.parametrize(
    ("as_of", "overdue"),
    [
        ("2024-03-31", 3),
        ("2024-03-31T23:59:00%2B07:00", 3),
        ("2024-03-31T23:59:00+07:00", 3),
        ("2024-03-31T16:59:00Z", 3),
        ("2024-04-01T00:01:00%2B07:00", 10),
    ],
)
async def test_as_of_is_a_date_or_an_instant_with_its_offset(world: World, as_of: str, overdue: int) -> None:
    board = (await world.get(f"/v1/nghe-an/scoreboard?as_of={as_of}")).json()
    assert board["tasks"]["outcome"]["open_overdue"] == overdue


@pytest.mark.parametrize("text", ["soon", "2024-13-01", "2024-03-31T23:59:00", "", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("parameter", ["as_of", "known_at"])
async def test_a_moment_that_is_not_understood_is_named(world: World, parameter: str, text: str) -> None:
    answer = await world.get(f"/v1/nghe-an/scoreboard?{parameter}={text}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (fault,) = answer.json()["errors"]
    assert fault["field"] == f"query.{parameter}"
    assert "phải là một ngày" in fault["message"]
    english = await world.get(f"/v1/nghe-an/scoreboard?{parameter}={text}", language="en")
    assert "must be a date" in english.json()["errors"][0]["message"]


async def test_a_foreign_tenant_answers_as_one_that_does_not_exist(world: World) -> None:
    paths = ("/v1/{}/scoreboard", "/v1/{}/periods/2024", "/v1/{}/assignments/BP-A-01/children")
    for path in paths:
        foreign = await world.get(path.format("binh-phuoc"))
        unknown = await world.get(path.format("atlantis"))
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.content == unknown.content


async def test_the_central_officer_reads_every_province_and_no_unknown_one(world: World) -> None:
    assert (await world.get("/v1/binh-phuoc/scoreboard", CENTRAL_OFFICER)).status_code == 200
    unknown = await world.get("/v1/atlantis/scoreboard", CENTRAL_OFFICER)
    assert unknown.status_code == 404
    assert unknown.content == (await world.get("/v1/atlantis/scoreboard")).content


async def test_a_tenant_without_events_has_no_figures(world: World) -> None:
    answer = await world.get("/v1/khanh-hoa/scoreboard", ("khanh-hoa", "chairman"))
    assert answer.status_code == 200
    board = answer.json()
    assert (board["sequence"], board["groups"], board["tasks"]["total"], board["headline"]["en"]) == (
        0,
        None,
        None,
        "No data yet",
    )


async def test_without_a_token_nobody_reads(world: World) -> None:
    for path in ("/v1/nghe-an/scoreboard", "/v1/comparison", "/v1/nghe-an/periods/2024"):
        assert (await world.get(path, who=None)).status_code == 401


async def test_operators_read_no_business_data(world: World) -> None:
    assert (await world.get("/v1/nghe-an/scoreboard", ("nghe-an", "ops"))).status_code == 403


@pytest.mark.parametrize("who", [STANDING, ("central", "chairman"), ("nghe-an", "central_wg_officer")])
async def test_only_the_central_officer_compares_provinces(world: World, who: tuple[str, str]) -> None:
    assert (await world.get("/v1/comparison", who)).status_code == 403


async def test_provinces_are_compared_as_of_a_date(world: World) -> None:
    answer = (await world.get("/v1/comparison?as_of=2024-10-15", CENTRAL_OFFICER)).json()
    assert [line["tenant"] for line in answer["provinces"]] == ["nghe-an", "ninh-thuan", "binh-phuoc"]
    assert (answer["totals"]["tasks"]["reported_by"], answer["totals"]["tasks"]["of"]) == (2, 3)
    assert (await world.get("/v1/comparison?as_of=x", CENTRAL_OFFICER)).status_code == 422


async def test_a_period_is_a_month_a_quarter_or_a_year(world: World) -> None:
    quarter = (await world.get("/v1/nghe-an/periods/2024-Q1?as_of=2024-03-31")).json()
    assert (quarter["first_day"], quarter["last_day"], quarter["tasks"]["due_in_period"]) == (
        "2024-01-01",
        "2024-03-31",
        10,
    )
    assert quarter["assignments"] is None


@pytest.mark.parametrize("text", ["2024-Q5", "2024-13", "24", "2024-q1", "2024-1", "0999"])
async def test_a_period_that_is_not_understood_is_named(world: World, text: str) -> None:
    answer = await world.get(f"/v1/nghe-an/periods/{text}", language="en")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "path.period"


async def test_the_children_of_an_assignment_are_listed(world: World) -> None:
    answer = (await world.get("/v1/binh-phuoc/assignments/BP-A-01/children", ("binh-phuoc", "chairman"))).json()
    assert (answer["counts"]["total"], len(answer["children"])) == (16, 16)
    for unknown in ("BP-A-99", "BP-A-01.BP-STC", "%20"):
        path = f"/v1/binh-phuoc/assignments/{unknown}/children"
        assert (await world.get(path, ("binh-phuoc", "chairman"))).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (("nghe-an", "chairman"), 200),
        (("nghe-an", "permanent_vice_chairman"), 200),
        (STANDING, 200),
        (CENTRAL_OFFICER, 200),
        (("nghe-an", "office_officer"), 403),
        (("nghe-an", "home_affairs_officer"), 403),
        (("nghe-an", "unit_head"), 403),
        (("central", "chairman"), 404),
    ],
)
async def test_weak_points_are_for_those_who_lead(world: World, who: tuple[str, str], status: int) -> None:
    """FR-NA-27: not for those who are looked at."""
    assert (await world.get("/v1/nghe-an/weak-points?as_of=2024-04-02", who)).status_code == status


@pytest.mark.parametrize("days", ["0", "251", "x"])
async def test_so_many_days_without_a_step_are_refused_by_name(world: World, days: str) -> None:
    answer = await world.get(f"/v1/nghe-an/weak-points?unmoved_days={days}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "query.unmoved_days")


async def test_it_is_alive_ready_and_measured(world: World) -> None:
    assert (await world.get("/healthz", who=None)).status_code == 200
    assert (await world.get("/readyz", who=None)).json()["checks"]["store"] == "ok"
    assert "tiendo_tasks_overdue" in (await world.get("/metrics", who=None)).text


def test_the_document_describes_every_operation_with_its_answers_and_refusals(world: World) -> None:
    paths = world.app.openapi()["paths"]
    operations = {operation["operationId"]: operation for path in paths.values() for operation in path.values()}
    assert operations.keys() == {
        *("get_scoreboard", "get_period_report", "get_fan_out", "get_comparison", "get_weak_points"),
        *("get_progress_report_content", "export_progress_report"),
        *("list_indicator_series", "get_indicator_series", "compare_indicator"),
        *("get_service_coverage", "compare_service_coverage"),
    }
    for name, operation in operations.items():
        assert " / " in operation["summary"], name
        assert _schema(operation["responses"]["200"]["content"]), name
        assert {"401", "403", "503"} <= operation["responses"].keys(), name
        if "progress_report" in name:  # it was pinned to its instant when it was made
            continue
        assert "422" in operation["responses"], name
        described = {parameter["name"] for parameter in operation["parameters"] if parameter.get("description")}
        assert "as_of" in described, name


def _schema(content: dict[str, Any]) -> str:
    """Of data by its name; a workbook is bytes."""
    ((media, described),) = content.items()
    schema: dict[str, str] = described["schema"]
    return schema["$ref"] if media == "application/json" else schema["format"]
