"""How far a round has come: coverage overall, per group and per type of unit, who is silent, and what was answered.

The consolidated survey report by group and by unit (FR-BP-09, FR-BP-12). A unit that says "nothing to report" has answered;
a unit that says nothing has not (FR-BP-19).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS
from shared.events import UnitSnapshot
from shared.events.bottlenecks import BottleneckGroup
from shared.events.envelope import Instant
from shared.events.survey_responses import AnswerStatus, ResponseStatus, SurveyResponseSnapshot
from shared.events.surveys import SurveyRoundSnapshot

STATUSES: tuple[AnswerStatus, ...] = get_args(AnswerStatus)
_HANDED_IN = frozenset({"submitted", "accepted"})
Responses = Mapping[str, SurveyResponseSnapshot]


@dataclass(frozen=True, slots=True)
class Share:
    """`submitted` counts what is handed in, accepted or not; the rate is in percent with two decimals."""

    invited: int
    submitted: int
    accepted: int
    rate: float


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One of the five groups. `answered` counts units that answered a question of it or said nothing is to report.

    The rate is null where the round asks nothing of the group. `answers` counts answers that were handed in, by status.
    """

    group: BottleneckGroup
    name_vi: str
    name_en: str
    questions: int
    answered: int
    rate: float | None
    answers: Mapping[AnswerStatus, int]


@dataclass(frozen=True, slots=True)
class TypeShare:
    type: str
    share: Share


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """How one unit stands. Its answers are counted once they are handed in."""

    unit: str
    type: str
    status: ResponseStatus
    submitted_at: Instant | None
    nothing_to_report: bool
    answers: Mapping[AnswerStatus, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`silent` names units that never submitted, `returned` those that have to submit again."""

    overall: Share
    nothing_to_report: int
    by_group: list[GroupShare]
    by_unit_type: list[TypeShare]
    by_unit: list[UnitAnswer]
    silent: list[str]
    returned: list[str]


def coverage(opened: SurveyRoundSnapshot, responses: Responses, units: Mapping[str, UnitSnapshot]) -> Coverage:
    """`responses` by unit; an invited unit whose response is not there yet is silent."""
    types = {unit: units[unit].type for unit in opened.invited}
    counted = {unit: response for unit, response in responses.items() if response.status in _HANDED_IN}
    return Coverage(
        overall=_share(opened.invited, counted),
        nothing_to_report=sum(response.nothing_to_report for response in counted.values()),
        by_group=[_group(group, opened, counted) for group in GROUPS],
        by_unit_type=[
            TypeShare(kind, _share([unit for unit in opened.invited if types[unit] == kind], counted))
            for kind in sorted(set(types.values()))
        ],
        by_unit=[_unit(unit, types[unit], responses.get(unit)) for unit in opened.invited],
        silent=[unit for unit in opened.invited if not _ever_submitted(responses.get(unit))],
        returned=[unit for unit, response in responses.items() if response.status == "returned"],
    )


def _share(invited: Sequence[str], counted: Responses) -> Share:
    submitted = [counted[unit] for unit in invited if unit in counted]
    accepted = sum(response.status == "accepted" for response in submitted)
    return Share(len(invited), len(submitted), accepted, _rate(len(submitted), len(invited)))


def _group(group: BottleneckGroup, opened: SurveyRoundSnapshot, counted: Responses) -> GroupShare:
    asked = {question.id for question in opened.questions if question.group == group}
    answers = {unit: _statuses(response, asked) for unit, response in counted.items()}
    answered = sum(bool(answers[unit]) or response.nothing_to_report for unit, response in counted.items())
    return GroupShare(
        group=group,
        name_vi=GROUPS[group].vi,
        name_en=GROUPS[group].en,
        questions=len(asked),
        answered=answered if asked else 0,
        rate=_rate(answered, len(opened.invited)) if asked else None,
        answers=_counted(status for statuses in answers.values() for status in statuses),
    )


def _unit(unit: str, kind: str, response: SurveyResponseSnapshot | None) -> UnitAnswer:
    handed_in = response is not None and response.status in _HANDED_IN
    return UnitAnswer(
        unit=unit,
        type=kind,
        status=response.status if response else "draft",
        submitted_at=response.submitted_at if response else None,
        nothing_to_report=response is not None and handed_in and response.nothing_to_report,
        answers=_counted(_statuses(response, None) if response and handed_in else ()),
    )


def _statuses(response: SurveyResponseSnapshot, asked: set[str] | None) -> list[AnswerStatus]:
    """Of the answers to those questions, or to all."""
    return [a.status for a in response.answers if a.status and (asked is None or a.question in asked)]


def _counted(statuses: Iterable[AnswerStatus]) -> Mapping[AnswerStatus, int]:
    counts = Counter(statuses)
    return {status: counts[status] for status in STATUSES}


def _ever_submitted(response: SurveyResponseSnapshot | None) -> bool:
    return response is not None and response.obligation.first_submitted_at is not None


def _rate(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)
