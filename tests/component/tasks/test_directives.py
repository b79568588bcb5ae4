"""Directives over HTTP: entered once however often they arrive, found in any spelling, with their doubts told."""

import asyncio
from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem

PATH = "/v1/nghe-an/directives"
FIRST_INSTANT = "2024-03-31T17:00:00.000000Z"


def a_directive(**fields: Any) -> dict[str, Any]:
    """A dispatch of 1 April 2024, entered on 2 April at 10:00 in Vietnam."""
    return {
        "id": "NA-CV-01",
        "doc_type": "cong_van",
        "number": "2157",
        "symbol": "UBND-NC",
        "issued_date": "2024-04-01",
        "published_at": "2024-04-01T16:30:00+07:00",
        "issuer_unit": "NA-UBND",
        "signer_role_vi": "Phó Chủ tịch Thường trực UBND tỉnh",
        "subject_vi": "Đẩy nhanh triển khai các mô hình điểm Đề án 06",
        "principle": "5-4-3-2-1",
        "legal_basis": ["Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ"],
        "blocks": [{"id": "I", "title_vi": "Hạ tầng kỹ thuật"}, {"id": "II", "title_vi": "Nhân lực"}],
        "source_ref": "vi.txt",
    } | fields


ENGLISH = {
    "id": "NA-CV-01-EN",
    "doc_type": "cong_van",
    "full_number": "2157/ubnd-nc",
    "issued_date": "2024-04-01",
    "issuer_unit": "NA-UBND",
    "translations": [
        {"language": "en", "subject": "Speeding up pilot models", "machine": True, "source_ref": "en.txt"}
    ],
    "source_ref": "en.txt",
}


async def enter(world: World, **fields: Any) -> dict[str, Any]:
    return await created(world.standing, PATH, **a_directive(**fields))


async def found(world: World, **query: str) -> list[str]:
    answer = await world.head.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def types(world: World) -> list[str]:
    """The types of all events of directives, in their order."""
    entries = [entry async for entry in world.app.state.journal.every_entry("nghe-an")]
    return [name for entry in entries if (name := entry.type.removeprefix("vn.tiendo.")).startswith("directive.")]


async def test_a_directive_keeps_three_times_apart(world: World) -> None:
    """FR-BP-01, FR-BP-21: issued, published and entered are three things; the clock starts with the day of issue."""
    directive = await enter(world)
    assert (directive["full_number"], directive["number"], directive["symbol"]) == ("2157/UBND-NC", "2157", "UBND-NC")
    assert (directive["issued_date"], directive["published_at"], directive["recorded_at"]) == (
        "2024-04-01",
        "2024-04-01T09:30:00.000000Z",
        "2024-04-02T03:00:00.000000Z",
    )
    assert directive["entry_hours"] == 34.0
    assert (directive["warnings"], directive["principle"], directive["version"]) == ([], "5-4-3-2-1", 1)
    entry = [one async for one in world.app.state.journal.every_entry("nghe-an")][-1]
    assert (entry.type, entry.event.model_dump(mode="json")["time"]) == ("vn.tiendo.directive.issued.v1", FIRST_INSTANT)


async def test_a_second_import_adds_its_text_and_source_once(world: World) -> None:
    """FR-BP-23: one directive, one issued event, whatever number of languages it arrives in."""
    await enter(world)
    for _ in range(2):
        answer = await world.standing.post(PATH, json=ENGLISH)
        directive = answer.json()
        assert (answer.status_code, directive["id"], directive["version"]) == (200, "NA-CV-01", 3)
        assert [one["subject"] for one in directive["translations"]] == ["Speeding up pilot models"]
        assert directive["sources"] == ["vi.txt", "en.txt"]
        assert (directive["subject_vi"], directive["subject_en"]) == (
            "Đẩy nhanh triển khai các mô hình điểm Đề án 06",
            "Speeding up pilot models",
        )
    assert directive["sequence"] == 0, "nothing happened the second time"
    assert await types(world) == [
        "directive.issued.v1",
        "directive.translation-added.v1",
        "directive.source-added.v1",
    ]
    assert await found(world) == ["NA-CV-01"]


