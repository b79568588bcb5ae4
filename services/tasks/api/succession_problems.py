"""How refusals about successions are told."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain.errors import FieldRefused, NameUnchanged
from services.tasks.domain.successions import succession_errors as errors
from services.tasks.domain.tenant_successions import tenant_succession_errors as of_tenants
from shared.chassis import Problem, ProblemKind, Text
from shared.events import TenantSnapshot

CANNOT_PASS = ProblemKind(
    "cannot-pass",
    409,
    Text("Còn nghĩa vụ chưa có đơn vị kế thừa", "Something is left with nobody"),
    Text(
        "{count} mục chưa có đơn vị kế thừa ({named}): hãy nêu successor, hoặc chọn đơn vị cho từng việc trong works.",
        "{count} things are left with nobody ({named}): name a successor, or choose one for each work in works.",
    ),
)
TENANT_SUCCEEDED = ProblemKind(
    "tenant-succeeded",
    409,
    Text("Tỉnh đã kết thúc hoạt động", "This tenant has ended"),
    Text(
        "Từ sau ngày {last_day}, {successor} kế thừa: hãy ghi nhận tại {successor}. Dữ liệu cũ vẫn tra cứu được.",
        "Since {last_day} it is succeeded by {successor}: enter it there. What happened here can still be read.",
    ),
)
FIELD_REFUSALS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.UnitTwice: (
        "unit_twice",
        Text("đơn vị {wanted} xuất hiện hai lần", "the unit {wanted} is there twice"),
    ),
    errors.SuccessorEnds: (
        "successor_ends",
        Text("{wanted} cũng kết thúc trong lần này", "{wanted} ends in the same succession"),
    ),
    errors.SuccessorMissing: (
        "successor_of_unit_that_stays",
        Text("{wanted} không kết thúc: chỉ nêu các việc trong works", "{wanted} goes on: name its works in works"),
    ),
    errors.NotYetThere: (
        "not_yet_there",
        Text("{wanted} hoạt động từ {since}", "{wanted} exists only since {since}"),
    ),
    errors.LedByNoneOfThem: (
        "led_by_none_of_them",
        Text(
            "{wanted} không phải việc đang mở của các đơn vị này",
            "{wanted} is no open work of the units that hand over",
        ),
    ),
    of_tenants.SucceedsItself: (
        "succeeds_itself",
        Text("{wanted} chính là tỉnh kết thúc", "{wanted} is the tenant that ends"),
    ),
    of_tenants.TenantNotInForce: (
        "tenant_not_in_force",
        Text("{wanted} không tồn tại vào ngày {day}", "{wanted} does not exist on {day}"),
    ),
    NameUnchanged: (
        "name_unchanged",
        Text("đơn vị đã có tên {wanted}", "the unit is called {wanted} already"),
    ),
}
TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.CannotPass: lambda error: Problem(
        CANNOT_PASS, count=error.count, left=error.left, named=", ".join(error.left)
    ),
}


def tenant_succeeded(ended: TenantSnapshot) -> Problem:
    """Says who goes on with its work, and since when."""
    last_day = ended.valid_to.isoformat() if ended.valid_to else ""
    return Problem(TENANT_SUCCEEDED, successor=ended.succeeded_by, last_day=last_day)
