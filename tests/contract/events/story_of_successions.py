"""The part of the story in which two departments join a third one, which has a new name since."""

from collections.abc import Callable, Iterator
from typing import Any

from services.tasks.api import bottleneck_examples, succession_examples
from services.tasks.domain.bottlenecks import bottleneck
from services.tasks.domain.bottlenecks.bottleneck_wishes import NewBottleneck
from services.tasks.domain.organisation import unit
from services.tasks.domain.successions import passing_on, succession
from services.tasks.domain.successions.heritage import Heritage, Passing
from services.tasks.domain.successions.succession import NewSuccession
from services.tasks.domain.works.leads import pass_on_model
from shared.events import Event, LeadChange, Occurred, UnitSnapshot, payload_of
from shared.tenancy import Principal, Role
from tests.contract.events.story import NGHE_AN, said, stranger
from tests.contract.events.story import example as told

Example = Callable[[str], Event]


def the_successions(example: Example) -> Iterator[Occurred]:
    wish = unit.UnitName(**said(succession_examples.NAME, "science"))
    renamed = unit.rename(_after("unit.registered"), wish, example("unit.renamed").recordedtime)
    yield from renamed.events
    units = {each.id: each for each in (renamed.state, stranger("NA-STTTT"), stranger("NA-VPUB"))}
    new = NewSuccession(**said(succession_examples.SUCCESSION, "merged"))
    wished = succession.wished(new, NGHE_AN, example("succession.decided").recordedtime)
    succession.require_units(wished, units)
    passing = [Passing("lead", "NA-M-27", "NA-VPUB", "NA-STP"), Passing("duty", "NA-DN-01", "NA-STTTT", "NA-STP")]
    decided = succession.decide(wished, passing, example("succession.decided").recordedtime)
    yield from decided.events
    yield from _passed_on(Heritage(decided.state, units))
    yield from succession.complete(decided.state, example("succession.completed").recordedtime).events


def _passed_on(heritage: Heritage) -> Iterator[Occurred]:
    yield from passing_on.close_unit(heritage.units["NA-VPUB"], heritage).events
    change = LeadChange(
        from_="NA-VPUB", to="NA-STP", reason=heritage.succession.title_vi, document=heritage.succession.document
    )
    yield pass_on_model(_after("model.progress-reported"), heritage.units["NA-STP"], change, heritage.since)[1]
    yield from passing_on.pass_duty(_after("request.status-changed"), heritage).events
    yield from passing_on.pass_bottleneck(_a_bottleneck(heritage.units["NA-STTTT"]), heritage).events
    yield from passing_on.pass_cycle(_after("reporting-cycle.registered"), heritage).events
    yield from passing_on.pass_offices(_after("tenant.registered"), heritage).events


def _a_bottleneck(owner: UnitSnapshot) -> Any:
    """Of this one only is told that it passes on."""
    wish = NewBottleneck(
        **said(bottleneck_examples.BOTTLENECK, "people")
        | {"id": "NA-BN-04", "owner_unit": owner.id, "source": "synthetic"}
    )
    by = Principal("story", NGHE_AN, Role.STANDING_OFFICER)
    around = bottleneck.Surroundings({owner.id: owner}, ())
    return bottleneck.register(wish, by, around, told("bottleneck.rejected").recordedtime).state


def _after(name: str) -> Any:
    payload: Any = payload_of(told(name))
    return payload.after
