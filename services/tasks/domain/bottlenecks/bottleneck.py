"""Bottlenecks: raised, amended, proposed upon, decided, resolved or rejected, each step with its time and role (FR-BP-13).

Pure functions; whoever may take a step is asked in authority.py before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.tasks.domain.bottlenecks.bottleneck_errors import AuthorityMissing, BottleneckClosed
from services.tasks.domain.bottlenecks.bottleneck_groups import require_scope
from services.tasks.domain.bottlenecks.bottleneck_wishes import (
    AmendmentWish,
    DecisionWish,
    NewBottleneck,
    ProposalWish,
    ResolutionWish,
    WhoCanUnblock,
)
from services.tasks.domain.differences import old_values
from services.tasks.domain.effective import effective_instant
from services.tasks.domain.errors import EffectiveInFuture, UnknownReference
from services.tasks.domain.lifecycle import LifeCycle
from services.tasks.domain.organisation.unit import require_lead
from shared.calendar import local_date
from shared.events import Change, Occurred, UnitSnapshot
from shared.events.bottlenecks import (
    Amendment,
    Authority,
    BottleneckAmended,
    BottleneckDecided,
    BottleneckProposed,
    BottleneckRaised,
    BottleneckRejected,
    BottleneckResolved,
    BottleneckSnapshot,
    BottleneckStatus,
    BottleneckStep,
    Decision,
    Proposal,
    SurveyOrigin,
)
from shared.tenancy import Principal, TenantId

LIFE = LifeCycle(
    steps={
        "open": ("proposed",),
        "proposed": ("decided", "rejected"),
        "decided": ("resolved", "rejected"),
        "resolved": (),
        "rejected": (),
    },
    done=frozenset({"resolved", "rejected"}),
)
_Step = BottleneckProposed | BottleneckDecided | BottleneckResolved | BottleneckRejected
_STEPS: Mapping[BottleneckStatus, type[_Step]] = {
    "proposed": BottleneckProposed,
    "decided": BottleneckDecided,
    "resolved": BottleneckResolved,
    "rejected": BottleneckRejected,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What exists of what a bottleneck names."""

    units: Mapping[str, UnitSnapshot]
    works: Collection[str]


def register(new: NewBottleneck, by: Principal, around: Surroundings, now: datetime) -> Change[BottleneckSnapshot]:
    """A new bottleneck in the tenant of whoever raises it. Raises FieldRefused."""
    at = new.raised_at or now
    if at > now:
        raise EffectiveInFuture("raised_at")
    _require_surroundings(new, around, at)
    said = new.model_dump(exclude={"raised_at", "competent_authority"})
    return opened(by.tenant, said | {"competent_authority": _authority(new.competent_authority)}, _step("open", by, at))


def opened(
    tenant: TenantId, said: Mapping[str, Any], step: BottleneckStep, survey: SurveyOrigin | None = None
) -> Change[BottleneckSnapshot]:
    """An open bottleneck of which that is `said`, raised by hand or by an answer of a survey."""
    bottleneck = BottleneckSnapshot(
        tenant=tenant,
        version=1,
        **said,
        survey=survey,
        status="open",
        status_since=step.at,
        raised_at=step.at,
        steps=(step,),
    )
    return Change(bottleneck, (Occurred(BottleneckRaised(after=bottleneck), step.at),))


def amend(
    known: BottleneckSnapshot, wish: AmendmentWish, around: Surroundings, now: datetime
) -> Change[BottleneckSnapshot]:
    """Also while it is proposed and decided upon: the unit goes on helping itself. Raises BottleneckClosed, FieldRefused."""
    if not LIFE.is_open(known.status):
        raise BottleneckClosed(known.status)
    _require_works(wish.linked_works or (), around)
    _require_authority(wish.competent_authority, around)
    said = {name: getattr(wish, name) for name in wish.model_fields_set - {"reason", "competent_authority"}}
    told = {name: value for name, value in said.items() if value is not None} | _unblocking(wish.competent_authority)
    after = known.model_copy(update={**told, "version": known.version + 1})
    change = Amendment(reason=wish.reason)
    payload = BottleneckAmended(before=old_values(known, after), after=after, change=change)
    return Change(after, (Occurred(payload, max(now, known.status_since)),))


