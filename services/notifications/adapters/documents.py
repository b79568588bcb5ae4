"""Notices and obligations as documents, and back. Written by hand: a batch of events makes thousands of them."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from pydantic import BaseModel

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Acknowledged, Message, Notice, NoticeKind, Owed, Part
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.phrases import Said
from shared.calendar import Precision, from_wire, to_wire
from shared.storage import Document
from shared.tenancy import TenantId

# A batch repeats few instants: of its events, of deadlines, of the steps towards them.
_wire = lru_cache(maxsize=1024)(to_wire)


def notice_document(notice: Notice) -> Document:
    """`mark` is the serial of the last mark of the mailbox's book that was carried out on it."""
    return {
        "id": notice.id,
        "mailbox": notice.mailbox,
        "kind": notice.kind.value,
        "part": notice.part.value,
        "mark": 0,
        **read_state(_text(notice.read_at)),
        **_message_document(notice.message),
    }


# The notices of one event share their message, and come together.
@lru_cache(maxsize=64)
def _message_document(message: Message) -> Mapping[str, Any]:
    """`arrival` sorts an inbox: by time of telling, and by event where several were told at once."""
    created_at = to_wire(message.created_at)
    return {
        "arrival": f"{created_at}/{message.sequence:012d}",
        "subject": message.subject,
        "title": message.title._asdict(),
        "text": message.text._asdict(),
        "created_at": created_at,
        "effective_at": to_wire(message.effective_at),
        "sequence": message.sequence,
        "obligation": _owed_document(message.obligation),
        "sample": message.sample,
    }


def _owed_document(owed: Owed) -> Document:
    document = {
        "id": owed.id,
        "due_at": _text(owed.due_at),
        "due_precision": owed.due_precision.value,
        "step": owed.step,
    }
    return document if owed.tenant is None else {**document, "tenant": owed.tenant}


def notice_of(document: Document) -> Notice:
    message = Message(
        subject=document["subject"],
        title=Said(**document["title"]),
        text=Said(**document["text"]),
        created_at=from_wire(document["created_at"]),
        effective_at=from_wire(document["effective_at"]),
        sequence=document["sequence"],
        obligation=_owed_of(document["obligation"]),
        sample=document["sample"],
    )
    return Notice(
        id=document["id"],
        mailbox=Mailbox(document["mailbox"]),
        kind=NoticeKind(document["kind"]),
        part=Part(document["part"]),
        message=message,
        read_at=_instant(document["read_at"]),
        acknowledged=_acknowledged_of(document.get("acknowledged")),
    )


def _owed_of(document: Document) -> Owed:
    tenant = document.get("tenant")
    return Owed(
        document["id"],
        _instant(document["due_at"]),
        Precision(document["due_precision"]),
        document["step"],
        TenantId(tenant) if tenant else None,
    )


def acknowledgement_document(said: Acknowledged) -> Document:
    return {"at": to_wire(said.at), "by": said.by, "note": said.note}


def _acknowledged_of(document: Document | None) -> Acknowledged | None:
    return Acknowledged(from_wire(document["at"]), document["by"], document["note"]) if document else None


def read_state(read_at: str | None) -> Document:
    """The fields that change when a notice is read; `unread` is there for the index."""
    return {"read_at": read_at, "unread": read_at is None}


def obligation_document(obligation: Obligation) -> Document:
    return {
        "id": obligation.id,
        "sequence": obligation.sequence,
        "noun": {"vi": obligation.noun.vi, "en": obligation.noun.en},
        "title": {"vi": obligation.title.vi, "en": obligation.title.en},
        "owner_unit": obligation.owner_unit,
        "coordinating_units": list(obligation.coordinating_units),
        "status": obligation.status,
        "open": obligation.open,
        "sample": obligation.sample,
        "opened_at": _wire(obligation.opened_at),
        "due_at": _text(obligation.due_at),
        "due_precision": obligation.due_precision.value,
        "recorded_at": _wire(obligation.recorded_at),
        "learned_at": _wire(obligation.learned_at),
        "fired": list(obligation.fired),
        "next_step_at": _text(obligation.next_step_at),
        "kind": obligation.kind,
        "acknowledged": list(obligation.acknowledged),
        "ladder": obligation.ladder,
    }


def obligation_of(document: Document) -> Obligation:
    return Obligation(
        id=document["id"],
        sequence=document["sequence"],
        noun=Said(**document["noun"]),
        title=Said(**document["title"]),
        owner_unit=document["owner_unit"],
        coordinating_units=tuple(document["coordinating_units"]),
        status=document["status"],
        open=document["open"],
        sample=document["sample"],
        opened_at=from_wire(document["opened_at"]),
        due_at=_instant(document["due_at"]),
        due_precision=Precision(document["due_precision"]),
        recorded_at=from_wire(document["recorded_at"]),
        learned_at=from_wire(document["learned_at"]),
        fired=tuple(document["fired"]),
        next_step_at=_instant(document["next_step_at"]),
        kind=document.get("kind", ""),
        acknowledged=tuple(document.get("acknowledged", ())),
        ladder=document.get("ladder") or 0,
    )


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else _wire(instant)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else from_wire(text)


class Edition(Protocol):
    """What a tenant has set, as a whole; a new one takes the place of the one before."""

    @property
    def version(self) -> int: ...
    @property
    def wish(self) -> BaseModel: ...
    @property
    def set_at(self) -> datetime | None: ...
    @property
    def set_by(self) -> str | None: ...


def edition_document(key: str, edition: Edition) -> Document:
    return {
        "id": key,
        "version": edition.version,
        "wish": edition.wish.model_dump(mode="json"),
        "set_at": to_wire(edition.set_at) if edition.set_at else None,
        "set_by": edition.set_by,
    }
