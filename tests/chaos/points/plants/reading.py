"""Defects of the services that read: subscriptions, folds, inboxes."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from functools import wraps
from typing import Any, NoReturn

from tests.chaos.points.hooks import Alteration
from tests.chaos.points.switches import Switches

_FAILURES = 3
_BATCHES_BEFORE = 3
_DEADLINE_MOVED = "vn.tiendo.task.deadline-moved.v1"


def counts_a_repetition_again(_: Switches) -> list[Alteration]:
    """Counters do not know what they hold, and a write behind them fails a few times, as when a store restarts."""

    def replace(original: Any) -> Any:
        @wraps(original)
        def fold_counters(counters: Mapping[str, Any], touched: Any) -> Any:
            return original({key: {**document, "applied": 0} for key, document in counters.items()}, touched)

        return fold_counters

    return [
        Alteration("services.reporting.domain.folding", "fold_counters", replace),
        _failing("services.reporting.adapters.stored_ledger", "StoredLedger.keep_rows"),
    ]


def tells_a_repetition_again(_: Switches) -> list[Alteration]:
    """A notice's id does not follow from its cause, and a write beside it fails a few times."""

    def replace(original: Any) -> Any:
        @wraps(original)
        def notice_id(*cause: str) -> str:
            told: str = original(*cause, os.urandom(8).hex())
            return told

        return notice_id

    return [
        Alteration("services.notifications.domain.notices", "notice_id", replace),
        _failing("services.notifications.adapters.stored_obligations", "StoredObligations.change"),
    ]


def _failing(module: str, path: str) -> Alteration:
    left = [_FAILURES]

    def replace(original: Any) -> Any:
        @wraps(original)
        async def write(*args: Any) -> Any:
            if left[0] and args[2]:
                from shared.storage import StoreUnavailable  # noqa: PLC0415 - after the hooks

                left[0] -= 1
                raise StoreUnavailable("planted")
            return await original(*args)

        return write

    return Alteration(module, path, replace)


def parks_what_it_cannot_handle(_: Switches) -> list[Alteration]:
    """No defect of the messaging: an event that a fold does not take is set aside, and that is told."""

    def replace(original: Any) -> Any:
        @wraps(original)
        async def apply(fold: Any, tenant: str, events: Sequence[Any]) -> Any:
            if any(event.type == _DEADLINE_MOVED for event in events):
                raise ValueError("planted")
            return await original(fold, tenant, events)

        return apply

    return [Alteration("services.reporting.usecases.fold", "Fold.apply", replace)]


def drops_what_it_cannot_handle(switches: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def insert(collection: Any, document: Any) -> Any:
            return document if "tries" in document else await original(collection, document)

        return insert

    lost = Alteration("shared.storage.sqlite.collection", "SqliteCollection.insert", replace)
    return [*parks_what_it_cannot_handle(switches), lost]


def moves_the_position_before_the_effects(switches: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        def made(subscription: Any, name: str, store: Any, source: Any, *rest: Any) -> None:
            handler, *others = rest
            original(subscription, name, store, source, _Hasty(name, store, handler, switches), *others)

        return made

    return [Alteration("shared.messaging.subscription", "Subscription.__init__", replace)]


class _Hasty:
    """Handles after it has moved, and is killed once between the two."""

    def __init__(self, name: str, store: Any, handler: Any, switches: Switches) -> None:
        self._name = name
        self._store = store
        self._handler = handler
        self._fallen = switches.file("fallen")
        self._batches = 0

    async def apply(self, tenant: Any, events: Sequence[Any]) -> None:
        from shared.messaging import POSITIONS  # noqa: PLC0415 - after the hooks

        positions = self._store.collection(POSITIONS, tenant)
        place = await positions.get(self._name) or {"id": self._name}
        await positions.upsert_many([{**place, "sequence": events[-1].sequence}])
        self._batches += 1
        if self._batches > _BATCHES_BEFORE and not self._fallen.exists():
            self._fallen.touch()
            _fall()
        await self._handler.apply(tenant, events)


def _fall() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives that")


def folds_by_the_clock(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def keep_rows(ledger: Any, tenant: Any, rows: Sequence[Any], lists: Sequence[Any]) -> None:
            from shared.calendar import SystemClock, to_wire  # noqa: PLC0415 - after the hooks

            folded_at = to_wire(SystemClock().now())
            await original(ledger, tenant, [{**row, "folded_at": folded_at} for row in rows], lists)

        return keep_rows

    return [Alteration("services.reporting.adapters.stored_ledger", "StoredLedger.keep_rows", replace)]


def gives_up_after_an_outage(_: Switches) -> list[Alteration]:
    given_up = asyncio.Event()

    def replace(original: Any) -> Any:
        @wraps(original)
        async def pull(subscription: Any, *args: Any) -> Any:
            if given_up.is_set():
                return None
            try:
                return await original(subscription, *args)
            except Exception:
                given_up.set()
                raise

        return pull

    module = "shared.messaging.subscription"
    return [Alteration(module, f"Subscription.{name}", replace) for name in ("catch_up", "receive")]


def hangs_and_says_it_is_ready(_: Switches) -> list[Alteration]:
    calls = [0]

    def replace(original: Any) -> Any:
        @wraps(original)
        async def pull(subscription: Any, *args: Any) -> Any:
            calls[0] += 1
            if calls[0] > _BATCHES_BEFORE:
                await asyncio.Event().wait()
            return await original(subscription, *args)

        return pull

    module = "shared.messaging.subscription"
    return [Alteration(module, f"Subscription.{name}", replace) for name in ("catch_up", "receive")]


def counts_twice(_: Switches) -> list[Alteration]:
    return [Alteration("shared.observability.metrics", "events_applied", _Twice)]


class _Twice:
    """A counter that adds everything two times."""

    def __init__(self, counter: Any) -> None:
        self._counter = counter

    def labels(self, *values: str) -> "_Twice":
        return _Twice(self._counter.labels(*values))

    def inc(self, amount: float = 1) -> None:
        self._counter.inc(2 * amount)


PLANTS = {
    "counts-a-repetition-again": counts_a_repetition_again,
    "tells-a-repetition-again": tells_a_repetition_again,
    "parks-what-it-cannot-handle": parks_what_it_cannot_handle,
    "drops-what-it-cannot-handle": drops_what_it_cannot_handle,
    "moves-the-position-before-the-effects": moves_the_position_before_the_effects,
    "folds-by-the-clock": folds_by_the_clock,
    "gives-up-after-an-outage": gives_up_after_an_outage,
    "hangs-and-says-it-is-ready": hangs_and_says_it_is_ready,
    "counts-twice": counts_twice,
}
