"""Bearer tokens of the embedded installation, signed by its own issuer key."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from deploy.local import keys
from deploy.local.datadir import DataDirectory
from deploy.local.journals import require_tenant, tasks_store
from deploy.local.language import Refusal
from shared.calendar import Clock, SystemClock
from shared.messaging import Journal
from shared.tenancy import HEADS, READS_EVERY_PROVINCE, Principal, Role, TenantId, UnitId
from shared.tenancy.identifiers import CENTRAL
from shared.tenancy.issuing import Issuer
from shared.tenancy.principals import holder
from shared.tenancy.roles import UNIT_ROLES


@dataclass(frozen=True, slots=True)
class Request:
    """As typed at the command line."""

    tenant: str
    role: str
    unit: str | None
    hours: int
    deputy: bool = False


async def bearer(directory: DataDirectory, request: Request) -> str:
    """A token for that request. Raises Refusal where nobody could be meant by it."""
    directory.require()
    who = principal(request.tenant, request.role, request.unit, deputy=request.deputy)
    async with tasks_store(directory) as store:
        require_tenant(request.tenant, await Journal(store).tenants())
    try:
        return issue(directory.keys, who, timedelta(hours=request.hours), SystemClock())
    except FileNotFoundError as error:
        raise Refusal(
            f"chưa có khóa ở {directory.keys}: hãy chạy ./tiendo up{directory.option} trước",
            f"there are no keys in {directory.keys}: run ./tiendo up{directory.option} first",
        ) from error


def issue(keys_directory: Path, principal: Principal, lifetime: timedelta, clock: Clock) -> str:
    """A signed token for that principal, valid from now on. Raises FileNotFoundError before the first `up`."""
    issuer = Issuer(keys.ISSUER, keys.AUDIENCE, keys.read_issuer_key(keys_directory))
    return issuer.sign(principal, lifetime, clock)


def principal(tenant: str, role: str, unit: str | None, *, deputy: bool = False) -> Principal:
    """Who such a token stands for. Raises Refusal where role, unit and tenant do not fit together."""
    known = _role(role)
    if known in UNIT_ROLES and not unit:
        raise Refusal(
            f"vai trò {role} thuộc về một đơn vị: hãy thêm --unit, ví dụ --unit NA-CA",
            f"the role {role} belongs to a unit: add --unit, for example --unit NA-CA",
        )
    if known in READS_EVERY_PROVINCE and tenant != CENTRAL:
        raise Refusal(
            f"vai trò {role} chỉ có ở cấp Trung ương: hãy dùng --tenant {CENTRAL}",
            f"the role {role} exists at the central level only: use --tenant {CENTRAL}",
        )
    if deputy and known not in HEADS:
        raise Refusal(f"vai trò {role} không có cấp phó", f"the role {role} has no deputy")
    return holder(TenantId(tenant), known, UnitId(unit) if unit else None, deputy=deputy)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        roles = ", ".join(Role)
        raise Refusal(
            f"không có vai trò {text!r}; các vai trò: {roles}", f"no role {text!r}; roles: {roles}"
        ) from error
