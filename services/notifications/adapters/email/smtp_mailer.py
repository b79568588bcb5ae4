"""One mail to the deployment's mail server by SMTP, with TLS unless the settings say otherwise."""

import asyncio
import ssl
from email.headerregistry import Address as Mailbox
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

import aiosmtplib

from services.notifications.domain.email.letters import one_line
from services.notifications.domain.email.mails import Outcome
from services.notifications.ports.mailing import Envelope, Posted
from shared.calendar import Clock

_CLOSING = 421


class _Whole(UnstructuredHeader, BaseHeader):
    """On one line: a link that was folded would be encoded, and mail programs would not find it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _policy() -> Policy:
    headers = HeaderRegistry()
    headers.map_to_type("list-unsubscribe", _Whole)
    return SMTP.clone(header_factory=headers)


_POLICY = _policy()


class Server(NamedTuple):
    """`tls` from the first byte, or `starttls`, or neither. `seconds`: patience with one mail.

    `ca_file`: PEM, whose certificates are trusted; the machine's where it is None.
    """

    host: str
    port: int
    starttls: bool = True
    tls: bool = False
    username: str = ""
    password: str = ""
    ca_file: Path | None = None
    seconds: float = 30.0


class SmtpMailer:
    """`sender`: the address in From and of the envelope."""

    def __init__(self, server: Server, sender: str, clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._context: ssl.SSLContext | None = None

    async def send(self, envelope: Envelope) -> Posted:
        try:
            async with asyncio.timeout(self._server.seconds):
                await self._hand_over(self._message(envelope), envelope.to)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _judged(refused.recipients[0].code)
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as refused:
            return _judged(refused.code)
        except aiosmtplib.SMTPResponseException as refused:
            # It did not come to this mail: the server does not take ours at all.
            return Posted(Outcome.AWAY, str(refused.code))
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            return Posted(Outcome.AWAY, type(problem).__name__)
        return Posted(Outcome.SENT)

    async def _hand_over(self, message: EmailMessage, to: str) -> None:
        server = self._server
        await aiosmtplib.send(
            message,
            sender=self._sender,
            recipients=[to],
            hostname=server.host,
            port=server.port,
            username=server.username or None,
            password=server.password or None,
            use_tls=server.tls,
            start_tls=server.starttls,
            tls_context=self._trusted() if server.tls or server.starttls else None,
            local_hostname=self._sender.rpartition("@")[2],  # the machine's own name would be asked of a resolver
            timeout=server.seconds,
        )

    def _message(self, envelope: Envelope) -> EmailMessage:
        letter, message = envelope.letter, EmailMessage(policy=_POLICY)
        message["From"] = Mailbox(f"Tiendo, {one_line(envelope.sender_name)}", addr_spec=self._sender)
        message["To"] = Mailbox(addr_spec=envelope.to)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = envelope.message_id
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        if envelope.unsubscribe is not None:
            message["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        message["Content-Language"] = letter.language
        return message

    def _trusted(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = ssl.create_default_context(cafile=self._server.ca_file)
        return self._context


def _judged(code: int) -> Posted:
    """By the first digit, as RFC 5321 has it; 421 says that the server is about to be away."""
    if code == _CLOSING:
        return Posted(Outcome.AWAY, str(code))
    return Posted(Outcome.DEFERRED if code < 500 else Outcome.REFUSED, str(code))
