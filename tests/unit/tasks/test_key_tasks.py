"""Catalogues of key tasks in versions, and a province's way from study to implementation, as rules."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.key_tasks import key_catalogue as catalogues
from services.tasks.domain.key_tasks import key_selection as selections
from services.tasks.domain.key_tasks.key_catalogue import KeyCatalogueRevision, NewKeyCatalogue
from services.tasks.domain.key_tasks.key_coverage import coverage, touched
from services.tasks.domain.key_tasks.key_selection import STEPS, Act
from services.tasks.domain.key_tasks.key_selection_wishes import KeyDecision, KeyImplementation, KeyProposal, StudyWish
from services.tasks.domain.key_tasks.key_task_errors import (
    ItemTwice,
    ItemUnknown,
    ItemWithdrawn,
    MoreThanStated,
    NothingDecided,
    StepRefused,
)
from services.tasks.domain.works.work_errors import NothingChanges
from shared.events import TenantSnapshot
from shared.events.key_tasks import KeyCatalogueSnapshot, KeySelectionSnapshot, KeyTaskStatus
from shared.tenancy import Role, TenantId
from shared.tenancy.identifiers import CENTRAL

NOW = datetime(2024, 5, 2, 3, 0, tzinfo=UTC)
NA = TenantId("nghe-an")
POLICE, CHAIRMAN = Act(Role.STANDING_OFFICER, NOW), Act(Role.CHAIRMAN, NOW + timedelta(days=1))


def issued(*codes: str, **more: Any) -> KeyCatalogueSnapshot:
    items = [{"code": code, "title_vi": f"Việc {code}"} for code in codes]
    return catalogues.issue(NewKeyCatalogue(id="K", title_vi="Danh mục", items=items, **more), CENTRAL, NOW).state


def revised(known: KeyCatalogueSnapshot, *items: dict[str, Any]) -> KeyCatalogueSnapshot:
    return catalogues.revise(known, KeyCatalogueRevision(items=items), NOW).state


def studied(catalogue: KeyCatalogueSnapshot, *codes: str) -> KeySelectionSnapshot:
    return selections.study(None, StudyWish(items=codes), catalogue, (), (NA, POLICE)).state


def selected(item: str) -> dict[str, Any]:
    return {"item": item, "plan": "P", "title_vi": "Việc của tỉnh", "lead_unit": "U"}


def taken(
    known: KeySelectionSnapshot, catalogue: KeyCatalogueSnapshot, to: KeyTaskStatus, item: str
) -> KeySelectionSnapshot:
    """The step that would lead there."""
    match to:
        case "under_study":
            return selections.study(known, StudyWish(items=(item,)), catalogue, (), (NA, POLICE)).state
        case "proposed":
            return selections.propose(known, KeyProposal(items=(item,)), catalogue, POLICE).state
        case "selected":
            return selections.decide(known, KeyDecision(selected=(selected(item),)), catalogue, CHAIRMAN).state
        case "not_selected":
            return selections.decide(known, KeyDecision(not_selected=(item,)), catalogue, CHAIRMAN).state
    return selections.implement(known, KeyImplementation(items=(item,)), POLICE).state


ROADS: dict[KeyTaskStatus, tuple[KeyTaskStatus, ...]] = {
    "under_study": (),
    "proposed": ("proposed",),
    "selected": ("proposed", "selected"),
    "not_selected": ("proposed", "not_selected"),
    "in_implementation": ("proposed", "selected", "in_implementation"),
}


@pytest.mark.parametrize("current", get_args(KeyTaskStatus))
@pytest.mark.parametrize("wanted", ["proposed", "selected", "not_selected", "in_implementation"])
def test_the_life_of_an_item(current: KeyTaskStatus, wanted: KeyTaskStatus) -> None:
    """FR-BP-17: under study, proposed, selected or not, implemented; nothing is left out."""
    catalogue = issued("A", "B")
    known = studied(catalogue)
    for step in ROADS[current]:
        known = taken(known, catalogue, step, "A")
    if wanted in STEPS[current]:
        after = taken(known, catalogue, wanted, "A")
        assert [choice.status for choice in after.choices] == [wanted, "under_study"]
        assert after.version == known.version + 1
    else:
        with pytest.raises(StepRefused) as refusal:
            taken(known, catalogue, wanted, "A")
        assert (refusal.value.item, refusal.value.current, refusal.value.allowed) == ("A", current, STEPS[current])


@pytest.mark.parametrize("current", get_args(KeyTaskStatus))
def test_studying_again_takes_up_only_what_was_turned_down(current: KeyTaskStatus) -> None:
    catalogue = issued("A")
    known = studied(catalogue)
    for step in ROADS[current]:
        known = taken(known, catalogue, step, "A")
    (choice,) = taken(known, catalogue, "under_study", "A").choices
    assert choice.status == ("under_study" if current == "not_selected" else current)


def test_one_item_that_cannot_take_a_step_holds_the_others() -> None:
    catalogue = issued("A", "B")
    known = taken(studied(catalogue), catalogue, "proposed", "A")
    with pytest.raises(StepRefused):
        selections.propose(known, KeyProposal(items=("B", "A")), catalogue, POLICE)
    with pytest.raises(ItemTwice):
        selections.propose(known, KeyProposal(items=("B", "B")), catalogue, POLICE)
    with pytest.raises(ItemUnknown):
        selections.propose(known, KeyProposal(items=("X",)), catalogue, POLICE)
    with pytest.raises(NothingDecided):
        selections.decide(known, KeyDecision(), catalogue, CHAIRMAN)


def test_what_was_withdrawn_goes_no_further_and_its_code_is_not_used_again() -> None:
    """FR-BP-16."""
    first = issued("A", "B")
    known = taken(studied(first), first, "proposed", "B")
    second = revised(first, {"code": "A", "title_vi": "Việc A"})
    for step in ("proposed", "selected"):
        with pytest.raises(ItemWithdrawn):
            taken(known, second, step, "B")  # type: ignore[arg-type]
    with pytest.raises(ItemWithdrawn):
        studied(second, "B")
    with pytest.raises(ItemWithdrawn):
        revised(second, {"code": "A"}, {"code": "B"})


def test_a_catalogue_is_refused_that_contradicts_itself() -> None:
    with pytest.raises(MoreThanStated):
        issued("A", "B", stated_count=1)
    with pytest.raises(ItemTwice):
        issued("A", "A")
    with pytest.raises(NothingChanges):
        revised(issued("A"), {"code": "A", "title_vi": "Việc A"})


def test_what_a_version_changes_is_told_with_the_words_before() -> None:
    """FR-BP-16: a title that becomes known is a change; a note about it is none."""
    first = issued("A", "B", "C")
    second = revised(first, {"code": "C"}, {"code": "A", "title_vi": "Việc A", "note": "x"}, {"code": "D"})
    found = catalogues.differences(second, 1)
    assert [[item.code for item in items] for items in (found.added, found.changed, found.withdrawn)] == [
        ["D"],
        ["C"],
        ["B"],
    ]
    before = catalogues.words_before(found.changed[0], 1)
    assert before is not None
    assert before.title_vi == "Việc C"
    assert [(one.item.code, one.how) for one in touched(studied(first), second)] == [
        ("B", "withdrawn"),
        ("C", "changed"),
    ]


CONTENTS = st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from([None, "x", "y"]), min_size=1)


@given(st.lists(CONTENTS, min_size=2, max_size=6), st.data())
def test_between_any_two_versions_the_differences_are_those_of_the_lists(
    contents: list[dict[str, str | None]], data: st.DataObject
) -> None:
    """Whatever was issued: added, changed and withdrawn lead from the one list to the other."""
    lists, known, gone = [contents[0]], _version(None, contents[0]), set[str]()
    for content in contents[1:]:
        gone |= lists[-1].keys() - content.keys()
        allowed = {code: title for code, title in content.items() if code not in gone}
        if allowed and (allowed != lists[-1] or list(allowed) != list(lists[-1])):
            gone |= lists[-1].keys() - allowed.keys()
            known = _version(known, allowed)
            lists.append(allowed)
    since = data.draw(st.integers(1, len(lists)))
    before, now = lists[since - 1], lists[-1]
    found = catalogues.differences(known, since)
    assert {item.code for item in found.added} == now.keys() - before.keys()
    assert {item.code for item in found.withdrawn} == before.keys() - now.keys()
    there = {item.code: item for item in catalogues.in_force(known)}
    really = {code for code in now.keys() & before.keys() if now[code] != before[code]}
    assert really <= {item.code for item in found.changed}
    for item in found.changed:
        words = catalogues.words_before(item, since)
        assert words is not None
        assert words.title_vi == before[item.code]
    assert {code: item.title_vi for code, item in there.items()} == now


def _version(known: KeyCatalogueSnapshot | None, content: dict[str, str | None]) -> KeyCatalogueSnapshot:
    items = tuple({"code": code, **({"title_vi": title} if title else {})} for code, title in content.items())
    if known is None:
        return catalogues.issue(NewKeyCatalogue(id="K", title_vi="D", items=items), CENTRAL, NOW).state
    return revised(known, *items)


@given(st.dictionaries(st.sampled_from(["p1", "p2", "p3"]), st.sets(st.sampled_from("ABC"), min_size=1)))
def test_coverage_counts_provinces_that_have_begun_and_no_others(begun: dict[str, set[str]]) -> None:
    """FR-BP-17: n of m; where nobody has begun there is no number, above all not 0."""
    catalogue = issued("A", "B", "C")
    provinces = [
        TenantSnapshot(id=key, tenant=key, version=1, level="province", short_code=key, name_vi=key)
        for key in ("p1", "p2", "p3")
    ]
    chosen = {tenant: studied(catalogue, *sorted(items)) for tenant, items in begun.items()}
    found = coverage(catalogue, provinces, chosen)
    assert (found.reported_by, found.of) == (len(begun), 3)
    for item in found.items:
        expected = sum(item.item in items for items in begun.values()) if begun else None
        assert item.studied_by == expected
        assert (item.by_status is None) == (not begun)
    for line in found.provinces:
        assert (line.by_status is not None) == line.reported == (line.tenant in begun)
