"""What integrators do while everything goes on. It hurts nobody, and nothing may be lost by it."""

from tests.chaos.harm import Harm
from tests.chaos.schedule import Fault


async def rotation(harm: Harm, fault: Fault) -> None:
    """An endpoint gets another secret; its receiver takes its time. Waits for whatever is away."""
    await harm.rotate(fault.target, fault.seconds)
    harm.note(fault)


KINDS = {"rotation": rotation}
