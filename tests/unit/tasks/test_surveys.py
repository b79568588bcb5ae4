"""Whatever is tried with a response; what raises bottlenecks; what a coverage adds up to."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS
from services.tasks.domain.errors import IllegalTransition
from services.tasks.domain.surveys import question_set, survey_response, survey_round
from services.tasks.domain.surveys.survey_coverage import coverage
from services.tasks.domain.surveys.survey_errors import AnswersMissing, ResponseHandedIn, SomethingToReport
from services.tasks.domain.surveys.survey_response import (
    LIFE,
    AcceptanceWish,
    AnswerWish,
    DraftWish,
    ReturnWish,
    SubmissionWish,
)
from shared.events.survey_responses import AnswerStatus, SurveyResponseSnapshot
from shared.events.surveys import SurveyRoundSnapshot
from shared.tenancy import Role
from tests.unit.tasks.cast import NGHE_AN, NOW, a_unit

UNITS = {key: a_unit(key, type=kind) for key, kind in (("A", "department"), ("B", "department"), ("C", "district"))}
QUESTIONS = [
    {"id": "q1", "group": "legal", "text_vi": "Một?"},
    {"id": "q2", "group": "resources", "scope": "people", "text_vi": "Hai?"},
    {"id": "q3", "group": "data", "text_vi": "Ba?", "required": False},
]


def a_round() -> SurveyRoundSnapshot:
    wish = question_set.NewQuestionSet(id="QS", title_vi="Bộ câu hỏi", questions=QUESTIONS)  # type: ignore[arg-type]
    asked = question_set.register(wish, NGHE_AN, NOW).state
    new = survey_round.NewRound(id="KS", question_set="QS", title_vi="Đợt 1", invited=("A", "B", "C"))
    return survey_round.open_round(new, NGHE_AN, asked, UNITS, NOW).state


ROUND = a_round()


def a_draft(unit: str = "A") -> SurveyResponseSnapshot:
    return survey_round.response_of(ROUND, UNITS[unit]).state


ANSWER = st.builds(
    lambda question, status, text: AnswerWish(question=question, status=status, text=text),
    st.sampled_from(["q1", "q2", "q3"]),
    st.sampled_from([None, *get_args(AnswerStatus)]),
    st.sampled_from([None, "Vướng"]),
)
ANSWERS = st.lists(ANSWER, max_size=3, unique_by=lambda answer: answer.question).map(tuple)


def may_be_submitted(answers: tuple[AnswerWish, ...], nothing: bool) -> bool:
    """The rule, said once more: nothing to report and no trouble, or every required answer; bottlenecks have words."""
    given_by = {answer.question: answer for answer in answers if answer.status}
    if nothing:
        return not any(answer.status in {"con_vuong", "diem_nghen"} for answer in answers)
    worded = all(answer.text for answer in given_by.values() if answer.status == "diem_nghen")
    return {"q1", "q2"} <= given_by.keys() and worded


@given(ANSWERS, st.booleans())
def test_what_is_complete_is_submitted_and_raises_what_it_names(answers: tuple[AnswerWish, ...], nothing: bool) -> None:
    wish = SubmissionWish(answers=answers, nothing_to_report=nothing)
    if not may_be_submitted(answers, nothing):
        with pytest.raises((AnswersMissing, SomethingToReport)):
            survey_response.submit(a_draft(), wish, ROUND, Role.UNIT_HEAD, NOW)
        return
    after = survey_response.submit(a_draft(), wish, ROUND, Role.UNIT_HEAD, NOW).state
    raised = survey_response.bottlenecks_of(after, ROUND)
    named = {answer.question for answer in answers if answer.status == "diem_nghen"}
    assert {change.state.id for change in raised} == {f"KS.A.{question}" for question in named}
    assert raised == survey_response.bottlenecks_of(after, ROUND), "the same again, whenever it is asked"
    assert [answer.question for answer in after.answers] == sorted(answer.question for answer in answers)


@given(st.lists(st.tuples(st.sampled_from(["save", "submit", "return", "accept"]), st.integers(0, 48)), max_size=12))
def test_whatever_is_tried_a_response_is_owed_exactly_while_it_is_not_handed_in(tries: list[tuple[str, int]]) -> None:
    known, now = a_draft(), NOW
    for what, hours in tries:
        now += timedelta(hours=hours)
        before = known
        known = tried(known, what, now)
        assert known.version - before.version in {0, 1}
        assert (known.obligation.discharged_at is not None) == (known.status in {"submitted", "accepted"})
        if before.obligation.first_submitted_at:
            assert known.obligation.first_submitted_at == before.obligation.first_submitted_at


def tried(known: SurveyResponseSnapshot, what: str, now: Any) -> SurveyResponseSnapshot:
    answers = tuple(AnswerWish(question=question, status="thuan_loi") for question in ("q1", "q2"))
    steps = {
        "submit": (
            "submitted",
            lambda: survey_response.submit(known, SubmissionWish(answers=answers), ROUND, Role.UNIT_HEAD, now),
        ),
        "return": ("returned", lambda: survey_response.give_back(known, ReturnWish(reason="x"), now)),
        "accept": ("accepted", lambda: survey_response.accept(known, AcceptanceWish(), now)),
    }
    if what == "save":
        if known.status in {"draft", "returned"}:
            return survey_response.save(known, DraftWish(answers=answers[:1]), ROUND, now).state
        with pytest.raises(ResponseHandedIn):
            survey_response.save(known, DraftWish(), ROUND, now)
        return known
    status, take = steps[what]
    if status in LIFE.steps[known.status]:
        return take().state
    with pytest.raises(IllegalTransition):
        take()
    return known


RESPONSE = st.sampled_from(["absent", "draft", "submitted", "nothing", "returned", "accepted"])


@given(st.fixed_dictionaries(dict.fromkeys(UNITS, RESPONSE)))
def test_a_coverage_adds_up(standing: dict[str, str]) -> None:
    """FR-BP-09, FR-BP-19: every unit is counted once, in its type, and each is covered, returned or silent."""
    shown = coverage(ROUND, responses(standing), UNITS)
    handed_in = {unit for unit, how in standing.items() if how in {"submitted", "nothing", "accepted"}}
    assert (shown.overall.invited, shown.overall.submitted) == (3, len(handed_in))
    for part in ("invited", "submitted", "accepted"):
        assert sum(getattr(kind.share, part) for kind in shown.by_unit_type) == getattr(shown.overall, part)
    assert shown.overall.accepted == list(standing.values()).count("accepted")
    assert handed_in | set(shown.silent) | set(shown.returned) == set(UNITS)
    assert len(handed_in) + len(shown.silent) + len(shown.returned) == 3
    assert [group.group for group in shown.by_group] == list(GROUPS)
    for group in shown.by_group:
        assert group.answered <= shown.overall.submitted
        assert (group.rate is None) == (group.questions == 0)
    answers = sum(sum(unit.answers.values()) for unit in shown.by_unit)
    assert answers == sum(sum(group.answers.values()) for group in shown.by_group)


def responses(standing: Mapping[str, str]) -> dict[str, SurveyResponseSnapshot]:
    found = {}
    for unit, how in standing.items():
        known = a_draft(unit)
        if how == "nothing":
            wish = SubmissionWish(nothing_to_report=True)
            known = survey_response.submit(known, wish, ROUND, Role.UNIT_HEAD, NOW).state
        elif how not in {"absent", "draft"}:
            known = tried(known, "submit", NOW)
            known = (
                tried(known, {"returned": "return", "accepted": "accept"}[how], NOW) if how != "submitted" else known
            )
        if how != "absent":
            found[unit] = known
    return found
