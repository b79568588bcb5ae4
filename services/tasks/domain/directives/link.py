"""Links: a directive refers to work or to a directive of its own tenant or of the central level (FR-NT-06)."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from services.tasks.domain.directives.directive_errors import BlockOfOtherDirective, LinkTooFar
from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.values import Identifier, Line, Wish
from shared.events import Change, DirectiveLinked, DirectiveSnapshot, LinkSnapshot, Occurred, Source
from shared.events.directives import LinkKind
from shared.tenancy import TenantId
from shared.tenancy.identifiers import CENTRAL


class NewLink(Wish):
    id: Identifier
    directive: Identifier
    block: Identifier | None = None
    target_kind: LinkKind
    target_tenant: Identifier = Field(description="Own tenant, or central")
    target: Identifier = Field(description="Id of the task or directive there")
    source: Source = Source.ENTERED
    source_ref: Line | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`target_known` is asked of the own tenant only: whether another has something is not for the caller to learn."""

    directive: DirectiveSnapshot | None
    target_known: bool


def register(new: NewLink, tenant: TenantId, around: Surroundings, now: datetime) -> Change[LinkSnapshot]:
    """Raises UnknownReference, BlockOfOtherDirective, LinkTooFar."""
    if around.directive is None:
        raise UnknownReference("directive", new.directive)
    if new.block is not None and new.block not in {block.id for block in around.directive.blocks}:
        raise BlockOfOtherDirective(new.block, new.directive)
    if new.target_tenant not in (tenant, CENTRAL):
        raise LinkTooFar
    if new.target_tenant == tenant and not around.target_known:
        raise UnknownReference("target", new.target)
    link = LinkSnapshot(tenant=tenant, version=1, **new.model_dump())
    return Change(link, (Occurred(DirectiveLinked(after=link), now),))
