"""What a tenant has set: its ladders in versions, each with when and by whom. Nothing that was in force is ever lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from services.notifications.domain.ladder import DEFAULT_LADDERS, Ladder, Ladders
from services.notifications.domain.ladder_wishes import LineWish, NewLadder, ObligationKind, StepWish


class LadderVersion(NamedTuple):
    """`set_at` and `set_by` (a role, never a person) are None for the ladders that everybody starts with, version 0."""

    version: int
    wish: NewLadder
    set_at: datetime | None = None
    set_by: str | None = None

    @property
    def ladders(self) -> Ladders:
        own: Mapping[str, Ladder] = {kind.value: line.ladder for line in self.wish.lines for kind in line.kinds}
        (general,) = (line.ladder for line in self.wish.lines if not line.kinds)
        return Ladders(general, own, self.version, self.set_at)


def _line(ladder: Ladder, *kinds: ObligationKind) -> LineWish:
    steps = (
        StepWish(days=None if step.mark else step.days, mark=step.mark, to=step.to, holds=step.holds) for step in ladder
    )
    return LineWish(kinds=kinds, steps=tuple(steps))


def _as_wish(ladders: Ladders) -> NewLadder:
    kinds_of: dict[Ladder, list[ObligationKind]] = {}
    for kind, ladder in ladders.of_kind.items():
        kinds_of.setdefault(ladder, []).append(ObligationKind(kind))
    lines = (_line(ladder, *kinds) for ladder, kinds in kinds_of.items())
    return NewLadder(lines=(_line(ladders.general), *lines))


STARTING = LadderVersion(0, _as_wish(DEFAULT_LADDERS))
"""In force until a tenant sets its own."""
