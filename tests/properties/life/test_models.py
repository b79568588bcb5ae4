"""One pilot model, whatever people wish of it: forward only, with what was reached (FR-NA-11, FR-NT-17)."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.tasks.domain.works import measuring
from services.tasks.domain.works import pilot_model as models
from services.tasks.domain.works.measuring import ProgressWish, Reporter
from services.tasks.domain.works.steps import AnyStatus
from shared.calendar import Precision, start_of_day, to_wire
from shared.events import Change, ModelSnapshot
from tests.properties.effort import effort
from tests.properties.life.facts import check_events, check_standing, check_state
from tests.properties.life.promises import MODEL_STEPS, Due, Promise, Wished
from tests.properties.life.wishes import When, leaps, stated, texts, whens
from tests.unit.tasks.cast import NGHE_AN, UNITS, a_model_wish

statuses = st.sampled_from(get_args(AnyStatus))
targets = st.sampled_from((None, {"op": ">=", "value": 20, "unit": "services"}))
BEGINNING = datetime(2024, 2, 20, 3, tzinfo=UTC)


class ModelLife(RuleBasedStateMachine):
    """From its registration, perhaps as one that runs already."""

    model: ModelSnapshot
    promise: Promise

    @initialize(
        year=st.integers(2023, 2025), wanted=targets, product=texts, status=st.sampled_from((*MODEL_STEPS,)), when=whens
    )
    def register(self, year: int, wanted: dict[str, Any] | None, product: str | None, status: str, when: When) -> None:
        self.now = BEGINNING
        self.opened = start_of_day(datetime(year, 1, 1).date())  # noqa: DTZ001
        nothing = Due(None, Precision.NONE)
        since = min(self.opened, self.now)
        self.promise = Promise(MODEL_STEPS, since, nothing, proven=False, product=product)
        self.promise.target = wanted["value"] if wanted else None
        fields = {"year": year, "target": wanted, "product": product}
        change = self._registered(fields, Wished(status, when.instant(self._landmarks())))
        check_events(None, change)
        self.model = change.state

    def _registered(self, fields: dict[str, Any], adopted: Wished) -> Change[ModelSnapshot]:
        around = models.Surroundings(UNITS["NA-STP"], ())
        if adopted.to != "not_started":
            as_of = {"status_as_of": to_wire(adopted.at)} if adopted.at else {}
            wish = a_model_wish(**fields, **as_of, status=adopted.to)
            deserved = self.promise.refusals_to_adopt(adopted, self.now)
            if not deserved:
                self.promise.carry_out(adopted, self.now, adopted=True)
                return models.register(wish, NGHE_AN, around, self.now)
            with pytest.raises(tuple(deserved)):
                models.register(wish, NGHE_AN, around, self.now)
        return models.register(a_model_wish(**fields), NGHE_AN, around, self.now)

    def _landmarks(self) -> dict[str, datetime]:
        return {"now": self.now, "since": self.promise.since, "opened": self.opened}

    @rule(leap=leaps)
    def time_passes(self, leap: timedelta) -> None:
        self.now += leap

    @rule(to=statuses, when=whens, reason=texts, product=texts)
    def wish(self, to: str, when: When, reason: str | None, product: str | None) -> None:
        wished = Wished(to, when.instant(self._landmarks()), reason, product)
        deserved = self.promise.refusals(wished, self.now)
        if deserved:
            with pytest.raises(tuple(deserved)):
                models.change_status(self.model, stated(wished), self.now)
            return
        change = models.change_status(self.model, stated(wished), self.now)
        self.promise.carry_out(wished, self.now)
        check_events(self.model, change)
        self.model = change.state

    @rule(done=st.integers(0, 40))
    def report(self, done: int) -> None:
        change = measuring.report(self.model, ProgressWish(value=done), Reporter("NA-STP", counts=True), self.now)
        self.promise.reached = done
        self.promise.version += 1
        check_events(self.model, change)
        self.model = change.state

    @rule(when=whens, product=texts)
    def take_the_next_step(self, when: When, product: str | None) -> None:
        for to in self.promise.steps[self.promise.status]:
            self.wish(to, when, None, product)

    @invariant()
    def it_is_what_was_promised(self) -> None:
        check_state(self.model, self.promise)
        check_standing(self.model, self.promise, self.now)


TestModelLife = ModelLife.TestCase
TestModelLife.settings = effort(examples=250, steps=15)
