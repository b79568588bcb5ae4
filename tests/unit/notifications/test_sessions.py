"""Who is invited to a working session (FR-NA-13)."""

from datetime import date

from services.notifications.domain.sessions import announce_session
from shared.events import TaskRegistered
from shared.events.sessions import SessionConvened, SessionSnapshot
from shared.tenancy import Role
from tests.unit.notifications.cast import HEALTH, JUSTICE, NINH_THUAN, a_task, an_event


def convened(held_on: date) -> SessionConvened:
    session = SessionSnapshot(
        id="HN-01",
        tenant=NINH_THUAN,
        version=1,
        sort="conference",
        title_vi="Hội nghị sơ kết",
        held_on=held_on,
        chair_role=Role.CHAIRMAN,
        participants=(JUSTICE, HEALTH),
    )
    return SessionConvened(after=session)


def test_head_and_officers_of_each_unit_hear_the_day_and_the_chair() -> None:
    payload = convened(date(2024, 9, 12))
    notices = announce_session(an_event(payload, recorded="2024-09-02 10:00"), payload)
    assert [notice.mailbox for notice in notices] == [
        f"head:{JUSTICE}",
        f"officer:{JUSTICE}",
        f"head:{HEALTH}",
        f"officer:{HEALTH}",
    ]
    told = notices[0].message
    assert told.title.vi == "Mời dự hội nghị 12/09/2024: Hội nghị sơ kết"
    assert "Chủ tịch" in told.text.vi
    assert "Invitation to a conference on 12/09/2024" in told.text.en
    assert (told.subject, told.obligation.due_at) == ("session:HN-01", None)


def test_the_day_itself_is_not_too_late_but_the_day_after_is() -> None:
    """What is entered when it is over invites nobody."""
    payload = convened(date(2024, 9, 2))
    assert announce_session(an_event(payload, recorded="2024-09-02 23:00"), payload)
    assert announce_session(an_event(payload, recorded="2024-09-03 00:01"), payload) == []


def test_other_events_invite_nobody() -> None:
    payload = TaskRegistered(after=a_task())
    assert announce_session(an_event(payload), payload) == []
