"""Experience notes through HTTP: the author's own until they are published (FR-BP-06)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem, registered

NOTES, PUBLISHED = "/v1/nghe-an/experience-notes", "/v1/nghe-an/published-notes"


def a_note(**fields: Any) -> dict[str, Any]:
    note = {
        "id": "KN-01",
        "locality_vi": "Thành phố Hà Nội",
        "title_vi": "Thuê dịch vụ công nghệ thông tin",
        "done_vi": "Thuê dịch vụ thay cho mua sắm",
        "legal_basis": ["73/2019/NĐ-CP"],
    }
    return {name: value for name, value in (note | fields).items() if value is not ...}


async def published(world: World, published: bool = True) -> Any:
    return await world.standing.post(f"{NOTES}/KN-01/publication", json={"published": published})


async def test_a_note_is_the_authors_own_until_it_is_published(world: World) -> None:
    """FR-BP-06."""
    await registered(world)
    note = await created(world.head, NOTES, **a_note(task="NA-T-01"))
    assert (note["unit"], note["task"], note["published"]) == ("NA-STP", "NA-T-01", False)
    assert (await world.head.get(PUBLISHED)).json()["items"] == []
    shared = (await published(world)).json()
    assert (shared["published"], shared["published_at"]) == (True, "2024-04-02T03:00:00.000000Z")
    (seen,) = (await world.head.get(PUBLISHED)).json()["items"]
    assert (seen["id"], seen["tenant"], seen["task"]) == ("KN-01", "nghe-an", None)
    assert (await world.head.get(f"{NOTES}/KN-01")).json()["task"] == "NA-T-01"


async def test_what_was_taken_back_is_read_no_more(world: World) -> None:
    await created(world.standing, NOTES, **a_note())
    assert problem(await published(world, published=False), 409)[0] == "publication-unchanged"
    await published(world)
    assert problem(await published(world), 409)[0] == "publication-unchanged"
    assert (await published(world, published=False)).json()["published_at"] is None
    assert (await world.head.get(PUBLISHED)).json()["items"] == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"task": "NA-T-99"}, ("body.task", "unknown_reference")),
        ({"locality_vi": ...}, ("body.locality_vi", "missing")),
        ({"done_vi": ""}, ("body.done_vi", "string_too_short")),
        ({"title_vi": 7}, ("body.title_vi", "string_type")),
        ({"legal_basis": "73"}, ("body.legal_basis", "tuple_type")),
        ({"published": True}, ("body.published", "extra_forbidden")),
    ],
)
async def test_a_note_says_what_is_wrong_with_it(world: World, fields: dict[str, Any], fault: tuple[str, str]) -> None:
    assert problem(await world.standing.post(NOTES, json=a_note(**fields)), 422)[1] == [fault]
    assert (await world.head.get(NOTES)).json()["items"] == []


@pytest.mark.parametrize(("role", "unit"), [("chairman", None), ("integrator", None), ("home_affairs_officer", None)])
async def test_who_neither_works_in_a_unit_nor_plans_writes_no_notes(world: World, role: str, unit: str | None) -> None:
    assert problem(await world.client("nghe-an", role, unit).post(NOTES, json=a_note()), 403)[0] == "forbidden"


async def test_only_the_standing_agency_and_the_office_publish(world: World) -> None:
    await created(world.head, NOTES, **a_note())
    answer = await world.head.post(f"{NOTES}/KN-01/publication", json={"published": True})
    assert problem(answer, 403)[0] == "forbidden"
    missing = await world.standing.post(f"{NOTES}/KN-99/publication", json={"published": True})
    assert problem(missing, 404)[0] == "not-found"
