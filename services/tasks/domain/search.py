"""Searching as people type: without case, diacritics or doubled spaces; đ is a d (FR-BP-22)."""

import unicodedata
from functools import lru_cache

_WITHOUT_MARK = str.maketrans({"đ": "d", "Đ": "d"})


@lru_cache(maxsize=4096)  # a task is searched by the same title after every change of its status
def fold(text: str) -> str:
    """`Đẩy nhanh  số hóa` → `day nhanh so hoa`; to be used on what is searched and on what is sought."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_WITHOUT_MARK))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.casefold().translate(_WITHOUT_MARK).split())
