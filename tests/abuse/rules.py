"""Who may do what, operation by operation. Written down once more on purpose: the code is measured by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from shared.tenancy.roles import HEADS, UNIT_ROLES
from tests.abuse.callers import LEAD, Caller

Audience = Callable[[Caller], bool]


class Named(StrEnum):
    """What the id in a path is the id of."""

    OWN = "something of the tenant that is asked"
    CANCELLED = "something of that tenant that was cancelled"
    SIBLING = "something of that tenant that this operation has no hold of"
    FOREIGN = "something of another tenant"
    RANDOM = "nothing"
    MALFORMED = "no id at all"


class Guests(StrEnum):
    """How the officer who reads every province is received in one."""

    WELCOME = "as somebody of that province"
    REFUSED = "with a 403: it is there to be read, not to be done"
    UNSEEN = "as if it were not there"


_NOT_THERE = dict.fromkeys((Named.SIBLING, Named.FOREIGN, Named.RANDOM, Named.MALFORMED), 404)
_READ = {Named.OWN: 200, Named.CANCELLED: 200, Named.FOREIGN: 404, Named.RANDOM: 404, Named.MALFORMED: 404}
_LOOKED_UP = {named: status for named, status in _READ.items() if named is not Named.CANCELLED}
_CHANGED = {**_READ, Named.CANCELLED: 409}
_SEEN = {Named.OWN: 200, Named.FOREIGN: 404, Named.RANDOM: 404, Named.MALFORMED: 404}
_THERE = {Named.OWN: 200, Named.FOREIGN: 404, Named.RANDOM: 404, Named.MALFORMED: 404}
_EVERYBODYS = {Named.OWN: 200, Named.FOREIGN: 200, Named.RANDOM: 404, Named.MALFORMED: 404}
_FOUND = {Named.OWN: 200, **_NOT_THERE}

_ASKED = {Named.OWN: 200, Named.RANDOM: 404, Named.MALFORMED: 404}
WORKBOOK = "workbook"
"""What is sent where it is no JSON."""


def everybody(caller: Caller) -> bool:
    return caller.role is not Role.OPS


def really_everybody(_: Caller) -> bool:
    return True


def operators(caller: Caller) -> bool:
    return caller.role is Role.OPS


def standing_agency(caller: Caller) -> bool:
    return caller.role is Role.STANDING_OFFICER or caller.is_central


def planners(caller: Caller) -> bool:
    return caller.role is Role.OFFICE_OFFICER or standing_agency(caller)


def keepers(caller: Caller) -> bool:
    return standing_agency(caller) or (caller.role in UNIT_ROLES and caller.unit == LEAD)


def inspectors(caller: Caller) -> bool:
    return caller.role is Role.HOME_AFFAIRS_OFFICER or standing_agency(caller)


def evaluators(caller: Caller) -> bool:
    return choosers(caller) or caller.role is Role.HOME_AFFAIRS_OFFICER


def lead_and_planners(caller: Caller) -> bool:
    return planners(caller) or keepers(caller)


def choosers(caller: Caller) -> bool:
    return caller.role is Role.CHAIRMAN or standing_agency(caller)


def members(caller: Caller) -> bool:
    return caller.role in UNIT_ROLES and caller.unit == LEAD


def deciders(caller: Caller) -> bool:
    return caller.role in {Role.CHAIRMAN, Role.PERMANENT_VICE_CHAIRMAN}


def leaders(caller: Caller) -> bool:
    return deciders(caller) or standing_agency(caller)


def informed(caller: Caller) -> bool:
    return chairmen(caller) or planners(caller)


def central_standing_agency(caller: Caller) -> bool:
    return caller.tenant == CENTRAL and standing_agency(caller)


def authors(caller: Caller) -> bool:
    return planners(caller) or (caller.role in UNIT_ROLES and caller.unit is not None)


def workers(caller: Caller) -> bool:
    return caller.role in UNIT_ROLES and caller.unit == LEAD


def addressees(caller: Caller) -> bool:
    """The unit that was written to is the standing agency, for which its officers answer."""
    return workers(caller) or (standing_agency(caller) and caller.unit is None)


def signers(caller: Caller) -> bool:
    return caller.role in HEADS and caller.unit == LEAD


def chairmen(caller: Caller) -> bool:
    return caller.role is Role.CHAIRMAN


def confirmers(caller: Caller) -> bool:
    return signers(caller) or standing_agency(caller)


def central(caller: Caller) -> bool:
    return caller.is_central


def subscribers(caller: Caller) -> bool:
    return caller.role is Role.INTEGRATOR or standing_agency(caller)


def mailbox_holders(caller: Caller) -> bool:
    if caller.role in UNIT_ROLES:
        return caller.unit is not None
    return caller.role not in {Role.OPS, Role.INTEGRATOR}


@dataclass(frozen=True)
class Rule:
    """Who may do it at home (`audience`), and what `sends` and `query` say when they do.

    `role_first`: who may not is told so before anything is looked up. `ids` gives the status for those who may, by what the
    path names; without ids it is `success`. `strangers`: no token is needed. `elsewhere`: what only another sort of
    installation answers.
    """

    audience: Audience
    success: int = 200
    guests: Guests = Guests.WELCOME
    role_first: bool = True
    ids: Mapping[Named, int] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    sends: str = ""
    of_tenant: bool = True
    strangers: bool = False
    elsewhere: frozenset[int] = frozenset()

    def status(self, named: Named | None) -> int:
        return self.success if named is None else self.ids[named]


def _reading(**more: Any) -> Rule:
    return Rule(everybody, **more)


def _registering(sends: str) -> Rule:
    return Rule(planners, 201, Guests.REFUSED, sends=sends)


def _unblocking(audience: Audience, sends: str) -> Rule:
    return Rule(audience, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends=sends)


def _selecting(audience: Audience, sends: str) -> Rule:
    """One's own selection, although every catalogue can be read."""
    return Rule(audience, 200, Guests.REFUSED, ids=_LOOKED_UP, sends=sends)


