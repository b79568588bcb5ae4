"""Question sets are versioned, and rounds invite units to answer them (FR-BP-08)."""

from collections.abc import Collection
from functools import partial

from services.tasks.domain.authority import require_group_lead, require_planner
from services.tasks.domain.bottlenecks.bottleneck_leads import TABLE, leads_of
from services.tasks.domain.surveys import question_set as question_sets
from services.tasks.domain.surveys import survey_round as rounds
from services.tasks.domain.surveys.question_set import NewQuestionSet, Revision
from services.tasks.domain.surveys.survey_coverage import Coverage, coverage
from services.tasks.domain.surveys.survey_round import AssessmentWish, NewRound
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import add_missing, every
from services.tasks.usecases.existing import existing
from services.tasks.usecases.joining import require_tenant
from shared.events.bottlenecks import BottleneckGroup
from shared.events.survey_responses import SurveyResponseSnapshot
from shared.events.surveys import QuestionSetSnapshot, SurveyRoundSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_PAGE = 500


async def register_question_set(
    records: Records, caller: Principal, command: Command, new: NewQuestionSet
) -> Committed[QuestionSetSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    return await records.question_sets.add(command, question_sets.register(new, command.tenant, command.recorded_at))


async def revise_question_set(
    records: Records, caller: Principal, command: Command, key: str, wish: Revision
) -> Committed[QuestionSetSnapshot]:
    """The next version (FR-BP-08). Raises NotAllowed, NotFound, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""
    require_planner(caller, command.tenant)
    return await records.question_sets.change(
        command, key, lambda known: question_sets.revise(known, wish, command.recorded_at)
    )


async def open_round(
    records: Records, caller: Principal, command: Command, new: NewRound
) -> Committed[SurveyRoundSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused.

    The answer is the round's own: repeating the command, with or without its key, completes responses that are missing.
    """
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    asked = await records.question_sets.get(command.tenant, new.question_set)
    units = await records.units.get_many(command.tenant, list(new.invited))
    opened = rounds.open_round(new, command.tenant, asked, units, command.recorded_at)
    await _require_free_ids(records, opened.state)
    try:
        committed = await records.survey_rounds.add(command, opened)
    except AlreadyRegistered:
        if known := await records.survey_rounds.get(command.tenant, new.id):
            await complete_responses(records, command, known, known.invited)
        raise
    await complete_responses(records, command, committed.state, committed.state.invited)
    return committed


async def assess(
    records: Records, caller: Principal, command: Command, of: tuple[str, BottleneckGroup], wish: AssessmentWish
) -> Committed[SurveyRoundSnapshot]:
    """What the lead of a group concludes from a round, `of` being round and group (FR-BP-10); the standing agency may too.

    Raises NotAllowed, NotFound, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    key, group = of
    table = await records.bottleneck_leads.get(command.tenant, TABLE)
    require_group_lead(caller, command.tenant, leads_of(table, group, wish.scope))
    return await records.survey_rounds.change(
        command, key, lambda opened: rounds.assess(opened, group, wish, caller, command.recorded_at)
    )


async def complete_responses(
    records: Records, command: Command, opened: SurveyRoundSnapshot, units: Collection[str]
) -> None:
    """Whether the round is new or was left behind by a crash: afterwards each of those units has its response."""
    known = await records.units.get_many(command.tenant, list(units))
    changes = [rounds.response_of(opened, known[unit]) for unit in units]
    await add_missing(records.survey_responses, command, changes)


async def follow(records: Records, tenant: TenantId, key: str) -> tuple[SurveyRoundSnapshot, Coverage]:
    """The round and how far it has come (FR-BP-09, FR-BP-12). Raises NotFound."""
    opened = await existing(records.survey_rounds, tenant, key)
    units = await records.units.get_many(tenant, list(opened.invited))
    return opened, coverage(opened, await _responses(records, tenant, key), units)


async def _require_free_ids(records: Records, opened: SurveyRoundSnapshot) -> None:
    """Round `A` asks unit `B.C` and round `A.B` unit `C`: one of the two has to be called otherwise. Raises AlreadyRegistered."""
    ids = [rounds.response_id(opened.id, unit) for unit in opened.invited]
    present = await records.survey_responses.get_many(TenantId(opened.tenant), ids)
    if any(response.round != opened.id for response in present.values()):
        raise AlreadyRegistered


async def _responses(records: Records, tenant: TenantId, key: str) -> dict[str, SurveyResponseSnapshot]:
    """By unit."""
    page = partial(records.survey_responses.page, tenant, _PAGE, where={"survey_round": key})
    return {response.unit: response async for response in every(page)}
