"""Bottlenecks counted, side by side, and who leads their groups."""

from typing import Any

import pytest

from tests.component.tasks.bottlenecks import LEADS, LINES, PATH, a_bottleneck, carried, chairman, led, raised
from tests.component.tasks.conftest import World, created, problem


async def test_the_board_has_five_columns_whatever_there_is(world: World) -> None:
    """FR-BP-11: resources stay one group, whatever parts they have."""
    empty = (await world.head.get(f"{PATH}/board")).json()
    assert [column["group"] for column in empty["groups"]] == [
        "legal",
        "infrastructure",
        "data",
        "security",
        "resources",
    ]
    assert (empty["total"], empty["unsolved"]) == (0, 0)
    await raised(world, id="A")
    await raised(world, id="B", group="resources", scope="people")
    await raised(world, id="C", group="resources", scope="funding")
    await carried(world, "rejected", "D")
    board = (await world.head.get(f"{PATH}/board")).json()
    assert [column["total"] for column in board["groups"]] == [2, 0, 0, 0, 2]
    assert [column["unsolved"] for column in board["groups"]] == [1, 0, 0, 0, 2]
    assert board["by_status"] == {"open": 3, "proposed": 0, "decided": 0, "resolved": 0, "rejected": 1}


async def test_an_external_partner_sees_no_bottlenecks(world: World) -> None:
    """FR-NA-20: a partner sees the tasks that it is attached to, nothing else."""
    await raised(world)
    partner = world.client("nghe-an", "unit_head", "NA-VNPT")
    for path in (PATH, f"{PATH}/board", f"{PATH}/NA-BN-02", LEADS):
        assert problem(await partner.get(path), 403)[0] == "forbidden"
    assert problem(await partner.post(PATH, json=a_bottleneck(owner_unit="NA-VNPT", id="X")), 422)


