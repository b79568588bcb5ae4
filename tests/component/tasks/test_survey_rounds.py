"""Question sets in versions, rounds that freeze one, and how far a round has come."""

from typing import Any

import pytest

from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, created, problem
from tests.component.tasks.surveys import (
    ANSWERS,
    FINE,
    QUESTIONS,
    RESPONSES,
    ROUNDS,
    SETS,
    STP,
    a_round,
    a_set,
    done,
    opened,
    submitted,
    unit_of,
)


async def test_a_round_keeps_the_questions_that_it_froze(world: World) -> None:
    """FR-BP-08: versions of a set; a round freezes one of them."""
    await opened(world)
    revised = await world.standing.put(f"{SETS}/QS-1", json={"questions": QUESTIONS[:1]}, headers={"if-match": '"1"'})
    assert (revised.status_code, revised.json()["version"], revised.headers["etag"]) == (200, 2, '"2"')
    await opened(world, id="KS-2")
    rounds = (await world.head.get(ROUNDS)).json()["items"]
    assert [(r["question_set_version"], len(r["questions"])) for r in rounds] == [(1, 3), (2, 1)]
    stale = await world.standing.put(f"{SETS}/QS-1", json={"questions": QUESTIONS}, headers={"if-match": '"1"'})
    assert problem(stale, 412)


async def test_every_invited_unit_owes_one_response(world: World) -> None:
    """FR-BP-09: one response per round and unit; a unit named twice is invited once."""
    state = await opened(world, invited=["NA-STP", "NA-STC", "NA-STP"])
    assert state["invited"] == ["NA-STP", "NA-STC"]
    items = (await world.head.get(RESPONSES)).json()["items"]
    assert [(item["unit"], item["status"], item["answers"]) for item in items] == [
        ("NA-STC", "draft", []),
        ("NA-STP", "draft", []),
    ]
    owed = items[0]["obligation"]
    assert (owed["kind"], owed["owner_unit"], owed["discharged_at"]) == ("survey_response", "NA-STC", None)
    assert (owed["opened_at"], owed["due_at"]) == ("2024-03-31T17:00:00.000000Z", "2024-04-30T16:59:59.999999Z")


async def test_coverage_tells_who_answered_what_and_who_is_silent(world: World) -> None:
    """FR-BP-09, FR-BP-12, FR-BP-19: overall, per group and unit type; nothing to report is an answer, silence is not."""
    await opened(world)
    await submitted(world, "NA-STP")
    await submitted(world, "NA-STC", nothing_to_report=True)
    await done(world.standing, f"{RESPONSES}/NA-STP/acceptance")
    reached = (await world.head.get(f"{ROUNDS}/KS-1")).json()["coverage"]
    assert reached["overall"] == {"invited": 3, "submitted": 2, "accepted": 1, "rate": 66.67}
    assert (reached["nothing_to_report"], reached["silent"], reached["returned"]) == (1, ["NA-H413"], [])
    assert [(s["type"], s["share"]["submitted"], s["share"]["invited"]) for s in reached["by_unit_type"]] == [
        ("department", 2, 2),
        ("town", 0, 1),
    ]
    groups = {group["group"]: group for group in reached["by_group"]}
    assert list(groups) == ["legal", "infrastructure", "data", "security", "resources"]
    assert groups["resources"]["answers"] == {"thuan_loi": 0, "con_vuong": 0, "diem_nghen": 1}
    assert (groups["legal"]["answered"], groups["legal"]["rate"]) == (2, 66.67)
    assert (groups["security"]["questions"], groups["security"]["answered"], groups["security"]["rate"]) == (0, 0, None)
    units = {unit["unit"]: unit for unit in reached["by_unit"]}
    assert (units["NA-STP"]["status"], units["NA-STP"]["submitted_at"]) == ("accepted", "2024-04-02T03:00:00.000000Z")
    assert units["NA-STC"]["nothing_to_report"] is True
    assert (units["NA-H413"]["status"], units["NA-H413"]["submitted_at"]) == ("draft", None)


async def test_a_returned_response_is_neither_covered_nor_silent(world: World) -> None:
    await opened(world)
    await submitted(world)
    await done(world.standing, f"{STP}/return", reason="Thiếu số liệu")
    reached = (await world.head.get(f"{ROUNDS}/KS-1")).json()["coverage"]
    assert (reached["overall"]["submitted"], reached["returned"]) == (0, ["NA-STP"])
    assert reached["silent"] == ["NA-STC", "NA-H413"]


