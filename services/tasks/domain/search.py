"""Searching as people type: without case, diacritics or doubled spaces; đ is a d (FR-BP-22, FR-TW-05)."""

import re
import unicodedata
from functools import lru_cache

_WITHOUT_MARK = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_ANY_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
_SLASH = re.compile(r"\s*/\s*")
_NUMBER_WORD = re.compile(r"\b(?:so|no\.?) (?=\d)")


@lru_cache(maxsize=1024)  # a task is searched by the same title after every change of its status
def fold(text: str) -> str:
    """`Đẩy nhanh  số hóa` → `day nhanh so hoa`, `123 / 2020/NĐ–CP` → `123/2020/nd-cp`; for what is searched and sought."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_WITHOUT_MARK))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    spaced = " ".join(letters.casefold().translate(_WITHOUT_MARK).split())
    return _SLASH.sub("/", _ANY_DASH.sub("-", spaced))


def spellings(citation: str) -> set[str]:
    """A legal document as it is cited, and without the word for "number": people leave it out as often as not (FR-TW-05)."""
    folded = fold(citation)
    return {folded, _NUMBER_WORD.sub("", folded)}
