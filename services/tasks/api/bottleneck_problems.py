"""How refusals about bottlenecks are told."""

from collections.abc import Mapping

from services.tasks.domain.bottlenecks import bottleneck_errors as errors
from services.tasks.domain.errors import FieldRefused
from shared.chassis import ProblemKind, Text

BOTTLENECK_CLOSED = ProblemKind(
    "bottleneck-closed",
    409,
    Text("Điểm nghẽn đã khép lại", "The bottleneck is closed"),
    Text(
        "Trạng thái là {current}: nội dung của điểm nghẽn đã tháo gỡ hoặc bị bác không sửa nữa.",
        "The status is {current}: what is said of a resolved or rejected bottleneck stays.",
    ),
)

BOTTLENECK_FIELDS: Mapping[type[FieldRefused], tuple[str, Text]] = {
    errors.ScopeOfOtherGroup: (
        "scope_of_other_group",
        Text("chỉ nhóm nguồn lực chia kinh phí và con người", "only the resources are divided into funding and people"),
    ),
    errors.AuthorityMissing: (
        "competent_authority_missing",
        Text("cần nêu vai trò, đơn vị hoặc cấp có thẩm quyền", "a role, a unit or a level must be named"),
    ),
    errors.LeadLineTwice: (
        "lead_line_twice",
        Text("{wanted} đã có cơ quan chủ trì cho phần này", "{wanted} has a lead for this part already"),
    ),
    errors.CoordinatorLeads: (
        "coordinator_leads",
        Text("{wanted} là cơ quan chủ trì, không đồng thời phối hợp", "{wanted} leads the group, so it does not help"),
    ),
}
