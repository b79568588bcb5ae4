"""How far provinces are with a catalogue: of one that has not begun nothing is said, above all not 0 (FR-BP-16, FR-BP-17)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from services.tasks.domain.key_tasks.key_catalogue import in_force, words_before
from shared.events import TenantSnapshot
from shared.events.key_tasks import (
    KeyCatalogueSnapshot,
    KeySelectionSnapshot,
    KeyTask,
    KeyTaskChoice,
    KeyTaskStatus,
    Wording,
)

STATUSES: tuple[KeyTaskStatus, ...] = get_args(KeyTaskStatus)
_PROPOSED = frozenset(STATUSES) - {"under_study"}
_SELECTED = frozenset[KeyTaskStatus]({"selected", "in_implementation"})
Counts = dict[KeyTaskStatus, int]


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """Of `reported_by` provinces of `of`; counts are null where no province has begun."""

    item: str
    title_vi: str | None
    studied_by: int | None
    proposed_by: int | None
    selected_by: int | None
    by_status: Counts | None


@dataclass(frozen=True, slots=True)
class ProvinceCoverage:
    """`by_status` and what follows is null for a province that has not begun: there is no data."""

    tenant: str
    name_vi: str
    reported: bool
    catalogue_version: int | None
    behind: bool | None
    by_status: Counts | None


@dataclass(frozen=True, slots=True)
class KeyCoverage:
    catalogue: str
    version: int
    stated_count: int | None
    reported_by: int
    of: int
    items: list[ItemCoverage]
    provinces: list[ProvinceCoverage]


@dataclass(frozen=True, slots=True)
class Touched:
    """A choice whose item has changed or was withdrawn since it was last looked at; `before`: its words then."""

    choice: KeyTaskChoice
    item: KeyTask
    how: str
    before: Wording | None


def coverage(
    catalogue: KeyCatalogueSnapshot,
    provinces: Sequence[TenantSnapshot],
    selections: Mapping[str, KeySelectionSnapshot],
) -> KeyCoverage:
    """`selections` by tenant."""
    there = [selections[province.id] for province in provinces if province.id in selections]
    return KeyCoverage(
        catalogue=catalogue.id,
        version=catalogue.version,
        stated_count=catalogue.stated_count,
        reported_by=len(there),
        of=len(provinces),
        items=[_item(item, there) for item in in_force(catalogue)],
        provinces=[_province(province, catalogue, selections.get(province.id)) for province in provinces],
    )


def counts(choices: Sequence[KeyTaskChoice]) -> Counts:
    counted = Counter(choice.status for choice in choices)
    return {status: counted[status] for status in STATUSES}


def touched(selection: KeySelectionSnapshot, catalogue: KeyCatalogueSnapshot) -> list[Touched]:
    """What a new version of the catalogue touches of what the province has chosen."""
    items, found = {item.code: item for item in catalogue.items}, []
    for choice in selection.choices:
        item, since = items[choice.item], choice.catalogue_version
        if (item.withdrawn_in or 0) > since:
            found.append(Touched(choice, item, "withdrawn", None))
        elif item.changed_in > since:
            found.append(Touched(choice, item, "changed", words_before(item, since)))
    return found


def not_yet_studied(selection: KeySelectionSnapshot, catalogue: KeyCatalogueSnapshot) -> tuple[KeyTask, ...]:
    studied = {choice.item for choice in selection.choices}
    return tuple(item for item in in_force(catalogue) if item.code not in studied)


def _item(item: KeyTask, selections: Sequence[KeySelectionSnapshot]) -> ItemCoverage:
    choices = [choice for selection in selections for choice in selection.choices if choice.item == item.code]
    if not selections:
        return ItemCoverage(item.code, item.title_vi, None, None, None, None)
    return ItemCoverage(
        item=item.code,
        title_vi=item.title_vi,
        studied_by=len(choices),
        proposed_by=sum(choice.status in _PROPOSED for choice in choices),
        selected_by=sum(choice.status in _SELECTED for choice in choices),
        by_status=counts(choices),
    )


def _province(
    province: TenantSnapshot, catalogue: KeyCatalogueSnapshot, selection: KeySelectionSnapshot | None
) -> ProvinceCoverage:
    return ProvinceCoverage(
        tenant=province.id,
        name_vi=province.name_vi,
        reported=selection is not None,
        catalogue_version=selection.catalogue_version if selection else None,
        behind=selection.catalogue_version < catalogue.version if selection else None,
        by_status=counts(selection.choices) if selection else None,
    )
