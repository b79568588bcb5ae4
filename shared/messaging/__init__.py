"""From an outbox to every reader: outbox, sequencer, journal, publisher, bus, subscription (G1 to G4, G7, G10).

The parts that speak to the bus are in `sending`, `hearing` and `consuming` and are imported from there.
"""

from shared.messaging.aggregates import Aggregates, Committed, Found
from shared.messaging.commands import Command
from shared.messaging.errors import (
    AlreadyRegistered,
    CommandRefused,
    ConcurrentChange,
    KeyReused,
    NotFound,
    OutboxFull,
    VersionMismatch,
)
from shared.messaging.journal import JOURNAL, Entry, Head, Journal
from shared.messaging.letters import DEAD_LETTERS
from shared.messaging.outbox import aggregate_spec
from shared.messaging.publisher import CURSORS, Outlet, Publisher, Replica, SendFailed
from shared.messaging.sequencer import Sequencer
from shared.messaging.subscription import (
    POSITIONS,
    SUBSCRIPTION_SPECS,
    Handler,
    JournalSource,
    SourceUnavailable,
    Subscription,
)
from shared.messaging.verification import Verification, verify

__all__ = [
    "CURSORS",
    "DEAD_LETTERS",
    "JOURNAL",
    "POSITIONS",
    "SUBSCRIPTION_SPECS",
    "Aggregates",
    "AlreadyRegistered",
    "Command",
    "CommandRefused",
    "Committed",
    "ConcurrentChange",
    "Entry",
    "Found",
    "Handler",
    "Head",
    "Journal",
    "JournalSource",
    "KeyReused",
    "NotFound",
    "OutboxFull",
    "Outlet",
    "Publisher",
    "Replica",
    "SendFailed",
    "Sequencer",
    "SourceUnavailable",
    "Subscription",
    "Verification",
    "VersionMismatch",
    "aggregate_spec",
    "verify",
]
