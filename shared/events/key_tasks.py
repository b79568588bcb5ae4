"""Contracts of centrally issued key tasks: the catalogue in versions, and what a province makes of it (FR-BP-16, FR-BP-17)."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot, Source
from shared.tenancy import Role

KeyTaskStatus = Literal["under_study", "proposed", "selected", "not_selected", "in_implementation"]


class KeyTaskRef(Contract):
    """The item of a catalogue that a local task carries out: a link, never a copy of its words (FR-BP-16)."""

    catalogue: str = Field(description="Catalogue of the central level")
    item: str = Field(description="Code of the item in it")
    version: int = Field(description="Version of the catalogue that was decided on")


class Wording(Contract):
    """What an item said before."""

    until: int = Field(description="Version of the catalogue that says it differently")
    title_vi: str | None = Field(default=None, description="Title in Vietnamese; null: it was not known")
    title_en: str | None = Field(default=None, description="Title in English")
    content_vi: str | None = Field(default=None, description="What is to be done; null: it was not known")


class KeyTask(Contract):
    """One item. A code stands for one thing for good; what the source does not say is null, never made up."""

    code: str = Field(description="Unique in its catalogue, the same in every version")
    order: int = Field(description="Place in the catalogue")
    title_vi: str | None = Field(default=None, description="Title in Vietnamese; null: it is not known")
    title_en: str | None = Field(default=None, description="Title in English")
    content_vi: str | None = Field(default=None, description="What is to be done; null: it is not known")
    note: str | None = Field(default=None, description="A remark for readers")
    source: Source = Field(description="Where its words come from; synthetic ones are shown as sample data")
    added_in: int = Field(description="Version that brought it")
    changed_in: int = Field(description="Version that gave it its present words")
    withdrawn_in: int | None = Field(default=None, description="Version that no longer has it; null: it is in force")
    earlier: tuple[Wording, ...] = Field(default=(), description="What it said before, oldest first")


class KeyCatalogueSnapshot(Snapshot):
    """A catalogue of key tasks; `version` is the version of its items. Every province may read it."""

    title_vi: str = Field(description="Title in Vietnamese")
    title_en: str | None = Field(default=None, description="Title in English")
    owner_unit: str | None = Field(default=None, description="Unit that issues it")
    document: str | None = Field(default=None, description="Document that states it")
    stated_count: int | None = Field(default=None, description="How many items the source states, known or not")
    items: tuple[KeyTask, ...] = Field(description="Every item that any version had, in order")


class CatalogueChange(Contract):
    """What a new version brings, as codes."""

    added: tuple[str, ...] = Field(default=(), description="Items that the version before did not have")
    changed: tuple[str, ...] = Field(default=(), description="Items whose words differ")
    withdrawn: tuple[str, ...] = Field(default=(), description="Items that it no longer has")
    document: str | None = Field(default=None, description="Document that states it")
    reason: str | None = Field(default=None, description="Why")


class KeyCatalogueIssued(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.key-catalogue.issued.v1"
    after: KeyCatalogueSnapshot


class KeyCatalogueRevised(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.key-catalogue.revised.v1"
    after: KeyCatalogueSnapshot
    change: CatalogueChange


class KeyTaskChoice(Contract):
    """What the province makes of one item."""

    item: str = Field(description="Code of the item")
    status: KeyTaskStatus = Field(description="From study to implementation (FR-BP-17)")
    since: Instant = Field(description="Since when it has that status")
    catalogue_version: int = Field(description="Version of the catalogue in which the item was last looked at")
    note: str | None = Field(default=None, description="Whether it suits local reality, as the study says")
    reason: str | None = Field(default=None, description="Why it was proposed, selected or not selected")
    document: str | None = Field(default=None, description="Document of the last step")
    role: Role = Field(description="Who took the last step, as a role")
    task: str | None = Field(default=None, description="Local task that carries it out, once it is selected")


class KeySelectionSnapshot(Snapshot):
    """A province's selection from one catalogue, under the catalogue's id; the items' words stay in the catalogue."""

    catalogue_version: int = Field(description="Newest version of the catalogue that was studied")
    proposing_unit: str | None = Field(default=None, description="Unit that studies and proposes")
    deciding_units: tuple[str, ...] = Field(default=(), description="Units on whose behalf it is decided")
    choices: tuple[KeyTaskChoice, ...] = Field(description="Items that are or were studied, in the catalogue's order")


class SelectionChange(Contract):
    """One step, for one or more items."""

    items: tuple[str, ...] = Field(description="Codes of the items that it concerns")
    what: Literal["study", "proposal", "decision", "implementation"] = Field(description="Which step")
    reason: str | None = Field(default=None, description="Why")
    document: str | None = Field(default=None, description="Document that it rests on")


class KeySelectionChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.key-selection.changed.v1"
    after: KeySelectionSnapshot
    change: SelectionChange


EVENTS = (
    EventType(
        KeyCatalogueIssued,
        "catalogue id",
        ("gateway",),
        "The central level issues a catalogue of key tasks.",
        "Trung ương ban hành danh mục nhiệm vụ trọng tâm.",
    ),
    EventType(
        KeyCatalogueRevised,
        "catalogue id",
        ("gateway",),
        "A catalogue of key tasks gets its next version.",
        "Danh mục nhiệm vụ trọng tâm có phiên bản mới.",
    ),
    EventType(
        KeySelectionChanged,
        "catalogue id",
        ("gateway",),
        "A province studies, proposes, decides on or implements items of a catalogue of key tasks.",
        "Tỉnh nghiên cứu, đề xuất, lựa chọn hoặc triển khai nhiệm vụ trọng tâm của danh mục.",
    ),
)
