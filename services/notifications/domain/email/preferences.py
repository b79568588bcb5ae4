"""What an address has chosen, within what its tenant makes mandatory: the language, and what comes at once, in the digest, never.

Nobody's choice outlives the rules: what has become mandatory since then arrives.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.email.errors import Fault, InvalidWish
from services.notifications.domain.email.rules import NewRules, Office
from services.notifications.domain.notices import NoticeKind
from services.notifications.domain.phrases import Said

Language = Literal["vi", "en"]


class Choice(StrEnum):
    """How notices of a kind reach an address."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    OFF = "off"


NAMES: Mapping[NoticeKind, Said] = {
    NoticeKind.ASSIGNED: Said("Được giao việc", "Work is assigned"),
    NoticeKind.INVITED: Said("Mời họp, mời làm việc", "Invitations to sessions"),
    NoticeKind.STATUS_CHANGED: Said("Tình trạng thay đổi", "A status has changed"),
    NoticeKind.DEADLINE_MOVED: Said("Thời hạn thay đổi", "A deadline was moved"),
    NoticeKind.REMINDER: Said("Nhắc trước hạn", "Reminders before a deadline"),
    NoticeKind.OVERDUE: Said("Việc quá hạn", "Overdue work"),
    NoticeKind.ESCALATION: Said("Báo cáo lên cấp trên", "Escalations"),
    NoticeKind.ENDPOINT_DISABLED: Said("Điểm nhận tích hợp bị tắt", "An endpoint is disabled"),
    NoticeKind.ADDRESS_FAILING: Said("Địa chỉ thư không nhận được", "An address takes no mails"),
}
_OF_AGENCIES = frozenset({NoticeKind.ENDPOINT_DISABLED, NoticeKind.ADDRESS_FAILING})
_AGENCIES = frozenset({Office.STANDING_OFFICER, Office.CENTRAL_OFFICER})


class Preferences(BaseModel):
    """Kinds that are not named follow the tenant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language = Field(default="vi", description="Of the mails to this address")
    choices: Mapping[NoticeKind, Choice] = Field(
        default_factory=dict, description="By kind of notice; kinds that are not named follow the tenant's rules"
    )


class Terms(NamedTuple):
    """What holds for one address: the tenant's rules, whose mailboxes it reads, and what it has chosen."""

    rules: NewRules
    offices: Collection[Office]
    preferences: Preferences

    @property
    def kinds(self) -> list[NoticeKind]:
        """Those that may be told to it."""
        return [kind for kind in NoticeKind if kind not in _OF_AGENCIES or not _AGENCIES.isdisjoint(self.offices)]

    def usual(self, kind: NoticeKind) -> Choice:
        """Where nothing was chosen."""
        reads_digest = not set(self.offices).isdisjoint(self.rules.digest_for)
        return Choice.DIGEST if reads_digest and kind not in self.rules.urgent else Choice.AT_ONCE

    def choice(self, kind: NoticeKind) -> Choice:
        chosen = self.preferences.choices.get(kind)
        return chosen if chosen in self.open_to(kind) else self.usual(kind)

    def open_to(self, kind: NoticeKind) -> list[Choice]:
        """What may be chosen."""
        if kind in self.rules.urgent:
            return [Choice.AT_ONCE]
        return [Choice.AT_ONCE, Choice.DIGEST] if kind in self.rules.mandatory else list(Choice)

    @property
    def in_digest(self) -> list[NoticeKind]:
        return [kind for kind in self.kinds if self.choice(kind) is Choice.DIGEST]

    def may_turn_off(self, kinds: Collection[NoticeKind]) -> bool:
        """All of them."""
        return bool(kinds) and all(Choice.OFF in self.open_to(kind) for kind in kinds)

    def check(self, wish: Preferences) -> None:
        """Raises InvalidWish, naming each kind that cannot be had like that."""
        if faults := list(self._faults(wish)):
            raise InvalidWish(faults)

    def _faults(self, wish: Preferences) -> Iterator[Fault]:
        for kind, chosen in wish.choices.items():
            if chosen in self.open_to(kind):
                continue
            name, at = NAMES[kind], f"choices.{kind.value}"
            if kind in self.rules.urgent:
                yield Fault(
                    at, "urgent_kind", Said(f"“{name.vi}” luôn được gửi ngay", f"“{name.en}” is always sent at once")
                )
            else:
                said = Said(
                    f"“{name.vi}” là bắt buộc, không tắt được", f"“{name.en}” is mandatory and cannot be turned off"
                )
                yield Fault(at, "mandatory_kind", said)

    def without(self, kinds: Collection[NoticeKind]) -> Preferences:
        """With those turned off, as far as that may be."""
        off = {kind: Choice.OFF for kind in kinds if self.may_turn_off([kind])}
        return self.preferences.model_copy(update={"choices": {**self.preferences.choices, **off}})
