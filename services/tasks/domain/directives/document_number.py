"""Number and symbol of a document as Decree 30/2020 writes them; what looks unusual is kept as it is (FR-X-11).

`1470/UBND-NC`: a dispatch, number / issuing agency - drafting unit. `34/CT-TTg`: number / sort of document - agency.
`123/2020/NĐ-CP`: a legal document carries its year in between.
"""

import re
import unicodedata
from dataclasses import dataclass

from services.tasks.domain.search import fold

_SYMBOL = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_FULL = re.compile(
    r"\s*(?:số\s*[:.]?\s*(?=\d))?(?P<number>[^/\s]+)\s*/\s*(?:(?P<year>(?:19|20|21)\d\d)\s*/\s*)?(?P<symbol>\S.*?)\s*",
    re.IGNORECASE,
)
_SLASHES = str.maketrans("∕⁄／", "///")

DISPATCH = "cong_van"
SORTS = {
    "nghi_quyet": "NQ",
    "quyet_dinh": "QĐ",
    "chi_thi": "CT",
    "quy_che": "QC",
    "quy_dinh": "QyĐ",
    "thong_cao": "TC",
    "thong_bao": "TB",
    "huong_dan": "HD",
    "chuong_trinh": "CTr",
    "ke_hoach": "KH",
    "phuong_an": "PA",
    "de_an": "ĐA",
    "du_an": "DA",
    "bao_cao": "BC",
    "bien_ban": "BB",
    "to_trinh": "TTr",
    "hop_dong": "HĐ",
    "cong_dien": "CĐ",
    "nghi_dinh": "NĐ",
    "thong_tu": "TT",
    "ket_luan": "KL",
}
"""Abbreviations of the sorts of documents (annex III of the decree; decrees and circulars by the law on legal documents)."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """`year` only where it stands inside the number."""

    number: str
    year: int | None
    symbol: str

    @property
    def full(self) -> str:
        return "/".join(part for part in (self.number, str(self.year or ""), self.symbol) if part)

    @property
    def key(self) -> str:
        """The same for every way to write it: without case, diacritics, spaces and leading zeros."""
        return f"{fold(self.number).lstrip('0')}/{fold(self.symbol)}"


def parse(full_number: str) -> DocumentNumber | None:
    """None where the text has no slash between something and something. `Số:` before it, as letterheads have it, is no part."""
    found = _FULL.fullmatch(unicodedata.normalize("NFC", full_number).translate(_SLASHES))
    if found is None:
        return None
    year = found["year"]
    return DocumentNumber(found["number"], int(year) if year else None, found["symbol"])


def doubts(number: DocumentNumber, doc_type: str) -> list[str]:
    """Codes of what is not as the decree writes it: number_form, symbol_form, symbol_spelling, unknown_symbol."""
    found = [] if number.number.isdecimal() else ["number_form"]
    if not _SYMBOL.fullmatch(number.symbol):
        return [*found, "symbol_form"]
    return found if doc_type == DISPATCH else [*found, *_doubts_of_sort(number.symbol, doc_type)]


def _doubts_of_sort(symbol: str, doc_type: str) -> list[str]:
    """All sorts but dispatches begin with their own abbreviation."""
    first = re.split(r"[-.]", symbol)[0]
    usual = SORTS.get(doc_type)
    if first == usual or (usual is None and first in SORTS.values()):
        return []
    spelt_alike = {fold(word) for word in ([usual] if usual else SORTS.values())}
    return ["symbol_spelling" if fold(first) in spelt_alike else "unknown_symbol"]
