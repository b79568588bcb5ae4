"""The principle "5-4-3-2-1": its name and its five numbers, and what a tenant writes under them (FR-BP-15).

No text says what it means, so nothing is written there before a tenant does (AMB-05).
"""

from datetime import datetime

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.errors import FieldRefused
from services.tasks.domain.values import Line, Wish
from shared.events import Change, Occurred
from shared.events.principles import PrincipleFilled, PrincipleSlot, PrincipleSnapshot
from shared.tenancy import Role, TenantId

NAME = "5-4-3-2-1"
EMPTY = tuple(PrincipleSlot(number=number) for number in (5, 4, 3, 2, 1))


class SlotTwice(FieldRefused):
    """A number is written about once."""

    def __init__(self, field: str, wanted: int) -> None:
        super().__init__(field, f"{wanted} is there twice")
        self.wanted = wanted


class NewSlot(Wish):
    number: int = Field(strict=True, ge=1, le=5)
    title_vi: Line | None = None
    points: tuple[Line, ...] = Field((), max_length=50, description="The checklist under it")


class PrincipleWish(Wish):
    """The whole content; a number that is not named is empty."""

    slots: tuple[NewSlot, ...] = Field(max_length=10)


def fill(
    known: PrincipleSnapshot | None, wish: PrincipleWish, by: tuple[TenantId, Role], now: datetime
) -> Change[PrincipleSnapshot]:
    """Raises SlotTwice."""
    tenant, role = by
    written: dict[int, PrincipleSlot] = {}
    for place, slot in enumerate(wish.slots):
        if slot.number in written:
            raise SlotTwice(f"slots.{place}.number", slot.number)
        written[slot.number] = PrincipleSlot(**slot.model_dump())
    after = PrincipleSnapshot(
        id=NAME,
        tenant=tenant,
        version=known.version + 1 if known else 1,
        name=NAME,
        slots=tuple(written.get(empty.number, empty) for empty in EMPTY),
        filled_by_role=role,
    )
    payload = PrincipleFilled(before=old_values(known, after) if known else None, after=after)
    return Change(after, (Occurred(payload, now),))
