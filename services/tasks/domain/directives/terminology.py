"""Wrong terms that machine translations bring, and what they stand for: "06" is part of a name, never a count (FR-BP-24)."""

import re
from typing import NamedTuple

_BEFORE_SIX = r"(?:working\s+group|task\s+force)\b[^.;:\n]{0,80}?\b(?:of|for|in)\s+(?:the\s+)?(?:project\s+)?"
_WORKING_GROUP = re.compile(rf"(?:project\s+implementation\s+)?{_BEFORE_SIX}0?6\s+provinces\b", re.IGNORECASE)
_TO_CONG_TAC = re.compile(r"tổ\s+công\s+tác\s+(?:của\s+)?0?6\s+tỉnh\b", re.IGNORECASE)

WORKING_GROUP_VI = "Tổ công tác triển khai Đề án 06 tỉnh"
WORKING_GROUP_EN = "Provincial Project 06 Implementation Working Group"


class WrongTerm(NamedTuple):
    """Words of a text that mean the province's own working group (glossary 3, AMB-01)."""

    field: str
    words: str


def wrong_terms(field: str, text: str | None) -> list[WrongTerm]:
    """Where the text speaks of a working group "of 06 provinces"; there is one such group in each province."""
    if not text:
        return []
    return [
        WrongTerm(field, found[0]) for pattern in (_WORKING_GROUP, _TO_CONG_TAC) for found in pattern.finditer(text)
    ]
