"""The part of the story in which a bottleneck is raised and unblocked, and another one is rejected."""

from collections.abc import Iterator

from services.tasks.api import bottleneck_examples as examples
from services.tasks.domain.bottlenecks import bottleneck, bottleneck_leads
from services.tasks.domain.bottlenecks.bottleneck_wishes import (
    AmendmentWish,
    DecisionWish,
    NewBottleneck,
    ProposalWish,
    ResolutionWish,
)
from shared.events import Occurred
from tests.contract.events.story import NGHE_AN, actor, example, registered, said, stranger


def the_bottlenecks() -> Iterator[Occurred]:
    units = {"NA-STP": registered("unit"), "NA-CA": stranger("NA-CA")}
    table = bottleneck_leads.LeadTable(**said(examples.LEADS, "nghe-an"))
    yield from bottleneck_leads.establish(table, NGHE_AN, units, example("bottleneck-leads.set").recordedtime).events
    around = bottleneck.Surroundings(units, {"NA-T-01"})
    yield from _unblocked(around)
    yield from _rejected(around)


def _unblocked(around: bottleneck.Surroundings) -> Iterator[Occurred]:
    when = {step: example(f"bottleneck.{step}").recordedtime for step in ("raised", "amended", "proposed", "decided")}
    new = NewBottleneck(**said(examples.BOTTLENECK, "legal"))
    raised = bottleneck.register(new, actor("bottleneck.raised"), around, when["raised"])
    own = AmendmentWish(**said(examples.AMENDMENT, "own-actions"))
    amended = bottleneck.amend(raised.state, own, around, when["amended"])
    wish = ProposalWish(**said(examples.PROPOSAL, "to-the-chairman"))
    proposed = bottleneck.propose(amended.state, wish, actor("bottleneck.proposed"), around, when["proposed"])
    agreed = DecisionWish(**said(examples.DECISION, "agreed"))
    decided = bottleneck.decide(proposed.state, agreed, actor("bottleneck.decided"), when["decided"])
    how, told = ResolutionWish(**said(examples.RESOLUTION, "resolved")), example("bottleneck.resolved")
    resolved = bottleneck.resolve(decided.state, how, actor("bottleneck.resolved"), told.recordedtime)
    yield from (*raised.events, *amended.events, *proposed.events, *decided.events, *resolved.events)


def _rejected(around: bottleneck.Surroundings) -> Iterator[Occurred]:
    """Of this one only the end is told."""
    head, told = actor("bottleneck.proposed"), example("bottleneck.rejected")
    raised = bottleneck.register(
        NewBottleneck(**said(examples.BOTTLENECK, "people")), head, around, told.recordedtime
    ).state
    proposed = bottleneck.propose(raised, ProposalWish(text="Bổ sung biên chế"), head, around, told.recordedtime).state
    refused = DecisionWish(**said(examples.REJECTION, "refused"))
    yield from bottleneck.reject(proposed, refused, actor("bottleneck.rejected"), told.recordedtime).events
