"""What the central level writes to provinces, through HTTP (FR-TW-18, FR-TW-19)."""

from typing import Any

import httpx2
import pytest

from tests.component.tasks.conftest import World, created, problem
from tests.component.tasks.reporting import REQUESTS

LETTERS = "/v1/central/letters"
OFFICES = {"standing_unit": "NT-CA", "office_unit": "NT-VPUB"}


@pytest.fixture
async def country(world: World) -> World:
    """Beside Nghệ An, which names no standing agency: the central level, and Ninh Thuận with its two offices."""
    central = {"id": "central", "level": "central", "short_code": "TW", "name_vi": "Trung ương"}
    await created(world.ops, "/v1/tenants", **central, office_unit="TW-VPCP")
    await created(world.ops, "/v1/tenants", id="ninh-thuan", short_code="NT", name_vi="Ninh Thuận", **OFFICES)
    await created(ministry(world), "/v1/central/units", id="TW-VPCP", type="office", name_vi="Văn phòng Chính phủ")
    police = world.client("ninh-thuan", "standing_officer", "NT-CA")
    for unit in OFFICES.values():
        await created(police, "/v1/ninh-thuan/units", id=unit, type="agency", name_vi=unit)
    return world


def ministry(world: World) -> httpx2.AsyncClient:
    return world.client("central", "central_wg_officer", "TW-BCA")


def a_letter(**fields: Any) -> dict[str, Any]:
    letter = {
        "id": "TW-01",
        "kind": "urge",
        "provinces": ["ninh-thuan"],
        "title_vi": "Đôn đốc",
        "text_vi": "Đề nghị hoàn thành",
        "reply_by": "2024-04-15",
    }
    return {name: value for name, value in (letter | fields).items() if value is not ...}


async def test_a_province_finds_the_urge_among_its_own_and_the_office_has_a_copy(country: World) -> None:
    """FR-TW-18."""
    sent = await created(ministry(country), LETTERS, **a_letter())
    assert [(item["tenant"], item["unit"], item["kind"]) for item in sent["items"]] == [
        ("ninh-thuan", "NT-CA", "urge"),
        ("ninh-thuan", "NT-VPUB", "urge"),
        ("central", "TW-VPCP", "copy"),
    ]
    police = country.client("ninh-thuan", "standing_officer", "NT-CA")
    urge = (await police.get("/v1/ninh-thuan/requests/TW-01.NT-CA")).json()
    assert (urge["asked_by_role"], urge["asked_by_tenant"]) == ("central_wg_officer", "central")
    assert (await country.head.get(REQUESTS)).json()["items"] == []


async def test_the_ministry_sees_the_answer_and_closes_it_and_the_province_cannot(country: World) -> None:
    await created(ministry(country), LETTERS, **a_letter())
    police = country.client("ninh-thuan", "standing_officer", "NT-CA")
    path = "/v1/ninh-thuan/requests/TW-01.NT-CA/status"
    withdrawn = {"to": "withdrawn", "text": "Thôi"}
    assert problem(await police.post(path, json=withdrawn), 403)[0] == "forbidden"
    assert (await police.post(path, json={"to": "answered", "text": "Đã xong"})).status_code == 200
    assert (await ministry(country).post(path, json={"to": "closed"})).json()["status"] == "closed"
    items = (await ministry(country).get(f"{LETTERS}/TW-01")).json()["items"]
    assert {(item["unit"], item["status"], item["reply"]) for item in items} == {
        ("NT-CA", "closed", "Đã xong"),
        ("NT-VPUB", "sent", None),
        ("TW-VPCP", "sent", None),
    }


async def test_guidance_is_read_with_a_receipt(country: World) -> None:
    """FR-TW-19: to every province; what is acknowledged is read."""
    guidance = a_letter(kind="guidance", provinces=[], reply_by=...)
    sent = await created(ministry(country), LETTERS, **guidance)
    assert [item["unit"] for item in sent["items"]] == ["NT-CA", "NT-VPUB"]
    assert {item["outcome"] for item in sent["items"]} == {"no_deadline"}
    officer = country.client("ninh-thuan", "unit_officer", "NT-VPUB")
    await officer.post("/v1/ninh-thuan/requests/TW-01.NT-VPUB/status", json={"to": "acknowledged"})
    items = (await ministry(country).get(f"{LETTERS}/TW-01")).json()["items"]
    assert {item["unit"]: item["acknowledged_at"] is not None for item in items} == {"NT-CA": False, "NT-VPUB": True}
    (read,) = (item for item in items if item["unit"] == "NT-VPUB")
    assert read["obligation"]["discharged_at"] == read["acknowledged_at"]


async def test_a_repetition_writes_nothing_twice(country: World) -> None:
    key = {"idempotency-key": "k-1"}
    first = await ministry(country).post(LETTERS, json=a_letter(), headers=key)
    assert (await ministry(country).post(LETTERS, json=a_letter(), headers=key)).json() == first.json()
    assert problem(await ministry(country).post(LETTERS, json=a_letter()), 409)[0] == "already-exists"
    assert len((await ministry(country).get(f"{LETTERS}/TW-01")).json()["items"]) == 3


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"reply_by": ...}, ("body.reply_by", "reply_by_missing")),
        ({"kind": "guidance"}, ("body.reply_by", "reply_by_missing")),
        ({"reply_by": "2024-04-01"}, ("body.reply_by", "reply_by_over")),
        ({"provinces": ["atlantis"]}, ("body.provinces", "unknown_reference")),
        ({"provinces": ["central"]}, ("body.provinces", "not_a_province")),
        ({"provinces": ["nghe-an"]}, ("body.provinces", "nobody_to_write_to")),
        ({"kind": "order"}, ("body.kind", "literal_error")),
        ({"text_vi": ...}, ("body.text_vi", "missing")),
        ({"title_vi": 7}, ("body.title_vi", "string_type")),
    ],
)
async def test_a_letter_says_what_is_wrong_with_it(
    country: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert problem(await ministry(country).post(LETTERS, json=a_letter(**fields)), 422)[1] == [fault]
    assert (await country.head.get("/v1/nghe-an/requests")).json()["items"] == []


async def test_only_the_central_standing_agency_writes_to_provinces(country: World) -> None:
    others = [country.client("central", "office_officer"), country.client("central", "chairman")]
    for who in others:
        assert problem(await who.post(LETTERS, json=a_letter()), 403)[0] == "forbidden"
        assert problem(await who.get(f"{LETTERS}/TW-01"), 403)[0] == "forbidden"
    assert problem(await country.standing.post("/v1/nghe-an/letters", json=a_letter()), 403)[0] == "forbidden"
    assert problem(await country.standing.post(LETTERS, json=a_letter()), 404)[0] == "not-found"
    assert problem(await ministry(country).get(f"{LETTERS}/TW-99"), 404)[0] == "not-found"
