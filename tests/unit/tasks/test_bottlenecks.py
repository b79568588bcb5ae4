"""The life of a bottleneck, whichever steps are tried; who may take them; what is counted."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.authority import require_decider, require_group_lead, require_keeper
from services.tasks.domain.bottlenecks import bottleneck as bottlenecks
from services.tasks.domain.bottlenecks.bottleneck import LIFE, Surroundings, age_days
from services.tasks.domain.bottlenecks.bottleneck_board import STATUSES, board, themes
from services.tasks.domain.bottlenecks.bottleneck_errors import BottleneckClosed
from services.tasks.domain.bottlenecks.bottleneck_groups import DIVIDED, GROUPS, SCOPES
from services.tasks.domain.bottlenecks.bottleneck_leads import LeadTable, NewLeadLine, establish, leads_of, replace
from services.tasks.domain.bottlenecks.bottleneck_wishes import (
    AmendmentWish,
    DecisionWish,
    NewBottleneck,
    ProposalWish,
    ResolutionWish,
)
from services.tasks.domain.errors import IllegalTransition, NotAllowed
from shared.events.bottlenecks import BottleneckSnapshot
from shared.tenancy import Principal, Role, TenantId, UnitId
from tests.unit.tasks.cast import NGHE_AN, NOW, UNITS, a_unit

AROUND = Surroundings(UNITS, {"NA-T-01"})
STEPS = ("proposed", "decided", "resolved", "rejected")
CENTRAL = TenantId("central")


def by(role: Role, unit: str | None = None, tenant: TenantId = NGHE_AN) -> Principal:
    return Principal("someone", tenant, role, UnitId(unit) if unit else None)


POLICE, CHAIRMAN = by(Role.STANDING_OFFICER, "NA-CA"), by(Role.CHAIRMAN)


def a_bottleneck(**fields: object) -> BottleneckSnapshot:
    wish = NewBottleneck(
        **{"id": "B", "group": "legal", "title_vi": "Vướng mắc", "owner_unit": "NA-STP"} | fields  # type: ignore[arg-type]
    )
    return bottlenecks.register(wish, POLICE, AROUND, NOW).state


def step(known: BottleneckSnapshot, status: str, at: datetime) -> BottleneckSnapshot:
    decision = DecisionWish(text="Đồng ý", document="228/TB-UBND")
    match status:
        case "proposed":
            return bottlenecks.propose(known, ProposalWish(text="Giải pháp"), POLICE, AROUND, at).state
        case "decided":
            return bottlenecks.decide(known, decision, CHAIRMAN, at).state
        case "rejected":
            return bottlenecks.reject(known, decision, CHAIRMAN, at).state
    return bottlenecks.resolve(known, ResolutionWish(text="Xong"), POLICE, at).state


@given(st.lists(st.tuples(st.sampled_from((*STEPS, "amended")), st.integers(0, 72)), max_size=12))
def test_whatever_is_tried_the_steps_tell_the_whole_life_in_order(tries: list[tuple[str, int]]) -> None:
    known, now = a_bottleneck(), NOW
    for status, hours in tries:
        now += timedelta(hours=hours)
        if status == "amended":
            known = amended(known, now)
            continue
        if status not in LIFE.steps[known.status]:
            with pytest.raises(IllegalTransition):
                step(known, status, now)
            continue
        before, known = known, step(known, status, now)
        assert known.version == before.version + 1
        assert known.steps[:-1] == before.steps
    assert known.steps[-1].status == known.status
    assert [step.at for step in known.steps] == sorted(step.at for step in known.steps)
    assert all(later.status in LIFE.steps[earlier.status] for earlier, later in pairwise(known.steps))
    assert (known.decision is not None) == (known.status in {"decided", "resolved", "rejected"})
    assert age_days(known, now) >= 0


def amended(known: BottleneckSnapshot, now: datetime) -> BottleneckSnapshot:
    wish = AmendmentWish(reason="Bổ sung", corrective_actions=("Một",))
    if not LIFE.is_open(known.status):
        with pytest.raises(BottleneckClosed):
            bottlenecks.amend(known, wish, AROUND, now)
        return known
    after = bottlenecks.amend(known, wish, AROUND, now).state
    assert (after.status, after.steps, after.version) == (known.status, known.steps, known.version + 1)
    return after


def test_an_age_ends_with_the_bottleneck() -> None:
    known = step(step(a_bottleneck(), "proposed", NOW), "rejected", NOW + timedelta(days=5))
    assert age_days(known, NOW + timedelta(days=400)) == 5
    assert age_days(a_bottleneck(), NOW + timedelta(days=400)) == 400


def test_what_an_amendment_leaves_out_stays() -> None:
    known = a_bottleneck(theme="staff", linked_works=("NA-T-01",))
    after = bottlenecks.amend(known, AmendmentWish(reason="x", title_vi="Mới"), AROUND, NOW).state
    assert (after.title_vi, after.theme, after.linked_works) == ("Mới", "staff", ("NA-T-01",))
    emptied = bottlenecks.amend(known, AmendmentWish(reason="x", linked_works=()), AROUND, NOW).state
    assert emptied.linked_works == ()


def _permitted(guard: object, *arguments: object) -> bool:
    try:
        guard(*arguments)  # type: ignore[operator]
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("unit", [None, "NA-STP", "NA-STC"])
@pytest.mark.parametrize("tenant", [NGHE_AN, TenantId("ninh-thuan"), CENTRAL])
def test_every_role_in_every_unit_at_every_step(role: Role, unit: str | None, tenant: TenantId) -> None:
    """The whole matrix: raising and amending, proposing and resolving, deciding and rejecting."""
    caller, home = by(role, unit, tenant), tenant == NGHE_AN
    of_unit = role in {Role.UNIT_HEAD, Role.UNIT_OFFICER, Role.DISTRICT_CHAIR, Role.COMMUNE_OFFICER}
    standing = role is Role.STANDING_OFFICER
    assert _permitted(require_keeper, caller, NGHE_AN, "NA-STP") == (
        home and (standing or (of_unit and unit == "NA-STP"))
    )
    assert _permitted(require_group_lead, caller, NGHE_AN, {"NA-STC"}) == (
        home and (standing or (of_unit and unit == "NA-STC"))
    )
    assert _permitted(require_group_lead, caller, NGHE_AN, ()) == (home and standing)
    assert _permitted(require_decider, caller, NGHE_AN) == (
        home and role in {Role.CHAIRMAN, Role.PERMANENT_VICE_CHAIRMAN}
    )


LINES = st.lists(
    st.builds(
        lambda group, scope, unit: NewLeadLine(group=group, scope=scope if group == DIVIDED else None, unit=unit),
        st.sampled_from(list(GROUPS)),
        st.sampled_from([None, *SCOPES]),
        st.sampled_from(["NA-STP", "NA-CA", "NA-STC"]),
    ),
    max_size=7,
    unique_by=lambda line: (line.group, line.scope),
)
LEADERS = {**UNITS, "NA-STC": a_unit("NA-STC")}


@given(LINES)
def test_who_leads_a_part_answers_for_it_and_who_leads_the_whole_for_all_of_it(lines: list[NewLeadLine]) -> None:
    table = establish(LeadTable(lines=tuple(lines)), NGHE_AN, LEADERS, NOW).state
    assert len(table.lines) == len(lines)
    for group in GROUPS:
        mine = [line for line in lines if line.group == group]
        assert leads_of(table, group, None) == {line.unit for line in mine}
        for scope in SCOPES:
            assert leads_of(table, group, scope) == {line.unit for line in mine if line.scope in {None, scope}}
    assert leads_of(None, "legal", None) == frozenset()


def test_a_new_table_replaces_the_old_one() -> None:
    first = establish(LeadTable(lines=(NewLeadLine(group="legal", unit="NA-STP"),)), NGHE_AN, LEADERS, NOW).state
    change = replace(first, LeadTable(lines=()), LEADERS, NOW)
    assert (change.state.version, change.state.lines) == (2, ())
    assert change.events[0].payload.before is not None


@given(st.dictionaries(st.tuples(st.sampled_from(list(GROUPS)), st.sampled_from(STATUSES)), st.integers(1, 99)))
def test_the_columns_of_a_board_add_up(tally: dict[tuple[str, str], int]) -> None:
    shown = board(tally)  # type: ignore[arg-type]
    assert [column.group for column in shown.groups] == list(GROUPS)
    assert shown.total == sum(column.total for column in shown.groups) == sum(shown.by_status.values())
    assert shown.total == sum(tally.values())
    assert shown.unsolved == sum(n for (_, status), n in tally.items() if status in {"open", "proposed", "decided"})


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None])), max_size=20))
def test_themes_count_each_bottleneck_once(met: list[tuple[str, str | None]]) -> None:
    every = [a_bottleneck(theme=theme).model_copy(update={"tenant": tenant}) for tenant, theme in met]
    counted = Counter(theme for _, theme in met if theme)
    assert {theme.theme: theme.total for theme in themes(every)} == counted
    for theme in themes(every):
        assert sorted(theme.tenants) == sorted({tenant for tenant, name in met if name == theme.theme})
