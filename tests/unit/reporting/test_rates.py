"""Rates are rounded half-up to two decimals, as official reports do."""

import pytest

from services.reporting.domain.tallies import percent


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(6, 38, 15.79), (20, 38, 52.63), (12, 38, 31.58), (33, 43, 76.74), (16, 33, 48.48), (1, 800, 0.13), (3, 3, 100.0)],
)
def test_a_rate_is_rounded_half_up(part: int, whole: int, rate: float) -> None:
    assert percent(part, whole) == rate


def test_there_is_no_rate_of_nothing() -> None:
    assert percent(0, 0) is None
