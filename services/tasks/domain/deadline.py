"""A deadline as it is stated, and what it means for the obligation (FR-BP-20, FR-X-05, FR-X-08)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from pydantic import Field

from services.tasks.domain.errors import DeadlineIncomplete, DeadlineUnchanged, NotADecider
from services.tasks.domain.values import Day, Line, Wish
from shared.calendar import Precision, due_instant
from shared.events import Obligation
from shared.tenancy import Role

DECIDERS = frozenset(Role) - {Role.INTEGRATOR, Role.OPS, Role.UNIT_OFFICER, Role.COMMUNE_OFFICER}


class Due(Wish):
    """`raw` keeps the words of the source text, such as "in October". No date means no deadline, which is legal."""

    date: Day | None = Field(None, description="Any day of the stated period; null where no deadline is stated")
    precision: Precision = Field(Precision.NONE, description="How exactly the deadline is known")
    raw: Line | None = Field(None, description="The words of the source text")


class DeadlineWish(Wish):
    """A deadline moves only with its reason, its document and its decision maker (FR-X-08)."""

    date: Day | None = Field(None, description="Any day of the new period; null removes the deadline")
    precision: Precision = Field(description="How exactly the new deadline is known")
    reason: Line
    document: Line = Field(description="Number and symbol of the document that decides it")
    decided_by_role: Role


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last instant in time, with the precision behind it; no instant where no deadline is known."""

    due_at: datetime | None
    precision: Precision

    @classmethod
    def of(cls, stated: Due | DeadlineWish, prefix: str = "") -> Self:
        """Raises DeadlineIncomplete, naming the field that is missing or too much."""
        if (stated.date is None) != (stated.precision is Precision.NONE):
            raise DeadlineIncomplete(f"{prefix}date" if stated.date is None else f"{prefix}precision")
        return cls(due_instant(stated.date, stated.precision), stated.precision)


def moved(obligation: Obligation, wish: DeadlineWish) -> Obligation:
    """The obligation with its new deadline; the original one stays.

    Raises DeadlineIncomplete, DeadlineUnchanged, NotADecider.
    """
    deadline = Deadline.of(wish)
    if wish.decided_by_role not in DECIDERS:
        raise NotADecider("decided_by_role")
    if (deadline.due_at, deadline.precision) == (obligation.due_at, obligation.due_precision):
        raise DeadlineUnchanged
    return obligation.model_copy(
        update={"due_at": deadline.due_at, "due_precision": deadline.precision, "moves": obligation.moves + 1}
    )
