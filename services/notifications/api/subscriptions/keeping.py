"""Subscriptions: made, read, changed, paused, removed, and their secrets."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from services.notifications.api.subscriptions import bodies
from services.notifications.api.subscriptions.answers import (
    SubscriptionAnswer,
    SubscriptionsAnswer,
    SubscriptionWithSecret,
    subscription_answer,
    subscriptions_answer,
    with_secret,
)
from services.notifications.api.subscriptions.guards import CurrentKeeper, SecretNumber, SubscriptionId, number
from services.notifications.domain.subscriptions.subscription import Subscription
from services.notifications.usecases.subscriptions.administration import Administration
from shared.chassis import TenantCommand, refusals

_ROOT = "/v1/{tenant}/subscriptions"
_ONE = "/v1/{tenant}/subscriptions/{subscription}"


def keeping_routes(administration: Administration) -> APIRouter:
    router = APIRouter(tags=["subscriptions"])
    _making(router, administration)
    _reading(router, administration)
    _changing(router, administration)
    _pausing(router, administration)
    _secrets(router, administration)
    return router


def _making(router: APIRouter, administration: Administration) -> None:
    @router.post(
        _ROOT,
        operation_id="create_subscription",
        summary="Đăng ký nhận sự kiện / Subscribe an endpoint to events",
        description="By the standing agency, and by integrators for themselves. It begins with the next event, and nothing is "
        "sent before the endpoint has answered the challenge. `secret` is shown this once.",
        status_code=201,
        response_model=SubscriptionWithSecret,
        responses=refusals(403, 404, 413, 422),
    )
    async def create_subscription(
        keeper: CurrentKeeper,
        command: TenantCommand,
        response: Response,
        new: Annotated[bodies.NewSubscription, Body(openapi_examples=bodies.NEW)],
    ) -> SubscriptionWithSecret:
        shown = await administration.create(keeper, command, new.wish)
        _tag(response, shown.subscription)
        return with_secret(shown)


def _reading(router: APIRouter, administration: Administration) -> None:
    @router.get(
        _ROOT,
        operation_id="list_subscriptions",
        summary="Các đăng ký nhận sự kiện / Subscriptions with their health; an integrator sees its own",
        response_model=SubscriptionsAnswer,
        responses=refusals(403, 404, 422),
    )
    async def list_subscriptions(
        keeper: CurrentKeeper,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(description="`next` of the page before", max_length=1_000)] = None,
    ) -> SubscriptionsAnswer:
        return subscriptions_answer(await administration.page(keeper, limit, cursor))

    @router.get(
        _ONE,
        operation_id="get_subscription",
        summary="Một đăng ký và tình trạng / One subscription and its health",
        response_model=SubscriptionAnswer,
        responses=refusals(403, 404),
    )
    async def get_subscription(
        keeper: CurrentKeeper, subscription: SubscriptionId, response: Response
    ) -> SubscriptionAnswer:
        return _tagged(response, await administration.get(keeper, subscription))


def _changing(router: APIRouter, administration: Administration) -> None:
    @router.patch(
        _ONE,
        operation_id="change_subscription",
        summary="Sửa đăng ký / Change what is given; another address is verified anew",
        response_model=SubscriptionAnswer,
        responses=refusals(403, 404, 412, 413, 422),
    )
    async def change_subscription(
        keeper: CurrentKeeper,
        command: TenantCommand,
        subscription: SubscriptionId,
        response: Response,
        change: Annotated[bodies.SubscriptionChange, Body(openapi_examples=bodies.CHANGE)],
    ) -> SubscriptionAnswer:
        return _tagged(response, await administration.change(keeper, subscription, command, change.given))

    @router.delete(
        _ONE,
        operation_id="delete_subscription",
        summary="Xóa đăng ký / Remove a subscription; nothing more is sent",
        status_code=204,
        responses=refusals(403, 404),
    )
    async def delete_subscription(keeper: CurrentKeeper, subscription: SubscriptionId) -> None:
        await administration.remove(keeper, subscription)


def _pausing(router: APIRouter, administration: Administration) -> None:
    @router.post(
        f"{_ONE}/pause",
        operation_id="pause_subscription",
        summary="Tạm dừng gửi / Send nothing for now; events wait in the journal",
        response_model=SubscriptionAnswer,
        responses=refusals(403, 404, 409),
    )
    async def pause_subscription(
        keeper: CurrentKeeper, subscription: SubscriptionId, response: Response
    ) -> SubscriptionAnswer:
        return _tagged(response, await administration.pause(keeper, subscription))

    @router.post(
        f"{_ONE}/resume",
        operation_id="resume_subscription",
        summary="Gửi tiếp / Go on where it was paused or disabled",
        response_model=SubscriptionAnswer,
        responses=refusals(403, 404, 409),
    )
    async def resume_subscription(
        keeper: CurrentKeeper, subscription: SubscriptionId, response: Response
    ) -> SubscriptionAnswer:
        return _tagged(response, await administration.resume(keeper, subscription))


def _secrets(router: APIRouter, administration: Administration) -> None:
    @router.post(
        f"{_ONE}/secrets",
        operation_id="rotate_subscription_secret",
        summary="Tạo khóa mới, khóa cũ dùng thêm một thời gian / A new secret; the old one signs beside it for a while",
        description="Every request carries a signature of each live secret, so a receiver changes over without losing anything. "
        "`secret` is shown this once.",
        response_model=SubscriptionWithSecret,
        responses=refusals(403, 404, 409, 413, 422),
    )
    async def rotate_subscription_secret(
        keeper: CurrentKeeper,
        subscription: SubscriptionId,
        response: Response,
        rotation: Annotated[bodies.Rotation, Body(openapi_examples=bodies.ROTATION)],
    ) -> SubscriptionWithSecret:
        shown = await administration.rotate(keeper, subscription, timedelta(hours=rotation.old_hours))
        _tag(response, shown.subscription)
        return with_secret(shown)

    @router.delete(
        f"{_ONE}/secrets/{{secret}}",
        operation_id="drop_subscription_secret",
        summary="Bỏ một khóa / Drop one of two secrets now",
        response_model=SubscriptionAnswer,
        responses=refusals(403, 404, 409),
    )
    async def drop_subscription_secret(
        keeper: CurrentKeeper, subscription: SubscriptionId, secret: SecretNumber, response: Response
    ) -> SubscriptionAnswer:
        return _tagged(response, await administration.drop_secret(keeper, subscription, number(secret)))


def _tagged(response: Response, subscription: Subscription) -> SubscriptionAnswer:
    _tag(response, subscription)
    return subscription_answer(subscription)


def _tag(response: Response, subscription: Subscription) -> None:
    response.headers["etag"] = f'"{subscription.version}"'
