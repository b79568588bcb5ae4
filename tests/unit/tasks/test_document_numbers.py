"""Number and symbol as Decree 30/2020 writes them; whatever else is written stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.directives.document_number import SORTS, DocumentNumber, doubts, parse


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1470/UBND-NC", DocumentNumber("1470", None, "UBND-NC")),
        ("34/CT-TTg", DocumentNumber("34", None, "CT-TTg")),
        ("123/2020/NĐ-CP", DocumentNumber("123", 2020, "NĐ-CP")),
        (" 06 / QĐ-TTg ", DocumentNumber("06", None, "QĐ-TTg")),
        ("9/3157/UBND", DocumentNumber("9", None, "3157/UBND")),
        ("12a/XYZ 1", DocumentNumber("12a", None, "XYZ 1")),
        ("Số: 2157/UBND-NC", DocumentNumber("2157", None, "UBND-NC")),
        ("số 2157/2020/NĐ-CP", DocumentNumber("2157", 2020, "NĐ-CP")),
        ("2157∕UBND-NC", DocumentNumber("2157", None, "UBND-NC")),
        ("Số/UBND", DocumentNumber("Số", None, "UBND")),
    ],
)
def test_a_number_is_read(written: str, number: DocumentNumber) -> None:
    """FR-X-11."""
    assert parse(written) == number


@pytest.mark.parametrize("written", ["", "1470", "/UBND", "1470/", "không số"])
def test_what_has_no_number_before_a_slash_is_none(written: str) -> None:
    assert parse(written) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("123/2020/NĐ-CP", "123/2020/nd-cp"),
        ("06/QĐ-TTg", "6/QĐ–TTg"),
        ("1470/UBND-NC", "1470 / ubnd - nc"),
        ("2157/UBND-NC", "số 2157⁄UBND‑NC"),
    ],
)
def test_one_document_has_one_key_in_every_spelling(one: str, other: str) -> None:
    """FR-BP-23."""
    first, second = parse(one), parse(other)
    assert first
    assert second
    assert first.key == second.key


@pytest.mark.parametrize(
    ("doc_type", "symbol", "codes"),
    [
        *((sort, f"{abbreviation}-UBND", []) for sort, abbreviation in SORTS.items()),
        ("cong_van", "UBND-NC", []),
        ("cong_van", "VPCP-KSTT.2", []),
        ("cong_van", "UBND NC", ["symbol_form"]),
        ("nghi_dinh", "ND-CP", ["symbol_spelling"]),
        ("chi_thi", "QĐ-TTg", ["unknown_symbol"]),
        ("luat", "QH14", ["unknown_symbol"]),
        ("ket_luan_hop", "KL-UBND", []),
    ],
)
def test_doubts_are_told_by_sort(doc_type: str, symbol: str, codes: list[str]) -> None:
    assert doubts(DocumentNumber("12", None, symbol), doc_type) == codes


_WORDS = st.text(alphabet="ABCĐNTUVXabcđ0123456789-", min_size=1, max_size=12)


@given(st.integers(1, 99_999), st.none() | st.integers(1945, 2100), _WORDS)
def test_what_is_written_is_read_back(number: int, year: int | None, symbol: str) -> None:
    written = DocumentNumber(str(number), year, symbol)
    assert parse(written.full) == written
