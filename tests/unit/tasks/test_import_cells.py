"""What cells mean, and that what is written is read as the same again."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.imports.cells import Cell, CellRefused, Choice, Day, Flag, Lines, Many, Number, Period, Text
from services.tasks.domain.imports.indicator_value_layout import INDICATOR_VALUES, value_of
from services.tasks.domain.imports.layout import letters, nested
from services.tasks.domain.imports.rows import Row
from services.tasks.domain.imports.task_layout import TASKS
from services.tasks.domain.imports.workbook_errors import ColumnsMissing, ColumnTwice, ColumnUnknown
from services.tasks.domain.telling import Words
from services.tasks.usecases.running_imports import waves

COLOURS = Choice({"red": Words("đỏ", "red"), "blue": Words("xanh", "blue")})
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Text(), 12, "12"),
        (Text(), 12.0, "12"),
        (Number(), "12", 12),
        (Number(), 12.0, 12),
        (Number(), "nhiều", "nhiều"),
        (Number(), 1.5, 1.5),
        (Day(), "5/3/2024", "2024-03-05"),
        (Day(), "05.03.2024", "2024-03-05"),
        (Day(), "2024-03-05", "2024-03-05"),
        (Day(), "mai", "mai"),
        (Period(), "2024-03", "2024-03"),
        (Period(), "2024-03-01", "2024-03"),
        (Period(), "3/2024", "2024-03"),
        (Period(), "Tháng 3/2024", "2024-03"),
        (Period(), "tháng 12 năm 2024", "2024-12"),
        (Period(), "T3-2024", "2024-03"),
        (Period(), "2024-Q1", "2024-Q1"),
        (Period(), "Quý IV/2024", "2024-Q4"),
        (Period(), "Q1/2024", "2024-Q1"),
        (Period(), "quý 2 năm 2024", "2024-Q2"),
        (Period(), 2024, "2024"),
        (Period(), "năm 2024", "2024"),
        (Period(), "13/2024", "13/2024"),
        (Period(), "2024-03-15", "2024-03-15"),
        (Period(), "tháng ba", "tháng ba"),
        (Flag(), "Có", True),
        (Flag(), "x", True),
        (Flag(), "KHÔNG", False),
        (Flag(), 0, False),
        (Flag(), "có lẽ", "có lẽ"),
        (COLOURS, "ĐỎ", "red"),
        (COLOURS, "blue", "blue"),
        (COLOURS, "tím", "tím"),
        (Many(), " A; B,,C\nD ", ["A", "B", "C", "D"]),
        (Lines(), "Luật A; Điều 5\n\nNĐ 13", ["Luật A; Điều 5", "NĐ 13"]),
    ],
)
def test_a_cell_is_read_as_people_mean_it(kind: Any, cell: Cell, value: Any) -> None:
    assert kind.read(cell) == value


@pytest.mark.parametrize("cell", [45_382, 45_382.5])
def test_a_number_is_no_day(cell: Cell) -> None:
    with pytest.raises(CellRefused) as refused:
        Day().read(cell)
    assert refused.value.code == "date_as_number"


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)), st.integers(0, 10**15), st.booleans(), st.lists(WORDS))
def test_what_is_written_is_read_as_the_same(day: date, number: int, flag: bool, names: list[str]) -> None:
    assert Day().read(Day().write(day)) == day.isoformat()
    assert Number().read(Number().write(number)) == number
    assert Flag().read(Flag().write(flag)) is flag
    assert Many().read(Many().write(names)) == names
    assert Lines().read(Lines().write(names)) == names


def test_headings_are_matched_in_either_language_and_never_guessed() -> None:
    found = TASKS.matched(["ma nhiem vu *", "Title", None, "PLAN"])
    assert [column and column.path for column in found] == ["id", "title_vi", None, "plan"]
    with pytest.raises(ColumnsMissing):
        TASKS.matched(["id"])
    with pytest.raises(ColumnUnknown):
        TASKS.matched(["id", "title_vi", "plan", "Màu"])
    with pytest.raises(ColumnTwice):
        TASKS.matched(["id", "title_vi", "plan", "Mã nhiệm vụ"])


def test_a_value_is_known_by_what_it_is_a_value_of() -> None:
    for cells, name in (
        ({"indicator": "K", "period": "3/2024", "unit": "U", "numerator": 1}, "K.2024-03.U"),
        ({"indicator": "K", "period": 2024}, "K.2024"),
        ({"indicator": "K", "period": "2024-Q1", "item": "DB"}, "K.2024-Q1._.DB"),
        ({"indicator": "K", "unit": "U"}, ""),
        ({"period": "2024"}, ""),
    ):
        assert value_of(Row(number=3, cells=cells)) == name


def test_help_fits_where_a_workbook_shows_it() -> None:
    """A title of 32 letters and a message of 255, beyond which the writer leaves it out."""
    helped = [column for column in INDICATOR_VALUES.columns if column.help]
    assert helped
    for column in helped:
        assert len(column.title.vi) <= 32
        assert len("\n".join(column.help or ())) <= 255


def test_a_place_in_the_command_leads_to_its_column() -> None:
    for location, path in ((("due", "date"), "due.date"), (("milestones", 0, "name_vi"), "milestones"), (("x",), None)):
        column = TASKS.column_of(location)
        assert (column and column.path) == path


def test_columns_are_named_as_workbooks_do() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert nested({"a": 1, "due.date": 2, "due.raw": 3}) == {"a": 1, "due": {"date": 2, "raw": 3}}


@given(st.lists(st.integers(0, 8), max_size=20))
def test_none_of_a_wave_names_another_of_it(parents: list[int]) -> None:
    rows = [Row(number=n, cells={"id": f"T{n}", "parent": f"T{parent}"}) for n, parent in enumerate(parents)]
    found = list(waves(rows, ("parent",)))
    assert [row for wave in found for row in wave] == rows
    for wave in found:
        ids = {row.id for row in wave}
        earlier = set()
        for row in wave:
            assert row.cells["parent"] not in earlier
            earlier.add(row.id)
        assert len(ids) == len(wave)
