"""An import: a file that was looked through, and is then carried out row by row, once or again (DESIGN 7)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from services.tasks.domain.errors import Refusal
from services.tasks.domain.imports.rows import Verdict
from shared.tenancy import Principal, Role, TenantId, UnitId

SortName = Literal["units", "plans", "tasks", "indicator_values"]
Mode = Literal["all_or_nothing", "partial"]
Status = Literal["reading", "checking", "checked", "running", "finished", "stopped", "cancelled"]
WORKED_ON: tuple[Status, ...] = ("checking", "running")
"""What a worker goes on with."""
ROWS_AT_ONCE = 50
MOST_ROWS = 10_000
_LEASE = timedelta(seconds=30)


class ImportBusy(Refusal):
    """It is being read or carried out."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class ImportNotRunning(Refusal):
    """It is over: there is nothing to cancel."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class LeaseLost(Exception):
    """Another replica goes on with the import, or it was cancelled."""


class Preview(BaseModel):
    """What the rows come to, counted when the file was looked through."""

    model_config = ConfigDict(frozen=True)

    rows: int = 0
    new: int = Field(0, description="Will be registered")
    unchanged: int = Field(0, description="Registered already, with the same content")
    differs: int = Field(0, description="Registered already with other content: skipped, see the notices")
    faulty: int = Field(0, description="Refused; see the faults")

    def counted(self, verdicts: Iterable[Verdict]) -> "Preview":
        told = self.model_dump()
        for verdict in verdicts:
            told["rows"] += 1
            told[verdict] += 1
        return Preview(**told)


class ImportProgress(BaseModel):
    """How far a look or a run is, in rows. In a run, `done` = registered + skipped + failed."""

    model_config = ConfigDict(frozen=True)

    total: int = 0
    done: int = 0
    registered: int = 0
    skipped: int = Field(0, description="Were there already")
    failed: int = 0

    def after(self, registered: int, skipped: int, failed: int) -> "ImportProgress":
        return ImportProgress(
            total=self.total,
            done=self.done + registered + skipped + failed,
            registered=self.registered + registered,
            skipped=self.skipped + skipped,
            failed=self.failed + failed,
        )


class Standing(BaseModel):
    """The role that gave a command, for what is done later in its name; no person."""

    model_config = ConfigDict(frozen=True)

    role: Role
    unit: str | None
    deputy: bool

    @classmethod
    def of(cls, caller: Principal) -> "Standing":
        return cls(role=caller.role, unit=caller.unit, deputy=caller.deputy)

    def principal(self, tenant: TenantId) -> Principal:
        return Principal("import", tenant, self.role, UnitId(self.unit) if self.unit else None, self.deputy)


class ImportJob(BaseModel):
    """`places` are the letters of the file's columns by field; `run` counts how often it was begun.

    It is `reading` until its rows are kept, and `checking` while they are looked through: after the upload, and once more
    when all or nothing is begun.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    sort: SortName
    status: Status
    created_at: datetime
    created_by: Standing
    correlation: str
    fingerprint: str
    places: dict[str, str]
    preview: Preview = Preview()
    progress: ImportProgress = ImportProgress()
    mode: Mode | None = None
    run: int = 0
    run_key: str | None = None
    run_by: Standing | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    holder: str | None = None
    held_until: datetime | None = None

    def kept(self, places: dict[str, str], rows: int) -> "ImportJob":
        """All rows are there, and can be looked through."""
        update = {
            "places": places,
            "preview": Preview(rows=rows),
            "progress": ImportProgress(total=rows),
            "status": "checking",
        }
        return self.model_copy(update=update)

    def looked(self, by: str, rows: int, now: datetime) -> "ImportJob":
        """So many rows were looked at. Raises LeaseLost."""
        self._require_holder("checking", by)
        progress = ImportProgress(total=self.preview.rows, done=rows)
        return self.model_copy(update={"progress": progress, "held_until": now + _LEASE})

    def checked(self, by: str, preview: Preview, now: datetime) -> "ImportJob":
        """It waits for its run, or goes on with it: all or nothing, and with a faulty row it is nothing. Raises LeaseLost."""
        self._require_holder("checking", by)
        if self.mode is None:
            return self.model_copy(update={"status": "checked", "preview": preview, "holder": None})
        if preview.faulty:
            return self.model_copy(
                update={"status": "stopped", "preview": preview, "holder": None, "ended_at": now},
            )
        progress = ImportProgress(total=preview.rows)
        return self.model_copy(update={"status": "running", "preview": preview, "progress": progress})

    def begun(self, mode: Mode, by: Standing, key: str | None, now: datetime) -> "ImportJob":
        """From the first row on, also where it ran before: what is registered is skipped. Raises ImportBusy."""
        if self.under_way:
            raise ImportBusy(self.status)
        update = {
            "status": "checking" if mode == "all_or_nothing" else "running",
            "mode": mode,
            "run": self.run + 1,
            "run_key": key,
            "run_by": by,
            "progress": ImportProgress(total=self.preview.rows),
            "started_at": now,
            "ended_at": None,
            "holder": None,
        }
        return self.model_copy(update=update)

    def cancelled(self, now: datetime) -> "ImportJob":
        """Laid aside, or stopped while it runs; what is registered stays. Raises ImportNotRunning."""
        if self.status not in {"checking", "checked", "running"}:
            raise ImportNotRunning(self.status)
        return self.model_copy(update={"status": "cancelled", "ended_at": now, "holder": None})

    def held(self, by: str, now: datetime) -> "ImportJob":
        """Taken over where nobody holds it any more. Raises LeaseLost."""
        others = self.holder not in (None, by) and self.held_until is not None and now < self.held_until
        if self.status not in WORKED_ON or others:
            raise LeaseLost
        return self.model_copy(update={"holder": by, "held_until": now + _LEASE})

    def advanced(self, by: str, progress: ImportProgress, now: datetime) -> "ImportJob":
        """Ends with its last row, or with the first refusal where it is all or nothing. Raises LeaseLost."""
        self._require_holder("running", by)
        status: Status = "finished" if progress.done >= progress.total else "running"
        if self.mode == "all_or_nothing" and progress.failed:
            status = "stopped"
        ended = {"ended_at": now, "holder": None} if status != "running" else {"held_until": now + _LEASE}
        return self.model_copy(update={"status": status, "progress": progress, **ended})

    def caller(self, tenant: TenantId) -> Principal:
        """In whose name rows are judged and registered: who began the run, or, before one, who brought the file."""
        return (self.run_by or self.created_by).principal(tenant)

    @property
    def under_way(self) -> bool:
        return self.status == "reading" or self.status in WORKED_ON

    def _require_holder(self, status: Status, by: str) -> None:
        if self.status != status or self.holder != by:
            raise LeaseLost
