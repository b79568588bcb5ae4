"""What may happen to operations that are under way, as data that a course of steps is drawn from and shrunk by."""

from collections.abc import Iterable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.properties.simulation.world import Fate, World

Decision = tuple[int, Fate]

_MOSTLY_DONE = st.sampled_from([Fate.DONE] * 6 + [Fate.LOST, Fate.UNHEARD])

decisions: st.SearchStrategy[list[Decision]] = st.lists(
    st.tuples(st.integers(0, 3), _MOSTLY_DONE), min_size=1, max_size=8
)
"""Which of the waiting operations comes next, and what becomes of it."""

arrivals = st.integers(0, 7)
"""Which of the operations of a killed program still have their effect, a bit for each of the first three."""


def proceed(world: World, some: Iterable[Decision]) -> None:
    for which, fate in some:
        world.decide(which, fate)


class CourseOfSteps(RuleBasedStateMachine):
    """What every course of steps may do: operations that are under way go on."""

    world: World

    @precondition(lambda self: self.world.pending)
    @rule(some=decisions)
    def go_on(self, some: list[Decision]) -> None:
        proceed(self.world, some)

    @precondition(lambda self: self.world.pending)
    @rule()
    def go_on_until_idle(self) -> None:
        self.world.calm_down()