async def test_the_lead_of_a_group_reads_the_answers_of_its_group(world: World) -> None:
    """FR-BP-10: answers of a group go to its lead."""
    await opened(world)
    await submitted(world)
    answer = await unit_of(world, "NA-STC").get(f"{RESPONSES}?group=resources&status=submitted")
    assert [[a["question"] for a in item["answers"]] for item in answer.json()["items"]] == [["people-1"]]
    whole = (await world.head.get(STP)).json()
    assert len(whole["answers"]) == 2


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"id": None}, "body.id", "string_type"),
        ({"title_vi": ""}, "body.title_vi", "string_too_short"),
        ({"questions": []}, "body.questions", "too_short"),
        ({"questions": [{**QUESTIONS[0], "group": "money"}]}, "body.questions.0.group", "literal_error"),
        ({"questions": [{**QUESTIONS[0], "group": None}]}, "body.questions.0.group", "literal_error"),
        ({"questions": [{"id": "a", "text_vi": "x"}]}, "body.questions.0.group", "missing"),
        ({"questions": [{**QUESTIONS[0], "scope": "people"}]}, "body.questions.0.scope", "scope_of_other_group"),
        ({"questions": [QUESTIONS[0], QUESTIONS[0]]}, "body.questions.1.id", "question_twice"),
        ({"questions": [{**QUESTIONS[0], "required": "yes"}]}, "body.questions.0.required", "bool_type"),
        ({"questions": [{**QUESTIONS[0], "answer_type": "free"}]}, "body.questions.0.answer_type", "literal_error"),
        ({"source": "rumour"}, "body.source", "enum"),
    ],
)
async def test_a_question_set_with_something_wrong_is_refused(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    """FR-BP-08: every question belongs to exactly one of five groups."""
    assert problem(await world.standing.post(SETS, json=a_set(**change)), 422)[1] == [(field, code)]
    assert (await world.standing.get(SETS)).json()["items"] == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"question_set": "QS-9"}, "body.question_set", "unknown_reference"),
        ({"question_set": None}, "body.question_set", "string_type"),
        ({"invited": []}, "body.invited", "too_short"),
        ({"invited": "NA-STP"}, "body.invited", "tuple_type"),
        ({"invited": ["NA-STP", "NA-XXX"]}, "body.invited.1", "unknown_reference"),
        ({"invited": ["NA-VNPT"]}, "body.invited.0", "partner_cannot_lead"),
        ({"due": {"date": "2024-04-30"}}, "body.due.precision", "deadline_incomplete"),
        ({"opened_at": "2024-04-03"}, "body.opened_at", "effective_in_future"),
        ({"id": "K" * 70}, "body.id", "id_too_long_for_answers"),
        ({"title_vi": None}, "body.title_vi", "string_type"),
        ({"units": []}, "body.units", "extra_forbidden"),
    ],
)
async def test_a_round_with_something_wrong_is_refused(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    await created(world.standing, SETS, **a_set())
    assert problem(await world.standing.post(ROUNDS, json=a_round(**change)), 422)[1] == [(field, code)]
    assert (await world.standing.get(ROUNDS)).json()["items"] == []


async def test_only_planners_ask(world: World) -> None:
    await opened(world)
    for role in ("unit_head", "chairman", "integrator", "home_affairs_officer"):
        client = world.client("nghe-an", role, "NA-STP")
        assert problem(await client.post(SETS, json=a_set(id="QS-2")), 403)
        assert problem(await client.put(f"{SETS}/QS-1", json={"questions": QUESTIONS}), 403)
        assert problem(await client.post(ROUNDS, json=a_round(id="KS-2")), 403)


async def test_what_is_not_there_is_not_found(world: World) -> None:
    await opened(world, invited=["NA-STP"])
    for path in (f"{SETS}/QS-9", f"{ROUNDS}/KS-9", f"{ROUNDS}/KS-9/responses", f"{RESPONSES}/NA-STC"):
        assert problem(await world.standing.get(path), 404)
    assert problem(await world.standing.put(f"{SETS}/QS-9", json={"questions": QUESTIONS}), 404)
    assert problem(await unit_of(world, "NA-STC").post(f"{RESPONSES}/NA-STC/submission", json=ANSWERS), 404)


async def test_an_external_partner_sees_no_surveys(world: World) -> None:
    """FR-NA-20: a partner sees the tasks that it is attached to, nothing else."""
    await opened(world)
    partner = world.client("nghe-an", "unit_head", "NA-VNPT")
    for path in (SETS, f"{SETS}/QS-1", ROUNDS, f"{ROUNDS}/KS-1", RESPONSES, STP):
        assert problem(await partner.get(path), 403)


async def test_two_rounds_never_share_a_response(world: World) -> None:
    await created(world.standing, "/v1/nghe-an/units", id="B.C", type="department", name_vi="Sở có dấu chấm")
    await created(world.standing, "/v1/nghe-an/units", id="C", type="department", name_vi="Sở không có dấu chấm")
    await opened(world, id="A", invited=["B.C"])
    answer = await world.standing.post(ROUNDS, json=a_round(id="A.B", invited=["C"]))
    assert problem(answer, 409)[0] == "already-exists"
    assert problem(await world.standing.get(f"{ROUNDS}/A.B"), 404)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("key", [None, "k"])
async def test_a_round_whose_opening_was_cut_short_is_completed_by_its_repetition(
    start: Start, number: int, key: str | None
) -> None:
    """Whatever write the process dies at: afterwards each unit has exactly one response."""
    headers = {"idempotency-key": key} if key else {}
    async with start(BreakableStore) as world:
        await created(world.standing, SETS, **a_set())
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(
            lambda name, how: name in {"survey_rounds", "survey_responses"} and how == "insert", number
        )
        assert (await world.standing.post(ROUNDS, json=a_round(), headers=headers)).status_code == 503
    async with start() as world:
        again = await world.standing.post(ROUNDS, json=a_round(), headers=headers)
        assert again.status_code in {201, 409}, again.text
        items = (await world.standing.get(RESPONSES)).json()["items"]
        assert [item["unit"] for item in items] == ["NA-H413", "NA-STC", "NA-STP"]


async def test_a_response_that_a_crash_left_out_is_there_when_its_unit_answers(start: Start) -> None:
    async with start(BreakableStore) as world:
        await created(world.standing, SETS, **a_set())
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, how: (name, how) == ("survey_responses", "insert"))
        await world.standing.post(ROUNDS, json=a_round())
    async with start() as world:
        reached = (await world.head.get(f"{ROUNDS}/KS-1")).json()["coverage"]
        assert len(reached["silent"]) == 3
        saved = await world.head.put(STP, json={"answers": [FINE]})
        assert (saved.status_code, saved.json()["version"]) == (200, 2)


