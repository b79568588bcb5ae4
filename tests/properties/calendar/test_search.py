"""Searching as people type, for any text: without case, diacritics or doubled spaces; đ is a d (FR-BP-22)."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.search import fold
from tests.properties.effort import effort

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " ,-0123456789"))
texts = vietnamese | st.text(st.characters(exclude_categories=("Cs",)))


@effort(300)
@given(text=texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@effort(300)
@given(text=texts, form=st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
def test_it_does_not_matter_how_letters_are_composed(text: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)  # type: ignore[arg-type]


@effort(300)
@given(text=vietnamese)
def test_vietnamese_is_found_without_its_marks_and_in_any_case(text: str) -> None:
    plain = fold(text)
    assert plain.isascii()
    assert fold(text.upper()) == fold(text.lower()) == plain
    assert plain == " ".join(plain.split())


@effort(300)
@given(before=vietnamese, sought=vietnamese, after=vietnamese)
def test_a_part_of_a_text_is_found_in_it(before: str, sought: str, after: str) -> None:
    assert fold(sought) in fold(before + sought + after)
