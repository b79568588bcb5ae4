"""The figures of the source texts: the sample data is folded, reporting is asked, the golden values are compared."""

from typing import Any

import pytest

from services.reporting.domain.answers import Comparison, PeriodReport, Scoreboard
from services.reporting.domain.periods import Period
from services.reporting.usecases.asking import Question
from services.reporting.usecases.comparison import Comparisons
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.scoreboards import Scoreboards
from shared.calendar import as_of_instant
from shared.tenancy import AcrossTenants, TenantId
from tests.component.reporting.sample import CENTRAL, PROVINCES, expectation, story_of
from tests.component.reporting.stored_model import StoredReadModel
from tests.unit.reporting.cast import instant

NGHE_AN, NINH_THUAN, BINH_PHUOC = PROVINCES
NOW = instant("2024-12-31")


class Reporting:
    """Asks as a person would: by tenant and date."""

    def __init__(self, model: StoredReadModel) -> None:
        self._model = model

    async def board(self, tenant: TenantId, as_of: str | None = None) -> Scoreboard:
        return await Scoreboards(self._model).scoreboard(tenant, self._question(as_of))

    async def period(self, tenant: TenantId, period: str, as_of: str) -> PeriodReport:
        return await Scoreboards(self._model).period(tenant, Period.parse(period), self._question(as_of))

    async def children(self, assignment: str) -> int | None:
        answer = await Scoreboards(self._model).fan_out(BINH_PHUOC, assignment, self._question(None))
        return answer.counts.total

    async def comparison(self, as_of: str | None = None) -> Comparison:
        moment = as_of_instant(as_of) if as_of else None
        return await Comparisons(self._model).compare(AcrossTenants("test"), NOW, moment)

    def _question(self, as_of: str | None) -> Question:
        return Question(NOW, as_of_instant(as_of) if as_of else None)


@pytest.fixture
async def reporting(stored: StoredReadModel) -> Reporting:
    for tenant in (*PROVINCES, CENTRAL):
        await Fold(stored).apply(tenant, story_of(tenant).events)
    return Reporting(stored)


async def test_exp_na_plan(reporting: Reporting) -> None:
    golden = expectation("EXP-NA-PLAN")
    board = await reporting.board(NGHE_AN, golden["as_of"])
    assert (board.groups, board.tasks.total, board.models.total) == (
        golden["groups"],
        golden["tasks"],
        golden["models"],
    )
    (plan,) = [line for line in board.by_plan if line.reported]
    assert (plan.groups_total, plan.tasks_total, plan.models_total) == (10, 51, 38)
    assert len(board.by_group) == 10
    assert all(line.sample for line in board.by_group)


async def test_exp_na_models(reporting: Reporting) -> None:
    golden = expectation("EXP-NA-MODELS")
    board = await reporting.board(NGHE_AN, golden["as_of"])
    models = board.models
    assert models.total == golden["total"]
    statuses = ("completed", "in_progress", "not_started")
    assert {s: models.by_status[s] for s in statuses} == {s: golden[s] for s in statuses}
    assert {s: models.shares[s] for s in statuses} == {s: golden[f"rate_{s}"] for s in statuses}
    assert models.headline.vi == board.headline.vi == golden["headline_vi"]
    assert models.remaining == 32


async def test_exp_na_models_stay_reproducible_after_later_changes(
    reporting: Reporting, stored: StoredReadModel
) -> None:
    golden = expectation("EXP-NA-MODELS")
    story = story_of(NGHE_AN)
    done = [key for key, work in story.works.items() if key.startswith("NA-M") and work.status == "in_progress"]
    later = [story.moves(key, "completed", "2024-06-01") for key in done]
    await Fold(stored).apply(NGHE_AN, later)
    assert (await reporting.board(NGHE_AN)).models.done == 26
    models = (await reporting.board(NGHE_AN, golden["as_of"])).models
    assert (models.done, models.by_status["in_progress"]) == (golden["completed"], golden["in_progress"])


async def test_exp_na_q1(reporting: Reporting) -> None:
    golden = expectation("EXP-NA-Q1")
    quarter = (await reporting.period(NGHE_AN, golden["period"], golden["as_of"])).tasks
    assert quarter.due_in_period == golden["due_in_period"]
    assert quarter.done == golden["completed_in_period"]
    assert quarter.not_completed == golden["not_completed"]
    assert quarter.overdue == golden["overdue_strict_at_end_of_2024_03_31"]
    assert sum(line.due_in_period or 0 for line in quarter.by_unit) == quarter.due_in_period

    evening = await reporting.board(NGHE_AN, "2024-03-31T23:59:00+07:00")
    two_minutes_later = await reporting.board(NGHE_AN, "2024-04-01T00:01:00+07:00")
    assert evening.tasks.outcome.open_overdue == golden["overdue_strict_at_end_of_2024_03_31"]
    assert two_minutes_later.tasks.outcome.open_overdue == golden["overdue_on_2024_04_01"]


