"""What is registered leaves as a workbook, and comes in again as the same."""

from tests.component.tasks.conftest import World, a_task, created, problem
from tests.component.tasks.workbooks import TITLES, a_row, carried_out, checked, of_tasks, read

EXPORTS = "/v1/nghe-an/exports"


async def exported(world: World, sort: str, **filters: str) -> bytes:
    answer = await world.head.get(f"{EXPORTS}/{sort}.xlsx", params=filters)
    assert answer.status_code == 200, answer.text
    return answer.content


async def test_what_leaves_is_unchanged_when_it_comes_in_again(world: World) -> None:
    rows = [
        a_row(
            1, milestones="2024-03-31 Khảo sát", legal_refs="Luật A; Điều 5\nNĐ 13", target__op=">=", target__value=3
        ),
        a_row(2, status="in_progress", status_as_of="15/02/2024", resources__form="other", resources__amount=5),
        a_row(3, parent="NA-T-001", coordinating_units="NA-CA; NA-STC", rhythm="month", kind="regular"),
    ]
    assert (await carried_out(world, (await checked(world, of_tasks(*rows)))["id"]))["progress"]["failed"] == 0
    for sort, count in (("tasks", 3), ("units", 6), ("plans", 3)):
        job = await checked(world, await exported(world, sort), sort)
        assert (job["preview"], job["faults"]) == (
            {"rows": count, "new": 0, "unchanged": count, "differs": 0, "faulty": 0},
            [],
        )


async def test_texts_never_become_formulas_links_or_numbers(world: World) -> None:
    said = ['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "-2", "https://tiendo.vn", "0012"]
    for number, text in enumerate(said):
        await created(world.standing, "/v1/nghe-an/tasks", **a_task(id=f"X-{number}", note=text))
    headings, _, *rows = read(await exported(world, "tasks"), "Nhiệm vụ")
    assert [row[headings.index(TITLES["note"])] for row in rows] == said


async def test_the_filters_of_the_list_hold(world: World) -> None:
    for number, unit in enumerate(("NA-STP", "NA-STC")):
        await created(
            world.standing, "/v1/nghe-an/tasks", **a_task(id=f"X-{number}", lead_unit=unit, coordinating_units=[])
        )
    assert [row[0] for row in read(await exported(world, "tasks", unit="NA-STC"), "Nhiệm vụ")[2:]] == ["X-1"]
    refused = await world.head.get(f"{EXPORTS}/tasks.xlsx", params={"kind": "pilot_model"})
    assert problem(refused, 422) == ("invalid-request", [("query.kind", "not_exported")])
    unknown = await world.head.get(f"{EXPORTS}/tasks.xlsx", params={"colour": "red"})
    assert problem(unknown, 422) == ("invalid-request", [("query.colour", "extra_forbidden")])


async def test_another_province_gets_nothing(world: World) -> None:
    stranger = world.client("ninh-thuan", "standing_officer")
    for sort in ("tasks", "units", "plans"):
        assert problem(await stranger.get(f"{EXPORTS}/{sort}.xlsx"), 404)[0] == "not-found"
