"""What an address may choose: anything but to turn off what its tenant makes mandatory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.email.errors import InvalidWish
from services.notifications.domain.email.preferences import NAMES, Choice, Preferences, Terms
from services.notifications.domain.email.rules import STARTING, NewRules, Office
from services.notifications.domain.notices import NoticeKind

KINDS = st.frozensets(st.sampled_from(NoticeKind))
CHOICES = st.dictionaries(st.sampled_from(NoticeKind), st.sampled_from(Choice))
OFFICES = st.frozensets(st.sampled_from(Office), min_size=1)


@st.composite
def some_terms(draw: st.DrawFn) -> Terms:
    mandatory = draw(KINDS)
    urgent = frozenset(draw(st.lists(st.sampled_from(sorted(mandatory))))) if mandatory else frozenset()
    rules = {"mandatory": tuple(mandatory), "urgent": tuple(urgent), "digest_for": tuple(draw(OFFICES))}
    wish: NewRules = STARTING.model_copy(update=rules)
    return Terms(wish, draw(OFFICES), Preferences(choices=draw(CHOICES)))


@given(some_terms())
def test_whatever_was_chosen_before_what_is_mandatory_arrives(terms: Terms) -> None:
    for kind in NoticeKind:
        assert terms.choice(kind) in terms.open_to(kind)
        assert kind not in terms.rules.mandatory or terms.choice(kind) is not Choice.OFF
        assert kind not in terms.rules.urgent or terms.choice(kind) is Choice.AT_ONCE


@given(some_terms(), CHOICES)
def test_what_is_accepted_holds_and_what_is_refused_is_named(terms: Terms, choices: dict[NoticeKind, Choice]) -> None:
    wish = Preferences(choices=choices)
    try:
        terms.check(wish)
    except InvalidWish as refused:
        wrong = {kind for kind, chosen in choices.items() if chosen not in terms.open_to(kind)}
        assert {fault.field for fault in refused.faults} == {f"choices.{kind}" for kind in wrong}
    else:
        assert {kind: terms._replace(preferences=wish).choice(kind) for kind in choices} == choices


@given(some_terms(), KINDS)
def test_a_click_ends_what_may_be_ended_and_nothing_else(terms: Terms, kinds: frozenset[NoticeKind]) -> None:
    after = terms._replace(preferences=terms.without(kinds))
    for kind in NoticeKind:
        ended = kind in kinds and kind not in terms.rules.mandatory
        assert after.choice(kind) is (Choice.OFF if ended else terms.choice(kind))


def test_leaders_read_a_digest_unless_they_choose_otherwise() -> None:
    chairman, head = (Terms(STARTING, {office}, Preferences()) for office in (Office.CHAIRMAN, Office.HEAD))
    assert (chairman.choice(NoticeKind.ASSIGNED), head.choice(NoticeKind.ASSIGNED)) == (Choice.DIGEST, Choice.AT_ONCE)
    assert head.in_digest == []
    other = chairman._replace(preferences=Preferences(choices={NoticeKind.ASSIGNED: Choice.AT_ONCE}))
    assert other.choice(NoticeKind.ASSIGNED) is Choice.AT_ONCE


def test_a_refusal_names_the_mandatory_kind_in_both_languages() -> None:
    terms = Terms(STARTING, {Office.HEAD}, Preferences())
    with pytest.raises(InvalidWish) as refused:
        terms.check(Preferences(choices={NoticeKind.OVERDUE: Choice.OFF}))
    (fault,) = refused.value.faults
    name = NAMES[NoticeKind.OVERDUE]
    assert (name.vi in fault.message.vi, name.en in fault.message.en) == (True, True)


def test_every_kind_of_notice_has_a_name() -> None:
    assert set(NAMES) == set(NoticeKind)
