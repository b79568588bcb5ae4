"""What the routes of appraisals and dossiers answer."""

from pydantic import BaseModel, Field

from services.tasks.domain.evaluations.dossier import Actions, DutyEvidence, Reporting, WorkEvidence
from shared.events.appraisals import AppraisalSnapshot, Judgement
from shared.events.inspections import Finding
from shared.tenancy import Role


class WrittenAppraisal(AppraisalSnapshot):
    sequence: int = Field(description="Number of the event; it is visible to readers that have applied this number")


class AppraisalPage(BaseModel):
    items: list[AppraisalSnapshot]
    next: str | None = Field(description="Cursor of the next page; null at the end")


class WorksView(BaseModel):
    tally: dict[str, int] = Field(description="total, late = done_late + open_overdue, and each outcome")
    items: list[WorkEvidence]


class InspectedView(BaseModel):
    id: str
    held_on: str
    findings: list[Finding]
    link: str


class AppraisedView(BaseModel):
    """What was written about the unit, word for word."""

    id: str
    as_of: str
    judgement: Judgement | None
    work: str | None
    text_vi: str
    by_role: Role
    link: str


class DossierView(BaseModel):
    """Evidence; whoever reads it decides. `digest` is the SHA-256 of everything else in it."""

    tenant: str
    unit: str
    unit_name_vi: str
    head_role: Role
    head_role_vi: str | None
    year: int
    cut_off: str = Field(description="The year's last instant, or now where it is not over")
    works: WorksView
    reporting: Reporting
    reports: list[DutyEvidence]
    actions: Actions
    requests: list[DutyEvidence]
    inspections: list[InspectedView]
    undertakings: list[DutyEvidence]
    assessments: list[AppraisedView]
    achievements: list[AppraisedView]
    impacts: list[AppraisedView]
    digest: str
