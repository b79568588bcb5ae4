"""What somebody enters about a directive; the document types and their names are data, not a closed list."""

from typing import Literal

from pydantic import Field

from services.tasks.domain.deadline import Due
from services.tasks.domain.values import Day, Flag, Identifier, Line, Moment, Text, Wish, Word
from shared.events import Source

_NO_DEADLINE = Due()
Language = Literal["vi", "en"]


class NewBlock(Wish):
    """One content of the directive as its text puts it (FR-BP-02)."""

    id: Identifier
    title_vi: Line
    title_en: Line | None = None
    lead_units: tuple[Identifier, ...] = Field((), max_length=100)
    lead_note_vi: Line | None = Field(None, description="The leads in the text's words where it names no unit")
    coordinating_units: tuple[Identifier, ...] = Field((), max_length=100)
    due: Due = _NO_DEADLINE


class NewTranslation(Wish):
    """The directive in a language as one source has it (FR-BP-22)."""

    language: Language
    subject: Line
    text: Text | None = None
    machine: Flag = Field(False, description="Translated by a machine")
    source_ref: Line | None = None


class TranslationWish(Wish):
    """Further texts and sources of a directive that is known."""

    translations: tuple[NewTranslation, ...] = Field(min_length=1, max_length=20)
    sources: tuple[Line, ...] = Field((), max_length=50)


class NewDirective(Wish):
    """Number and symbol may come apart (`number`, `symbol`) or as one (`full_number`).

    `subject_vi` is needed unless the directive is known already: then its texts and sources are added (FR-BP-23).
    """

    id: Identifier
    doc_type: Word = Field(description="cong_van, ket_luan, ke_hoach, thong_bao, chi_thi, quyet_dinh, …")
    doc_type_vi: Line | None = None
    doc_type_en: Line | None = None
    number: Word | None = Field(None, description="1470, or 123/2020 where the year belongs to it")
    symbol: Word | None = Field(None, description="UBND-NC, CT-TTg, NĐ-CP, …")
    full_number: Word | None = Field(None, description="1470/UBND-NC")
    issued_date: Day
    issued_date_basis: Line | None = None
    published_at: Moment | None = None
    issuer_unit: Identifier
    signer_role_vi: Line | None = None
    signer_role_en: Line | None = None
    subject_vi: Line | None = None
    subject_en: Line | None = None
    principle: Line | None = None
    legal_basis: tuple[Line, ...] = Field((), max_length=100)
    deadline_stated: Flag | None = None
    blocks: tuple[NewBlock, ...] = Field((), max_length=200)
    parent_directive: Identifier | None = None
    addressees: tuple[Identifier, ...] = Field((), max_length=2000, description="Units that have to acknowledge it")
    acknowledge_by: Day | None = Field(None, description="With it, every unit that is assigned work acknowledges, too")
    translations: tuple[NewTranslation, ...] = Field((), max_length=20)
    sources: tuple[Line, ...] = Field((), max_length=50, description="Further texts that it is taken from")
    source: Source = Source.ENTERED
    source_ref: Line | None = None
