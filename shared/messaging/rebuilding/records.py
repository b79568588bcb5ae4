"""What is known of a rebuild: one stored document per tenant, so that it survives every process that works on it.

Doors (the command line, through a service) write wishes into it, the worker writes its progress; each write is a
compare-and-swap, and each side keeps what the other one has written.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from shared.storage import CollectionSpec, Document, Index, StaleRevision, Store
from shared.tenancy import AcrossTenants, TenantId

REBUILDS = CollectionSpec("rebuilds", (Index(("active",), spanning=True),))

_EVERY_TENANT = AcrossTenants("rebuilds of read models that are under way")
_TRIES = 50


class Stage(StrEnum):
    """`differs` waits for a decision, `failed` says why in `reason`."""

    BUILDING = "building"
    COMPARING = "comparing"
    SWITCHING = "switching"
    REMOVING = "removing"
    DONE = "done"
    DIFFERS = "differs"
    FAILED = "failed"


_AT_WORK = frozenset({Stage.BUILDING, Stage.COMPARING, Stage.SWITCHING, Stage.REMOVING})


class Fact(BaseModel):
    model_config = ConfigDict(frozen=True)


class LeftOut(Fact):
    """An event that the handler of today cannot handle."""

    sequence: int
    type: str
    reason: str


class Ignored(Fact):
    """Events of one unknown type: how many, and the number of the last one."""

    type: str
    count: int
    last: int


class Example(Fact):
    """A document that differs. `fields` maps names to both values, live first, cut short; empty where one side has none."""

    id: str
    found: str
    fields: dict[str, tuple[str, str]] = {}


class Findings(Fact):
    """What a comparison found in one collection, as numbers of documents."""

    collection: str
    live: int = 0
    rebuilt: int = 0
    same: int = 0
    differing: int = 0
    only_live: int = 0
    only_rebuilt: int = 0
    examples: tuple[Example, ...] = ()

    @property
    def equal(self) -> bool:
        return not (self.differing or self.only_live or self.only_rebuilt)


class Rebuild(Fact):
    """One rebuild of one tenant's read model. `built` is the number of the last event in the new generation.

    `handled`, `ignored` and `left_out` account for every event up to there. `switch_anyway`: also where something differs.
    """

    tenant: str
    generation: int
    stage: Stage = Stage.BUILDING
    paused: bool = False
    switch_anyway: bool = False
    worker: str = ""
    built: int = 0
    head: int = 0
    handled: int = 0
    ignored: tuple[Ignored, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Findings, ...] = ()
    removed: int = 0
    rate: float = 0.0
    reason: str | None = None
    revision: int = 0

    @property
    def active(self) -> bool:
        return self.stage in _AT_WORK and not self.paused

    @property
    def unfinished(self) -> bool:
        """Whether its generation may still go live."""
        return self.stage in _AT_WORK or self.stage is Stage.DIFFERS

    @property
    def equal(self) -> bool:
        return all(found.equal for found in self.findings)

    def but(self, **changes: object) -> Self:
        return self.model_copy(update=changes)


Decide = Callable[[Rebuild | None], Rebuild]


class Rebuilds:
    """The rebuilds of one subscription's read model, as they are stored."""

    def __init__(self, store: Store, subscription: str) -> None:
        self._store = store
        self._subscription = subscription

    async def get(self, tenant: TenantId) -> Rebuild | None:
        stored = await self._store.collection(REBUILDS, tenant).get(self._subscription)
        return None if stored is None else Rebuild.model_validate(stored)

    async def change(self, tenant: TenantId, decide: Decide) -> Rebuild:
        """Stores what `decide` makes of the rebuild as it is now; asks again where somebody else was faster."""
        for _ in range(_TRIES):
            before = await self.get(tenant)
            after = decide(before)
            if after == before:
                return after
            try:
                await self._store.collection(REBUILDS, tenant).upsert_many([self._document(after, before)])
            except StaleRevision:
                continue
            return after.but(revision=(before.revision if before else 0) + 1)
        raise StaleRevision((self._subscription,))

    async def active(self) -> list[Rebuild]:
        """Those of every tenant that somebody has to work on."""
        rebuilds: list[Rebuild] = []
        after: str | None = None
        while True:
            page = await self._store.across(REBUILDS, _EVERY_TENANT).find({"active": True}, after=after)
            rebuilds += [Rebuild.model_validate(item) for item in page.items if item["id"] == self._subscription]
            if (after := page.after) is None:
                return rebuilds

    def _document(self, rebuild: Rebuild, before: Rebuild | None) -> Document:
        document = rebuild.model_dump(mode="json")
        return {
            **document,
            "id": self._subscription,
            "active": rebuild.active,
            "revision": before.revision if before else 0,
        }
