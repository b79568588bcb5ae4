"""Weak points: signs, the numbers that they are read from, and the order of lines (FR-NA-27)."""

from datetime import date

import pytest

from services.reporting.domain.weak_point_answers import WeakPoints
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.weak_points import WeakSpots
from shared.calendar import WorkingDays
from shared.events.bottlenecks import BottleneckRaised, BottleneckResolved, BottleneckSnapshot, BottleneckStep
from shared.tenancy import Role
from tests.unit.reporting.cast import NGHE_AN, Story, a_model, a_task, instant
from tests.unit.reporting.memory import InMemoryReadModel

NOW = instant("2024-06-03")
HOLIDAY = date(2024, 4, 30)


async def asked(story: Story, as_of: str | None = None, unmoved_days: int = 20, **more: object) -> WeakPoints:
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    question = Question(NOW, as_of=instant(as_of) if as_of else None, **more)  # type: ignore[arg-type]
    spots = WeakSpots(model, WorkingDays(lambda day: day == HOLIDAY))
    return await spots.of(NGHE_AN, question, unmoved_days)


def a_bottleneck(status: str = "open", since: str = "2024-03-01", **more: object) -> BottleneckSnapshot:
    step = BottleneckStep(status=status, at=instant(since), role=Role.UNIT_HEAD)  # type: ignore[arg-type]
    fields = {"id": "B-1", "tenant": NGHE_AN, "version": 1, "group": "legal", "title_vi": "Vướng", "owner_unit": "STP"}
    dates = {"status": status, "status_since": instant(since), "raised_at": instant("2024-03-01"), "steps": (step,)}
    return BottleneckSnapshot(**fields | dates | more)  # type: ignore[arg-type]


def a_weak_year() -> Story:
    """STP has one task that is overdue and was moved twice; STC has done its own; SYT has handed one in and got it back."""
    story = Story()
    story.group("G-1")
    for unit in ("STP", "STC", "SYT"):
        story.unit(unit)
    story.registers(a_task("T-1", "2024-02-29"), "2024-01-01")
    story.registers(a_task("T-2", "2024-05-31", lead_unit="STC"), "2024-01-01")
    story.registers(a_task("T-3", "2024-12-31", lead_unit="SYT", group=None), "2024-01-01")
    story.postpones("T-1", "2024-03-31", "2024-02-20")
    story.postpones("T-1", "2024-05-31", "2024-03-20")
    story.moves("T-2", "completed", "2024-05-02")
    story.moves("T-3", "submitted", "2024-05-20")
    story.moves("T-3", "returned", "2024-05-28")
    return story


async def test_each_sign_is_read_from_its_number_and_lines_without_a_sign_are_left_out() -> None:
    answer = await asked(a_weak_year())
    assert [(unit.unit, unit.signs) for unit in answer.units] == [
        ("STP", ["late", "worse", "unmoved", "moved"]),
        ("SYT", ["returned"]),
    ]
    assert answer.units_of == 3
    numbers = answer.units[0].works["tasks"]
    assert (numbers.late_share, numbers.late_share_before, numbers.open_overdue) == (100.0, 0.0, 1)
    assert answer.units[0].unresolved_bottlenecks is None
    assert answer.units[0].evidence == "/v1/nghe-an/tasks?unit=STP"
    (group,) = answer.groups
    assert (group.group, group.slow, group.works["tasks"].total) == ("G-1", False, 2)
    assert {sign.code for sign in answer.formula.signs} >= {*answer.units[0].signs, *answer.units[1].signs}
    assert (answer.formula.version, answer.formula.compared_with) == ("1", "2024-05-03T17:00:00.000000Z")


async def test_the_works_that_are_overdue_the_longest_are_listed_with_their_reasons() -> None:
    (work,) = (await asked(a_weak_year())).works
    assert (work.work, work.sort, work.days_overdue, work.moves) == ("T-1", "tasks", 3, 2)
    assert (work.signs, work.last_step) == (["late", "unmoved", "moved"], "2024-01-01")
    assert work.evidence == "/v1/nghe-an/tasks/T-1/history"


async def test_a_past_day_is_answered_as_it_stood_then() -> None:
    """What was overdue then is listed although it is done today, and nothing of what came later."""
    story = a_weak_year()
    story.moves("T-1", "completed", "2024-06-02")
    assert (await asked(story)).works == []
    (work,) = (await asked(story, "2024-06-01")).works
    assert (work.work, work.days_overdue) == ("T-1", 1)
    assert [unit.unit for unit in (await asked(story, "2024-06-01")).units] == ["STP", "SYT"]
    early = await asked(story, "2024-03-01")
    assert (early.works, [unit.unit for unit in early.units]) == ([], ["STC", "STP", "SYT"])
    assert (await asked(story, "2023-12-31")).reported is False


async def test_with_what_was_known_then() -> None:
    """A completion that was entered later does not hide what the leaders saw."""
    story = a_weak_year()
    story.moves("T-1", "completed", "2024-05-30", recorded="2024-06-02")
    assert (await asked(story, "2024-06-01")).works == []
    (work,) = (await asked(story, "2024-06-01", known_at=instant("2024-06-01"))).works
    assert work.work == "T-1"


@pytest.mark.parametrize(("as_of", "unmoved"), [("2024-05-07", 0), ("2024-05-08", 1)])
async def test_working_days_pass_over_weekends_and_holidays(as_of: str, unmoved: int) -> None:
    """Eleven working days before Wednesday 8 May, over two weekends and 30 April, is Monday 22 April."""
    story = Story()
    story.registers(a_task(due=None), "2024-01-01")
    story.moves("T-1", "in_progress", "2024-04-22")
    answer = await asked(story, as_of, unmoved_days=11)
    assert sum(unit.works["tasks"].unmoved for unit in answer.units) == unmoved


async def test_what_rests_by_decision_is_not_expected_to_move() -> None:
    story = Story()
    story.registers(a_task(due=None), "2024-01-01")
    story.moves("T-1", "on_hold", "2024-01-10")
    assert (await asked(story)).units == []


async def test_bottlenecks_count_until_they_are_resolved() -> None:
    story = Story()
    story.unit("STP")
    story.registers(a_model("M-1", lead_unit="STC"), "2024-05-20")
    story.tell(BottleneckRaised(after=a_bottleneck()), instant("2024-03-01"))
    before = await asked(story)
    (line,) = before.bottlenecks
    assert (line.group, line.unresolved, line.unmoved, line.oldest_step) == ("legal", 1, 1, "2024-03-01")
    held_up = next(unit for unit in before.units if unit.unit == "STP")
    assert (held_up.signs, held_up.unresolved_bottlenecks, held_up.works) == (["bottleneck"], 1, {})
    resolved = a_bottleneck("resolved", "2024-05-10", version=2)
    story.tell(BottleneckResolved(after=resolved), instant("2024-05-10"))
    after = await asked(story)
    assert (after.bottlenecks, [unit.unit for unit in after.units]) == ([], ["STC"])
    assert after.units[0].unresolved_bottlenecks == 0
    assert (await asked(story, "2024-05-01")).bottlenecks == before.bottlenecks
