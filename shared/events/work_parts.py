"""Parts of tasks and pilot models that only some of them have: numbers, milestones, resources, approvals, sites."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pydantic import Field, computed_field

from shared.events.envelope import Instant
from shared.events.payloads import Contract
from shared.tenancy import Role

Rhythm = Literal["month", "quarter", "year"]
ApprovalState = Literal["open", "submitted", "returned", "approved"]
ResourceForm = Literal["investment", "hired_it_service", "other"]
ResourcePurpose = Literal["infrastructure", "people", "other"]
SiteStatus = Literal["not_started", "in_progress", "completed", "maintained"]


def rounded_percent(part: int, whole: int | None) -> float | None:
    """Half-up, two decimals; None where there is nothing to divide by."""
    if not whole:
        return None
    return float((Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP))


class Elsewhere(Contract):
    """The same work in another tenant: where it came from, or went, when one tenant succeeded another (FR-X-07)."""

    tenant: str = Field(description="The other tenant")
    id: str = Field(description="Its id there")


class Target(Contract):
    """A quantified target such as "at least 20 services" (FR-NA-11)."""

    op: Literal["=", ">=", "<="] = Field(description="How the result is compared with the value")
    value: int = Field(description="The number to reach")
    unit: str | None = Field(default=None, description="What is counted")


class Progress(Contract):
    """How far a work is, in numbers. The percentage follows from them (FR-NT-11)."""

    done: int = Field(description="What was reached, counted from the beginning of the work")
    total: int | None = Field(default=None, description="Of how many; null where there is no whole")
    unit: str | None = Field(default=None, description="What is counted, such as records")
    as_of: Instant = Field(description="When it stood so")
    by_unit: str | None = Field(default=None, description="Unit that reported it; null: the standing agency")
    note: str | None = Field(default=None, description="What the officer wrote")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def percent(self) -> float | None:
        """Of the total, half-up, two decimals; null where there is no total."""
        return rounded_percent(self.done, self.total)


class OffTarget(Contract):
    """A work that was completed although its target was not reached, and who decided that."""

    reached: int | None = Field(default=None, description="What was reached; null: nothing was ever reported")
    reason: str = Field(description="Why it is completed nevertheless")
    document: str | None = Field(default=None, description="Document that decides it")
    decided_by_role: Role = Field(description="Who decided, as a role")


class Measured(Contract):
    """What is known in numbers. What another unit reports counts once the lead has confirmed it (FR-NT-21)."""

    progress: Progress | None = Field(default=None, description="The number that counts")
    unconfirmed: tuple[Progress, ...] = Field(default=(), description="The latest number of each unit that waits")
    off_target: OffTarget | None = Field(default=None, description="Completed off target")


class Milestone(Contract):
    """A step on the way, with its day."""

    name_vi: str = Field(description="What is to be reached, in Vietnamese; unique in its task")
    name_en: str | None = Field(default=None, description="The same in English")
    due_date: date = Field(description="Day by which it is to be reached")
    done_on: date | None = Field(default=None, description="Day on which it was reached")


class PeriodMet(Contract):
    """A period in which a regular task was done."""

    period: str = Field(description="2024-03, 2024-Q1 or 2024, as its rhythm is")
    met_on: date = Field(description="Day on which it was met")
    product: str | None = Field(default=None, description="Evidence of what was delivered")


class Schedule(Contract):
    """How the work is spread over time: milestones of a roadmap, or periods of a regular task."""

    milestones: tuple[Milestone, ...] = Field(default=(), description="In the order of their days")
    rhythm: Rhythm | None = Field(default=None, description="How often a regular task is to be met")
    periods: tuple[PeriodMet, ...] = Field(default=(), description="The periods that were met, in their order")


class Resources(Contract):
    """What pays for the work and on which legal basis; no accounting (FR-BP-07, FR-NT-22)."""

    form: ResourceForm = Field(description="Investment, a hired service, or another way")
    purpose: ResourcePurpose | None = Field(default=None, description="Infrastructure or people (FR-NT-22)")
    amount: int | None = Field(default=None, description="In đồng; null: not stated")
    legal_basis: tuple[str, ...] = Field(
        default=(), description="Legal documents; without any it is on the warning list"
    )


class AssessedItem(Contract):
    """An item of a list that is submitted, such as a database, by the four criteria of data (FR-TW-07)."""

    name_vi: str = Field(description="Name of the item")
    correct: int | None = Field(default=None, description="đúng, 0 to 100")
    complete: int | None = Field(default=None, description="đủ, 0 to 100")
    clean: int | None = Field(default=None, description="sạch, 0 to 100")
    live: int | None = Field(default=None, description="sống, 0 to 100")


class Approval(Contract):
    """A product that somebody above decides about (FR-TW-06, FR-TW-15)."""

    state: ApprovalState = Field(default="open", description="open: not submitted yet")
    authority: str | None = Field(default=None, description="Who decides; null: not named yet")
    document: str | None = Field(default=None, description="Document of the latest decision")
    decided_on: date | None = Field(default=None, description="Day of the latest decision")
    items: tuple[AssessedItem, ...] = Field(default=(), description="What the submitted list consists of")


class ChecklistItem(Contract):
    """One of the things of which a work consists, such as one of 53 essential services (FR-NA-12)."""

    name_vi: str = Field(description="Its name; unique in its work")
    done_on: date | None = Field(default=None, description="Day since which it is there; null: not yet")


class Site(Contract):
    """A place at which a pilot model is tried (FR-NT-18)."""

    name_vi: str = Field(description="Name of the place; unique in its model")
    unit: str | None = Field(default=None, description="Unit at that place")
    status: SiteStatus = Field(default="not_started", description="How far the model is there")
