"""Contracts of directives: what was issued, in which languages it is known, what it links to, and who acknowledged it."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.calendar import Precision
from shared.events.envelope import Instant
from shared.events.event_types import EVERYONE, EventType
from shared.events.obligations import Duty, DutyEvent
from shared.events.payloads import Contract, Payload, Snapshot

Language = Literal["vi", "en"]
LinkKind = Literal["task", "directive"]


class Block(Contract):
    """One content of a directive as its text puts it; tasks name the block that they carry out (FR-BP-02)."""

    id: str = Field(description="Unique in the directive")
    title_vi: str = Field(description="What it asks for, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    lead_units: tuple[str, ...] = Field(default=(), description="Units that the text names to lead it")
    lead_note_vi: str | None = Field(default=None, description="The leads in the text's words where it names no unit")
    coordinating_units: tuple[str, ...] = Field(default=(), description="Units that the text names to help")
    due_date: date | None = Field(default=None, description="Any day of the stated period; null: none is stated")
    due_precision: Precision = Field(default=Precision.NONE, description="How exactly that is stated")


class Translation(Contract):
    """The directive in a language as one source has it; the Vietnamese subject stays authoritative (FR-BP-22)."""

    language: Language = Field(description="Language of this text")
    subject: str = Field(description="The subject in that language")
    text: str | None = Field(default=None, description="The body in that language, as far as it is known")
    machine: bool = Field(default=False, description="Translated by a machine")
    source_ref: str | None = Field(default=None, description="The text or document that it is taken from")


class DirectiveSnapshot(Snapshot):
    """A dispatch, conclusion, plan, notice or another document that directs work (FR-BP-01, FR-X-11)."""

    doc_type: str = Field(description="Sort of document, such as cong_van, ket_luan, chi_thi; not a closed list")
    doc_type_vi: str | None = Field(default=None, description="What the sort is called in Vietnamese")
    doc_type_en: str | None = Field(default=None, description="The same in English")
    number: str | None = Field(default=None, description="Running number, such as 1470; null: it bears none")
    number_year: int | None = Field(default=None, description="Year inside the number, as in 123/2020/NĐ-CP")
    symbol: str | None = Field(default=None, description="Symbol, such as UBND-NC")
    full_number: str | None = Field(default=None, description="Number and symbol together, such as 1470/UBND-NC")
    issued_date: date = Field(description="Day that the document bears; clocks start with its first instant (FR-BP-21)")
    issued_date_basis: str | None = Field(default=None, description="What the day rests on where no text states it")
    published_at: Instant | None = Field(default=None, description="When the public could read of it")
    recorded_at: Instant = Field(description="When it was entered here")
    issuer_unit: str = Field(description="Unit that issued it")
    signer_role_vi: str | None = Field(default=None, description="Role of the signer; never a person's name")
    signer_role_en: str | None = Field(default=None, description="The same in English")
    subject_vi: str = Field(description="Subject in Vietnamese, which is authoritative (FR-BP-22)")
    subject_en: str | None = Field(default=None, description="Subject in English")
    principle: str | None = Field(default=None, description="Name of a principle that it invokes (FR-BP-15)")
    legal_basis: tuple[str, ...] = Field(default=(), description="Legal documents that it rests on (FR-TW-05)")
    deadline_stated: bool | None = Field(default=None, description="Whether its text states a deadline; null: unknown")
    blocks: tuple[Block, ...] = Field(default=(), description="Its contents (FR-BP-02)")
    parent_directive: str | None = Field(default=None, description="Directive of the same tenant that it carries out")
    addressees: tuple[str, ...] = Field(default=(), description="Units that it is sent to and that acknowledge it")
    acknowledge_by: date | None = Field(default=None, description="Last day on which its units acknowledge it in time")
    mentioned_units: tuple[str, ...] = Field(
        default=(), description="Units that its texts name by a wrong term of the glossary (FR-BP-24)"
    )
    translations: tuple[Translation, ...] = Field(
        default=(), description="Further texts, in the order of their arrival"
    )
    sources: tuple[str, ...] = Field(default=(), description="All texts and documents that it was taken from")


class DirectiveIssued(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.directive.issued.v1"
    after: DirectiveSnapshot


class TranslationsAdded(Contract):
    """What a further import brought."""

    translations: tuple[Translation, ...] = Field(description="Those that were not known yet")


class DirectiveTranslationAdded(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.directive.translation-added.v1"
    after: DirectiveSnapshot
    change: TranslationsAdded


class SourcesAdded(Contract):
    """Where the same directive was found again."""

    sources: tuple[str, ...] = Field(description="Those that were not known yet")


class DirectiveSourceAdded(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.directive.source-added.v1"
    after: DirectiveSnapshot
    change: SourcesAdded


class LinkSnapshot(Snapshot):
    """A directive refers to a task or directive, of its own tenant or of the central level; nothing is added up (FR-NT-06)."""

    directive: str = Field(description="The directive that refers")
    block: str | None = Field(default=None, description="The block of it that refers")
    target_kind: LinkKind = Field(description="What is referred to")
    target_tenant: str = Field(description="Own tenant, or the central level")
    target: str = Field(description="Id in that tenant; not checked where it is not the own one")


class DirectiveLinked(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.directive.linked.v1"
    after: LinkSnapshot


class AcknowledgementSnapshot(Duty):
    """One unit's acknowledgement of one directive; statuses are `requested` and `acknowledged`."""

    directive: str = Field(description="The directive that is acknowledged")
    received_at: Instant | None = Field(default=None, description="When the document reached the unit")
    incoming_number: str | None = Field(default=None, description="Number in the unit's book of incoming documents")
    note: str | None = Field(default=None, description="What the unit wrote")


class AcknowledgementRequested(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.acknowledgement.requested.v1"
    after: AcknowledgementSnapshot


class AcknowledgementGiven(DutyEvent):
    TYPE: ClassVar[str] = "vn.tiendo.acknowledgement.given.v1"
    after: AcknowledgementSnapshot


EVENTS = (
    EventType(
        DirectiveIssued,
        "directive id",
        ("gateway",),
        "A directive is entered for the first time, with its number, symbol and day of issue.",
        "Một văn bản chỉ đạo được nhập lần đầu, có số, ký hiệu và ngày ban hành.",
    ),
    EventType(
        DirectiveTranslationAdded,
        "directive id",
        ("gateway",),
        "A known directive arrives in another language or wording; it is not issued again.",
        "Văn bản đã có được nhập thêm bản ngôn ngữ khác; không phát sự kiện ban hành lần hai.",
    ),
    EventType(
        DirectiveSourceAdded,
        "directive id",
        ("gateway",),
        "A known directive is found in a further source.",
        "Văn bản đã có được ghi nhận thêm nguồn.",
    ),
    EventType(
        DirectiveLinked,
        "link id",
        ("gateway",),
        "A directive, or a block of it, refers to a task or directive of its tenant or of the central level.",
        "Văn bản, hoặc một nội dung của nó, liên kết tới nhiệm vụ hay văn bản của tỉnh hoặc của Trung ương.",
    ),
    EventType(
        AcknowledgementRequested,
        "acknowledgement id",
        EVERYONE,
        "A unit has to acknowledge a directive that is addressed or assigned to it.",
        "Đơn vị phải xác nhận tiếp nhận văn bản gửi đến hoặc giao việc cho mình.",
    ),
    EventType(
        AcknowledgementGiven,
        "acknowledgement id",
        EVERYONE,
        "The unit acknowledges the directive.",
        "Đơn vị xác nhận đã tiếp nhận văn bản.",
    ),
)
