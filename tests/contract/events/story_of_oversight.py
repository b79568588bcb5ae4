"""How the programme is watched over in the story: an inspection, and what a department has to do because of it."""

from collections.abc import Iterator
from typing import Any

from services.tasks.api import evaluation_examples, progress_report_examples, session_examples
from services.tasks.api import oversight_examples as examples
from services.tasks.domain.evaluations import appraisal
from services.tasks.domain.evaluations.appraisal import NewAppraisal
from services.tasks.domain.oversight import inspection, session, undertaking
from services.tasks.domain.oversight.inspection import NewInspection
from services.tasks.domain.oversight.session import NewCommitment, NewSession
from services.tasks.domain.oversight.undertaking import UndertakingStep
from services.tasks.domain.reports import progress_report
from shared.events import Occurred
from shared.tenancy import Role
from tests.contract.events.story import NGHE_AN, example, said, stranger


def the_inspection() -> Iterator[Occurred]:
    units = {key: stranger(key) for key in ("NA-CA", "NA-SNV", "NA-STTTT")}
    new = NewInspection(**said(examples.INSPECTION, "discipline"))
    recorded = inspection.record(new, NGHE_AN, units, example("inspection.recorded").recordedtime)
    (owed,) = inspection.recommended(recorded.state, units)
    step = UndertakingStep(**said(examples.UNDERTAKING_STEP, "reported"))
    reported: Any = undertaking.take(owed.state, step, example("undertaking.status-changed").recordedtime)
    yield from (*recorded.events, *owed.events, *reported.events)


def the_session() -> Iterator[Occurred]:
    units = {key: stranger(key) for key in ("NA-UBND", "NA-STTTT", "NA-STP")}
    around = session.Surroundings(units, statements_exist=False, conclusion_exists=False)
    new = NewSession(**said(session_examples.SESSION, "conference"))
    convened = session.convene(new, NGHE_AN, around, example("session.convened").recordedtime)
    wish = NewCommitment(**said(session_examples.COMMITMENT, "ioc"))
    made = session.commit(convened.state, wish, units, example("session.commitment-made").recordedtime)
    yield from (*convened.events, *made.events)


def the_appraisal() -> Iterator[Occurred]:
    around = appraisal.Surroundings(unit_exists=True, work=None, by=Role.CHAIRMAN)
    new = NewAppraisal(**said(evaluation_examples.APPRAISAL, "assessment"))
    yield from appraisal.write(new, NGHE_AN, around, example("appraisal.written").recordedtime).events


def the_progress_report() -> Iterator[Occurred]:
    new = progress_report.NewProgressReport(**said(progress_report_examples.PROGRESS_REPORT, "quarter"))
    made = progress_report.make(new, NGHE_AN, Role.STANDING_OFFICER, example("progress-report.made").recordedtime)
    step = progress_report.ProgressReportWish(**said(progress_report_examples.PROGRESS_REPORT_STEP, "delivered"))
    when = example("progress-report.status-changed").recordedtime
    yield from (*made.events, *progress_report.take_step(made.state, step, when).events)
