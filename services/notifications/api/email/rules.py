"""`/v1/{tenant}/email/rules`: when mails are sent, what is mandatory, who reads a digest. `…/preferences`: of one address."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import ConfigDict, Field

from services.notifications.api.email.answers import RULES_EXAMPLE, BookAnswer, RulesAnswer, rules_answer, tagged
from services.notifications.api.guards import Member, StandingAgency
from services.notifications.domain.email.addresses import LONGEST
from services.notifications.domain.email.preferences import Preferences
from services.notifications.domain.email.rules import NewRules, Rules
from services.notifications.usecases.email.book import AddressBook
from services.notifications.usecases.email.choosing import Choosing
from services.notifications.usecases.email.rules import RuleSettings
from shared.chassis import TenantCommand, refusals

_PATH = "/v1/{tenant}/email/rules"


class NewPreferences(Preferences):
    """All preferences of one address at once."""

    model_config = ConfigDict(
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "address": "giamdoc.stp@ninhthuan.example",
                    "language": "vi",
                    "choices": {"status_changed": "digest", "deadline_moved": "off"},
                }
            ]
        },
    )

    address: str = Field(description="An address of the book", max_length=LONGEST)


def rule_routes(settings: RuleSettings, book: AddressBook, choosing: Choosing) -> APIRouter:
    router = APIRouter(tags=["email"])
    _rules(router, settings)

    @router.put(
        "/v1/{tenant}/email/preferences",
        operation_id="set_email_preferences",
        summary="Đặt cách nhận thư của một địa chỉ / Set which mails an address gets",
        description="By the standing agency; whoever reads the address does the same by the link in each mail. Per kind of "
        "notice: at once, in the daily digest, or not by mail. What the rules make mandatory cannot be turned off.",
        response_model=BookAnswer,
        responses=refusals(403, 404, 413, 422),
    )
    async def set_email_preferences(tenant: StandingAgency, response: Response, wish: NewPreferences) -> BookAnswer:
        chosen = Preferences(language=wish.language, choices=wish.choices)
        await choosing.by_agency(tenant, wish.address, chosen)
        return tagged(await book.current(tenant), response)

    return router


def _rules(router: APIRouter, settings: RuleSettings) -> None:
    @router.get(
        _PATH,
        operation_id="get_email_rules",
        summary="Quy tắc gửi thư đang dùng / When and to whom mails are sent",
        description="Version 0 is what everybody starts with.",
        response_model=RulesAnswer,
        responses=refusals(403, 404),
    )
    async def get_email_rules(caller: Member, response: Response) -> RulesAnswer:
        return _tagged(await settings.current(caller.tenant), response)

    @router.put(
        _PATH,
        operation_id="set_email_rules",
        summary="Đặt quy tắc gửi thư / Set when and to whom mails are sent",
        description="By the standing agency, all rules at once; in force at once, for mails that wait too. Mails that are due in "
        "quiet hours or on days off are sent when these are over.",
        response_model=RulesAnswer,
        responses=refusals(403, 404, 412, 413, 422),
    )
    async def set_email_rules(
        _: StandingAgency,
        command: TenantCommand,
        response: Response,
        wish: Annotated[NewRules, Body(openapi_examples={"rules": {"value": RULES_EXAMPLE}})],
    ) -> RulesAnswer:
        return _tagged(await settings.set(command, wish), response)


def _tagged(rules: Rules, response: Response) -> RulesAnswer:
    response.headers["etag"] = f'"{rules.version}"'
    return rules_answer(rules)
