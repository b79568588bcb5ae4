"""One task, whatever people wish of it and however its clock moves: it keeps the promises of the programme."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.works import task as tasks
from services.tasks.domain.works.steps import AnyStatus
from shared.calendar import Precision, to_wire
from shared.events import Change, TaskSnapshot
from shared.tenancy import Role
from tests.properties.effort import effort
from tests.properties.life.facts import check_events, check_standing, check_state
from tests.properties.life.promises import TASK_STEPS, VIETNAM, Due, Promise, Wished, last_instant
from tests.properties.life.wishes import When, days, leaps, maybe_days, precisions, stated, texts, whens
from tests.unit.tasks.cast import NGHE_AN, a_wish, surroundings

statuses = st.sampled_from(get_args(AnyStatus))
BEGINNING = datetime(2024, 2, 20, 3, tzinfo=UTC)


class TaskLife(RuleBasedStateMachine):
    """From its registration, perhaps with a status that it had before, through wishes that may be refused."""

    task: TaskSnapshot
    promise: Promise

    @initialize(
        opened=st.dates(date(2023, 12, 1), date(2024, 4, 1)),
        due=st.tuples(maybe_days, precisions),
        product=texts,
        adopted=st.one_of(st.none(), st.builds(Wished, st.sampled_from(tuple(TASK_STEPS)), reason=texts)),
        when=whens,
    )
    def register(
        self, opened: date, due: tuple[date | None, Precision], product: str | None, adopted: Wished | None, when: When
    ) -> None:
        self.now = BEGINNING
        day, precision = due if all(due) and due[1] is not Precision.NONE else (None, Precision.NONE)
        self.opened = datetime(opened.year, opened.month, opened.day, tzinfo=VIETNAM).astimezone(UTC)
        since = min(self.opened, self.now)
        self.promise = Promise(TASK_STEPS, since, Due(last_instant(day, precision), precision), product=product)
        fields: dict[str, Any] = {"opened_at": opened.isoformat(), "product": product}
        fields["due"] = {"date": day and day.isoformat(), "precision": precision}
        change = self._registered(fields, self._as_of(adopted, when))
        check_events(None, change)
        self.task = change.state

    def _as_of(self, adopted: Wished | None, when: When) -> Wished | None:
        if adopted is not None:
            adopted.at = when.instant(self._landmarks())
        return adopted

    def _registered(self, fields: dict[str, Any], adopted: Wished | None) -> Change[TaskSnapshot]:
        """With its status where that can be taken over, otherwise as one that is not started."""
        if adopted is not None and adopted.to != "not_started":
            as_of = {"status_as_of": to_wire(adopted.at)} if adopted.at else {}
            wish = a_wish(**fields, **as_of, status=adopted.to, reason=adopted.reason)
            deserved = self.promise.refusals_to_adopt(adopted, self.now)
            if not deserved:
                self.promise.carry_out(adopted, self.now, adopted=True)
                return tasks.register(wish, NGHE_AN, surroundings(), self.now)
            with pytest.raises(tuple(deserved)):
                tasks.register(wish, NGHE_AN, surroundings(), self.now)
        return tasks.register(a_wish(**fields), NGHE_AN, surroundings(), self.now)

    def _landmarks(self) -> dict[str, datetime]:
        known = {"now": self.now, "since": self.promise.since, "opened": self.opened, "due": self.promise.due.at}
        return {name: instant for name, instant in known.items() if instant is not None}

    @rule(leap=leaps)
    def time_passes(self, leap: timedelta) -> None:
        self.now += leap

    @rule()
    def the_deadline_comes(self) -> None:
        if self.promise.due.at is not None and self.now < self.promise.due.at < self.now + timedelta(days=4_000):
            self.now = self.promise.due.at

    @rule(to=statuses, when=whens, reason=texts, product=texts, local=st.booleans())
    def wish(self, to: str, when: When, reason: str | None, product: str | None, local: bool) -> None:
        wished = Wished(to, when.instant(self._landmarks()), reason, product)
        deserved = self.promise.refusals(wished, self.now)
        if deserved:
            with pytest.raises(tuple(deserved)):
                tasks.change_status(self.task, stated(wished, local), self.now)
            return
        change = tasks.change_status(self.task, stated(wished, local), self.now)
        self.promise.carry_out(wished, self.now)
        (occurred,) = change.events
        assert occurred.time == self.promise.since
        check_events(self.task, change)
        self.task = change.state

    @rule(data=st.data(), times=st.integers(1, 3))
    def go_on(self, data: st.DataObject, times: int) -> None:
        """Steps that the life cycle has, with their reason, and mostly not to its end."""
        for _ in range(times):
            steps = sorted(self.promise.steps[self.promise.status] - {"cancelled"})
            onward = [step for step in steps if step != "completed"] * 3
            if steps:
                to = data.draw(st.sampled_from([*steps, *onward]), "to")
                self.wish(to, data.draw(whens, "when"), "Theo công văn 12", data.draw(texts, "product"), local=False)

    @rule(day=maybe_days, precision=precisions, decider=st.sampled_from((*Role, Role.CHAIRMAN, Role.CHAIRMAN)))
    def move_the_deadline(self, day: date | None, precision: Precision, decider: Role) -> None:
        deserved = self.promise.refusals_to_move(day, precision, decider)
        wish = DeadlineWish.model_validate(
            {
                "date": day and day.isoformat(),
                "precision": precision,
                "reason": "Chờ nghị định",
                "document": "123/UBND-NC",
                "decided_by_role": decider,
            }
        )
        if deserved:
            with pytest.raises(tuple(deserved)):
                tasks.move_deadline(self.task, wish, self.now)
            return
        change = tasks.move_deadline(self.task, wish, self.now)
        self.promise.move(day, precision)
        check_events(self.task, change)
        self.task = change.state

    @rule(day=days, precision=st.sampled_from((Precision.DAY, Precision.MONTH)))
    def the_chairman_moves_the_deadline(self, day: date, precision: Precision) -> None:
        self.move_the_deadline(day, precision, Role.CHAIRMAN)

    @invariant()
    def it_is_what_was_promised(self) -> None:
        check_state(self.task, self.promise)

    @invariant()
    def it_stands_as_the_clock_says(self) -> None:
        check_standing(self.task, self.promise, self.now)

    @invariant()
    def what_is_done_is_discharged_and_what_is_not_is_owed(self) -> None:
        owed = self.task.obligation
        if self.task.status in {"basically_completed", "completed"}:
            assert owed.discharged_at is not None
        if owed.discharged_at is None and self.task.status != "cancelled":
            assert self.promise.open
        assert owed.waived == (self.task.status == "cancelled")


TestTaskLife = TaskLife.TestCase
TestTaskLife.settings = effort(examples=250, steps=40)
