"""The gateway as the loader uses it: with tokens of its own, and with patience for what passes by itself."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2

from deploy.local.demo.registrations import Registration
from deploy.local.language import say
from shared.tenancy import Role

Tokens = Mapping[tuple[str, Role], str]
_IN_FLIGHT = 8
_PASSES_BY_ITSELF = {429, 502, 503, 504}
_ALREADY_EXISTS = "/already-exists"
_CONCURRENT_CHANGE = "/concurrent-change"
_PAGE = 500


class DemoNotLoaded(Exception):
    """The sample data is not complete; loading again continues where it ended."""


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how long one request, and the arrival of all figures, may take; and the pauses between two tries."""

    request: float = 60.0
    figures: float = 60.0
    first_pause: float = 0.05
    longest_pause: float = 2.0


@dataclass(frozen=True, slots=True)
class Gateway:
    """`tokens` are the bearer tokens by tenant and role."""

    client: httpx2.AsyncClient
    tokens: Tokens
    patience: Patience
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_IN_FLIGHT))

    async def register(self, registration: Registration) -> int:
        """The sequence of its last event; 0 where it had been registered by another command. Raises DemoNotLoaded."""
        headers = self._headers(registration.tenant, registration.role) | {"idempotency-key": registration.key}
        answer = await self._ask(registration.method, registration.path, headers=headers, json=registration.body)
        if answer.status_code == 409 and _problem(answer).endswith(_ALREADY_EXISTS):
            return 0
        return int(_content(answer)["sequence"])

    async def ids(self, tenant: str, role: Role, path: str, query: dict[str, str]) -> set[str]:
        """The ids of a whole list. Raises DemoNotLoaded."""
        found: set[str] = set()
        headers = self._headers(tenant, role)
        cursor: str | None = ""
        while cursor is not None:
            asked = {**query, "limit": _PAGE} | ({"cursor": cursor} if cursor else {})
            page = _content(await self._ask("GET", path, headers=headers, params=asked))
            found |= {item["id"] for item in page["items"]}
            cursor = page["next"]
        return found

    async def overview(self, tenant: str, role: Role) -> dict[str, Any]:
        """Empty where the tenant has none yet. Raises DemoNotLoaded."""
        answer = await self._ask("GET", f"/v1/{tenant}/overview", headers=self._headers(tenant, role))
        return {} if answer.status_code == 404 else _content(answer)

    def _headers(self, tenant: str, role: Role) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens[tenant, role]}"}

    async def _ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """Tries again what passes by itself: a service that starts, a caller who was too fast, another one's change."""
        pause = self.patience.first_pause
        reason = ""
        try:
            async with asyncio.timeout(self.patience.request):
                while True:
                    try:
                        async with self._turns:
                            answer = await self.client.request(method, path, **request)
                    except httpx2.TransportError as problem:
                        reason = type(problem).__name__
                    else:
                        if not _passes_by_itself(answer):
                            return answer
                        reason = str(answer.status_code)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, self.patience.longest_pause)
        except TimeoutError as problem:
            raise DemoNotLoaded(f"{method} {path}: {reason or 'no answer'}") from problem


@asynccontextmanager
async def connect(url: str, tokens: Tokens, patience: Patience) -> AsyncIterator[Gateway]:
    """A gateway at that address, asked in the language of this terminal."""
    limits = httpx2.Limits(max_connections=_IN_FLIGHT)
    headers = {"accept-language": say("vi", "en")}
    async with httpx2.AsyncClient(base_url=url, limits=limits, headers=headers, timeout=20.0) as client:
        yield Gateway(client, tokens, patience)


def _passes_by_itself(answer: httpx2.Response) -> bool:
    if answer.status_code == 409:
        return _problem(answer).endswith(_CONCURRENT_CHANGE)
    return answer.status_code in _PASSES_BY_ITSELF


def _content(answer: httpx2.Response) -> dict[str, Any]:
    if not answer.is_success:
        request = f"{answer.request.method} {answer.request.url.path}"
        raise DemoNotLoaded(f"{request}: {answer.status_code} {_reason(answer)}")
    content: dict[str, Any] = answer.json()
    return content


def _problem(answer: httpx2.Response) -> str:
    """The `type` of an RFC 9457 answer; empty for any other."""
    return str(_problem_details(answer).get("type", ""))


def _reason(answer: httpx2.Response) -> str:
    """What the answer says in words, in one line."""
    details = _problem_details(answer)
    faults = [f"{fault['field']}: {fault['message']}" for fault in details.get("errors", ())]
    return " ".join([str(details.get("detail", answer.reason_phrase)), *faults])


def _problem_details(answer: httpx2.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
