"""What people may wish, in the shapes in which it comes over the wire."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from services.tasks.domain.works.steps import StatusWish
from shared.calendar import Precision, to_wire
from tests.properties.life.promises import MICROSECOND, VIETNAM, Wished

texts = st.sampled_from((None, "Chờ nghị định mới", "Quyết định 55/QĐ-UBND"))
precisions = st.sampled_from(Precision)
leaps = st.sampled_from(
    (
        timedelta(microseconds=1),
        timedelta(seconds=-5),
        timedelta(hours=1),
        timedelta(days=1),
        timedelta(days=7),
        timedelta(days=45),
        timedelta(days=366),
    )
)
"""How the clock moves; those of two machines differ, so it may step back a little."""

ends = (
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2024, 12, 31),
    date(2025, 4, 30),
    date(1990, 1, 2),
    date(2198, 12, 31),
)
days = st.one_of(
    st.dates(date(2024, 1, 1), date(2024, 6, 30)), st.dates(date(2023, 6, 1), date(2025, 12, 31)), st.sampled_from(ends)
)
maybe_days = st.one_of(st.none(), days, days)


@dataclass(frozen=True, slots=True)
class When:
    """When something is said to have taken effect: `after` some instant that matters, or nothing is said."""

    landmark: str | None
    after: timedelta

    def instant(self, landmarks: dict[str, datetime]) -> datetime | None:
        return None if self.landmark is None else landmarks.get(self.landmark, landmarks["now"]) + self.after


whens = st.builds(
    When,
    st.sampled_from((None, None, None, None, "now", "since", "due", "opened")),
    st.sampled_from((timedelta(), timedelta(), MICROSECOND, -MICROSECOND, timedelta(days=1), timedelta(days=-1))),
)


def stated(wished: Wished, local: bool = False) -> StatusWish:
    """As a client writes it: in UTC, or in Vietnam's time."""
    at = None
    if wished.at is not None:
        at = wished.at.astimezone(VIETNAM).isoformat() if local else to_wire(wished.at)
    told = {"to": wished.to, "effective_at": at, "reason": wished.reason, "product": wished.product}
    return StatusWish.model_validate({name: value for name, value in told.items() if value is not None})
