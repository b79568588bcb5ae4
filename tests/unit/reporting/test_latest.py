"""Asking again costs one look at the position, and never gives an answer that is out of date."""

from datetime import timedelta

from services.reporting.domain.answers import Scoreboard
from services.reporting.ports import LiveFigures
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from shared.tenancy import TenantId
from tests.unit.reporting.cast import NGHE_AN, Story, a_task, instant
from tests.unit.reporting.memory import InMemoryReadModel

NOW = instant("2024-02-01")
DEADLINE = instant("2024-03-31T23:59:59.999999+07:00")


async def folded(model: InMemoryReadModel, story: Story) -> None:
    await Fold(model).apply(NGHE_AN, story.events)
    await model.moved_to(NGHE_AN, len(story.events))


async def fresh(model: LiveFigures, question: Question) -> Scoreboard:
    return await Scoreboards(model).scoreboard(NGHE_AN, question)


async def test_an_answer_is_kept_until_something_happens() -> None:
    story, model = Story(), InMemoryReadModel()
    story.registers(a_task())
    await folded(model, story)
    scoreboards = Scoreboards(model)
    first = await scoreboards.scoreboard(NGHE_AN, Question(NOW))
    later = await scoreboards.scoreboard(NGHE_AN, Question(NOW + timedelta(hours=1)))
    assert later.tasks is first.tasks
    assert later == await fresh(model, Question(NOW + timedelta(hours=1)))


async def test_a_folded_event_ends_it() -> None:
    story, model = Story(), InMemoryReadModel()
    story.registers(a_task())
    await folded(model, story)
    scoreboards = Scoreboards(model)
    await scoreboards.scoreboard(NGHE_AN, Question(NOW))
    story.moves("T-1", "completed", "2024-01-31")
    await folded(model, story)
    assert (await scoreboards.scoreboard(NGHE_AN, Question(NOW))).tasks.done == 1


async def test_a_deadline_that_passes_ends_it() -> None:
    story, model = Story(), InMemoryReadModel()
    story.registers(a_task(due="2024-03-31"))
    story.registers(a_task("T-2", due="2024-06-30", lead_unit="STC"))
    await folded(model, story)
    scoreboards = Scoreboards(model)
    for moment in (NOW, DEADLINE, DEADLINE + timedelta(microseconds=1), instant("2024-07-01")):
        asked = Question(moment)
        assert await scoreboards.scoreboard(NGHE_AN, asked) == await fresh(model, asked)


async def test_a_clock_that_went_back_is_not_answered_from_the_future() -> None:
    story, model = Story(), InMemoryReadModel()
    story.registers(a_task(due="2024-03-31"))
    await folded(model, story)
    scoreboards = Scoreboards(model)
    await scoreboards.scoreboard(NGHE_AN, Question(DEADLINE + timedelta(seconds=1)))
    assert (await scoreboards.scoreboard(NGHE_AN, Question(NOW))).tasks.outcome.open_overdue == 0


async def test_tenants_and_past_instants_have_answers_of_their_own() -> None:
    story, model = Story(), InMemoryReadModel()
    story.registers(a_task())
    await folded(model, story)
    scoreboards = Scoreboards(model)
    await scoreboards.scoreboard(NGHE_AN, Question(NOW))
    assert not (await scoreboards.scoreboard(TenantId("ninh-thuan"), Question(NOW))).tasks.reported
    past = Question(NOW, as_of=instant("2023-12-31"))
    assert not (await scoreboards.scoreboard(NGHE_AN, past)).tasks.reported
