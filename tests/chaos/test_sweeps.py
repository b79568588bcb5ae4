"""The judge of I20 must know every sweep that a service makes by itself; one that it does not know looks like a leak."""

import dataclasses

from services.notifications.adapters.specifications import SPECS
from tests.chaos.evidence import Statement
from tests.chaos.invariants.constructed import good
from tests.chaos.invariants.isolation import SWEPT_BY, statements_name_the_tenant


def test_every_sweep_of_notifications_is_known() -> None:
    sweeps = {spec.name: index.fields[0] for spec in SPECS for index in spec.indexes if index.spanning}
    known = {name: field for (service, name), field in SWEPT_BY.items() if service == "notifications"}
    assert known == sweeps | {"rebuilds": "active"}


def test_an_aggregate_may_be_swept_for_its_outbox_and_for_what_is_under_way() -> None:
    fields = ("outbox_pending", "status", "successor")
    statements = [Statement("tasks", "tenant_successions", f'SELECT "{field}"', bound=False) for field in fields]
    evidence = dataclasses.replace(good(), statements=statements)
    verdicts = list(statements_name_the_tenant(evidence))
    assert [verdict is None for verdict in verdicts] == [True, True, False]