async def test_the_same_bottleneck_in_several_provinces_is_one_theme(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """FR-NA-08: for the central level, which reads every province."""
    await created(world.ops, "/v1/tenants", id="ninh-thuan", short_code="NT", name_vi="Tỉnh Ninh Thuận")
    other = world.client("ninh-thuan", "standing_officer")
    await created(other, "/v1/ninh-thuan/units", id="NT-STC", type="department", name_vi="Sở Tài chính")
    await raised(world, theme="staff")
    await raised(world, id="X", theme="other", group="data")
    await raised(world, id="Y")
    await created(other, "/v1/ninh-thuan/bottlenecks", **a_bottleneck(id="NT-1", theme="staff", owner_unit="NT-STC"))
    officer = world.client("central", "central_wg_officer")
    with caplog.at_level("INFO", logger="services.tasks.api.bottleneck_overviews"):
        found = (await officer.get("/v1/bottlenecks?theme=staff")).json()["items"]
    assert [record.getMessage() for record in caplog.records] == ["provinces are read across tenants"]
    assert [(item["tenant"], item["id"]) for item in found] == [("nghe-an", "NA-BN-02"), ("ninh-thuan", "NT-1")]
    assert len((await officer.get("/v1/bottlenecks?group=legal")).json()["items"]) == 3
    themes = (await officer.get("/v1/bottlenecks/themes?status=open")).json()["items"]
    assert [(theme["theme"], theme["tenants"], theme["total"]) for theme in themes] == [
        ("staff", ["nghe-an", "ninh-thuan"], 2),
        ("other", ["nghe-an"], 1),
    ]
    for path in ("/v1/bottlenecks", "/v1/bottlenecks/themes"):
        assert problem(await world.standing.get(path), 403)


async def test_the_central_list_has_the_filters_of_a_province(world: World) -> None:
    """FR-BP-13: group, province, status, when it was raised, words; in pages."""
    await created(world.ops, "/v1/tenants", id="ninh-thuan", short_code="NT", name_vi="Tỉnh Ninh Thuận")
    other = world.client("ninh-thuan", "standing_officer")
    await created(other, "/v1/ninh-thuan/units", id="NT-STC", type="department", name_vi="Sở Tài chính")
    await raised(world, id="A", title_vi="Thiếu máy chủ", raised_at="2024-03-01")
    await carried(world, "proposed", "B")
    await raised(world, id="C", group="resources", scope="people", owner_unit="NA-STP")
    await created(other, "/v1/ninh-thuan/bottlenecks", **a_bottleneck(id="D", owner_unit="NT-STC"))
    officer = world.client("central", "central_wg_officer")

    async def found(query: str) -> list[str]:
        answer = await officer.get(f"/v1/bottlenecks?{query}")
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    assert await found("province=ninh-thuan") == ["D"]
    assert await found("province=nghe-an&status=open") == ["A", "C"]
    assert await found("status=proposed") == ["B"]
    assert await found("scope=people") == await found("unit=NA-STP") == ["C"]
    assert await found("q=thieu may chu") == await found("raised_before=2024-04-01") == ["A"]
    assert await found("province=da-nang") == []
    first = (await officer.get("/v1/bottlenecks?limit=3")).json()
    assert await found(f"limit=3&cursor={first['next']}") == ["D"]
    wrong = await officer.get(f"/v1/bottlenecks?province=nghe-an&cursor={first['next']}")
    assert problem(wrong, 422)[1] == [("query.cursor", "invalid_cursor")]


async def test_leads_are_five_groups_whatever_lines_there_are(world: World) -> None:
    """FR-BP-10, FR-BP-11, AMB-12: groups and lead lines are two things."""
    nobody = (await world.head.get(LEADS)).json()
    assert ([group["leads"] for group in nobody["groups"]], nobody["version"]) == ([[]] * 5, 0)
    refused = await world.standing.put(LEADS, json={"lines": LINES}, headers={"if-match": '"1"'})
    assert problem(refused, 412)[0] == "version-mismatch"
    await led(world)
    answer = await world.head.get(LEADS)
    leads = answer.json()
    assert (len(leads["groups"]), leads["lead_lines"], leads["lead_units"]) == (5, 3, 3)
    assert [line["unit"] for line in leads["groups"][4]["leads"]] == ["NA-STC", "NA-UBND"]
    assert answer.headers["etag"] == '"1"'
    again = await world.standing.put(LEADS, json={"lines": []}, headers={"if-match": '"1"'})
    assert (again.json()["version"], again.json()["lead_lines"]) == (2, 0)


@pytest.mark.parametrize(
    ("lines", "field", "code"),
    [
        ([{"group": "legal", "unit": "NA-XXX"}], "body.lines.0.unit", "unknown_reference"),
        ([{"group": "legal", "unit": "NA-VNPT"}], "body.lines.0.unit", "partner_cannot_lead"),
        ([{"group": "legal", "unit": "NA-STP", "scope": "people"}], "body.lines.0.scope", "scope_of_other_group"),
        ([LINES[0], LINES[0]], "body.lines.1.group", "lead_line_twice"),
        ([{**LINES[1], "coordinating": ["NA-STC"]}], "body.lines.0.coordinating", "coordinator_leads"),
        ([{**LINES[1], "coordinating": ["NA-XXX"]}], "body.lines.0.coordinating", "unknown_reference"),
        ([{"group": "sixth", "unit": "NA-STP"}], "body.lines.0.group", "literal_error"),
        ([{"unit": "NA-STP"}], "body.lines.0.group", "missing"),
        (None, "body.lines", "tuple_type"),
    ],
)
async def test_a_table_of_leads_with_something_wrong_is_refused(
    world: World, lines: list[Any] | None, field: str, code: str
) -> None:
    assert problem(await world.standing.put(LEADS, json={"lines": lines}), 422)[1] == [(field, code)]
    assert (await world.head.get(LEADS)).json()["version"] == 0


async def test_only_planners_name_the_leads(world: World) -> None:
    for client in (world.head, chairman(world), world.client("central", "central_wg_officer")):
        assert problem(await client.put(LEADS, json={"lines": LINES}), 403)
    assert (await world.client("nghe-an", "office_officer").put(LEADS, json={"lines": LINES})).status_code == 200
