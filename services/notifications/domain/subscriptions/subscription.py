"""A subscription: an endpoint of an integrator, what it wants to hear, and its secrets. Verbs give the changed one back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.subscriptions.errors import LastSecret, NotVerified, TwoSecretsLive
from services.notifications.domain.subscriptions.progress import Progress
from shared.events.envelope import Instant

_MOST_LIVE = 2


class State(StrEnum):
    """`pending`: the endpoint has not answered the challenge. `disabled`: by us, as `reason` says."""

    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"


class Secret(BaseModel):
    """`sealed` can be opened with the deployment's key only; after `ends_at` nothing is signed with it."""

    model_config = ConfigDict(frozen=True)

    number: int
    sealed: str
    made_at: Instant
    ends_at: Instant | None = None


class Wish(BaseModel):
    """What its owner decides. Without `units` events about any unit are meant."""

    model_config = ConfigDict(frozen=True)

    url: str
    types: tuple[str, ...]
    units: tuple[str, ...] = ()
    description: str = ""


class Subscription(BaseModel):
    """`owner` is the subject of the integrator's token, None where the standing agency keeps it.

    `fingerprint` is of the request that made it; `revision` is the store's, moved by every write. `newest_secret`: the number of
    the youngest secret that there ever was, which may have been dropped since.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str | None
    wish: Wish
    state: State = State.PENDING
    reason: str | None = None
    secrets: tuple[Secret, ...] = ()
    newest_secret: int = 0
    created_at: Instant
    fingerprint: str | None = None
    version: int = 1
    progress: Progress = Progress()
    revision: int = 0

    def live(self, now: datetime) -> tuple[Secret, ...]:
        """Those that sign now, newest first."""
        return tuple(secret for secret in self.secrets if secret.ends_at is None or secret.ends_at > now)

    @property
    def next_secret(self) -> int:
        """Never a number that was used before: whoever drops a secret once more, late, must not meet a younger one."""
        return max([self.newest_secret, *(secret.number for secret in self.secrets)]) + 1

    def changed(self, wish: Wish) -> "Subscription":
        """Another address has to answer the challenge anew."""
        moved = wish.url != self.wish.url
        state = State.PENDING if moved else self.state
        return self._next(wish=wish, state=state, reason=None if moved else self.reason)

    def verified(self) -> "Subscription":
        if self.state is not State.PENDING:
            return self
        return self._next(state=State.ACTIVE, progress=self.progress.begun_anew())

    def paused(self) -> "Subscription":
        """What happens meanwhile waits in the journal. Raises NotVerified."""
        self.require_verified()
        return self if self.state is State.PAUSED else self._next(state=State.PAUSED, reason=None)

    def resumed(self) -> "Subscription":
        """Goes on behind the last event that was settled. Raises NotVerified."""
        self.require_verified()
        if self.state is State.ACTIVE:
            return self
        return self._next(state=State.ACTIVE, reason=None, progress=self.progress.begun_anew())

    def disabled(self, reason: str) -> "Subscription":
        return self._next(state=State.DISABLED, reason=reason)

    def replayed(self, after: int) -> "Subscription":
        """Hears again what follows that number."""
        return self._next(progress=self.progress.moved_to(after))

    def with_secret(self, secret: Secret, old_for: timedelta) -> "Subscription":
        """Both sign for so long, so that the receiver changes over without losing anything. Raises TwoSecretsLive.

        Where that is no time at all the old one is gone for good: no clock that is put back may bring it to life again.
        """
        live = self.live(secret.made_at)
        if len(live) >= _MOST_LIVE:
            raise TwoSecretsLive
        ending = tuple(old.model_copy(update={"ends_at": secret.made_at + old_for}) for old in live if old_for)
        return self._next(secrets=(secret, *ending), newest_secret=secret.number)

    def without_secret(self, number: int, now: datetime) -> "Subscription":
        """Raises LastSecret. One that is gone already changes nothing."""
        live = self.live(now)
        left = tuple(secret for secret in live if secret.number != number)
        if not left:
            raise LastSecret
        if len(left) == len(live):
            return self
        # The one that stays was perhaps about to end: it is the only one now.
        return self._next(secrets=tuple(secret.model_copy(update={"ends_at": None}) for secret in left))

    def with_secrets_sealed(self, sealed_anew: Callable[[Secret], str | None]) -> "Subscription":
        """The same secrets under another seal, where `sealed_anew` gives one. Nothing that anybody outside could see."""
        after = tuple(
            secret.model_copy(update={"sealed": sealed}) if (sealed := sealed_anew(secret)) else secret
            for secret in self.secrets
        )
        return self if after == self.secrets else self.model_copy(update={"secrets": after})

    def require_verified(self) -> None:
        """Raises NotVerified."""
        if self.state is State.PENDING:
            raise NotVerified

    def _next(self, **update: object) -> "Subscription":
        return self.model_copy(update={**update, "version": self.version + 1})
