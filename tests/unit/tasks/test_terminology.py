"""Wrong terms: the working group of a province is not one "of 06 provinces" (FR-BP-24, AMB-01)."""

import pytest

from services.tasks.domain.directives.terminology import wrong_terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the Working Group of 06 provinces met", "Working Group of 06 provinces"),
        (
            "the Project Implementation Working Group of 06 provinces",
            "Project Implementation Working Group of 06 provinces",
        ),
        ("the Working Group of Project 06 provinces", "Working Group of Project 06 provinces"),
        (
            "the working  group for the implementation of 6 provinces",
            "working  group for the implementation of 6 provinces",
        ),
        ("Tổ công tác 06 tỉnh họp", "Tổ công tác 06 tỉnh"),
        ("Tổ công tác của 6 tỉnh", "Tổ công tác của 6 tỉnh"),
    ],
)
def test_a_wrong_term_is_found_in_its_own_words(text: str, words: str) -> None:
    assert [(term.field, term.words) for term in wrong_terms("subject_en", text)] == [("subject_en", words)]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Tổ công tác triển khai Đề án 06 tỉnh",
        "Provincial Project 06 Implementation Working Group",
        "The working group reported. Of 06 provinces, three answered.",
        "16 provinces",
        "06 tỉnh miền núi",
    ],
)
def test_right_terms_and_real_counts_are_left_alone(text: str | None) -> None:
    assert wrong_terms("text", text) == []
