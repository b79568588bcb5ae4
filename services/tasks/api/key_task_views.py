"""What the routes of key tasks answer: selections beside the catalogue's words, and what a new version has changed."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from services.tasks.domain.key_tasks.key_catalogue import differences, in_force, words_before
from services.tasks.domain.key_tasks.key_coverage import counts, not_yet_studied, touched
from shared.events.key_tasks import (
    KeyCatalogueSnapshot,
    KeySelectionSnapshot,
    KeyTask,
    KeyTaskChoice,
    KeyTaskStatus,
    Wording,
)

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class ChangedCatalogue(KeyCatalogueSnapshot):
    sequence: int = _SEQUENCE


class CataloguePage(BaseModel):
    items: list[KeyCatalogueSnapshot]
    next: str | None = _NEXT


class ChangedItem(KeyTask):
    before: Wording | None = Field(description="What it said in the version that is compared with")


class DifferencesView(BaseModel):
    """Between a version and the present one; whole items, so that nothing has to be looked up."""

    since: int
    added: list[KeyTask]
    changed: list[ChangedItem]
    withdrawn: list[KeyTask]


class CatalogueView(KeyCatalogueSnapshot):
    in_force: int = Field(description="Items of the present version")
    known: int = Field(description="Of these, those whose words are known")
    differences: DifferencesView


class ChangedSelection(KeySelectionSnapshot):
    sequence: int = _SEQUENCE


class SelectionPage(BaseModel):
    items: list[KeySelectionSnapshot]
    next: str | None = _NEXT


class ChoiceView(KeyTaskChoice):
    """A choice with the words of its item as the catalogue has them now; they are never copied into the province."""

    title_vi: str | None
    title_en: str | None
    content_vi: str | None
    sample: bool


class TouchedView(BaseModel):
    item: str
    status: KeyTaskStatus
    task: str | None
    how: Literal["changed", "withdrawn"]
    seen_version: int = Field(description="Version in which the province last looked at it")
    before: Wording | None = Field(description="What it said then; null where it was withdrawn")
    title_vi: str | None


class SelectionView(KeySelectionSnapshot):
    """The selection, and what the catalogue's present version means for it."""

    choices: tuple[ChoiceView, ...]
    by_status: dict[KeyTaskStatus, int]
    present_version: int = Field(description="Version of the catalogue now")
    touched: list[TouchedView] = Field(description="Choices whose item changed or was withdrawn since it was looked at")
    not_yet_studied: list[KeyTask] = Field(description="Items in force that the province has not taken up")


class ItemCoverageView(BaseModel):
    item: str
    title_vi: str | None = Field(description="Null: it is not known")
    studied_by: int | None = Field(description="Provinces; null where none has begun")
    proposed_by: int | None
    selected_by: int | None
    by_status: dict[KeyTaskStatus, int] | None


class ProvinceCoverageView(BaseModel):
    tenant: str
    name_vi: str
    reported: bool = Field(description="false: there is no data, which is not 0")
    catalogue_version: int | None
    behind: bool | None = Field(description="Whether the catalogue has a newer version than the province has studied")
    by_status: dict[KeyTaskStatus, int] | None


class CoverageView(BaseModel):
    """How far provinces are: what is counted is counted over `reported_by` of `of` provinces."""

    catalogue: str
    version: int
    stated_count: int | None
    reported_by: int
    of: int
    items: list[ItemCoverageView]
    provinces: list[ProvinceCoverageView]


def catalogue_json(known: KeyCatalogueSnapshot, since: int) -> dict[str, Any]:
    """CatalogueView describes it."""
    found, there = differences(known, since), in_force(known)
    return known.model_dump(mode="json") | {
        "in_force": len(there),
        "known": sum(item.title_vi is not None for item in there),
        "differences": {
            "since": since,
            "added": _dumped(found.added),
            "changed": [_dump(item) | {"before": _words(words_before(item, since))} for item in found.changed],
            "withdrawn": _dumped(found.withdrawn),
        },
    }


def selection_json(selection: KeySelectionSnapshot, catalogue: KeyCatalogueSnapshot) -> dict[str, Any]:
    """SelectionView describes it."""
    items = {item.code: item for item in catalogue.items}
    return selection.model_dump(mode="json") | {
        "choices": [_choice(choice, items[choice.item]) for choice in selection.choices],
        "by_status": counts(selection.choices),
        "present_version": catalogue.version,
        "touched": [
            {
                "item": one.item.code,
                "status": one.choice.status,
                "task": one.choice.task,
                "how": one.how,
                "seen_version": one.choice.catalogue_version,
                "before": _words(one.before),
                "title_vi": one.item.title_vi,
            }
            for one in touched(selection, catalogue)
        ],
        "not_yet_studied": _dumped(not_yet_studied(selection, catalogue)),
    }


def _choice(choice: KeyTaskChoice, item: KeyTask) -> dict[str, Any]:
    words = {field: getattr(item, field) for field in ("title_vi", "title_en", "content_vi")}
    return choice.model_dump(mode="json") | words | {"sample": item.source == "synthetic"}


def _dump(item: KeyTask) -> dict[str, Any]:
    return item.model_dump(mode="json")


def _dumped(items: tuple[KeyTask, ...]) -> list[dict[str, Any]]:
    return [_dump(item) for item in items]


def _words(wording: Wording | None) -> dict[str, Any] | None:
    return wording.model_dump(mode="json") if wording else None
