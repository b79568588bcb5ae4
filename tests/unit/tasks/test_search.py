"""Searching as people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.search import fold, spellings


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đẩy nhanh tiến độ số hóa", "day nhanh tien do so hoa"),
        ("ĐỀ ÁN 06", "de an 06"),
        ("  định   danh\nđiện tử ", "dinh danh dien tu"),
        ("Tie\u0302\u0301n \u0111o\u0323\u0302", "tien do"),
        ("123/2020/NĐ-CP", "123/2020/nd-cp"),
        ("123 / 2020/ NÐ – CP", "123/2020/nd-cp"),
        ("1470/UBND\u2011NC", "1470/ubnd-nc"),
    ],
)
def test_case_diacritics_and_spaces_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    "sought", ["Nghị định số 123/2020/NĐ-CP", "nghi dinh 123/2020/ND-CP", "123/2020/nd-cp ngày 19"]
)
def test_a_citation_is_found_with_and_without_the_word_for_number(sought: str) -> None:
    """FR-TW-05."""
    known = spellings("Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020")
    assert any(fold(sought) in spelling for spelling in known)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ ", max_size=40))
def test_vietnamese_folds_to_plain_letters_in_either_case(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text)
