"""The five groups of bottlenecks, always all of them and never a sixth (FR-BP-08, FR-BP-11, AMB-12)."""

from typing import NamedTuple, get_args

from services.tasks.domain.bottlenecks.bottleneck_errors import ScopeOfOtherGroup
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope

DIVIDED: BottleneckGroup = "resources"
"""The one group that has parts: funding and people. They are scopes of it, no groups of their own."""


class GroupName(NamedTuple):
    vi: str
    en: str


GROUPS: dict[BottleneckGroup, GroupName] = {
    "legal": GroupName("Pháp lý", "Legal"),
    "infrastructure": GroupName("Hạ tầng công nghệ", "Technology infrastructure"),
    "data": GroupName("Dữ liệu", "Data"),
    "security": GroupName("An ninh, an toàn, bảo mật", "Security"),
    "resources": GroupName("Nguồn lực triển khai", "Implementation resources"),
}
"""In the order in which the dispatch lists them."""

SCOPES: tuple[BottleneckScope, ...] = get_args(BottleneckScope)


def require_scope(group: BottleneckGroup, scope: BottleneckScope | None, field: str) -> None:
    """Raises ScopeOfOtherGroup."""
    if scope is not None and group != DIVIDED:
        raise ScopeOfOtherGroup(field, group)


def concerns(of: BottleneckScope | None, scope: BottleneckScope | None) -> bool:
    """Whether a lead of the part `of` is responsible for something of `scope`; null means the whole group."""
    return of is None or scope is None or of == scope
