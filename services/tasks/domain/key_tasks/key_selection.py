"""What a province makes of a catalogue of key tasks: studied, proposed, selected or not, implemented (FR-BP-17)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.key_tasks.key_catalogue import in_force
from services.tasks.domain.key_tasks.key_selection_wishes import KeyDecision, KeyImplementation, KeyProposal, StudyWish
from services.tasks.domain.key_tasks.key_task_errors import (
    ItemTwice,
    ItemUnknown,
    ItemWithdrawn,
    NothingDecided,
    StepRefused,
)
from shared.events import Change, Occurred
from shared.events.key_tasks import (
    KeyCatalogueSnapshot,
    KeySelectionChanged,
    KeySelectionSnapshot,
    KeyTask,
    KeyTaskChoice,
    KeyTaskStatus,
    SelectionChange,
)
from shared.tenancy import Role, TenantId

STEPS: Mapping[KeyTaskStatus, tuple[KeyTaskStatus, ...]] = {
    "under_study": ("proposed",),
    "proposed": ("selected", "not_selected"),
    "selected": ("in_implementation",),
    "not_selected": ("under_study",),
    "in_implementation": (),
}
_Choices = dict[str, KeyTaskChoice]


@dataclass(frozen=True, slots=True)
class Act:
    """Who takes a step and when."""

    role: Role
    now: datetime


def study(
    known: KeySelectionSnapshot | None,
    wish: StudyWish,
    catalogue: KeyCatalogueSnapshot,
    units: Collection[str],
    by: tuple[TenantId, Act],
) -> Change[KeySelectionSnapshot]:
    """The first study opens the selection; a later one looks at the items again, and takes up what was turned down.

    `units` are those that exist. Raises UnknownReference, ItemUnknown, ItemTwice, ItemWithdrawn.
    """
    tenant, act = by
    _require_units(wish, units)
    before = known or KeySelectionSnapshot(
        id=catalogue.id, tenant=tenant, version=0, catalogue_version=catalogue.version, choices=()
    )
    items = _named(wish.items, catalogue) if wish.items else in_force(catalogue)
    choices = _by_item(before)
    for place, item in enumerate(items):
        choices[item.code] = _studied(choices.get(item.code), item, (catalogue, wish, act), f"items.{place}")
    update: dict[str, Any] = {"catalogue_version": catalogue.version}
    update |= {field: value for field in ("proposing_unit", "deciding_units") if (value := getattr(wish, field))}
    change = SelectionChange(items=tuple(item.code for item in items), what="study", document=wish.document)
    return _changed((known, before), update | {"choices": _ordered(choices, catalogue)}, change, act.now)


def propose(
    known: KeySelectionSnapshot, wish: KeyProposal, catalogue: KeyCatalogueSnapshot, act: Act
) -> Change[KeySelectionSnapshot]:
    """Raises ItemUnknown, ItemTwice, ItemWithdrawn, StepRefused."""
    said = {"reason": wish.reason, "document": wish.document}
    steps = [(item, f"items.{place}", {"status": "proposed", **said}) for place, item in enumerate(wish.items)]
    for item, field, _ in steps:
        _require_in_force(item, catalogue, field)
    change = SelectionChange(items=wish.items, what="proposal", **said)
    return _taken(known, steps, change, act)


def decide(
    known: KeySelectionSnapshot, wish: KeyDecision, catalogue: KeyCatalogueSnapshot, act: Act
) -> Change[KeySelectionSnapshot]:
    """What is selected names its local task. Raises NothingDecided, ItemUnknown, ItemTwice, ItemWithdrawn, StepRefused."""
    if not (wish.selected or wish.not_selected):
        raise NothingDecided
    said = {"reason": wish.reason, "document": wish.document}
    steps: list[tuple[str, str, dict[str, Any]]] = []
    for place, chosen in enumerate(wish.selected):
        _require_in_force(chosen.item, catalogue, field := f"selected.{place}.item")
        task = task_id(known.id, chosen.item)
        update = {"status": "selected", "task": task, "catalogue_version": catalogue.version, **said}
        steps.append((chosen.item, field, update))
    refused = {"status": "not_selected", **said}
    steps += [(item, f"not_selected.{place}", refused) for place, item in enumerate(wish.not_selected)]
    change = SelectionChange(items=tuple(item for item, _, _ in steps), what="decision", **said)
    return _taken(known, steps, change, act)


def implement(known: KeySelectionSnapshot, wish: KeyImplementation, act: Act) -> Change[KeySelectionSnapshot]:
    """Raises ItemUnknown, ItemTwice, StepRefused."""
    update = {"status": "in_implementation", "document": wish.document}
    steps = [(item, f"items.{place}", update) for place, item in enumerate(wish.items)]
    change = SelectionChange(items=wish.items, what="implementation", document=wish.document)
    return _taken(known, steps, change, act)


def task_id(catalogue: str, item: str) -> str:
    """The local task of an item is found from the item alone."""
    return f"{catalogue}.{item}"


def _taken(
    known: KeySelectionSnapshot, steps: Sequence[tuple[str, str, dict[str, Any]]], change: SelectionChange, act: Act
) -> Change[KeySelectionSnapshot]:
    """Each item takes its step, or none does."""
    choices, seen = _by_item(known), set[str]()
    for item, field, update in steps:
        if item in seen:
            raise ItemTwice(field, item)
        seen.add(item)
        if item not in choices:
            raise ItemUnknown(field, item)
        choices[item] = _stepped(choices[item], update, act)
    return _changed((known, known), {"choices": tuple(choices.values())}, change, act.now)


def _stepped(choice: KeyTaskChoice, update: Mapping[str, Any], act: Act) -> KeyTaskChoice:
    wanted: KeyTaskStatus = update["status"]
    if wanted not in STEPS[choice.status]:
        raise StepRefused(choice.item, choice.status, wanted, STEPS[choice.status])
    return choice.model_copy(update={**update, "since": max(act.now, choice.since), "role": act.role})


def _studied(
    before: KeyTaskChoice | None, item: KeyTask, looked: tuple[KeyCatalogueSnapshot, StudyWish, Act], field: str
) -> KeyTaskChoice:
    catalogue, wish, act = looked
    if before is None:
        if item.withdrawn_in is not None:
            raise ItemWithdrawn(field, item.code, item.withdrawn_in)
        return KeyTaskChoice(
            item=item.code,
            status="under_study",
            since=act.now,
            catalogue_version=catalogue.version,
            note=wish.note,
            document=wish.document,
            role=act.role,
        )
    update = {"catalogue_version": catalogue.version, "note": wish.note or before.note}
    again = before.model_copy(update=update)
    taken_up = before.status == "not_selected" and item.withdrawn_in is None
    return _stepped(again, {"status": "under_study", "document": wish.document}, act) if taken_up else again


def _changed(
    states: tuple[KeySelectionSnapshot | None, KeySelectionSnapshot],
    update: Mapping[str, Any],
    change: SelectionChange,
    now: datetime,
) -> Change[KeySelectionSnapshot]:
    known, before = states
    after = before.model_copy(update={**update, "version": before.version + 1})
    payload = KeySelectionChanged(before=old_values(known, after) if known else None, after=after, change=change)
    return Change(after, (Occurred(payload, now),))


def _named(codes: Iterable[str], catalogue: KeyCatalogueSnapshot) -> tuple[KeyTask, ...]:
    items, found = {item.code: item for item in catalogue.items}, dict[str, KeyTask]()
    for place, code in enumerate(codes):
        if code not in items:
            raise ItemUnknown(f"items.{place}", code)
        if code in found:
            raise ItemTwice(f"items.{place}", code)
        found[code] = items[code]
    return tuple(found.values())


def _require_in_force(code: str, catalogue: KeyCatalogueSnapshot, field: str) -> None:
    for item in catalogue.items:
        if item.code == code and item.withdrawn_in is not None:
            raise ItemWithdrawn(field, code, item.withdrawn_in)


def _require_units(wish: StudyWish, units: Collection[str]) -> None:
    if wish.proposing_unit and wish.proposing_unit not in units:
        raise UnknownReference("proposing_unit", wish.proposing_unit)
    for place, unit in enumerate(wish.deciding_units):
        if unit not in units:
            raise UnknownReference(f"deciding_units.{place}", unit)


def _by_item(known: KeySelectionSnapshot) -> _Choices:
    return {choice.item: choice for choice in known.choices}


def _ordered(choices: _Choices, catalogue: KeyCatalogueSnapshot) -> tuple[KeyTaskChoice, ...]:
    return tuple(choices[item.code] for item in catalogue.items if item.code in choices)
