"""Folds events into the read model, a batch at a time, each touched document written once."""

from collections.abc import Sequence

from services.reporting.domain.arrivals import Arrivals, arrivals_of
from services.reporting.domain.folding import counters_touched, fold_counters, fold_names, fold_works
from services.reporting.ports import Ledger, Overtaken
from shared.events import Event
from shared.tenancy import TenantId

_ATTEMPTS = 5


class Fold:
    """The handler of the subscription. Any prefix of the events may come again, with other borders, after any crash.

    Order of writes: history and counters, then rows. As long as a row has not taken an event, the same change is worked out
    again from the same row, and counters that hold it refuse it by its number; once the row has taken it, all counters have.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Raises MalformedEvent, UnknownEventType (nothing is written then), StorageError."""
        arrivals = arrivals_of(events)
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
        changed, happenings = fold_works(rows, arrivals.works)
        touched = counters_touched(happenings)
        counters = fold_counters(await ledger.counters(tenant, list(touched)), touched)
        await ledger.keep_counts(tenant, [happening.document() for happening in happenings], counters)
        await ledger.keep_rows(tenant, list(changed.values()), fold_names(lists, arrivals.names))
