"""What is left of a run, read into values that nobody changes any more. Where it comes from is in tests.chaos.gathering.

Tenants, ids and instants are texts as they stand on the wire.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from shared.messaging import Verification
from tests.chaos.ledger import Operation
from tests.chaos.outside import Outside
from tests.chaos.told import Document, Entity, Told

Sample = tuple[str, tuple[tuple[str, str], ...]]
"""A metric's name with its labels, sorted."""


class Shelf(NamedTuple):
    """One tenant's documents of one collection of a service."""

    service: str
    tenant: str
    collection: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What the tasks service holds: the version of the state, and how many events wait in the outbox."""

    version: int
    waiting: int


@dataclass(frozen=True)
class Record:
    """A record of the topic. `injected`: the program itself wrote it, as a fault."""

    partition: int
    offset: int
    key: str | None
    value: str | None
    injected: bool = False

    @cached_property
    def told(self) -> Told | None:
        """The event that it holds, if it holds one."""
        return Told.read(self.value)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a subscription has come with a tenant, and what it has set aside: number → id of the parked event."""

    subscription: str
    tenant: str
    position: int
    parked: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the publisher has noted of a tenant: up to which number, with which hash, the bus has it."""

    tenant: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """A mailbox as its reader sees it: `notices` holds the number of the event of each, `total` is what it is said to hold."""

    tenant: str
    mailbox: str
    notices: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a stream; `id` is None where it had none."""

    id: int | None
    event: str
    data: str


@dataclass(frozen=True, slots=True)
class Connection:
    """What came between a connect and its end. It was asked to begin behind `last_event_id`, None for the present."""

    last_event_id: int | None
    frames: Sequence[Frame]


@dataclass(frozen=True, slots=True)
class Stream:
    """All connections of one observer of a tenant, in their order."""

    tenant: str
    connections: Sequence[Connection]


@dataclass(frozen=True, slots=True)
class FeedEnd:
    """What a reader who has everything is told: `next` by the feed, None where it did not answer; `head` by the overview."""

    tenant: str
    next: int | None
    head: int | None


@dataclass(frozen=True, slots=True)
class Overheard:
    """A text that somebody could read: a reader of one tenant, or with `tenant` None an operator, who must see no business."""

    where: str
    tenant: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The answers to a question about something of another tenant, and about something that is nowhere."""

    question: str
    foreign: str
    nowhere: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A token that must be refused (401), shown to a service."""

    service: str
    token: str
    status: int


@dataclass(frozen=True, slots=True)
class Vital:
    """Whether a part said that it was ready, and whether it did its work within the patience of the judge."""

    part: str
    work: str
    ready: bool
    progressed: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A question or write to a store as it was sent there; `bound`: it names the tenant."""

    service: str
    collection: str
    text: str
    bound: bool


@dataclass(frozen=True, slots=True)
class Exit:
    """A process that was asked to end: how many seconds it took, None where it had to be killed."""

    part: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Start:
    """A process that took a part over at that instant."""

    part: str
    at: str


@dataclass(frozen=True, slots=True)
class Exposition:
    """The metrics of a process that began at `started`."""

    service: str
    started: str
    samples: Mapping[Sample, float]

    def value(self, name: str, **labels: str) -> float | None:
        return self.samples.get((name, tuple(sorted(labels.items()))))


@dataclass(frozen=True)
class Evidence:
    """Everything that the invariants look at.

    `hashes`: tenant → hash of each number. `histories`: tenant and work → numbers as the API tells them. `kept` and `rebuilt`:
    the read models as they are, and as a fold of the journal from zero gives them. `stray_letters`: subscription → dead
    letters of tenants that have no journal. `committed`: subscription and partition → offset. `overviews`: tenant → what the
    API says, `as_of` included. `canaries`: tenant → the word in its texts. `forgetful`: the bus was ended, and keeps nothing
    on disk, or had no room for everything. `disturbances`: how often a publisher had reason to send again. `store_disturbed`:
    what a store answered may have been lost. `unanswered`: what the installation at rest was asked in vain.
    `healed_at`, `settled_at`: when the last fault was undone, and when everything had arrived.
    """

    operations: Sequence[Operation] = ()
    journal: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    chains: Sequence[Verification] = ()
    hashes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    aggregates: Mapping[str, Mapping[Entity, Aggregate]] = field(default_factory=dict)
    histories: Mapping[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    cursors: Sequence[Cursor] = ()
    topic: Sequence[Record] = ()
    forgetful: bool = False
    readings: Sequence[Reading] = ()
    stray_letters: Mapping[str, int] = field(default_factory=dict)
    committed: Mapping[tuple[str, int], int] = field(default_factory=dict)
    kept: Mapping[Shelf, Mapping[str, Document]] = field(default_factory=dict)
    rebuilt: Mapping[Shelf, Mapping[str, Document]] = field(default_factory=dict)
    overviews: Mapping[str, Document] = field(default_factory=dict)
    inboxes: Sequence[Inbox] = ()
    streams: Sequence[Stream] = ()
    feeds: Sequence[FeedEnd] = ()
    canaries: Mapping[str, str] = field(default_factory=dict)
    overheard: Iterable[Overheard] = ()
    pairs: Sequence[Pair] = ()
    trials: Sequence[Trial] = ()
    vitals: Sequence[Vital] = ()
    statements: Sequence[Statement] = ()
    exits: Sequence[Exit] = ()
    starts: Sequence[Start] = ()
    expositions: Sequence[Exposition] = ()
    unanswered: Sequence[str] = ()
    outside: Outside = field(default_factory=Outside)
    disturbances: int = 0
    store_disturbed: bool = False
    healed_at: str | None = None
    settled_at: str | None = None
