"""How far programs come between two things that happen, as data that a course of steps is drawn from and shrunk by."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.properties.simulation.fates import proceed
from tests.properties.simulation.world import Fate, World


@dataclass(frozen=True, slots=True)
class Progress:
    """So many operations are done, by turns or as the newest programs run ahead; then something becomes of another one."""

    done: int
    ahead: bool
    then: Fate

    def __call__(self, world: World) -> None:
        proceed(world, [(-1 if self.ahead else place, Fate.DONE) for place in range(self.done)])
        world.decide(0, self.then)


progress = st.builds(
    Progress,
    st.sampled_from((0, 1, 2, 4, 8, 16, 32, 64)),
    st.booleans(),
    st.sampled_from((Fate.DONE, Fate.DONE, Fate.LOST, Fate.UNHEARD)),
)
