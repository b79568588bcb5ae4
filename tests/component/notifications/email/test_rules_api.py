"""The standing agency sets when and to whom mails are sent, and what each address of its book gets."""

from typing import Any

import pytest

from tests.component.notifications.doors import Doors
from tests.component.notifications.email.test_book_api import PATH as BOOK
from tests.component.notifications.email.test_book_api import WISH, agency
from tests.component.notifications.email.world import ADDRESS, OTHER

PATH, PREFERENCES = "/v1/ninh-thuan/email/rules", "/v1/ninh-thuan/email/preferences"
RULES: dict[str, Any] = {
    "quiet": {"starts_at": "20:00", "ends_at": "06:30"},
    "working_days_only": False,
    "mandatory": ["overdue", "escalation"],
    "urgent": ["escalation"],
    "digest_at": "07:00",
    "digest_for": ["head"],
    "note": "Quy chế 05/QC-UBND",
}
CHOSEN = {"address": ADDRESS, "language": "en", "choices": {"reminder": "off"}}


async def test_the_rules_start_as_they_are_shown_and_are_set_once_for_a_version(doors: Doors) -> None:
    start = await agency(doors).get(PATH)
    assert (start.json()["version"], start.headers["etag"]) == (0, '"0"')
    assert start.json()["quiet"] == {"starts_at": "21:00", "ends_at": "07:00"}
    for _ in range(2):
        answer = await agency(doors).put(PATH, json=RULES, headers={"if-match": '"0"'})
        assert (answer.status_code, answer.headers["etag"], answer.json()["version"]) == (200, '"1"', 1)
    told = answer.json()
    assert {key: told[key] for key in RULES} == RULES
    assert told["set_by"] == "standing_officer"
    stale = await agency(doors).put(PATH, json={**RULES, "quiet": None}, headers={"if-match": '"0"'})
    assert (stale.status_code, stale.json()["current"]) == (412, 1)
    assert (await doors.as_("chairman").get(PATH)).json() == told
    assert (await doors.as_("standing_officer", tenant="nghe-an").get(PATH)).status_code == 404


@pytest.mark.parametrize("role", ["chairman", "unit_head", "office_officer"])
async def test_nobody_else_sets_rules_or_preferences(doors: Doors, role: str) -> None:
    who = doors.as_(role, "NT-STP" if role == "unit_head" else None)
    assert (await who.put(PATH, json=RULES)).status_code == 403
    assert (await who.put(PREFERENCES, json=CHOSEN)).status_code == 403


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"quiet": {"starts_at": "20:00", "ends_at": "20:00"}}, "body.quiet.ends_at", "quiet_all_day"),
    ({"quiet": {"starts_at": "24:00", "ends_at": "06:00"}}, "body.quiet.starts_at", "string_pattern_mismatch"),
    ({"quiet": {"starts_at": "20:00"}}, "body.quiet.ends_at", "missing"),
    ({"quiet": "night"}, "body.quiet", "model_attributes_type"),
    ({"digest_at": "23:00"}, "body.digest_at", "in_quiet_hours"),
    ({"digest_at": "7h"}, "body.digest_at", "string_pattern_mismatch"),
    ({"digest_at": 7}, "body.digest_at", "string_type"),
    ({"working_days_only": "yes"}, "body.working_days_only", "bool_type"),
    ({"mandatory": ["everything"]}, "body.mandatory.0", "enum"),
    ({"mandatory": "overdue"}, "body.mandatory", "tuple_type"),
    ({"urgent": ["escalation", "reminder"]}, "body.urgent.1", "urgent_not_mandatory"),
    ({"urgent": ["everything"]}, "body.urgent.0", "enum"),
    ({"digest_for": ["leaders"]}, "body.digest_for.0", "enum"),
    ({"note": "x" * 501}, "body.note", "string_too_long"),
    ({"hours": 7}, "body.hours", "extra_forbidden"),
]


async def test_what_is_wrong_is_named_in_both_languages_and_changes_nothing(doors: Doors) -> None:
    for change, field, code in WRONG:
        said = {}
        for language in ("vi", "en"):
            answer = await agency(doors, language).put(PATH, json={**RULES, **change})
            assert answer.status_code == 422, answer.text
            (fault,) = [fault for fault in answer.json()["errors"] if fault["field"] == field]
            assert fault["code"] == code
            said[language] = fault["message"]
        assert said["vi"] != said["en"]
    missing = await agency(doors).put(PATH, json={})
    assert {fault["code"] for fault in missing.json()["errors"]} == {"missing"}
    assert (await agency(doors).get(PATH)).json()["version"] == 0


async def test_preferences_of_an_address_are_set_within_the_rules(sending: Doors) -> None:
    await agency(sending).put(BOOK, json=WISH)
    await agency(sending).put(PATH, json=RULES)
    answer = await agency(sending).put(PREFERENCES, json={**CHOSEN, "address": ADDRESS.upper()})
    assert answer.status_code == 200, answer.text
    (entry,) = answer.json()["entries"]
    assert (entry["language"], entry["choices"]) == ("en", {"reminder": "off"})
    kinds = ("reminder", "overdue", "escalation")
    assert [entry["delivery"][kind] for kind in kinds] == ["off", "digest", "at_once"]
    wrong = [
        ({"choices": {"overdue": "off"}}, "body.choices.overdue", "mandatory_kind", "Việc quá hạn"),
        ({"choices": {"escalation": "digest"}}, "body.choices.escalation", "urgent_kind", "Báo cáo lên cấp trên"),
        ({"address": OTHER[1]}, "body.address", "unknown_address", ""),
        ({"language": "fr"}, "body.language", "literal_error", ""),
        ({"choices": {"reminder": "never"}}, "body.choices.reminder", "enum", ""),
        ({"choices": 7}, "body.choices", "dict_type", ""),
        ({"address": 7}, "body.address", "string_type", ""),
    ]
    for change, field, code, words in wrong:
        said = {}
        for language in ("vi", "en"):
            refused = await agency(sending, language).put(PREFERENCES, json={**CHOSEN, **change})
            assert refused.status_code == 422, refused.text
            (fault,) = refused.json()["errors"]
            assert (fault["field"], fault["code"]) == (field, code)
            said[language] = fault["message"]
        assert said["vi"] != said["en"]
        assert words in said["vi"]
    after = (await agency(sending).get(BOOK)).json()["entries"][0]
    assert after["choices"] == {"reminder": "off"}
