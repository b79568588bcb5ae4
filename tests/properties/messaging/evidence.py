"""What lies on the disk of the tasks service, read directly: units, outboxes, journal."""

from typing import Any

import orjson

from shared.events import Event, UnitSnapshot
from shared.messaging import JOURNAL, aggregate_spec
from shared.messaging.journal import GENESIS, link
from shared.storage import Document
from shared.tenancy import TenantId
from tests.properties.messaging.ledger import commands_in
from tests.properties.simulation.memory_store import Disk

UNITS = aggregate_spec("units")


class Evidence:
    """Checks that hold at every instant, whatever is under way or was killed."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._seen: dict[TenantId, list[Document]] = {}

    def journal(self, tenant: TenantId) -> list[Document]:
        return self._disk.documents(JOURNAL, tenant)

    def unit(self, tenant: TenantId, key: str) -> UnitSnapshot | None:
        document = self._disk.table(UNITS).get(tenant, key)
        return UnitSnapshot.model_validate(document["state"]) if document else None

    def check(self, tenant: TenantId) -> None:
        self._check_chain(tenant)
        numbered: dict[str, list[dict[str, Any]]] = {}
        for entry in self.journal(tenant):
            numbered.setdefault(entry["subject"], []).append(orjson.loads(entry["body"]))
        for document in self._disk.documents(UNITS, tenant):
            self._check_unit(document, numbered.pop(document["id"], []))
        assert not numbered, "an event without a change"

    def _check_chain(self, tenant: TenantId) -> None:
        """Gapless numbers, each event once, every entry chained to the one before it, and nothing ever rewritten."""
        entries = self.journal(tenant)
        before = self._seen.get(tenant, [])
        assert entries[: len(before)] == before, "the past was rewritten"
        assert [entry["sequence"] for entry in entries] == list(range(1, len(entries) + 1))
        assert len({entry["event_id"] for entry in entries}) == len(entries), "an event has two numbers"
        previous = entries[len(before) - 1]["hash"] if before else GENESIS
        for entry in entries[len(before) :]:
            event = Event.from_json(entry["body"])
            assert (event.sequence, event.tenant, event.id) == (entry["sequence"], tenant, entry["event_id"])
            assert (entry["previous"], entry["hash"]) == (previous, link(previous, entry["body"]))
            previous = entry["hash"]
        self._seen[tenant] = entries

    def _check_unit(self, document: Document, numbered: list[dict[str, Any]]) -> None:
        """G1: each change of the unit is in the journal or in the outbox. G3: the journal has them in their order."""
        unit = UnitSnapshot.model_validate(document["state"])
        commands = commands_in(unit)
        assert (unit.version, len(set(commands))) == (len(commands), len(commands)), "a command had its effect twice"
        versions = [event["data"]["after"]["version"] for event in numbered]
        assert versions == list(range(1, len(versions) + 1)), "events of one unit overtook each other"
        for event in numbered:
            version = event["data"]["after"]["version"]
            assert commands_in(UnitSnapshot.model_validate(event["data"]["after"])) == commands[:version]
        waiting = [event["data"]["after"]["version"] for event in document["outbox"]]
        assert sorted({*versions, *waiting}) == list(range(1, unit.version + 1)), "a change without its event"
        assert waiting == sorted(waiting), "the outbox is out of order"
        assert document["outbox_pending"] or not document["outbox"], "a sweep would not find it"
