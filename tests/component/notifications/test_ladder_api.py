"""A province's own ladder: set by its standing agency, kept in versions, in force at once for whatever is owed."""

from typing import Any

import httpx2
import pytest

from services.notifications.domain.ladder_wishes import NewLadder
from shared.messaging.commands import Command
from shared.tenancy import AcrossTenants
from tests.component.notifications.doors import Doors
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import CENTRAL, JUSTICE, NGHE_AN, NINH_THUAN, a_story, at

_REASON = AcrossTenants("a test")
LADDER = "/v1/ninh-thuan/ladder"
HEAD: dict[str, Any] = {"days": 1, "to": ["head"], "holds": 3}
WISH: dict[str, Any] = {
    "lines": [
        {"steps": [HEAD, {"days": 2, "to": ["office", "central"]}]},
        {"kinds": ["periodic_report"], "steps": [{"days": 0, "to": ["head"]}]},
    ],
    "note": "12/QĐ-UBND",
}


def standing(doors: Doors, language: str = "vi") -> httpx2.AsyncClient:
    return doors.as_("standing_officer", language=language)


async def test_everybody_starts_with_the_same_ladder(doors: Doors) -> None:
    answer = await doors.as_("unit_officer", JUSTICE).get(LADDER)
    ladder = answer.json()
    assert (ladder["version"], ladder["set_at"], ladder["set_by"], answer.headers["etag"]) == (0, None, None, '"0"')
    general, requests = ladder["lines"]
    assert [step["name"] for step in general["steps"]][2:] == ["T-7", "T-3", "T-1", "T", "T+1", "T+3", "T+7", "T+14"]
    assert requests["kinds"] == ["urge", "explanation", "peer_request"]
    assert (await standing(doors).get(f"{LADDER}/history")).json() == {"items": [], "next": None}


async def test_what_is_set_is_in_force_and_every_version_is_kept_with_when_and_by_whom(doors: Doors) -> None:
    first = await standing(doors).put(LADDER, json=WISH, headers={"if-match": '"0"'})
    assert (first.status_code, first.headers["etag"]) == (200, '"1"')
    told = first.json()
    assert (told["version"], told["set_by"], told["note"]) == (1, "standing_officer", "12/QĐ-UBND")
    assert told["set_at"] == "2024-11-28T02:00:00.000000Z"
    assert (await doors.as_("chairman").get(LADDER)).json() == told
    second = await standing(doors).put(LADDER, json={**WISH, "note": "13/QĐ-UBND"}, headers={"if-match": '"1"'})
    page = (await standing(doors).get(f"{LADDER}/history", params={"limit": 1})).json()
    assert page["items"] == [second.json()]
    rest = (await standing(doors).get(f"{LADDER}/history", params={"cursor": page["next"]})).json()
    assert rest == {"items": [told], "next": None}


async def test_the_same_wish_again_changes_nothing(doors: Doors) -> None:
    for _ in range(2):
        answer = await standing(doors).put(LADDER, json=WISH, headers={"if-match": '"0"'})
        assert (answer.status_code, answer.json()["version"]) == (200, 1)


async def test_a_version_that_was_not_read_is_not_replaced(doors: Doors) -> None:
    await standing(doors).put(LADDER, json=WISH)
    answer = await standing(doors).put(LADDER, json={**WISH, "note": "khác"}, headers={"if-match": '"0"'})
    assert (answer.status_code, answer.json()["current"]) == (412, 1)
    assert (await standing(doors).get(LADDER)).json()["note"] == "12/QĐ-UBND"


@pytest.mark.parametrize(
    ("body", "field", "vi", "en"),
    [
        ({}, "body.lines", "bắt buộc", "required"),
        ({"lines": []}, "body.lines", "quá ít", "at least 1"),
        (
            {"lines": [{"steps": [{"to": ["head"]}]}]},
            "body.lines.0.steps.0.days",
            "days hoặc mark",
            "either days or mark",
        ),
        (
            {"lines": [{"steps": [{**HEAD, "days": 99}]}]},
            "body.lines.0.steps.0.days",
            "không được quá 30",
            "equal to 30",
        ),
        ({"lines": [{"steps": [{**HEAD, "to": ["x"]}]}]}, "body.lines.0.steps.0.to.0", "phải là một trong", "'head'"),
        ({**WISH, "by": "me"}, "body.by", "không có mục này", "not permitted"),
        ({**WISH, "note": "x" * 501}, "body.note", "quá dài", "at most 500"),
    ],
)
async def test_what_is_wrong_is_named_in_both_languages_and_changes_nothing(
    doors: Doors, body: dict[str, Any], field: str, vi: str, en: str
) -> None:
    for language, words in (("vi", vi), ("en", en)):
        answer = await standing(doors, language).put(LADDER, json=body)
        assert answer.status_code == 422, answer.text
        (fault,) = answer.json()["errors"]
        assert (fault["field"], words in fault["message"]) == (field, True), fault
    assert (await standing(doors).get(LADDER)).json()["version"] == 0


