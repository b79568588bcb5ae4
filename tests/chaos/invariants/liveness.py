"""A process works when it says that it can, and ends when it is told to."""

from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.invariants.verdicts import unless

PATIENCE = 30.0


def the_ready_make_progress(evidence: Evidence) -> Iterator[str | None]:
    """Every part is ready again, answers what it is asked, and does its work: there are no zombies."""
    yield from (f"asked in vain: {question}" for question in evidence.unanswered)
    for vital in evidence.vitals:
        if not vital.ready:
            yield f"{vital.part} is not ready"
        else:
            yield unless(vital.progressed, f"{vital.part} is ready, and does not {vital.work}")


def the_asked_to_end_end(evidence: Evidence) -> Iterator[str | None]:
    """A process that gets SIGTERM ends by itself within 30 seconds, whatever is away."""
    for leaving in evidence.exits:
        if leaving.seconds is None:
            yield f"{leaving.part} did not end by itself"
        else:
            yield unless(leaving.seconds < PATIENCE, f"{leaving.part} took {leaving.seconds:.1f} s to end")
