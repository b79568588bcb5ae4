"""The last part of the story: the province is succeeded by another one, which goes on with what is open."""

from collections.abc import Callable, Iterator
from typing import Any

from services.tasks.api import succession_examples
from services.tasks.domain.tenant_successions import moving, tenant_succession
from services.tasks.domain.tenant_successions.legacy import Legacy
from services.tasks.domain.tenant_successions.tenant_succession import NewTenantSuccession
from shared.events import Event, Occurred, TenantSnapshot, payload_of
from tests.contract.events.story import said, stranger

Example = Callable[[str], Event]


def the_end(example: Example) -> Iterator[Occurred]:
    def last(name: str) -> Any:
        payload: Any = payload_of(example(name))
        return payload.after

    ending = last("tenant.offices-changed")
    following = TenantSnapshot(
        id="bac-trung-bo", tenant="bac-trung-bo", version=1, level="province", short_code="BTB", name_vi="Tỉnh mẫu"
    )
    heirs = {key: stranger(key) for key in ("BTB-STP", "BTB-VPUB")}
    wish = NewTenantSuccession(**said(succession_examples.TENANT_SUCCESSION, "merged"))
    wished = tenant_succession.wished(wish, example("tenant-succession.decided").recordedtime)
    tenant_succession.require_tenants(wished, {ending.id: ending, following.id: following})
    tenant_succession.require_units(wished, {key: stranger(key) for key in ("NA-STP", "NA-VPUB")}, heirs)
    legacy = Legacy(wished, heirs)
    task, model, obstacle = last("task.lead-changed"), last("model.lead-changed"), last("bottleneck.handed-over")
    passing = moving.plan_of([task, model], [obstacle], legacy)
    decided = tenant_succession.decide(wished, passing, wished.status_since)
    yield from decided.events
    yield from tenant_succession.end(ending, legacy).events
    yield from moving.gone(task, legacy.id_of(task.id), legacy).events
    yield from moving.gone(model, legacy.id_of(model.id), legacy).events
    yield from moving.gone_bottleneck(obstacle, legacy.id_of(obstacle.id), legacy).events
    yield from moving.ended_duty(last("duty.handed-over"), legacy).events
    yield from tenant_succession.complete(decided.state, example("tenant-succession.completed").recordedtime).events
