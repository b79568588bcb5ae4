"""The judge: what must hold after any faults, each with its number in docs/invariants.md."""

import asyncio

from tests.chaos.gathering import PATIENCE, Installation, gather
from tests.chaos.invariants.audit import the_journal_is_intact
from tests.chaos.invariants.counters import counters_tell_the_truth
from tests.chaos.invariants.deliveries import (
    attempts_keep_the_schedule,
    each_ends_once,
    the_log_tells_the_truth,
)
from tests.chaos.invariants.durability import acknowledged_once, events_are_changes, unanswered_at_most_once
from tests.chaos.invariants.feed import streams_are_the_journal
from tests.chaos.invariants.figures import effects_happen_once
from tests.chaos.invariants.handling import nothing_vanishes, positions_tell_the_truth
from tests.chaos.invariants.isolation import (
    foreign_is_like_nowhere,
    no_word_leaves_its_tenant,
    statements_name_the_tenant,
    the_revoked_are_refused,
)
from tests.chaos.invariants.liveness import the_asked_to_end_end, the_ready_make_progress
from tests.chaos.invariants.order import one_publisher, order_is_kept
from tests.chaos.invariants.rest import comes_back_by_itself, settled_and_rebuildable
from tests.chaos.invariants.verdicts import Invariant, Verdict
from tests.chaos.invariants.webhooks import nothing_goes_where_it_may_not, requests_are_signed, the_dead_delay_nobody
from tests.chaos.run_directory import RunDirectory

__all__ = ["INVARIANTS", "Verdict", "check", "judge"]

INVARIANTS = (
    Invariant("I1", acknowledged_once),
    Invariant("I2", unanswered_at_most_once),
    Invariant("I3", events_are_changes),
    Invariant("I4", effects_happen_once),
    Invariant("I5", order_is_kept),
    Invariant("I6", nothing_vanishes),
    Invariant("I7", positions_tell_the_truth),
    Invariant("I8", settled_and_rebuildable),
    Invariant("I9", one_publisher),
    Invariant("I10", comes_back_by_itself),
    Invariant("I11", the_ready_make_progress),
    Invariant("I12", the_asked_to_end_end),
    Invariant("I13", each_ends_once),
    Invariant("I14", attempts_keep_the_schedule),
    Invariant("I15", requests_are_signed),
    Invariant("I16", nothing_goes_where_it_may_not),
    Invariant("I17", the_log_tells_the_truth),
    Invariant("I18", the_dead_delay_nobody),
    Invariant("I19", no_word_leaves_its_tenant),
    Invariant("I20", statements_name_the_tenant),
    Invariant("I21", foreign_is_like_nowhere),
    Invariant("I22", the_revoked_are_refused),
    Invariant("I23", streams_are_the_journal),
    Invariant("I24", the_journal_is_intact),
    Invariant("I25", counters_tell_the_truth),
)


async def judge(directory: RunDirectory, installation: Installation, patience: float = PATIENCE) -> list[Verdict]:
    """Looks at an installation at rest, asks it some questions, and judges what it finds and what the run has left.

    `patience` is how many seconds a part has to show that it works.
    """
    evidence = await gather(directory, installation, patience)
    return [invariant.judge(evidence) for invariant in INVARIANTS]


def check(directory: RunDirectory, installation: Installation) -> list[Verdict]:
    """As `judge`, for callers without a loop in this thread; the installation's own loop has to go on in another one."""
    return asyncio.run(judge(directory, installation))
