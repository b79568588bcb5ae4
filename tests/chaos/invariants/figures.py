"""What people are shown: figures, and notices."""

from collections.abc import Iterator, Sequence

from tests.chaos.evidence import Evidence, Inbox, Shelf
from tests.chaos.invariants import model
from tests.chaos.invariants.handling import FROM_EVENTS, parked_by
from tests.chaos.invariants.recipients import mailboxes_told
from tests.chaos.invariants.verdicts import unless
from tests.chaos.told import Told


def effects_happen_once(evidence: Evidence) -> Iterator[str | None]:
    """The figures are the fold of the ledger, and each event is told to each mailbox that it concerns exactly once."""
    yield from (_as_the_ledger_has_it(evidence, tenant) for tenant in evidence.overviews)
    for tenant, events in evidence.journal.items():
        yield from _told_once(evidence, tenant, events)
    yield from (_counted(inbox) for inbox in evidence.inboxes)


def _as_the_ledger_has_it(evidence: Evidence, tenant: str) -> str | None:
    overview, parked = evidence.overviews[tenant], parked_by(evidence, "reporting", tenant)
    if overview["tasks"] is None:
        return f"{tenant}: there are no figures, {overview['degraded']}"
    expected = model.figures(evidence, tenant, model.instant(overview["as_of"]), parked)
    wrong = model.differences(expected, overview["tasks"])
    for lines, place in (("by_unit", "unit"), ("by_group", "group")):
        wrong += model.lines_differ(getattr(expected, lines), overview[lines], place)
    return unless(not wrong, f"{tenant}: {'; '.join(wrong)}")


def _told_once(evidence: Evidence, tenant: str, events: Sequence[Told]) -> Iterator[str | None]:
    told: dict[int, list[str]] = {}
    for notice in evidence.kept.get(Shelf("notifications", tenant, "notices"), {}).values():
        if notice["kind"] in FROM_EVENTS:
            told.setdefault(notice["sequence"], []).append(notice["mailbox"])
    parked = parked_by(evidence, "notifications", tenant)
    for event in events:
        if event.entity.family == "works" and event.sequence not in parked:
            right, found = sorted(mailboxes_told(event)), sorted(told.get(event.sequence, []))
            yield unless(found == right, f"{tenant}: number {event.sequence} is for {right}, and was told to {found}")


def _counted(inbox: Inbox) -> str | None:
    said, held = inbox.total, len(inbox.notices)
    return unless(said == held, f"{inbox.tenant}: the mailbox {inbox.mailbox} holds {held} notices and says {said}")
