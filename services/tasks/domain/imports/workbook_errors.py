"""What a file cannot be taken for, as a whole."""

from collections.abc import Sequence

from services.tasks.domain.errors import Refusal
from services.tasks.domain.telling import Words


class WorkbookRefused(Refusal):
    """The file holds no rows that could be looked at."""


class NotAWorkbook(WorkbookRefused):
    """It is no XLSX file, or a damaged or locked one."""


class WorkbookTooLarge(WorkbookRefused):
    """Unpacked it is larger than anything of that many rows."""


class SheetMissing(WorkbookRefused):
    """No sheet has the name of the sort, and there is more than one."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class CellsMerged(WorkbookRefused):
    """Merged cells belong to several rows or columns at once."""

    def __init__(self, cells: str) -> None:
        super().__init__(cells)
        self.cells = cells


class TooManyRows(WorkbookRefused):
    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most}")
        self.most = most


class NoRows(WorkbookRefused):
    """Nothing stands under the headings."""


class ColumnsMissing(WorkbookRefused):
    """Columns that every row needs are not there."""

    def __init__(self, missing: Sequence[Words]) -> None:
        super().__init__(", ".join(title.vi for title in missing))
        self.wanted = ", ".join(title.vi for title in missing)


class ColumnUnknown(WorkbookRefused):
    """A heading that means nothing: a misspelt column must not be lost in silence."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.heading = heading[:80]


class ColumnTwice(WorkbookRefused):
    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.heading = heading[:80]
