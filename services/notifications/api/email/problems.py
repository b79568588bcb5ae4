"""How refusals about email are answered."""

from collections.abc import Callable, Mapping
from typing import Any

from services.notifications.domain.email import errors
from shared.chassis import FieldFault, Problem, ProblemKind, Text, invalid
from shared.chassis.problems import INVALID

OFF = ProblemKind(
    "email-not-configured",
    503,
    Text("Chưa bật gửi thư điện tử", "Email is not configured"),
    Text("Người vận hành cần đặt TIENDO_SMTP_HOST.", "The operator has to set TIENDO_SMTP_HOST."),
)


def _bad_wish(problem: errors.InvalidWish) -> Problem:
    return Problem(
        INVALID, faults=[FieldFault(f"body.{field}", code, Text(*said)) for field, code, said in problem.faults]
    )


def _unknown_address(_: errors.AddressNotFound) -> Problem:
    return invalid("body.address", "unknown_address", "không có trong sổ địa chỉ", "is not in the address book")


TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.EmailOff: lambda _: Problem(OFF),
    errors.InvalidWish: _bad_wish,
    errors.AddressNotFound: _unknown_address,
}