def _signing(success: int, **more: Any) -> Rule:
    return Rule(really_everybody, success, of_tenant=False, strangers=True, **more)


def _mail(**more: Any) -> Rule:
    return Rule(mailbox_holders, guests=Guests.UNSEEN, **more)


def _hooks(success: int = 200, sends: str = "", *, there: bool = True, verified: bool = False) -> Rule:
    """An integrator's own, which its tenant's standing agency keeps too. `verified`: only an endpoint that proved itself."""
    known = {**_LOOKED_UP, Named.OWN: success} | ({Named.CANCELLED: 409} if verified else {})
    return Rule(subscribers, success, Guests.UNSEEN, ids=known if there else {}, sends=sends)


RULES: Mapping[str, Rule] = {
    "gateway_overview": _reading(),
    "gateway_events": _reading(),
    "gateway_stream": _reading(),
    "gateway_get_session": Rule(really_everybody, of_tenant=False),
    "gateway_list_session_choices": _signing(200),
    "gateway_begin_session": _signing(201, sends="sign_in", elsewhere=frozenset({409})),
    "gateway_end_session": _signing(204),
    "tasks_list_tenants": Rule(really_everybody, of_tenant=False),
    "tasks_get_caller": Rule(really_everybody, of_tenant=False),
    "tasks_register_tenant": Rule(operators, 201, sends="tenant", of_tenant=False),
    "tasks_enter_tenant_succession": Rule(operators, 202, sends="tenant_succession", of_tenant=False),
    "tasks_preview_tenant_succession": Rule(operators, sends="tenant_succession", of_tenant=False),
    "tasks_list_tenant_successions": Rule(operators, of_tenant=False),
    "tasks_list_units": _reading(),
    "tasks_list_plans": _reading(),
    "tasks_list_groups": _reading(),
    "tasks_rename_unit": Rule(planners, 200, Guests.REFUSED, sends="name"),
    "tasks_enter_succession": Rule(standing_agency, 201, Guests.REFUSED, sends="succession"),
    "tasks_preview_succession": Rule(standing_agency, 200, Guests.REFUSED, sends="succession"),
    "tasks_list_successions": _reading(),
    "tasks_get_succession": _reading(ids=_THERE),
    "tasks_list_tasks": _reading(),
    "tasks_get_task": _reading(ids=_READ),
    "tasks_get_task_history": _reading(ids=_READ),
    "tasks_get_task_origin_history": _reading(ids=_READ),
    "tasks_register_unit": _registering("unit"),
    "tasks_register_plan": _registering("plan"),
    "tasks_register_group": _registering("group"),
    "tasks_register_task": _registering("task"),
    "tasks_register_model": _registering("model"),
    "tasks_register_directive": _registering("directive"),
    "tasks_list_directives": _reading(),
    "tasks_get_directive": _reading(ids=_SEEN),
    "tasks_translate_directive": Rule(planners, 200, Guests.REFUSED, ids=_SEEN, sends="translation"),
    "tasks_list_acknowledgements": _reading(ids=_SEEN),
    "tasks_acknowledge_directive": Rule(members, 200, Guests.REFUSED, ids=_SEEN, sends="acknowledgement"),
    "tasks_register_link": _registering("link"),
    "tasks_list_links": _reading(),
    "tasks_list_incoming_links": _reading(query={"target": "KEPT-central"}),
    "tasks_change_task_status": Rule(keepers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="status"),
    "tasks_change_task_statuses": Rule(everybody, 200, sends="statuses"),
    "tasks_move_task_deadline": Rule(planners, 200, Guests.REFUSED, ids=_CHANGED, sends="deadline"),
    "tasks_report_task_progress": Rule(keepers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="progress"),
    "tasks_confirm_task_progress": Rule(
        keepers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="confirmation"
    ),
    "tasks_meet_task_part": Rule(keepers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="part"),
    "tasks_amend_task": Rule(lead_and_planners, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="details"),
    "tasks_amend_model": Rule(lead_and_planners, 200, Guests.REFUSED, role_first=False, ids=_FOUND, sends="sites"),
    "tasks_change_task_lead": Rule(planners, 200, Guests.REFUSED, ids=_CHANGED, sends="lead"),
    "tasks_decide_task_approval": Rule(keepers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="approval"),
    "tasks_issue_plan": Rule(planners, 200, Guests.REFUSED, ids=_FOUND, sends="issue"),
    "tasks_choose_clarity": Rule(choosers, 200, Guests.REFUSED, sends="clarity"),
    "tasks_get_clarity": _reading(),
    "tasks_list_bottlenecks": _reading(),
    "tasks_get_bottleneck_board": _reading(),
    "tasks_get_bottleneck": _reading(ids=_READ),
    "tasks_register_bottleneck": Rule(keepers, 201, Guests.REFUSED, sends="bottleneck"),
    "tasks_amend_bottleneck": _unblocking(keepers, "amendment"),
    "tasks_propose_on_bottleneck": _unblocking(keepers, "proposal"),
    "tasks_resolve_bottleneck": _unblocking(keepers, "resolution"),
    "tasks_decide_on_bottleneck": Rule(deciders, 200, Guests.REFUSED, ids=_CHANGED, sends="decision"),
    "tasks_reject_bottleneck": Rule(deciders, 200, Guests.REFUSED, ids=_CHANGED, sends="decision"),
    "tasks_get_bottleneck_leads": _reading(),
    "tasks_set_bottleneck_leads": Rule(planners, 200, Guests.REFUSED, sends="leads"),
    "tasks_list_question_sets": _reading(),
    "tasks_get_question_set": _reading(ids=_THERE),
    "tasks_register_question_set": _registering("question_set"),
    "tasks_revise_question_set": Rule(planners, 200, Guests.REFUSED, ids=_THERE, sends="revision"),
    "tasks_list_survey_rounds": _reading(),
    "tasks_get_survey_round": _reading(ids=_READ),
    "tasks_register_survey_round": _registering("survey_round"),
    "tasks_assess_survey_group": Rule(keepers, 200, Guests.REFUSED, ids=_READ, sends="assessment"),
    "tasks_list_survey_responses": _reading(ids=_READ),
    "tasks_get_survey_response": _reading(ids=_READ),
    "tasks_save_survey_response": Rule(keepers, 200, Guests.REFUSED, ids=_CHANGED, sends="draft"),
    "tasks_submit_survey_response": Rule(keepers, 200, Guests.REFUSED, ids=_CHANGED, sends="submission"),
    "tasks_return_survey_response": Rule(planners, 200, Guests.REFUSED, ids=_CHANGED, sends="return"),
    "tasks_accept_survey_response": Rule(planners, 200, Guests.REFUSED, ids=_CHANGED, sends="acceptance"),
    "tasks_list_bottlenecks_of_provinces": Rule(central, of_tenant=False),
    "tasks_list_bottleneck_themes": Rule(central, of_tenant=False),
    "tasks_register_reporting_cycle": _registering("cycle"),
    "tasks_list_reporting_cycles": _reading(),
    "tasks_open_reporting_period": Rule(
        standing_agency, 201, Guests.REFUSED, ids={**_LOOKED_UP, Named.OWN: 201}, sends="period"
    ),
    "tasks_list_reporting_periods": _reading(ids=_LOOKED_UP),
    "tasks_review_reporting_period": _reading(ids=_LOOKED_UP),
    "tasks_list_reports": _reading(),
    "tasks_get_report": _reading(ids=_READ),
    "tasks_write_report": Rule(workers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="content"),
    "tasks_sign_report": Rule(signers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="signature"),
    "tasks_return_report": Rule(
        standing_agency, 200, Guests.REFUSED, ids={**_LOOKED_UP, Named.CANCELLED: 409}, sends="report_return"
    ),
    "tasks_waive_report": Rule(standing_agency, 200, Guests.REFUSED, ids=_CHANGED, sends="waiver"),
    "tasks_send_request": _registering("request"),
    "tasks_write_letter": Rule(central_standing_agency, 201, Guests.REFUSED, sends="letter"),
    "tasks_review_letter": Rule(central_standing_agency, 200, Guests.REFUSED, ids=_LOOKED_UP),
    "tasks_write_experience_note": Rule(authors, 201, Guests.REFUSED, sends="note"),
    "tasks_list_experience_notes": _reading(),
    "tasks_get_experience_note": _reading(ids=_LOOKED_UP),
    "tasks_publish_experience_note": Rule(planners, 200, Guests.REFUSED, ids=_LOOKED_UP, sends="publication"),
    "tasks_export_tasks": _reading(),
    "tasks_export_units": _reading(),
    "tasks_export_plans": _reading(),
    "tasks_get_import_template": _reading(ids=_ASKED),
    "tasks_upload_import": Rule(planners, 201, Guests.REFUSED, query={"sort": "units"}, sends=WORKBOOK),
    "tasks_get_import": Rule(planners, 200, Guests.REFUSED, role_first=False, ids=_READ),
    "tasks_list_import_faults": Rule(planners, 200, Guests.REFUSED, role_first=False, ids=_READ),
    "tasks_run_import": Rule(
        planners,
        202,
        Guests.REFUSED,
        role_first=False,
        ids={**_LOOKED_UP, Named.OWN: 202, Named.SIBLING: 202},
        sends="run",
    ),
    "tasks_cancel_import": Rule(planners, 200, Guests.REFUSED, role_first=False, ids=_CHANGED),
    "tasks_list_published_notes": _reading(),
    "tasks_issue_key_catalogue": Rule(central_standing_agency, 201, Guests.REFUSED, sends="key_catalogue"),
    "tasks_list_key_catalogues": _reading(),
    "tasks_get_key_catalogue": _reading(ids=_EVERYBODYS),
    "tasks_revise_key_catalogue": Rule(
        central_standing_agency, 200, Guests.REFUSED, ids=_EVERYBODYS, sends="key_revision"
    ),
    "tasks_review_key_catalogue": Rule(central, 200, Guests.REFUSED, ids=_EVERYBODYS),
    "tasks_set_clusters": Rule(central_standing_agency, 200, Guests.REFUSED, sends="clusters"),
    "tasks_get_clusters": _reading(),
    "tasks_fill_principle": Rule(choosers, 200, Guests.REFUSED, sends="principle"),
    "tasks_get_principle": _reading(),
    "tasks_list_key_selections": _reading(),
    "tasks_get_key_selection": _reading(ids=_LOOKED_UP),
    "tasks_study_key_tasks": Rule(standing_agency, 200, Guests.REFUSED, ids=_EVERYBODYS, sends="key_study"),
    "tasks_propose_key_tasks": _selecting(standing_agency, "key_proposal"),
    "tasks_decide_on_key_tasks": _selecting(chairmen, "key_decision"),
    "tasks_implement_key_tasks": _selecting(standing_agency, "key_implementation"),
    "tasks_list_requests": _reading(),
    "tasks_get_request": _reading(ids=_READ),
    "tasks_change_request_status": Rule(addressees, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="step"),
    "tasks_register_indicator": _registering("indicator"),
    "tasks_list_indicators": _reading(),
    "tasks_get_indicator": _reading(ids=_LOOKED_UP),
    "tasks_amend_indicator": Rule(planners, 200, Guests.REFUSED, ids=_LOOKED_UP, sends="indicator_details"),
    "tasks_report_indicator_value": Rule(
        workers, 201, Guests.REFUSED, ids={**_LOOKED_UP, Named.OWN: 201}, sends="indicator_value"
    ),
    "tasks_list_indicator_values": _reading(),
    "tasks_get_indicator_value": _reading(ids=_LOOKED_UP),
    "tasks_correct_indicator_value": Rule(
        workers, 200, Guests.REFUSED, role_first=False, ids=_LOOKED_UP, sends="indicator_correction"
    ),
    "tasks_confirm_indicator_value": Rule(
        confirmers, 200, Guests.REFUSED, role_first=False, ids=_LOOKED_UP, sends="indicator_confirmation"
    ),
    "tasks_register_service_checklist": _registering("service_checklist"),
    "tasks_list_service_checklists": _reading(),
    "tasks_get_service_checklist": _reading(ids=_LOOKED_UP),
    "tasks_state_service_deployment": Rule(planners, 200, Guests.REFUSED, ids=_LOOKED_UP, sends="deployment"),
    "reporting_list_indicator_series": _reading(),
    "reporting_get_indicator_series": _reading(ids=_LOOKED_UP),
    "reporting_get_service_coverage": _reading(),
    "reporting_compare_indicator": Rule(central, query={"code": "any", "period": "2024-01"}, of_tenant=False),
    "reporting_compare_service_coverage": Rule(central, query={"checklist": "any"}, of_tenant=False),
    "tasks_record_inspection": Rule(inspectors, 201, Guests.REFUSED, sends="inspection"),
    "tasks_list_inspections": _reading(),
    "tasks_get_inspection": _reading(ids=_LOOKED_UP),
    "tasks_write_appraisal": Rule(choosers, 201, Guests.REFUSED, sends="appraisal"),
    "tasks_list_appraisals": _reading(),
    "tasks_get_appraisal": _reading(ids=_LOOKED_UP),
    "tasks_get_dossier": Rule(evaluators, 200, Guests.REFUSED, ids=_LOOKED_UP, query={"year": "2024"}),
    "tasks_convene_session": _registering("session"),
    "tasks_list_sessions": _reading(),
    "tasks_get_session": _reading(ids=_READ),
    "tasks_make_commitment": Rule(lead_and_planners, 200, Guests.REFUSED, ids=_CHANGED, sends="commitment"),
    "tasks_list_undertakings": _reading(),
    "tasks_get_undertaking": _reading(ids=_READ),
    "tasks_change_undertaking_status": Rule(
        workers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="undertaking_step"
    ),
    "reporting_get_scoreboard": _reading(),
    "reporting_get_weak_points": Rule(leaders),
    "tasks_make_progress_report": Rule(standing_agency, 201, Guests.REFUSED, sends="progress_report"),
    "tasks_list_progress_reports": Rule(informed, 200, Guests.REFUSED),
    "tasks_get_progress_report": Rule(informed, 200, Guests.REFUSED, ids=_LOOKED_UP),
    "tasks_pass_on_progress_report": Rule(planners, 200, Guests.REFUSED, ids=_LOOKED_UP, sends="progress_report_step"),
    "reporting_get_progress_report_content": Rule(informed, 200, Guests.REFUSED, ids=_LOOKED_UP),
    "reporting_export_progress_report": Rule(informed, 200, Guests.REFUSED, ids=_LOOKED_UP),
    "reporting_get_comparison": Rule(central, of_tenant=False),
    "reporting_get_fan_out": _reading(ids=_FOUND),
    "reporting_get_period_report": _reading(ids={Named.OWN: 200, Named.RANDOM: 422, Named.MALFORMED: 404}),
    "notifications_list_inbox": _mail(),
    "notifications_count_inbox": _mail(),
    "notifications_read_whole_inbox": _mail(),
    "notifications_read_notice": _mail(ids=_FOUND),
    "notifications_unread_notice": _mail(ids=_FOUND),
    "notifications_create_subscription": _hooks(201, "subscription", there=False),
    "notifications_list_subscriptions": _hooks(there=False),
    "notifications_get_subscription": _hooks(),
    "notifications_change_subscription": _hooks(sends="subscription_change"),
    "notifications_delete_subscription": _hooks(204),
    "notifications_pause_subscription": _hooks(verified=True),
    "notifications_resume_subscription": _hooks(verified=True),
    "notifications_rotate_subscription_secret": _hooks(sends="rotation"),
    "notifications_drop_subscription_secret": _hooks(verified=True),
    "notifications_verify_subscription": _hooks(),
    "notifications_test_subscription": _hooks(),
    "notifications_replay_subscription": _hooks(sends="replay"),
    "notifications_list_deliveries": _hooks(),
    "notifications_get_delivery": _hooks(),
    "notifications_redeliver_event": _hooks(verified=True),
    "notifications_acknowledge_notice": _mail(ids=_FOUND, sends="received"),
    "notifications_snooze_notice": _mail(ids=_FOUND, sends="put_aside"),
    "notifications_list_threads": _mail(),
    "notifications_list_thread": _mail(query={"subject": "any"}),
    "notifications_make_calendar_link": _mail(),
    "notifications_get_calendar_link": _mail(),
    "notifications_close_calendar_link": _mail(),
    "notifications_get_ladder": _reading(guests=Guests.UNSEEN),
    "notifications_set_ladder": Rule(standing_agency, guests=Guests.UNSEEN, sends="ladder"),
    "notifications_list_ladder_versions": Rule(standing_agency, guests=Guests.UNSEEN),
    "notifications_get_email_addresses": Rule(standing_agency, guests=Guests.UNSEEN),
    "notifications_set_email_addresses": Rule(standing_agency, guests=Guests.UNSEEN, sends="email_book"),
    "notifications_ask_email_address": Rule(standing_agency, guests=Guests.UNSEEN, sends="email_verification"),
    "notifications_get_email_rules": _reading(guests=Guests.UNSEEN),
    "notifications_set_email_rules": Rule(standing_agency, guests=Guests.UNSEEN, sends="email_rules"),
    "notifications_set_email_preferences": Rule(standing_agency, guests=Guests.UNSEEN, sends="email_preferences"),
    "notifications_preview_reminders": Rule(standing_agency, 200, Guests.UNSEEN, query={"on": "2024-10-28"}),
}
