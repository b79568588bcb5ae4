"""Responses: drafts, submission, return, acceptance, and the bottlenecks that answers raise."""

from typing import Any

import pytest

from shared.messaging import verify
from shared.tenancy import TenantId
from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, problem
from tests.component.tasks.surveys import (
    ANSWERS,
    FINE,
    STC,
    STP,
    STUCK,
    bottlenecks,
    done,
    opened,
    submitted,
    unit_of,
)


async def test_a_draft_keeps_partial_answers(world: World) -> None:
    """FR-BP-09: draft, then submitted."""
    await opened(world)
    saved = (await world.head.put(STP, json={"answers": [{"question": "people-1", "text": "Đang rà soát"}]})).json()
    assert (saved["status"], saved["version"]) == ("draft", 2)
    assert saved["answers"] == [{"question": "people-1", "status": None, "text": "Đang rà soát"}]
    assert saved["obligation"]["discharged_at"] is None
    assert await bottlenecks(world) == []


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("legal-1", "answer_missing"), ("people-1", "answer_missing")]),
        ({"answers": [FINE]}, [("people-1", "answer_missing")]),
        ({"answers": [FINE, {"question": "people-1", "text": "x"}]}, [("people-1", "answer_missing")]),
        ({"answers": [FINE, {"question": "people-1", "status": "diem_nghen"}]}, [("people-1", "text_missing")]),
        ({"answers": [{"question": "legal-1", "status": "diem_nghen"}]}, None),
    ],
)
async def test_submitting_needs_every_required_answer(
    world: World, body: dict[str, Any], faults: list[tuple[str, str]] | None
) -> None:
    """FR-BP-09: what is missing is said question by question, in both languages."""
    await opened(world)
    answer = await world.head.post(f"{STP}/submission", json=body)
    expected = faults or [("legal-1", "text_missing"), ("people-1", "answer_missing")]
    assert problem(answer, 422)[1] == [(f"body.answers.{question}", code) for question, code in expected]
    vietnamese = await world.head.post(f"{STP}/submission", json=body, headers={"accept-language": "vi"})
    for fault, said in zip(answer.json()["errors"], vietnamese.json()["errors"], strict=True):
        assert fault["message"] != said["message"]
    assert (await world.head.get(STP)).json()["version"] == 1


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"answers": [{"question": "legal-9"}]}, "body.answers.0.question", "unknown_question"),
        ({"answers": [FINE, FINE]}, "body.answers.1.question", "answered_twice"),
        ({"answers": [{"question": "legal-1", "status": "good"}]}, "body.answers.0.status", "literal_error"),
        ({"answers": [{"status": "thuan_loi"}]}, "body.answers.0.question", "missing"),
        ({"answers": [{"question": "legal-1", "text": "a\u0007"}]}, "body.answers.0.text", "invalid_text"),
        ({"answers": "none"}, "body.answers", "tuple_type"),
        ({"nothing_to_report": "yes"}, "body.nothing_to_report", "bool_type"),
        ({"colour": 1}, "body.colour", "extra_forbidden"),
    ],
)
async def test_an_answer_with_something_wrong_is_refused(
    world: World, body: dict[str, Any], field: str, code: str
) -> None:
    await opened(world)
    for send, path in ((world.head.put, STP), (world.head.post, f"{STP}/submission")):
        assert problem(await send(path, json=body), 422)[1] == [(field, code)]
    assert (await world.head.get(STP)).json()["version"] == 1


async def test_each_answer_that_names_a_bottleneck_raises_one(world: World) -> None:
    """FR-BP-13: raised from a survey, in the question's group and scope, with the time and role of the submission."""
    await opened(world)
    state = await submitted(world, effective_at="2024-04-01T01:00:00Z", **ANSWERS)
    assert (state["status"], state["submitted_by_role"]) == ("submitted", "unit_officer")
    assert state["obligation"]["discharged_at"] == state["obligation"]["first_submitted_at"] == state["submitted_at"]
    (raised,) = await bottlenecks(world)
    assert (raised["id"], raised["group"], raised["scope"]) == ("KS-1.NA-STP.people-1", "resources", "people")
    assert (raised["owner_unit"], raised["description_vi"]) == ("NA-STP", STUCK["text"])
    assert raised["survey"] == {"round": "KS-1", "response": "KS-1.NA-STP", "question": "people-1"}
    assert raised["steps"] == [
        {"status": "open", "at": "2024-04-01T01:00:00.000000Z", "role": "unit_officer", "unit": "NA-STP"}
    ]


