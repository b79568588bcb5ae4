"""A whole Tiendo that may be hurt: every part by its process id, every link by its proxy, the whole by its supervisor."""

import asyncio
import os
import signal
import subprocess
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from deploy.local import keys, ports, record
from deploy.local.datadir import DataDirectory
from deploy.local.parts import BUS, SERVICES
from deploy.local.readiness import Answer, get
from deploy.local.record import Part
from deploy.local.tokens import issue
from shared.calendar import SystemClock
from shared.tenancy import Principal, Role, TenantId, UnitId
from tests.chaos.integrators import pacing
from tests.chaos.patience import comes_true
from tests.chaos.proxy import HOST, Proxy, Weather
from tests.chaos.run_directory import RunDirectory
from tests.chaos.servers import Servers, Stack
from tests.chaos.undisturbed import Undisturbed
from tests.chaos.world import Tenant, tenants
from tests.stacks.tiendo import PROJECT, Tiendo

POINTS = Path(__file__).parent / "points" / "startup"
LINKS = ("tasks", "reporting", "notifications")  # services that others call
_TOKEN_LIFE = timedelta(hours=24)
_END_SECONDS = 10.0


class Installation:
    """One installation on one stack. `url` is the gateway's; the addresses of servers here go past the proxies."""

    def __init__(
        self, directory: RunDirectory, stack: Stack, seed: int, environment: dict[str, str] | None = None
    ) -> None:
        self.directory = directory
        self.stack = stack
        self.tenants: list[Tenant] = tenants(seed)
        self.servers = Servers(stack, directory.path / "servers")
        before = dict(zip(LINKS, ports.choose(len(LINKS)), strict=True))
        self.links = {name: Proxy(name, self._port_of(name), port) for name, port in before.items()}
        self._environment = {
            **self.servers.environment(),
            **{f"TIENDO_{name.upper()}_URL": f"http://{HOST}:{port}" for name, port in before.items()},
            **pacing.ENVIRONMENT,
            "TIENDO_CHAOS_DIR": str(directory.switches),
            "PYTHONPATH": os.pathsep.join([str(PROJECT), str(POINTS)]),
            **(environment or {}),
        }
        self.tiendo = Tiendo(directory.data, demo=False, environment=self._environment)
        self.url = self.tiendo.url
        self._undisturbed = Undisturbed()
        self._tokens: dict[tuple[str, str, str | None], str] = {}

    @property
    def proxies(self) -> dict[str, Proxy]:
        """By the name of what lies behind: services, `kafka`, `mongo`."""
        return {**self.links, **self.servers.proxies}

    @property
    def store_url(self) -> str:
        mongo = self.servers.mongo
        return mongo.url if mongo else DataDirectory(self.directory.data).store_url()

    @property
    def kafka(self) -> str | None:
        """host:port of the bus of this moment; None while the embedded one is being started."""
        if self.servers.kafka:
            return self.servers.kafka.address
        bus = self.part(BUS)
        return bus.address if bus else None

    @property
    def internal_key(self) -> str:
        return keys.internal_key(DataDirectory(self.directory.data).keys).read_text().strip()

    async def start(self) -> None:
        """Servers, proxies, then the installation; returns when all of it is ready."""
        for link in self.links.values():
            await link.start()
        await self.servers.start()
        await self.start_parts()

    async def stop(self) -> None:
        """All of it, whatever state it is in."""
        self.clear()
        if self.tiendo.running:
            with suppress(subprocess.TimeoutExpired):
                await self.stop_parts()
            await self._undisturbed.do(self.tiendo.kill)
        for link in self.links.values():
            await link.close()
        await self.servers.stop()

    async def start_parts(self, tries: int = 1) -> None:
        """Where they do not run. A start is refused while the bus or the store does not answer, so it may be tried again.

        Raises RuntimeError.
        """
        for again in range(tries - 1, -1, -1):
            try:
                await self._undisturbed.do(lambda: None if self.tiendo.running else self.tiendo.start())
            except RuntimeError:
                if not again:
                    raise
                await asyncio.sleep(1)
            else:
                return

    async def stop_parts(self) -> int:
        """As Ctrl-C does; the exit code."""
        return await self._undisturbed.do(self.tiendo.stop)

    async def kill_parts(self) -> None:
        """kill -9 of the supervisor; its children end by themselves."""
        parts = self.parts()
        await self._undisturbed.do(self.tiendo.kill)

        async def are_gone() -> bool:
            return not any(record.is_alive(part) for part in parts)

        await comes_true(are_gone, _END_SECONDS)

    def parts(self) -> list[Part]:
        """The processes that run as far as the supervisor has recorded; not the supervisor itself."""
        found = record.read(self.directory.logs / "supervisor.json")
        return found.parts if found else []

    def part(self, name: str) -> Part | None:
        """None where it is being started again."""
        return next((part for part in self.parts() if part.name == name and record.is_alive(part)), None)

    def service_url(self, name: str) -> str | None:
        part = self.part(name)
        return f"http://{HOST}:{part.port}" if part else None

    def signal(self, part: Part, number: signal.Signals) -> bool:
        """False where that process has ended. Checked by its birth, so that no other process is ever hit."""
        if not record.is_alive(part):
            return False
        try:
            os.kill(part.pid, number)
        except ProcessLookupError:
            return False
        return True

    async def ask(self, name: str, path: str, seconds: float = 2.0) -> Answer:
        """A GET to one service, past the proxies; status 0 where nobody answered."""
        part = self.part(name)
        return await get(part.port, path, seconds) if part and part.port else Answer(0, "")

    async def is_ready(self, name: str) -> bool:
        return (await self.ask(name, "/readyz")).status == 200

    async def all_ready(self) -> bool:
        return all(await asyncio.gather(*(self.is_ready(name) for name in SERVICES)))

    def clear(self) -> None:
        """Every link as it should be."""
        self.servers.clear()
        for link in self.links.values():
            link.set(Weather.CLEAR)

    def token(self, tenant: str, role: str, unit: str | None = None) -> str:
        """Valid for a day; the same one each time."""
        who = (tenant, role, unit)
        if who not in self._tokens:
            principal = Principal(
                f"{role}@{unit or tenant}", TenantId(tenant), Role(role), UnitId(unit) if unit else None
            )
            keys_folder = DataDirectory(self.directory.data).keys
            self._tokens[who] = issue(keys_folder, principal, _TOKEN_LIFE, SystemClock())
        return self._tokens[who]

    def _port_of(self, name: str) -> "PortNow":
        return PortNow(self, name)


class PortNow:
    """The port of a service at this moment, for its proxy."""

    def __init__(self, installation: Installation, name: str) -> None:
        self._installation = installation
        self._name = name
        self._known: int | None = None

    def __call__(self) -> int | None:
        """Ports stay from start to start of one supervisor, so the last known one is right while a process is away."""
        found = next((part.port for part in self._installation.parts() if part.name == self._name), None)
        self._known = found or self._known
        return self._known
