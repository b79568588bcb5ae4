"""The latest scoreboard of each tenant, kept as long as it is what would be worked out again."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.reporting.domain.answers import Moment, Scoreboard
from services.reporting.domain.tallies import Tally
from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class _Kept:
    board: Scoreboard
    until: str | None


class Latest:
    """Figures of now change when an event is folded or a deadline passes, and at no other time."""

    def __init__(self) -> None:
        self._kept: dict[TenantId, _Kept] = {}

    def get(self, tenant: TenantId, moment: Moment) -> Scoreboard | None:
        """The kept scoreboard, told for this moment; None where it may be another one."""
        kept = self._kept.get(tenant)
        if kept is None or kept.board.sequence != moment.sequence or moment.as_of < kept.board.as_of:
            return None
        if kept.until is not None and moment.as_of > kept.until:
            return None
        return kept.board.model_copy(update={"as_of": moment.as_of})

    def keep(self, tenant: TenantId, board: Scoreboard, tallies: Iterable[Tally]) -> None:
        """`tallies` are those of its boards: the next deadline among them ends what is kept."""
        self._kept[tenant] = _Kept(board, min((one.next_due for one in tallies if one.next_due), default=None))
