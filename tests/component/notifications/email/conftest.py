"""A world of mails on a store of its own, and a mail server; the API of a service that sends by it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from services.notifications.app import create
from services.notifications.settings import Protection, Settings
from shared.storage import Store
from tests.component.notifications.conftest import opened
from tests.component.notifications.doors import ISSUER, Doors, Issuer
from tests.component.notifications.email.world import World
from tests.component.notifications.office import Office
from tests.stacks.mail_server import MailServer, mail_server
from tests.unit.notifications.cast import NINH_THUAN, a_story


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as one:
        yield one


@pytest.fixture
def world(store: Store, server: MailServer) -> World:
    return World(store, server)


@pytest.fixture
async def sending(tmp_path: Path, issuer: Issuer, server: MailServer) -> AsyncIterator[Doors]:
    """The API of a service that has heard the story of the cast, and sends mails by itself."""
    async with opened(tmp_path) as store:
        await Office(store).fold.apply(NINH_THUAN, list(a_story()))
    settings = Settings(
        store_url=f"sqlite://{tmp_path}",
        kafka="127.0.0.1:1",
        jwks=str(issuer.jwks),
        issuer=ISSUER,
        internal_key=SecretStr("a key that only tests know"),
        catch_up_seconds=0.05,
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security=Protection.NONE,
        email_sender="thongbao@tiendo.example",
        public_url="https://tiendo.example/",
    )
    app = create(settings)
    async with app.router.lifespan_context(app):
        yield Doors(app, issuer)