async def test_exp_na_accel(reporting: Reporting) -> None:
    golden = expectation("EXP-NA-ACCEL")
    focus = (await reporting.board(NGHE_AN)).models.focus
    assert (focus.total, focus.done) == (golden["models"], 0)
    assert [model.order for model in focus.models] == list(range(1, 13))
    targets: list[dict[str, Any]] = [
        {"model": model.model, "op": model.target["op"], "value": model.target["value"]}
        for model in focus.models
        if model.target
    ]
    assert targets == golden["numeric_targets"]


async def test_exp_nt_tasks(reporting: Reporting) -> None:
    golden = expectation("EXP-NT-TASKS")
    board = await reporting.board(NINH_THUAN, golden["as_of"])
    tasks = board.tasks
    assert (tasks.total, tasks.done, tasks.remaining) == (golden["total"], golden["done"], golden["remaining"])
    assert (tasks.rate_done, tasks.rate_remaining) == (golden["rate_done"], golden["rate_remaining"])
    regular, roadmap = tasks.by_kind["regular"], tasks.by_kind["roadmap"]
    assert (regular.done, roadmap.done) == (golden["done_regular"], golden["done_roadmap"])
    shares = (golden["share_regular_of_done"], golden["share_roadmap_of_done"])
    assert (regular.share_of_done, roadmap.share_of_done) == shares
    assert tasks.headline.vi == board.headline.vi == golden["headline_vi"]


async def test_exp_nt_slow(reporting: Reporting) -> None:
    golden = expectation("EXP-NT-SLOW")
    slow = (await reporting.board(NINH_THUAN, golden["as_of"])).slow_groups
    assert slow is not None
    assert slow.count == golden["slow_groups"]
    assert sorted(slow.groups) == golden["slow_group_ids"]
    assert slow.remaining == golden["remaining_in_slow_groups"]


async def test_exp_nt_models(reporting: Reporting) -> None:
    assert (await reporting.board(NINH_THUAN)).models.total == expectation("EXP-NT-MODELS")["total"]


async def test_exp_nt_months(reporting: Reporting) -> None:
    golden = expectation("EXP-NT-MONTHS")
    for month in ("2024-10", "2024-11"):
        due = (await reporting.period(NINH_THUAN, month, "2024-10-15")).tasks
        assert due.due_in_period == golden[f"due_{month.replace('-', '_')}"]
        assert [line.unit for line in due.by_unit] == ["NT-STTTT"]


async def test_exp_bp_no_data_is_never_zero(reporting: Reporting) -> None:
    board = await reporting.board(BINH_PHUOC)
    for block in (board.tasks, board.models):
        assert not block.reported
        assert (block.total, block.done, block.remaining, block.rate_done) == (None, None, None, None)
        assert set(block.outcome.model_dump().values()) == {None}
    assert (board.groups, board.by_group, board.by_unit) == (None, [], [])
    assert board.headline.vi == "Chưa có dữ liệu"


async def test_exp_bp_fanout(reporting: Reporting) -> None:
    golden = expectation("EXP-BP-FANOUT")
    assignments = (await reporting.board(BINH_PHUOC)).assignments
    assert assignments is not None
    assert assignments.total == golden["assignments"]
    assert await reporting.children("BP-A-01") == golden["children_A01"]
    assert await reporting.children("BP-A-02") == golden["children_A02"]
    assert assignments.children is not None
    assert assignments.children.total == golden["children_A01"] + golden["children_A02"]


async def test_exp_tw_dated(reporting: Reporting) -> None:
    golden = expectation("EXP-TW-DATED")
    dated = (await reporting.period(CENTRAL, golden["month"], "2024-10-01")).assignments
    assert dated is not None
    assert dated.due_in_period == golden["dated"]
    assert {line.unit: line.due_in_period for line in dated.by_unit} == golden["by_lead"]
    assignments = (await reporting.board(CENTRAL)).assignments
    assert assignments is not None
    assert (assignments.outcome.no_deadline, assignments.total) == (golden["undated"], golden["total"])


async def test_exp_tw_bylead(reporting: Reporting) -> None:
    golden = expectation("EXP-TW-BYLEAD")
    assignments = (await reporting.board(CENTRAL)).assignments
    assert assignments is not None
    assert {line.unit: line.total for line in assignments.by_unit} == golden["by_lead"]


async def test_exp_all(reporting: Reporting) -> None:
    golden = expectation("EXP-ALL")
    comparison = await reporting.comparison()
    tasks, models = comparison.totals.tasks, comparison.totals.models
    assert (tasks.reported_by, tasks.of) == (golden["provinces_reporting"], golden["provinces"])
    assert (tasks.total, models.total) == (golden["tasks_sum_reported"], golden["models_sum_reported"])
    assert comparison.headline.vi == "2/3 tỉnh có số liệu"
    last = comparison.provinces[-1]
    assert (last.tenant, last.reported, last.tasks.total, last.models.total) == (BINH_PHUOC, False, None, None)
    assert [province.slow_groups for province in comparison.provinces if province.tenant == NINH_THUAN] == [3]


async def test_before_anything_took_effect_there_is_no_data(reporting: Reporting) -> None:
    board = await reporting.board(NGHE_AN, "2023-12-31")
    assert (board.groups, board.tasks.total, board.models.total, board.by_unit) == (None, None, None, [])
    assert (await reporting.comparison("2023-12-31")).totals.tasks.reported_by == 0
