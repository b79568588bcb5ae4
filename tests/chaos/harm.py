"""What every fault needs: the installation, a place to note what was done, and how long it took to come back."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import httpx2

from deploy.local.parts import SERVICES
from deploy.local.record import Part
from shared.calendar import SystemClock, to_wire
from shared.storage import StorageError
from tests.chaos.installation import Installation
from tests.chaos.levels import Stores
from tests.chaos.patience import comes_true
from tests.chaos.proxy import Proxy, Weather
from tests.chaos.recoveries import Recoveries
from tests.chaos.run_directory import append
from tests.chaos.schedule import Fault

_RUNS_SOON = 2.0
_LOOK = 0.25
_SCRAPE_SECONDS = 0.5


Rotate = Callable[[str, float], Awaitable[None]]


class Missed(Exception):
    """The fault could not be injected; the message says why."""


class Harm:
    """Counts by kind what was injected and what was missed, the latter with its reason.

    `rotate` exchanges the secret of the endpoint of that name, whose receiver follows after so many seconds. `patience` is how
    many seconds a fault waits for everything to work before it is injected all the same.
    """

    def __init__(self, installation: Installation, stores: Stores, rotate: Rotate, patience: float = 10.0) -> None:
        self.installation = installation
        self.stores = stores
        self.rotate = rotate
        self._patience = patience
        self.recoveries = Recoveries()
        self.injected: Counter[str] = Counter()
        self.missed: Counter[tuple[str, str]] = Counter()
        self._scrapes: Counter[str] = Counter()
        self._held = {name: asyncio.Lock() for name in installation.proxies}

    def note(self, fault: Fault, detail: str = "") -> None:
        """The fault is in: at this instant."""
        told = detail or fault.detail or (f"{fault.seconds} s" if fault.seconds else "")
        record = {"at": now(), "kind": fault.kind, "target": fault.target, "detail": told}
        append(self.installation.directory.faults, record)
        self.injected[fault.kind] += 1

    def note_missed(self, fault: Fault, reason: str) -> None:
        self.missed[fault.kind, reason] += 1

    def note_exit(self, part: str, seconds: float | None) -> None:
        append(self.installation.directory.exits, {"at": now(), "part": part, "seconds": seconds})

    async def alive(self, name: str) -> Part:
        """The running process of a part. Raises Missed where it does not come up soon."""

        async def runs() -> bool:
            return self.installation.part(name) is not None

        await comes_true(runs, min(_RUNS_SOON, self._patience))
        if part := self.installation.part(name):
            return part
        raise Missed("not running")

    async def everything_works(self) -> None:
        """Waits for it: a fault that meets nobody at work shows nothing. Other faults may keep it from ever being so."""
        await comes_true(self.installation.all_ready, self._patience, every=_LOOK)

    def watch_process(self, before: Part) -> None:
        """From the end of that process to the readiness of its successor."""

        async def is_back() -> bool:
            part = self.installation.part(before.name)
            if part is None or part.birth == before.birth:
                return False
            return part.port is None or await self.installation.is_ready(part.name)

        self.recoveries.watch("process", is_back)

    async def watch_level(self, what: str) -> None:
        """From now until everything that is numbered now has arrived everywhere."""
        try:
            heads = await self.stores.heads()
        except StorageError as problem:
            raise Missed("the store is away") from problem

        async def is_level() -> bool:
            try:
                return not await self.stores.behind(heads)
            except StorageError:
                return False

        self.recoveries.watch(what, is_level)

    @asynccontextmanager
    async def weather(self, name: str, weather: Weather) -> AsyncIterator[Proxy]:
        """One link in that weather; whoever wants the same link waits."""
        proxy = self.installation.proxies[name]
        async with self._held[name]:
            proxy.set(weather)
            try:
                yield proxy
            finally:
                proxy.set(Weather.CLEAR)

    async def keep_metrics(self, part: Part, last: bool = False) -> None:
        """The exposition of a service before it is ended, or at the end of the run; nothing where it does not answer."""
        if part.name not in SERVICES or part.port is None:
            return
        self._scrapes[part.name] += 1
        name = part.name if last else f"{part.name}-{self._scrapes[part.name]}"
        with suppress(httpx2.HTTPError):
            async with httpx2.AsyncClient(timeout=30 if last else _SCRAPE_SECONDS, trust_env=False) as client:
                answer = await client.get(f"http://127.0.0.1:{part.port}/metrics")
            if answer.status_code == 200:
                (self.installation.directory.metrics / f"{name}.txt").write_text(answer.text)


def now() -> str:
    """This instant as it stands on the wire."""
    return to_wire(SystemClock().now())
