"""`/v1/{tenant}/email/addresses`: who reads the mailboxes of a tenant by email."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.api.email.answers import EXAMPLE, BookAnswer, tagged
from services.notifications.api.guards import StandingAgency
from services.notifications.domain.email.addresses import LONGEST, Standing
from services.notifications.domain.email.book import NewBook
from services.notifications.usecases.email.book import AddressBook
from shared.chassis import TenantCommand, refusals

_PATH = "/v1/{tenant}/email/addresses"


class Verification(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"address": "giamdoc.stp@ninhthuan.example"}]},
    )

    address: str = Field(description="An address of the book", max_length=LONGEST)


def book_routes(book: AddressBook) -> APIRouter:
    router = APIRouter(tags=["email"])
    _reading(router, book)
    _setting(router, book)
    return router


def _reading(router: APIRouter, book: AddressBook) -> None:
    @router.get(
        _PATH,
        operation_id="get_email_addresses",
        summary="Sổ địa chỉ thư điện tử / Who reads which mailbox by email",
        description="For the standing agency. `state=failing` shows the addresses to which nothing is sent any more.",
        response_model=BookAnswer,
        responses=refusals(403, 404, 422),
    )
    async def get_email_addresses(
        tenant: StandingAgency,
        response: Response,
        state: Annotated[Standing | None, Query(description="Only entries whose address stands like that")] = None,
    ) -> BookAnswer:
        return tagged(await book.current(tenant), response, state)


def _setting(router: APIRouter, book: AddressBook) -> None:
    @router.put(
        _PATH,
        operation_id="set_email_addresses",
        summary="Đặt sổ địa chỉ thư điện tử / Set who reads which mailbox by email",
        description="By the standing agency, all entries at once. Who is new is sent a link to confirm, and nothing else before "
        "that. What was told before is in the inbox and not sent. Of earlier versions nothing is kept.",
        response_model=BookAnswer,
        responses=refusals(403, 404, 412, 413, 422),
    )
    async def set_email_addresses(
        _: StandingAgency,
        command: TenantCommand,
        response: Response,
        wish: Annotated[NewBook, Body(openapi_examples={"book": {"value": EXAMPLE}})],
    ) -> BookAnswer:
        return tagged(await book.set(command, wish), response)

    @router.post(
        f"{_PATH}/verification",
        operation_id="ask_email_address",
        summary="Gửi lại thư xác nhận / Send the verification of an address again",
        description="At most once an hour. So an address that was failing, or whose link has ended, is verified anew.",
        response_model=BookAnswer,
        responses=refusals(403, 404, 413, 422),
    )
    async def ask_email_address(tenant: StandingAgency, response: Response, asked: Verification) -> BookAnswer:
        return tagged(await book.ask(tenant, asked.address), response)
