"""Catalogues of key tasks: each version is a whole list; what a version changes is kept, so that it can be shown (FR-BP-16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.key_tasks.key_task_errors import ItemTwice, ItemWithdrawn, MoreThanStated
from services.tasks.domain.values import Identifier, Line, Some, Text, Wish
from services.tasks.domain.works.work_errors import NothingChanges
from shared.events import Change, Occurred, Source
from shared.events.key_tasks import (
    CatalogueChange,
    KeyCatalogueIssued,
    KeyCatalogueRevised,
    KeyCatalogueSnapshot,
    KeyTask,
    Wording,
)
from shared.tenancy import TenantId

_WORDS = ("title_vi", "title_en", "content_vi")


class NewKeyTask(Wish):
    """One item. Where the source does not give its words, they are left out: nothing is made up."""

    code: Identifier
    title_vi: Line | None = Field(None, description="Left out where it is not known")
    title_en: Line | None = None
    content_vi: Text | None = Field(None, description="Left out where it is not known")
    note: Line | None = None
    source: Source = Source.ENTERED


_Items = Annotated[tuple[NewKeyTask, ...], Some, Field(max_length=200, json_schema_extra={"minItems": 1})]
_Stated = Annotated[int, Field(strict=True, ge=1, le=200)]


class NewKeyCatalogue(Wish):
    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    owner_unit: Identifier | None = None
    document: Line | None = None
    stated_count: _Stated | None = Field(None, description="How many items the source states, known or not")
    items: _Items
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class KeyCatalogueRevision(Wish):
    """The next version, as a whole: what it does not name is withdrawn."""

    items: _Items
    stated_count: _Stated | None = None
    document: Line | None = None
    reason: Line | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """What has changed since a version that somebody looked at."""

    added: tuple[KeyTask, ...]
    changed: tuple[KeyTask, ...]
    withdrawn: tuple[KeyTask, ...]


def issue(new: NewKeyCatalogue, tenant: TenantId, now: datetime) -> Change[KeyCatalogueSnapshot]:
    """Raises ItemTwice, MoreThanStated."""
    _require_sense(new.items, new.stated_count)
    items = tuple(_new(item, place, 1) for place, item in enumerate(new.items, 1))
    known = KeyCatalogueSnapshot(tenant=tenant, version=1, **new.model_dump(exclude={"items"}), items=items)
    return Change(known, (Occurred(KeyCatalogueIssued(after=known), now),))


def revise(known: KeyCatalogueSnapshot, wish: KeyCatalogueRevision, now: datetime) -> Change[KeyCatalogueSnapshot]:
    """Raises ItemTwice, MoreThanStated, ItemWithdrawn (a code that was given up), NothingChanges."""
    stated = wish.stated_count or known.stated_count
    _require_sense(wish.items, stated)
    version = known.version + 1
    items = _next_items(known, wish.items, version)
    update = {"items": items, "stated_count": stated, "document": wish.document or known.document}
    if items == known.items and all(getattr(known, field) == value for field, value in update.items()):
        raise NothingChanges
    after = known.model_copy(update={"version": version, **update})
    change = _change(after, wish)
    return Change(
        after, (Occurred(KeyCatalogueRevised(before=old_values(known, after), after=after, change=change), now),)
    )


def in_force(known: KeyCatalogueSnapshot) -> tuple[KeyTask, ...]:
    """The items of the present version."""
    return tuple(item for item in known.items if item.withdrawn_in is None)


def differences(known: KeyCatalogueSnapshot, since: int) -> Differences:
    """Between version `since` and the present one."""
    there, gone = in_force(known), [item for item in known.items if (item.withdrawn_in or 0) > since]
    return Differences(
        added=tuple(item for item in there if item.added_in > since),
        changed=tuple(item for item in there if item.added_in <= since < item.changed_in),
        withdrawn=tuple(item for item in gone if item.added_in <= since),
    )


def words_before(item: KeyTask, since: int) -> Wording | None:
    """What the item said in version `since`, where it says something else now."""
    return next((wording for wording in item.earlier if wording.until > since), None)


def _require_sense(items: Sequence[NewKeyTask], stated: int | None) -> None:
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item.code in seen:
            raise ItemTwice(f"items.{place}.code", item.code)
        seen.add(item.code)
    if stated is not None and len(items) > stated:
        raise MoreThanStated(stated, len(items))


def _new(item: NewKeyTask, place: int, version: int) -> KeyTask:
    return KeyTask(**item.model_dump(), order=place, added_in=version, changed_in=version)


def _next_items(known: KeyCatalogueSnapshot, wanted: Sequence[NewKeyTask], version: int) -> tuple[KeyTask, ...]:
    """The new list in its order, then what it withdraws and what was withdrawn before."""
    before = {item.code: item for item in known.items}
    named = {item.code for item in wanted}
    items = [_next(before.get(item.code), item, place, version) for place, item in enumerate(wanted, 1)]
    return tuple(items) + tuple(_left(item, version) for item in known.items if item.code not in named)


def _next(before: KeyTask | None, item: NewKeyTask, place: int, version: int) -> KeyTask:
    if before is None:
        return _new(item, place, version)
    if before.withdrawn_in is not None:
        raise ItemWithdrawn(f"items.{place - 1}.code", item.code, before.withdrawn_in)
    after = before.model_copy(update={**item.model_dump(), "order": place})
    if all(getattr(before, word) == getattr(after, word) for word in _WORDS):
        return after
    said = Wording(until=version, **{word: getattr(before, word) for word in _WORDS})
    return after.model_copy(update={"changed_in": version, "earlier": (*before.earlier, said)})


def _left(item: KeyTask, version: int) -> KeyTask:
    return item if item.withdrawn_in is not None else item.model_copy(update={"withdrawn_in": version})


def _change(after: KeyCatalogueSnapshot, wish: KeyCatalogueRevision) -> CatalogueChange:
    found = differences(after, after.version - 1)
    codes = {name: tuple(item.code for item in getattr(found, name)) for name in ("added", "changed", "withdrawn")}
    return CatalogueChange(**codes, document=wish.document, reason=wish.reason)
