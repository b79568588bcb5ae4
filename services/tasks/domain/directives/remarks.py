"""What is worth a second look in a directive. Remarks refuse nothing; they follow from what is kept (FR-X-11, FR-BP-24)."""

from collections.abc import Iterator
from typing import NamedTuple

from services.tasks.domain.directives.document_number import DISPATCH, SORTS, DocumentNumber, doubts
from services.tasks.domain.directives.terminology import WORKING_GROUP_EN, WORKING_GROUP_VI, wrong_terms
from shared.events import DirectiveSnapshot

_WORDS = {
    "number_missing": ("văn bản loại này thường có số", "documents of this sort usually bear a number"),
    "number_form": ("số thường gồm toàn chữ số", "a number usually has digits only"),
    "symbol_form": ("ký hiệu thường có dạng UBND-NC", "a symbol usually looks like UBND-NC"),
    "symbol_spelling": ("ký hiệu thường viết là {usual}", "the symbol is usually spelt {usual}"),
    "unknown_symbol": (
        "ký hiệu không bắt đầu bằng chữ viết tắt tên loại văn bản theo Nghị định 30/2020/NĐ-CP",
        "the symbol does not begin with the abbreviation of the sort of document that Decree 30/2020/NĐ-CP gives",
    ),
    "terminology": (
        f"“{{words}}” được hiểu là {WORKING_GROUP_VI}; “06” là tên đề án, không phải số tỉnh",
        f"“{{words}}” is read as the {WORKING_GROUP_EN}; “06” is part of a name, not a number of provinces",
    ),
}


class Remark(NamedTuple):
    """`code` is stable, the words are not; `unit` is what a wrong term was mapped to."""

    code: str
    field: str
    message_vi: str
    message_en: str
    unit: str | None = None


def remarks(directive: DirectiveSnapshot) -> list[Remark]:
    return [*_of_number(directive), *_of_terms(directive)]


def texts(directive: DirectiveSnapshot) -> Iterator[tuple[str, str | None]]:
    """Every text of it with the field in which it stands."""
    yield from (("subject_vi", directive.subject_vi), ("subject_en", directive.subject_en))
    for place, block in enumerate(directive.blocks):
        yield from ((f"blocks.{place}.title_vi", block.title_vi), (f"blocks.{place}.title_en", block.title_en))
    for place, translation in enumerate(directive.translations):
        yield f"translations.{place}.subject", translation.subject
        yield f"translations.{place}.text", translation.text


def _of_number(directive: DirectiveSnapshot) -> list[Remark]:
    usual = SORTS.get(directive.doc_type, "QĐ")
    if directive.number is None or directive.symbol is None:
        numbered = directive.doc_type == DISPATCH or (directive.doc_type in SORTS and directive.doc_type != "ket_luan")
        return [_remark("number_missing", "number")] if numbered else []
    number = DocumentNumber(directive.number, directive.number_year, directive.symbol)
    fields = {"number_form": "number"}
    return [_remark(code, fields.get(code, "symbol"), usual=usual) for code in doubts(number, directive.doc_type)]


def _of_terms(directive: DirectiveSnapshot) -> list[Remark]:
    unit = next(iter(directive.mentioned_units), None)
    found = [term for field, text in texts(directive) for term in wrong_terms(field, text)]
    return [_remark("terminology", term.field, unit, words=term.words) for term in found]


def _remark(code: str, field: str, unit: str | None = None, **values: str) -> Remark:
    vi, en = _WORDS[code]
    return Remark(code, field, vi.format_map(values), en.format_map(values), unit)
