"""Loading can be cut short anywhere and repeated: what is there stays, what is missing is added, nothing is twice."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from deploy.local.demo import load
from deploy.local.demo.gateway import DemoNotLoaded, Gateway, Patience
from deploy.local.demo.records import read
from deploy.local.demo.registrations import Registration, Wave, waves
from deploy.local.demo.sending import Loading
from shared.tenancy import Role
from tests.unit.demo.gateway_double import Crash, GatewayDouble, problem

QUICK = Patience(request=5.0, figures=5.0, first_pause=0.001, longest_pause=0.001)


def a(sort: str, collection: str, **body: object) -> Registration:
    return Registration(sort, "nghe-an", Role.STANDING_OFFICER, f"/v1/nghe-an/{collection}", body)


SMALL: list[Wave] = [
    [Registration("tenant", "nghe-an", Role.OPS, "/v1/tenants", {"id": "nghe-an"})],
    [a("unit", "units", id="NA-UBND")],
    [a("unit", "units", id="NA-STP", parent="NA-UBND"), a("unit", "units", id="NA-CA", parent="NA-UBND")],
    [a("plan", "plans", id="NA-KH-2024")],
    [a("group", "groups", id="NA-G01", plan="NA-KH-2024")],
    [
        a("task", "tasks", id="NA-T-01", plan="NA-KH-2024", group="NA-G01", lead_unit="NA-STP"),
        a("task", "tasks", id="NA-T-02", plan="NA-KH-2024", assignees=["NA-STP", "NA-CA"]),
    ],
    [a("model", "models", id="NA-M-01", lead_unit="NA-CA")],
]
RECORDS = [registration.id for wave in SMALL for registration in wave]
REQUESTS = 15  # of an undisturbed run: 9 commands, 5 lists before them, and a look at the figures


async def run(double: GatewayDouble, commands: list[Wave] = SMALL, patience: Patience = QUICK) -> list[str]:
    """One run of the loader; the lines that it reported."""
    lines: list[str] = []
    async with double.client() as client:
        tokens = {(c.tenant, c.role): f"{c.tenant}/{c.role}" for wave in commands for c in wave}
        gateway = Gateway(client, tokens, patience)
        await Loading(gateway, lines.append).run(commands)
    return lines


def crash() -> httpx2.Response:
    raise Crash


def refused_connection() -> httpx2.Response:
    raise httpx2.ConnectError("refused")


def unavailable() -> httpx2.Response:
    return problem(503, "service-unavailable")


async def test_everything_is_loaded_once_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    double = GatewayDouble()
    assert await run(double) == [
        "  3 organisation units",
        "  1 plans and frames of directives",
        "  1 groups of tasks",
        "  2 tasks",
        "  1 pilot models",
    ]
    assert sorted(double.records["nghe-an"]) == sorted(RECORDS)
    assert double.requests == REQUESTS


async def test_a_second_run_changes_nothing_and_says_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    double = GatewayDouble()
    await run(double)
    changes = double.changes
    lines = await run(double)
    assert double.changes == changes
    assert "  3 đơn vị (đã có 3)" in lines


async def test_a_task_for_many_units_is_sent_again_so_that_its_children_are_completed() -> None:
    double = GatewayDouble()
    await run(double)
    sent_before = double.requests
    assert "  2 tasks (1 were there)" in await run(double)
    assert double.requests - sent_before < sent_before


@pytest.mark.parametrize("number", range(1, REQUESTS + 1))
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_run_that_was_cut_short_is_completed_by_the_next_one(number: int, moment: str) -> None:
    double = GatewayDouble()
    getattr(double, moment)[number] = crash
    with pytest.RaisesGroup(Crash):
        await run(double)
    await run(double)
    assert sorted(double.records["nghe-an"]) == sorted(RECORDS)
    assert double.changes == double.heads["nghe-an"] == len(RECORDS)


@pytest.mark.parametrize("fault", [unavailable, refused_connection])
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_what_passes_by_itself_is_tried_again(fault: Callable[[], httpx2.Response], moment: str) -> None:
    double = GatewayDouble()
    getattr(double, moment).update(dict.fromkeys(range(2, 40, 3), fault))
    await run(double)
    assert double.changes == len(RECORDS)


@pytest.mark.parametrize("slug", ["concurrent-change", "too-many-requests"])
async def test_haste_of_others_and_our_own_is_waited_for(slug: str) -> None:
    status = {"concurrent-change": 409, "too-many-requests": 429}[slug]
    double = GatewayDouble(before={1: lambda: problem(status, slug), 7: lambda: problem(status, slug)})
    await run(double)
    assert double.changes == len(RECORDS)


async def test_a_record_that_somebody_else_registered_is_left_as_it_is() -> None:
    double = GatewayDouble()
    double.records["nghe-an"]["nghe-an"] = {"id": "nghe-an", "collection": "tenants", "kind": None}
    await run(double)
    assert double.changes == len(RECORDS) - 1


async def test_figures_that_are_late_are_waited_for() -> None:
    double = GatewayDouble(lag=6)
    await run(double)
    assert double.lag == 0


async def test_figures_that_never_come_are_named() -> None:
    hasty = Patience(request=5.0, figures=0.05, first_pause=0.001, longest_pause=0.001)
    with pytest.raises(DemoNotLoaded, match="nghe-an"):
        await run(GatewayDouble(lag=10**9), patience=hasty)


async def test_a_command_that_is_refused_stops_the_run_with_the_reason() -> None:
    double = GatewayDouble(before={8: lambda: problem(422, "invalid-request")})
    with pytest.raises(DemoNotLoaded, match=r"/v1/nghe-an/.*422.*about invalid-request"):
        await run(double)


async def test_a_gateway_that_stays_away_is_given_up_in_the_end() -> None:
    double = GatewayDouble(before=dict.fromkeys(range(1, 10_000), refused_connection))
    hasty = Patience(request=0.05, figures=5.0, first_pause=0.001, longest_pause=0.001)
    with pytest.raises(DemoNotLoaded, match="POST /v1/tenants: ConnectError"):
        await run(double, patience=hasty)


async def test_an_installation_without_keys_is_named(tmp_path: Path) -> None:
    with pytest.raises(DemoNotLoaded, match=str(tmp_path)):
        await load("http://127.0.0.1:9", tmp_path, print)


async def test_the_whole_sample_data_is_loaded_with_eight_requests_at_a_time() -> None:
    commands, double = waves(read()), GatewayDouble()
    await run(double, commands)
    assert double.changes == sum(len(wave) for wave in commands)
    assert double.most_in_flight == 8
