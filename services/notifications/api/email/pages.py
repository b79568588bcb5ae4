"""`/email/{tenant}/verify/{link}`: what the link in a verification opens. A page with one button: programs that look into mails
open links, and none of them may say yes for a person."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from services.notifications.api.email.paper import in_both, is_link, one_button, over, page
from services.notifications.domain.email.errors import NoSuchLink
from services.notifications.domain.phrases import Said
from services.notifications.usecases.email.book import AddressBook
from shared.tenancy import TenantId, is_identifier

_ASK = Said(
    "Bạn muốn nhận thông báo công việc của Tiendo tại địa chỉ thư này?",
    "Do you want to receive work notices of Tiendo at this email address?",
)
_YES = Said("Xác nhận", "Confirm")
_DONE = Said("Đã xác nhận. Thông báo sẽ được gửi đến địa chỉ này.", "Confirmed. Notices will be sent to this address.")


def page_routes(book: AddressBook) -> APIRouter:
    """No token: the link is the secret. Not part of the described API, for it is people who open it."""
    router = APIRouter(include_in_schema=False)
    path = "/email/{tenant}/verify/{link}"

    @router.get(path)
    async def ask_for_confirmation(tenant: str, link: str) -> HTMLResponse:
        return await _answered(book, tenant, link, _ASK, _YES)

    @router.post(path)
    async def confirm_address(tenant: str, link: str) -> HTMLResponse:
        if is_identifier(tenant) and is_link(link):
            try:
                await book.verify(TenantId(tenant), link)
            except NoSuchLink:
                return over()
        return await _answered(book, tenant, link, _DONE, None)

    return router


async def _answered(book: AddressBook, tenant: str, link: str, words: Said, button: Said | None) -> HTMLResponse:
    if not (is_identifier(tenant) and is_link(link)):
        return over()
    try:
        await book.opened(TenantId(tenant), link)
    except NoSuchLink:
        return over()
    return page(in_both(words) + (one_button(button) if button else ""))
