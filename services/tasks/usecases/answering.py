"""Units answer a round: they save drafts and submit; planners return and accept. Answers raise bottlenecks (FR-BP-09)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from services.tasks.domain.authority import require_keeper, require_planner
from services.tasks.domain.bottlenecks import bottleneck
from services.tasks.domain.bottlenecks.bottleneck_wishes import AmendmentWish
from services.tasks.domain.errors import IllegalTransition
from services.tasks.domain.surveys import survey_response as responses
from services.tasks.domain.surveys.survey_response import AcceptanceWish, DraftWish, ReturnWish, SubmissionWish
from services.tasks.domain.surveys.survey_round import response_id
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import add_missing, part_of
from services.tasks.usecases.existing import existing
from services.tasks.usecases.surveying import complete_responses
from shared.events import Change
from shared.events.bottlenecks import BottleneckSnapshot
from shared.events.survey_responses import SurveyResponseSnapshot
from shared.events.surveys import SurveyRoundSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound
from shared.tenancy import Principal, TenantId

Outcome = Committed[SurveyResponseSnapshot]
Asked = tuple[str, str]
"""A round and a unit."""
_SUBMITTED_AGAIN = "Đơn vị nộp lại phiếu khảo sát / the unit submitted its response again"
_Step = Callable[[SurveyResponseSnapshot], Change[SurveyResponseSnapshot]]


async def look_up(records: Records, tenant: TenantId, asked: Asked) -> SurveyResponseSnapshot:
    """Raises NotFound."""
    return await existing(records.survey_responses, tenant, response_id(*asked))


async def save(records: Records, caller: Principal, command: Command, asked: Asked, wish: DraftWish) -> Outcome:
    """By head and officers of the unit, or the standing agency.

    Raises NotAllowed, NotFound, ResponseHandedIn, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_keeper(caller, command.tenant, await _owner(records, command.tenant, asked))
    opened = await _round(records, command.tenant, asked)
    return await _change(
        records, command, (opened, asked[1]), lambda known: responses.save(known, wish, opened, command.recorded_at)
    )


async def submit(records: Records, caller: Principal, command: Command, asked: Asked, wish: SubmissionWish) -> Outcome:
    """By head and officers of the unit, or the standing agency. Each answer that names a bottleneck raises one (FR-BP-13).

    Raises NotAllowed, NotFound, IllegalTransition, AnswersMissing, FieldRefused, VersionMismatch, KeyReused,
    ConcurrentChange. Repeating the command, with or without its key, raises the bottlenecks that a crash left out.
    """
    require_keeper(caller, command.tenant, await _owner(records, command.tenant, asked))
    opened = await _round(records, command.tenant, asked)
    try:
        committed = await _change(
            records,
            command,
            (opened, asked[1]),
            lambda known: responses.submit(known, wish, opened, caller.role, command.recorded_at),
        )
    except IllegalTransition:
        await _raise_bottlenecks(records, command, await look_up(records, command.tenant, asked), opened)
        raise
    if not committed.replayed:
        await _tell_anew(records, command, committed.state, opened)
    await _raise_bottlenecks(records, command, committed.state, opened)
    return committed


async def give_back(records: Records, caller: Principal, command: Command, asked: Asked, wish: ReturnWish) -> Outcome:
    """By the standing agency and the Office; what the answers raised stays.

    Raises NotAllowed, NotFound, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_planner(caller, command.tenant)
    opened = await _round(records, command.tenant, asked)
    return await _change(
        records, command, (opened, asked[1]), lambda known: responses.give_back(known, wish, command.recorded_at)
    )


async def accept(records: Records, caller: Principal, command: Command, asked: Asked, wish: AcceptanceWish) -> Outcome:
    """By the standing agency and the Office. Afterwards every bottleneck that the answers name is there.

    Raises NotAllowed, NotFound, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_planner(caller, command.tenant)
    opened = await _round(records, command.tenant, asked)
    committed = await _change(
        records, command, (opened, asked[1]), lambda known: responses.accept(known, wish, command.recorded_at)
    )
    await _raise_bottlenecks(records, command, committed.state, opened)
    return committed


async def _owner(records: Records, tenant: TenantId, asked: Asked) -> str:
    """Who owes it now: the unit that was invited, or its successor (FR-X-07)."""
    known = await records.survey_responses.get(tenant, response_id(*asked))
    return known.unit if known else asked[1]


async def _round(records: Records, tenant: TenantId, asked: Asked) -> SurveyRoundSnapshot:
    """The round, if it invites the unit. Raises NotFound."""
    opened = await existing(records.survey_rounds, tenant, asked[0])
    if asked[1] not in opened.invited:
        raise NotFound
    return opened


async def _change(records: Records, command: Command, of: tuple[SurveyRoundSnapshot, str], step: _Step) -> Outcome:
    """A response that a crash left out of its round is opened first."""
    opened, unit = of
    key = response_id(opened.id, unit)
    try:
        return await records.survey_responses.change(command, key, step)
    except NotFound:
        await complete_responses(records, command, opened, [unit])
    return await records.survey_responses.change(command, key, step)


async def _raise_bottlenecks(
    records: Records, command: Command, known: SurveyResponseSnapshot, opened: SurveyRoundSnapshot
) -> None:
    """Those that are not there yet. One that an earlier submission raised goes its own way, even where the unit has since
    answered that there is no problem: who leads its group sees to it."""
    await add_missing(records.bottlenecks, command, responses.bottlenecks_of(known, opened))


async def _tell_anew(
    records: Records, command: Command, known: SurveyResponseSnapshot, opened: SurveyRoundSnapshot
) -> None:
    """After a new submission: bottlenecks of the first one that nobody has acted on yet take over the unit's new words."""
    said = {change.state.id: change.state.description_vi for change in responses.bottlenecks_of(known, opened)}
    present = await records.bottlenecks.get_many(command.tenant, list(said))
    own = part_of(command)
    for key, raised in present.items():
        if raised.status == "open" and raised.description_vi != said[key]:
            wish = AmendmentWish(reason=_SUBMITTED_AGAIN, description_vi=said[key])
            await records.bottlenecks.change(own, key, partial(_amended, wish=wish, now=command.recorded_at))


def _amended(known: BottleneckSnapshot, wish: AmendmentWish, now: datetime) -> Change[BottleneckSnapshot]:
    return bottleneck.amend(known, wish, bottleneck.Surroundings({}, ()), now)
