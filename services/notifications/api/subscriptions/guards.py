"""Who keeps subscriptions, and which one is meant."""

from typing import Annotated

from fastapi import Depends, Path

from services.notifications.api.guards import Member
from services.notifications.usecases.subscriptions.reach import Keeper, NoSubscriptions, keeper_of
from shared.chassis import Problem
from shared.chassis.problems import FORBIDDEN, NOT_FOUND


async def keeper(principal: Member) -> Keeper:
    """403 for roles that keep none."""
    try:
        return keeper_of(principal)
    except NoSubscriptions as problem:
        raise Problem(FORBIDDEN) from problem


CurrentKeeper = Annotated[Keeper, Depends(keeper)]
SubscriptionId = Annotated[str, Path(alias="subscription", description="`id` of a subscription")]
Sequence = Annotated[str, Path(alias="delivery", description="`sequence` of an event of the tenant")]
SecretNumber = Annotated[str, Path(alias="secret", description="`number` of one of the secrets")]
_MOST_DIGITS = 15


def number(text: str) -> int:
    """What is no number names nothing: 404."""
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        raise Problem(NOT_FOUND)
    return int(text)
