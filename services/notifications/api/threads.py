"""`/v1/{tenant}/inbox/threads`, and notices that are put aside."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.api.answers import InboxAnswer, NoticeAnswer, inbox_answer, notice_answer
from services.notifications.api.guards import MailboxReader, Spoken
from services.notifications.api.inbox import NoticeId
from services.notifications.domain.threads import Thread
from services.notifications.ports import InboxPage
from services.notifications.usecases.inbox import Inbox
from services.notifications.usecases.snooze import Snoozing
from shared.chassis import refusals

_UNREAD = "true: threads with something unread, by that; left out: all"
_CURSOR = "`next` of the page before"


class ThreadAnswer(BaseModel):
    """All that this mailbox was told about one obligation; `GET inbox/thread?subject=` lists it."""

    subject: str = Field(description="Id of the task, pilot model or duty")
    total: int
    unread: int
    waits: bool = Field(description="Something overdue was told, and nobody here has acknowledged it")
    latest: NoticeAnswer


class ThreadsAnswer(BaseModel):
    """By their newest notice. Pass `next` as `cursor` for what follows; null where there is no more.

    A page may hold fewer than were asked for, and still be followed by another one.
    """

    items: list[ThreadAnswer]
    next: str | None


class SnoozeWish(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [{"until": "2024-10-25"}]})

    until: date | None = Field(description="Unread again on the first working morning from that day on; null: at once")


def thread_routes(inbox: Inbox, snoozing: Snoozing) -> APIRouter:
    router = APIRouter(tags=["inbox"])

    @router.get(
        "/v1/{tenant}/inbox/threads",
        operation_id="list_threads",
        summary="Thông báo gom theo từng việc / The caller's notices by what they are about",
        response_model=ThreadsAnswer,
        responses=refusals(403, 404, 422),
    )
    async def list_threads(
        reader: MailboxReader,
        say: Spoken,
        unread: Annotated[bool | None, Query(description=_UNREAD)] = None,
        limit: Annotated[int, Query(ge=1, le=50)] = 20,
        cursor: Annotated[str | None, Query(description=_CURSOR, max_length=1_000)] = None,
    ) -> ThreadsAnswer:
        page = await inbox.threads(reader, unread, limit, cursor)
        latest = await snoozing.shown(reader.tenant, [thread.latest for thread in page.items])
        shown = zip(page.items, latest, strict=True)
        return ThreadsAnswer(items=[_thread(thread, notice_answer(n, say)) for thread, n in shown], next=page.next)

    _one_thread(router, inbox, snoozing)
    _snoozing(router, snoozing)
    return router


def _one_thread(router: APIRouter, inbox: Inbox, snoozing: Snoozing) -> None:
    @router.get(
        "/v1/{tenant}/inbox/thread",
        operation_id="list_thread",
        summary="Các thông báo về một việc, mới nhất trước / What the caller was told about one thing, newest first",
        response_model=InboxAnswer,
        responses=refusals(403, 404, 422),
    )
    async def list_thread(
        reader: MailboxReader,
        say: Spoken,
        subject: Annotated[str, Query(min_length=1, max_length=200, description="`subject` of a thread")],
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(description=_CURSOR, max_length=1_000)] = None,
    ) -> InboxAnswer:
        page = await inbox.thread(reader, subject, limit, cursor)
        return inbox_answer(InboxPage(await snoozing.shown(reader.tenant, page.items), page.next), say)


def _snoozing(router: APIRouter, snoozing: Snoozing) -> None:
    @router.post(
        "/v1/{tenant}/inbox/{notice}/snooze",
        operation_id="snooze_notice",
        summary="Tạm gác đến ngày / Put a notice aside until a day",
        description="It counts as read until then. Not for what is overdue, not beyond the deadline, and for 30 days at most.",
        response_model=NoticeAnswer,
        responses=refusals(403, 404, 413, 422),
    )
    async def snooze_notice(
        notice: NoticeId, reader: MailboxReader, say: Spoken, wish: Annotated[SnoozeWish, Body()]
    ) -> NoticeAnswer:
        return notice_answer(await snoozing.put_aside(reader, notice, wish.until), say)


def _thread(thread: Thread, latest: NoticeAnswer) -> ThreadAnswer:
    return ThreadAnswer(
        subject=thread.latest.message.subject,
        total=len(thread.notices),
        unread=thread.unread,
        waits=thread.waits,
        latest=latest,
    )
