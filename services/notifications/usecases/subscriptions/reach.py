"""Whose subscriptions a caller keeps: the standing agency those of its tenant, an integrator the own ones (FR-X-03, FR-TW-08).

Least privilege: a central officer, who reads every province, has no subscription in one; units and partners have none.
"""

from typing import NamedTuple

from services.notifications.domain.subscriptions.subscription import Subscription
from shared.tenancy import Principal, Role, TenantId


class NoSubscriptions(Exception):
    """The role keeps no subscriptions."""


class Keeper(NamedTuple):
    """`owner` is the subject of an integrator's token, None for the standing agency, which keeps all of them."""

    tenant: TenantId
    owner: str | None

    def keeps(self, subscription: Subscription) -> bool:
        return self.owner is None or self.owner == subscription.owner


def keeper_of(principal: Principal) -> Keeper:
    """In the caller's own tenant. An integrator whose token names a unit sees less than a tenant. Raises NoSubscriptions."""
    if principal.is_standing_agency:
        return Keeper(principal.tenant, None)
    if principal.role is Role.INTEGRATOR and principal.unit is None:
        return Keeper(principal.tenant, principal.subject)
    raise NoSubscriptions(principal.role)
