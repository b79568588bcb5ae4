"""Duties on a real store: their ladder survives a restart, and a parked event of one is handled again in place."""

from services.notifications.adapters.read_model import NotificationsModel
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.tenant_timetables import TenantTimetables
from shared.events import RequestSent
from shared.messaging.redrive import Outcome
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import JUSTICE, NINH_THUAN, an_event, at
from tests.unit.notifications.test_duties import a_request, request_moved

OFFICE = "role:office_officer"


async def test_silence_is_told_to_the_office_when_the_clock_says_so(office: Office) -> None:
    """FR-BP-18, FR-NA-09: due on Thursday 31 October, told on Friday, and once only."""
    await office.fold.apply(NINH_THUAN, [an_event(RequestSent(after=a_request()), 1)])
    before = len(await office.titles(OFFICE))
    for morning in ("2024-10-31 08:00", "2024-11-01 08:00", "2024-11-01 08:01"):
        office.clock.move_to(at(morning))
        await office.fire()
    told = await office.titles(OFFICE)
    assert (len(told), told[0]) == (before + 1, "Quá hạn 1 ngày: Đôn đốc")


async def test_a_parked_event_of_a_duty_knows_what_came_after_it(office: Office) -> None:
    late = an_event(RequestSent(after=a_request()), 1)
    answered = an_event(request_moved("answered"), 2, actor=f"unit_head@{JUSTICE}")
    await office.fold.apply(NINH_THUAN, [answered])
    model = NotificationsModel(office.store, "notifications", TenantTimetables({}, StoredLadders(office.store).current))
    attempt = await model.redrive(NINH_THUAN, late)
    assert (attempt.outcome, attempt.superseded_by) == (Outcome.HANDLED, 2)
