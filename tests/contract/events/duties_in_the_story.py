"""What units owe besides their tasks, as the story of the examples has it: a periodic report, and a request to a peer."""

from collections.abc import Callable, Iterator
from typing import Any

from services.tasks.api import duty_examples as said
from services.tasks.domain.exchanges import experience_note, request
from services.tasks.domain.exchanges.experience_note import NewExperienceNote, PublicationWish
from services.tasks.domain.exchanges.request import Asker, NewRequest, RequestStep
from services.tasks.domain.reports import reporting_cycle, unit_report
from services.tasks.domain.reports.reporting_cycle import NewReportingCycle
from services.tasks.domain.reports.statement import ReportContent
from shared.events import Event, Occurred, UnitSnapshot
from shared.tenancy import Role, TenantId

NGHE_AN = TenantId("nghe-an")
ASKED = UnitSnapshot(
    id="NA-STTTT", tenant=NGHE_AN, version=1, type="department", name_vi="Sở Thông tin và Truyền thông"
)
Example = Callable[[str], Event]


def the_report(example: Example) -> Iterator[Occurred]:
    units = {ASKED.id: ASKED}
    entered = reporting_cycle.register(
        NewReportingCycle(**_value(said.CYCLE, "monthly")),
        NGHE_AN,
        units,
        example("reporting-cycle.registered").recordedtime,
    )
    opened = reporting_cycle.open_period(
        entered.state,
        _value(said.PERIOD, "april")["period"],
        units,
        example("reporting-period.opened").recordedtime,
    )
    (owed,) = unit_report.owed(opened.state, units, example("unit-report.opened").recordedtime)
    content = ReportContent(**_value(said.CONTENT, "difficulties"))
    handed_in = unit_report.write(owed.state, content, example("unit-report.status-changed").recordedtime)
    yield from (*entered.events, *opened.events, *owed.events, *handed_in.events)


def the_request(example: Example) -> Iterator[Occurred]:
    around = request.Surroundings({ASKED.id: ASKED}, subject_exists=True)
    asker = Asker(Role.STANDING_OFFICER, None)
    new = NewRequest(**_value(said.REQUEST, "peer"))
    (sent,) = request.send(new, asker, around, example("request.sent").recordedtime)
    received = RequestStep(**_value(said.STEP, "acknowledged"))
    acknowledged = request.take(sent.state, received, example("request.status-changed").recordedtime)
    yield from (*sent.events, *acknowledged.events)


def the_note(example: Example) -> Iterator[Occurred]:
    new = NewExperienceNote(**_value(said.NOTE, "hanoi"))
    written = experience_note.write(new, NGHE_AN, None, True, example("experience-note.written").recordedtime)
    wish = PublicationWish(**_value(said.PUBLICATION, "published"))
    at = example("experience-note.publication-changed").recordedtime
    yield from (*written.events, *experience_note.publish(written.state, wish, at).events)


def _value(sort: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """What the service's OpenAPI document shows as a request."""
    value: dict[str, Any] = sort[name]["value"]
    return value