async def test_the_same_document_entered_by_many_at_once_is_there_once(world: World) -> None:
    """FR-BP-23: the store's own uniqueness decides."""
    answers = await asyncio.gather(
        *(world.standing.post(PATH, json=a_directive(id=f"NA-CV-{n}", source_ref=f"{n}.txt")) for n in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (await types(world)).count("directive.issued.v1") == 1
    (only,) = (await world.head.get(PATH)).json()["items"]
    assert sorted(only["sources"]) == [f"{n}.txt" for n in range(8)]


async def test_a_repeated_command_gets_its_first_answer(world: World) -> None:
    for body, status in ((a_directive(), 201), (ENGLISH, 200)):
        headers = {"idempotency-key": f"key-{status}"}
        answers = [await world.standing.post(PATH, json=body, headers=headers) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [status, status]
        assert answers[0].json() == answers[1].json()
    reused = await world.standing.post(
        PATH, json=a_directive(subject_vi="Khác"), headers={"idempotency-key": "key-201"}
    )
    assert problem(reused, 422)[0] == "idempotency-key-reused"


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"doc_type": "chi_thi", "number": None, "symbol": None, "full_number": "34/CT-TTg"}, []),
        ({"doc_type": "nghi_dinh", "number": None, "symbol": None, "full_number": "123/2020/NĐ-CP"}, []),
        (
            {"doc_type": "nghi_dinh", "number": None, "symbol": None, "full_number": "123/2020/ND-CP"},
            ["symbol_spelling"],
        ),
        ({"doc_type": "chi_thi", "symbol": "XYZ-TTg"}, ["unknown_symbol"]),
        ({"doc_type": "thu_ngo", "symbol": "XYZ"}, ["unknown_symbol"]),
        ({"symbol": "UBND NC!"}, ["symbol_form"]),
        ({"number": "12a"}, ["number_form"]),
        ({"number": None, "symbol": None, "full_number": "không rõ"}, ["number_missing"]),
        ({"doc_type": "ket_luan", "number": None, "symbol": None}, []),
    ],
)
async def test_unusual_numbers_are_kept_and_told_in_both_languages(
    world: World, fields: dict[str, Any], codes: list[str]
) -> None:
    """FR-X-11: nothing is refused for its symbol."""
    directive = await enter(world, **fields)
    assert [warning["code"] for warning in directive["warnings"]] == codes
    assert all(warning["message_vi"] and warning["message_en"] for warning in directive["warnings"])
    if whole := fields.get("full_number"):
        assert directive["full_number"] == whole


async def test_a_wrong_term_is_mapped_to_the_working_group_and_makes_no_unit(world: World) -> None:
    """FR-BP-24: "06" is part of a name. The group of this tenant is not registered, so nothing is named for it."""
    units = (await world.head.get("/v1/nghe-an/units")).json()
    directive = await enter(world, subject_en="Plan of the Working Group of 06 provinces")
    (warning,) = directive["warnings"]
    assert (warning["code"], warning["field"], warning["unit"]) == ("terminology", "subject_en", None)
    assert "Working Group of 06 provinces" in warning["message_en"]
    assert directive["mentioned_units"] == []
    assert (await world.head.get("/v1/nghe-an/units")).json() == units


@pytest.mark.parametrize("q", ["2157/UBND-NC", "2157/ubnd-nc", "123/2020/ND-CP", "123/2020/nđ–cp", "mo hinh diem"])
async def test_a_directive_is_found_in_any_spelling(world: World, q: str) -> None:
    """FR-TW-05, FR-X-11."""
    await enter(world)
    assert await found(world, q=q) == ["NA-CV-01"]
    assert await found(world, q="2158/UBND-NC") == []


