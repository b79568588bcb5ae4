"""The shapes of the address book in answers."""

from typing import Any, Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.email.addresses import Standing
from services.notifications.domain.email.book import EntryWish
from services.notifications.domain.email.preferences import Choice, Language
from services.notifications.domain.email.rules import NewRules, Rules
from services.notifications.domain.notices import NoticeKind
from services.notifications.usecases.email.book import Listed
from shared.events.envelope import Instant

EXAMPLE: dict[str, Any] = {
    "entries": [
        {"mailbox": "head:NT-STP", "address": "giamdoc.stp@ninhthuan.example"},
        {"mailbox": "role:standing_officer", "address": "thuongtruc@ninhthuan.example"},
    ],
    "note": "Công văn 12/CAT-PV01",
}
RULES_EXAMPLE: dict[str, Any] = {
    "quiet": {"starts_at": "21:00", "ends_at": "07:00"},
    "working_days_only": True,
    "mandatory": ["assigned", "overdue", "escalation"],
    "urgent": ["escalation"],
    "digest_at": "07:30",
    "digest_for": ["chairman", "permanent_vice_chairman", "head"],
    "note": "Quy chế 05/QC-UBND",
}
_DELIVERY = {
    "assigned": "at_once",
    "status_changed": "off",
    "deadline_moved": "at_once",
    "reminder": "at_once",
    "overdue": "at_once",
    "escalation": "at_once",
}
_CHOICES: dict[str, Any] = {"language": "vi", "choices": {"status_changed": "off"}, "delivery": _DELIVERY}
_STANDING = {"asked_at": "2024-10-28T01:00:00.000000Z", "failing_since": None, "reason": None, **_CHOICES}
_ANSWER: dict[str, Any] = {
    "channel": "on",
    "version": 1,
    "set_at": "2024-10-28T01:00:00.000000Z",
    "set_by": "standing_officer@NT-CA",
    "note": "Công văn 12/CAT-PV01",
    "entries": [
        {**EXAMPLE["entries"][0], "state": "verified", "verified_at": "2024-10-28T02:00:00.000000Z", **_STANDING},
        {**EXAMPLE["entries"][1], "state": "unverified", "verified_at": None, **_STANDING},
    ],
}


class EntryAnswer(BaseModel):
    """Nothing but a verification is sent to an address that is not `verified`."""

    mailbox: str
    address: str
    state: Standing
    asked_at: Instant | None = Field(description="When a verification was last sent; its link opens for 7 days")
    verified_at: Instant | None
    failing_since: Instant | None
    reason: str | None = Field(description="Where it is failing: what the mail server answered, as a number")
    language: Language
    choices: dict[NoticeKind, Choice] = Field(
        description="What was chosen for this address; other kinds follow the tenant"
    )
    delivery: dict[NoticeKind, Choice] = Field(description="How each kind that it may be told reaches it now")


class BookAnswer(BaseModel):
    """`version` is 0 where nothing was ever set. `channel` is off where this deployment has no mail server."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})

    channel: Literal["on", "off"]
    version: int
    set_at: Instant | None
    set_by: str | None = Field(description="As a role, never a person")
    note: str | None
    entries: list[EntryAnswer]


def book_answer(listed: Listed, state: Standing | None = None) -> BookAnswer:
    book = listed.book
    entries = [_entry(listed, entry) for entry in book.wish.entries if state in {None, listed.of(entry.address).state}]
    return BookAnswer(
        channel="on" if listed.on else "off",
        version=book.version,
        set_at=book.set_at,
        set_by=book.set_by,
        note=book.wish.note,
        entries=entries,
    )


def tagged(listed: Listed, response: Response, state: Standing | None = None) -> BookAnswer:
    response.headers["etag"] = f'"{listed.book.version}"'
    response.headers["cache-control"] = "no-store"
    return book_answer(listed, state)


def _entry(listed: Listed, entry: EntryWish) -> EntryAnswer:
    address, terms = listed.of(entry.address), listed.terms(entry.address)
    standing = address.model_dump(include={"state", "asked_at", "verified_at", "failing_since", "reason"})
    return EntryAnswer(
        mailbox=entry.mailbox,
        address=entry.address,
        **standing,
        language=address.preferences.language,
        choices=dict(address.preferences.choices),
        delivery={kind: terms.choice(kind) for kind in terms.kinds},
    )


class RulesAnswer(NewRules):
    """`version` is 0 for what everybody starts with."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **RULES_EXAMPLE,
                    "version": 1,
                    "set_at": "2024-10-28T01:00:00.000000Z",
                    "set_by": "standing_officer@NT-CA",
                }
            ]
        }
    )

    version: int
    set_at: Instant | None
    set_by: str | None = Field(description="As a role, never a person")


def rules_answer(rules: Rules) -> RulesAnswer:
    return RulesAnswer(**rules.wish.model_dump(), version=rules.version, set_at=rules.set_at, set_by=rules.set_by)