@pytest.mark.parametrize("role", ["chairman", "office_officer", "unit_head", "integrator", "ops"])
async def test_only_the_standing_agency_sets_it(doors: Doors, role: str) -> None:
    assert (await doors.as_(role, JUSTICE).put(LADDER, json=WISH)).status_code == 403
    assert (await doors.as_(role, JUSTICE).get(f"{LADDER}/history")).status_code == 403


async def test_another_province_is_not_there(doors: Doors) -> None:
    answer = await doors.as_("standing_officer", tenant="nghe-an").put(LADDER, json=WISH)
    assert answer.status_code == 404


async def test_what_is_open_is_planned_anew_and_the_dry_run_shows_it(doors: Doors) -> None:
    await standing(doors).put(LADDER, json=WISH)
    preview = "/v1/ninh-thuan/reminders/preview"
    before_due = (await standing(doors).get(preview, params={"on": "2024-11-29"})).json()
    assert before_due["items"] == []
    after = (await standing(doors).get(preview, params={"on": "2024-12-03"})).json()["items"]
    assert {(item["mailbox"], item["obligation"]["step"], item["obligation"]["tenant"]) for item in after} == {
        ("role:office_officer", "T+2", None),
        ("role:central_wg_officer", "T+2", "ninh-thuan"),
    }


def a_command(now: str) -> Command:
    return Command(NINH_THUAN, "standing_officer", at(now), "c-1")


async def test_the_clock_follows_the_ladder_of_each_province(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, list(a_story()))
    elsewhere = [event.model_copy(update={"tenant": NGHE_AN}) for event in a_story()]
    await office.fold.apply(NGHE_AN, elsewhere)
    await office.ladders.set(a_command("2024-09-04 09:00"), NewLadder.model_validate(WISH))
    for day in ("2024-11-29", "2024-12-02", "2024-12-03"):
        office.clock.move_to(at(f"{day} 08:00"))
        await office.fire()
    own = [n for n in (await office.kept())["notices"].values() if n["obligation"]["step"]]
    assert sorted((n["mailbox"], n["obligation"]["step"]) for n in own) == [
        (f"head:{JUSTICE}", "T+1"),
        ("role:office_officer", "T+2"),
    ]
    others = {n["obligation"]["step"] for n in (await office.kept(NGHE_AN))["notices"].values()} - {None}
    assert others == {"T-7", "T-3", "T-1", "T", "T+1"}
    (told,) = (await office.kept(CENTRAL))["notices"].values()
    assert (told["mailbox"], told["obligation"]["tenant"]) == ("role:central_wg_officer", "ninh-thuan")
    assert "Địa phương: ninh-thuan." in told["text"]["vi"]


async def test_what_a_program_planned_by_an_older_ladder_is_made_up_for(office: Office) -> None:
    """As if it had died right after the ladder was stored: the clock's next round finishes it."""
    await office.fold.apply(NINH_THUAN, list(a_story()))
    stored = office.ladders._versions
    version = (await office.ladders.current(NINH_THUAN))._replace(
        version=1, wish=NewLadder.model_validate(WISH), set_at=at("2024-09-04 09:00"), set_by="standing_officer"
    )
    assert await stored.enter(NINH_THUAN, version)
    planned = (await office.kept())["obligations"]["NT-T-01"]
    assert (planned["ladder"], planned["next_step_at"]) == (0, "2024-11-20T01:00:00.000000Z")
    await office.replan()
    planned = (await office.kept())["obligations"]["NT-T-01"]
    assert (planned["ladder"], planned["next_step_at"]) == (1, "2024-12-02T01:00:00.000000Z")
    office.clock.move_to(at("2024-09-04 09:11"))
    await office.replan()
    assert await stored.unsettled(_REASON) == []


async def test_two_who_set_it_at_once_get_a_version_each(office: Office) -> None:
    stored = office.ladders._versions
    version = (await office.ladders.current(NINH_THUAN))._replace(version=1, set_at=at("2024-09-04 09:00"), set_by="x")
    assert await stored.enter(NINH_THUAN, version)
    assert not await stored.enter(NINH_THUAN, version)
    mine = await office.ladders.set(a_command("2024-09-04 09:00"), NewLadder.model_validate(WISH))
    assert mine.version == 2
