"""Everything that the service keeps: one collection for each aggregate, and the registers over them."""

import dataclasses
from typing import Any

from services.tasks.adapters.bottlenecks import BOTTLENECKS, LEADS, StoredBottlenecks
from services.tasks.adapters.clarity import CLARITY, StoredClarity
from services.tasks.adapters.directives import ACKNOWLEDGEMENTS, DIRECTIVES, LINKS, StoredDirectives, StoredLinks
from services.tasks.adapters.history import JournalHistory
from services.tasks.adapters.key_tasks import KEY_CATALOGUES, KEY_SELECTIONS, StoredKeySelections
from services.tasks.adapters.registers import (
    APPRAISALS,
    CLUSTERS,
    CYCLES,
    GROUPS,
    INDICATOR_VALUES,
    INDICATORS,
    INSPECTIONS,
    NOTES,
    PERIODS,
    PLANS,
    PRINCIPLES,
    PROGRESS_REPORTS,
    REPORTS,
    REQUESTS,
    SERVICE_CHECKLISTS,
    SESSIONS,
    SUCCESSIONS,
    UNDERTAKINGS,
    UNITS,
    StoredRegister,
)
from services.tasks.adapters.stored_notes import StoredNotes
from services.tasks.adapters.stored_requests import StoredRequests
from services.tasks.adapters.surveys import QUESTION_SETS, RESPONSES, ROUNDS, StoredResponses
from services.tasks.adapters.tenants import TENANT_SUCCESSIONS, TENANTS, StoredTenants, StoredTenantSuccessions
from services.tasks.adapters.works import WORKS, StoredWorks
from services.tasks.ports import Records
from shared.calendar import Clock
from shared.events import (
    AcknowledgementSnapshot,
    GroupSnapshot,
    PlanSnapshot,
    ReportingCycleSnapshot,
    ReportingPeriodSnapshot,
    UnitReportSnapshot,
    UnitSnapshot,
)
from shared.events.appraisals import AppraisalSnapshot
from shared.events.bottleneck_leads import BottleneckLeadsSnapshot
from shared.events.clusters import ClustersSnapshot
from shared.events.indicators import IndicatorSnapshot, IndicatorValueSnapshot
from shared.events.inspections import InspectionSnapshot
from shared.events.key_tasks import KeyCatalogueSnapshot
from shared.events.principles import PrincipleSnapshot
from shared.events.progress_reports import ProgressReportSnapshot
from shared.events.service_checklists import ServiceChecklistSnapshot
from shared.events.sessions import SessionSnapshot
from shared.events.successions import SuccessionSnapshot
from shared.events.surveys import QuestionSetSnapshot, SurveyRoundSnapshot
from shared.events.undertakings import UndertakingSnapshot
from shared.messaging import Aggregates, Journal, Sequencer
from shared.storage import Store

AGGREGATES = (
    *(TENANTS, UNITS, PLANS, GROUPS, WORKS, CLARITY),
    *(DIRECTIVES, LINKS, ACKNOWLEDGEMENTS),
    *(BOTTLENECKS, LEADS, QUESTION_SETS, ROUNDS, RESPONSES),
    *(CYCLES, PERIODS, REPORTS, REQUESTS, NOTES),
    *(INDICATORS, INDICATOR_VALUES, SERVICE_CHECKLISTS),
    *(KEY_CATALOGUES, KEY_SELECTIONS, CLUSTERS, PRINCIPLES),
    *(INSPECTIONS, SESSIONS, UNDERTAKINGS, APPRAISALS, SUCCESSIONS, TENANT_SUCCESSIONS, PROGRESS_REPORTS),
)


def stored_records(store: Store, journal: Journal, sequencer: Sequencer, clock: Clock) -> Records:
    return Records(
        tenants=StoredTenants(store, sequencer, clock),
        units=StoredRegister(store, UNITS, UnitSnapshot, sequencer),
        plans=StoredRegister(store, PLANS, PlanSnapshot, sequencer),
        groups=StoredRegister(store, GROUPS, GroupSnapshot, sequencer),
        works=StoredWorks(store, sequencer),
        clarity=StoredClarity(store, sequencer, clock),
        directives=StoredDirectives(store, sequencer),
        links=StoredLinks(store, sequencer),
        acknowledgements=StoredRegister(store, ACKNOWLEDGEMENTS, AcknowledgementSnapshot, sequencer),
        history=JournalHistory(journal),
        bottlenecks=StoredBottlenecks(store, sequencer),
        bottleneck_leads=StoredRegister(store, LEADS, BottleneckLeadsSnapshot, sequencer),
        question_sets=StoredRegister(store, QUESTION_SETS, QuestionSetSnapshot, sequencer),
        survey_rounds=StoredRegister(store, ROUNDS, SurveyRoundSnapshot, sequencer),
        survey_responses=StoredResponses(store, sequencer),
        cycles=StoredRegister(store, CYCLES, ReportingCycleSnapshot, sequencer),
        periods=StoredRegister(store, PERIODS, ReportingPeriodSnapshot, sequencer),
        reports=StoredRegister(store, REPORTS, UnitReportSnapshot, sequencer),
        requests=StoredRequests(store, sequencer),
        notes=StoredNotes(store, sequencer),
        key_catalogues=StoredRegister(store, KEY_CATALOGUES, KeyCatalogueSnapshot, sequencer),
        key_selections=StoredKeySelections(store, sequencer),
        indicators=StoredRegister(store, INDICATORS, IndicatorSnapshot, sequencer),
        indicator_values=StoredRegister(store, INDICATOR_VALUES, IndicatorValueSnapshot, sequencer),
        service_checklists=StoredRegister(store, SERVICE_CHECKLISTS, ServiceChecklistSnapshot, sequencer),
        clusters=StoredRegister(store, CLUSTERS, ClustersSnapshot, sequencer),
        principles=StoredRegister(store, PRINCIPLES, PrincipleSnapshot, sequencer),
        inspections=StoredRegister(store, INSPECTIONS, InspectionSnapshot, sequencer),
        sessions=StoredRegister(store, SESSIONS, SessionSnapshot, sequencer),
        undertakings=StoredRegister(store, UNDERTAKINGS, UndertakingSnapshot, sequencer),
        appraisals=StoredRegister(store, APPRAISALS, AppraisalSnapshot, sequencer),
        successions=StoredRegister(store, SUCCESSIONS, SuccessionSnapshot, sequencer),
        tenant_successions=StoredTenantSuccessions(store, sequencer),
        progress_reports=StoredRegister(store, PROGRESS_REPORTS, ProgressReportSnapshot, sequencer),
    )


def aggregates_of(records: Records) -> list[Aggregates[Any]]:
    """Every collection of aggregates."""
    registers = (getattr(records, field.name) for field in dataclasses.fields(records))
    found = (register.aggregates if isinstance(register, StoredWorks) else register for register in registers)
    return [each for each in found if isinstance(each, Aggregates)]
