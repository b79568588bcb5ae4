"""The part of the story in which two units are surveyed: one response is returned, the other one accepted."""

from collections.abc import Iterator

from services.tasks.api import survey_examples as examples
from services.tasks.domain.surveys import question_set, survey_response, survey_round
from services.tasks.domain.surveys.survey_response import AcceptanceWish, DraftWish, ReturnWish, SubmissionWish
from shared.events import Occurred
from shared.events.surveys import SurveyRoundSnapshot
from tests.contract.events.story import NGHE_AN, actor, example, said, stranger


def the_survey() -> Iterator[Occurred]:
    new = question_set.NewQuestionSet(**said(examples.QUESTION_SET, "two-questions"))
    asked = question_set.register(new, NGHE_AN, example("question-set.registered").recordedtime)
    revision = question_set.Revision(**said(examples.REVISION, "third-question"))
    revised = question_set.revise(asked.state, revision, example("question-set.revised").recordedtime)
    units = {key: stranger(key) for key in ("NA-STC", "NA-CA")}
    new_round, when = survey_round.NewRound(**said(examples.ROUND, "april-2024")), example("survey-round.opened")
    opened = survey_round.open_round(new_round, NGHE_AN, revised.state, units, when.recordedtime)
    yield from (*asked.events, *revised.events, *opened.events)
    yield from _returned(opened.state)
    wish, by = survey_round.AssessmentWish(**said(examples.ASSESSMENT, "people")), actor("survey-round.assessed")
    now = example("survey-round.assessed").recordedtime
    yield from survey_round.assess(opened.state, "resources", wish, by, now).events
    yield from _accepted(opened.state)


def _returned(opened: SurveyRoundSnapshot) -> Iterator[Occurred]:
    owed = survey_round.response_of(opened, stranger("NA-STC"))
    draft = DraftWish(**said(examples.DRAFT, "partial"))
    saved = survey_response.save(owed.state, draft, opened, example("survey-response.saved").recordedtime)
    answers, role = SubmissionWish(**said(examples.SUBMISSION, "bottleneck")), actor("survey-response.submitted").role
    when = example("survey-response.submitted").recordedtime
    submitted = survey_response.submit(saved.state, answers, opened, role, when)
    wish = ReturnWish(**said(examples.RETURN, "incomplete"))
    returned = survey_response.give_back(submitted.state, wish, example("survey-response.returned").recordedtime)
    yield from (*owed.events, *saved.events, *submitted.events, *returned.events)


def _accepted(opened: SurveyRoundSnapshot) -> Iterator[Occurred]:
    """Of this one only the end is told."""
    owed, told = survey_round.response_of(opened, stranger("NA-CA")).state, example("survey-response.accepted")
    nothing = SubmissionWish(**said(examples.SUBMISSION, "nothing"))
    role = actor("survey-response.submitted").role
    submitted = survey_response.submit(owed, nothing, opened, role, opened.opened_at).state
    wish = AcceptanceWish(**said(examples.ACCEPTANCE, "accepted"))
    yield from survey_response.accept(submitted, wish, told.recordedtime).events
