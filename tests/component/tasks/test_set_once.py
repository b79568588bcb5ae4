"""What is set once: clusters of provinces by the central level, the principle by each tenant; refusals change nothing."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem

CLUSTERS, PRINCIPLE = "/v1/central/clusters", "/v1/nghe-an/principle"


def a_cluster(**fields: Any) -> dict[str, Any]:
    whole = {"id": "C1", "kind": "cluster", "name_vi": "Cụm 1", "tenants": ["nghe-an"]} | fields
    return {name: value for name, value in whole.items() if value is not ...}


async def joined(world: World) -> None:
    await created(world.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")


async def test_the_principle_ships_empty_and_is_filled_as_a_whole(world: World) -> None:
    """FR-BP-15, AMB-05: its name and five numbers, no content of ours."""
    empty = (await world.head.get(PRINCIPLE)).json()
    assert (empty["name"], empty["version"], empty["empty"], empty["filled_by_role"]) == ("5-4-3-2-1", 0, True, None)
    assert empty["slots"] == [{"number": number, "title_vi": None, "points": []} for number in (5, 4, 3, 2, 1)]
    chairman = world.client("nghe-an", "chairman")
    body = {"slots": [{"number": 1, "title_vi": "Một đầu mối", "points": ["Công an tỉnh"]}]}
    assert (await chairman.put(PRINCIPLE, json=body, headers={"if-match": '"1"'})).status_code == 412
    assert (await chairman.put(PRINCIPLE, json=body)).status_code == 200
    filled = (await world.head.get(PRINCIPLE)).json()
    assert (filled["version"], filled["empty"], filled["filled_by_role"]) == (1, False, "chairman")
    assert filled["slots"][4] == {"number": 1, "title_vi": "Một đầu mối", "points": ["Công an tỉnh"]}
    assert (await world.standing.put(PRINCIPLE, json={"slots": []}, headers={"if-match": '"1"'})).status_code == 200
    assert (await world.head.get(PRINCIPLE)).json()["empty"] is True


@pytest.mark.parametrize(
    ("slots", "fault"),
    [
        (None, ("body.slots", "tuple_type")),
        ([{}], ("body.slots.0.number", "missing")),
        ([{"number": 6}], ("body.slots.0.number", "less_than_equal")),
        ([{"number": "5"}], ("body.slots.0.number", "int_type")),
        ([{"number": 5}, {"number": 5}], ("body.slots.1.number", "slot_twice")),
        ([{"number": 5, "title_vi": ""}], ("body.slots.0.title_vi", "string_too_short")),
        ([{"number": 5, "points": [7]}], ("body.slots.0.points.0", "string_type")),
        ([{"number": 5, "text": "x"}], ("body.slots.0.text", "extra_forbidden")),
    ],
)
async def test_a_principle_says_what_is_wrong_with_it(world: World, slots: Any, fault: tuple[str, str]) -> None:
    for language in ("vi", "en"):
        answer = await world.standing.put(PRINCIPLE, json={"slots": slots}, headers={"accept-language": language})
        assert problem(answer, 422)[1] == [fault]
    assert (await world.head.get(PRINCIPLE)).json()["version"] == 0


async def test_only_the_chairman_and_the_standing_agency_write_the_principle(world: World) -> None:
    for client in (
        world.head,
        world.client("nghe-an", "office_officer"),
        world.client("central", "central_wg_officer"),
    ):
        assert problem(await client.put(PRINCIPLE, json={"slots": []}), 403)[0] == "forbidden"


async def test_clusters_are_the_central_levels_and_read_by_all(world: World) -> None:
    """FR-TW-17."""
    await joined(world)
    assert (await world.head.get("/v1/nghe-an/clusters")).json() == {"version": 0, "clusters": []}
    officer, region = world.client("central", "central_wg_officer"), a_cluster(id="R1", kind="region")
    assert (await officer.put(CLUSTERS, json={"clusters": [a_cluster(), region]})).status_code == 200
    seen = (await world.head.get("/v1/nghe-an/clusters")).json()
    assert [(cluster["id"], cluster["kind"], cluster["tenants"]) for cluster in seen["clusters"]] == [
        ("C1", "cluster", ["nghe-an"]),
        ("R1", "region", ["nghe-an"]),
    ]
    assert problem(await world.standing.put("/v1/nghe-an/clusters", json={"clusters": []}), 403)[0] == "forbidden"


@pytest.mark.parametrize(
    ("clusters", "fault"),
    [
        (None, ("body.clusters", "tuple_type")),
        ([a_cluster(id=...)], ("body.clusters.0.id", "missing")),
        ([a_cluster(kind="zone")], ("body.clusters.0.kind", "literal_error")),
        ([a_cluster(name_vi=...)], ("body.clusters.0.name_vi", "missing")),
        ([a_cluster(name_en=7)], ("body.clusters.0.name_en", "string_type")),
        ([a_cluster(tenants="x")], ("body.clusters.0.tenants", "tuple_type")),
        ([a_cluster(tenants=["atlantis"])], ("body.clusters.0.tenants.0", "unknown_reference")),
        ([a_cluster(tenants=["central"])], ("body.clusters.0.tenants.0", "unknown_reference")),
        ([a_cluster(), a_cluster(tenants=[])], ("body.clusters.1.id", "cluster_twice")),
        ([a_cluster(), a_cluster(id="C2")], ("body.clusters.1.tenants.0", "province_twice")),
    ],
)
async def test_a_table_of_clusters_says_what_is_wrong_with_it(
    world: World, clusters: Any, fault: tuple[str, str]
) -> None:
    await joined(world)
    officer = world.client("central", "central_wg_officer")
    for language in ("vi", "en"):
        answer = await officer.put(CLUSTERS, json={"clusters": clusters}, headers={"accept-language": language})
        assert problem(answer, 422)[1] == [fault]
    assert (await officer.get(CLUSTERS)).json()["version"] == 0
