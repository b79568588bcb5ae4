"""Sends commands through the gateway. What ended unknown is repeated with its key until the answer is definite."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import httpx2

from tests.chaos.ledger import Answer, Ledger, Request

_TIMEOUT = httpx2.Timeout(8.0, pool=30.0)
_LIMITS = httpx2.Limits(max_connections=400, max_keepalive_connections=50)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.3, 3.0
_SAYS_NOTHING = frozenset(
    {401, 408, 425, 429}
)  # of a repetition: refused at the door, so the first attempt stays unknown

Token = Callable[[str, str, str | None], str]


@dataclass(frozen=True, slots=True)
class Settled:
    """The definite answer of a command, whose first attempt has the number `n` in the ledger."""

    n: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """One attempt: when it left (seconds of the loop's clock), how long it took, and the status, 0 where nothing came back."""

    left: float
    seconds: float
    status: int


class Sender:
    """Keeps what it was answered: `exchanges` in the order of the answers."""

    def __init__(self, url: str, ledger: Ledger, token: Token) -> None:
        self._client = httpx2.AsyncClient(base_url=url, timeout=_TIMEOUT, limits=_LIMITS, trust_env=False)
        self._ledger = ledger
        self._token = token
        self._open: set[asyncio.Task[Settled]] = set()
        self.exchanges: list[Exchange] = []

    @property
    def statuses(self) -> Counter[int]:
        return Counter(exchange.status for exchange in self.exchanges)

    @property
    def unsettled(self) -> int:
        """Commands without a definite answer yet."""
        return len(self._open)

    def post(self, request: Request, of: int | None = None) -> "asyncio.Task[Settled]":
        """Begins at once; the task gives the definite answer. `of` names an earlier command that this one repeats."""
        task = asyncio.create_task(self._insist(request, of))
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        return task

    async def settle(self, seconds: float) -> int:
        """Waits until every command has its definite answer; how many have none after that time."""
        if self._open:
            await asyncio.wait(set(self._open), timeout=seconds)
        return self.unsettled

    async def close(self) -> None:
        for task in set(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._client.aclose()

    async def _insist(self, request: Request, of: int | None) -> Settled:
        number, answer = await self._attempt(request, of)
        first = of or number
        pause = _FIRST_PAUSE
        while answer.outcome == "unknown" and request.key:
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
            _, answer = await self._attempt(request, first)
        return Settled(first, answer)

    async def _attempt(self, request: Request, of: int | None) -> tuple[int, Answer]:
        number = await self._ledger.sent(request, of)
        clock = asyncio.get_running_loop().time
        left = clock()
        answer = await self._exchange(request, repeated=of is not None)
        self.exchanges.append(Exchange(left, clock() - left, answer.status or 0))
        self._ledger.answered(number, request, answer, of)
        return number, answer

    async def _exchange(self, request: Request, *, repeated: bool) -> Answer:
        headers = {"authorization": f"Bearer {self._token(request.home, request.role, request.unit)}"}
        if request.key:
            headers["idempotency-key"] = request.key
        if request.if_match:
            headers["if-match"] = request.if_match
        try:
            answer = await self._client.request(request.method, request.path, json=request.body, headers=headers)
        except httpx2.HTTPError:
            return Answer("unknown")
        return judged(answer.status_code, read(answer), repeated=repeated)


def judged(status: int, content: object, *, repeated: bool) -> Answer:
    """2xx is done, 4xx is definitely not, unless it says nothing about the attempt before."""
    if 200 <= status < 300:
        return Answer("ok", status, content)
    definite = 400 <= status < 500 and not (repeated and status in _SAYS_NOTHING)
    return Answer("failed" if definite else "unknown", status, content)


def read(answer: httpx2.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        return answer.text
