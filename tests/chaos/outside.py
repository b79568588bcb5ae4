"""What integrators outside know of a run, and what the installation says that it has sent them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.chaos.integrators.manners import Manner

OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Life:
    """Of one secret: when it was asked for, when it was certainly there, when its end was asked for, and when that had come.

    `number` and `made` are None for one whose answer was lost: perhaps there never was such a secret.
    """

    number: int | None
    asked: datetime
    made: datetime | None
    dropping: datetime | None = None
    dropped: datetime | None = None

    def surely(self, since: datetime, until: datetime) -> bool:
        """It lived all that time."""
        return self.made is not None and self.made <= since and (self.dropping is None or self.dropping >= until)

    def perhaps(self, since: datetime, until: datetime) -> bool:
        """It may have lived at some moment of that time."""
        return self.asked <= until and (self.dropped is None or self.dropped >= since)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """It hears everything behind the number `after`. `lives` are those of its secrets, `secrets` all that it was ever told.

    `state` and `cursor` are what the installation holds in the end.
    """

    name: str
    tenant: str
    subscription: str
    manner: Manner
    after: int
    lives: Sequence[Life]
    secrets: Sequence[str]
    state: str = "active"
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request as its receiver saw it. `sequence` is None for what is no event of the journal; `status` None: no answer."""

    n: int
    at: datetime
    endpoint: str
    address: str
    id: str | None
    stamp: datetime | None
    digest: str
    sequence: int | None
    signed_by: Sequence[int]
    signatures: int
    verified: bool
    taken: bool
    status: int | None = None
    ended: datetime | None = None

    @property
    def agreed(self) -> bool:
        """The receiver said that it has the event."""
        return self.status is not None and self.status in OK


@dataclass(frozen=True, slots=True)
class Entry:
    """What the delivery log says of one event at one endpoint."""

    event: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which something was done to the service that sends, or a moment at which it began anew."""

    kind: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Outside:
    """`log`: subscription → number → entry. `hosts`: addresses that the sending service has connected to. `calm`: when
    people worked without any fault, while some endpoints hung."""

    endpoints: Sequence[Endpoint] = ()
    arrivals: Sequence[Arrival] = ()
    log: Mapping[str, Mapping[int, Entry]] = field(default_factory=dict)
    hosts: Sequence[str] = ()
    troubles: Sequence[Span] = ()
    calm: tuple[datetime, datetime] | None = None

    def at(self, endpoint: Endpoint) -> list[Arrival]:
        """Events that came to this endpoint, in their order."""
        return [each for each in self.arrivals if each.endpoint == endpoint.name and each.sequence is not None]

    def excuses(self, since: datetime, until: datetime, *kinds: str) -> Iterator[Span]:
        """What was done to the service between two instants; of these kinds, where any are named."""
        for span in self.troubles:
            if span.since <= until and span.until >= since and (not kinds or span.kind in kinds):
                yield span

    def disturbed(self, since: datetime, until: datetime, *kinds: str) -> bool:
        return any(self.excuses(since, until, *kinds))

    def begun(self) -> Sequence[Endpoint]:
        """Those that are sent to, or were."""
        return [each for each in self.endpoints if each.manner is not Manner.FORBIDDEN]
