"""A mail server for tests: real SMTP on a real socket, in a thread of its own, that answers as it is told."""

import asyncio
import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, NamedTuple, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.stacks.process import free_port

_LINK = re.compile(r"https?://\S+")


class Arrived(NamedTuple):
    """One mail as it came, and as the standard library reads it."""

    to: str
    sender: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return cast("EmailMessage", message_from_bytes(self.raw, policy=default))

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        assert part is not None
        return str(part.get_content())

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        assert part is not None
        return str(part.get_content())

    @property
    def links(self) -> list[str]:
        return _LINK.findall(self.text)

    @property
    def is_verification(self) -> bool:
        return any("/email/" in link and "/verify/" in link for link in self.links)


class MailServer:
    """Takes everything but what `manners` says of an address: an answer such as `550 no such user`, at RCPT or after DATA."""

    def __init__(self, **options: Any) -> None:
        self.port = free_port()
        self.arrived: list[Arrived] = []
        self.refused: list[str] = []
        self.manners: dict[str, str] = {}
        self.after_data: dict[str, str] = {}
        self.before_answer: Callable[[], None] = lambda: None
        self._options = options
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread | None = None
        self._server: asyncio.Server | None = None

    def to(self, address: str) -> list[Arrived]:
        return [mail for mail in list(self.arrived) if mail.to == address]

    def news(self, address: str | None = None) -> list[Arrived]:
        """What is no verification."""
        return [m for m in list(self.arrived) if not m.is_verification and address in {None, m.to}]

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.manners.get(address):
            self.refused.append(address)
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        (to,) = envelope.rcpt_tos
        if answer := self.after_data.get(to):
            self.refused.append(to)
            return answer
        assert isinstance(envelope.content, bytes)
        self.arrived.append(Arrived(to, str(envelope.mail_from), envelope.content))
        self.before_answer()
        return "250 taken"

    def start(self) -> None:
        """Again at the same port, where it was stopped."""
        started = threading.Event()
        self._loop = asyncio.new_event_loop()

        async def serve() -> None:
            self._server = await self._loop.create_server(
                lambda: SMTP(self, loop=self._loop, hostname="mail.test", **self._options), "127.0.0.1", self.port
            )

        def run() -> None:
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(serve())
            self._loop.call_soon(started.set)  # not before: a stop that came earlier would be lost
            self._loop.run_forever()
            self._loop.run_until_complete(_ended(self._loop))
            self._loop.close()

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        assert started.wait(60)

    def stop(self) -> None:
        if self._thread is None:
            return
        server = self._server
        assert server is not None
        self._loop.call_soon_threadsafe(server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._thread = None


async def _ended(loop: asyncio.AbstractEventLoop) -> None:
    tasks = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=5)


def lets_in(username: str, password: str) -> Callable[..., AuthResult]:
    """For `authenticator`: one user."""

    def judge(_server: Any, _session: Any, _envelope: Any, _mechanism: str, shown: Any) -> AuthResult:
        assert isinstance(shown, LoginPassword)
        right = (shown.login, shown.password) == (username.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return judge


@contextlib.contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    server = MailServer(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