async def test_nobody_takes_the_id_of_an_answers_bottleneck(world: World) -> None:
    await opened(world)
    body = {"id": "KS-1.NA-STP.people-1", "group": "data", "title_vi": "Khác", "owner_unit": "NA-STC"}
    answer = await unit_of(world, "NA-STC").post("/v1/nghe-an/bottlenecks", json=body)
    assert problem(answer, 409)[0] == "already-exists"
    await submitted(world)
    assert [known["group"] for known in await bottlenecks(world)] == ["resources"]


async def test_nothing_to_report_is_an_answer(world: World) -> None:
    """FR-BP-19: explicit, and different from silence."""
    await opened(world)
    contradiction = await world.head.post(f"{STP}/submission", json={**ANSWERS, "nothing_to_report": True})
    assert problem(contradiction, 422)[1] == [("body.nothing_to_report", "something_to_report")]
    state = await submitted(world, nothing_to_report=True)
    assert (state["status"], state["nothing_to_report"], state["answers"]) == ("submitted", True, [])
    assert await bottlenecks(world) == []


async def test_a_returned_response_is_owed_again_until_it_is_submitted_again(world: World) -> None:
    """FR-BP-09: returned, submitted, accepted; the first submission stays on record, what was raised goes its own way."""
    await opened(world)
    first = await submitted(world)
    returned = await done(world.standing, f"{STP}/return", reason="Nêu rõ số cán bộ")
    assert (returned["reason"], returned["obligation"]["discharged_at"]) == ("Nêu rõ số cán bộ", None)
    saved = await world.head.put(STP, json=ANSWERS)
    assert (saved.status_code, saved.json()["status"]) == (200, "returned")
    again = await done(world.head, f"{STP}/submission")
    assert (again["status"], again["reason"], again["submitted_by_role"]) == ("submitted", None, "unit_head")
    assert again["obligation"]["first_submitted_at"] == first["submitted_at"]
    assert len(await bottlenecks(world)) == 1
    accepted = await done(world.standing, f"{STP}/acceptance", note="Đã đối chiếu")
    assert (accepted["status"], accepted["version"]) == ("accepted", 6)


async def test_new_words_reach_a_bottleneck_that_nobody_has_acted_on(world: World) -> None:
    """FR-BP-13: after a return the unit is more exact; what was proposed on already keeps the words it was proposed on."""
    await opened(world)
    legal = {**STUCK, "question": "legal-1"}
    await submitted(world, answers=[legal, STUCK])
    proposed = "/v1/nghe-an/bottlenecks/KS-1.NA-STP.legal-1/proposal"
    await done(world.standing, proposed, text="Giải pháp")
    await done(world.standing, f"{STP}/return", reason="Nêu rõ")
    exact = {"text": "Thiếu 02 cán bộ"}
    await submitted(world, answers=[{**legal, **exact}, {**STUCK, **exact}])
    first, second = await bottlenecks(world)
    assert (first["description_vi"], first["status"]) == (STUCK["text"], "proposed")
    assert (second["description_vi"], second["version"], len(second["steps"])) == ("Thiếu 02 cán bộ", 2, 1)
    await done(world.standing, f"{STP}/acceptance")
    assert [known["version"] for known in await bottlenecks(world)] == [2, 2]


