"""The guard at the socket: whatever a name resolves to, nothing is connected to but a judged address (FR-X-03)."""

import asyncio
import ssl
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpcore2
import pytest

from services.notifications.adapters.webhooks.guarded import GuardedBackend, SystemResolver
from services.notifications.adapters.webhooks.http_sender import HttpSender
from services.notifications.domain.subscriptions.addresses import networks
from services.notifications.domain.subscriptions.attempts import Outcome
from services.notifications.domain.subscriptions.endpoints import Reach
from tests.component.notifications.subscriptions.world import REACH
from tests.stacks.certificates import Authority
from tests.stacks.receiver import Receiver, answers, receiving

_watchers: list[list[Any]] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        for seen in _watchers:
            seen.append(arguments[1])


sys.addaudithook(_watch)


@pytest.fixture
def connections() -> Iterator[list[Any]]:
    """Every address that this process connects a socket to."""
    seen: list[Any] = []
    _watchers.append(seen)
    yield seen
    _watchers.remove(seen)


class Names:
    """A resolver that says something else each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self._answers[min(self.asked, len(self._answers)) - 1]


async def sent(sender: HttpSender, url: str) -> tuple[Outcome, str | None]:
    reply = await sender.send(url, {"content-type": "application/json"}, b'{"data": {}}', 2.0)
    return reply.outcome, reply.error


async def test_a_name_is_resolved_once_and_what_was_judged_is_connected_to(
    receiver: Receiver, connections: list[Any]
) -> None:
    """DNS rebinding: the second answer, which leads inside, is never asked for by this connection."""
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    sender = HttpSender(GuardedBackend(REACH, names))
    assert (await sent(sender, receiver.url("/", "integrator.example")))[0] is Outcome.DELIVERED
    assert (names.asked, connections) == (1, [("127.0.0.1", receiver.port)])
    assert receiver.arrivals[0].headers["host"] == f"integrator.example:{receiver.port}"
    await sender.close()
    assert (await sent(sender, receiver.url("/", "integrator.example")))[1] == (
        "the address may not be sent to: address_not_public"
    )
    assert (names.asked, len(connections)) == (2, 1)
    await sender.close()


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.7"],
        ["8.8.8.8", "169.254.169.254"],
        ["::ffff:10.0.0.7"],
        ["64:ff9b::a00:7"],
        ["100.64.0.9"],
        ["::1"],
        [],
    ],
)
async def test_one_address_inside_is_enough_to_refuse_and_no_socket_is_opened(
    addresses: list[str], connections: list[Any]
) -> None:
    sender = HttpSender(GuardedBackend(Reach(), Names(addresses)))
    outcome, error = await sent(sender, "https://integrator.example/")
    assert outcome is Outcome.UNREACHABLE
    assert error is not None
    assert error.startswith("the address may not be sent to")
    assert connections == []
    await sender.close()


async def test_the_name_of_this_machine_leads_nowhere(receiver: Receiver, connections: list[Any]) -> None:
    sender = HttpSender(GuardedBackend(Reach(http=True), SystemResolver()))
    for host in ("localhost", "127.0.0.1", "[::1]", "0x7f.1", "2130706433"):
        assert (await sent(sender, receiver.url("/", host)))[0] is Outcome.UNREACHABLE
    assert (connections, receiver.connections) == ([], 0)
    await sender.close()


async def test_a_redirect_is_an_answer_and_no_direction(receiver: Receiver, connections: list[Any]) -> None:
    with receiving() as inside:
        receiver.manners["/"] = answers(307, f"location: {inside.url()}\r\n")
        sender = HttpSender(GuardedBackend(REACH, SystemResolver()))
        assert (await sent(sender, receiver.url()))[0] is Outcome.REJECTED
        assert connections == [("127.0.0.1", receiver.port)]
        assert inside.connections == 0
        await sender.close()


async def test_tls_is_for_the_name_also_when_the_address_is_connected_to(tmp_path: Path) -> None:
    authority = Authority(tmp_path, "authority")
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(authority.sign("endpoint"))
    asked: list[str | None] = []
    served.sni_callback = lambda _, name, __: asked.append(name)  # type: ignore[assignment, misc]
    with receiving(served) as receiver:
        sender = HttpSender(
            GuardedBackend(REACH, Names(["127.0.0.1"])), lambda: ssl.create_default_context(cafile=authority.file)
        )
        assert (await sent(sender, receiver.url("/", "localhost")))[0] is Outcome.DELIVERED
        outcome, error = await sent(sender, receiver.url("/", "another.example"))
        assert outcome is Outcome.UNREACHABLE
        assert "certificate" in str(error).lower()
        assert asked == ["localhost", "another.example"]
        await sender.close()


async def test_a_resolver_that_hangs_takes_no_longer_than_the_attempt() -> None:
    async def never(_: str, __: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return ()

    sender = HttpSender(GuardedBackend(REACH, never))
    reply = await sender.send("http://integrator.example/", {}, b"", 0.2)
    assert reply.error == "no whole answer within 0.2 s"
    await sender.close()


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    tried: list[str] = []

    async def connect(address: str, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        tried.append(address)
        raise httpcore2.ConnectError("refused")

    guard = GuardedBackend(Reach(networks("10.1.0.0/16")), Names(["10.1.0.1", "10.1.0.2"]), connect)
    sender = HttpSender(guard)
    assert (await sent(sender, "https://integrator.example/"))[0] is Outcome.UNREACHABLE
    assert tried == ["10.1.0.1", "10.1.0.2"]
    await sender.close()
