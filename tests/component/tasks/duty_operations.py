"""The operations of reports, requests, letters, notes and inspections, with the body that each takes."""

from services.tasks.domain.evaluations.appraisal import NewAppraisal
from services.tasks.domain.exchanges.experience_note import NewExperienceNote, PublicationWish
from services.tasks.domain.exchanges.letter import NewLetter
from services.tasks.domain.exchanges.request import NewRequest, RequestStep
from services.tasks.domain.organisation.unit import UnitName
from services.tasks.domain.oversight.inspection import NewInspection
from services.tasks.domain.oversight.session import NewCommitment, NewSession
from services.tasks.domain.oversight.undertaking import UndertakingStep
from services.tasks.domain.reports.progress_report import NewProgressReport, ProgressReportWish
from services.tasks.domain.reports.reporting_cycle import NewReportingCycle, NewReportingPeriod
from services.tasks.domain.reports.statement import ReportContent
from services.tasks.domain.reports.unit_report import ReportReturn, Signature, Waiver
from services.tasks.domain.successions.succession import NewSuccession

CREATING = (
    "register",
    "open",
    "send",
    "write_letter",
    "write_experience_note",
    "record_inspection",
    "convene_session",
    "write_appraisal",
    "report_indicator",
    "enter_succession",
    "issue_key_catalogue",
    "make_progress_report",
)
OPERATIONS = {
    "register_reporting_cycle": NewReportingCycle,
    "open_reporting_period": NewReportingPeriod,
    "write_report": ReportContent,
    "sign_report": Signature,
    "waive_report": Waiver,
    "send_request": NewRequest,
    "change_request_status": RequestStep,
    "write_letter": NewLetter,
    "write_experience_note": NewExperienceNote,
    "publish_experience_note": PublicationWish,
    "convene_session": NewSession,
    "make_commitment": NewCommitment,
    "return_report": ReportReturn,
    "write_appraisal": NewAppraisal,
    "list_appraisals": None,
    "get_appraisal": None,
    "get_dossier": None,
    "list_sessions": None,
    "get_session": None,
    "rename_unit": UnitName,
    "enter_succession": NewSuccession,
    "preview_succession": NewSuccession,
    "list_successions": None,
    "get_succession": None,
    "record_inspection": NewInspection,
    "change_undertaking_status": UndertakingStep,
    "list_inspections": None,
    "get_inspection": None,
    "list_undertakings": None,
    "get_undertaking": None,
    "list_reporting_cycles": None,
    "list_reporting_periods": None,
    "review_reporting_period": None,
    "list_reports": None,
    "get_report": None,
    "list_requests": None,
    "get_request": None,
    "review_letter": None,
    "list_experience_notes": None,
    "get_experience_note": None,
    "list_published_notes": None,
    "make_progress_report": NewProgressReport,
    "pass_on_progress_report": ProgressReportWish,
    "list_progress_reports": None,
    "get_progress_report": None,
}
