"""An integrator exchanges the secret of an endpoint while everything goes on, as docs/integrators.md says.

It asks for a new one, brings it into use when it likes, and drops the old one. Whatever is not answered is asked again; a secret
that was made and whose answer was lost is known to nobody, so it is dropped first.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx2

from tests.chaos.harm import now
from tests.chaos.installation import Installation
from tests.chaos.integrators.server import Endpoint
from tests.chaos.run_directory import append

_ROLE = "integrator"
_PAUSE = 0.5
_SECONDS = 8.0
_OLD_HOURS = 1


class Exchange:
    """Of one endpoint, as long as it lives. Each step is written down: the judge has to know what was live when."""

    def __init__(self, installation: Installation, endpoint: Endpoint, tenant: str, subscription: str) -> None:
        self._installation = installation
        self._endpoint = endpoint
        self._tenant = tenant
        self._root = f"/v1/{tenant}/subscriptions/{subscription}"
        self._exchanging = asyncio.Lock()

    async def rotate(self, pace: float) -> None:
        """`pace`: seconds for which its receiver goes on with the old one. Waits for whatever is away."""
        async with self._exchanging, self._client() as client:
            await self._drop_all_but(client, self._endpoint.trusts)
            new = await self._new_secret(client)
            await asyncio.sleep(pace)
            self._endpoint.trusts = new
            self._note("trusted", new)
            await self._drop_all_but(client, new)

    async def _new_secret(self, client: httpx2.AsyncClient) -> int:
        while True:
            self._note("asked")
            answer = await self._ask(client, "POST", "/secrets", {"old_hours": _OLD_HOURS})
            if answer is not None and answer.status_code == 200:
                told = answer.json()
                number: int = max(each["number"] for each in told["secrets"])
                self._endpoint.secrets[number] = told["secret"]
                self._note("made", number, secret=told["secret"])
                return number
            if answer is not None:
                self._note("refused")
            await self._drop_all_but(client, self._endpoint.trusts)

    async def _drop_all_but(self, client: httpx2.AsyncClient, kept: int) -> None:
        """Until it is known that no other secret lives."""
        while True:
            answer = await self._ask(client, "GET", "")
            if answer is not None and answer.status_code == 200:
                others = [each["number"] for each in answer.json()["secrets"] if each["number"] != kept]
                if not others:
                    self._note("alone", kept)
                    return
                for number in others:
                    await self._drop(client, number)

    async def _drop(self, client: httpx2.AsyncClient, number: int) -> None:
        self._note("dropping", number)
        answer = await self._ask(client, "DELETE", f"/secrets/{number}")
        if answer is not None and answer.status_code == 200:
            self._note("dropped", number)
        await asyncio.sleep(_PAUSE)

    async def _ask(
        self, client: httpx2.AsyncClient, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> httpx2.Response | None:
        """None where nobody knows what became of it: no answer, or one from on the way. Then it takes a while."""
        try:
            answer = await client.request(method, self._root + path, json=body)
        except httpx2.HTTPError:
            answer = None
        if answer is None or answer.status_code >= 500:
            await asyncio.sleep(_PAUSE)
            return None
        return answer

    def _client(self) -> httpx2.AsyncClient:
        headers = {"authorization": f"Bearer {self._installation.token(self._tenant, _ROLE)}"}
        url = self._installation.url
        return httpx2.AsyncClient(base_url=url, headers=headers, timeout=_SECONDS, trust_env=False)

    def _note(self, phase: str, number: int | None = None, **more: Any) -> None:
        record = {"at": now(), "endpoint": self._endpoint.name, "phase": phase, "number": number, **more}
        append(self._installation.directory.secrets, record)
