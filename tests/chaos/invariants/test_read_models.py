"""I4, I6, I7, I8: what is counted, told, dropped or left behind wrongly is seen."""

import dataclasses
from typing import Any

from tests.chaos.evidence import Aggregate, Evidence, Inbox, Reading
from tests.chaos.invariants.bending import ONE, bent, violations, with_kept
from tests.chaos.invariants.constructed import good
from tests.chaos.invariants.stories import HEAD
from tests.chaos.told import Entity


def _overview(**changes: Any) -> Evidence:
    evidence = good()
    return bent(overviews={**evidence.overviews, ONE: {**evidence.overviews[ONE], **changes}})


def test_a_total_that_is_not_the_ledgers_is_seen() -> None:
    tasks = {**good().overviews[ONE]["tasks"], "total": 3}
    assert violations("I4", _overview(tasks=tasks)) == [f"{ONE}: total is 3, by the ledger 2"]


def test_an_outcome_that_is_not_the_ledgers_is_seen() -> None:
    tasks = dict(good().overviews[ONE]["tasks"])
    tasks["outcome"] = {**tasks["outcome"], "open_in_time": 0, "open_overdue": 1}
    assert len(violations("I4", _overview(tasks=tasks))) == 1


def test_a_line_that_is_not_the_ledgers_is_seen() -> None:
    assert violations("I4", _overview(by_unit=[{"unit": "U1", "total": 1}, {"unit": "U2", "total": 1}]))


def test_a_notice_that_came_twice_is_seen() -> None:
    def twice(notices: dict[str, Any]) -> dict[str, Any]:
        return {**notices, "again": notices["6 head:U1"]}

    assert violations("I4", with_kept("notices", twice, "notifications"))


def test_a_notice_that_never_came_is_seen() -> None:
    assert violations(
        "I4", with_kept("notices", lambda n: {k: v for k, v in n.items() if k != "6 head:U2"}, "notifications")
    )


def test_a_mailbox_that_counts_wrongly_is_seen() -> None:
    assert violations("I4", bent(inboxes=[Inbox(ONE, "unit_head:U1", [6, 7], 3)]))


def test_figures_without_a_parked_event_are_right() -> None:
    """T2 then stands where the event before left it."""
    parked = [dataclasses.replace(r, parked={11: f"{ONE}-11"}) if r.tenant == ONE else r for r in good().readings]
    tasks = {
        **{"total": 2, "done": 0, "cancelled": 0, "by_status": {"in_progress": 2}},
        "outcome": {"done_on_time": 0, "done_late": 0, "open_in_time": 2, "open_overdue": 0, "no_deadline": 0},
    }
    evidence = dataclasses.replace(_overview(tasks=tasks), readings=parked)
    assert not [text for text in violations("I4", evidence) if "by the ledger" in text]


def _dropped(number: int) -> Evidence:
    return with_kept("history", lambda effects: {k: v for k, v in effects.items() if v["sequence"] != number})


def test_an_event_without_its_effect_is_seen_by_handling_and_by_position() -> None:
    assert violations("I6", _dropped(8)) == [
        f"{ONE}: reporting has number 8 (task.deadline-moved) neither handled nor parked"
    ]
    assert violations("I7", _dropped(8)) == [f"{ONE}: reporting is at {HEAD} and has not handled [8]"]


def test_an_event_that_is_parked_has_not_vanished() -> None:
    evidence = _dropped(8)
    readings = [_parking(r, {8: f"{ONE}-8"}) for r in evidence.readings]
    evidence = dataclasses.replace(evidence, readings=readings)
    assert violations("I6", evidence) == violations("I7", evidence) == []


def _parking(reading: Reading, parked: dict[int, str]) -> Reading:
    mine = (reading.subscription, reading.tenant) == ("reporting", ONE)
    return dataclasses.replace(reading, parked=parked) if mine else reading


def test_another_event_parked_in_its_place_is_seen() -> None:
    readings = [_parking(r, {8: "somebody-else"}) for r in good().readings]
    assert violations("I6", bent(readings=readings))


def test_a_name_that_was_not_taken_in_is_seen() -> None:
    def older(lists: dict[str, Any]) -> dict[str, Any]:
        return {**lists, "plans": {"entries": []}}

    assert violations("I6", with_kept("names", older))


def test_an_event_behind_the_position_is_not_yet_owed() -> None:
    readings = [
        dataclasses.replace(r, position=7) if (r.subscription, r.tenant) == ("reporting", ONE) else r
        for r in good().readings
    ]
    assert violations("I7", dataclasses.replace(_dropped(8), readings=readings, committed={})) == []


def test_an_offset_beyond_the_position_is_seen() -> None:
    readings = [
        dataclasses.replace(r, position=7) if (r.subscription, r.tenant) == ("reporting", ONE) else r
        for r in good().readings
    ]
    assert violations("I7", bent(readings=readings)) == [f"{ONE}: reporting is at 7 and has committed number 11"]


def test_an_outbox_that_is_not_empty_is_seen() -> None:
    evidence = good()
    waiting = {**evidence.aggregates[ONE], Entity("works", "T1"): Aggregate(3, 2)}
    assert violations("I8", bent(aggregates={**evidence.aggregates, ONE: waiting}))


def test_a_reader_that_is_behind_is_seen() -> None:
    assert violations("I8", bent(readings=[Reading("reporting", ONE, 10)])) == [f"{ONE}: reporting is at 10 of 11"]


def test_records_that_a_group_has_not_read_are_seen() -> None:
    committed = {**good().committed, ("reporting", 0): 9}
    assert violations("I8", bent(committed=committed)) == ["reporting, partition 0: offset 9 of 11"]


def test_a_document_that_a_rebuild_would_not_make_is_seen() -> None:
    assert violations("I8", with_kept("rows", lambda rows: {**rows, "task:T1": {"sequence": 8, "folded_at": "now"}}))
    assert violations("I8", with_kept("rows", lambda rows: {**rows, "task:T9": {"sequence": 8}}))
    assert violations("I8", with_kept("rows", lambda rows: {"task:T1": rows["task:T1"]}))
