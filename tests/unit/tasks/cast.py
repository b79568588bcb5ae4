"""The cast of the stories: Nghệ An's plan of 2024, two departments, the police, a district, a partner."""

from datetime import UTC, date, datetime
from typing import Any

from services.tasks.domain.organisation import unit
from services.tasks.domain.organisation.unit import NewUnit
from services.tasks.domain.works import pilot_model, task
from services.tasks.domain.works.new_task import NewTask, Surroundings
from services.tasks.domain.works.pilot_model import NewModel
from shared.events import GroupSnapshot, ModelSnapshot, PlanSnapshot, TaskSnapshot, UnitSnapshot
from shared.tenancy import TenantId

NGHE_AN = TenantId("nghe-an")
NOW = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)
PLAN_START = datetime(2023, 12, 31, 17, 0, tzinfo=UTC)

PLAN = PlanSnapshot(
    id="NA-KH-2024", tenant=NGHE_AN, version=1, year=2024, title_vi="Kế hoạch 2024", effective_from=date(2024, 1, 1)
)
GROUP = GroupSnapshot(id="NA-G01", tenant=NGHE_AN, version=1, plan="NA-KH-2024", name_vi="Hoàn thiện thể chế")


def a_unit(key: str, **fields: Any) -> UnitSnapshot:
    wish = NewUnit(
        **{"id": key, "type": "department", "name_vi": f"Sở {key}", "head_role_vi": f"Giám đốc {key}"} | fields
    )
    return unit.register(wish, NGHE_AN, None, NOW).state


UNITS = {
    known.id: known
    for known in (
        a_unit("NA-STP", name_vi="Sở Tư pháp", head_role_vi="Giám đốc Sở Tư pháp"),
        a_unit("NA-CA", type="standing_agency", name_vi="Công an tỉnh Nghệ An", is_standing=True),
        a_unit("NA-H413", type="town", level="district", name_vi="UBND thị xã Cửa Lò", valid_to="2024-11-30"),
        a_unit("NA-VNPT", type="external_partner", name_vi="VNPT Nghệ An"),
        a_unit("NA-SMOI", name_vi="Sở thành lập sau", valid_from="2024-03-01"),
    )
}


def a_wish(**fields: Any) -> NewTask:
    defaults = {
        "id": "NA-T-01",
        "plan": "NA-KH-2024",
        "group": "NA-G01",
        "title_vi": "Rà soát, trình ban hành danh mục văn bản",
        "lead_unit": "NA-STP",
        "coordinating_units": ["NA-CA"],
        "due": {"date": "2024-03-31", "precision": "day"},
    }
    return NewTask(**defaults | fields)


def surroundings(**fields: Any) -> Surroundings:
    return Surroundings(**{"plan": PLAN, "group": GROUP, "parent": None, "units": UNITS} | fields)


def a_task(now: datetime = NOW, **fields: Any) -> TaskSnapshot:
    """A registered task: led by Sở Tư pháp, opened with the plan, due on 31 March 2024."""
    return task.register(a_wish(**fields), NGHE_AN, surroundings(), now).state


def a_model_wish(**fields: Any) -> NewModel:
    defaults = {"id": "NA-M-27", "title_vi": "53 dịch vụ công thiết yếu", "lead_unit": "NA-STP", "year": 2024}
    return NewModel(**defaults | fields)


def a_model(now: datetime = NOW, **fields: Any) -> ModelSnapshot:
    around = pilot_model.Surroundings(lead=UNITS["NA-STP"], tasks=())
    return pilot_model.register(a_model_wish(**fields), NGHE_AN, around, now).state