async def test_a_response_that_was_handed_in_is_not_edited(world: World) -> None:
    await opened(world)
    await submitted(world)
    assert problem(await world.head.put(STP, json=ANSWERS), 409)[0] == "response-handed-in"
    twice = await world.head.post(f"{STP}/submission", json=ANSWERS)
    assert (problem(twice, 409)[0], twice.json()["allowed"]) == ("illegal-transition", ["returned", "accepted"])
    await done(world.standing, f"{STP}/acceptance")
    for step, body in (("return", {"reason": "x"}), ("acceptance", {}), ("submission", ANSWERS)):
        client = world.head if step == "submission" else world.standing
        assert problem(await client.post(f"{STP}/{step}", json=body), 409)[0] == "illegal-transition"
    draft = await world.standing.post(f"{STC}/acceptance", json={})
    assert (problem(draft, 409)[0], draft.json()["allowed"]) == ("illegal-transition", ["submitted"])


async def test_a_return_says_why(world: World) -> None:
    await opened(world)
    await submitted(world)
    assert problem(await world.standing.post(f"{STP}/return", json={}), 422)[1] == [("body.reason", "missing")]


@pytest.mark.parametrize(
    ("role", "unit", "fills", "reads"),
    [
        ("unit_head", "NA-STP", True, False),
        ("unit_officer", "NA-STP", True, False),
        ("unit_head", "NA-STC", False, False),
        ("standing_officer", "NA-CA", True, True),
        ("office_officer", None, False, True),
        ("chairman", None, False, False),
        ("home_affairs_officer", None, False, False),
        ("integrator", None, False, False),
    ],
)
async def test_a_unit_answers_for_itself_and_planners_review(
    world: World, role: str, unit: str | None, fills: bool, reads: bool
) -> None:
    await opened(world)
    client = world.client("nghe-an", role, unit)
    assert (await client.put(STP, json=ANSWERS)).status_code == (200 if fills else 403)
    assert (await client.post(f"{STP}/submission", json=ANSWERS)).status_code == (200 if fills else 403)
    if not fills:
        await submitted(world)
    assert (await client.post(f"{STP}/return", json={"reason": "x"})).status_code == (200 if reads else 403)
    await done(world.standing, f"{STP}/submission", **ANSWERS) if reads else None
    assert (await client.post(f"{STP}/acceptance", json={})).status_code == (200 if reads else 403)


async def test_commands_are_conditional_and_idempotent(world: World) -> None:
    await opened(world)
    stale = await world.head.post(f"{STP}/submission", json=ANSWERS, headers={"if-match": '"7"'})
    assert problem(stale, 412)
    first = await world.head.post(f"{STP}/submission", json=ANSWERS, headers={"idempotency-key": "k"})
    again = await world.head.post(f"{STP}/submission", json=ANSWERS, headers={"idempotency-key": "k"})
    assert (again.status_code, again.json()) == (200, first.json())
    other = unit_of(world, "NA-STC")
    assert problem(await other.post(f"{STP}/submission", json=ANSWERS, headers={"idempotency-key": "k"}), 403)


@pytest.mark.parametrize("way", ["with its key", "without", "by acceptance"])
@pytest.mark.parametrize("number", [0, 1])
async def test_bottlenecks_that_a_crash_left_out_are_raised_by_a_repetition(
    start: Start, way: str, number: int
) -> None:
    """FR-BP-13: whatever write the process dies at, each answer raises exactly one bottleneck."""
    body = {"answers": [{**STUCK, "question": "legal-1"}, STUCK]}
    headers = {"idempotency-key": "k"} if way == "with its key" else {}
    async with start(BreakableStore) as world:
        await opened(world)
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, how: (name, how) == ("bottlenecks", "insert"), number)
        assert (await world.head.post(f"{STP}/submission", json=body, headers=headers)).status_code == 503
    async with start() as world:
        if way == "by acceptance":
            await done(world.standing, f"{STP}/acceptance")
        else:
            again = await world.head.post(f"{STP}/submission", json=body, headers=headers)
            assert again.status_code == (200 if headers else 409)
        raised = await bottlenecks(world)
        assert [known["survey"]["question"] for known in raised] == ["legal-1", "people-1"]
        assert {known["steps"][0]["role"] for known in raised} == {"unit_head"}
        assert (await verify(world.store, TenantId("nghe-an"))).ok
