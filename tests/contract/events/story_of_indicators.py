"""What is measured in the story: a rate with its target, what a department reports and corrects, and the list of services."""

from collections.abc import Callable, Iterator

from services.tasks.api import indicator_examples as examples
from services.tasks.domain.indicators import indicator, indicator_value, service_checklist
from services.tasks.domain.indicators.indicator import IndicatorDetails, NewIndicator, Surroundings
from services.tasks.domain.indicators.indicator_value import CorrectionWish, NewValue
from services.tasks.domain.indicators.service_checklist import DeploymentWish, NewServiceChecklist
from shared.events import Event, Occurred
from tests.contract.events.story import NGHE_AN, said

Example = Callable[[str], Event]


def the_indicators(example: Example) -> Iterator[Occurred]:
    around = Surroundings({"NA-STP"}, set())
    new = NewIndicator(**said(examples.INDICATOR, "ratio"))
    entered = indicator.register(new, NGHE_AN, around, example("indicator.registered").recordedtime)
    details = IndicatorDetails(**said(examples.DETAILS, "target"))
    amended = indicator.amend(entered.state, details, around, example("indicator.amended").recordedtime)
    april = NewValue(**said(examples.VALUE, "ratio"))
    reported = indicator_value.report(april, amended.state, example("indicator-value.reported").recordedtime)
    late = CorrectionWish(**said(examples.CORRECTION, "late"))
    at = example("indicator-value.changed").recordedtime
    corrected = indicator_value.correct(reported.state, late, amended.state.measure, at)
    yield from (*entered.events, *amended.events, *reported.events, *corrected.events)
    yield from the_services(example)


def the_services(example: Example) -> Iterator[Occurred]:
    new = NewServiceChecklist(**said(examples.CHECKLIST, "essential"))
    listed = service_checklist.register(new, NGHE_AN, example("service-checklist.registered").recordedtime)
    wish = DeploymentWish(**said(examples.DEPLOYMENT, "since"))
    at = example("service-checklist.deployment-stated").recordedtime
    yield from (*listed.events, *service_checklist.state(listed.state, wish, at).events)
