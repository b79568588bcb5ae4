"""Defects of the service that writes: commands, outbox, journal, publisher."""

import asyncio
import dataclasses
import logging
from collections.abc import Sequence
from functools import wraps
from typing import Any

from tests.chaos.points.hooks import Alteration
from tests.chaos.points.switches import Switches

_LATE = 2.0  # seconds between an answer and its write
_SLOW = 0.05  # seconds in which more than one event gathers
_OFTEN = 0.2


def acknowledges_before_the_write(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def change(works: Any, command: Any, key: str, decide: Any) -> Any:
            from shared.messaging import Committed  # noqa: PLC0415 - after the hooks

            state = await works.get(command.tenant, key)
            if state is None:
                return await original(works, command, key, decide)
            after = decide(state).state
            _later(lambda: original(works, command, key, decide))
            return Committed(after, 1_000_000 + after.version)

        return change

    return [Alteration("services.tasks.adapters.works", "StoredWorks.change", replace)]


def _later(work: Any) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(_LATE, lambda: loop.create_task(work()))


def forgets_idempotency_keys(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def command_of(*args: Any, **kwargs: Any) -> Any:
            return dataclasses.replace(await original(*args, **kwargs), key=None)

        return command_of

    return [Alteration("shared.chassis.doors", "command_of", replace)]


def empties_the_outbox_before_the_journal(_: Switches) -> list[Alteration]:
    """What is handed on is numbered; what is stored has nothing left for a sweep to find."""

    def replace(original: Any) -> Any:
        @wraps(original)
        async def write(collection: Any, document: dict[str, Any], *revision: int) -> Any:
            if not document.get("outbox"):
                return await original(collection, document, *revision)
            stored = await original(collection, {**document, "outbox": [], "outbox_pending": False}, *revision)
            return {**stored, "outbox": document["outbox"]}

        return write

    module = "shared.storage.sqlite.collection"
    return [Alteration(module, f"SqliteCollection.{name}", replace) for name in ("insert", "replace")]


def numbers_an_event_twice(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def append(journal: Any, tenant: str, drafts: Sequence[Any]) -> Any:
            entries = await original(journal, tenant, drafts)
            await original(journal, tenant, [{**draft, "id": f"{draft['id']}-again"} for draft in drafts])
            return entries

        return append

    return [Alteration("shared.messaging.journal", "Journal.append", replace)]


def breaks_the_chain(_: Switches) -> list[Alteration]:
    """One hash in sixteen is of something else."""

    def replace(original: Any) -> Any:
        @wraps(original)
        def link(previous: str, body: str) -> str:
            digest: str = original(previous, body)
            return original(digest, body) if digest.endswith("0") else digest

        return link

    return [Alteration("shared.messaging.journal", "link", replace)]


def never_empties_its_outboxes(_: Switches) -> list[Alteration]:
    async def sweep(_: Any) -> None: ...

    return [Alteration("shared.messaging.sequencer", "Sequencer.sweep", lambda _: sweep)]


def publishes_out_of_order(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def send(sender: Any, tenant: str, entries: Sequence[Any]) -> None:
            await asyncio.sleep(_SLOW)
            await original(sender, tenant, list(reversed(entries)))

        return send

    return [Alteration("shared.messaging.sending", "KafkaSender.send", replace)]


def publishes_without_a_lease(_: Switches) -> list[Alteration]:
    """Every other one's lease looks as if it were over; and a replica looks often for what others have numbered."""

    def replace(original: Any) -> Any:
        @wraps(original)
        async def get(collection: Any, key: str) -> Any:
            document = await original(collection, key)
            return (
                {**document, "until": "2000-01-01T00:00:00.000000Z"} if document and "until" in document else document
            )

        return get

    return [
        Alteration("shared.storage.sqlite.collection", "SqliteCollection.get", replace),
        Alteration("services.tasks.settings", "Settings.publish_poll", lambda _: property(_poll)),
    ]


def _poll(_: Any) -> Any:
    from datetime import timedelta  # noqa: PLC0415 - beside its only use

    return timedelta(seconds=_OFTEN)


def logs_what_people_write(_: Switches) -> list[Alteration]:
    def replace(original: Any) -> Any:
        @wraps(original)
        async def add(works: Any, command: Any, change: Any) -> Any:
            logging.getLogger("services.tasks").warning("registered %s", change.state.title_vi)
            return await original(works, command, change)

        return add

    return [Alteration("services.tasks.adapters.works", "StoredWorks.add", replace)]


PLANTS = {
    "acknowledges-before-the-write": acknowledges_before_the_write,
    "forgets-idempotency-keys": forgets_idempotency_keys,
    "empties-the-outbox-before-the-journal": empties_the_outbox_before_the_journal,
    "numbers-an-event-twice": numbers_an_event_twice,
    "breaks-the-chain": breaks_the_chain,
    "never-empties-its-outboxes": never_empties_its_outboxes,
    "publishes-out-of-order": publishes_out_of_order,
    "publishes-without-a-lease": publishes_without_a_lease,
    "logs-what-people-write": logs_what_people_write,
}
