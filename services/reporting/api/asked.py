"""What routes are asked: of which tenant, as of when, and with what was known when."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from services.reporting.usecases.asking import Question
from shared.calendar import InvalidMoment, as_of_instant
from shared.chassis import Now, Problem, Reader, invalid
from shared.chassis.problems import NOT_FOUND
from shared.tenancy import Principal, TenantId

_AS_OF = (
    "Mốc số liệu: một ngày (đến hết ngày, giờ Việt Nam) hoặc một thời điểm kèm múi giờ; mặc định là hiện tại / "
    "The instant that figures describe: a date, which means its last instant in Vietnam, or an instant with its offset; "
    "now unless given"
)
_KNOWN_AT = (
    "Chỉ tính những gì đã được nhập đến mốc này / Only what had been entered by then; the cost grows with what was entered "
    "since. `as_of` defaults to the same instant"
)
_MOMENTS = {
    "date": {"summary": "hết ngày / the end of a day", "value": "2024-03-31"},
    "instant": {"summary": "một thời điểm / an instant", "value": "2024-03-31T23:59:00+07:00"},
}

AsOfText = Annotated[str | None, Query(max_length=40, description=_AS_OF, openapi_examples=_MOMENTS)]
KnownAtText = Annotated[str | None, Query(max_length=40, description=_KNOWN_AT, openapi_examples=_MOMENTS)]


def _moment(field: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return _in_reach(as_of_instant(text))
    except InvalidMoment as problem:
        raise invalid(
            f"query.{field}",
            "invalid_moment",
            "phải là một ngày (2024-03-31) hoặc một thời điểm kèm múi giờ (2024-03-31T23:59:00+07:00)",
            "must be a date (2024-03-31) or an instant with its offset (2024-03-31T23:59:00+07:00)",
        ) from problem


def _in_reach(moment: datetime) -> datetime:
    """Wire text sorts as time does within these years."""
    if not 1900 <= moment.year <= 2999:
        raise InvalidMoment(moment.isoformat())
    return moment


def as_of(as_of: AsOfText = None) -> datetime | None:
    return _moment("as_of", as_of)


AsOf = Annotated[datetime | None, Depends(as_of)]


def question(clock: Now, as_of: AsOf, known_at: KnownAtText = None) -> Question:
    return Question(clock.now(), as_of, _moment("known_at", known_at))


Asked = Annotated[Question, Depends(question)]


def tenant_reader(knows: Callable[[TenantId], Awaitable[bool]]) -> Callable[[str, Principal], Awaitable[TenantId]]:
    async def read(tenant: str, principal: Reader) -> TenantId:
        """One's own tenant may be empty yet; any other must exist, or it answers as one that does not."""
        asked = TenantId(tenant)
        if principal.tenant != asked and not await knows(asked):
            raise Problem(NOT_FOUND)
        return asked

    return read


def answer(body: BaseModel) -> Response:
    """The body as it is: it was made from checked parts, so it is not checked once more."""
    return Response(body.model_dump_json(), media_type="application/json")
