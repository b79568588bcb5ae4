"""How each kind of fault is done to an installation. A kind is a function: it returns when the fault is over and undone."""

from collections.abc import Awaitable, Callable, Mapping

from tests.chaos.faults import integrators, links, machine, outages, processes, records
from tests.chaos.harm import Harm, Missed
from tests.chaos.schedule import Fault

Inject = Callable[[Harm, Fault], Awaitable[None]]

KINDS: Mapping[str, Inject] = {
    **processes.KINDS,
    **outages.KINDS,
    **links.KINDS,
    **machine.KINDS,
    **records.KINDS,
    **integrators.KINDS,
}


async def inject(harm: Harm, fault: Fault) -> None:
    """Whether it was in or missed stands in `harm` afterwards."""
    try:
        await KINDS[fault.kind](harm, fault)
    except Missed as reason:
        harm.note_missed(fault, str(reason))
