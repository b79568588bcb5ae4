"""What a scoreboard says: sorts kept apart, no data instead of 0, lines in the order of need."""

from services.reporting.domain.answers import Scoreboard
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from tests.unit.reporting.cast import NGHE_AN, Story, a_model, a_task, instant
from tests.unit.reporting.memory import InMemoryReadModel

NOW = instant("2024-07-01")


async def board_of(story: Story, as_of: str | None = None) -> Scoreboard:
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    return await Scoreboards(model).scoreboard(NGHE_AN, Question(NOW, instant(as_of) if as_of else None))


async def test_tasks_assignments_children_and_models_are_never_added_together() -> None:
    story = Story()
    story.registers(a_task("T-1"))
    story.registers(a_task("A-1", kind="directive", plan="D-1", lead_unit=None))
    story.registers(a_task("A-1.STP", kind="directive", plan="D-1", parent="A-1"))
    story.registers(a_task("A-1.STC", kind="directive", plan="D-1", parent="A-1", lead_unit="STC"))
    story.registers(a_model("M-1"))
    board = await board_of(story)
    assert board.assignments is not None
    assert board.assignments.children is not None
    totals = (board.tasks.total, board.assignments.total, board.assignments.children.total, board.models.total)
    assert totals == (1, 1, 2, 1)
    assert [line.unit for line in board.assignments.by_unit] == [None]
    assert board.assignments.by_unit[0].name_vi == "Chưa giao đơn vị chủ trì"


async def test_where_nothing_was_entered_every_number_is_null() -> None:
    board = await board_of(Story())
    for block in (board.tasks, board.models):
        numbers = block.model_dump(include={"total", "done", "remaining", "rate_done", "cancelled", "rate_remaining"})
        assert set(numbers.values()) == set(block.outcome.model_dump().values()) == {None}
        assert set(block.by_status.values()) == {None}
    assert {kind.total for kind in board.tasks.by_kind.values()} == {None}
    assert (board.groups, board.slow_groups, board.assignments, board.models.focus.total) == (None, None, None, None)


async def test_a_plan_whose_every_task_is_cancelled_has_figures_and_they_are_zero() -> None:
    story = Story()
    story.registers(a_task())
    story.moves("T-1", "cancelled", "2024-02-01")
    tasks = (await board_of(story)).tasks
    assert (tasks.reported, tasks.total, tasks.done, tasks.rate_done, tasks.cancelled) == (True, 0, 0, None, 1)


async def test_a_group_without_tasks_is_listed_without_figures() -> None:
    story = Story()
    story.plan()
    story.group("G-1")
    story.group("G-2", slow=True)
    story.registers(a_task(group="G-1"))
    board = await board_of(story)
    assert board.groups == 2
    assert [(line.group, line.total) for line in board.by_group] == [("G-1", 1), ("G-2", None)]
    assert board.slow_groups is not None
    assert (board.slow_groups.groups, board.slow_groups.remaining) == (["G-2"], 0)


async def test_groups_of_a_directive_stand_with_its_assignments() -> None:
    story = Story()
    story.plan("D-1")
    story.group("D-G1", plan="D-1")
    story.registers(a_task("A-1", kind="directive", plan="D-1", group="D-G1"))
    board = await board_of(story)
    assert (board.groups, board.by_group, board.by_plan) == (None, [], [])
    assert board.assignments is not None
    assert [line.group for line in board.assignments.by_group] == ["D-G1"]
    assert [line.plan for line in board.assignments.by_plan] == ["D-1"]


async def test_groups_and_plans_count_from_when_they_took_effect() -> None:
    story = Story()
    story.plan("P-1", at="2024-03-01")
    story.group("G-1", at="2024-03-01")
    story.registers(a_task(), at="2024-02-01")
    assert (await board_of(story, as_of="2024-02-15")).groups is None
    assert (await board_of(story, as_of="2024-03-15")).groups == 1


async def test_lines_are_sorted_by_overdue_then_by_rate_then_by_what_is_left() -> None:
    story = Story()
    for unit, tasks, done, due in (
        ("two overdue", 2, 0, "2024-03-31"),
        ("one overdue of three", 3, 2, "2024-03-31"),
        ("one overdue of two", 2, 1, "2024-03-31"),
        ("in time, little left", 2, 1, "2024-12-31"),
        ("in time, much left", 4, 2, "2024-12-31"),
        ("all done", 1, 1, "2024-12-31"),
    ):
        for number in range(tasks):
            key = f"{unit}-{number}".replace(" ", "_").replace(",", "")
            story.registers(a_task(key, due, lead_unit=unit))
            if number < done:
                story.moves(key, "completed", "2024-03-01")
    units = [line.unit for line in (await board_of(story)).by_unit]
    assert units == [
        "two overdue",
        "one overdue of two",
        "one overdue of three",
        "in time, much left",
        "in time, little left",
        "all done",
    ]


async def test_a_unit_shows_its_head_and_its_oldest_missed_deadline() -> None:
    story = Story()
    story.unit("STP", name_vi="Sở Tư pháp", head_role_vi="Giám đốc Sở Tư pháp")
    story.registers(a_task("T-1", "2024-05-31"))
    story.registers(a_task("T-2", "2024-02-29"))
    (line,) = (await board_of(story)).by_unit
    assert (line.name_vi, line.head_role_vi) == ("Sở Tư pháp", "Giám đốc Sở Tư pháp")
    assert line.oldest_overdue_due_at == "2024-02-29T16:59:59.999999Z"


async def test_a_unit_that_is_not_known_is_called_by_its_id() -> None:
    story = Story()
    story.registers(a_task())
    assert (await board_of(story)).by_unit[0].name_vi == "STP"


async def test_the_headline_says_what_is_achieved() -> None:
    story = Story()
    story.registers(a_task())
    story.registers(a_model())
    assert (await board_of(story)).headline.vi == "0/1 nhiệm vụ cơ bản hoàn thành"
    story.moves("M-1", "completed", "2024-02-01")
    assert (await board_of(story)).headline.vi == "Hoàn thành 1/1 mô hình điểm"
    story.moves("T-1", "basically_completed", "2024-02-01")
    both = "1/1 nhiệm vụ cơ bản hoàn thành; Hoàn thành 1/1 mô hình điểm"
    assert (await board_of(story)).headline.vi == both


async def test_a_maintained_model_is_done_and_the_focus_list_knows_its_state_of_then() -> None:
    story = Story()
    story.registers(a_model("M-1", focus=True, focus_order=1))
    story.moves("M-1", "completed", "2024-02-01")
    story.moves("M-1", "maintained", "2024-05-01")
    models = (await board_of(story)).models
    assert (models.done, models.focus.done, models.focus.models[0].status) == (1, 1, "maintained")
    january = (await board_of(story, as_of="2024-01-15")).models
    assert (january.done, january.focus.done, january.focus.models[0].done) == (0, 0, False)