async def test_the_lead_of_a_group_writes_its_assessment(world: World) -> None:
    """FR-BP-10: of its own group or part; written anew, it takes the place of what was there."""
    await opened(world)
    lines = [{"group": "legal", "unit": "NA-STP"}, {"group": "resources", "scope": "people", "unit": "NA-STC"}]
    assert (await world.standing.put("/v1/nghe-an/bottleneck-leads", json={"lines": lines})).status_code == 200
    lead, path = unit_of(world, "NA-STC"), f"{ROUNDS}/KS-1/assessments"
    wish = {"scope": "people", "assessment": "Thiếu người", "solutions": ["Bổ sung"]}
    written = (await lead.put(f"{path}/resources", json=wish)).json()
    assert [(a["group"], a["scope"], a["role"], a["unit"]) for a in written["assessments"]] == [
        ("resources", "people", "unit_officer", "NA-STC")
    ]
    again = await world.standing.put(f"{path}/resources", json={**wish, "assessment": "Đã đủ"})
    assert [(a["assessment"], a["role"]) for a in again.json()["assessments"]] == [("Đã đủ", "standing_officer")]
    await world.head.put(f"{path}/legal", json={"assessment": "Ổn"})
    kept = (await world.head.get(f"{ROUNDS}/KS-1")).json()["assessments"]
    assert [a["group"] for a in kept] == ["resources", "legal"]
    for group, body, status in (
        ("legal", {"assessment": "x"}, 403),
        ("resources", {"scope": "funding", "assessment": "x"}, 403),
        ("resources", {"scope": "people"}, 422),
        ("money", {"assessment": "x"}, 422),
    ):
        assert problem(await lead.put(f"{path}/{group}", json=body), status)
    wrong = await world.standing.put(f"{path}/legal", json={"scope": "people", "assessment": "x"})
    assert problem(wrong, 422)[1] == [("body.scope", "scope_of_other_group")]
    assert problem(await world.standing.put(f"{ROUNDS}/KS-9/assessments/legal", json={"assessment": "x"}), 404)
