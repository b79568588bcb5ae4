"""What people ask for about a bottleneck."""

from pydantic import Field

from services.tasks.domain.values import DayOrMoment, Identifier, Line, Moment, Text, Wish, Word
from shared.events import Source
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope
from shared.tenancy import Role

_EFFECTIVE = Field(None, description="When it took effect; now where it is left out")
_ACTIONS = Field((), max_length=50, description="What the unit does about it itself, beside the proposal (FR-BP-14)")


class WhoCanUnblock(Wish):
    """At least one of the three."""

    role: Role | None = None
    unit: Identifier | None = None
    level: Line | None = Field(None, description="A level in words, such as the Government")


class NewBottleneck(Wish):
    """`group` is one of exactly five; `scope` divides the group resources only."""

    id: Identifier
    group: BottleneckGroup
    scope: BottleneckScope | None = None
    theme: Word | None = Field(None, description="Code that the same bottleneck has in every province")
    title_vi: Line
    title_en: Line | None = None
    description_vi: Text | None = None
    description_en: Text | None = None
    owner_unit: Identifier
    linked_works: tuple[Identifier, ...] = Field((), max_length=100, description="Tasks and pilot models")
    corrective_actions: tuple[Line, ...] = _ACTIONS
    competent_authority: WhoCanUnblock | None = None
    raised_at: DayOrMoment | None = Field(None, description="Now where it is left out")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


class AmendmentWish(Wish):
    """What is left out stays as it is. The reason is kept with the event."""

    reason: Line
    theme: Word | None = None
    title_vi: Line | None = None
    title_en: Line | None = None
    description_vi: Text | None = None
    description_en: Text | None = None
    linked_works: tuple[Identifier, ...] | None = Field(None, max_length=100)
    corrective_actions: tuple[Line, ...] | None = Field(None, max_length=50)
    competent_authority: WhoCanUnblock | None = None


class ProposalWish(Wish):
    text: Text
    document: Line | None = None
    competent_authority: WhoCanUnblock | None = Field(None, description="Who can unblock it, where that is known now")
    effective_at: Moment | None = _EFFECTIVE


class DecisionWish(Wish):
    """A decision or a rejection: its words and the document behind it."""

    text: Text
    document: Line = Field(description="Number and symbol of the document that decides it")
    effective_at: Moment | None = _EFFECTIVE


class ResolutionWish(Wish):
    text: Text = Field(description="How it was resolved")
    effective_at: Moment | None = _EFFECTIVE
