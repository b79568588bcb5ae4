"""What was sent, and what is to be sent now: the challenge, a test, one event again, a replay."""

from typing import Annotated

from fastapi import APIRouter, Body, Query

from services.notifications.api.subscriptions import bodies
from services.notifications.api.subscriptions.answers import (
    AttemptAnswer,
    DeliveriesAnswer,
    DeliveryAnswer,
    SubscriptionAnswer,
    VerificationAnswer,
    attempt_answer,
    deliveries_answer,
    delivery_answer,
    subscription_answer,
    verification_answer,
)
from services.notifications.api.subscriptions.guards import CurrentKeeper, Sequence, SubscriptionId, number
from services.notifications.domain.subscriptions.errors import EventNotFound
from services.notifications.domain.subscriptions.progress import Verdict
from services.notifications.usecases.subscriptions.administration import Administration
from services.notifications.usecases.subscriptions.trying import Trying
from shared.chassis import refusals

_ONE = "/v1/{tenant}/subscriptions/{subscription}"


def sending_routes(administration: Administration, trying: Trying) -> APIRouter:
    router = APIRouter(tags=["subscriptions"])
    _trying(router, trying)
    _replaying(router, trying)
    _looking(router, administration)
    _again(router, trying)
    return router


def _trying(router: APIRouter, trying: Trying) -> None:
    @router.post(
        f"{_ONE}/verification",
        operation_id="verify_subscription",
        summary="Xác minh địa chỉ nhận / Send the challenge; an endpoint that answers with it becomes active",
        description="A signed event whose `data.challenge` the endpoint answers with a 2xx and "
        '`{"challenge": "…"}`. No event of the journal is sent to an endpoint that has not done so.',
        response_model=VerificationAnswer,
        responses=refusals(403, 404),
    )
    async def verify_subscription(keeper: CurrentKeeper, subscription: SubscriptionId) -> VerificationAnswer:
        return verification_answer(await trying.verify(keeper, subscription))

    @router.post(
        f"{_ONE}/test",
        operation_id="test_subscription",
        summary="Gửi thử một sự kiện / Send a test event now, and show what came back",
        response_model=AttemptAnswer,
        responses=refusals(403, 404),
    )
    async def test_subscription(keeper: CurrentKeeper, subscription: SubscriptionId) -> AttemptAnswer:
        return attempt_answer(await trying.test(keeper, subscription))


def _replaying(router: APIRouter, trying: Trying) -> None:
    @router.post(
        f"{_ONE}/replay",
        operation_id="replay_subscription",
        summary="Gửi lại từ một số hoặc một thời điểm / Send again from a number or a time on",
        description="From beyond the cursor it passes over what lies between: so a backlog is left out.",
        response_model=SubscriptionAnswer,
        responses=refusals(403, 404, 413, 422),
    )
    async def replay_subscription(
        keeper: CurrentKeeper,
        subscription: SubscriptionId,
        replay: Annotated[bodies.Replay, Body(openapi_examples=bodies.REPLAY)],
    ) -> SubscriptionAnswer:
        wanted = replay.since if replay.since is not None else replay.after or 0
        try:
            return subscription_answer(await trying.replay(keeper, subscription, wanted))
        except EventNotFound as problem:
            raise bodies.beyond_journal() from problem


def _looking(router: APIRouter, administration: Administration) -> None:
    @router.get(
        f"{_ONE}/deliveries",
        operation_id="list_deliveries",
        summary="Nhật ký gửi, mới nhất trước / The delivery log, newest event first",
        response_model=DeliveriesAnswer,
        responses=refusals(403, 404, 422),
    )
    async def list_deliveries(
        keeper: CurrentKeeper,
        subscription: SubscriptionId,
        verdict: Annotated[Verdict | None, Query(description="Only those")] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(description="`next` of the page before", max_length=1_000)] = None,
    ) -> DeliveriesAnswer:
        return deliveries_answer(await administration.deliveries(keeper, subscription, verdict, limit, cursor))

    @router.get(
        f"{_ONE}/deliveries/{{delivery}}",
        operation_id="get_delivery",
        summary="Những lần gửi một sự kiện / What was tried for one event; kept for 30 days",
        response_model=DeliveryAnswer,
        responses=refusals(403, 404),
    )
    async def get_delivery(keeper: CurrentKeeper, subscription: SubscriptionId, delivery: Sequence) -> DeliveryAnswer:
        return delivery_answer(await administration.delivery(keeper, subscription, number(delivery)))


def _again(router: APIRouter, trying: Trying) -> None:
    @router.post(
        f"{_ONE}/deliveries/{{delivery}}",
        operation_id="redeliver_event",
        summary="Gửi lại một sự kiện / Send one event of the journal again, now and beside the line",
        response_model=AttemptAnswer,
        responses=refusals(403, 404, 409),
    )
    async def redeliver_event(keeper: CurrentKeeper, subscription: SubscriptionId, delivery: Sequence) -> AttemptAnswer:
        return attempt_answer(await trying.redeliver(keeper, subscription, number(delivery)))
