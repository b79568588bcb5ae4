"""What the OpenAPI documents say is true, whatever is sent: no 5xx, no status, content type or shape that is not described.

Requests are generated from the documents themselves, right ones and wrong ones, the same ones in every run. Whoever asks may
do what is asked, so that requests get past the door.
"""

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse.callers import LEAD, OTHER, PROVINCE, Caller
from tests.abuse.imports import XLSX
from tests.abuse.surface import GATEWAY
from tests.abuse.town import Town
from tests.contract.openapi.descriptions import description

schemathesis.openapi.media_type(XLSX["content-type"], st.binary(max_size=200))

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.unsupported_method,
    checks.negative_data_rejection,
]
KNOWN: dict[str, tuple[list[str], float]] = {
    "path.tenant": ([PROVINCE], 1),
    "path.task": ([f"KEPT-{PROVINCE}", f"CANCELLED-{PROVINCE}", f"MODEL-{PROVINCE}"], 0.9),
    "path.bottleneck": ([f"KEPT-{PROVINCE}", f"CANCELLED-{PROVINCE}"], 0.9),
    "path.survey_round": ([f"KEPT-{PROVINCE}", f"CANCELLED-{PROVINCE}"], 0.9),
    "path.question_set": ([f"KEPT-{PROVINCE}"], 0.9),
    "path.unit": ([LEAD, OTHER], 0.9),
    "body.question_set": (["SET"], 0.9),
    "body.owner_unit": ([LEAD], 0.9),
    "path.assignment": ([f"SHARED-{PROVINCE}"], 0.9),
    "path.cycle": ([f"KEPT-{PROVINCE}"], 0.9),
    "path.reporting_period": (["2024-01"], 0.8),
    "path.report": ([f"KEPT-{PROVINCE}.2024-01.{LEAD}", f"CANCELLED-{PROVINCE}.2024-01.{LEAD}"], 0.9),
    "path.request": ([f"KEPT-{PROVINCE}.{LEAD}", f"CANCELLED-{PROVINCE}.{LEAD}"], 0.9),
    "path.letter": ([f"KEPT-{CENTRAL}"], 0.9),
    "path.note": ([f"KEPT-{PROVINCE}"], 0.9),
    "path.sort": (["tasks", "units", "plans", "indicator_values"], 0.9),
    "path.period": (["2024", "2024-Q1", "2024-10"], 0.8),
    "body.plan": (["PLAN"], 0.9),
    "body.group": (["GROUP"], 0.9),
    "body.lead_unit": ([LEAD], 0.9),
}
"""Names that mean something in the town, and how often they are used where a name is asked for."""
PREDICTABLE = {phase: {"extra-data-sources": {"responses": False}} for phase in ("examples", "coverage", "fuzzing")}
"""What is sent does not depend on what was answered."""
CONFIG = {
    "dictionaries": {place.replace(".", "-"): {"values": values} for place, (values, _) in KNOWN.items()},
    "parameters": {
        place: {"dictionary": place.replace(".", "-"), "probability": share} for place, (_, share) in KNOWN.items()
    },
    "generation": {
        "max-examples": 12,
        "deterministic": True,
        "database": "none",
        "no-shrink": True,
        "with-security-parameters": False,
    },
    "phases": PREDICTABLE,
}

SHORTER = {**CONFIG, "phases": {**PREDICTABLE, "coverage": {"enabled": False}}}
"""Without every limit of every field: the services behind the gateway are asked for those at their own doors."""


def who_may(operation: str) -> Caller:
    """Somebody who is not refused for their role."""
    if operation.endswith("register_tenant"):
        return Caller(CENTRAL, Role.OPS)
    if operation.endswith(("decide_on_bottleneck", "reject_bottleneck")):
        return Caller(PROVINCE, Role.CHAIRMAN)
    if operation.endswith(("comparison", "bottlenecks_of_provinces", "bottleneck_themes")):
        return Caller(CENTRAL, Role.CENTRAL_OFFICER)
    if operation.endswith(("inbox", "notice", "write_report", "sign_report", "change_request_status")):
        return Caller(PROVINCE, Role.UNIT_HEAD, LEAD)
    return Caller(PROVINCE, Role.STANDING_OFFICER)


def schema(speaker: str, config: dict[str, Any]) -> Any:
    """A stream has no end, so its beginning is looked at elsewhere."""
    document = description(speaker, Path("/nowhere"))
    read = schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(config))
    return read.exclude(path="/v1/{tenant}/stream")


def _waits(wait: Any) -> bool:
    """As long as is allowed; what is not is refused at once."""
    try:
        return 0 < float(wait) <= 60
    except (TypeError, ValueError):
        return False


def tried(speaker: str, described: Any) -> Any:
    """A test for each operation that is described."""

    def test(case: Case[Any], town: Town) -> None:
        if _waits(case.query.get("wait")):
            case.query["wait"] = 0.01
        caller = who_may(case.operation.definition.raw["operationId"])
        case.call_and_validate(base_url=str(town.doors[speaker].base_url), headers=town.bearer(caller), checks=CHECKS)

    return described.parametrize()(test)


test_the_gateway_itself = tried(GATEWAY, schema(GATEWAY, CONFIG).include(tag=[GATEWAY, "session"]))
test_what_passes_through = tried(GATEWAY, schema(GATEWAY, SHORTER).exclude(tag=[GATEWAY, "session"]))
test_tasks = tried("tasks", schema("tasks", CONFIG))
test_reporting = tried("reporting", schema("reporting", CONFIG))
test_notifications = tried("notifications", schema("notifications", CONFIG))
