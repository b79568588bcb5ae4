"""Whatever a province has, and whomever the administrator chooses: every open work goes on once, as it stood (FR-X-07)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.lifecycle import TASK
from services.tasks.domain.outcome import standing
from services.tasks.domain.successions.passing_on import NothingPasses
from services.tasks.domain.tenant_successions import moving, tenant_succession
from services.tasks.domain.tenant_successions.legacy import Legacy
from services.tasks.domain.works.work import Work, is_still_open
from shared.calendar import start_of_day
from shared.events import TaskSnapshot, UnitSnapshot
from shared.events.successions import ChosenLead
from shared.events.tenant_successions import TenantSuccessionSnapshot, UnitHeir
from shared.tenancy import is_identifier
from tests.properties.effort import effort
from tests.unit.tasks.cast import a_model, a_task

DAY = date(2024, 4, 1)
AFTER = datetime(2024, 8, 1, tzinfo=UTC)
OLD = ("NA-STP", "NA-CA", "NA-H413")
NEW = {key: UnitSnapshot(id=key, tenant="thanh-hoa", version=1, type="office", name_vi=key) for key in ("TH-A", "TH-B")}
A_TASK, A_MODEL = a_task(), a_model()
KEYS = st.text("AaBb019._-", min_size=1, max_size=79).map(lambda text: f"T{text}")
MOMENTS = st.integers(0, 26_000).map(lambda minutes: datetime(2024, 2, 1, tzinfo=UTC) + timedelta(minutes=10 * minutes))


@st.composite
def works(draw: st.DrawFn) -> list[Work]:
    """Tasks, shares of an assignment, assignments to classes of units, and pilot models, in any status."""
    return [draw(_work(key)) for key in draw(st.lists(KEYS, unique=True, max_size=5))]


@st.composite
def _work(draw: st.DrawFn, key: str) -> Work:
    if draw(st.booleans()):
        update: dict[str, Any] = {"id": key, "lead_unit": draw(st.sampled_from(OLD)), "status_since": draw(MOMENTS)}
        return A_MODEL.model_copy(update=update | {"status": draw(st.sampled_from(["not_started", "completed"]))})
    update = {"id": key, "status": draw(st.sampled_from(sorted(TASK.steps))), "status_since": draw(MOMENTS)}
    units = draw(st.lists(st.sampled_from(OLD), unique=True, max_size=3))
    if draw(st.booleans()):
        return A_TASK.model_copy(update=update | {"lead_unit": None, "assignees": tuple(units)})
    lead = draw(st.sampled_from(OLD))
    helpers = tuple(unit for unit in units if unit != lead)
    return A_TASK.model_copy(update=update | {"lead_unit": lead, "coordinating_units": helpers})


@st.composite
def legacies(draw: st.DrawFn, of: Sequence[Work] = ()) -> Legacy:
    heirs = draw(st.dictionaries(st.sampled_from(OLD), st.sampled_from(sorted(NEW))))
    chosen = [
        ChosenLead(work=work.id, lead_unit=draw(st.sampled_from(sorted(NEW)))) for work in of if draw(st.booleans())
    ]
    said = TenantSuccessionSnapshot(
        id="kt-nghe-an",
        tenant="nghe-an",
        version=1,
        successor="thanh-hoa",
        title_vi="Sáp nhập",
        effective_on=DAY,
        document="1/NQ-QH",
        heirs=tuple(UnitHeir(unit=unit, successor=heir) for unit, heir in heirs.items()),
        works=tuple(chosen),
        status="running",
        status_since=AFTER,
    )
    return Legacy(said, NEW, NEW["TH-A"])


@effort(60)
@given(st.data())
def test_every_open_work_goes_on_once_and_no_other(data: st.DataObject) -> None:
    """SC-X-2: what is open is planned once each; `to` is empty just where nobody was chosen."""
    found = data.draw(works())
    legacy = data.draw(legacies(found))
    plan = list(moving.plan_of(found, [], legacy))
    assert sorted(one.id for one in plan) == sorted(work.id for work in found if is_still_open(work))
    left = [one.id for one in plan if one.to is None]
    inherited = tenant_succession.inherited(plan)
    assert sum(sum(one.counts.values()) for one in inherited) + len(left) == len(plan)
    assert {one.unit for one in inherited} <= NEW.keys()


@effort(60)
@given(st.data())
def test_a_work_is_open_on_one_side_and_keeps_what_is_known_of_it(data: st.DataObject) -> None:
    """SC-X-2: status, deadlines and their times are those of the old work; nothing takes effect before the day."""
    found = data.draw(works())
    legacy = data.draw(legacies(found))
    ids = [legacy.id_of(work.id) for work in found]
    assert len(set(ids)) == len(ids) and all(map(is_identifier, ids))
    for work in found:
        if not is_still_open(work):
            with pytest.raises(NothingPasses):
                moving.gone(work, "T", legacy)
            continue
        _moved(work, legacy)


def _moved(work: Work, legacy: Legacy) -> None:
    key = legacy.id_of(work.id)
    there, here = moving.arrived(work, key, legacy, moving.Around()), moving.gone(work, key, legacy)
    assert is_still_open(there.state) and not is_still_open(here.state)
    assert (there.state.tenant, there.state.version, there.state.origin) == ("thanh-hoa", 1, legacy.origin(work.id))
    assert here.state.passed_to is not None and here.state.passed_to.id == key
    for name in ("status", "status_since", "title_vi", "source", "product"):
        assert getattr(there.state, name) == getattr(here.state, name) == getattr(work, name)
    owed = {"owner_unit", "accountable_role"}
    assert there.state.obligation.model_dump(exclude=owed) == work.obligation.model_dump(exclude=owed)
    assert standing(here.state, AFTER).outcome is None
    (come,), (went,) = there.events, here.events
    assert come.time == went.time == max(start_of_day(DAY), work.status_since)
    assert there.state.lead_unit is None if work.lead_unit is None else there.state.lead_unit in NEW
    if isinstance(there.state, TaskSnapshot):
        assert there.state.lead_unit not in there.state.coordinating_units
        assert {*there.state.coordinating_units, *there.state.assignees} <= NEW.keys()
    with pytest.raises(NothingPasses):
        moving.gone(here.state, key, legacy)
