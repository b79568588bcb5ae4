"""What the rules of periodic reports and of requests between units refuse."""

from collections.abc import Sequence
from datetime import datetime

from services.tasks.domain.errors import FieldRefused, Refusal
from shared.calendar import local_date


class ReportLocked(Refusal):
    """The period is closed: its figures stay what they are."""

    def __init__(self, locked_at: datetime) -> None:
        super().__init__(f"locked since {locked_at.isoformat()}")
        self.locked_at = locked_at


class EditionChanged(Refusal):
    """What would be signed is not what was read."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the present edition is {current}")
        self.current = current


class PublicationUnchanged(Refusal):
    """The note is published, or not, already."""

    def __init__(self, published: bool) -> None:
        super().__init__("published already" if published else "not published")
        self.published = published


class DueUnclear(FieldRefused):
    """A cycle has exactly one rule for its due day, and `due_on` belongs to what is reported once."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "exactly one of due_days, due_day_of_month and, for once, due_on")


class ReportersMissing(FieldRefused):
    """A cycle names units, or sorts of units."""

    def __init__(self) -> None:
        super().__init__("units", "units or unit_types must be named")


class PeriodUnknown(FieldRefused):
    """The name is not one of a period of this frequency."""

    def __init__(self, field: str, wanted: str, example: str) -> None:
        super().__init__(field, f"{wanted} is not a period such as {example}")
        self.wanted = wanted
        self.example = example


class PeriodNotBegun(FieldRefused):
    """A period is opened when it begins."""

    def __init__(self, field: str, begins: datetime) -> None:
        super().__init__(field, f"begins at {begins.isoformat()}")
        self.day = local_date(begins)


class FirstPeriodOver(FieldRefused):
    """Periods open by themselves from the present one on; earlier ones are opened by hand."""

    def __init__(self, wanted: str) -> None:
        super().__init__("first_period", f"{wanted} is over")
        self.wanted = wanted


class NobodyReports(FieldRefused):
    """None of the cycle's units exists in that period."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "no unit of the cycle exists in that period")


class ReportIdTooLong(FieldRefused):
    """Cycle, period and unit are one id together."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} would be longer than an id may be")
        self.wanted = wanted


class ContentMissing(FieldRefused):
    """Saying nothing is no report; that there is nothing to report has to be said (FR-BP-19)."""

    def __init__(self) -> None:
        super().__init__("text_vi", "a text, difficulties, or nothing_to_report")


class NothingNotAllowed(FieldRefused):
    """This cycle always needs content."""

    def __init__(self) -> None:
        super().__init__("nothing_to_report", "this report always needs content")


class NothingWithDifficulties(FieldRefused):
    """Difficulties are something to report."""

    def __init__(self) -> None:
        super().__init__("nothing_to_report", "there are difficulties")


class WorkOfOthers(FieldRefused):
    """A unit explains what it leads itself."""

    def __init__(self, field: str, work: str) -> None:
        super().__init__(field, f"{work} is not led by the unit")
        self.wanted = work


class LateItemsMissing(FieldRefused):
    """This report explains everything that is late (FR-NA-21)."""

    def __init__(self, works: Sequence[str]) -> None:
        super().__init__("slow_items", f"late and not explained: {', '.join(works)}")
        self.wanted = ", ".join(works)


class ReplyByOver(FieldRefused):
    """Nobody can answer by a day that is over."""

    def __init__(self) -> None:
        super().__init__("reply_by", "is over")


class ReplyByMissing(FieldRefused):
    """What is asked is answered by a day; guidance is only to be read."""

    def __init__(self) -> None:
        super().__init__("reply_by", "belongs to what is asked, not to guidance")


class NobodyToWriteTo(FieldRefused):
    """None of the provinces has a standing agency or an Office on record."""

    def __init__(self) -> None:
        super().__init__("provinces", "no standing agency and no Office is registered there")


class SubjectIncomplete(FieldRefused):
    """What a request is about is named by its sort and its id."""

    def __init__(self) -> None:
        super().__init__("subject", "the subject's id belongs to its sort")


class WantedDueMisplaced(FieldRefused):
    """A deadline is asked for of one task, by those who do it; who urges asks for none."""

    def __init__(self) -> None:
        super().__init__("wanted_due", "only a peer request about a task asks for a deadline")


class AsksItself(FieldRefused):
    """A unit makes no requests of itself."""

    def __init__(self, unit: str) -> None:
        super().__init__("units", f"{unit} is the one who asks")
        self.wanted = unit


class WordsMissing(FieldRefused):
    """An answer and a withdrawal say something."""

    def __init__(self) -> None:
        super().__init__("text", "this step needs its words")