def propose(
    known: BottleneckSnapshot, wish: ProposalWish, by: Principal, around: Surroundings, now: datetime
) -> Change[BottleneckSnapshot]:
    """Raises IllegalTransition, FieldRefused."""
    _require_authority(wish.competent_authority, around)
    proposal = Proposal(text=wish.text, document=wish.document)
    update = {"proposal": proposal, **_unblocking(wish.competent_authority)}
    return _taken(known, _next("proposed", known, by, wish.effective_at, now), update)


def decide(known: BottleneckSnapshot, wish: DecisionWish, by: Principal, now: datetime) -> Change[BottleneckSnapshot]:
    """Raises IllegalTransition, FieldRefused."""
    return _taken(known, _next("decided", known, by, wish.effective_at, now), {"decision": _decision(wish, by)})


def reject(known: BottleneckSnapshot, wish: DecisionWish, by: Principal, now: datetime) -> Change[BottleneckSnapshot]:
    """Raises IllegalTransition, FieldRefused."""
    return _taken(known, _next("rejected", known, by, wish.effective_at, now), {"decision": _decision(wish, by)})


def resolve(
    known: BottleneckSnapshot, wish: ResolutionWish, by: Principal, now: datetime
) -> Change[BottleneckSnapshot]:
    """Raises IllegalTransition, FieldRefused."""
    return _taken(known, _next("resolved", known, by, wish.effective_at, now), {"resolution": wish.text})


def age_days(known: BottleneckSnapshot, now: datetime) -> int:
    """Days in Vietnam since it was raised, until it was resolved or rejected; a new one has age 0."""
    until = now if LIFE.is_open(known.status) else known.status_since
    return max((local_date(until) - local_date(known.raised_at)).days, 0)


def _next(
    status: BottleneckStatus, known: BottleneckSnapshot, by: Principal, wished: datetime | None, now: datetime
) -> BottleneckStep:
    LIFE.require_step(known.status, status)
    return _step(status, by, effective_instant(wished, known.status_since, now))


def _taken(known: BottleneckSnapshot, step: BottleneckStep, update: dict[str, Any]) -> Change[BottleneckSnapshot]:
    moved = {"version": known.version + 1, "status": step.status, "status_since": step.at}
    after = known.model_copy(update={**update, **moved, "steps": (*known.steps, step)})
    payload = _STEPS[step.status](before=old_values(known, after), after=after)
    return Change(after, (Occurred(payload, step.at),))


def _step(status: BottleneckStatus, by: Principal, at: datetime) -> BottleneckStep:
    return BottleneckStep(status=status, at=at, role=by.role, unit=by.unit)


def _decision(wish: DecisionWish, by: Principal) -> Decision:
    return Decision(text=wish.text, document=wish.document, decided_by_role=by.role)


def _authority(wish: WhoCanUnblock | None) -> Authority | None:
    return Authority(**wish.model_dump()) if wish else None


def _unblocking(wish: WhoCanUnblock | None) -> dict[str, Authority | None]:
    return {"competent_authority": _authority(wish)} if wish else {}


def _require_surroundings(new: NewBottleneck, around: Surroundings, at: datetime) -> None:
    require_scope(new.group, new.scope, "scope")
    if new.owner_unit not in around.units:
        raise UnknownReference("owner_unit", new.owner_unit)
    require_lead(around.units[new.owner_unit], local_date(at), "owner_unit")
    _require_works(new.linked_works, around)
    _require_authority(new.competent_authority, around)


def _require_works(works: Collection[str], around: Surroundings) -> None:
    for work in works:
        if work not in around.works:
            raise UnknownReference("linked_works", work)


def _require_authority(wish: WhoCanUnblock | None, around: Surroundings) -> None:
    if wish is None:
        return
    if wish.role is None and wish.unit is None and wish.level is None:
        raise AuthorityMissing("competent_authority")
    if wish.unit is not None and wish.unit not in around.units:
        raise UnknownReference("competent_authority.unit", wish.unit)
