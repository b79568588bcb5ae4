"""The kinds of values that commands carry: bounded, normalised, and refused with a code of their own."""

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from shared.calendar import InvalidMoment, from_wire, start_of_day
from shared.tenancy import is_identifier

_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)
_LINE_BREAKS = {"\n", "\t"}


class Wish(BaseModel):
    """What somebody asks for. Unknown fields are refused: a misspelt field must not be lost in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _refused(code: str, vi: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(code, en, {"vi": vi})


def _identifier(text: str) -> str:
    if not is_identifier(text):
        vi, en = "gồm 1 đến 80 chữ cái, chữ số, dấu . _ -", "1 to 80 letters, digits, dots, underscores and dashes"
        raise _refused("invalid_identifier", vi, en)
    return text


def _written(text: str) -> str:
    """One Vietnamese word has one spelling (NFC), and nothing in it is invisible."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in _LINE_BREAKS for letter in text):
        raise _refused("invalid_text", "có ký tự điều khiển", "control characters are not allowed")
    return unicodedata.normalize("NFC", text)


def _at_most(length: int) -> BeforeValidator:
    """As it was sent: spaces around it, which are taken away, do not make a text that is too long acceptable."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and len(value) > length:
            raise PydanticKnownError("string_too_long", {"max_length": length})
        return value

    return BeforeValidator(check)


def _some(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if not items:
        raise PydanticKnownError("too_short", {"field_type": "Tuple", "min_length": 1, "actual_length": 0})
    return items


def _day(value: Any) -> Any:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise _refused("invalid_date", "phải là ngày dạng 2024-03-31", "a date such as 2024-03-31") from problem
    return _bounded(day)


def _in_hundredths(number: float) -> float:
    if round(number, 2) != number:
        raise _refused("too_many_decimals", "có nhiều hơn hai chữ số thập phân", "more than two decimals")
    return number


def _bounded(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise _refused("date_out_of_range", "phải từ năm 1990 đến năm 2199", "a date between 1990 and 2199")
    return day


def _moment(value: Any) -> Any:
    try:
        # A plus sign in a query string that was not percent-encoded arrives as a space.
        instant = from_wire(value.replace(" ", "+"))
    except (AttributeError, InvalidMoment) as problem:
        vi, en = "phải là thời điểm kèm múi giờ, dạng {example}", "an instant with its offset, such as {example}"
        example = "2024-03-31T08:00:00+07:00"
        raise _refused("invalid_instant", vi.format(example=example), en.format(example=example)) from problem
    _bounded(instant.date())
    return instant


def _day_or_moment(value: Any) -> Any:
    if isinstance(value, str) and len(value) <= len("2024-03-31"):
        return start_of_day(_day(value))
    return _moment(value)


Identifier = Annotated[
    str,
    AfterValidator(_identifier),
    Field(min_length=1, max_length=80, json_schema_extra={"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"}),
]
Word = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_written), _at_most(80)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_written), _at_most(500)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_written), _at_most(4000)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
DayOrMoment = Annotated[
    datetime,
    BeforeValidator(_day_or_moment),
    WithJsonSchema({"type": "string", "description": "an instant, or a date: its first instant in Vietnam"}),
]
Some = AfterValidator(_some)
"""At least one item. A bound of the list itself would count an item that is wrong as missing."""
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Quantity = Annotated[int, Field(strict=True, ge=0, le=10**15)]
Amount = Annotated[float, Field(strict=True, ge=0, le=10**12, allow_inf_nan=False), AfterValidator(_in_hundredths)]
Score = Annotated[int, Field(strict=True, ge=0, le=100)]
Year = Annotated[int, Field(strict=True, ge=1990, le=2199)]
Flag = Annotated[bool, Field(strict=True)]
