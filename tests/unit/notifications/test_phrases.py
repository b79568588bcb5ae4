"""Words and dates as officials say them."""

from datetime import date
from typing import get_args

import pytest

from services.notifications.domain.phrases import (
    Said,
    deadline_label,
    headline,
    in_both,
    labelled,
    overdue_label,
    paragraph,
    status_label,
    time_left_label,
)
from services.notifications.domain.units import actor_title, head_title, role_title, unit_name
from shared.calendar import Precision, due_instant
from shared.events.works import ModelStatus, TaskStatus
from shared.tenancy import Role
from tests.unit.notifications.cast import CENTRAL, HEALTH, JUSTICE, NINH_THUAN, UNITS


@pytest.mark.parametrize(
    ("day", "precision", "vi", "en"),
    [
        (date(2024, 3, 31), Precision.DAY, "31/03/2024", "31/03/2024"),
        (date(2024, 10, 31), Precision.MONTH, "tháng 10/2024", "October 2024"),
        (date(2024, 5, 1), Precision.QUARTER, "quý II/2024", "Q2 2024"),
        (date(2024, 12, 31), Precision.YEAR, "năm 2024", "2024"),
        (None, Precision.NONE, "chưa rõ thời gian", "no deadline stated"),
    ],
)
def test_a_deadline_is_said_as_exactly_as_it_is_known(day: date | None, precision: Precision, vi: str, en: str) -> None:
    assert deadline_label(due_instant(day, precision), precision) == Said(vi, en)


def test_time_left_is_said_in_working_days() -> None:
    assert time_left_label(3, is_due_today=False) == Said("còn 3 ngày làm việc", "3 working days left")
    assert time_left_label(1, is_due_today=False).en == "1 working day left"


def test_the_last_day_is_said_as_such_even_where_the_deadline_is_a_sunday() -> None:
    assert time_left_label(0, is_due_today=True) == Said("đến hạn hôm nay", "due today")
    assert "ngày làm việc cuối cùng" in time_left_label(0, is_due_today=False).vi


def test_lateness_is_said_in_calendar_days() -> None:
    assert overdue_label(5) == Said("quá hạn 5 ngày", "5 days overdue")
    assert overdue_label(1).en == "1 day overdue"


@pytest.mark.parametrize("status", [*get_args(TaskStatus), *get_args(ModelStatus)])
def test_every_status_has_words_in_both_languages(status: str) -> None:
    said = status_label(status)
    assert status not in {said.vi, said.en}


def test_a_status_that_is_newer_than_the_words_is_shown_as_written() -> None:
    assert status_label("archived") == Said("archived", "archived")


def test_sentences_end_with_one_mark_and_empty_ones_are_left_out() -> None:
    nothing = labelled(Said("Lý do", "Reason"), in_both(None))
    blank = labelled(Said("Lý do", "Reason"), in_both("  "))
    said = paragraph(Said("Một", "One"), nothing, blank, labelled(Said("Ghi chú", "Note"), in_both("Xong! ")))
    assert said == Said("Một. Ghi chú: Xong!", "One. Note: Xong!")


def test_a_headline_begins_with_a_capital_letter_and_keeps_the_title() -> None:
    assert (
        headline(Said("đến hạn hôm nay", "due today"), Said("Đề án 06", "Project 06")).vi == "Đến hạn hôm nay: Đề án 06"
    )


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_title(role: Role) -> None:
    assert role_title(role, NINH_THUAN).vi
    assert role_title(role, CENTRAL).en


def test_at_the_central_level_the_line_upwards_has_other_titles() -> None:
    assert role_title(Role.CHAIRMAN, CENTRAL).vi == "Thủ tướng Chính phủ"
    assert role_title(Role.CHAIRMAN, NINH_THUAN).vi == "Chủ tịch UBND tỉnh"


@pytest.mark.parametrize(
    ("actor", "vi"),
    [
        (f"unit_head@{JUSTICE}", "Giám đốc Sở Tư pháp"),
        (f"unit_head@{HEALTH}", "Thủ trưởng Sở Y tế"),
        (f"unit_officer@{JUSTICE}", "Chuyên viên Sở Tư pháp"),
        ("commune_officer@NT-X-1", "Cán bộ NT-X-1"),
        ("standing_officer", "Cơ quan thường trực"),
        ("standing_officer@NT-CA", "Cơ quan thường trực"),
        ("robot@x", "robot@x"),
    ],
)
def test_who_acted_is_said_by_office_and_never_by_name(actor: str, vi: str) -> None:
    assert actor_title(actor, NINH_THUAN, UNITS).vi == vi


def test_a_unit_that_was_never_announced_is_called_by_its_id() -> None:
    assert unit_name("NT-STC", UNITS) == Said("NT-STC", "NT-STC")
    assert head_title("NT-STC", UNITS).vi == "Thủ trưởng NT-STC"


def test_english_falls_back_to_vietnamese() -> None:
    assert head_title(HEALTH, UNITS) == Said("Thủ trưởng Sở Y tế", "Head of Department of Health")
    assert in_both("báo cáo") == Said("báo cáo", "báo cáo")
