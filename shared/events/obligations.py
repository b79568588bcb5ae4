"""What somebody owes by a time: one block in everything that can be late, and the duties that are nothing else (DESIGN 1.6)."""

from pydantic import Field

from shared.calendar import Precision
from shared.events.envelope import Instant
from shared.events.payloads import Contract, Payload, Snapshot
from shared.tenancy import Role


class Obligation(Contract):
    """What somebody owes by a time; one shape for everything that can be late.

    `due_at` is the last instant in time; overdue from the next one. Null: no deadline is known (FR-BP-20).
    """

    kind: str = Field(description="What is owed, such as task or pilot_model")
    owner_unit: str | None = Field(default=None, description="Unit that owes it; null where it rolls up from children")
    accountable_role: Role = Field(default=Role.UNIT_HEAD, description="Role that answers for it")
    opened_at: Instant = Field(description="Since when it is owed")
    due_at: Instant | None = Field(default=None, description="Last instant in time; null: no deadline is known")
    due_precision: Precision = Field(default=Precision.NONE, description="How exactly the deadline is known")
    original_due_at: Instant | None = Field(default=None, description="The first deadline; it never changes")
    moves: int = Field(default=0, description="How often the deadline was moved")
    discharged_at: Instant | None = Field(default=None, description="When it was met; null: still open")
    first_submitted_at: Instant | None = Field(default=None, description="When a result was first handed in")
    waived: bool = Field(default=False, description="No longer owed, for example because the task was cancelled")


class Duty(Snapshot):
    """What one unit owes besides its tasks, such as an answer, a report or an acknowledgement.

    Reminders, timeliness and calendars need no more than this of it, whatever sort it is: `obligation.kind` names the sort.
    """

    unit: str = Field(description="Unit that owes it")
    title_vi: str = Field(description="What is owed, in Vietnamese")
    title_en: str | None = Field(default=None, description="The same in English")
    status: str = Field(description="Where it stands; which words there are depends on the sort")
    status_since: Instant = Field(description="When the status took effect")
    obligation: Obligation = Field(description="What is owed, by whom and until when")


class DutyEvent(Payload):
    """Every event of a duty, whatever its sort."""

    after: Duty
