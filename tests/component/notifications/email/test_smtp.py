"""The way to a mail server: with TLS and a password where it wants them, and what comes back is told in numbers only."""

import ssl
from pathlib import Path

import pytest

from services.notifications.adapters.email.smtp_mailer import Server, SmtpMailer
from services.notifications.domain.email.letters import Letter
from services.notifications.domain.email.mails import Outcome
from services.notifications.ports.mailing import Envelope, Posted
from shared.calendar import SystemClock
from tests.stacks.certificates import Authority
from tests.stacks.mail_server import MailServer, lets_in, mail_server

TO = "giamdoc@stp.example"
ENVELOPE = Envelope(
    TO, "Tỉnh Ninh Thuận", "<1.ninh-thuan@tiendo.example>", Letter("Nhắc việc", "Chữ", "<p>Chữ</p>", "vi")
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), "authority")


@pytest.fixture(scope="module")
def context(authority: Authority) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority.sign("mail"))
    return context


async def sent(server: MailServer, **given: object) -> Posted:
    options = {"starttls": False, "seconds": 20.0, **given}
    mailer = SmtpMailer(Server("127.0.0.1", server.port, **options), "thongbao@tiendo.example", SystemClock())  # type: ignore[arg-type]
    return await mailer.send(ENVELOPE)


async def test_with_starttls_and_a_password(authority: Authority, context: ssl.SSLContext) -> None:
    options = {"tls_context": context, "require_starttls": True, "authenticator": lets_in("tiendo", "mật-khẩu")}
    with mail_server(**options, auth_required=True) as server:
        known = {"starttls": True, "username": "tiendo", "ca_file": authority.file}
        assert await sent(server, **known, password="mật-khẩu") == Posted(Outcome.SENT)
        assert [mail.subject for mail in server.arrived] == ["Nhắc việc"]
        assert await sent(server, **known, password="sai") == Posted(Outcome.AWAY, "535")
        assert (await sent(server)).outcome is Outcome.AWAY, "nothing goes out in the clear"
    assert len(server.arrived) == 1


async def test_a_server_whose_certificate_is_not_trusted_gets_nothing(tmp_path: Path, context: ssl.SSLContext) -> None:
    other = Authority(tmp_path, "other")
    with mail_server(tls_context=context, require_starttls=True) as server:
        assert (await sent(server, starttls=True, ca_file=other.file)).outcome is Outcome.AWAY
        assert server.arrived == []


async def test_a_server_without_tls_gets_nothing_where_tls_is_wanted() -> None:
    with mail_server() as server:
        assert (await sent(server, starttls=True)).outcome is Outcome.AWAY
        assert server.arrived == []


@pytest.mark.parametrize(
    ("answer", "posted"),
    [
        ("450 greylisted", Posted(Outcome.DEFERRED, "450")),
        ("550 no such user giamdoc@stp.example", Posted(Outcome.REFUSED, "550")),
        ("421 going down", Posted(Outcome.AWAY, "421")),
    ],
)
async def test_an_answer_is_kept_as_a_number(answer: str, posted: Posted) -> None:
    with mail_server() as server:
        server.manners[TO] = answer
        assert await sent(server) == posted


async def test_a_server_that_is_not_there_is_away() -> None:
    with mail_server() as server:
        pass
    posted = await sent(server)
    assert posted.outcome is Outcome.AWAY
    assert TO not in str(posted.reason)
