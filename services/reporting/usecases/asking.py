"""How an instant is asked about: which counters and which effects give the sums that were true then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.reporting.domain.answers import Moment
from services.reporting.domain.arrivals import GROUPS, PLANS, TENANT, UNITS
from services.reporting.domain.boards import FRAME, UNIT, Sums, add, day_of, without_zeros
from services.reporting.domain.folding import TOTAL, entries_of
from services.reporting.domain.moments import Term, terms
from services.reporting.domain.names import Names, names_of
from services.reporting.domain.tallies import Tally, tally
from services.reporting.ports import Figures
from shared.calendar import end_of_day, start_of_day, to_wire
from shared.tenancy import TenantId

ALL_TIME = (Term(1, TOTAL),)
BOTH = (FRAME, UNIT)


@dataclass(frozen=True, slots=True)
class Question:
    """`as_of` is by the time changes took effect, None for everything that is known; `known_at` by the time they were entered.

    `now` is the instant at which outcomes are derived where `as_of` is None.
    """

    now: datetime
    as_of: datetime | None = None
    known_at: datetime | None = None

    @property
    def bound(self) -> str | None:
        """As of when, in wire text; what was known at an instant is asked as of that instant unless told otherwise."""
        as_of = self.as_of or self.known_at
        return None if as_of is None else to_wire(as_of)

    @property
    def at(self) -> str:
        return self.bound or to_wire(self.now)

    @property
    def known(self) -> str | None:
        return None if self.known_at is None else to_wire(self.known_at)


async def sums_of(figures: Figures, tenant: TenantId, question: Question, dimensions: Sequence[str] = BOTH) -> Sums:
    """Reads counters only, and the effects of one day at most; with `known_at`, every effect that was entered later."""
    bound, known = question.bound, question.known
    if bound is None:
        return await figures.sums(tenant, ALL_TIME, dimensions)
    sums = await _effective_at(figures, tenant, bound, dimensions)
    if known is not None:
        add(sums, await figures.effects(tenant, None, bound, known_after=known), -1)
    return without_zeros(sums)


async def tallies_of(
    figures: Figures, tenant: TenantId, question: Question, dimensions: Sequence[str] = BOTH
) -> dict[str, Tally]:
    """What each board says at the instant asked for."""
    sums = await sums_of(figures, tenant, question, dimensions)
    return {board: tally(cells, question.at) for board, cells in sums.items() if cells}


async def _effective_at(figures: Figures, tenant: TenantId, bound: str, dimensions: Sequence[str]) -> Sums:
    span = await figures.span(tenant)
    if span is None or bound < span[0]:
        return {}
    first, last = span
    if bound >= last:
        return await figures.sums(tenant, ALL_TIME, dimensions)
    return await _inside(figures, tenant, bound, (_day(first), _day(last)), dimensions)


async def _inside(
    figures: Figures, tenant: TenantId, bound: str, span: tuple[date, date], dimensions: Sequence[str]
) -> Sums:
    """The end of the day less what comes after the instant, or the end of the day before and what comes until it."""
    day = _day(bound)
    before, end = to_wire(start_of_day(day) - timedelta(microseconds=1)), to_wire(end_of_day(day))
    too_many = await figures.count_effects(tenant, bound, end)
    if too_many and too_many > await figures.count_effects(tenant, before, bound):
        sums = await figures.sums(tenant, terms(day - timedelta(days=1), *span), dimensions)
        add(sums, await figures.effects(tenant, before, bound))
        return sums
    sums = await figures.sums(tenant, terms(day, *span), dimensions)
    if too_many:
        add(sums, await figures.effects(tenant, bound, end), -1)
    return sums


def _day(instant: str) -> date:
    return date.fromisoformat(day_of(instant))


async def moment_of(figures: Figures, tenant: TenantId, question: Question) -> Moment:
    """Asked before the figures, so that they include at least what it says."""
    return moment_at(question, await figures.sequence(tenant))


def moment_at(question: Question, sequence: int) -> Moment:
    return Moment(as_of=question.at, known_at=question.known, sequence=sequence)


async def names_for(figures: Figures, tenant: TenantId, question: Question) -> Names:
    lists = await figures.lists(tenant, (TENANT, UNITS, PLANS, GROUPS))
    entries = {listed: entries_of(document) for listed, document in lists.items()}
    return names_of(entries, tenant, question.bound, question.known)
