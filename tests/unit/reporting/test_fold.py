"""The fold survives crashes, repetitions, other batch borders, parked events and a second instance of itself."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.folding import Document
from services.reporting.usecases.fold import Fold
from shared.events import Event, MalformedEvent, UnknownEventType
from shared.tenancy import TenantId
from tests.unit.reporting.cast import NGHE_AN, Story, a_model, a_task
from tests.unit.reporting.histories import histories
from tests.unit.reporting.memory import InMemoryReadModel, Stopped

Stored = dict[str, dict[str, Any]]


def stored(model: InMemoryReadModel) -> Stored:
    """Everything that the fold keeps, without the numbers that only guard it."""
    guards = {"revision", "applied"}
    return {
        name: {
            key: {field: value for field, value in document.items() if field not in guards}
            for (_, key), document in documents.items()
            if document.get("cells") != {}
        }
        for name, documents in vars(model).items()
        if name in {"_rows", "_counters", "_history", "_names"}
    }


async def folded(events: Sequence[Event]) -> InMemoryReadModel:
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, events)
    return model


async def consume(model: InMemoryReadModel, events: Sequence[Event], parked: set[int], draw: st.DataObject) -> None:
    """As the subscription does: batches of any size from the stored position, which moves last; it may die at any write."""
    while (position := await model.sequence(NGHE_AN)) < len(events):
        behind = draw.draw(st.integers(0, position), "repeats from")
        border = min(len(events), position + draw.draw(st.integers(1, 10), "batch"))
        model.writes_left = draw.draw(st.none() | st.integers(0, 40), "writes before death")
        try:
            await Fold(model).apply(NGHE_AN, [e for e in events[behind:border] if e.sequence not in parked])
            await model.moved_to(NGHE_AN, border)
        except Stopped:
            continue
    model.writes_left = None


@settings(max_examples=120, deadline=None)
@given(events=histories(), draw=st.data())
async def test_any_crash_and_any_batch_borders_lead_to_the_same_read_model(
    events: list[Event], draw: st.DataObject
) -> None:
    parked = draw.draw(st.sets(st.integers(1, len(events)), max_size=3), "parked")
    model = InMemoryReadModel()
    await consume(model, events, parked, draw)
    assert stored(model) == stored(await folded([event for event in events if event.sequence not in parked]))


class Interrupted(InMemoryReadModel):
    """Lets another instance work between two steps of this one."""

    def __init__(self, before_step: int, other: Sequence[Event]) -> None:
        super().__init__()
        self._steps_left = before_step
        self._other = other

    async def _step(self) -> None:
        self._steps_left -= 1
        if self._steps_left == -1:
            await Fold(self).apply(NGHE_AN, self._other)

    async def rows(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        await self._step()
        return await super().rows(tenant, keys)

    async def counters(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        await self._step()
        return await super().counters(tenant, keys)

    async def keep_counts(self, tenant: TenantId, history: Sequence[Document], counters: Sequence[Document]) -> None:
        await self._step()
        await super().keep_counts(tenant, history, counters)

    async def keep_rows(self, tenant: TenantId, rows: Sequence[Document], lists: Sequence[Document]) -> None:
        await self._step()
        await super().keep_rows(tenant, rows, lists)


@settings(max_examples=60, deadline=None)
@given(events=histories(), step=st.integers(0, 3), draw=st.data())
async def test_a_second_instance_that_folds_the_same_events_does_no_harm(
    events: list[Event], step: int, draw: st.DataObject
) -> None:
    own, others = (draw.draw(st.integers(0, len(events))) for _ in range(2))
    model = Interrupted(step, events[:others])
    await Fold(model).apply(NGHE_AN, events[:own])
    await Fold(model).apply(NGHE_AN, events)
    assert stored(model) == stored(await folded(events))


async def test_a_parked_event_heals_with_the_next_one_of_the_same_task() -> None:
    story = Story()
    story.registers(a_task(), "2024-01-01")
    lost = story.moves("T-1", "in_progress", "2024-02-01")
    story.moves("T-1", "completed", "2024-03-01")
    model = await folded([event for event in story.events if event is not lost])
    row = await model.row(NGHE_AN, "task:T-1")
    assert row is not None
    assert [step["set"].get("status") for step in row["timeline"]] == ["not_started", "completed"]


async def test_what_a_parked_event_changed_takes_effect_with_the_event_that_heals_it() -> None:
    story = Story()
    story.registers(a_task(due="2024-03-31"), "2024-01-01")
    lost = story.postpones("T-1", "2024-06-30", "2024-02-01")
    healing = story.moves("T-1", "in_progress", "2024-04-10")
    model = await folded([event for event in story.events if event is not lost])
    row = await model.row(NGHE_AN, "task:T-1")
    assert row is not None
    step = row["timeline"][-1]
    changed = {"status": "in_progress", "due": "2024-06-30T16:59:59.999999Z", "since": "2024-04-10", "moves": 1}
    assert step["set"] == changed
    assert step["at"] == healing.time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


async def test_a_malformed_event_is_refused_before_anything_is_written() -> None:
    story = Story()
    story.registers(a_task())
    story.events.append(story.events[0].model_copy(update={"sequence": 2, "data": {"after": {"id": "T-2"}}}))
    model = InMemoryReadModel(writes_left=0)
    with pytest.raises(MalformedEvent):
        await Fold(model).apply(NGHE_AN, story.events)


async def test_an_event_of_an_unknown_type_is_refused() -> None:
    event = Story().registers(a_task()).model_copy(update={"type": "vn.tiendo.task.sung.v1"})
    with pytest.raises(UnknownEventType):
        await Fold(InMemoryReadModel()).apply(NGHE_AN, [event])


async def test_a_task_and_a_pilot_model_may_have_the_same_id() -> None:
    story = Story()
    story.registers(a_task("X-1"))
    story.registers(a_model("X-1"))
    model = await folded(story.events)
    assert await model.count_rows(NGHE_AN, "tasks") == 1
    assert await model.count_rows(NGHE_AN, "models") == 1


async def test_each_touched_document_is_written_once_in_a_batch() -> None:
    story = Story()
    story.registers(a_task())
    for status in ("in_progress", "submitted", "returned", "submitted", "completed"):
        story.moves("T-1", status, "2024-02-01")
    model = await folded(story.events)
    counters = vars(model)["_counters"].values()
    assert {counter["revision"] for counter in counters} == {1}
