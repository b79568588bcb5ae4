"""Silence moves a matter up the line; an acknowledgement by those who answer for it holds it back, for a while."""

from datetime import date

import pytest

from services.notifications.domain.acknowledging import after_acknowledging
from services.notifications.domain.ladder import Ladders, Rung, Step
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Owed
from services.notifications.domain.obligations import Obligation, after_events, after_firing, pending, planned
from shared.calendar import VIETNAM, end_of_day
from tests.unit.notifications.cast import (
    HEALTH,
    JUSTICE,
    NINH_THUAN,
    a_task,
    a_timetable,
    an_event,
    at,
    deadline_moved,
    owed,
    registered,
    task_moved,
    the_work,
)

TIMETABLE = a_timetable()
HEAD, OFFICERS, STANDING = Mailbox(f"head:{JUSTICE}"), Mailbox(f"officer:{JUSTICE}"), Mailbox("role:standing_officer")
DUE = date(2024, 10, 31)


def an_obligation(*fired: str) -> Obligation:
    payload = registered(a_task(due=DUE))
    fresh = after_events(None, [(an_event(payload, 1), the_work(payload))], TIMETABLE)
    return after_firing(fresh, fired, TIMETABLE)


def acknowledged(obligation: Obligation, step: str, by: Mailbox = HEAD) -> Obligation:
    said = Owed(obligation.id, obligation.due_at, obligation.due_precision, step)
    return after_acknowledging(obligation, said, by, TIMETABLE, NINH_THUAN)


def days(obligation: Obligation) -> dict[str, str]:
    return {moment.step.name: f"{moment.at.astimezone(VIETNAM):%m-%d}" for moment in planned(obligation, TIMETABLE)}


def test_without_an_acknowledgement_it_goes_up_on_its_days() -> None:
    assert days(an_obligation())["T+3"] == "11-05"
    assert days(an_obligation())["T+14"] == "11-20"


def test_the_heads_acknowledgement_holds_everything_that_goes_higher() -> None:
    held = acknowledged(an_obligation("T+1"), "T+1")
    assert {name: day for name, day in days(held).items() if name in {"T+3", "T+7", "T+14"}} == {
        "T+3": "11-07",
        "T+7": "11-13",
        "T+14": "11-22",
    }
    assert held.next_step_at == pending(held, TIMETABLE)[0].at


def test_what_several_levels_hold_adds_up() -> None:
    held = acknowledged(an_obligation("T+1"), "T+1")
    held = acknowledged(after_firing(held, ["T+3"], TIMETABLE), "T+3", STANDING)
    assert days(held)["T+3"] == "11-07"
    assert days(held)["T+7"] == "11-15"


def test_said_twice_holds_once() -> None:
    once = acknowledged(an_obligation("T+1"), "T+1")
    assert acknowledged(once, "T+1") == once


@pytest.mark.parametrize(
    ("fired", "step", "by"),
    [
        (("T+1",), "T+1", OFFICERS),
        (("T+1", "T+3"), "T+3", HEAD),
        (("T+1", "T+3"), "T+1", HEAD),
        (("T-3",), "T-3", HEAD),
        (("T+1",), "T+99", HEAD),
        (("T+1",), "T+1", Mailbox(f"head:{HEALTH}")),
    ],
    ids=[
        "officers cannot answer for their head",
        "a head cannot answer for the agency that was told too",
        "what has moved up is for those above",
        "the ladder says that this step holds nothing",
        "there is no such step",
        "another unit's head",
    ],
)
def test_nothing_else_holds(fired: tuple[str, ...], step: str, by: Mailbox) -> None:
    obligation = an_obligation(*fired)
    assert acknowledged(obligation, step, by) == obligation


def test_a_notice_of_an_older_deadline_holds_nothing() -> None:
    obligation = an_obligation("T+1")
    old = Owed(obligation.id, end_of_day(date(2024, 9, 30)), obligation.due_precision, "T+1")
    assert after_acknowledging(obligation, old, HEAD, TIMETABLE, NINH_THUAN) == obligation


def test_what_is_done_is_not_held() -> None:
    done = an_obligation("T+1")._replace(open=False)
    assert acknowledged(done, "T+1") == done


def test_another_deadline_or_lead_starts_anew() -> None:
    held = acknowledged(an_obligation("T+1"), "T+1")
    moved = deadline_moved(a_task(due=DUE), a_task(due=date(2024, 11, 29)))
    assert after_events(held, [(an_event(moved, 2), the_work(moved))], TIMETABLE).acknowledged == ()
    passed_on = task_moved("not_started", "in_progress", a_task(due=DUE, lead=HEALTH, status="in_progress"))
    told_another = after_events(held, [(an_event(passed_on, 2), the_work(passed_on))], TIMETABLE)
    assert (told_another.acknowledged, told_another.fired) == ((), held.fired)
    same = task_moved("not_started", "in_progress", a_task(due=DUE, status="in_progress"))
    assert after_events(held, [(an_event(same, 2), the_work(same))], TIMETABLE).acknowledged == ("T+1",)


def test_of_a_new_ladder_only_the_latest_step_that_is_over_is_told_and_none_again() -> None:
    ladder = (Step("T+1", (Rung.HEAD,), 1), Step("T+2", (Rung.OFFICE,), 2), Step("T+5", (Rung.CHAIRMAN,), 5))
    new = a_timetable(ladders=Ladders(ladder, {}, 1, at("2024-11-06 10:00")))
    told = an_obligation("T+1", "T+3")
    assert [(m.step.name, m.at) for m in pending(told, new)] == [("T+5", at("2024-11-07 08:00"))]
    later = a_timetable(ladders=Ladders(ladder, {}, 1, at("2024-11-05 10:00")))
    assert [(m.step.name, m.at) for m in pending(told, later)] == [
        ("T+2", at("2024-11-06 08:00")),
        ("T+5", at("2024-11-07 08:00")),
    ]
    assert pending(after_firing(told, ["T+2"], later), later)[0].step.name == "T+5"


def test_kinds_have_ladders_of_their_own() -> None:
    ladders = Ladders((Step("T", (Rung.HEAD,)),), {"periodic_report": (Step("T+2", (Rung.OFFICE,), 2),)}, 1)
    timetable = a_timetable(ladders=ladders)
    report = an_obligation()._replace(kind="periodic_report", due_at=owed(DUE).due_at)
    assert [moment.step.name for moment in planned(report, timetable)] == ["T+2"]
    assert [moment.step.name for moment in planned(an_obligation(), timetable)] == ["T"]
