"""Dialogs and forms serve everybody as the pages do."""

from typing import NamedTuple

import pytest

from tests.web.guests import Guests
from tests.web.pages import Seen
from tests.web.visits import NARROW, WIDE, axe, overflows, settle

UNIT = {"role": "unit_head", "unit": "NA-STP"}
THREAD = Seen("snooze", "/t/{tenant}/inbox?show=all&subject=NA-T-01", **UNIT)


class Opened(NamedTuple):
    """The page, and the buttons in both languages that are pressed one after the other."""

    seen: Seen
    vi: tuple[str, ...]
    en: tuple[str, ...]


OPENED = [
    Opened(Seen("convene", "/t/{tenant}/meetings"), ("Ghi phiên làm việc",), ("Enter a session",)),
    Opened(Seen("raise", "/t/{tenant}/bottlenecks"), ("Nêu điểm nghẽn",), ("Raise a bottleneck",)),
    Opened(Seen("round", "/t/{tenant}/surveys"), ("Mở đợt khảo sát",), ("Open a round",)),
    Opened(Seen("endpoint", "/t/{tenant}/integrations"), ("Đăng ký địa chỉ nhận",), ("Subscribe an endpoint",)),
    Opened(Seen("ladder", "/t/{tenant}/settings"), ("Đổi thang nhắc việc",), ("Change the ladder",)),
    Opened(Seen("leads", "/t/{tenant}/settings?tab=leads"), ("Đổi phân công",), ("Change who leads",)),
    Opened(Seen("cycle", "/t/{tenant}/settings?tab=calendar"), ("Thêm báo cáo định kỳ",), ("Add a periodic report",)),
    Opened(Seen("urge", "/t/{tenant}/tasks/NA-T-01"), ("Đôn đốc",), ("Urge",)),
    Opened(Seen("report", "/t/{tenant}/work", **UNIT), ("Báo cáo tiến độ NA-T-01",), ("Report progress of NA-T-01",)),
    Opened(Seen("longer", "/t/{tenant}/work", **UNIT), ("Xin gia hạn NA-T-01",), ("Ask for an extension NA-T-01",)),
    Opened(Seen("views", "/t/{tenant}/tasks"), ("Bộ lọc đã lưu",), ("Saved filters",)),
    Opened(THREAD, ("Tạm gác",), ("Put aside",)),
    Opened(Seen("propose", "/t/{tenant}/bottlenecks/NA-BN-01"), ("Đề xuất giải pháp",), ("Propose a solution",)),
]


@pytest.mark.parametrize(("language", "width"), [("vi", NARROW), ("en", WIDE)])
@pytest.mark.parametrize("opened", OPENED, ids=lambda opened: opened.seen.name)
def test_a_form_serves_everybody(guests: Guests, opened: Opened, language: str, width: int) -> None:
    page = guests.open(opened.seen, language, width)
    for name in opened.vi if language == "vi" else opened.en:
        page.get_by_role("main").get_by_role("button", name=name).first.click()
    settle(page)
    assert axe(page) == []
    assert not overflows(page)
