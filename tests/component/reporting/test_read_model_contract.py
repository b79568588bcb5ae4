"""What every read model does, in memory or in a store: the promises of the two ports."""

import pytest

from services.reporting.domain.moments import Term
from services.reporting.ports import Overtaken
from services.reporting.usecases.fold import Fold
from shared.storage import StorageError
from shared.tenancy import AcrossTenants, TenantId
from tests.component.reporting.stored_model import StoredReadModel
from tests.unit.reporting.cast import NGHE_AN, Story, a_model, a_task, wire
from tests.unit.reporting.memory import InMemoryReadModel

Model = InMemoryReadModel | StoredReadModel
NINH_THUAN = TenantId("ninh-thuan")
FRAME = "tasks/frame/roadmap/P-1/G-1"

STARTED = {"status:not_started": -1, "status:in_progress": 1, "still:2024-01-01": -1, "still:2024-02-01": 1}


async def told(model: Model) -> Story:
    """One task with three effects, on 1 January, 1 February and 1 March."""
    story = Story()
    story.tenant_registered()
    story.registers(a_task(), "2024-01-01")
    story.moves("T-1", "in_progress", "2024-02-01", recorded="2024-02-10")
    story.moves("T-1", "completed", "2024-03-01", recorded="2024-03-10")
    await Fold(model).apply(NGHE_AN, story.events)
    return story


async def test_a_document_written_with_an_old_revision_is_refused_and_stays(model: Model) -> None:
    await told(model)
    row = (await model.rows(NGHE_AN, ["task:T-1"]))["task:T-1"]
    await model.keep_rows(NGHE_AN, [row], [])
    with pytest.raises(Overtaken):
        await model.keep_rows(NGHE_AN, [{**row, "sequence": 99}], [])
    assert (await model.rows(NGHE_AN, ["task:T-1"]))["task:T-1"]["sequence"] == row["sequence"]


async def test_in_a_store_being_overtaken_is_a_passing_failure(stored: StoredReadModel) -> None:
    await told(stored)
    row = (await stored.rows(NGHE_AN, ["task:T-1"]))["task:T-1"]
    with pytest.raises(StorageError):
        await stored.keep_rows(NGHE_AN, [{**row, "revision": 0}], [])


async def test_history_that_exists_is_left_as_it_is(model: Model) -> None:
    await told(model)
    effect = {"id": "000000000002", "at": wire("2024-05-01"), "known": wire("2024-05-01"), "change": []}
    await model.keep_counts(NGHE_AN, [effect], [])
    assert await model.span(NGHE_AN) == ("2023-12-31T17:00:00.000000Z", "2024-02-29T17:00:00.000000Z")


async def test_sums_add_and_take_off_the_buckets_that_are_asked_for(model: Model) -> None:
    await told(model)
    sums = await model.sums(NGHE_AN, [Term(1, "total"), Term(-1, "month", after="2024-02")], ["frame"])
    cells = {cell: count for cell, count in sums[FRAME].items() if count}
    assert cells == {"status:in_progress": 1, "open:20240331T165959999999Z": 1, "still:2024-02-01": 1}
    days = await model.sums(NGHE_AN, [Term(1, "day", after="2024-01-01", upto="2024-02-01")], ["unit"])
    assert days == {"tasks/unit/STP": STARTED}


async def test_effects_lie_after_one_instant_up_to_another(model: Model) -> None:
    await told(model)
    february = await model.effects(NGHE_AN, "2023-12-31T17:00:00.000000Z", "2024-01-31T17:00:00.000000Z")
    assert february[FRAME] == STARTED
    assert await model.count_effects(NGHE_AN, "2023-12-31T17:00:00.000000Z", "2024-01-31T17:00:00.000000Z") == 1


async def test_effects_can_be_asked_by_when_they_were_entered(model: Model) -> None:
    await told(model)
    late = await model.effects(NGHE_AN, None, None, known_after=wire("2024-02-29"))
    assert late[FRAME]["status:completed"] == 1
    assert await model.effects(NGHE_AN, None, wire("2024-02-15"), known_after=wire("2024-02-29")) == {}


async def test_an_empty_read_model_has_no_span_and_no_sums(model: Model) -> None:
    assert await model.span(NGHE_AN) is None
    assert await model.sums(NGHE_AN, [Term(1, "total")], ["frame", "unit"]) == {}
    assert await model.sequence(NGHE_AN) == 0


async def test_the_sequence_is_the_stored_position(model: Model) -> None:
    await model.moved_to(NGHE_AN, 7)
    assert (await model.sequence(NGHE_AN), await model.sequence(NINH_THUAN)) == (7, 0)


async def test_focus_rows_come_in_the_order_of_the_list(model: Model) -> None:
    story = Story()
    story.registers(a_model("M-1", focus=True, focus_order=2))
    story.registers(a_model("M-2"))
    story.registers(a_model("M-3", focus=True, focus_order=1))
    story.registers(a_model("M-4", focus=True))
    await Fold(model).apply(NGHE_AN, story.events)
    assert [row["id"] for row in await model.focus_rows(NGHE_AN, 10)] == ["model:M-3", "model:M-1", "model:M-4"]
    assert len(await model.focus_rows(NGHE_AN, 2)) == 2


async def test_children_are_found_by_their_parent(model: Model) -> None:
    story = Story()
    story.registers(a_task("A-1", kind="directive", lead_unit=None))
    story.registers(a_task("A-1.STP", kind="directive", parent="A-1"))
    story.registers(a_task("A-2.STP", kind="directive", parent="A-2"))
    await Fold(model).apply(NGHE_AN, story.events)
    assert [row["id"] for row in await model.child_rows(NGHE_AN, "A-1", 10)] == ["task:A-1.STP"]
    assert await model.count_rows(NGHE_AN, "children") == 2
    assert await model.count_rows(NGHE_AN, "assignments") == 1


async def test_a_tenant_sees_nothing_of_another(model: Model) -> None:
    await told(model)
    assert await model.rows(NINH_THUAN, ["task:T-1"]) == {}
    assert await model.sums(NINH_THUAN, [Term(1, "total")], ["frame"]) == {}
    assert await model.effects(NINH_THUAN, None, None) == {}
    assert await model.row(NINH_THUAN, "task:T-1") is None
    assert await model.lists(NINH_THUAN, ["tenant"]) == {}


async def test_across_tenants_those_that_registered_are_found(model: Model) -> None:
    await told(model)
    other = Story(NINH_THUAN)
    other.tenant_registered("central")
    await Fold(model).apply(NINH_THUAN, other.events)
    await Fold(model).apply(TenantId("binh-phuoc"), [])
    found = await model.tenants(AcrossTenants("test"))
    assert {tenant: entry["level"] for tenant, entry in found.items()} == {NGHE_AN: "province", NINH_THUAN: "central"}
