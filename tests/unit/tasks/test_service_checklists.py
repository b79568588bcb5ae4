"""The checklist of essential public services by its rules (FR-NA-12)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.tasks.domain.errors import EffectiveInFuture, UnknownReference
from services.tasks.domain.indicators import service_checklist
from services.tasks.domain.indicators.indicator_errors import DeployedOnWithoutDeployment, ServiceTwice
from services.tasks.domain.indicators.service_checklist import DeploymentWish, NewServiceChecklist
from services.tasks.domain.works.work_errors import NothingChanges
from shared.events.service_checklists import ServiceChecklistSnapshot
from tests.unit.tasks.cast import NGHE_AN, NOW


def a_checklist(*ids: str) -> ServiceChecklistSnapshot:
    services = [{"id": key, "part": "QD06-25"} for key in ids or ("ES-01", "ES-02")]
    new = NewServiceChecklist.model_validate({"id": "L", "title_vi": "Danh mục", "services": services})
    return service_checklist.register(new, NGHE_AN, NOW).state


def stated(known: ServiceChecklistSnapshot, **wish: Any) -> ServiceChecklistSnapshot:
    return service_checklist.state(known, DeploymentWish(**{"service": "ES-02", "deployed": True} | wish), NOW).state


def test_nothing_is_stated_until_somebody_says_so() -> None:
    assert {service.deployed for service in a_checklist().services} == {None}
    with pytest.raises(ServiceTwice):
        a_checklist("ES-01", "ES-01")


def test_a_statement_takes_effect_on_its_day() -> None:
    change = service_checklist.state(
        a_checklist(), DeploymentWish(service="ES-02", deployed=True, deployed_on="2024-03-15"), NOW
    )
    service = change.state.services[1]
    assert (service.deployed, service.deployed_on, service.since) == (
        True,
        date(2024, 3, 15),
        datetime(2024, 3, 14, 17, tzinfo=UTC),
    )
    assert change.events[0].time == service.since
    taken_back = stated(change.state, deployed=False).services[1]
    assert (taken_back.deployed, taken_back.deployed_on, taken_back.since) == (False, None, NOW)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"service": "ES-99"}, UnknownReference),
        ({"deployed": False, "deployed_on": "2024-01-01"}, DeployedOnWithoutDeployment),
        ({"deployed_on": "2024-04-03"}, EffectiveInFuture),
        ({}, NothingChanges),
    ],
)
def test_what_is_refused(wish: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        stated(stated(a_checklist()), **wish)
