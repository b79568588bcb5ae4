"""Folds events into the read model, a batch at a time, each touched document written once."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from services.reporting.domain.arrivals import Arrivals, arrivals_of
from services.reporting.domain.folding import counters_touched, fold_counters, fold_names, fold_works
from services.reporting.domain.measures import fold_measures
from services.reporting.ports import Ledger, Overtaken
from shared.events import Event
from shared.tenancy import TenantId

_ATTEMPTS = 5

P = ParamSpec("P")
Result = TypeVar("Result")


class Fold:
    """The handler of the subscription. Any prefix of the events may come again, with other borders, after any crash.

    Order of writes: history and counters, then rows. As long as a row has not taken an event, the same change is worked out
    again from the same row, and counters that hold it refuse it by its number; once the row has taken it, all counters have.
    """

    def __init__(self, ledger: Ledger, *, aside: bool = False) -> None:
        """`aside`: batches are so large that what they need of thinking is done beside the event loop."""
        self._ledger = ledger
        self._aside = aside

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Raises MalformedEvent, UnknownEventType (nothing is written then), StorageError."""
        arrivals = await self._thought(arrivals_of, events)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await self._fold(tenant, arrivals)
            except Overtaken:
                if attempt == _ATTEMPTS:
                    raise
        return None

    async def _fold(self, tenant: TenantId, arrivals: Arrivals) -> None:
        ledger = self._ledger
        rows = await ledger.rows(tenant, list({arrival.key for arrival in arrivals.works}))
        lists = await ledger.lists(tenant, list({arrival.listed for arrival in arrivals.names}))
        changed, happenings = await self._thought(fold_works, rows, arrivals.works)
        touched = await self._thought(counters_touched, happenings)
        counters = await ledger.counters(tenant, list(touched))
        counted = await self._thought(fold_counters, counters, touched)
        await ledger.keep_counts(tenant, [happening.document() for happening in happenings], counted)
        await ledger.keep_rows(tenant, list(changed.values()), fold_names(lists, arrivals.names))
        if arrivals.measures:
            measures = await ledger.measures(tenant, list({arrival.key for arrival in arrivals.measures}))
            await ledger.keep_measures(tenant, fold_measures(measures, arrivals.measures))

    async def _thought(self, think: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        if self._aside:
            return await asyncio.to_thread(think, *args, **kwargs)
        return think(*args, **kwargs)
