"""Everything that people are told has words in both languages."""

from typing import get_args

from services.tasks.api.problems import FIELD_REFUSALS, TRANSLATIONS
from services.tasks.domain.errors import FieldRefused, Refusal
from services.tasks.domain.telling import STATUS_WORDS
from services.tasks.domain.works.steps import AnyStatus


def subclasses(error: type[Exception]) -> set[type[Exception]]:
    return {error}.union(*(subclasses(narrower) for narrower in error.__subclasses__()))


def test_every_status_has_words() -> None:
    assert set(STATUS_WORDS) == set(get_args(AnyStatus))


def test_every_refusal_of_a_field_has_a_code_and_words() -> None:
    assert subclasses(FieldRefused) - {FieldRefused} == set(FIELD_REFUSALS)
    assert len({code for code, _ in FIELD_REFUSALS.values()}) == len(FIELD_REFUSALS)


def test_every_refusal_is_answered_by_a_problem() -> None:
    for refusal in subclasses(Refusal) - {Refusal}:
        assert any(issubclass(refusal, answered) for answered in TRANSLATIONS), refusal
