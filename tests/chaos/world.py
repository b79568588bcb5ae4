"""Who takes part: three provinces, one of them noisy, and the central level; each carries a word that nobody else may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

PLAN_BEGIN = "2024-01-01"
GROUPS = 3
UNITS = 3


@dataclass(frozen=True, slots=True)
class Tenant:
    """`weight` is its share of the load; `canary` stands in its texts and in nobody else's."""

    id: str
    code: str
    name_vi: str
    weight: int
    canary: str
    level: str = "province"

    @property
    def is_central(self) -> bool:
        return self.level == "central"

    @property
    def units(self) -> list[str]:
        return [f"{self.code}-U{number}" for number in range(1, UNITS + 1)]

    @property
    def plan(self) -> str:
        return f"{self.code}-KH"

    @property
    def groups(self) -> list[str]:
        return [f"{self.code}-G{number}" for number in range(1, GROUPS + 1)]

    @property
    def planner(self) -> str:
        """The role that registers works and moves deadlines."""
        return "central_wg_officer" if self.is_central else "standing_officer"

    @property
    def reader(self) -> str:
        return "central_wg_officer" if self.is_central else "chairman"


def tenants(seed: int) -> list[Tenant]:
    """The noisy province has six times the load of another, and fifteen times that of the central level."""
    return [
        Tenant("song-hong", "SH", "Tỉnh Sông Hồng", 5, _canary("song-hong", seed)),
        Tenant("truong-son", "TS", "Tỉnh Trường Sơn", 5, _canary("truong-son", seed)),
        Tenant("cuu-long", "CL", "Tỉnh Cửu Long", 30, _canary("cuu-long", seed)),
        Tenant("central", "TW", "Trung ương", 2, _canary("central", seed), level="central"),
    ]


def _canary(tenant: str, seed: int) -> str:
    """One word, with nothing in it that JSON, URLs or logs would write differently."""
    return f"CANARY{sha256(f'{tenant}:{seed}'.encode()).hexdigest()[:16]}"


def frame(tenant: Tenant) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is registered before the first task, as collection and body, each after what it refers to."""
    for number, unit in enumerate(tenant.units, 1):
        name = f"Đơn vị {number} {tenant.canary}"
        yield "units", {"id": unit, "type": "department", "name_vi": name, "head_role_vi": f"Giám đốc {name}"}
    yield (
        "plans",
        {
            "id": tenant.plan,
            "year": 2024,
            "title_vi": f"Kế hoạch {tenant.canary}",
            "effective_from": PLAN_BEGIN,
            "groups_total": GROUPS,
        },
    )
    for number, group in enumerate(tenant.groups, 1):
        yield "groups", {"id": group, "plan": tenant.plan, "name_vi": f"Nhóm {number} {tenant.canary}"}


def joining(tenant: Tenant) -> dict[str, Any]:
    """The body with which the tenant is registered."""
    return {
        "id": tenant.id,
        "level": tenant.level,
        "short_code": tenant.code,
        "name_vi": tenant.name_vi,
        "standing_unit": tenant.units[0],
    }


def by_weight(tenants: Sequence[Tenant]) -> tuple[list[Tenant], list[int]]:
    """Population and weights, for random.choices."""
    return list(tenants), [tenant.weight for tenant in tenants]
