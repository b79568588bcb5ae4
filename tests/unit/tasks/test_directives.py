"""Directives: one document whatever arrives, each text and source once, each acknowledgement once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.directives import acknowledgement, directive
from services.tasks.domain.directives.acknowledgement import AcknowledgementWish
from services.tasks.domain.directives.directive import Surroundings, natural_key, wished_key
from services.tasks.domain.directives.directive_errors import NumberOfOtherDay
from services.tasks.domain.directives.directive_texts import NothingNew, import_again
from services.tasks.domain.directives.directive_wishes import NewDirective
from services.tasks.domain.directives.remarks import remarks
from services.tasks.domain.errors import IllegalTransition
from shared.calendar import start_of_day
from shared.events import Change, DirectiveSnapshot
from tests.unit.tasks.cast import NGHE_AN, UNITS, a_unit

NOW = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)
KNOWN = UNITS | {"NA-UBND": a_unit("NA-UBND")}


def a_wish(**fields: Any) -> NewDirective:
    defaults = {
        "id": "NA-CV-01",
        "doc_type": "cong_van",
        "full_number": "2157/UBND-NC",
        "issued_date": "2024-04-01",
        "issuer_unit": "NA-UBND",
        "subject_vi": "Đẩy nhanh triển khai",
    }
    return NewDirective.model_validate(defaults | fields)


def a_directive(group: str | None = None, **fields: Any) -> Change[DirectiveSnapshot]:
    return directive.issue(a_wish(**fields), NGHE_AN, Surroundings(KNOWN, None, group), NOW)


ARRIVALS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "subject_en": st.sampled_from(["One", "Two"]),
            "subject_vi": st.sampled_from(["Đẩy nhanh triển khai", "Khác"]),
            "source_ref": st.sampled_from(["a.txt", "b.txt"]),
            "translations": st.lists(
                st.builds(lambda subject: {"language": "en", "subject": subject}, st.sampled_from("PQ")), max_size=3
            ),
        },
    ),
    max_size=6,
)


@given(ARRIVALS)
def test_whatever_arrives_in_whatever_order_is_there_once(arrivals: list[dict[str, Any]]) -> None:
    """FR-BP-23: every event leaves the next version, and nothing that is known makes an event."""
    change = a_directive()
    state, events = change.state, list(change.events)
    for arrival in [*arrivals, *arrivals]:
        try:
            change = import_again(state, a_wish(**arrival), None, NOW)
        except NothingNew:
            continue
        state = change.state
        events += change.events
    assert [event.payload.after.version for event in events] == list(range(1, len(events) + 1))  # type: ignore[attr-defined]
    assert [event.payload.TYPE for event in events].count("vn.tiendo.directive.issued.v1") == 1
    texts = [(one.language, one.subject, one.text) for one in state.translations]
    assert len(set(texts)) == len(texts)
    assert len(set(state.sources)) == len(state.sources)
    assert {arrival["source_ref"] for arrival in arrivals if "source_ref" in arrival} == set(state.sources)
    assert state.subject_vi == "Đẩy nhanh triển khai"


@given(st.sampled_from(["2157/UBND-NC", "02157/ubnd-nc", "2157 / UBND – NC"]))
def test_what_is_to_be_entered_is_found_by_its_key(full_number: str) -> None:
    assert wished_key(a_wish(full_number=full_number)) == natural_key(a_directive().state)


def test_documents_without_a_number_are_told_apart_by_their_id() -> None:
    conclusion = a_directive(doc_type="ket_luan", full_number=None)
    assert natural_key(conclusion.state) == "id:NA-CV-01"
    assert wished_key(a_wish(full_number=None)) is None


def test_the_same_number_on_another_day_of_the_year_is_refused() -> None:
    """FR-BP-01."""
    with pytest.raises(NumberOfOtherDay):
        import_again(a_directive().state, a_wish(issued_date="2024-03-29"), None, NOW)
    assert wished_key(a_wish(issued_date="2023-04-01")) != natural_key(a_directive().state)


def test_a_wrong_term_of_a_later_translation_is_mapped_too() -> None:
    """FR-BP-24."""
    wish = a_wish(translations=[{"language": "en", "subject": "a", "text": "by the Working Group of 06 provinces"}])
    after = import_again(a_directive().state, wish, "NA-TCT06", NOW).state
    assert after.mentioned_units == ("NA-TCT06",)
    (remark,) = remarks(after)
    assert (remark.code, remark.field, remark.unit) == ("terminology", "translations.0.text", "NA-TCT06")


def test_it_takes_effect_with_the_first_instant_of_its_day() -> None:
    """FR-BP-21."""
    (issued,) = a_directive().events
    assert issued.time == start_of_day(a_wish().issued_date) == datetime(2024, 3, 31, 17, tzinfo=UTC)


@given(st.integers(-3, 10), st.none() | st.integers(0, 5))
def test_an_acknowledgement_is_due_where_it_could_be_given_in_time(since: int, allowed: int | None) -> None:
    """Who gets work after the stated day is not late at once; nothing is owed before it was issued."""
    issued_at = start_of_day(a_wish().issued_date)
    by = None if allowed is None else f"2024-04-0{1 + allowed}"
    asked = acknowledgement.request(
        a_directive(acknowledge_by=by).state, KNOWN["NA-STP"], issued_at + timedelta(days=since), NOW
    )
    owed = asked.state.obligation
    assert owed.opened_at >= issued_at
    assert owed.due_at is None or owed.opened_at <= owed.due_at
    assert (owed.due_at is not None) == (allowed is not None and since <= allowed)
    assert asked.events[0].time <= NOW


def test_an_acknowledgement_is_given_once() -> None:
    asked = acknowledgement.request(a_directive().state, KNOWN["NA-STP"], NOW, NOW).state
    wish = AcknowledgementWish.model_validate({"received_at": "2024-04-02T09:59:00+07:00"})
    asked = asked.model_copy(
        update={"obligation": asked.obligation.model_copy(update={"opened_at": NOW - timedelta(hours=1)})}
    )
    given_at = NOW + timedelta(hours=5)
    after = acknowledgement.acknowledge(asked, wish, given_at)
    assert (after.state.status, after.state.obligation.discharged_at) == ("acknowledged", given_at)
    assert after.events[0].payload.before == {
        "version": 1,
        "status": "requested",
        "status_since": "2024-04-02T03:00:00.000000Z",
        "obligation": asked.obligation.model_dump(mode="json"),
        "received_at": None,
    }
    with pytest.raises(IllegalTransition):
        acknowledgement.acknowledge(after.state, wish, given_at)
