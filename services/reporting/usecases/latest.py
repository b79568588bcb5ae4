"""The latest scoreboards, kept as long as they are what would be worked out again."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from services.reporting.domain.answers import Moment, Scoreboard
from services.reporting.domain.tallies import Tally
from shared.tenancy import TenantId

_KEPT = 512

Key = tuple[TenantId, int, str | None, str | None]
"""Whose figures, of which generation, as of which instant and as known at which; None is now."""


@dataclass(frozen=True, slots=True)
class _Kept:
    board: Scoreboard
    until: str | None


class Latest:
    """Figures change when an event is folded; those of now also when a deadline passes; and at no other time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()

    def get(self, key: Key, moment: Moment) -> Scoreboard | None:
        """The kept scoreboard, told for this moment; None where it may be another one."""
        kept = self._kept.get(key)
        if kept is None or kept.board.sequence != moment.sequence or moment.as_of < kept.board.as_of:
            return None
        if kept.until is not None and moment.as_of > kept.until:
            return None
        self._kept.move_to_end(key)
        return kept.board.model_copy(update={"as_of": moment.as_of})

    def keep(self, key: Key, board: Scoreboard, tallies: Iterable[Tally]) -> None:
        """`tallies` are those of its boards: the next deadline among them ends what is kept."""
        self._kept[key] = _Kept(board, min((one.next_due for one in tallies if one.next_due), default=None))
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
