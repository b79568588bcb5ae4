"""What a digest says of what is owed: overdue first, each obligation in one part, in the language of the address."""

from datetime import date

import pytest

from services.notifications.domain.email.digest import Digest, Owed, end_of_week, of_digest
from services.notifications.domain.email.letters import Frame
from services.notifications.domain.email.links import Place
from services.notifications.domain.email.preferences import Language
from services.notifications.domain.mailboxes import Mailbox, head_of
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.phrases import Said
from shared.calendar import Precision, due_instant
from tests.unit.notifications.cast import JUSTICE, NINH_THUAN, UNITS, at

WEDNESDAY = date(2024, 9, 4)
PLACE = Place("https://tiendo.example")


def owed(title: str, due: date, kind: str = "task", sample: bool = False) -> Obligation:
    return Obligation(
        id=title,
        sequence=1,
        noun=Said("nhiệm vụ", "task"),
        title=Said(title, f"{title} (en)"),
        owner_unit=JUSTICE,
        coordinating_units=(),
        status="not_started",
        open=True,
        sample=sample,
        opened_at=at("2024-01-01 00:00"),
        due_at=due_instant(due, Precision.DAY),
        due_precision=Precision.DAY,
        recorded_at=at("2024-01-01 00:00"),
        learned_at=at("2024-01-01 00:00"),
        kind=kind,
    )


OWED = Owed(
    overdue=[owed("Trễ", date(2024, 9, 3), sample=True)],
    late=1,
    ahead=[
        owed("Hôm nay", WEDNESDAY),
        owed("Văn bản", date(2024, 9, 5), "acknowledgement"),
        owed("Chủ nhật", date(2024, 9, 8)),
        owed("Thứ hai", date(2024, 9, 9)),
    ],
)


def text(language: Language, owed: Owed) -> str | None:
    frame = Frame(NINH_THUAN, head_of(JUSTICE), UNITS, language)
    letter = of_digest(frame, Digest(WEDNESDAY, [head_of(JUSTICE), Mailbox("role:chairman")], owed, []), PLACE)
    return None if letter is None else f"{letter.subject}\n{letter.text}"


def test_each_obligation_stands_in_one_part_and_what_is_overdue_first() -> None:
    """FR-NA-18."""
    assert str(text("vi", OWED)).splitlines()[:17] == [
        "Tổng hợp ngày 04/09/2024 – quá hạn: 1, đến hạn hôm nay: 1, đến hạn trong tuần này: 1, chờ xác nhận tiếp nhận: 1",
        "Kính gửi: Giám đốc Sở Tư pháp; Chủ tịch UBND tỉnh",
        "",
        "QUÁ HẠN (1)",
        "- [Dữ liệu mẫu] Trễ – Sở Tư pháp, hạn 03/09/2024, quá hạn 1 ngày",
        "",
        "ĐẾN HẠN HÔM NAY (1)",
        "- Hôm nay – Sở Tư pháp, hạn 04/09/2024",
        "",
        "ĐẾN HẠN TRONG TUẦN NÀY (1)",
        "- Chủ nhật – Sở Tư pháp, hạn 08/09/2024",
        "",
        "CHỜ XÁC NHẬN TIẾP NHẬN (1)",
        "- Văn bản – Sở Tư pháp, hạn 05/09/2024",
        "",
        "Xem trong hệ thống: https://tiendo.example/t/ninh-thuan/inbox",
        "",
    ]


def test_it_is_said_in_english_too() -> None:
    said = str(text("en", OWED))
    assert "Daily digest 04/09/2024 – overdue: 1, due today: 1" in said
    assert "- [Sample data] Trễ (en) – Department of Justice, due 03/09/2024, 1 day overdue" in said
    assert "Quá hạn" not in said


def test_nothing_to_say_is_no_mail() -> None:
    assert text("vi", Owed(ahead=[owed("Tháng sau", date(2024, 10, 4))])) is None


@pytest.mark.parametrize(("day", "sunday"), [(WEDNESDAY, date(2024, 9, 8)), (date(2024, 9, 8), date(2024, 9, 8))])
def test_a_week_ends_on_sunday(day: date, sunday: date) -> None:
    assert end_of_week(day) == sunday
