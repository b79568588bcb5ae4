"""`/v1/{tenant}/inbox`: the caller's own mailbox, and no other."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from services.notifications.api.answers import (
    CountsAnswer,
    InboxAnswer,
    NoticeAnswer,
    inbox_answer,
    notice_answer,
)
from services.notifications.api.guards import MailboxReader, Spoken
from services.notifications.api.problems import ANSWERS, NO_FIELDS
from services.notifications.ports import Counts
from services.notifications.usecases.inbox import Inbox

_UNREAD = "true: unread only; false: read only; left out: both"
_CURSOR = "`next` of the page before"
_ERRORS: dict[int | str, dict[str, Any]] = {code: ANSWERS[code] for code in NO_FIELDS}


def inbox_routes(inbox: Inbox) -> APIRouter:
    router = APIRouter(tags=["inbox"])

    @router.get(
        "/v1/{tenant}/inbox",
        operation_id="list_inbox",
        summary="The caller's notices, newest first",
        response_model=InboxAnswer,
        responses=ANSWERS,
    )
    async def list_inbox(
        reader: MailboxReader,
        say: Spoken,
        unread: Annotated[bool | None, Query(description=_UNREAD)] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(description=_CURSOR, max_length=1_000)] = None,
    ) -> InboxAnswer:
        return inbox_answer(await inbox.page(reader, unread, limit, cursor), say)

    @router.get(
        "/v1/{tenant}/inbox/count",
        operation_id="count_inbox",
        summary="How many notices the caller has, and how many are unread",
        response_model=CountsAnswer,
        responses=_ERRORS,
    )
    async def count_inbox(reader: MailboxReader) -> CountsAnswer:
        return _counted(await inbox.counts(reader))

    @router.post(
        "/v1/{tenant}/inbox/read-all",
        operation_id="read_whole_inbox",
        summary="Mark every notice that has arrived as read",
        response_model=CountsAnswer,
        responses=_ERRORS,
    )
    async def read_whole_inbox(reader: MailboxReader) -> CountsAnswer:
        return _counted(await inbox.mark_all_read(reader))

    @router.post(
        "/v1/{tenant}/inbox/{notice}/read",
        operation_id="read_notice",
        summary="Mark a notice as read; once read it keeps its first time",
        response_model=NoticeAnswer,
        responses=_ERRORS,
    )
    async def read_notice(notice: str, reader: MailboxReader, say: Spoken) -> NoticeAnswer:
        return notice_answer(await inbox.mark_read(reader, notice), say)

    @router.post(
        "/v1/{tenant}/inbox/{notice}/unread",
        operation_id="unread_notice",
        summary="Mark a notice as unread",
        response_model=NoticeAnswer,
        responses=_ERRORS,
    )
    async def unread_notice(notice: str, reader: MailboxReader, say: Spoken) -> NoticeAnswer:
        return notice_answer(await inbox.mark_unread(reader, notice), say)

    return router


def _counted(counts: Counts) -> CountsAnswer:
    return CountsAnswer(total=counts.total, unread=counts.unread)
