"""Public holidays of Vietnam with the days off in their place, and the weekend days that are worked for them (làm bù).

Written out so that no service has to load a calendar library (20 MB, a second) while it folds events. A test compares the
table with the library; years beyond it are asked of the library when they are first needed.
"""

from datetime import date

_HOLIDAYS = {
    2020: "01-01 01-23 01-24 01-25 01-26 01-27 01-28 01-29 04-02 04-30 05-01 09-02",
    2021: "01-01 02-10 02-11 02-12 02-13 02-14 02-15 02-16 04-21 04-30 05-01 05-03 09-02 09-03",
    2022: "01-01 01-03 01-31 02-01 02-02 02-03 02-04 04-10 04-11 04-30 05-01 05-02 05-03 09-01 09-02",
    2023: "01-01 01-02 01-20 01-21 01-22 01-23 01-24 01-25 01-26 04-29 04-30 05-01 05-02 05-03 09-01 09-02 09-04",
    2024: "01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 02-01 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    2027: "01-01 02-04 02-05 02-06 02-07 02-08 02-09 02-10 04-16 04-30 05-01 05-03 09-02 09-03 11-24",
    2028: "01-01 01-03 01-24 01-25 01-26 01-27 01-28 01-29 04-04 04-30 05-01 05-02 09-01 09-02 09-04 11-24",
    2029: "01-01 02-12 02-13 02-14 02-15 02-16 04-23 04-30 05-01 09-02 09-03 09-04 11-24 11-26",
    2030: "01-01 01-31 02-01 02-02 02-03 02-04 02-05 02-06 04-12 04-30 05-01 09-02 09-03 11-24 11-25",
    2031: "01-01 01-21 01-22 01-23 01-24 01-25 01-26 01-27 04-01 04-30 05-01 09-01 09-02 11-24",
    2032: "01-01 02-09 02-10 02-11 02-12 02-13 02-14 04-19 04-30 05-01 05-03 09-02 09-03 11-24",
    2033: "01-01 01-03 01-30 01-31 02-01 02-02 02-03 02-04 04-09 04-11 04-30 05-01 05-02 05-03 09-01 09-02 11-24",
    2034: "01-01 01-02 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-28 04-30 05-01 05-02 09-01 09-02 09-04 11-24",
    2035: "01-01 02-06 02-07 02-08 02-09 02-10 02-11 02-12 04-17 04-30 05-01 09-02 09-03 09-04 11-24 11-26",
}
_WORKED = {
    2024: "05-04",
    2025: "04-26",
    2026: "08-22",
}
TABLE = range(min(_HOLIDAYS), max(_HOLIDAYS) + 1)


class PublicHolidays:
    """Asked day by day, answered year by year."""

    def __init__(self) -> None:
        self._off: dict[int, frozenset[date]] = {}
        self._worked: dict[int, frozenset[date]] = {}

    def is_holiday(self, day: date) -> bool:
        self._know(day.year)
        return day in self._off[day.year]

    def is_worked(self, day: date) -> bool:
        """A Saturday or Sunday on which offices work."""
        self._know(day.year)
        return day in self._worked[day.year]

    def _know(self, year: int) -> None:
        if year not in self._off:
            self._off[year], self._worked[year] = written_days(year) if year in TABLE else calculated_days(year)


def written_days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and weekend days worked, as the table has them."""
    return _days(year, _HOLIDAYS.get(year, "")), _days(year, _WORKED.get(year, ""))


def calculated_days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The same by the library. It knows the lunar calendar up to 2100; later years have weekends only."""
    from holidays import country_holidays  # noqa: PLC0415  most deployments never need to load it

    days = country_holidays("VN", years=year)
    return frozenset(days), frozenset(day for day in days.weekend_workdays if day.year == year)


def _days(year: int, text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in text.split())
