"""Whose mailbox is read, who may look ahead, and in which language the answer is."""

from typing import Annotated

from fastapi import Depends, Request, Response

from services.notifications.api.answers import Say
from services.notifications.domain.mailboxes import NoMailbox, mailbox_of
from services.notifications.usecases.inbox import Reader
from shared.chassis import Problem, language_of
from shared.chassis import Reader as TenantReader
from shared.chassis.problems import FORBIDDEN, NOT_FOUND
from shared.tenancy import Principal, TenantId


async def member(tenant: str, principal: TenantReader) -> Principal:
    """Somebody of this tenant. Mail is for those who work there: central officers read theirs, not a province's."""
    if principal.tenant != tenant:
        raise Problem(NOT_FOUND)
    return principal


Member = Annotated[Principal, Depends(member)]


async def mailbox_reader(principal: Member) -> Reader:
    """403 for roles that have no mailbox."""
    try:
        return Reader(principal.tenant, mailbox_of(principal))
    except NoMailbox as problem:
        raise Problem(FORBIDDEN) from problem


MailboxReader = Annotated[Reader, Depends(mailbox_reader)]


async def standing_agency(principal: Member) -> TenantId:
    """The tenant of the standing agency's officer; 403 for others."""
    if not principal.is_standing_agency:
        raise Problem(FORBIDDEN)
    return principal.tenant


StandingAgency = Annotated[TenantId, Depends(standing_agency)]


async def spoken(request: Request, response: Response) -> Say:
    """Says things in the language of the request, and says so in the answer's headers."""
    language = language_of(request)
    response.headers["content-language"] = language
    response.headers["vary"] = "accept-language"
    return lambda said: said.en if language == "en" else said.vi


Spoken = Annotated[Say, Depends(spoken)]
