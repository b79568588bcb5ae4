"""What became of each event in each read model: handled, parked, or neither."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from tests.chaos.evidence import Evidence, Reading, Shelf
from tests.chaos.invariants.recipients import mailboxes_told
from tests.chaos.invariants.verdicts import unless
from tests.chaos.told import Document, Entity, Told

FROM_EVENTS = frozenset({"assigned", "status_changed", "deadline_moved"})
_LISTS = {"tenant": "tenants"}


def nothing_vanishes(evidence: Evidence) -> Iterator[str | None]:
    """Every subscription has handled or parked every event; what is parked is kept whole, so that it can be redriven."""
    for reading in evidence.readings:
        handled = Handled(evidence, reading)
        for told in evidence.journal.get(reading.tenant, ()):
            where = f"{reading.tenant}: {reading.subscription} has number {told.sequence} ({told.kind})"
            if told.sequence in reading.parked:
                yield unless(reading.parked[told.sequence] == told.id, f"{where} parked as another event")
            else:
                yield unless(handled.has(told), f"{where} neither handled nor parked")


def positions_tell_the_truth(evidence: Evidence) -> Iterator[str | None]:
    """No position and no committed offset lies behind an event that is neither handled nor parked."""
    for reading in evidence.readings:
        handled = Handled(evidence, reading)
        lost = [
            told.sequence
            for told in evidence.journal.get(reading.tenant, ())
            if told.sequence <= reading.position and told.sequence not in reading.parked and not handled.has(told)
        ]
        where = f"{reading.tenant}: {reading.subscription} is at {reading.position}"
        yield unless(not lost, f"{where} and has not handled {lost}")
        committed = _committed(evidence, reading)
        yield unless(committed <= reading.position, f"{where} and has committed number {committed}")


def _committed(evidence: Evidence, reading: Reading) -> int:
    """The highest number of the tenant behind which an offset is committed; 0 where the bus keeps no offsets."""
    offsets = {partition: at for (name, partition), at in evidence.committed.items() if name == reading.subscription}
    if not offsets:
        return 0
    done = (r.told for r in evidence.topic if not r.injected and r.offset < offsets.get(r.partition, 0))
    return max((told.sequence for told in done if told is not None and told.tenant == reading.tenant), default=0)


class Handled:
    """Which events a read model shows the effects of."""

    def __init__(self, evidence: Evidence, reading: Reading) -> None:
        self._evidence = evidence
        self._reading = reading

    def has(self, told: Told) -> bool:
        """The entity as of it or later and, for a work, its own effect. What a read model does not keep is handled."""
        last = self.last.get(told.entity)
        if told.entity.family == "works":
            return last is not None and last >= told.sequence and self._has_effect(told)
        return told.entity.family not in self._kept_families or (last or 0) >= told.sequence

    @cached_property
    def last(self) -> dict[Entity, int]:
        """The number of the last event that each entity of the read model has taken."""
        if self._reading.subscription == "reporting":
            rows = self._shelf("reporting", "rows")
            return self._names | {Entity("works", key.partition(":")[2]): row["sequence"] for key, row in rows.items()}
        shelves = {"works": "obligations", "units": "units"}
        return {
            Entity(family, key): document["sequence"]
            for family, shelf in shelves.items()
            for key, document in self._shelf("notifications", shelf).items()
        }

    @property
    def _names(self) -> dict[Entity, int]:
        return {
            Entity(_LISTS.get(listed, listed), entry["key"]): entry["sequence"]
            for listed, document in self._shelf("reporting", "names").items()
            for entry in document["entries"]
        }

    @property
    def _kept_families(self) -> set[str]:
        return {"tenants", "units", "plans", "groups"} if self._reading.subscription == "reporting" else {"units"}

    def _has_effect(self, told: Told) -> bool:
        if self._reading.subscription == "reporting":
            return told.sequence in self._effects or told.entity in self._entities_with_parked_events
        return told.sequence in self._effects or not mailboxes_told(told)

    @cached_property
    def _effects(self) -> set[int]:
        if self._reading.subscription == "reporting":
            return {effect["sequence"] for effect in self._shelf("reporting", "history").values()}
        notices = self._shelf("notifications", "notices").values()
        return {notice["sequence"] for notice in notices if notice["kind"] in FROM_EVENTS}

    @cached_property
    def _entities_with_parked_events(self) -> set[Entity]:
        """The next event of such an entity may lead back to the state before, and then it changes nothing."""
        events = self._evidence.journal.get(self._reading.tenant, ())
        return {told.entity for told in events if told.sequence in self._reading.parked}

    def _shelf(self, service: str, collection: str) -> Mapping[str, Document]:
        return self._evidence.kept.get(Shelf(service, self._reading.tenant, collection), {})


def parked_by(evidence: Evidence, subscription: str, tenant: str) -> frozenset[int]:
    """The numbers that a subscription has set aside."""
    readings = [r for r in evidence.readings if (r.subscription, r.tenant) == (subscription, tenant)]
    return frozenset(number for reading in readings for number in reading.parked)
