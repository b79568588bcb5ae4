"""The endpoints of a run: one small HTTP server that can do what servers should not, such as taking an event without a word."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from tests.chaos.harm import now
from tests.chaos.integrators.arrivals import Arrivals, facts
from tests.chaos.integrators.manners import DISBELIEVED, Conduct, Manner, conduct, healed
from tests.chaos.integrators.pacing import ALLOWED, FORBIDDEN
from tests.stacks.receiver import Arrival, answers, read

FORBIDDEN_NAME = "127.2"
"""No address as far as it can be read, and yet it leads to the forbidden one."""


@dataclass
class Endpoint:
    """`secrets`: all that it was ever told, by their numbers; it believes what is signed with `trusts`, and nothing else."""

    name: str
    manner: Manner
    secrets: dict[int, str] = field(default_factory=dict)
    trusts: int = 1
    visits: Counter[int] = field(default_factory=Counter)
    taken: set[int] = field(default_factory=set)


class Endpoints:
    """By their names, which are their paths too."""

    def __init__(self, arrivals: Arrivals) -> None:
        self.port = 0
        self.by_name: dict[str, Endpoint] = {}
        self._arrivals = arrivals
        self._servers: list[asyncio.Server] = []
        self._healed = asyncio.Event()
        self._talking: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        first = await asyncio.start_server(self._talk, ALLOWED, 0)
        self.port = first.sockets[0].getsockname()[1]
        self._servers = [first, await asyncio.start_server(self._talk, FORBIDDEN, self.port)]

    async def stop(self) -> None:
        self.heal()
        for server in self._servers:
            server.close()
        for task in set(self._talking):
            task.cancel()
        await asyncio.gather(*self._talking, return_exceptions=True)

    def heal(self) -> None:
        """From now on everybody takes what comes, and the silent ones hang up."""
        self._healed.set()

    def url(self, name: str, host: str = ALLOWED) -> str:
        return f"http://{host}:{self.port}/{name}"

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talking.add(task)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
                while await self._serve(await read(reader), (reader, writer)):
                    pass
        finally:
            self._talking.discard(task)
            writer.close()

    async def _serve(self, request: Arrival, wire: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> bool:
        """True where the connection may be used again."""
        reader, writer = wire
        address = writer.get_extra_info("sockname")[0]
        endpoint = self.by_name.get(request.path.strip("/")) or Endpoint(request.path, Manner.FORBIDDEN)
        told = facts(endpoint.name, address, request.headers, request.body, endpoint.secrets)
        done = self._conduct(endpoint, told["sequence"]) if endpoint.trusts in told["signed_by"] else DISBELIEVED
        number = await self._arrivals.came({**told, "taken": done.taken})
        if done.silent:
            await self._stay_silent(reader)
        begun = now()
        if done.status is not None:
            headers = "".join(f"{name}: {value}\r\n" for name, value in done.headers.items())
            await answers(done.status, headers)(request, writer)
        self._arrivals.answered(number, done.status, begun)
        return done.status is not None

    def _conduct(self, endpoint: Endpoint, sequence: int | None) -> Conduct:
        if sequence is None:
            return Conduct(taken=False)
        endpoint.visits[sequence] += 1
        visit, before = endpoint.visits[sequence], len(endpoint.taken)
        if self._healed.is_set():
            done = healed(endpoint.manner, before)
        else:
            elsewhere = self.url("elsewhere", FORBIDDEN)
            done = conduct(endpoint.manner, sequence, visit, before, elsewhere)
        if done.taken:
            endpoint.taken.add(sequence)
        return done

    async def _stay_silent(self, reader: asyncio.StreamReader) -> None:
        """Until the other side hangs up, or everything is well again."""
        waiting = [asyncio.ensure_future(reader.read(1)), asyncio.ensure_future(self._healed.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
