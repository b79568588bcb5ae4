"""`/v1/{tenant}/inbox`: the caller's own mailbox, and no other."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.notifications.api.answers import (
    CountsAnswer,
    InboxAnswer,
    NoticeAnswer,
    inbox_answer,
    notice_answer,
)
from services.notifications.api.guards import MailboxReader, Spoken
from services.notifications.ports import Counts, InboxPage
from services.notifications.usecases.inbox import Inbox
from services.notifications.usecases.snooze import Snoozing
from shared.chassis import refusals

NoticeId = Annotated[str, Path(description="`id` of one of the caller's notices")]
_UNREAD = "true: unread only; false: read only; left out: both"
_CURSOR = "`next` of the page before"


def inbox_routes(inbox: Inbox, snoozing: Snoozing) -> APIRouter:
    router = APIRouter(tags=["inbox"])
    _reading(router, inbox, snoozing)
    _marking(router, inbox)
    return router


def _reading(router: APIRouter, inbox: Inbox, snoozing: Snoozing) -> None:
    @router.get(
        "/v1/{tenant}/inbox",
        operation_id="list_inbox",
        summary="Hộp thư của người gọi, mới nhất trước / The caller's notices, newest first",
        response_model=InboxAnswer,
        responses=refusals(403, 404, 422),
    )
    async def list_inbox(
        reader: MailboxReader,
        say: Spoken,
        unread: Annotated[bool | None, Query(description=_UNREAD)] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(description=_CURSOR, max_length=1_000)] = None,
    ) -> InboxAnswer:
        page = await inbox.page(reader, unread, limit, cursor)
        return inbox_answer(InboxPage(await snoozing.shown(reader.tenant, page.items), page.next), say)

    @router.get(
        "/v1/{tenant}/inbox/count",
        operation_id="count_inbox",
        summary="Số thông báo, và số chưa đọc / How many notices there are, and how many are unread",
        response_model=CountsAnswer,
        responses=refusals(403, 404),
    )
    async def count_inbox(reader: MailboxReader) -> CountsAnswer:
        return _counted(await inbox.counts(reader))


def _marking(router: APIRouter, inbox: Inbox) -> None:
    @router.post(
        "/v1/{tenant}/inbox/read-all",
        operation_id="read_whole_inbox",
        summary="Đánh dấu đã đọc tất cả / Mark every notice that has arrived as read",
        response_model=CountsAnswer,
        responses=refusals(403, 404),
    )
    async def read_whole_inbox(reader: MailboxReader) -> CountsAnswer:
        return _counted(await inbox.mark_all_read(reader))

    @router.post(
        "/v1/{tenant}/inbox/{notice}/read",
        operation_id="read_notice",
        summary="Đánh dấu đã đọc / Mark a notice as read; it keeps its first time",
        response_model=NoticeAnswer,
        responses=refusals(403, 404),
    )
    async def read_notice(notice: NoticeId, reader: MailboxReader, say: Spoken) -> NoticeAnswer:
        return notice_answer(await inbox.mark_read(reader, notice), say)

    @router.post(
        "/v1/{tenant}/inbox/{notice}/unread",
        operation_id="unread_notice",
        summary="Đánh dấu chưa đọc / Mark a notice as unread",
        response_model=NoticeAnswer,
        responses=refusals(403, 404),
    )
    async def unread_notice(notice: NoticeId, reader: MailboxReader, say: Spoken) -> NoticeAnswer:
        return notice_answer(await inbox.mark_unread(reader, notice), say)


def _counted(counts: Counts) -> CountsAnswer:
    return CountsAnswer(total=counts.total, unread=counts.unread)
