"""Subscriptions of the town: kept by an integrator, so that both it and the standing agency have a hold of them."""

from typing import Any

from shared.tenancy import Role
from tests.abuse.callers import Caller
from tests.stacks.receiver import Receiver

TYPES = ["vn.tiendo.plan.*"]
ENVIRONMENT = {"TIENDO_WEBHOOK_ALLOWED": "127.0.0.1/32", "TIENDO_WEBHOOK_HTTP": "true", "TIENDO_WEBHOOK_LIMIT": "1000"}
"""The town's endpoint is on this machine."""


def bodies(mark: str, number: int, receiver: Receiver) -> dict[str, dict[str, Any]]:
    named = {"description": f"Nơi nhận {number} {mark}", "types": TYPES, "url": receiver.url(f"/{mark}")}
    return {
        "subscription": named,
        "subscription_change": {"description": f"Nơi nhận {number} {mark}"},
        "rotation": {"old_hours": 1},
        "replay": {"after": 0},
    }


def settle(town: Any, tenant: str) -> None:
    """One that is active, which has two secrets and of which one event was sent, and one that has not proved itself."""
    keeper = keeper_in(tenant)
    for name in ("KEPT", "CANCELLED"):
        town.hooks[tenant, name] = _made(town, keeper)
    path = f"/v1/{tenant}/subscriptions/{town.hooks[tenant, 'KEPT']}"
    town.made(keeper, f"{path}/verification")
    town.made(keeper, f"{path}/deliveries/1")


def keeper_in(tenant: str) -> Caller:
    return Caller(tenant, Role.INTEGRATOR)


def fresh(town: Any, tenant: str, path: str) -> str:
    """One that is ready for this operation."""
    keeper = keeper_in(tenant)
    key = _made(town, keeper)
    town.made(keeper, f"/v1/{tenant}/subscriptions/{key}/verification")
    if path.endswith("{secret}"):
        town.made(keeper, f"/v1/{tenant}/subscriptions/{key}/secrets", old_hours=1)
    if path.endswith("{delivery}"):
        town.made(keeper, f"/v1/{tenant}/subscriptions/{key}/deliveries/1")
    return key


def _made(town: Any, keeper: Caller) -> str:
    path = f"/v1/{keeper.tenant}/subscriptions"
    made: str = town.made(keeper, path, **town.body("subscription", keeper.tenant))["id"]
    return made
