"""Appraisals of units and the dossiers of their years, through HTTP (FR-NA-06, FR-NA-07, FR-NA-26, FR-NA-28)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem, registered
from tests.component.tasks.reporting import A_TEXT, opened, signed, written

APPRAISALS, DOSSIER = "/v1/nghe-an/appraisals", "/v1/nghe-an/dossiers/NA-STP"
OF_2024 = {"year": "2024"}


def an_appraisal(**fields: Any) -> dict[str, Any]:
    appraisal = {
        "id": "NA-DG-01",
        "kind": "assessment",
        "unit": "NA-STP",
        "as_of": "2024-03-31",
        "judgement": "slow",
        "text_vi": "Còn hạn chế, chậm chuyển biến",
    }
    return {name: value for name, value in (appraisal | fields).items() if value is not ...}


async def test_an_assessment_stands_beside_what_is_computed(world: World) -> None:
    """FR-NA-06."""
    chairman = world.client("nghe-an", "chairman")
    written_down = await created(chairman, APPRAISALS, **an_appraisal())
    assert (written_down["by_role"], written_down["judgement"]) == ("chairman", "slow")
    await created(world.standing, APPRAISALS, **an_appraisal(id="NA-TT-01", kind="achievement", judgement=...))
    found = (await world.head.get(APPRAISALS, params={"unit": "NA-STP", "kind": "assessment"})).json()["items"]
    assert [one["id"] for one in found] == ["NA-DG-01"]
    assert (await world.head.get(f"{APPRAISALS}/NA-TT-01")).json()["judgement"] is None


async def test_an_impact_is_noted_for_what_is_late(world: World) -> None:
    """FR-NA-07."""
    await registered(world, due={"date": "2024-03-30", "precision": "day"})
    await registered(world, id="NA-T-02")
    impact = {"kind": "impact", "judgement": ..., "work": "NA-T-01"}
    await created(world.standing, APPRAISALS, **an_appraisal(**impact))
    answer = await world.standing.post(APPRAISALS, json=an_appraisal(**impact | {"id": "X", "work": "NA-T-02"}))
    assert problem(answer, 422)[1] == [("body.work", "not_late")]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"as_of": "2024-04-03"}, ("body.as_of", "effective_in_future")),
        ({"unit": "NA-X"}, ("body.unit", "unknown_reference")),
        ({"judgement": ...}, ("body.judgement", "judgement_misplaced")),
        ({"kind": "achievement"}, ("body.judgement", "judgement_misplaced")),
        ({"kind": "impact", "judgement": ...}, ("body.work", "work_missing")),
        ({"work": "NA-T-99"}, ("body.work", "unknown_reference")),
        ({"work": "NA-T-02"}, ("body.work", "work_of_others")),
        ({"judgement": "7/10"}, ("body.judgement", "literal_error")),
        ({"text_vi": ...}, ("body.text_vi", "missing")),
        ({"score": 7}, ("body.score", "extra_forbidden")),
    ],
)
async def test_an_appraisal_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    await registered(world, id="NA-T-02", lead_unit="NA-STC")
    assert problem(await world.standing.post(APPRAISALS, json=an_appraisal(**fields)), 422)[1] == [fault]
    assert (await world.head.get(APPRAISALS)).json()["items"] == []


async def test_only_the_chairman_and_the_standing_agency_appraise(world: World) -> None:
    for who in (world.head, world.client("nghe-an", "office_officer"), world.client("nghe-an", "home_affairs_officer")):
        assert problem(await who.post(APPRAISALS, json=an_appraisal()), 403)[0] == "forbidden"


async def test_a_dossier_has_the_evidence_of_the_year(world: World) -> None:
    """FR-NA-26."""
    now = world.clock.now()
    await opened(world)
    await written(world, A_TEXT)
    await signed(world)
    world.clock.move_to(now)
    await registered(world, due={"date": "2024-03-30", "precision": "day"})
    await world.head.post("/v1/nghe-an/tasks/NA-T-01/status", json={"to": "in_progress"})
    await created(world.standing, APPRAISALS, **an_appraisal())
    await created(world.standing, APPRAISALS, **an_appraisal(id="NA-TT-01", kind="achievement", judgement=...))
    inspection = {"id": "NA-KT-01", "title_vi": "Kiểm tra", "held_on": "2024-04-01", "inspectors": ["NA-CA"]}
    found = {"inspected": ["NA-STP", "NA-STC"], "findings": [{"about": "discipline", "text": "Nộp chậm"}]}
    owed = {"recommendations": [{"unit": "NA-STP", "title_vi": "Chấn chỉnh", "due_date": "2024-05-01"}]}
    await created(world.standing, "/v1/nghe-an/inspections", **inspection, **found, **owed)
    answer = await world.client("nghe-an", "home_affairs_officer").get(DOSSIER, params=OF_2024)
    assert answer.status_code == 200, answer.text
    dossier = answer.json()
    assert dossier["works"]["tally"] == {"total": 1, "late": 1, "open_overdue": 1}
    assert dossier["works"]["items"][0]["link"] == "/v1/nghe-an/tasks/NA-T-01/history"
    assert (dossier["reporting"]["owed"], dossier["reporting"]["rate_on_time"]) == (1, 100.0)
    assert dossier["actions"]["by_head"] == 1
    assert [held["id"] for held in dossier["inspections"]] == ["NA-KT-01"]
    assert [owed["outcome"] for owed in dossier["undertakings"]] == ["open_in_time"]
    assert [one["judgement"] for one in dossier["assessments"]] == ["slow"]
    assert [one["id"] for one in dossier["achievements"]] == ["NA-TT-01"]
    assert not {"score", "rank", "grade"} & dossier.keys()
    again = (await world.standing.get(DOSSIER, params=OF_2024)).json()
    assert again["digest"] == dossier["digest"]
    for part in dossier["works"]["items"] + dossier["undertakings"] + dossier["achievements"]:
        assert (await world.standing.get(part["link"])).status_code == 200


async def test_a_dossier_of_another_year_is_empty(world: World) -> None:
    await created(world.standing, APPRAISALS, **an_appraisal())
    dossier = (await world.standing.get(DOSSIER, params={"year": "2023"})).json()
    assert (dossier["works"]["tally"]["total"], dossier["assessments"]) == (0, [])


async def test_a_dossier_is_for_three_only(world: World) -> None:
    """FR-NA-26: the unit's own head does not read it either."""
    for role, unit in (("unit_head", "NA-STP"), ("office_officer", None), ("permanent_vice_chairman", None)):
        answer = await world.client("nghe-an", role, unit).get(DOSSIER, params=OF_2024)
        assert problem(answer, 403)[0] == "forbidden"
    ministry = world.client("central", "central_wg_officer")
    assert problem(await ministry.get(DOSSIER, params=OF_2024), 403)[0] == "forbidden"
    for role in ("chairman", "standing_officer", "home_affairs_officer"):
        assert (await world.client("nghe-an", role).get(DOSSIER, params=OF_2024)).status_code == 200
    chairman = world.client("nghe-an", "chairman")
    assert problem(await chairman.get("/v1/nghe-an/dossiers/NA-X", params=OF_2024), 404)[0] == "not-found"
    assert problem(await chairman.get(DOSSIER), 422)[1] == [("query.year", "missing")]
    assert problem(await chairman.get(DOSSIER, params={"year": "x"}), 422)[1] == [("query.year", "int_parsing")]
