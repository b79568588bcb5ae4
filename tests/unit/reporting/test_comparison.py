"""Provinces side by side: sums only over those that have figures, and no average of rates."""

from services.reporting.domain.answers import Comparison
from services.reporting.usecases.comparison import Comparisons
from services.reporting.usecases.fold import Fold
from shared.tenancy import AcrossTenants, TenantId
from tests.unit.reporting.cast import Story, a_task, instant
from tests.unit.reporting.memory import InMemoryReadModel

NOW = instant("2024-07-01")


def province(name: str, tasks: int, done: int, due: str = "2024-12-31", level: str = "province") -> Story:
    story = Story(TenantId(name))
    story.tenant_registered(level)
    for number in range(tasks):
        story.registers(a_task(f"T-{number}", due, tenant=name))
        if number < done:
            story.moves(f"T-{number}", "completed", "2024-02-01")
    return story


async def compared(*stories: Story) -> Comparison:
    model = InMemoryReadModel()
    for story in stories:
        await Fold(model).apply(story.tenant, story.events)
    return await Comparisons(model).compare(AcrossTenants("test"), NOW, None)


async def test_the_rate_of_all_is_the_rate_of_the_sums() -> None:
    answer = await compared(province("small", 1, 1), province("large", 9, 1))
    assert (answer.totals.tasks.total, answer.totals.tasks.done, answer.totals.tasks.rate_done) == (10, 2, 20.0)


async def test_provinces_without_data_are_counted_in_m_and_not_in_n() -> None:
    answer = await compared(province("full", 2, 1), province("empty", 0, 0))
    assert (answer.totals.tasks.reported_by, answer.totals.tasks.of) == (1, 2)
    assert answer.headline.en == "1 of 2 provinces reported"
    assert (answer.provinces[-1].tenant, answer.provinces[-1].tasks.total) == ("empty", None)


async def test_where_no_province_has_data_there_is_no_sum() -> None:
    answer = await compared(province("empty", 0, 0))
    totals = answer.totals.tasks
    assert (totals.total, totals.rate_done, totals.outcome.no_deadline, totals.reported_by) == (None, None, None, 0)


async def test_provinces_in_need_stand_first_and_the_central_level_is_none_of_them() -> None:
    answer = await compared(
        province("on-time", 4, 0),
        province("late", 4, 3, due="2024-03-31"),
        province("central", 4, 0, level="central"),
    )
    assert [line.tenant for line in answer.provinces] == ["late", "on-time"]


async def test_a_cluster_has_sums_of_its_own_provinces_and_none_where_they_have_no_data() -> None:
    """FR-TW-17: n of m in each; who is in no cluster is named."""
    central = province("central", 0, 0, level="central")
    central.groups_provinces(
        {"id": "C1", "kind": "cluster", "name_vi": "Cụm 1", "tenants": ("full", "empty")},
        {"id": "C2", "kind": "cluster", "name_vi": "Cụm 2", "tenants": ()},
    )
    answer = await compared(province("full", 2, 1), province("empty", 0, 0), province("alone", 3, 0), central)
    first, second = answer.clusters
    assert (first.provinces, first.headline.en) == (["full", "empty"], "1 of 2 provinces reported")
    assert (first.totals.tasks.total, first.totals.tasks.done, first.totals.tasks.of) == (2, 1, 2)
    assert (second.totals.tasks.total, second.totals.tasks.reported_by, second.totals.tasks.of) == (None, 0, 0)
    assert answer.ungrouped == ["alone"]
    assert answer.totals.tasks.total == 5