async def test_the_list_shows_the_newest_first_and_is_filtered_by_sort_and_day(world: World) -> None:
    for number, day in ((1, "2024-03-01"), (2, "2024-03-15"), (3, "2024-03-31")):
        await enter(world, id=f"D-{number}", number=str(number), issued_date=day)
    await enter(world, id="D-4", doc_type="ket_luan", number=None, symbol=None, issued_date="2024-03-15")
    assert await found(world) == ["D-3", "D-4", "D-2", "D-1"]
    assert await found(world, doc_type="cong_van") == ["D-3", "D-2", "D-1"]
    assert await found(world, issued_from="2024-03-15", issued_to="2024-03-15") == ["D-4", "D-2"]
    assert await found(world, doc_type="ket_luan", issued_to="2024-03-14") == []
    first = (await world.head.get(PATH, params={"limit": 3})).json()
    assert await found(world, cursor=first["next"]) == ["D-1"]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"id": "x y"}, "body.id", "invalid_identifier"),
        ({"doc_type": None}, "body.doc_type", "string_type"),
        ({"number": 2157}, "body.number", "string_type"),
        ({"full_number": "9/UBND-NC"}, "body.full_number", "number_contradicted"),
        ({"issued_date": "22/4/2024"}, "body.issued_date", "invalid_date"),
        ({"issued_date": "2024-04-03"}, "body.issued_date", "effective_in_future"),
        ({"published_at": "2024-03-31T23:00:00+07:00"}, "body.published_at", "period_reversed"),
        ({"published_at": "2024-04-01"}, "body.published_at", "invalid_instant"),
        ({"acknowledge_by": "2024-03-31"}, "body.acknowledge_by", "period_reversed"),
        ({"issuer_unit": "NA-XXX"}, "body.issuer_unit", "unknown_reference"),
        ({"addressees": ["NA-XXX"]}, "body.addressees", "unknown_reference"),
        ({"addressees": ["NA-VNPT"]}, "body.addressees", "partner_cannot_lead"),
        ({"addressees": "NA-STP"}, "body.addressees", "tuple_type"),
        ({"parent_directive": "NA-0"}, "body.parent_directive", "unknown_reference"),
        ({"subject_vi": None}, "body.subject_vi", "subject_missing"),
        ({"subject_vi": "x" * 501}, "body.subject_vi", "string_too_long"),
        ({"principle": ""}, "body.principle", "string_too_short"),
        ({"deadline_stated": "no"}, "body.deadline_stated", "bool_type"),
        ({"blocks": [{"id": "I"}]}, "body.blocks.0.title_vi", "missing"),
        ({"blocks": [{"id": "I", "title_vi": "a"}] * 2}, "body.blocks.1.id", "block_twice"),
        (
            {"blocks": [{"id": "I", "title_vi": "a", "lead_units": ["NA-XXX"]}]},
            "body.blocks.0.lead_units",
            "unknown_reference",
        ),
        (
            {"blocks": [{"id": "I", "title_vi": "a", "due": {"date": "2024-05-01"}}]},
            "body.blocks.0.due.precision",
            "deadline_incomplete",
        ),
        ({"translations": [{"language": "fr", "subject": "a"}]}, "body.translations.0.language", "literal_error"),
        ({"source": "rumour"}, "body.source", "enum"),
        ({"so": "2157"}, "body.so", "extra_forbidden"),
    ],
)
async def test_what_cannot_be_is_refused_by_field_in_both_languages(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    messages = set()
    for language in ("vi", "en"):
        answer = await world.standing.post(PATH, json=a_directive(**change), headers={"accept-language": language})
        assert problem(answer, 422) == ("invalid-request", [(field, code)])
        messages.add(answer.json()["errors"][0]["message"])
    assert len(messages) == 2
    assert await found(world) == []


async def test_a_number_is_used_once_a_year_and_an_id_once(world: World) -> None:
    """FR-BP-01: unique by issuer, number, symbol and year; the same number of the next year is another document."""
    await enter(world)
    other_day = await world.standing.post(PATH, json=a_directive(id="NA-2", issued_date="2024-03-29"))
    assert problem(other_day, 422)[1] == [("body.issued_date", "number_of_other_day")]
    other_number = await world.standing.post(PATH, json=a_directive(number="2158"))
    assert problem(other_number, 409)[0] == "already-exists"
    await enter(world, id="NA-2", issued_date="2023-04-03", published_at=None)
    await enter(world, id="NA-3", issuer_unit="NA-CA")
    assert (await types(world)).count("directive.issued.v1") == 3


@pytest.mark.parametrize("role", ["chairman", "unit_head", "unit_officer", "integrator", "home_affairs_officer"])
async def test_planners_enter_directives_and_nobody_else(world: World, role: str) -> None:
    client = world.client("nghe-an", role, "NA-STP")
    assert problem(await client.post(PATH, json=a_directive()), 403)[0] == "forbidden"
    texts = {"translations": ENGLISH["translations"]}
    assert problem(await client.post(f"{PATH}/NA-0/translations", json=texts), 403)[0] == "forbidden"
    assert problem(await world.client("ninh-thuan", "standing_officer").get(PATH), 404)[0] == "not-found"


async def test_a_translation_is_added_with_the_version_that_was_read(world: World) -> None:
    await enter(world, number=None, symbol=None, doc_type="ket_luan")
    path, texts = f"{PATH}/NA-CV-01/translations", {"translations": ENGLISH["translations"], "sources": ["press.txt"]}
    stale = await world.standing.post(path, json=texts, headers={"if-match": '"7"'})
    assert problem(stale, 412)[0] == "version-mismatch"
    answer = await world.standing.post(path, json=texts, headers={"if-match": '"1"'})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"3"')
    assert answer.json()["sources"] == ["vi.txt", "press.txt", "en.txt"]
    assert problem(await world.standing.post(path, json=texts), 409)[0] == "already-exists"
    assert problem(await world.standing.post(path, json={"translations": []}), 422)[1] == [
        ("body.translations", "too_short")
    ]
