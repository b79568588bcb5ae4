"""Who hears of what: endpoints of every manner, subscribed as integrators do it, through the gateway."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx2

from shared.storage import StorageError
from tests.chaos.installation import Installation
from tests.chaos.integrators.arrivals import Arrivals
from tests.chaos.integrators.exchange import Exchange
from tests.chaos.integrators.manners import Manner
from tests.chaos.integrators.pacing import ALLOWED
from tests.chaos.integrators.server import FORBIDDEN_NAME, Endpoint, Endpoints
from tests.chaos.levels import Stores
from tests.chaos.run_directory import append, read_lines

_ROLE = "integrator"
_TRIES = 3


class Party(NamedTuple):
    """`old_hours`: its secret is exchanged before anything is sent; for so long the old one signs too. None: it is not."""

    tenant: str
    manner: Manner
    old_hours: int | None = None


PARTIES: Mapping[str, Party] = {
    **{f"silent-{number}": Party("song-hong", Manner.SILENT) for number in range(1, 6)},
    "refusing": Party("song-hong", Manner.REFUSING),
    "well": Party("truong-son", Manner.HEALTHY, old_hours=0),
    "forgetful": Party("truong-son", Manner.FORGETFUL),
    "busy": Party("truong-son", Manner.BUSY),
    "forbidden": Party("truong-son", Manner.FORBIDDEN),
    "much": Party("cuu-long", Manner.HEALTHY, old_hours=1),
    "seldom": Party("central", Manner.HEALTHY),
    "redirecting": Party("central", Manner.REDIRECTING),
    "gone": Party("central", Manner.GONE),
}


class Integrators:
    """`endpoints` run from `start` to `stop`; `subscribe` needs an installation in which the tenants are known."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._directory = installation.directory
        self._arrivals = Arrivals(self._directory.arrivals)
        self.endpoints = Endpoints(self._arrivals)
        self._exchanges: dict[str, Exchange] = {}

    async def start(self) -> None:
        await self.endpoints.start()

    async def stop(self) -> None:
        await self.endpoints.stop()
        self._arrivals.close()

    async def subscribe(self) -> None:
        """Raises HTTPStatusError where the public API refuses."""
        async with httpx2.AsyncClient(base_url=self._installation.url, timeout=30, trust_env=False) as client:
            for name, party in PARTIES.items():
                await self._subscribe(client, name, party)

    async def rotate(self, name: str, pace: float) -> None:
        """Another secret for that endpoint; its receiver goes on with the old one for so many seconds."""
        await self._exchanges[name].rotate(pace)

    async def all_is_level(self, stores: Stores) -> bool:
        """Every service answers and has what is numbered, and what healthy endpoints are to hear they have heard."""
        if not await self._installation.all_ready():
            return False
        try:
            heads = await stores.heads()
            late, behind = await stores.behind(heads), await stores.endpoints_behind(heads)
        except StorageError:
            return False
        healthy = {self.endpoints.url(name) for name, party in PARTIES.items() if party.manner is Manner.HEALTHY}
        return not late and not healthy & behind.keys()

    async def _subscribe(self, client: httpx2.AsyncClient, name: str, party: Party) -> None:
        host = FORBIDDEN_NAME if party.manner is Manner.FORBIDDEN else ALLOWED
        wish = {"url": self.endpoints.url(name, host), "types": ["*"], "description": self._canary(party.tenant)}
        root = f"/v1/{party.tenant}/subscriptions"
        made = await self._ask(client, party, root, wish)
        endpoint = Endpoint(name, party.manner, {1: made["secret"]})
        live = [1]
        if party.old_hours is not None:
            path = f"{root}/{made['id']}/secrets"
            endpoint.secrets[2] = (await self._ask(client, party, path, {"old_hours": party.old_hours}))["secret"]
            live = [1, 2] if party.old_hours else [2]
            endpoint.trusts = live[0]
        self.endpoints.by_name[name] = endpoint
        self._exchanges[name] = Exchange(self._installation, endpoint, party.tenant, made["id"])
        about = {"endpoint": name, "tenant": party.tenant, "manner": party.manner, "subscription": made["id"]}
        known = {"after": made["health"]["cursor"], "live": live, "secrets": endpoint.secrets}
        append(self._directory.endpoints, {**about, **known})
        await self._prove(client, party, f"{root}/{made['id']}/verification")

    async def _prove(self, client: httpx2.AsyncClient, party: Party, path: str) -> None:
        """Again where this machine was too slow for a challenge; who cannot be reached, or believes nothing, never does."""
        for _ in range(1 if party.manner is Manner.FORBIDDEN else _TRIES):
            if (await self._ask(client, party, path, None))["verified"]:
                return

    async def _ask(self, client: httpx2.AsyncClient, party: Party, path: str, body: Any) -> Any:
        headers = {"authorization": f"Bearer {self._installation.token(party.tenant, _ROLE)}"}
        return (await client.post(path, json=body, headers=headers)).raise_for_status().json()

    def _canary(self, tenant: str) -> str:
        return next(each.canary for each in self._installation.tenants if each.id == tenant)

    def figures(self) -> str:
        """A line for the report."""
        came = [row for row in read_lines(self._directory.arrivals) if row["phase"] == "came"]
        taken = [(row["endpoint"], row["sequence"]) for row in came if row["taken"]]
        again = len(taken) - len(set(taken))
        return f"integrators: {len(PARTIES)} endpoints, {len(came)} requests, {len(set(taken))} events taken, {again} again"
