"""`/v1/{tenant}/inbox/calendar`: the secret link of a mailbox's calendar; `/calendars/{tenant}/{link}`: what it opens."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.notifications.api.guards import MailboxReader, Member
from services.notifications.api.ical import MEDIA_TYPE, ical
from services.notifications.domain.calendar_links import CalendarLink
from services.notifications.usecases.calendars import Calendars, MadeLink
from services.notifications.usecases.inbox import Reader
from shared.chassis import Problem, refusals
from shared.chassis.problems import NOT_FOUND
from shared.events.envelope import Instant
from shared.tenancy import TenantId, is_identifier

_SUFFIX = ".ics"
_EXAMPLE: dict[str, Any] = {
    "mailbox": "head:NT-STP",
    "active": True,
    "made_at": "2024-10-28T01:00:00.000000Z",
    "made_by": "unit_head@NT-STP",
    "expires_at": "2025-10-28T01:00:00.000000Z",
}
_MADE: dict[str, Any] = {**_EXAMPLE, "link": "/calendars/ninh-thuan/0011223344556677.a-secret-of-43-letters.ics"}


class CalendarAnswer(BaseModel):
    """Whether the mailbox's calendar can be read by a link. The link itself is told once, when it is made."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    mailbox: str
    active: bool
    made_at: Instant | None = None
    made_by: str | None = Field(default=None, description="As a role, never a person")
    expires_at: Instant | None = None


class MadeCalendarAnswer(CalendarAnswer):
    model_config = ConfigDict(json_schema_extra={"examples": [_MADE]})

    link: str = Field(description="Path at this address; whoever has it reads the calendar, `?lang=en` in English")


def calendar_routes(calendars: Calendars) -> APIRouter:
    router = APIRouter(tags=["calendar"])
    path, answered = "/v1/{tenant}/inbox/calendar", refusals(403, 404)

    @router.post(
        path,
        operation_id="make_calendar_link",
        summary="Tạo liên kết lịch mới, liên kết cũ hết hiệu lực / Make a new calendar link; the old one ends",
        description="An iCalendar feed of open deadlines for Outlook, Thunderbird or a phone: of a unit its own, for others "
        "those of the whole tenant. The secret is told once and only its hash is kept; it ends after a year.",
        response_model=MadeCalendarAnswer,
        responses=answered,
    )
    async def make_calendar_link(reader: MailboxReader, caller: Member) -> MadeCalendarAnswer:
        return _made(reader, await calendars.make(reader, caller.actor))

    @router.get(
        path,
        operation_id="get_calendar_link",
        summary="Hộp thư có liên kết lịch không / Whether there is a calendar link",
        response_model=CalendarAnswer,
        responses=answered,
    )
    async def get_calendar_link(reader: MailboxReader) -> CalendarAnswer:
        return CalendarAnswer(**_said(reader, await calendars.known(reader)))

    @router.delete(
        path,
        operation_id="close_calendar_link",
        summary="Hủy liên kết lịch / Close the calendar link",
        response_model=CalendarAnswer,
        responses=answered,
    )
    async def close_calendar_link(reader: MailboxReader) -> CalendarAnswer:
        await calendars.close(reader)
        return CalendarAnswer(**_said(reader, None))

    return router


def feed_routes(calendars: Calendars) -> APIRouter:
    """No token: the link is the secret. Not part of the described API, as programs for calendars know its form."""
    router = APIRouter(include_in_schema=False)

    @router.get("/calendars/{tenant}/{link}")
    async def read_calendar(tenant: str, link: str, lang: Annotated[Literal["vi", "en"], Query()] = "vi") -> Response:
        handle, _, secret = link.removesuffix(_SUFFIX).partition(".")
        if not (is_identifier(tenant) and is_identifier(link) and secret):
            raise Problem(NOT_FOUND)
        agenda = await calendars.read(TenantId(tenant), handle, secret)
        text = ical(agenda, lambda said: said.en if lang == "en" else said.vi)
        headers = {"cache-control": "private, max-age=900", "content-language": lang}
        return Response(text, media_type=MEDIA_TYPE, headers=headers)

    return router


def _made(reader: Reader, made: MadeLink) -> MadeCalendarAnswer:
    link = f"/calendars/{reader.tenant}/{made.link.handle}.{made.secret}{_SUFFIX}"
    return MadeCalendarAnswer(**_said(reader, made.link), link=link)


def _said(reader: Reader, link: CalendarLink | None) -> dict[str, Any]:
    if link is None:
        return {"mailbox": reader.mailbox, "active": False}
    known = {"made_at": link.made_at, "made_by": link.made_by, "expires_at": link.expires_at}
    return {"mailbox": reader.mailbox, "active": True, **known}
